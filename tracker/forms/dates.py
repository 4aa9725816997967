"""A date typed as day, month and year in three boxes."""

import calendar
from collections.abc import Sequence
from datetime import date
from typing import Any

from wtforms import Field
from wtforms.validators import StopValidation

from tracker.forms.checks import Check

PARTS = ("day", "month", "year")
EARLIEST_YEAR, LATEST_YEAR = 1900, 2100
MONTHS = [name for name in calendar.month_name if name]
LONGEST_TYPED = 20
_SHORTEST_MONTH_WORD = 3


class DateInThreeBoxes(Field):
    """Day, month and year. All blank is None; anything else must be a real date, and what was typed stays shown."""

    part = "date"
    typed: dict[str, str] | None
    wrong: frozenset[str]

    def __init__(
        self, label: str, *, hint: str = "", required: str = "", checks: Sequence[Check] = (), **more: Any
    ) -> None:
        self.required = required
        self.wrong = frozenset()
        self.typed = None
        super().__init__(label, description=hint, validators=list(checks), **more)

    @property
    def first_error_id(self) -> str:
        """The id of the first box to put right."""
        return f"{self.id}-{next((part for part in PARTS if part in self.wrong), 'day')}"

    @property
    def boxes(self) -> dict[str, str]:
        """What each box shows: what was typed, or else the date the field was given."""
        if self.typed is None:
            return {part: str(getattr(self.data, part, "")) for part in PARTS}
        return self.typed

    def process(self, formdata: Any, *args: Any, **more: Any) -> None:
        """Take the three boxes from a post."""
        if formdata is not None:
            self.typed = {part: str(formdata.get(f"{self.name}-{part}", "")).strip()[:LONGEST_TYPED] for part in PARTS}
        super().process(formdata, *args, **more)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Read the boxes; raise ValueError with a sentence that says which part is wrong."""
        self.raw_data = [" ".join(filter(None, self.boxes.values()))] if any(self.boxes.values()) else []
        self.data = None
        if self.raw_data:
            self.data = self._read()

    def pre_validate(self, form: object) -> None:
        """Say that a date is needed; ask nothing more of one that could not be read."""
        if self.process_errors:
            raise StopValidation()
        if not self.raw_data and self.required:
            self.wrong = frozenset(PARTS)
            raise StopValidation(self.required)
        if not self.raw_data:
            raise StopValidation()

    def _read(self) -> date:
        missing = [part for part in PARTS if not self.boxes[part]]
        if missing:
            raise self._fault(missing, f"must include a {' and a '.join(missing)}, or leave all three boxes empty")
        day = self._number("day", 31)
        month = _month(self.boxes["month"])
        if month is None:
            raise self._fault(["month"], f"has “{self.boxes['month']}” as its month. Enter a number from 1 to 12")
        year = self._year()
        longest = calendar.monthrange(year, month)[1]
        if day > longest:
            name = MONTHS[month - 1]
            raise self._fault(["day"], f"cannot be {day} {name} {year}: that month has {longest} days")
        return date(year, month, day)

    def _number(self, part: str, highest: int) -> int:
        typed = self.boxes[part]
        if not (typed.isascii() and typed.isdigit()) or not 1 <= int(typed) <= highest:
            raise self._fault([part], f"has “{typed}” as its {part}. Enter a number from 1 to {highest}")
        return int(typed)

    def _year(self) -> int:
        typed = self.boxes["year"]
        if not (typed.isascii() and typed.isdigit()) or len(typed) != len("2015"):
            raise self._fault(["year"], f"has “{typed}” as its year. Enter all four figures, such as 2015")
        if not EARLIEST_YEAR <= int(typed) <= LATEST_YEAR:
            raise self._fault(["year"], f"must have a year between {EARLIEST_YEAR} and {LATEST_YEAR}")
        return int(typed)

    def _fault(self, parts: Sequence[str], what: str) -> ValueError:
        self.wrong = frozenset(parts)
        return ValueError(f"{self.label.text} {what}.")


def _month(typed: str) -> int | None:
    if typed.isascii() and typed.isdigit():
        return int(typed) if 1 <= int(typed) <= len(MONTHS) else None
    word = typed.casefold().rstrip(".")
    if len(word) < _SHORTEST_MONTH_WORD:
        return None
    return next((number for number, name in enumerate(MONTHS, 1) if name.casefold().startswith(word)), None)
