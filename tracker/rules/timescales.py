"""What a timescale's wording means for a deadline: a date that is certain, or a doubt in words."""

from dataclasses import dataclass
from datetime import date

from tracker.reading.timescales import Timescale, read_timescale

BLANK = "The plan leaves the timescale blank."


@dataclass(frozen=True)
class ReadDeadline:
    """The deadline a wording gives, whether the work goes on after it, and what about it needs a person."""

    deadline: date | None
    ongoing: bool
    doubt: str


def deadline_of(wording: str, *, plan_date: date | None) -> ReadDeadline:
    """Read a wording as a careful policy officer would, counting from the plan date; never a guess in silence."""
    return from_reading(read_timescale(wording, agreed=plan_date))


def from_reading(read: Timescale) -> ReadDeadline:
    """A reading of the reader, as the facts of an action: of several dates none is chosen."""
    several = len(read.deadlines) > 1
    deadline = read.deadlines[0] if len(read.deadlines) == 1 else None
    doubt = (read.reason or "Its wording needs a person.") if read.needs_review or several or deadline is None else ""
    return ReadDeadline(deadline, read.ongoing, doubt)
