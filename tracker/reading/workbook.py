"""Excel workbooks into grids. Their stated size is never trusted."""

import zipfile
import zlib
from xml.etree.ElementTree import ParseError

from defusedxml.common import DefusedXmlException
from openpyxl.utils.exceptions import InvalidFileException

from .book import Book, opened
from .formats import EXCEL_AGAIN, Format
from .grid import Grid, Line
from .limits import CannotRead, Limits
from .package import looked_through
from .sheets import Sheet

DAMAGED = (
    KeyError, ValueError, TypeError, IndexError, AttributeError, OSError, EOFError, OverflowError, ParseError,
    AssertionError, RecursionError, zipfile.BadZipFile, InvalidFileException, DefusedXmlException, NotImplementedError,
    zlib.error,
)  # fmt: skip
MACROS = "The file holds macros. They were not run; only what its cells show was read."
LINKS = "The file draws on other files. They were not opened; what its cells last showed was read."


def grids(data: bytes, name: str, form: Format, limits: Limits) -> tuple[list[Grid], list[str]]:
    """The sheets of a workbook, and remarks on the file.

    Raises CannotRead, with a sentence, for anything that is not one within the limits.
    """
    looked = looked_through(data, name, form, limits)
    book = open_book(data, name)
    if not book.sheets:
        raise CannotRead(f"{name} has no sheet that can be read; it may be a Strict Open XML workbook. {EXCEL_AGAIN}")
    try:
        read = [Sheet(book, sheet).read() for sheet in book.sheets]
    except DAMAGED as error:
        raise CannotRead(f"{name} is damaged and could not be read to its end. {EXCEL_AGAIN}") from error
    for grid in read:
        within(grid.lines, grid.name, name, limits)
    if not any(cells for grid in read for cells in grid.filled):
        raise CannotRead(
            f"{name} is empty: no sheet of it has anything written in it. Check that it is the right file."
        )
    return read, [*([MACROS] if looked.macros else []), *([LINKS] if looked.links else [])]


def open_book(data: bytes, name: str) -> Book:
    try:
        return opened(data)
    except DAMAGED as error:
        raise CannotRead(f"{name} is not an Excel workbook, or it is damaged. {EXCEL_AGAIN}") from error


def within(lines: list[Line], sheet: str, name: str, limits: Limits) -> None:
    if len(lines) > limits.rows:
        raise CannotRead(f"{name} has {len(lines):,} rows on the sheet “{sheet}”, and the limit is {limits.rows:,}.")
    widest = max((max(line.cells) for line in lines if line.cells), default=0)
    if widest > limits.columns:
        raise CannotRead(
            f"{name} has something written in column {widest:,} of the sheet “{sheet}”, and the limit is"
            f" {limits.columns:,}. Delete what stands to the right of the plan, and send it again."
        )
