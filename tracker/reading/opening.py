"""A file opened by its kind: grids for its tables, prose for its text, and remarks on the file as a whole."""

from collections.abc import Callable
from dataclasses import dataclass, field

from . import text, workbook
from .formats import Format, format_of
from .grid import Grid
from .limits import Limits
from .prose import Prose
from .word import pieces as word_pieces

Pieces = tuple[list[Grid | Prose], list[str]]


@dataclass
class Opened:
    """What a file holds, in its order."""

    format: str
    pieces: list[Grid | Prose]
    remarks: list[str] = field(default_factory=list)


def opened(data: bytes, name: str, limits: Limits) -> Opened:
    """Open a file by its kind. Raises CannotRead, with one sentence, where it is none that can be read."""
    form = format_of(data, name, limits)
    pieces, remarks = READERS[form.name](data, name, form, limits)
    return Opened(form.name, pieces, remarks)


def sheets(data: bytes, name: str, form: Format, limits: Limits) -> Pieces:
    grids, remarks = workbook.grids(data, name, form, limits)
    return list(grids), remarks


READERS: dict[str, Callable[[bytes, str, Format, Limits], Pieces]] = {
    "xlsx": sheets,
    "docx": word_pieces,
    "csv": text.pieces,
}
