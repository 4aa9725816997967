"""A sheet as plain values: what each cell shows, and the few marks of its look that carry meaning."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell that shows something. `day` is set where the cell holds a true date; `day_shown` is false
    where its format shows the month only. `fault` says what is wrong with the cell itself.

    `struck` is true where all of it is struck through. Where only some words are, `crossed` are those words,
    and `standing` is the text without them. `note` is the comment on the cell.
    """

    text: str
    day: date | None = None
    day_shown: bool = True
    colour: str | None = None
    struck: bool = False
    fault: str | None = None
    crossed: tuple[str, ...] = ()
    standing: str | None = None
    note: str | None = None


@dataclass
class Line:
    """One row of a sheet. `cells` holds only those that show something; `colours` the fills of all that are
    plainly red, amber, green or blue, and `fills` every fill as six hexadecimal digits.

    `spans` gives for a merged cell its number of columns; `under` the row its cell in a column is merged into.
    """

    number: int
    cells: dict[int, Cell] = field(default_factory=dict)
    colours: dict[int, str] = field(default_factory=dict)
    spans: dict[int, int] = field(default_factory=dict)
    under: dict[int, int] = field(default_factory=dict)
    hidden: bool = False
    fills: dict[int, str] = field(default_factory=dict)

    @property
    def texts(self) -> list[str]:
        return [cell.text for _, cell in sorted(self.cells.items())]


@dataclass
class Grid:
    """A sheet, or a table of a document: its lines that show something, in order.

    `sources` says where a line stands where that is not its number on the sheet; `titles` are the texts
    above the table that are rows of their own elsewhere. `hidden_columns` are numbers, from 1.
    """

    name: str
    lines: list[Line]
    hidden: bool = False
    sources: dict[int, str] = field(default_factory=dict)
    titles: list[str] = field(default_factory=list)
    hidden_columns: frozenset[int] = frozenset()

    @property
    def filled(self) -> Iterable[Line]:
        return (line for line in self.lines if line.cells)

    def source(self, number: int) -> str:
        """Where a row stands, as written beside what was read from it."""
        return self.sources.get(number) or f"{self.name}!{number}"
