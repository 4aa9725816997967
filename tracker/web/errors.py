"""When a page cannot be given: what happened and what to do, in a sentence, and never a traceback."""

from dataclasses import dataclass, replace
from typing import Any

from flask import Flask, Response, current_app, render_template
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import HTTPException, InternalServerError, RequestEntityTooLarge, Unauthorized
from werkzeug.wrappers import Response as BaseResponse

from tracker.web import incidents, typed

RETRY_AFTER_SECONDS = 10
BYTES_IN_MEGABYTE = 1024 * 1024
FIRST_ERROR = 400
_SQLITE_AWAY = ("locked", "busy", "unable to open", "readonly", "disk", "full")
# A page that must not need the database stands without the board, the person and the sections.
_BARE: dict[str, Any] = {"board": None, "boards": [], "person": None, "navigation": [], "demo": None, "form": None}


@dataclass(frozen=True)
class Page:
    """The words of one error page."""

    heading: str
    sentences: tuple[str, ...]


PAGES = {
    400: Page(
        "The page could not read what was sent",
        ("Something in the address or in the form is not in a shape the tracker knows.", "Go back and try again."),
    ),
    401: Page("Sign in first", ("This page is for people who are signed in.",)),
    403: Page("You may not do this", ("Your role does not allow this step. A policy officer can tell you who may.",)),
    404: Page(
        "Page not found",
        (
            "If you typed the address, check it. If you pasted it, check that you copied all of it.",
            "It may also be something your role does not let you see, or something at another board.",
        ),
    ),
    405: Page(
        "This page cannot be used that way",
        ("The address was opened in a way it does not answer to. Go back and use the page’s own buttons.",),
    ),
    409: Page(
        "Someone else changed this first",
        ("It is no longer as it was when you opened it. Nothing of yours was saved over it.", "Go back and reload."),
    ),
    413: Page("That is too large", ("Send a smaller file, or leave pictures out of it.",)),
    415: Page("The file is not of a kind the tracker takes", ("Choose another file, then try again.",)),
    429: Page("Too many tries", ("Wait a few minutes, then try again.",)),
}
BUSY = Page(
    "The tracker is busy",
    (
        "The records could not be reached just now. Nothing of what you sent was saved.",
        "Wait a moment, then try again.",
    ),
)


ENDED = Page(
    "Your session has ended",
    (
        "The page had been open for too long, or you have signed out since. Nothing has been saved yet.",
        "What you typed is kept here.",
    ),
)


def register(app: Flask) -> None:
    """Answer every error with a page, and keep people's words out of the log."""
    incidents.register(app)
    app.register_error_handler(CSRFError, expired)
    app.register_error_handler(HTTPException, stated)
    app.register_error_handler(InternalServerError, failed)
    for error in (OperationalError, InterfaceError, NoConnectionFree):
        app.register_error_handler(error, database_away)


def stated(error: HTTPException) -> BaseResponse:
    """Show the page of a status; a description given with it becomes the sentence.

    A form sent by somebody no longer signed in gets the page that keeps what they typed.
    """
    code = error.code or InternalServerError.code
    if error.response is not None or code < FIRST_ERROR:
        return error.get_response()
    if isinstance(error, Unauthorized) and typed.from_request() is not None:
        return _with_typed(ENDED, code)
    page = PAGES.get(code, PAGES[FIRST_ERROR])
    if isinstance(error, RequestEntityTooLarge):
        page = replace(page, sentences=(*_largest_taken(), *page.sentences))
    elif error.description and error.description != type(error).description:
        page = replace(page, sentences=(error.description,))
    response = Response(render_template("errors/stated.html", page=page, code=code), code)
    for name, value in error.get_headers():
        if name in ("Allow", "Retry-After"):
            response.headers[name] = value
    return response


def _largest_taken() -> tuple[str, ...]:
    # A request may be a little larger than the largest file, for the form around it.
    settings = current_app.config.get("TRACKER")
    limit = settings.largest_upload if settings else current_app.config["MAX_CONTENT_LENGTH"]
    return (f"The tracker takes up to {limit // BYTES_IN_MEGABYTE} MB at a time.",) if limit else ()


def expired(error: CSRFError) -> Response:
    """The form was sent from a page of an ended session: keep what was typed, and offer to send it again."""
    return _with_typed(ENDED, FIRST_ERROR)


def _with_typed(page: Page, code: int) -> Response:
    sent = typed.from_request()
    return Response(render_template("errors/typed.html", page=page, code=code, sent=sent), code)


def failed(error: InternalServerError) -> Response:
    """Something broke: give the number under which the log knows it."""
    if error.original_exception is None:
        current_app.logger.error("incident %s: stopped on purpose", incidents.number())
    page = Page(
        "Something went wrong",
        (
            "The fault is the tracker’s, not yours. Nothing of this step was saved.",
            f"If it happens again, tell your policy officer this number: {incidents.number()}.",
        ),
    )
    return _bare("errors/stated.html", page, InternalServerError.code)


def database_away(error: Exception) -> Response:
    """The database is locked or cannot be reached: say so, keep what was typed, and name a time to try again."""
    if not _is_away(error):
        raise error
    current_app.logger.warning("incident %s: database away (%s)", incidents.number(), type(error).__name__)
    response = _bare("errors/typed.html", BUSY, 503, sent=typed.from_request())
    response.headers["Retry-After"] = str(RETRY_AFTER_SECONDS)
    return response


def _is_away(error: Exception) -> bool:
    if isinstance(error, DBAPIError) and type(error.orig).__module__.startswith("sqlite3"):
        return any(word in str(error.orig).lower() for word in _SQLITE_AWAY)
    return True


def _bare(template: str, page: Page, code: int, **more: Any) -> Response:
    html = current_app.jinja_env.get_template(template).render(**_BARE, page=page, code=code, **more)
    return Response(html, code)
