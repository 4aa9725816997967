"""What a board has settled about its year: when its school terms end, and what a quarter with one year means."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

QuarterReading = Literal["financial", "calendar", "ask"]
MonthDay = tuple[int, int]


@dataclass(frozen=True)
class Calendar:
    """A board's own year. Term ends are (month, day).

    Where nothing is settled the general rules hold: English terms end on 31 December, 31 March and 31 July, and
    "Quarter 3 of 2015" is offered by the financial year, as councils and NHS bodies print it, and asked about.

    Raises ValueError where a term end is no day of every year, or the quarter reading is not one of the three.
    """

    autumn_ends: MonthDay = (12, 31)
    spring_ends: MonthDay = (3, 31)
    summer_ends: MonthDay = (7, 31)
    quarter_reading: QuarterReading = "ask"

    def __post_init__(self) -> None:
        for month, day in (self.autumn_ends, self.spring_ends, self.summer_ends):
            date(2015, month, day)
        if self.quarter_reading not in ("financial", "calendar", "ask"):
            raise ValueError(f"A quarter is read as financial, calendar or ask, not {self.quarter_reading!r}.")

    @classmethod
    def from_json(cls, said: dict[str, Any]) -> "Calendar":
        """The calendar that was written down as the values of its fields, days as lists."""
        autumn, spring, summer = (tuple(said[f"{term}_ends"]) for term in ("autumn", "spring", "summer"))
        return cls(autumn, spring, summer, said["quarter_reading"])

    @property
    def term_ends(self) -> tuple[MonthDay, ...]:
        """The last days of the terms in the order of the year: spring, summer, autumn."""
        return tuple(sorted((self.spring_ends, self.summer_ends, self.autumn_ends)))

    @property
    def quarter_months(self) -> tuple[int, int, int, int]:
        """The last months of the first to the fourth quarter."""
        return (3, 6, 9, 12) if self.quarter_reading == "calendar" else (6, 9, 12, 3)


RULES = Calendar()
