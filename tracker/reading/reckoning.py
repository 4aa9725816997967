"""What the times of a plan are reckoned by."""

from dataclasses import dataclass
from datetime import date

from .timescales import Calendar, Timescale, read_timescale
from .timescales.board_calendar import RULES


@dataclass(frozen=True)
class Reckoning:
    """The day a plan was agreed, from which relative times count, and the calendar its board has settled."""

    agreed: date | None = None
    calendar: Calendar = RULES

    def read(self, text: str) -> Timescale:
        """Read the wording of one timescale."""
        return read_timescale(text, agreed=self.agreed, calendar=self.calendar)
