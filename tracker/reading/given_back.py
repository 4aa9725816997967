"""What the tracker itself wrote into a plan it gave back: known by its headings and its marks, and set apart.

In columns headed by the tracker, what stands in square brackets is the tracker's; in the agency's own columns, what
stands in brackets that begin with its name. Whatever an agency writes beside or over it is the agency's word.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from .grid import Cell, Grid, Line
from .proposal import Row, Table

REFERENCE = "Tracker reference"
STATUS = "Tracker status"
DEADLINE = "Tracker deadline"
PROGRESS = "Tracker progress"
HEADINGS = (REFERENCE, STATUS, DEADLINE, PROGRESS)
SAID_IN = {STATUS: "status", PROGRESS: "progress"}  # where the agency's word beside ours belongs
MARK = re.compile(r"\[Tracker\b[^\[\]]*\]")
OURS = re.compile(r"\[[^\[\]]*\]")


@dataclass
class SetApart:
    """A sheet without what the tracker wrote, and that by row number: by heading, with the marks under their own."""

    grid: Grid
    headed: dict[int, dict[str, Cell]] = field(default_factory=dict)
    marks: dict[int, list[str]] = field(default_factory=dict)


def set_apart(grid: Grid) -> SetApart:
    """The sheet as the agency has it. A row that holds nothing but the tracker's words keeps them."""
    columns = columns_of(grid)
    if not columns and not any(MARK.search(cell.text) for line in grid.lines for cell in line.cells.values()):
        return SetApart(grid)
    apart = SetApart(grid)
    apart.grid = replace(grid, lines=[left(line, columns, apart) for line in grid.lines])
    return apart


def columns_of(grid: Grid) -> dict[int, str]:
    """The columns the tracker added, with their headings: those of the first row that bears its reference."""
    for line in grid.lines:
        found = {column: " ".join(cell.text.split()) for column, cell in line.cells.items()}
        if REFERENCE in found.values():
            return {column: text for column, text in found.items() if text in HEADINGS}
    return {}


def left(line: Line, columns: dict[int, str], apart: SetApart) -> Line:
    if columns and line.colours:
        line = replace(line, colours={column: fill for column, fill in line.colours.items() if column not in columns})
    headed = {columns[column]: cell for column, cell in line.cells.items() if column in columns}
    marks = [mark for cell in line.cells.values() for mark in MARK.findall(cell.text)]
    if not headed and not marks:
        return line
    cells = {column: bare(cell) for column, cell in line.cells.items() if column not in columns}
    cells = {column: cell for column, cell in cells.items() if cell.text}
    if not cells:
        return line
    apart.headed[line.number], apart.marks[line.number] = headed, marks
    return replace(line, cells=cells)


def bare(cell: Cell) -> Cell:
    if not MARK.search(cell.text):
        return cell
    return replace(cell, text=beside(cell.text, MARK), day=None)


def beside(text: str, mark: re.Pattern[str] = OURS) -> str:
    """What stands in a text beside the tracker's own words; the line a mark stood on goes with it."""
    lines = mark.sub("\0", text).split("\n")
    return "\n".join(line.replace("\0", "") for line in lines if line.strip("\0 ") or not line).strip()


def put_back(apart: SetApart, tables: Iterable[Table]) -> None:
    """Give each row what the tracker had written beside it, and an item the references of all its rows."""
    if not apart.headed and not apart.marks:
        return
    numbers = {apart.grid.source(number): number for number in apart.headed}
    for table in tables:
        items = {row.source: row for row in table.rows if row.kind == "item"}
        for row in table.rows:
            if row.source in numbers:
                number = numbers[row.source]
                put_beside(row, items.get(row.continues or "", row), apart.headed[number], apart.marks[number])


def put_beside(row: Row, item: Row, headed: dict[str, Cell], marks: list[str]) -> None:
    row.cells.update({heading: cell.text for heading, cell in headed.items()})
    if row.kind not in ("item", "continuation"):
        return
    if REFERENCE in headed:
        item.tracker_reference = "\n".join(filter(None, (item.tracker_reference, headed[REFERENCE].text)))
    for heading, name in SAID_IN.items():
        if heading in headed and (said := beside(headed[heading].text)):
            setattr(item, name, "\n".join(filter(None, (getattr(item, name), said))))
    told = {heading: as_told(cell) for heading, cell in headed.items() if heading != REFERENCE}
    if marks:
        told["marks"] = "\n".join(marks)
    for name, text in told.items():
        item.tracker_told[name] = "\n".join(filter(None, (item.tracker_told.get(name), text)))


def as_told(cell: Cell) -> str:
    return cell.day.isoformat() if cell.day else cell.text
