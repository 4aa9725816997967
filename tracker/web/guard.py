"""Who is here and what the page they ask for demands: read anew at each request."""

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar, cast

from flask import Flask, abort, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker import access, db
from tracker.access import Reader
from tracker.models import Board
from tracker.queries import people
from tracker.rules import visits

P = ParamSpec("P")
R = TypeVar("R")

OPEN = "open to all"
SIGNED_IN = "signed in"
WRITES = frozenset({"POST", "PUT", "PATCH", "DELETE"})
LARGEST_NUMBER = 2**31 - 1


def needs(verb: str) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """State the verb a page is for. Anonymous people are sent to sign in; who may not gets a sentence."""

    def mark(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if g.visit is None:
                return ask_to_sign_in()
            if g.board is None:
                return redirect(url_for("signin.choose_board", next=here()))
            if not access.may(verb, g.person, g.board):
                abort(403, access.refusal(verb))
            return view(*args, **kwargs)

        guarded.verb = verb  # type: ignore[attr-defined]
        return guarded

    return mark


def signed_in(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """A page for whoever is signed in, before a board is chosen."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        return ask_to_sign_in() if g.visit is None else view(*args, **kwargs)

    guarded.verb = SIGNED_IN  # type: ignore[attr-defined]
    return guarded


def open_to_all(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """A page that anyone may see."""
    view.verb = OPEN  # type: ignore[attr-defined]
    return view


def ask_to_sign_in() -> ResponseReturnValue:
    """To the sign-in page and back here; what was typed in a form that came too late is shown, not lost."""
    if request.method in WRITES:
        abort(401)
    return redirect(url_for("signin.sign_in", next=here()))


def here() -> str:
    """The address of this request within the site."""
    return request.full_path.rstrip("?") if request.query_string else request.path


def reader() -> Reader:
    """On whose behalf the queries of this request are asked."""
    return cast(Reader, g.reader)


def or_404(found: R | None) -> R:
    """What was found, or the page that says it was not: what you may not see is not found."""
    if found is None:
        abort(404)
    return found


def number_asked(name: str) -> int | None:
    """The number of a record in the query string; nothing when what stands there can be no record's."""
    number = request.args.get(name, type=int)
    return number if number is not None and 0 < number <= LARGEST_NUMBER else None


def cookie_name() -> str:
    """The visit's cookie; bound to this host alone where pages are served over https."""
    return "__Host-visit" if g.settings.secure else "visit"


def _who_is_here() -> None:
    g.visit = g.person = g.board = g.reader = None
    if request.endpoint in (None, "static", "health.healthz"):
        return
    secret = request.cookies.get(cookie_name())
    visit = people.visit(visits.mark(secret)) if secret else None
    if visit is None:
        return
    g.visit, g.person = visit, visit.person
    g.boards = people.boards_of(visit.person)
    g.board = visit.board if visit.board in g.boards else None
    if g.board is not None:
        g.reader = Reader(g.person, g.board)


def _reading_or_writing() -> None:
    """A page that only shows takes no write lock."""
    if request.method not in WRITES:
        g.reading = db.reading()
        g.reading.__enter__()


def _can_be_an_address() -> None:
    """No text in a database holds a NUL sign and no record has so long a number: nothing is found under either."""
    texts = (request.path, *(value for _, value in request.args.items(multi=True)))
    numbers = (value for value in (request.view_args or {}).values() if isinstance(value, int))
    if any("\0" in text for text in texts) or any(number > LARGEST_NUMBER for number in numbers):
        abort(404)


def _leave(_error: BaseException | None) -> None:
    db.session.remove()
    if "reading" in g:
        g.reading.__exit__(None, None, None)


def for_templates() -> dict[str, object]:
    """What every page may show of who is here."""
    person = g.get("person")
    board: Board | None = g.get("board")
    return {"person": person, "board": board, "boards": g.get("boards", []), "navigation": _navigation(board)}


# The menu: its words, where it leads, the verb it needs, and the other addresses that belong to it.
SECTIONS = [
    ("Start", "/", "start.read", ()),
    ("Reviews", "/reviews", "review.read", ("/recommendations",)),
    ("Actions", "/actions", "action.read", ()),
    ("Imports", "/imports", "import.read", ()),
    ("Settings", "/settings", "settings.read", ()),
]


def _navigation(board: Board | None) -> list[tuple[str, str, bool]]:
    if board is None:
        return []
    return [
        (label, href, _is_within((href, *others)))
        for label, href, verb, others in SECTIONS
        if access.may(verb, g.person, board)
    ]


def _is_within(addresses: tuple[str, ...]) -> bool:
    return any(request.path == one or (one != "/" and request.path.startswith(f"{one}/")) for one in addresses)


def register(app: Flask) -> None:
    """Read who is here before each page, and let the database go after it."""

    def settings() -> None:
        g.settings = app.config["TRACKER"]

    app.before_request(settings)
    app.before_request(_reading_or_writing)
    app.before_request(_who_is_here)
    app.before_request(_can_be_an_address)
    app.teardown_request(_leave)
    app.context_processor(for_templates)
