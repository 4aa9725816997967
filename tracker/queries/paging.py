"""One way to cut a list into pages."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

PAGE_LENGTH = 50

Row = TypeVar("Row")


@dataclass(frozen=True)
class Page(Generic[Row]):
    """One page of a longer list; `number` counts from 1."""

    rows: Sequence[Row]
    number: int
    total: int
    length: int = PAGE_LENGTH

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.length))

    @property
    def first(self) -> int:
        return (self.number - 1) * self.length + 1 if self.total else 0

    @property
    def last(self) -> int:
        return min(self.number * self.length, self.total)


def page_number(asked: str | None, total: int, length: int = PAGE_LENGTH) -> int:
    """The page asked for, kept between the first and the last."""
    last = max(1, -(-total // length))
    return min(max(int(asked), 1), last) if asked and asked.isdecimal() and len(asked) < 7 else 1
