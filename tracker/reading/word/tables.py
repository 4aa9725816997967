"""The tables of a Word document as grids. Rows of one table may be cut differently: their cells are set under the
columns that most rows have, by where they begin on the page.
"""

import re
from bisect import bisect_left
from collections import Counter
from dataclasses import dataclass, field, replace

from ..colours import named_colour
from ..grid import Cell, Line

FILL = re.compile(r"(?!f{6})[0-9a-f]{6}", re.IGNORECASE)  # white tells nothing
SLACK = 0.2  # of a column's width: how far an edge may stray from where the other rows have it


@dataclass
class WordCell:
    """A cell: how many columns of the page's grid it covers, whether a merge down begins in it or goes on from the
    cell above, what it says, and its fill as six hexadecimal digits.
    """

    cell: Cell
    covers: int = 1
    goes_on: bool = False
    begins: bool = False
    fill: str = ""


@dataclass
class WordRow:
    cells: list[WordCell]
    before: int = 0
    hidden: bool = False
    left_out: bool = False


@dataclass
class WordTable:
    """A table; `name` such as "table 2", `widths` of the page's grid in twentieths of a point."""

    name: str
    widths: list[int] = field(default_factory=list)
    rows: list[WordRow] = field(default_factory=list)


def lines_of(table: WordTable) -> list[Line]:
    """The rows of a table, numbered from 1 as they stand in it; columns from 1."""
    edges = usual_edges(table)
    open_merges: dict[int, int] = {}
    lines: list[Line] = []
    for number, row in enumerate(table.rows, 1):
        if row.left_out:
            continue
        line = Line(number, hidden=row.hidden)
        for cell, column, span in placed(row, table, edges):
            if cell.goes_on and column in open_merges:
                line.under[column] = open_merges[column]
            else:
                open_merges.pop(column, None)
                if cell.begins:
                    open_merges[column] = number
            if span > 1:
                line.spans[column] = span
            colour = named_colour(cell.fill)
            if FILL.fullmatch(cell.fill):
                line.fills[column] = cell.fill.upper()
            if colour:
                line.colours[column] = colour
            if cell.cell.text:
                line.cells[column] = replace(cell.cell, colour=colour)
        lines.append(line)
    return [line for line in lines if line.cells or line.colours]


def width_of(table: WordTable) -> int:
    """The number of columns that most rows of a table have."""
    return len(usual_edges(table))


def starts_of(row: WordRow, table: WordTable) -> list[int]:
    """Where each cell of a row begins, and where the last one ends, from the left edge of the page's grid."""
    at, places = row.before, []
    for cell in row.cells:
        places.append(reach(table, at))
        at += cell.covers
    return [*places, reach(table, at)]


def reach(table: WordTable, columns: int) -> int:
    """The width of the first columns; beyond what the grid says a column counts as wide as one of its own."""
    known = table.widths[:columns]
    usual = sum(table.widths) // len(table.widths) if table.widths else 1000
    return sum(known) + (columns - len(known)) * max(usual, 1)


def usual_edges(table: WordTable) -> list[int]:
    """Where the cells begin in most rows: the commonest number of cells above one, the first such row's places."""
    rows = [row for row in table.rows if not row.left_out]
    counts = Counter(len(row.cells) for row in rows if len(row.cells) > 1)
    if not counts:
        return starts_of(rows[0], table)[:-1] if rows else [0]
    usual = max(counts, key=lambda cells: (counts[cells], cells))
    return starts_of(next(row for row in rows if len(row.cells) == usual), table)[:-1]


def placed(row: WordRow, table: WordTable, edges: list[int]) -> list[tuple[WordCell, int, int]]:
    """Each cell of a row with its column and the number of columns it covers."""
    starts = starts_of(row, table)
    if len(row.cells) == len(edges) and not row.before:
        return [(cell, column, 1) for column, cell in enumerate(row.cells, 1)]
    found: list[tuple[WordCell, int, int]] = []
    column = 0
    for cell, start, end in zip(row.cells, starts, starts[1:], strict=False):
        column = max(column + 1, nearest(edges, start))
        last = bisect_left(edges, end - SLACK * (end - start))
        span = max(last - column + 1, 1)
        found.append((cell, column, span))
        column += span - 1
    return found


def nearest(edges: list[int], place: int) -> int:
    """The number, from 1, of the column whose left edge is the nearest."""
    after = bisect_left(edges, place)
    around = [at for at in (after - 1, after) if 0 <= at < len(edges)]
    return 1 + min(around, key=lambda at: abs(edges[at] - place)) if around else 1
