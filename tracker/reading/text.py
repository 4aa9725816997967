"""Text files and pasted text: which signs the bytes stand for, what parts the columns, and the records.

A record is a row of the table; quoted line breaks stay inside it, and it is counted also when it is blank.
"""

import codecs
import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from .formats import Format
from .grid import Cell, Grid, Line
from .headings import is_heading_row
from .limits import CannotRead, Limits
from .prose import Paragraph, Prose

SEPARATORS = ",;\t|"
PASTED = "\t|"  # what parts the cells of a table that was copied; a comma is only a comma there
SAMPLE = 300
LONGEST_CELL = 100_000
BOMS = (
    (codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF32_LE, "utf-32-le"), (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"),
)  # fmt: skip
GUARDED = re.compile(r'="([^"]*)"')
FORMULA = re.compile(r"=\s*[+-]?(?:[A-Z]{1,3}\$?[0-9]|[A-Z.]+\(|'|\[)", re.IGNORECASE)
END = "\x02end\x02"
NO_RESULT = "The cell holds a formula and not its result; put the result in its place."
OPEN_QUOTE = "A quotation mark opens in this row and is never closed, so its cells may be parted wrongly."
SWALLOWED = "The cell seems to hold whole rows; a quotation mark before it may have no partner."
UNREADABLE_SIGNS = (
    "Some signs of the file stand for no letter. They are shown as �; compare those cells with the original."
)
NULS = "The file holds signs without a meaning (NUL). They were left out."


@dataclass
class Records:
    """The records of a text parted one way. `broken` are those after a quotation mark that is never closed."""

    rows: list[list[str]] = field(default_factory=list)
    broken: set[int] = field(default_factory=set)


def pieces(data: bytes, name: str, form: Format, limits: Limits) -> tuple[list[Grid | Prose], list[str]]:
    """The table of a text file, or its paragraphs where it is a .txt without one, and remarks on the file.

    Raises CannotRead, with a sentence, where the file is over a limit.
    """
    text, remarks = decoded(data)
    table = tabled(text, name, limits, SEPARATORS)
    if name.lower().endswith(".txt") and not any(is_heading_row(line) for line in table.lines):
        return [prose_of(text, name, limits)], remarks
    return [table], remarks


def pasted_pieces(text: str, name: str, limits: Limits) -> list[Grid | Prose]:
    """A table that was copied from a workbook or a document, or the lines of a text. Raises CannotRead over a limit."""
    if len(text) > limits.file_bytes:
        raise CannotRead(f"{name} is longer than a plan can be. Paste the recommendations alone.")
    table = tabled(text, name, limits, PASTED)
    if any(is_heading_row(line) for line in table.lines):
        return [table]
    return [prose_of(text, name, limits)]


def decoded(data: bytes) -> tuple[str, list[str]]:
    """The text of a file, by its byte-order mark, or by what its bytes can be; and remarks where signs are lost."""
    text, lost = letters(data)
    remarks = [UNREADABLE_SIGNS] if lost else []
    if "\x00" in text:
        text = text.replace("\x00", "")
        remarks.append(NULS)
    return text.rstrip("\x1a"), remarks


def letters(data: bytes) -> tuple[str, bool]:
    for mark, encoding in BOMS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(encoding, "replace")
            return text, "\ufffd" in text
    start = data[:4096]
    for offset, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        if len(start) > 3 and start[offset::2].count(0) * 2 > len(start) // 2:
            text = data.decode(encoding, "replace")
            return text, "\ufffd" in text
    try:
        return data.decode("utf-8"), False
    except UnicodeDecodeError:
        text = data.decode("cp1252", "replace")
        return text, "\ufffd" in text


def tabled(text: str, name: str, limits: Limits, separators: str) -> Grid:
    """The text as a table, parted by the sign that makes the best table of its beginning."""
    separator = max(separators, key=lambda sign: worth(text, sign))
    records = parted(text, separator, name, limits)
    usual = Counter(len(row) for row in records.rows if len(row) > 1).most_common(1)
    width = usual[0][0] if usual else 1
    lines = [
        line_of(number, row, separator, width, broken=number in records.broken)
        for number, row in enumerate(records.rows, 1)
    ]
    lines = [line for line in lines if line.cells]
    widest = max((max(line.cells) for line in lines), default=0)
    if widest > limits.columns:
        raise CannotRead(
            f"{name} has something written in column {widest:,}, and the limit is {limits.columns:,}."
            " Delete what stands to the right of the plan, and send it again."
        )
    return Grid("Text", lines, sources={line.number: f"row {line.number}" for line in lines})


def worth(text: str, separator: str) -> tuple[bool, float, int]:
    """How good a table a separator makes: are there headings, do the rows agree in their width, how wide are they."""
    rows = []
    try:
        for row in csv.reader(io.StringIO(text[: SAMPLE * 2000], newline=""), delimiter=separator):
            rows.append(row)
            if len(rows) >= SAMPLE:
                break
    except csv.Error:
        pass
    lines = [line_of(number, row, separator, 1) for number, row in enumerate(rows, 1)]
    widths = Counter(len(row) for row in rows if len(row) > 1)
    if not widths:
        return False, 0.0, 0
    width, times = widths.most_common(1)[0]
    headed = any(is_heading_row(line) for line in lines if len(line.cells) > 1)
    return headed, times / max(sum(1 for row in rows if row), 1), width


def parted(text: str, separator: str, name: str, limits: Limits) -> Records:
    """The records of a text. After a quotation mark without a partner every line is a record of its own."""
    records, lines = Records(), 0
    reader = csv.reader(io.StringIO(f"{text}\n{END}", newline=""), delimiter=separator)
    try:
        for row in reader:
            if row != [END] and END in "".join(row[-1:]):
                take_broken(records, text, lines, separator)
                break
            records.rows.append(row)
            lines = reader.line_num
            if len(records.rows) > limits.rows + 1:
                raise too_many(name, limits)
    except csv.Error as error:
        raise CannotRead(
            f"{name} has a cell that is longer than a cell can be; a quotation mark may have no partner."
            " Open it in Excel, put it right, and send it again."
        ) from error
    while records.rows and (records.rows[-1] == [END] or not any(text.strip() for text in records.rows[-1])):
        records.rows.pop()
    if len(records.rows) > limits.rows:
        raise too_many(name, limits)
    return records


def too_many(name: str, limits: Limits) -> CannotRead:
    return CannotRead(
        f"{name} has more than {limits.rows:,} rows, and that is the limit."
        " Delete the rows below the plan, also those that look empty, and send it again."
    )


def take_broken(records: Records, text: str, lines: int, separator: str) -> None:
    rest = list(io.StringIO(text, newline=""))[lines:]
    for place, line in enumerate(rest):
        records.rows.append([part.strip().strip('"') for part in line.rstrip("\r\n").split(separator)])
        if place == 0 or '"' in line:
            records.broken.add(len(records.rows))


def line_of(number: int, row: list[str], separator: str, width: int, *, broken: bool = False) -> Line:
    line = Line(number)
    for column, written in enumerate(row, 1):
        text, fault = shown(written)
        if not text:
            continue
        if broken and not any(cell.fault for cell in line.cells.values()):
            fault = fault or OPEN_QUOTE
        elif width > 2 and "\n" in text and parts_in(text, separator) >= max(width - 2, 2):
            fault = SWALLOWED
        line.cells[column] = Cell(text, fault=fault)
    return line


def parts_in(text: str, separator: str) -> int:
    """How often a text holds the separator as a file writes it, with no space after it."""
    return sum(text[at + 1 : at + 2].strip() != "" for at, sign in enumerate(text) if sign == separator)


def shown(written: str) -> tuple[str, str | None]:
    """What a cell shows, and what is wrong with it. ="01.05" is how Excel is told to keep a text as it is."""
    text = written.replace("\r\n", "\n").replace("\r", "\n").replace("\u00a0", " ").strip().removeprefix("\ufeff")
    if guarded := GUARDED.fullmatch(text):
        return guarded[1], None
    return text, NO_RESULT if FORMULA.match(text) else None


def prose_of(text: str, name: str, limits: Limits) -> Prose:
    """The lines of a text as paragraphs. Raises CannotRead where they are more than a plan may have rows."""
    lines = text.splitlines()
    if len(lines) > limits.rows:
        raise too_many(name, limits)
    return Prose("Text", list(paragraphs_of(lines)))


def paragraphs_of(lines: list[str]) -> Iterator[Paragraph]:
    for number, line in enumerate(lines, 1):
        if said := "\t".join(" ".join(part.split()) for part in line.split("\t")).strip():
            yield Paragraph(f"line {number}", said)
