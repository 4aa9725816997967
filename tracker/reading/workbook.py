"""Excel workbooks into grids, by openpyxl. The stated size of a sheet is never trusted."""

import io
import warnings
import zipfile
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as SheetCell
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from .colours import named_colour
from .formats import EXCEL_AGAIN, Format
from .grid import Cell, Grid, Line
from .limits import CannotRead, Limits
from .package import looked_through
from .printed import shown, shows_day

NO_VALUE = "The cell holds a formula whose result was never worked out; open the file in Excel and save it."
DAMAGED = (
    KeyError, ValueError, TypeError, IndexError, AttributeError, OSError, EOFError, OverflowError, ParseError,
    AssertionError, RecursionError, zipfile.BadZipFile, InvalidFileException, DefusedXmlException, NotImplementedError,
)  # fmt: skip


@dataclass(frozen=True)
class Look:
    """What the style of a cell says, read once for each style."""

    colour: str | None
    struck: bool
    number_format: str


MACROS = "The file holds macros. They were not run; only what its cells show was read."
LINKS = "The file draws on other files. They were not opened; what its cells last showed was read."


def grids(data: bytes, name: str, form: Format, limits: Limits) -> tuple[list[Grid], list[str]]:
    """The sheets of a workbook, and remarks on the file.

    Raises CannotRead, with a sentence, for anything that is not one within the limits.
    """
    looked = looked_through(data, name, form, limits)
    book = opened(data, name, values=True)
    asked = opened(data, name, values=False) if looked.formulas else None
    sheets = [sheet for sheet in book.worksheets if isinstance(sheet, Worksheet)]
    if not sheets:
        raise CannotRead(f"{name} has no sheet that can be read; it may be a Strict Open XML workbook. {EXCEL_AGAIN}")
    try:
        read = [gridded(sheet, asked[sheet.title] if asked is not None else None, name, limits) for sheet in sheets]
    except DAMAGED as error:
        raise CannotRead(f"{name} is damaged and could not be read to its end. {EXCEL_AGAIN}") from error
    if not any(cells for grid in read for cells in grid.filled):
        raise CannotRead(
            f"{name} is empty: no sheet of it has anything written in it. Check that it is the right file."
        )
    return read, [*([MACROS] if looked.macros else []), *([LINKS] if looked.links else [])]


def opened(data: bytes, name: str, *, values: bool) -> Workbook:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return load_workbook(io.BytesIO(data), data_only=values, keep_links=False)
    except DAMAGED as error:
        raise CannotRead(f"{name} is not an Excel workbook, or it is damaged. {EXCEL_AGAIN}") from error


def gridded(sheet: Worksheet, asked: Any, name: str, limits: Limits) -> Grid:
    lines: dict[int, Line] = {}
    looks: dict[bytes, Look] = {}
    # The cells that are there, rather than every place up to the last row: one stray cell far down costs nothing.
    for (number, column), cell in sorted(sheet._cells.items()):
        line = lines.get(number)
        if line is None:
            hidden = number in sheet.row_dimensions and sheet.row_dimensions[number].hidden
            line = lines[number] = Line(number, hidden=bool(hidden))
        fill(line, column, cell, looks)
    if asked is not None:
        mark_formulas(asked, lines)
    merge(sheet, lines)
    kept = [line for _, line in sorted(lines.items()) if line.cells or line.colours]
    within(kept, sheet.title, name, limits)
    return Grid(sheet.title, kept, hidden=sheet.sheet_state != "visible")


def fill(line: Line, column: int, cell: Any, looks: dict[bytes, Look]) -> None:
    style = cell._style.tobytes()  # its public name costs a search for every cell
    if not isinstance(cell, SheetCell):
        return
    look = looks.get(style)
    if look is None:
        look = looks[style] = looked(cell)
    if look.colour:
        line.colours[column] = look.colour
    value = cell.value
    if value is None:
        return
    text = shown(value, look.number_format).strip()
    if not text:
        return
    day = value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None
    line.cells[column] = Cell(
        text, day, shows_day(look.number_format) if day else True, look.colour, look.struck, fault_of(cell, text)
    )


def fault_of(cell: SheetCell, text: str) -> str | None:
    return f"The cell shows the error {text}." if cell.data_type == "e" else None


def looked(cell: SheetCell) -> Look:
    return Look(colour_of(cell), bool(cell.font and cell.font.strike), str(cell.number_format or "General"))


def colour_of(cell: SheetCell) -> str | None:
    """The name of a solid fill's colour, where it has one that tells a status."""
    fill_ = cell.fill
    if fill_ is None or fill_.fill_type != "solid":
        return None
    value = fill_.fgColor.rgb if fill_.fgColor is not None else None
    return named_colour(value[2:]) if isinstance(value, str) and len(value) == 8 else None


def mark_formulas(asked: Any, lines: dict[int, Line]) -> None:
    """Formulas whose value the file does not hold are shown as they are written, with the fault."""
    for (number, column), cell in asked._cells.items():
        if cell.data_type != "f":
            continue
        line = lines.setdefault(number, Line(number))
        if column not in line.cells:
            formula = cell.value if isinstance(cell.value, str) else getattr(cell.value, "text", None) or "="
            line.cells[column] = Cell(str(formula), fault=NO_VALUE)


def merge(sheet: Worksheet, lines: dict[int, Line]) -> None:
    for area in sheet.merged_cells.ranges:
        top = lines.get(area.min_row)
        if top is None or area.min_col not in top.cells:
            continue
        top.spans[area.min_col] = area.max_col - area.min_col + 1
        for number in range(area.min_row + 1, min(area.max_row, area.min_row + 500) + 1):
            if number in lines:
                lines[number].under[area.min_col] = area.min_row


def within(lines: list[Line], sheet: str, name: str, limits: Limits) -> None:
    if len(lines) > limits.rows:
        raise CannotRead(f"{name} has {len(lines):,} rows on the sheet “{sheet}”, and the limit is {limits.rows:,}.")
    widest = max((max(line.cells) for line in lines if line.cells), default=0)
    if widest > limits.columns:
        raise CannotRead(
            f"{name} has something written in column {widest:,} of the sheet “{sheet}”, and the limit is"
            f" {limits.columns:,}. Delete what stands to the right of the plan, and send it again."
        )
