"""Tables that go on: a plan that a page break or a title cut in two is read as one; the text between stays in order."""

from dataclasses import dataclass, field

from ..agencies import agency_of
from ..grid import Cell, Grid, Line
from ..headings import is_heading_row
from ..prose import Paragraph, Prose
from .tables import WordTable, lines_of, width_of

LONGEST_TITLE = 160
WIDE = 99  # a title between two parts of a table stands over all its columns
MOST_TITLES = 8
NARROWEST = 3


@dataclass
class Chain:
    """The state while the blocks of a document are gathered; `width` is that of the last table, in columns."""

    found: list[Grid | Prose] = field(default_factory=list)
    waiting: list[Paragraph] = field(default_factory=list)
    width: int = 0
    titles: list[str] = field(default_factory=list)

    @property
    def above(self) -> Grid | None:
        return self.found[-1] if self.found and isinstance(self.found[-1], Grid) else None

    def set_down(self, name: str) -> None:
        """Let the paragraphs that wait stand as prose of their own."""
        if self.waiting:
            self.found.append(Prose(name, self.waiting))
            self.waiting = []


def grids_and_prose(blocks: list[Paragraph | WordTable]) -> list[Grid | Prose]:
    """Every table as a grid, what stands between them as prose, and a table that goes on joined to the one it goes
    on from. Titles above a table are given to it, as they say whose plan it is.
    """
    chain = Chain()
    for block in blocks:
        if isinstance(block, Paragraph):
            chain.waiting.append(block)
            continue
        lines = lines_of(block)
        if any(line.cells for line in lines):
            take_table(chain, block, lines)
    chain.set_down("Text")
    return chain.found


def take_table(chain: Chain, table: WordTable, lines: list[Line]) -> None:
    width = width_of(table)
    above = chain.above
    if above is not None and width == chain.width and goes_on(above, lines, chain.waiting):
        join(above, table, lines, chain.waiting)
        chain.waiting = []
        return
    chain.titles = [paragraph.said for paragraph in chain.waiting if is_title(paragraph)] or chain.titles
    chain.set_down(f"Text above {table.name}")
    sources = {line.number: source_of(table, line.number) for line in lines}
    chain.found.append(Grid(table.name.capitalize(), lines, sources=sources, titles=list(chain.titles)))
    chain.width = width


def source_of(table: WordTable, number: int) -> str:
    return f"{table.name} row {number}"


def is_title(paragraph: Paragraph) -> bool:
    return len(paragraph.said) <= LONGEST_TITLE


def goes_on(above: Grid, lines: list[Line], between: list[Paragraph]) -> bool:
    """Whether a table has no headings of its own, or those of the table above, with only titles between."""
    if len(between) > MOST_TITLES or not all(is_title(paragraph) for paragraph in between):
        return False
    headings = [line for line in above.lines if is_heading_row(line)]
    if not headings:
        return False
    own = [line for line in lines[:3] if is_heading_row(line)]
    if not own:
        return max(headings[0].cells) >= NARROWEST
    return folded(own[0]) == folded(headings[0]) and agency_of([paragraph.said for paragraph in between]) is None


def folded(line: Line) -> list[str]:
    return [" ".join(text.lower().split()) for text in line.texts]


def join(above: Grid, table: WordTable, lines: list[Line], between: list[Paragraph]) -> None:
    """Set the rows of a table under those above; their own places stay their sources."""
    number = above.lines[-1].number
    for paragraph in between:
        number += 1
        above.lines.append(Line(number, {1: Cell(paragraph.said, struck=paragraph.struck)}, spans={1: WIDE}))
        above.sources[number] = paragraph.source
    moved = number
    for line in lines:
        above.sources[moved + line.number] = source_of(table, line.number)
        line.under = {column: moved + start for column, start in line.under.items()}
        line.number += moved
        above.lines.append(line)
