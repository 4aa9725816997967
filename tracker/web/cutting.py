"""Lists whose rows differ much in length, cut into pages that stay light."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from tracker.queries.paging import Page, page_number

Row = TypeVar("Row")
Other = TypeVar("Other")

MOST_ROWS = 25
MOST_CHARACTERS = 64_000


@dataclass(frozen=True)
class CutPage(Page[Row]):
    """One page of a list cut by weight; `cuts` holds the places of each page's rows, counted from 0."""

    cuts: Sequence[range] = ()

    @property
    def pages(self) -> int:
        return len(self.cuts)

    @property
    def first(self) -> int:
        return self.cuts[self.number - 1].start + 1 if self.total else 0

    @property
    def last(self) -> int:
        return self.cuts[self.number - 1].stop

    def showing(self, rows: Sequence[Other]) -> "CutPage[Other]":
        """The same page with each of its rows put otherwise."""
        return CutPage(rows, self.number, self.total, self.length, self.cuts)


def cut(weights: Sequence[int]) -> list[range]:
    """Where each page begins and ends, from about how many characters each row takes; at least one page."""
    cuts, start, weight = [], 0, 0
    for place, one in enumerate(weights):
        if place > start and (place - start == MOST_ROWS or weight + one > MOST_CHARACTERS):
            cuts.append(range(start, place))
            start, weight = place, 0
        weight += one
    return [*cuts, range(start, len(weights))]


def page_of(rows: Sequence[Row], weights: Sequence[int], asked: str | None) -> CutPage[Row]:
    """The page asked for."""
    cuts = cut(weights)
    number = page_number(asked, len(cuts), 1)
    here = cuts[number - 1]
    return CutPage(rows[here.start : here.stop], number, len(rows), MOST_ROWS, cuts)


def page_with(place: int, weights: Sequence[int]) -> int:
    """The number of the page on which the row at a place, counted from 0, stands; the last for one beyond the end."""
    cuts = cut(weights)
    return next((number for number, here in enumerate(cuts, 1) if place in here), len(cuts))
