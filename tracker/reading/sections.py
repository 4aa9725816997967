"""What a title between the rows says of those under it: whose they are, by when, of what theme or recommendation."""

import re
from dataclasses import dataclass

from .agencies import bracketed, labelled, titled
from .grid import Cell
from .reckoning import Reckoning
from .timescales import Timescale, spoken

THEME = re.compile(
    r"^\s*(?:(?:key |strategic |priority )?(?:theme|priority|workstream|objective|area|strand|aim|goal|outcome)s?"
    r"(?:\s+area)?)\s*(?:[0-9]{1,2}|[a-h]|[ivx]{1,4})?\s*[:.–-]\s*(?P<words>\S.*)$",
    re.IGNORECASE | re.DOTALL,
)
RECOMMENDATION = re.compile(
    r"^\s*(?:recommendation|rec)\.?\s+(?:no\.?\s*)?(?P<ref>[0-9]{1,3}[a-z]?|[ivx]{1,5})\s*[:.)–-]*\s+(?P<words>\S.{14,})$",
    re.IGNORECASE | re.DOTALL,
)
TIME = re.compile(
    r"\b(?P<words>(?:by|before|within|no later than|not later than|due|deadline|timescale|target date|"
    r"(?:to be )?completed? (?:by|within))\b.{3,60})$",
    re.IGNORECASE,
)
LABEL = re.compile(r"^(?:due|deadline|timescale|target date)\b\s*[:–-]?\s*", re.IGNORECASE)
LONGEST = 160


@dataclass(frozen=True)
class Section:
    """A title between the rows, in its words, and what of it holds for the rows under it.

    `bare` is true where the title is a date and nothing else, which may as well be the day of a meeting.
    """

    text: str | None = None
    agency: str | None = None
    theme: str | None = None
    ref: str | None = None
    recommendation: str | None = None
    due: Timescale | None = None
    bare: bool = False

    def timescale(self) -> Timescale | None:
        """The timescale for a row whose own is blank. It is always asked about: the row itself says nothing."""
        if self.due is None:
            return None
        days = " and ".join(spoken(day) for day in self.due.deadlines) or "no certain date"
        why = f"The row's own timescale is blank; the title “{self.text}” above it gives {days}."
        if self.due.reason:
            why = f"{why} {self.due.reason}"
        return Timescale(
            self.due.text, self.due.kind, self.due.deadlines, None, self.due.ongoing, True, why, self.due.anchor
        )


def section_of(cell: Cell, by: Reckoning) -> Section:
    """What a title between the rows says. Every title takes away what the one before it said."""
    text = cell.text
    theme = THEME.match(text)
    asked = RECOMMENDATION.match(text)
    return Section(
        text=text,
        agency=labelled(text) or bracketed(text) or titled(text),
        theme=theme["words"].strip() if theme else None,
        ref=asked["ref"] if asked else None,
        recommendation=asked["words"].strip() if asked else None,
        due=None if asked else due(cell, by),
        bare=TIME.search(" ".join(text.split()).strip(" .:)")) is None,
    )


def due(cell: Cell, by: Reckoning) -> Timescale | None:
    """The timescale that a title names: all of it, or what follows "by", "within" or "deadline"."""
    text = " ".join(cell.text.split())
    if len(text) > LONGEST or cell.struck:
        return None
    found = TIME.search(text.strip(" .:)"))
    words = LABEL.sub("", found["words"]) if found else text
    answer = by.read(words.strip())
    if not answer.deadlines or answer.completed_on:
        return None
    return answer if found or not answer.needs_review else None
