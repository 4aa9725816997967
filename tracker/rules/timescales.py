"""What a timescale's wording means for a deadline: a date that is certain, or a doubt in words."""

from dataclasses import dataclass
from datetime import date

from tracker.queries.anchors import Starts
from tracker.reading.timescales import Anchor, Calendar, Timescale, read_timescale
from tracker.reading.timescales.board_calendar import RULES
from tracker.rules import anchors

BLANK = "The plan leaves the timescale blank."


@dataclass(frozen=True)
class ReadDeadline:
    """The deadline a wording gives, whether the work goes on after it, and what about it needs a person."""

    deadline: date | None
    ongoing: bool
    doubt: str
    anchor: Anchor | None = None


def deadline_of(
    wording: str, *, plan_date: date | None, calendar: Calendar = RULES, starts: Starts | None = None
) -> ReadDeadline:
    """Read a wording as a careful policy officer would, counting from the plan date; never a guess in silence.

    `calendar` is the board's own; `starts` are the dates of the review that a wording may count from.
    """
    known = anchors.with_plan_date(starts or {}, plan_date)
    return from_reading(read_timescale(wording, agreed=plan_date, calendar=calendar), calendar=calendar, starts=known)


def from_reading(read: Timescale, *, calendar: Calendar = RULES, starts: Starts | None = None) -> ReadDeadline:
    """A reading of the reader, as the facts of an action: of several dates none is chosen."""
    if read.anchor is not None and starts is not None:
        counted = anchors.settled(read.anchor, read.reason or "", starts, calendar)
        if counted is not None:
            return ReadDeadline(counted.deadline, read.ongoing, counted.doubt, read.anchor)
    several = len(read.deadlines) > 1
    deadline = read.deadlines[0] if len(read.deadlines) == 1 else None
    doubt = (read.reason or "Its wording needs a person.") if read.needs_review or several or deadline is None else ""
    return ReadDeadline(deadline, read.ongoing, doubt, read.anchor)
