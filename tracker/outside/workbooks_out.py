"""Excel workbooks given back: an agency's own workbook with values written into it, or a plain one of our own."""

import io
import re
import warnings
from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange
from openpyxl.worksheet.worksheet import Worksheet

from tracker.outside.cells_out import DAY, Beside, anchor, put, write
from tracker.outside.tables_out import Plain, Value, clean

TOP = Alignment(wrap_text=True, vertical="top")
THIN = Side(style="thin", color="BFBFBF")
FRAME = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
OURS = PatternFill("solid", fgColor="E8EDF2")
SHEET_NAME = re.compile(r"[\[\]:*?/\\]")
LONGEST_NAME = 31
NARROW, WIDE = 17.0, 44.0


@dataclass(frozen=True)
class NewRow:
    """A row put in under another and made to look like it: its cells by column, and those under our headings."""

    under: int
    cells: dict[int, Value | Beside]
    ours: tuple[Value | Beside, ...] = ()


@dataclass
class SheetChanges:
    """What is written into one sheet. Rows and columns count from 1, as they stand before anything is put in.

    `headings` gives for each row of headings the columns of ours beside it; `ours` what stands under them, by row.
    """

    name: str
    cells: dict[tuple[int, int], Value | Beside] = field(default_factory=dict)
    headings: dict[int, tuple[str, ...]] = field(default_factory=dict)
    ours: dict[int, tuple[Value | Beside, ...]] = field(default_factory=dict)
    rows: list[NewRow] = field(default_factory=list)


def rewritten(
    original: bytes, sheets: Sequence[SheetChanges], more: Sequence[Plain] = (), *, without: Sequence[str] = ()
) -> bytes:
    """The workbook with those changes and further sheets, less the sheets named in `without`.

    Formulas are given back as what they last showed: a program that writes a workbook cannot work them out anew.
    Raises ValueError where it is not a workbook, or would be left without a sheet.
    """
    book = opened(original)
    if any(has_formulas(sheet) for sheet in book.worksheets):
        shown = opened(original, data_only=True)
        for sheet in book.worksheets:
            settle_formulas(sheet, shown[sheet.title])
    for changes in sheets:
        change(book[changes.name], changes)
    for name in without:
        del book[name]
    for table in more:
        add_sheet(book, table)
    if not any(sheet.sheet_state == "visible" for sheet in book.worksheets):
        raise ValueError("no sheet is left to show")
    return saved(book)


def written(tables: Sequence[Plain], *, title: str) -> bytes:
    """A plain workbook, a sheet for each table."""
    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.title, book.properties.creator = clean(title), ""
    for table in tables:
        add_sheet(book, table)
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book.save(stream)
    return stream.getvalue()


def opened(data: bytes, *, data_only: bool = False) -> Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return load_workbook(io.BytesIO(data), rich_text=True, data_only=data_only, keep_links=False)


def has_formulas(sheet: Worksheet) -> bool:
    return any(cell.data_type == "f" for cell in sheet._cells.values())


def settle_formulas(sheet: Worksheet, shown: Any) -> None:
    for place, cell in sheet._cells.items():
        if isinstance(cell, Cell) and cell.data_type == "f" and place in shown._cells:
            value = shown._cells[place].value
            if value is not None:
                put(cell, clean(value) if isinstance(value, str) else value)


def change(sheet: Worksheet, changes: SheetChanges) -> None:
    """Write into a sheet; rows are put in last and from below, so that each is meant as it stood before."""
    for (row, column), value in changes.cells.items():
        write(anchor(sheet, row, column), value)
    places = columns_of_ours(sheet, changes)
    for row, headings in changes.headings.items():
        for heading in headings:
            head(sheet, row, places[heading], heading)
    for row, values in changes.ours.items():
        for heading, value in zip(heading_over(changes, row), values, strict=True):
            write(new_cell(sheet, row, places[heading]), value)
    for added in reversed(sorted(changes.rows, key=lambda one: one.under)):  # noqa: C413 - the order of equals turns too
        put_in(sheet, added, [places[heading] for heading in heading_over(changes, added.under)])


def heading_over(changes: SheetChanges, row: int) -> tuple[str, ...]:
    return changes.headings[max(number for number in changes.headings if number <= row)]


def columns_of_ours(sheet: Worksheet, changes: SheetChanges) -> dict[str, int]:
    """The columns of our headings: where a plan given back before has them, or else beyond its right end."""
    places: dict[str, int] = {}
    wanted = list(dict.fromkeys(heading for headings in changes.headings.values() for heading in headings))
    for row in changes.headings:
        for cell in sheet[row]:
            if cell.value in wanted:
                places.setdefault(str(cell.value), cell.column)
    edge = right_end(sheet, min(changes.headings, default=1))
    for heading in wanted:
        if heading not in places:
            edge += 1
            places[heading] = edge
    return places


def right_end(sheet: Worksheet, heading_row: int) -> int:
    used = [column for (_, column), cell in sheet._cells.items() if cell.value is not None]
    merged = [area.max_col for area in sheet.merged_cells.ranges if area.max_row >= heading_row]
    return max(used + merged, default=0)


def head(sheet: Worksheet, row: int, column: int, heading: str) -> None:
    cell: Any = anchor(sheet, row, column)
    if cell.value == heading:
        return
    model: Any = sheet.cell(row, max(column - 1, 1))
    if model.has_style:
        cell._style = copy(model._style)
    cell.font = Font(name=model.font.name, size=model.font.size, bold=True)
    cell.alignment, cell.fill = TOP, OURS
    put(cell, heading)
    letter = get_column_letter(column)
    sheet.column_dimensions[letter].width = WIDE if "progress" in heading.lower() else NARROW


def new_cell(sheet: Worksheet, row: int, column: int) -> Cell:
    """A cell of ours, in the letters of its row."""
    cell = anchor(sheet, row, column)
    if cell.value is None:
        model: Any = sheet.cell(row, max(column - 1, 1))
        if model.has_style:
            cell.font = Font(name=model.font.name, size=model.font.size)
            cell.border = copy(model.border)
        cell.alignment = TOP
    return cell


def put_in(sheet: Worksheet, added: NewRow, ours: Sequence[int]) -> None:
    """Put one row in, moving what is below it with its merged areas, heights and rules."""
    number = added.under + 1
    merged = [CellRange(area.coord) for area in sheet.merged_cells.ranges]
    for area in merged:
        sheet.unmerge_cells(area.coord)
    heights = {row: copy(found) for row, found in sheet.row_dimensions.items() if row >= number}
    sheet.insert_rows(number)
    for row in heights:
        del sheet.row_dimensions[row]
    for row, found in heights.items():
        found.index = row + 1
        sheet.row_dimensions[row + 1] = found
    for area in merged:
        moved(area, number)
        sheet.merge_cells(area.coord)
    move_rules(sheet, number)
    for column in range(1, sheet.max_column + 1):
        model: Any = sheet.cell(added.under, column)
        copied: Any = sheet.cell(number, column)
        if model.has_style and not isinstance(copied, MergedCell):
            copied._style = copy(model._style)
            copied.fill = PatternFill()  # a colour may say how the row above stands
    for column, value in [*added.cells.items(), *zip(ours, added.ours, strict=True)]:
        cell = anchor(sheet, number, column)
        write(cell, value)
        if isinstance(value, date):
            cell.number_format = DAY


def moved(area: CellRange, number: int) -> None:
    if area.min_row >= number:
        area.shift(row_shift=1)
    elif area.max_row >= number:
        area.expand(down=1)


def move_rules(sheet: Worksheet, number: int) -> None:
    """Lists to choose from go with their cells; what they choose from may stand on any sheet and is left."""
    for rule in sheet.data_validations.dataValidation:
        for area in rule.sqref.ranges:
            moved(area, number)


def add_sheet(book: Workbook, table: Plain) -> None:
    sheet = book.create_sheet(sheet_name(book, table.name))
    sheet.sheet_view.showGridLines = False
    number = 0
    width = max(len(table.headings), 1)
    for title in table.titles:
        number += 1
        put(sheet.cell(number, 1), clean(title))
        sheet.cell(number, 1).font = Font(bold=True, size=13)
    if table.titles:
        number += 1
    if table.headings:
        number += 1
        for column, heading in enumerate(table.headings, 1):
            cell = sheet.cell(number, column)
            put(cell, clean(heading))
            cell.font, cell.fill, cell.alignment, cell.border = Font(bold=True), OURS, TOP, FRAME
            sheet.column_dimensions[get_column_letter(column)].width = width_of(table, column - 1)
        sheet.freeze_panes = sheet.cell(number + 1, 1)
        sheet.print_title_rows = f"{number}:{number}"
    for row in table.rows:
        number += 1
        for column, value in enumerate(row, 1):
            cell = sheet.cell(number, column)
            write(cell, value)
            cell.alignment = TOP
            cell.border = FRAME
        if len(row) == 1 and width > 1:
            sheet.merge_cells(start_row=number, start_column=1, end_row=number, end_column=width)
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight, sheet.page_setup.fitToWidth = 0, 1
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def width_of(table: Plain, column: int) -> float:
    longest = max((len(str(row[column])) for row in table.rows if len(row) > column and row[column]), default=0)
    return NARROW if longest <= 2 * NARROW else WIDE


def sheet_name(book: Workbook, name: str) -> str:
    """A name that a sheet may bear and no other bears yet."""
    wanted = (SHEET_NAME.sub(" ", clean(name)).strip(" '") or "Plan")[:LONGEST_NAME]
    taken = {sheet.lower() for sheet in book.sheetnames}
    number, found = 1, wanted
    while found.lower() in taken:
        number += 1
        found = f"{wanted[: LONGEST_NAME - len(str(number)) - 3]} ({number})"
    return found
