"""What arrives, looked at before any parser: is it a workbook, and is it within the limits."""

import io
import re
import zipfile
import zlib

from .limits import MEGABYTE, CannotRead, Limits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ENDINGS = (".xlsx", ".xlsm")
RATIO_FROM = MEGABYTE  # smaller parts may pack as well as they like
CHUNK = 256 * 1024
SAVE_AGAIN = "Open it in Excel, save it as an Excel workbook (.xlsx) and send that."
DOCTYPE = re.compile(rb"<\x00?!\x00?D\x00?O\x00?C\x00?T\x00?Y\x00?P\x00?E", re.IGNORECASE)
ROW = re.compile(rb"<(?:[A-Za-z0-9]+:)?row[\s>/]")
CELL = re.compile(rb"<(?:[A-Za-z0-9]+:)?c[\s>/]")
FORMULA = re.compile(rb"<(?:[A-Za-z0-9]+:)?f[\s>/]")


def checked(data: bytes, name: str, limits: Limits) -> bool:
    """Raise CannotRead unless the file is a workbook within the limits; returns whether it holds formulas."""
    if len(data) > limits.file_bytes:
        raise CannotRead(
            f"{name} is {megabytes(len(data))} and the limit is {megabytes(limits.file_bytes)}."
            " Take out pictures and old sheets, and send it again."
        )
    if not data:
        raise CannotRead(f"{name} is empty. Check that it was saved, and send it again.")
    if not name.lower().endswith(ENDINGS):
        raise CannotRead(f"{name} cannot be read: only Excel workbooks, whose names end in .xlsx, can be. {SAVE_AGAIN}")
    if data.startswith(OLE):
        raise CannotRead(f"{name} is protected by a password, or is in the old Excel format. {SAVE_AGAIN}")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return parts_checked(package, name, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError) as error:
        raise CannotRead(f"{name} is not an Excel workbook, or it is damaged. {SAVE_AGAIN}") from error


def parts_checked(package: zipfile.ZipFile, name: str, limits: Limits) -> bool:
    parts = package.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise CannotRead(f"{name} is protected by a password. {SAVE_AGAIN}")
    if len(parts) > limits.entries:
        raise CannotRead(f"{name} is made of {len(parts):,} parts, and the limit is {limits.entries:,}. {SAVE_AGAIN}")
    unpacked = sum(part.file_size for part in parts)
    packed_too_well = any(
        part.file_size > RATIO_FROM and part.file_size > limits.ratio * max(part.compress_size, 1) for part in parts
    )
    if unpacked > limits.unpacked_bytes or packed_too_well:
        raise CannotRead(
            f"{name} unpacks to {megabytes(unpacked)}, which is more than a plan can need."
            " Delete the empty rows and columns around the plan, and send it again."
        )
    names = {part.filename for part in parts}
    if "xl/workbook.xml" not in names and not any(part.startswith("xl/") for part in names):
        kind = "a Word document" if "word/document.xml" in names else "a packed file"
        raise CannotRead(f"{name} is {kind}, not an Excel workbook. {SAVE_AGAIN}")
    return sheets_checked(package, name, limits)


def sheets_checked(package: zipfile.ZipFile, name: str, limits: Limits) -> bool:
    """Look through the bytes of every part for declarations, and count the rows and cells of the sheets."""
    formulas, cells = False, 0
    for part in package.infolist():
        if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        rows, here, has_formula = counted(package, part, name)
        if not re.search(r"worksheets/[^/]*\.xml$", part.filename, re.IGNORECASE):
            continue
        formulas, cells = formulas or has_formula, cells + here
        if rows > limits.rows:
            raise CannotRead(
                f"{name} has a sheet of {rows:,} rows, and the limit is {limits.rows:,}."
                " Delete the rows below the plan, also those that look empty, and send it again."
            )
        if cells > limits.cells:
            raise CannotRead(
                f"{name} has more than {limits.cells:,} cells."
                " Delete the empty rows and columns around the plan, and send it again."
            )
    return formulas


def counted(package: zipfile.ZipFile, part: zipfile.ZipInfo, name: str) -> tuple[int, int, bool]:
    """Rows, cells, and whether there is a formula, in one part; its text is never held whole."""
    rows = cells = 0
    formula, tail = False, b""
    with package.open(part) as stream:
        while chunk := stream.read(CHUNK):
            text = tail + chunk
            if DOCTYPE.search(text):
                raise CannotRead(f"{name} holds a document type declaration, which no plan needs. {SAVE_AGAIN}")
            cut = len(text) - 24
            cut = max(cut, 0)
            rows += sum(match.start() < cut for match in ROW.finditer(text))
            cells += sum(match.start() < cut for match in CELL.finditer(text))
            formula = formula or FORMULA.search(text) is not None
            tail = text[cut:]
    return rows + len(ROW.findall(tail)), cells + len(CELL.findall(tail)), formula


def megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.1f} MB"
