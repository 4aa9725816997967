"""OpenDocument spreadsheets (.ods) into grids. The texts of their cells are kept as they are shown, and read so."""

import io
import zipfile
from dataclasses import dataclass, field
from datetime import date
from typing import IO
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import iterparse

from .colours import named_colour
from .formats import Format
from .grid import Cell, Grid, Line
from .limits import CannotRead, Limits
from .old_sheets import within
from .package import looked_through
from .word.parts import DAMAGED, attribute, child, children, local, number

MACROS = "The file holds macros. They were not run; only what its cells show was read."
NO_VALUE = "The cell holds a formula whose result was never worked out; open the file and save it."
FAR_DOWN = 1_048_577


@dataclass(frozen=True)
class Look:
    """What a style says of the cells, rows, columns or sheets that have it."""

    fill: str | None = None
    struck: bool = False
    shows_day: bool = True
    hidden: bool = False


@dataclass
class Styles:
    """The styles of a spreadsheet by their names."""

    looks: dict[str, Look] = field(default_factory=dict)
    dates: dict[str, bool] = field(default_factory=dict)

    def learn(self, element: Element) -> None:
        """Take in a style, or how a date is written."""
        if local(element) == "style":
            self.looks[attribute(element, "name")] = look_of(element, self.dates)
        else:
            self.dates[attribute(element, "name")] = child(element, "day") is not None

    def look(self, *names: str) -> Look:
        """The look by the first of the names that is one."""
        return next((self.looks[name] for name in names if name in self.looks), Look())


@dataclass
class OpenSheet:
    """One sheet while it is read: where the next row stands, the merges that reach down, and the usual style of the
    cells of each column.
    """

    grid: Grid
    row: int = 0
    written: int = 0
    merges: dict[int, tuple[int, int]] = field(default_factory=dict)
    usual: dict[int, str] = field(default_factory=dict)


def grids(data: bytes, name: str, form: Format, limits: Limits) -> tuple[list[Grid], list[str]]:
    """The sheets of a spreadsheet, and remarks on the file.

    Raises CannotRead, with a sentence, where it is damaged, protected or over a limit.
    """
    looked = looked_through(data, name, form, limits)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package, package.open("content.xml") as content:
            found = sheets_of(content, default_styles(package), name, limits)
    except DAMAGED as error:
        raise CannotRead(f"{name} is damaged and could not be read to its end. {form.again}") from error
    if not any(line.cells for grid in found for line in grid.lines):
        raise CannotRead(
            f"{name} is empty: no sheet of it has anything written in it. Check that it is the right file."
        )
    for grid in found:
        within(grid, name, limits)
    return found, [MACROS] if looked.macros else []


def sheets_of(content: IO[bytes], styles: Styles, name: str, limits: Limits) -> list[Grid]:
    """Read the sheets in one pass; each row is forgotten once it is read."""
    found: list[Grid] = []
    sheet: OpenSheet | None = None
    for event, element in iterparse(content, events=("start", "end")):
        kind = local(element)
        if event == "start":
            if kind == "table" and sheet is None:
                look = styles.look(attribute(element, "style-name"))
                sheet = OpenSheet(Grid(attribute(element, "name"), [], hidden=look.hidden))
        elif kind in ("date-style", "style"):
            styles.learn(element)
        elif sheet is not None and kind == "table-column":
            take_column(sheet, element)
        elif sheet is not None and kind == "table-row":
            take_row(sheet, element, styles, name, limits)
            element.clear()
        elif sheet is not None and kind == "table":
            found.append(sheet.grid)
            sheet = None
            element.clear()
    return found


def default_styles(package: zipfile.ZipFile) -> Styles:
    """The styles that the sheets share."""
    styles = Styles()
    if "styles.xml" in package.namelist():
        with package.open("styles.xml") as part:
            for _, element in iterparse(part, events=("end",)):
                if local(element) in ("date-style", "style"):
                    styles.learn(element)
    return styles


def look_of(style: Element, dates: dict[str, bool]) -> Look:
    cell, text = child(style, "table-cell-properties"), child(style, "text-properties")
    fill = attribute(cell, "background-color").lstrip("#").upper()
    return Look(
        fill=fill if len(fill) == 6 and fill != "FFFFFF" else None,
        struck=attribute(text, "text-line-through-style") not in ("", "none"),
        shows_day=dates.get(attribute(style, "data-style-name"), True),
        hidden=attribute(child(style, "table-properties"), "display") == "false",
    )


def take_column(sheet: OpenSheet, element: Element) -> None:
    times = max(min(number(element, "number-columns-repeated", without=1), 20_000), 1)
    if attribute(element, "visibility") in ("collapse", "filter"):
        first = sheet.written + 1
        sheet.grid.hidden_columns |= frozenset(range(first, min(first + times, first + 300)))
    for column in range(sheet.written + 1, min(sheet.written + times, 300) + 1):
        sheet.usual[column] = attribute(element, "default-cell-style-name")
    sheet.written += times


def take_row(sheet: OpenSheet, element: Element, styles: Styles, name: str, limits: Limits) -> None:
    """Read one row, as often as it is said to be repeated. Only rows that show something are kept."""
    times = max(min(number(element, "number-rows-repeated", without=1), FAR_DOWN), 1)
    first = row_of(element, sheet, styles, name, limits)
    shows = bool(first.cells)
    if shows and times + len(sheet.grid.lines) > limits.rows:
        raise CannotRead(
            f"{name} has more than {limits.rows:,} rows on the sheet “{sheet.grid.name}”, and that is the limit."
            " Delete the rows below the plan, also those that look empty, and send it again."
        )
    for again in range(times if shows else 1 if first.colours else 0):
        number_of = sheet.row + again + 1
        line = first if again == 0 else Line(number_of, dict(first.cells), dict(first.colours), hidden=first.hidden)
        line.number = number_of
        line.under = {column: top for column, (top, last) in sheet.merges.items() if top < number_of <= last}
        sheet.grid.lines.append(line)
    sheet.row += times


def row_of(element: Element, sheet: OpenSheet, styles: Styles, name: str, limits: Limits) -> Line:
    line = Line(sheet.row + 1, hidden=attribute(element, "visibility") in ("collapse", "filter"))
    column = 1
    for part in element:
        if local(part) not in ("table-cell", "covered-table-cell"):
            continue
        times = max(min(number(part, "number-columns-repeated", without=1), 20_000), 1)
        own, row = attribute(part, "style-name"), attribute(element, "default-cell-style-name")
        look = styles.look(own, row, sheet.usual.get(column, ""))
        cell = cell_of(part, look) if local(part) == "table-cell" else None
        if cell is not None and column + times - 1 > limits.columns:
            raise CannotRead(
                f"{name} has something written in column {column + times - 1:,} of the sheet “{sheet.grid.name}”, and"
                f" the limit is {limits.columns:,}. Delete what stands to the right of the plan, and send it again."
            )
        for place in range(column, column + min(times, limits.columns)):
            put(line, place, cell, look, part, sheet)
        column += times
    return line


def put(line: Line, column: int, cell: Cell | None, look: Look, part: Element, sheet: OpenSheet) -> None:
    if look.fill and column < 300:
        line.fills[column] = look.fill
        if colour := named_colour(look.fill):
            line.colours[column] = colour
    if cell is None:
        return
    line.cells[column] = cell
    wide, deep = number(part, "number-columns-spanned", without=1), number(part, "number-rows-spanned", without=1)
    if wide > 1:
        line.spans[column] = wide
    if deep > 1:
        sheet.merges[column] = (line.number, line.number + min(deep, 500) - 1)


def cell_of(element: Element, look: Look) -> Cell | None:
    """What a cell shows; None where it shows nothing. A formula without a result is shown as it is written."""
    text = "\n".join(written(paragraph) for paragraph in children(element, "p")).strip()
    note = "\n".join(written(paragraph) for paragraph in children(child(element, "annotation"), "p")).strip() or None
    formula, fault, day = attribute(element, "formula"), None, None
    if not text and formula:
        text, fault = formula.removeprefix("of:"), NO_VALUE
    elif formula and text.startswith(("#", "Err:")):
        fault = f"The cell shows the error {text}."
    if not text:
        return None
    if attribute(element, "value-type") == "date" and fault is None:
        day = day_of(attribute(element, "date-value"))
    return Cell(text, day, look.shows_day, named_colour(look.fill or ""), look.struck, fault, note=note)


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def written(paragraph: Element) -> str:
    """The text of a paragraph, with its spaces, tabs and line breaks, without comments."""
    parts = [paragraph.text or ""]
    for part in paragraph:
        name = local(part)
        if name == "s":
            parts.append(" " * max(min(number(part, "c", without=1), 100), 1))
        elif name in ("tab", "line-break"):
            parts.append("\t" if name == "tab" else "\n")
        elif name != "annotation":
            parts.append(written(part))
        parts.append(part.tail or "")
    return "".join(parts)
