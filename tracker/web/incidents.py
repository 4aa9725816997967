"""The log of what broke: where and of what kind, under a number; never the words or names that were in hand."""

import logging
import secrets
import traceback
from collections.abc import Iterator
from pathlib import Path

from flask import Flask, g, has_request_context, request

DEEPEST = 15
_PROJECT = Path(__file__).resolve().parents[2]
_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"


def number() -> str:
    """This request's number, made when first asked for; easy to read out over a telephone."""
    if not has_request_context():
        return _new()
    if "incident" not in g:
        g.incident = _new()
    return str(g.incident)


def _new() -> str:
    letters = [secrets.choice(_LETTERS) for _ in range(8)]
    return f"{''.join(letters[:4])}-{''.join(letters[4:])}"


class WithoutTexts(logging.Filter):
    """Turns a logged exception into its kind and its places: messages may quote what people wrote."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Rewrite the record in place; let every record through."""
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            record.msg, record.args = f"incident {number()}{_where()}: {account(error)}", ()
            record.exc_info, record.exc_text = None, None
        return True


def _where() -> str:
    return f" at {request.method} {request.endpoint}" if has_request_context() else ""


def account(error: BaseException) -> str:
    """What broke and where, by class names, files and lines only."""
    kinds = " from ".join(type(one).__name__ for one in _chain(error))
    places = [
        f"{_short(frame.filename)}:{frame.lineno} {frame.name}"
        for frame in traceback.extract_tb(error.__traceback__)[-DEEPEST:]
    ]
    return f"{kinds} [{' > '.join(places)}]"


def _chain(error: BaseException | None) -> Iterator[BaseException]:
    while error is not None:
        yield error
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)


def _short(filename: str) -> str:
    path = Path(filename)
    if "site-packages" in path.parts:
        return "/".join(path.parts[path.parts.index("site-packages") + 1 :])
    return str(path.relative_to(_PROJECT)) if path.is_relative_to(_PROJECT) else path.name


def register(app: Flask) -> None:
    """Keep people's words out of the application's log."""
    if not any(isinstance(one, WithoutTexts) for one in app.logger.filters):
        app.logger.addFilter(WithoutTexts())
