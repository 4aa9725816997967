"""One cell of a workbook on its way out: text stays text, a date is shown as one, and what it held is kept."""

from copy import copy
from dataclasses import dataclass
from datetime import date
from typing import Any

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.cell.rich_text import CellRichText
from openpyxl.styles.numbers import is_date_format
from openpyxl.worksheet.worksheet import Worksheet

from tracker.outside.tables_out import LONGEST_CELL, Value, clean

DAY = "d mmm yyyy"


@dataclass(frozen=True)
class Beside:
    """Words set under what a cell holds. `printed` is what it shows, for where that is no text."""

    marks: tuple[str, ...]
    printed: str = ""


def anchor(sheet: Worksheet, row: int, column: int) -> Cell:
    """The cell itself, or the one it is merged into."""
    cell = sheet.cell(row, column)
    if not isinstance(cell, MergedCell):
        return cell
    area = next(one for one in sheet.merged_cells.ranges if cell.coordinate in one)
    found = sheet.cell(area.min_row, area.min_col)
    assert isinstance(found, Cell)
    return found


def write(cell: Cell, value: Value | Beside) -> None:
    if not isinstance(value, Beside):
        put(cell, clean(value) if isinstance(value, str) else value)
        return
    if not value.marks:
        return
    before = cell.value
    if not isinstance(before, str | CellRichText):
        before = clean(value.printed) if before is not None else ""
    room = LONGEST_CELL - len(str(before))
    marks = [clean(mark) for mark in value.marks]
    while marks and sum(len(mark) + 1 for mark in marks) > room:
        marks.pop(0)
    text = "\n".join(marks)
    if isinstance(before, CellRichText):
        cell.value = CellRichText([*before, f"\n{text}"])
    else:
        put(cell, f"{before}\n{text}" if before else text)
    cell.alignment = wrapped(cell.alignment)


def wrapped(alignment: Any) -> Any:
    changed = copy(alignment)
    changed.wrap_text = True
    return changed


def put(cell: Cell, value: Any) -> None:
    """Set a value; text stays text, whatever sign it begins with."""
    before = cell.number_format
    cell.value = value
    if isinstance(value, str) and value:
        cell.data_type = "s"
    if isinstance(value, date):
        cell.number_format = before if is_date_format(before) else DAY
