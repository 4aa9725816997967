"""The parts of an Excel package that its sheets draw on: texts, looks, comments, and where each sheet is kept.

openpyxl reads the lists of a package and its styles. The texts and the sheets, which are nearly all of a file,
are read here in one pass: openpyxl builds an object for every cell, and knows nothing of words struck through
without building far more.
"""

import io
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import IO, Any
from xml.etree.ElementTree import Element, iterparse
from zipfile import ZipFile

from openpyxl.packaging.relationship import get_dependents, get_rels_path
from openpyxl.reader.excel import ExcelReader
from openpyxl.styles.numbers import BUILTIN_FORMATS, BUILTIN_FORMATS_MAX_SIZE
from openpyxl.styles.stylesheet import apply_stylesheet
from openpyxl.xml.constants import COMMENTS_NS, SHARED_STRINGS, SHEET_MAIN_NS

from .colours import named_colour
from .fills import Palette

NS = f"{{{SHEET_MAIN_NS}}}"
TEXT, RUN, LOOK_OF_RUN, STRIKE = f"{NS}t", f"{NS}r", f"{NS}rPr", f"{NS}strike"
ESCAPED = re.compile(r"_x([0-9A-Fa-f]{4})_")
THREADED = re.compile(r"^\[Threaded comment\].*?\bComment:\s*", re.DOTALL)
OFF = ("0", "false", "off")


@dataclass(frozen=True, slots=True)
class Words:
    """A text of which some words are struck through: `crossed`. `standing` is the text without them."""

    text: str
    crossed: tuple[str, ...]
    standing: str


@dataclass(frozen=True, slots=True)
class Look:
    """What the style of a cell says, read once for each style."""

    fill: str | None
    colour: str | None
    struck: bool
    number_format: str
    is_date: bool
    is_length: bool


@dataclass(frozen=True)
class SheetPart:
    """Where a sheet is kept in the package, and the comments on its cells by their address."""

    name: str
    hidden: bool
    path: str
    notes: dict[str, str]


@dataclass
class Book:
    """A package opened: everything but the sheets themselves."""

    archive: ZipFile
    texts: list[str | Words]
    sheets: list[SheetPart]
    epoch: datetime
    looks: list[Look]

    def look(self, style: int) -> Look:
        return self.looks[style] if style < len(self.looks) else self.looks[0]


def opened(data: bytes) -> Book:
    """Open a package. Raises what a damaged one makes zipfile, the parser or openpyxl raise."""
    reader: Any = ExcelReader(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        reader.read_manifest()
        reader.read_workbook()
        reader.read_theme()
        apply_stylesheet(reader.archive, reader.wb)
        kept = reader.package.find(SHARED_STRINGS)
        texts = list(texts_of(part(reader.archive, kept.PartName[1:]))) if kept is not None else []
        sheets = list(sheets_of(reader))
    return Book(reader.archive, texts, sheets, reader.wb.epoch, looks_of(reader.wb))


def part(archive: ZipFile, path: str) -> IO[bytes]:
    """A part to be parsed. Only those are that were looked through beforehand, which goes by their ending."""
    if not path.lower().endswith((".xml", ".rels")):
        raise ValueError(f"A part of the package has a strange name: {path}")
    return archive.open(path)


def elements(source: IO[bytes]) -> Iterator[Element]:
    """The elements of a part as they end. A part with a document type was refused before, so none can swell."""
    for _, element in iterparse(source):  # noqa: S314
        yield element


def texts_of(source: IO[bytes]) -> Iterator[str | Words]:
    """The texts that the cells of a package share, in order."""
    with source:
        for element in elements(source):
            if element.tag == f"{NS}si":
                yield said(element)
                element.clear()


def said(element: Element) -> str | Words:
    """What a text element says: its one text, or its runs, of which some may be struck through."""
    runs = element.findall(RUN)
    if not runs:
        return unescaped(element.findtext(TEXT) or "")
    parts = [(unescaped(run.findtext(TEXT) or ""), is_struck(run)) for run in runs]
    text = "".join(words for words, _ in parts)
    crossed = tuple(words.strip() for words, struck in parts if struck and words.strip())
    if not crossed:
        return text
    return Words(text, crossed, "".join(words for words, struck in parts if not struck).strip())


def is_struck(run: Element) -> bool:
    mark = run.find(f"{LOOK_OF_RUN}/{STRIKE}")
    return mark is not None and mark.get("val", "1") not in OFF


def unescaped(text: str) -> str:
    """Excel writes signs that XML cannot hold as _x000D_; a line ending so written is a line ending."""
    if "_x" not in text:
        return text
    plain = ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)
    return "".join(
        sign for sign in plain.replace("\r\n", "\n").replace("\r", "\n") if sign.isprintable() or sign in "\n\t"
    )


def sheets_of(reader: Any) -> Iterator[SheetPart]:
    for sheet, link in reader.parser.find_sheets():
        if link.target not in reader.valid_files or "chartsheet" in link.Type:
            continue
        notes: dict[str, str] = {}
        listed = get_rels_path(link.target)  # type: ignore[no-untyped-call]
        if listed in reader.valid_files:
            for other in get_dependents(reader.archive, listed).find(COMMENTS_NS):
                if other.target in reader.valid_files:
                    notes |= notes_of(part(reader.archive, other.target))
        yield SheetPart(sheet.name, sheet.state != "visible", link.target, notes)


def notes_of(source: IO[bytes]) -> dict[str, str]:
    """The comments of a sheet by the address of their cell."""
    notes: dict[str, str] = {}
    with source:
        for element in elements(source):
            if element.tag == f"{NS}comment":
                text = "".join(unescaped(words.text or "") for words in element.iter(TEXT))
                notes[element.get("ref", "")] = THREADED.sub("", text).strip()
                element.clear()
    return {place: note for place, note in notes.items() if note}


def looks_of(workbook: Any) -> list[Look]:
    """The looks of all styles of a workbook, by number."""
    palette = Palette(workbook.loaded_theme, workbook._colors)
    return [look_of(workbook, palette, number, style) for number, style in enumerate(workbook._cell_styles)]


def look_of(workbook: Any, palette: Palette, number: int, style: Any) -> Look:
    fill = palette.fill(workbook._fills[style.fillId])
    font = workbook._fonts[style.fontId]
    return Look(
        fill=fill,
        colour=named_colour(fill) if fill else None,
        struck=bool(font and font.strike),
        number_format=number_format(workbook, style.numFmtId),
        is_date=number in workbook._date_formats,
        is_length=number in workbook._timedelta_formats,
    )


def number_format(workbook: Any, number: int) -> str:
    if number < BUILTIN_FORMATS_MAX_SIZE:
        return BUILTIN_FORMATS.get(number, "General")
    place = number - BUILTIN_FORMATS_MAX_SIZE
    return str(workbook._number_formats[place]) if place < len(workbook._number_formats) else "General"
