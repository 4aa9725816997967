"""One sheet of an Excel workbook into lines of cells, in one pass over its part. Its stated size is never trusted."""

from bisect import bisect_left, bisect_right
from datetime import date, datetime
from typing import Any
from xml.etree.ElementTree import Element

from openpyxl.utils.cell import range_boundaries
from openpyxl.utils.datetime import from_excel, from_ISO8601

from .book import NS, Book, Look, SheetPart, Words, elements, part, said
from .grid import Cell, Grid, Line
from .printed import shown, shows_day

ROW, CELL, VALUE, FORMULA, INLINE = f"{NS}row", f"{NS}c", f"{NS}v", f"{NS}f", f"{NS}is"
COLUMN, MERGED = f"{NS}col", f"{NS}mergeCell"
NO_VALUE = "The cell holds a formula whose result was never worked out; open the file in Excel and save it."
ON = ("1", "true", "on")
DIGITS = "0123456789"
WIDEST = 16_384
CLEARED = {f"{NS}{name}" for name in ("sheetData", "cols", "mergeCells", "dataValidation", "conditionalFormatting",
                                      "hyperlink", "extLst", "sheetView")}  # fmt: skip


class Sheet:
    """A sheet while it is read."""

    def __init__(self, book: Book, sheet: SheetPart) -> None:
        self.book, self.sheet = book, sheet
        self.lines: dict[int, Line] = {}
        self.merged: list[tuple[int, int, int, int]] = []
        self.hidden: set[int] = set()
        self.number = 0
        self._columns: dict[str, int] = {}

    def read(self) -> Grid:
        with part(self.book.archive, self.sheet.path) as source:
            for element in elements(source):
                self.take(element)
        for area in self.merged:
            self.merge(*area)
        kept = [self.lines[number] for number in sorted(self.lines)]
        kept = [line for line in kept if line.cells or line.colours]
        return Grid(self.sheet.name, kept, self.sheet.hidden, hidden_columns=frozenset(self.hidden))

    def take(self, element: Element) -> None:
        tag = element.tag
        if tag == ROW:
            self.take_row(element)
            element.clear()
        elif tag == COLUMN:
            if is_hidden(element, "width"):
                first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                self.hidden.update(range(first, min(last, WIDEST) + 1))
        elif tag == MERGED:
            area: Any = range_boundaries(element.get("ref", ""))
            if None not in area:  # whole rows and columns have no bounds
                self.merged.append(area)
        elif tag in CLEARED:
            element.clear()

    def take_row(self, row: Element) -> None:
        self.number = int(float(row.get("r") or self.number + 1))
        line = self.lines.get(self.number)
        if line is None:
            line = self.lines[self.number] = Line(self.number, hidden=is_hidden(row, "ht"))
        column = 0
        for cell in row:
            if cell.tag != CELL:
                continue
            place = cell.get("r")
            column = self.column_of(place) if place else column + 1
            self.fill(line, column, cell, place)

    def column_of(self, place: str) -> int:
        letters = place.rstrip(DIGITS)
        column = self._columns.get(letters)
        if column is None:
            column = self._columns[letters] = int(range_boundaries(f"{letters}1")[0] or 0)
        return column

    def fill(self, line: Line, column: int, cell: Element, place: str | None) -> None:
        look = self.book.look(int(cell.get("s") or 0))
        if look.fill:
            line.fills[column] = look.fill
            if look.colour:
                line.colours[column] = look.colour
        if not len(cell):
            return
        found = self.cell(cell, look)
        if found is None:
            return
        if self.sheet.notes and (note := self.sheet.notes.get(place or "")):
            found = Cell(**{name: getattr(found, name) for name in found.__slots__} | {"note": note})
        line.cells[column] = found

    def cell(self, cell: Element, look: Look) -> Cell | None:
        kind = cell.get("t", "n")
        written = cell.findtext(VALUE)
        if kind == "s" and written:
            return worded(self.book.texts[int(written)], look)
        if kind == "inlineStr":
            inline = cell.find(INLINE)
            return worded(said(inline), look) if inline is not None else None
        if not written:
            return unworked(cell, kind, look) if written is None or kind != "str" else None
        if kind == "str":
            return worded(written, look)
        if kind == "e":
            return Cell(written, None, True, look.colour, look.struck, f"The cell shows the error {written}.")
        return self.valued(kind, written, look)

    def valued(self, kind: str, written: str, look: Look) -> Cell | None:
        value: Any = written
        if kind == "b":
            value = bool(int(written))
        elif kind == "d":
            value = from_ISO8601(written)  # type: ignore[no-untyped-call]
        elif kind == "n":
            value = float(written) if set(written) & set(".Ee") else int(written)
            if look.is_date:
                try:
                    value = from_excel(value, self.book.epoch, timedelta=look.is_length)
                except (OverflowError, ValueError):
                    fault = "The cell shows the error #VALUE!."
                    return Cell("#VALUE!", None, True, look.colour, look.struck, fault)
        text = shown(value, look.number_format).strip()
        day = value.date() if isinstance(value, datetime) else value if isinstance(value, date) else None
        with_day = shows_day(look.number_format) if day else True
        return Cell(text, day, with_day, look.colour, look.struck) if text else None

    def merge(self, first: int, top: int, last: int, bottom: int) -> None:
        """Mark what a merged cell covers; what stands hidden under it is not shown, as Excel shows it not."""
        numbers = self._numbers()
        head = self.lines.get(top)
        shows = head is not None and first in head.cells
        if head is not None and shows:
            head.spans[first] = last - first + 1
        for number in numbers[bisect_left(numbers, top) : bisect_right(numbers, bottom)]:
            line = self.lines[number]
            for column in [column for column in line.cells if first <= column <= last]:
                if (number, column) != (top, first):
                    del line.cells[column]
            if shows and number > top:
                line.under[first] = top

    def _numbers(self) -> list[int]:
        if not hasattr(self, "_sorted"):
            self._sorted = sorted(self.lines)
        return self._sorted


def is_hidden(element: Element, size: str) -> bool:
    """Whether a row or a column is hidden, or drawn with no size at all, which hides it as well."""
    return element.get("hidden", "").lower() in ON or element.get(size, "1") in ("0", "0.0")


def worded(words: str | Words, look: Look) -> Cell | None:
    if isinstance(words, str):
        text = words.strip()
        return Cell(text, None, True, look.colour, look.struck) if text else None
    text = words.text.strip()
    if look.struck or not words.standing:
        return Cell(text, None, True, look.colour, True) if text else None
    return Cell(text, None, True, look.colour, False, None, words.crossed, words.standing)


def unworked(cell: Element, kind: str, look: Look) -> Cell | None:
    """A formula whose value the file does not hold is shown as it is written, with the fault."""
    formula = cell.find(FORMULA)
    if formula is None:
        return None
    return Cell(f"={formula.text or ''}", None, True, look.colour, look.struck, NO_VALUE)
