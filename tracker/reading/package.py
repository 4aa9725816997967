"""The packed formats (.xlsx, .docx, .ods) looked at before any parser: are they within the limits."""

import io
import re
import zipfile
from dataclasses import dataclass, field

from .formats import CANNOT_OPEN, Format, megabytes
from .limits import MEGABYTE, CannotRead, Limits

RATIO_FROM = MEGABYTE  # smaller parts may pack as well as they like
CHUNK = 256 * 1024
LONGEST_TAG = 24
DOCTYPE = re.compile(rb"<\x00?!\x00?D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E", re.IGNORECASE)
ENTITY = re.compile(rb"<\x00?!\x00?E\x00?N\x00?T\x00?I\x00?T\x00?Y", re.IGNORECASE)
FORMULA = re.compile(rb"<(?:[A-Za-z0-9]+:)?f[\s>/]")
CONTENT = {
    "xlsx": re.compile(r"worksheets/[^/]*\.xml$", re.IGNORECASE),
    "docx": re.compile(r"^word/document[0-9]*\.xml$", re.IGNORECASE),
    "ods": re.compile(r"^content\.xml$", re.IGNORECASE),
}
READ_BY_US = {"ods": ("content.xml", "styles.xml")}  # of a format that no library reads, nothing else is parsed
# A row, and a cell (in a document also a paragraph), however its name is prefixed.
ROW = {"xlsx": "row", "docx": "tr", "ods": "table-row"}
CELL = {"xlsx": "c", "docx": "(?:tc|p)", "ods": "table-cell"}


@dataclass
class Looked:
    """What a look through the package found."""

    formulas: bool = False
    names: set[str] = field(default_factory=set)

    @property
    def macros(self) -> bool:
        return any(name.lower().endswith("vbaproject.bin") or name.startswith("Basic/") for name in self.names)

    @property
    def links(self) -> bool:
        """Whether the file draws on other files, which are never opened."""
        return any(name.startswith("xl/externalLinks/") for name in self.names)


@dataclass
class Count:
    """Rows and cells of one part, and whether there is a formula in it."""

    rows: int = 0
    cells: int = 0
    formula: bool = False


def looked_through(data: bytes, name: str, form: Format, limits: Limits) -> Looked:
    """Look through a package. Raises CannotRead unless it is whole and within the limits."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return parts_checked(package, name, form, limits)
    except CANNOT_OPEN as error:
        raise CannotRead(f"{name} is not {form.called}, or it is damaged. {form.again}") from error


def parts_checked(package: zipfile.ZipFile, name: str, form: Format, limits: Limits) -> Looked:
    parts = package.infolist()
    if any(part.flag_bits & 1 for part in parts) or locked(package, limits):
        raise CannotRead(f"{name} is protected by a password. Open it, take the password off, save it and send that.")
    if len(parts) > limits.entries:
        raise CannotRead(f"{name} is made of {len(parts):,} parts, and the limit is {limits.entries:,}. {form.again}")
    unpacked = sum(part.file_size for part in parts)
    packed_too_well = any(
        part.file_size > RATIO_FROM and part.file_size > limits.ratio * max(part.compress_size, 1) for part in parts
    )
    if unpacked > limits.unpacked_bytes or packed_too_well:
        raise CannotRead(
            f"{name} unpacks to {megabytes(unpacked)}, which is more than a plan can need."
            " Delete the empty rows and columns around the plan, and send it again."
        )
    looked = Looked(names={part.filename for part in parts})
    contents_checked(package, looked, name, form, limits)
    return looked


def locked(package: zipfile.ZipFile, limits: Limits) -> bool:
    """Whether an OpenDocument package says of its parts that they are encrypted."""
    manifest = "META-INF/manifest.xml"
    if manifest not in package.namelist():
        return False
    with package.open(manifest) as stream:
        return b"encryption-data" in stream.read(min(MEGABYTE, limits.unpacked_bytes))


def contents_checked(package: zipfile.ZipFile, looked: Looked, name: str, form: Format, limits: Limits) -> None:
    """Look through the bytes of every part for declarations, and count the rows and cells."""
    cells = 0
    for part in package.infolist():
        ours = READ_BY_US.get(form.name)
        if not part.filename.lower().endswith((".xml", ".rels", ".vml")) or (ours and part.filename not in ours):
            continue
        count = counted(package, part, name, form)
        if not CONTENT[form.name].search(part.filename):
            continue
        looked.formulas = looked.formulas or count.formula
        cells += count.cells
        if count.rows > limits.rows:
            where = "a sheet of" if form.name == "xlsx" else "tables of"
            raise CannotRead(
                f"{name} has {where} {count.rows:,} rows, and the limit is {limits.rows:,}."
                " Delete the rows below the plan, also those that look empty, and send it again."
            )
        if cells > limits.cells:
            raise CannotRead(
                f"{name} has more than {limits.cells:,} cells."
                " Delete the empty rows and columns around the plan, and send it again."
            )


def opening(element: str) -> re.Pattern[bytes]:
    return re.compile(rb"<(?:[A-Za-z0-9]+:)?" + element.encode() + rb"[\s>/]")


def counted(package: zipfile.ZipFile, part: zipfile.ZipInfo, name: str, form: Format) -> Count:
    """Rows, cells, and whether there is a formula, in one part; its text is never held whole."""
    row, cell = opening(ROW[form.name]), opening(CELL[form.name])
    count, tail = Count(), b""
    with package.open(part) as stream:
        while chunk := stream.read(CHUNK):
            text = tail + chunk
            if DOCTYPE.search(text) or ENTITY.search(text):
                raise CannotRead(f"{name} holds a document type declaration, which no plan needs. {form.again}")
            cut = max(len(text) - LONGEST_TAG, 0)
            count.rows += sum(match.start() < cut for match in row.finditer(text))
            count.cells += sum(match.start() < cut for match in cell.finditer(text))
            count.formula = count.formula or FORMULA.search(text) is not None
            tail = text[cut:]
    count.rows += len(row.findall(tail))
    count.cells += len(cell.findall(tail))
    return count
