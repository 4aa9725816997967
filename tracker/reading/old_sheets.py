"""Old Excel workbooks (.xls) into grids, by xlrd: it alone gives their number formats, without which a date cell
that shows only a month would be taken for the first day of it.
"""

import io
from datetime import date, time
from typing import Any

import xlrd
from xlrd.biffh import XL_CELL_BLANK, XL_CELL_BOOLEAN, XL_CELL_DATE, XL_CELL_EMPTY, XL_CELL_ERROR, XL_CELL_NUMBER

from .colours import named_colour
from .formats import Format
from .grid import Cell, Grid, Line
from .limits import CannotRead, Limits
from .printed import shown, shows_day

SOLID = 1
WHITE = "FFFFFF"
LONGEST_MERGE = 500
LOCKED = "encrypt"


def grids(data: bytes, name: str, form: Format, limits: Limits) -> tuple[list[Grid], list[str]]:
    """The sheets of an old workbook, and remarks on the file.

    Raises CannotRead, with a sentence, where it is damaged, protected or over a limit.
    """
    book = opened(data, name, form)
    try:
        found = [OldSheet(book, sheet).grid() for sheet in book.sheets()]
        macros = b"V\x00B\x00A\x00" in data
    except Exception as error:  # xlrd checks little of what it reads: a damaged file may raise anything
        raise CannotRead(f"{name} is damaged and could not be read to its end. {form.again}") from error
    if not any(line.cells for grid in found for line in grid.lines):
        raise CannotRead(
            f"{name} is empty: no sheet of it has anything written in it. Check that it is the right file."
        )
    for grid in found:
        within(grid, name, limits)
    return found, ["The file holds macros. They were not run; only what its cells show was read."] if macros else []


def opened(data: bytes, name: str, form: Format) -> xlrd.Book:
    try:
        return xlrd.open_workbook(file_contents=data, formatting_info=True, ragged_rows=True, logfile=io.StringIO())
    except Exception as error:
        if LOCKED in str(error).lower():
            raise CannotRead(
                f"{name} is protected by a password. Open it, take the password off, save it and send that."
            ) from error
        raise CannotRead(f"{name} is not {form.called}, or it is damaged. {form.again}") from error


class OldSheet:
    """One sheet while it is read."""

    def __init__(self, book: xlrd.Book, sheet: Any) -> None:
        self.book, self.sheet = book, sheet

    def grid(self) -> Grid:
        """The sheet as lines of what its cells show."""
        lines: dict[int, Line] = {}
        for number in range(self.sheet.nrows):
            info = self.sheet.rowinfo_map.get(number)
            line = Line(number + 1, hidden=bool(info is not None and info.hidden))
            for column in range(self.sheet.row_len(number)):
                self.fill(line, number, column)
            if line.cells or line.colours:
                lines[number + 1] = line
        self.merge(lines)
        self.comment(lines)
        hidden = frozenset(column + 1 for column, info in self.sheet.colinfo_map.items() if info.hidden)
        kept = [line for _, line in sorted(lines.items())]
        return Grid(self.sheet.name, kept, hidden=self.sheet.visibility != 0, hidden_columns=hidden)

    def fill(self, line: Line, row: int, column: int) -> None:
        look = self.book.xf_list[self.sheet.cell_xf_index(row, column)]
        colour = self.colour(look)
        if colour:
            line.fills[column + 1] = colour
            if name := named_colour(colour):
                line.colours[column + 1] = name
        kind, value = self.sheet.cell_type(row, column), self.sheet.cell_value(row, column)
        if kind in (XL_CELL_EMPTY, XL_CELL_BLANK):
            return
        font = self.book.font_list[look.font_index]
        form = self.book.format_map[look.format_key].format_str
        cell = self.cell(kind, value, form)
        if cell.text:
            line.cells[column + 1] = Cell(
                cell.text, cell.day, cell.day_shown, line.colours.get(column + 1), bool(font.struck_out), cell.fault
            )

    def cell(self, kind: int, value: Any, form: str) -> Cell:
        """What a value shows by its number format."""
        if kind == XL_CELL_DATE:
            moment = xlrd.xldate_as_datetime(value, self.book.datemode)
            if value < 1:
                return Cell(shown(time(moment.hour, moment.minute), form))
            day = date(moment.year, moment.month, moment.day)
            return Cell(shown(day, form), day, shows_day(form))
        if kind == XL_CELL_ERROR:
            text = xlrd.error_text_from_code.get(value, "#ERROR")
            return Cell(text, fault=f"The cell shows the error {text}.")
        if kind == XL_CELL_BOOLEAN:
            return Cell(shown(bool(value), form))
        if kind == XL_CELL_NUMBER:
            return Cell(shown(float(value), form))
        return Cell(str(value).replace("\r\n", "\n").replace("\r", "\n").strip())

    def colour(self, look: Any) -> str | None:
        """The fill of a cell as six hexadecimal digits; None where there is none, or it is white."""
        if look.background.fill_pattern != SOLID:
            return None
        parts = self.book.colour_map.get(look.background.pattern_colour_index)
        written = "".join(f"{part:02X}" for part in parts) if parts else WHITE
        return None if written == WHITE else written

    def merge(self, lines: dict[int, Line]) -> None:
        for top, below, left, right in self.sheet.merged_cells:
            first = lines.get(top + 1)
            if first is None or left + 1 not in first.cells:
                continue
            first.spans[left + 1] = right - left
            for number in range(top + 2, min(below, top + LONGEST_MERGE) + 1):
                if number in lines:
                    lines[number].under[left + 1] = top + 1

    def comment(self, lines: dict[int, Line]) -> None:
        for (row, column), note in self.sheet.cell_note_map.items():
            line = lines.get(row + 1)
            if line is not None and column + 1 in line.cells:
                before = line.cells[column + 1]
                line.cells[column + 1] = Cell(
                    before.text, before.day, before.day_shown, before.colour, before.struck, before.fault,
                    note=str(note.text).strip() or None,
                )  # fmt: skip


def within(grid: Grid, name: str, limits: Limits) -> None:
    if len(grid.lines) > limits.rows:
        raise CannotRead(
            f"{name} has {len(grid.lines):,} rows on the sheet “{grid.name}”, and the limit is {limits.rows:,}."
        )
    widest = max((max(line.cells) for line in grid.lines if line.cells), default=0)
    if widest > limits.columns:
        raise CannotRead(
            f"{name} has something written in column {widest:,} of the sheet “{grid.name}”, and the limit is"
            f" {limits.columns:,}. Delete what stands to the right of the plan, and send it again."
        )
