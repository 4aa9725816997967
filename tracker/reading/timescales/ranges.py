"""Two times that are one: the range from the first to the second."""

from dataclasses import replace
from datetime import date

from .mention import Mention

ASSUMED_YEAR = "The year is taken from the date beside it."


def joint(first: Mention, second: Mention) -> Mention | None:
    """One range of two times, or None where they cannot be one. The start may lack the year the end has."""
    if first.yearless and second.yearless:
        return both_yearless(first, second)
    if first.yearless and second.end:
        first = replace(before(first, second.end), doubts=())
    elif second.yearless and first.end:
        second = after(second, first.end).doubted(ASSUMED_YEAR)
    if first.start is None or second.end is None:
        return None
    doubts = tuple(dict.fromkeys((*first.doubts, *second.doubts)))
    if first.start > second.end:
        return None
    return Mention("range", first.start, second.end, doubts, bare=second.bare)


def before(first: Mention, end: date) -> Mention:
    placed = first.placed(end.year)
    return placed if placed.start and placed.start <= end else first.placed(end.year - 1)


def after(second: Mention, start: date) -> Mention:
    placed = second.placed(start.year)
    return placed if placed.end and placed.end >= start else second.placed(start.year + 1)


def both_yearless(first: Mention, second: Mention) -> Mention:
    def in_year(year: int) -> tuple[date, date]:
        end = second.placed(year).end
        if end is None:
            raise ValueError("no such day in that year")
        start = before(first, end).start
        return start or end, end

    doubts = tuple(dict.fromkeys((*first.doubts, *second.doubts)))
    return replace(second, kind="range", in_year=in_year, doubts=doubts)
