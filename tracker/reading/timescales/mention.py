"""A time named in a wording: its first and last day, and what is in doubt about it."""

from calendar import monthrange
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from .answer import Anchor

Span = tuple[date, date]
NO_YEAR = "No year is written; {} is the nearest to the day the plan was agreed."


@dataclass(frozen=True)
class Mention:
    """`in_year` gives the days for a year, and is set only while the year is not known.

    `bare` marks a year, or a pair of years, with no word to say which day of it is meant.
    """

    kind: str
    start: date | None = None
    end: date | None = None
    doubts: tuple[str, ...] = ()
    in_year: Callable[[int], Span] | None = None
    bare: bool = False
    claimable: bool = False
    anchor: Anchor | None = None

    def doubted(self, *doubts: str) -> "Mention":
        return replace(self, doubts=(*self.doubts, *doubts))

    @property
    def yearless(self) -> bool:
        return self.in_year is not None

    def placed(self, year: int) -> "Mention":
        """The mention in that year; unchanged where the year has no such day."""
        if self.in_year is None:
            return self
        try:
            start, end = self.in_year(year)
        except ValueError:
            return self
        return replace(self, start=start, end=end, in_year=None)

    def moved(self, turn: Callable[[date, date], Span], doubt: str) -> "Mention":
        """The mention with its days changed (early, mid, late), in doubt."""
        inside = self.in_year
        if inside is not None:

            def turned(year: int) -> Span:
                return turn(*inside(year))

            return replace(self, in_year=turned, bare=False).doubted(doubt)
        if self.start is None or self.end is None:
            return self.doubted(doubt)
        start, end = turn(self.start, self.end)
        return replace(self, start=start, end=end, bare=False, kind="range").doubted(doubt)


def last_day(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def add_months(day: date, months: int) -> date:
    """The same day so many months on, or the last day of a shorter month. Raises ValueError beyond year 9999."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def add_working_days(day: date, days: int) -> date:
    """So many days on, weekends left out; bank holidays are not known here."""
    weeks, rest = divmod(days, 5)
    day += timedelta(weeks=weeks)
    while rest:
        day += timedelta(days=1)
        rest -= day.weekday() < 5
    return day


def nearest(mention: Mention, agreed: date | None, *, ahead: bool = False) -> Mention:
    """A mention without a year, placed in the year that brings it nearest the day of the plan.

    `ahead` is for what comes round again: then it is the next one after that day.
    """
    if not mention.yearless:
        return mention
    if agreed is None:
        return replace(mention, in_year=None).doubted(
            "No year is written, and the day the plan was agreed is not known."
        )
    placed = [mention.placed(year) for year in (agreed.year - 1, agreed.year, agreed.year + 1)]
    known = [one for one in placed if one.end is not None and (one.end >= agreed or not ahead)]
    if not known:
        return replace(mention, in_year=None).doubted("No year near the plan has such a day.")
    best = min(known, key=lambda one: abs((one.end - agreed).days) if one.end else 0)
    end = best.end
    assert end is not None
    return best.doubted(NO_YEAR.format(f"{end.day} {end:%B %Y}"))
