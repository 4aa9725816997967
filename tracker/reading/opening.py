"""A file opened by its kind: grids for its tables, prose for its text, and remarks on the file as a whole."""

from collections.abc import Callable
from dataclasses import dataclass, field

from . import old_sheets, open_sheets, text, workbook
from .formats import Format, format_of
from .grid import Grid
from .limits import CannotRead, Limits
from .prose import Prose
from .word import pieces as word_pieces

Pieces = tuple[list[Grid | Prose], list[str]]
Reader = Callable[[bytes, str, Format, Limits], Pieces]


@dataclass
class Opened:
    """What a file holds, in its order. `listed` says that it is nothing but text, and so a list if it is a plan."""

    format: str
    pieces: list[Grid | Prose]
    remarks: list[str] = field(default_factory=list)
    listed: bool = False


def opened(data: bytes, name: str, limits: Limits) -> Opened:
    """Open a file by its kind. Raises CannotRead, with one sentence, where it is none that can be read."""
    form = format_of(data, name, limits)
    pieces, remarks = READERS[form.name](data, name, form, limits)
    return Opened(form.name, pieces, remarks, listed=form.name == "csv" and isinstance(pieces[0], Prose))


def opened_text(words: str, name: str, limits: Limits) -> Opened:
    """What was pasted. Raises CannotRead where it is blank or over a limit."""
    if not words.strip():
        raise CannotRead("Nothing was pasted. Paste the recommendations, a paragraph each, and try again.")
    pieces = text.pasted_pieces(words, name, limits)
    return Opened("text", pieces, listed=isinstance(pieces[0], Prose))


def of_sheets(read: Callable[[bytes, str, Format, Limits], tuple[list[Grid], list[str]]]) -> Reader:
    """A reader of a format that holds nothing but sheets."""

    def reader(data: bytes, name: str, form: Format, limits: Limits) -> Pieces:
        grids, remarks = read(data, name, form, limits)
        return list(grids), remarks

    return reader


READERS: dict[str, Reader] = {
    "xlsx": of_sheets(workbook.grids),
    "docx": word_pieces,
    "csv": text.pieces,
    "ods": of_sheets(open_sheets.grids),
    "xls": of_sheets(old_sheets.grids),
}
