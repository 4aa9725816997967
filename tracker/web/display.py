"""How dates, counts and printed wording are put into words on a page."""

import hashlib
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from flask import Flask, current_app, request, url_for
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from markupsafe import Markup, escape
from werkzeug.datastructures import MultiDict
from werkzeug.urls import iri_to_uri

from tracker import clock
from tracker.models.vocabulary import Precision
from tracker.web import components

_IRREGULAR = {"person": "people", "child": "children"}
_VOWELS = "aeiou"
_NOON = 12


def day(value: date | None) -> str:
    """A date as people write it: 8 April 2015. Nothing for no date."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        value = _local(value).date()
    return f"{value.day} {value:%B %Y}"


def as_known(value: date, precision: Precision) -> str:
    """A published date as exactly as it is known: 8 April 2015, September 2015, 2010."""
    if precision is Precision.YEAR:
        return str(value.year)
    return f"{value:%B %Y}" if precision is Precision.MONTH else day(value)


def moment(value: datetime | None) -> str:
    """A stored UTC time on the partnership's clock: 8 April 2015, 2:05pm."""
    if value is None:
        return ""
    local = _local(value)
    hour = local.hour % _NOON or _NOON
    return f"{day(local.date())}, {hour}:{local:%M}{'am' if local.hour < _NOON else 'pm'}"


def _local(value: datetime) -> datetime:
    return clock.local(value if value.tzinfo else value.replace(tzinfo=UTC))


def machine_date(value: date | datetime) -> str:
    """The same date for the `datetime` attribute of a time element."""
    return value.isoformat(timespec="seconds") if isinstance(value, datetime) else value.isoformat()


def plural(noun: str) -> str:
    """More than one of a noun: actions, agencies, people, pieces of evidence."""
    first, space, rest = noun.partition(" of ")
    if space:
        return f"{plural(first)}{space}{rest}"
    *before, last = noun.split(" ")
    return " ".join([*before, _plural_word(last)])


def _plural_word(word: str) -> str:
    if word in _IRREGULAR:
        return _IRREGULAR[word]
    if word.endswith("y") and word[-2:-1] not in _VOWELS:
        return f"{word[:-1]}ies"
    return f"{word}es" if word.endswith(("s", "x", "ch", "sh")) else f"{word}s"


def count(noun: str, number: int) -> str:
    """A number with its noun: no actions, 1 action, 1,204 actions."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {plural(noun)}" if number else f"no {plural(noun)}"


def days_from(deadline: date | None, today: date | None = None) -> str:
    """How far off a deadline is: due in 12 days, due today, 3 days overdue. Nothing where there is none."""
    if deadline is None:
        return ""
    away = (deadline - (today or clock.today())).days
    if away < 0:
        return f"{count('day', -away)} overdue"
    if away == 0:
        return "due today"
    return "due tomorrow" if away == 1 else f"due in {count('day', away)}"


def lines(text: str | None) -> Markup:
    """Printed wording as HTML, its line breaks kept: an empty line begins a new paragraph."""
    if not text or not text.strip():
        return Markup("")
    tidy = text.replace("\r\n", "\n").replace("\r", "\n").strip()
    paragraphs: list[list[str]] = [[]]
    for line in tidy.split("\n"):
        if line.strip():
            paragraphs[-1].append(line)
        elif paragraphs[-1]:
            paragraphs.append([])
    return Markup("").join(
        Markup("<p>{}</p>").format(Markup("<br>").join(escape(line) for line in paragraph)) for paragraph in paragraphs
    )


def address(**changes: Any) -> str:
    """This page's address with some of its query changed; None takes a part out, a list gives it several times."""
    query: MultiDict[str, str] = MultiDict(request.args)
    for name, value in changes.items():
        query.poplist(name)
        if value is not None:
            query.setlist(name, [str(one) for one in (value if isinstance(value, (list, tuple)) else [value])])
    parts = [(name, value) for name, value in query.items(multi=True) if value != ""]
    return iri_to_uri(request.path) + (f"?{urlencode(parts)}" if parts else "")


def built(name: str) -> str:
    """The address of a built style or script, which changes whenever its content does."""
    folder = Path(current_app.static_folder or "") / "built"
    return url_for("static", filename=f"built/{name}", v=_fingerprint(folder / name) or None)


@lru_cache(maxsize=32)
def _fingerprint(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else ""


def register(app: Flask) -> None:
    """Give templates these words, and the GOV.UK macros their place."""
    env = app.jinja_env
    env.trim_blocks = env.lstrip_blocks = True
    govuk = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})
    env.loader = ChoiceLoader([env.loader, govuk]) if env.loader else govuk
    env.filters.update(day=day, moment=moment, machine_date=machine_date, lines=lines)
    # A page that shows the same few tags on every row wraps their macro in `made_once`.
    env.globals.update(made_once=cache)
    env.globals.update(
        as_known=as_known,
        count=count,
        plural=plural,
        days_from=days_from,
        address=address,
        built=built,
        parts=components,
    )
