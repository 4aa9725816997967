"""Where the tables of a sheet begin: its headings, in one row or in two, and the lines under each."""

from dataclasses import dataclass, replace

from .agencies import agency_of
from .grid import Cell, Grid, Line
from .headings import heading_like, is_heading_row, meaning
from .layout import title_of

LONGEST_SUBHEADING = 60


@dataclass(frozen=True)
class Heading:
    """The headings of a table: `line` holds what each column is called, `printed` the rows they are printed in."""

    line: Line
    printed: tuple[Line, ...]

    @property
    def texts(self) -> list[str]:
        return [" ".join(text.lower().split()) for text in self.printed[0].texts]


def headings_of(grid: Grid) -> list[Heading]:
    """The rows that begin a table. Headings typed again at the top of a page begin none."""
    lines = list(grid.filled)
    found: list[Heading] = []
    for place, line in enumerate(lines):
        if not is_heading_row(line, strict=bool(found)) or (found and line in found[-1].printed):
            continue
        heading = with_neighbour(lines, place)
        if not found or heading.texts != found[-1].texts or title_between(lines, found[-1].line, line):
            found.append(heading)
    return found


def with_neighbour(lines: list[Line], place: int) -> Heading:
    """A heading row with the second row of its headings, under it or above it, where it has one."""
    line = lines[place]
    below = lines[place + 1] if place + 1 < len(lines) else None
    above = lines[place - 1] if place else None
    if below is not None and below.number == line.number + 1 and divides(below, line):
        return Heading(replace(joined(line, below), number=line.number), (line, below))
    if above is not None and above.number == line.number - 1 and groups(above, line):
        return Heading(replace(joined(above, line), number=line.number), (above, line))
    return Heading(line, (line,))


def spanned(line: Line) -> dict[int, int]:
    """The columns under cells that are merged over several, each with the column such a cell begins in."""
    return {
        column: first
        for first, span in line.spans.items()
        if span > 1
        for column in range(first, first + min(span, 200))
    }


def divides(below: Line, line: Line) -> bool:
    """Whether a row under the headings divides those that are merged over several columns, and does nothing else.

    A row of nothing but telling headings, one at least in a column with no heading above, is one without any merging.
    """
    under = spanned(line)
    if len(below.cells) < 2 or not all(
        heading_like(cell) and len(cell.text) <= LONGEST_SUBHEADING for cell in below.cells.values()
    ):
        return False
    if all(column in under for column in below.cells):
        return True
    told = [meaning(cell.text) for cell in below.cells.values()]
    bare = any(column not in line.cells for column in below.cells)
    return bare and all(one.plain and one.field != "other" for one in told) and len({one.field for one in told}) > 1


def groups(above: Line, line: Line) -> bool:
    """Whether a row above the headings groups them: several cells, one at least over several columns of theirs."""
    under = spanned(above)
    return (
        len(above.cells) > 1
        and sum(column in under for column in line.cells) > 1
        and all(heading_like(cell) and len(cell.text) <= LONGEST_SUBHEADING for cell in above.cells.values())
    )


def joined(upper: Line, lower: Line) -> Line:
    """What the columns are called by two rows: by the lower where it tells enough, else by both."""
    under = spanned(upper)
    cells: dict[int, Cell] = {column: cell for column, cell in upper.cells.items() if column not in under}
    often = [" ".join(text.lower().split()) for text in lower.texts]
    for column, cell in lower.cells.items():
        group = upper.cells.get(under.get(column, column))
        told = meaning(cell.text)
        alone = told.plain and told.field != "other" and often.count(" ".join(cell.text.lower().split())) == 1
        cells[column] = cell if alone or group is None else replace(cell, text=f"{group.text}: {cell.text}")
    for column, first in under.items():
        if column == first and column not in cells and first in upper.cells:
            cells[column] = upper.cells[first]
    return Line(lower.number, dict(sorted(cells.items())), hidden=lower.hidden)


def title_between(lines: list[Line], first: Line, second: Line) -> bool:
    """Whether a title naming an agency stands between two rows of headings."""
    return any(agency_of(title_of(line)) for line in lines if first.number < line.number < second.number)


def blocks(grid: Grid, headings: list[Heading]) -> list[tuple[Heading | None, list[Line]]]:
    """The lines of a sheet cut at its headings; the first block, above them all, has none."""
    printed = {line.number for heading in headings for line in heading.printed}
    begins = {heading.printed[0].number: heading for heading in headings}
    cut: list[tuple[Heading | None, list[Line]]] = [(None, [])]
    for line in grid.filled:
        if line.number in begins:
            cut.append((begins[line.number], []))
        elif line.number not in printed:
            cut[-1][1].append(line)
    return cut
