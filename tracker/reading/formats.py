"""What kind of file has arrived: what its name says, what its bytes are, and whether the two agree."""

import codecs
import io
import re
import zipfile
import zlib
from dataclasses import dataclass

from .limits import MEGABYTE, CannotRead, Limits

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
ZIP = b"PK"
ODF = "application/vnd.oasis.opendocument."
CANNOT_OPEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, RuntimeError)


@dataclass(frozen=True)
class Format:
    """A kind of file that can be read. `again` says how to get a good one where this one is not."""

    name: str
    called: str
    endings: tuple[str, ...]
    again: str


EXCEL_AGAIN = "Open it in Excel, save it as an Excel workbook (.xlsx) and send that."
FORMATS = {
    "xlsx": Format("xlsx", "an Excel workbook", (".xlsx", ".xlsm"), EXCEL_AGAIN),
    "docx": Format(
        "docx",
        "a Word document",
        (".docx", ".docm"),
        "Open it in Word, save it as a Word document (.docx) and send that.",
    ),
    "csv": Format(
        "csv", "a text file", (".csv", ".tsv", ".tab", ".txt"), "Open it in Excel, save it as CSV UTF-8 and send that."
    ),
    "ods": Format(
        "ods",
        "an OpenDocument spreadsheet",
        (".ods",),
        "Open it in LibreOffice, save it as an OpenDocument spreadsheet (.ods) or as .xlsx and send that.",
    ),
    "xls": Format("xls", "an old Excel workbook", (".xls",), EXCEL_AGAIN),
}
READABLE = "an Excel workbook (.xlsx), a Word document (.docx), a .csv, .ods or .xls file"
# What is met under a wrong name, or is not read at all: what it is, and what to do with it.
OTHERS = {
    "pdf": ("a PDF", "Ask the agency for the Excel or Word file that it was made from."),
    "doc": ("an old Word document (.doc)", "Open it in Word, save it as a Word document (.docx) and send that."),
    "odt": ("an OpenDocument text", "Open it, save it as a Word document (.docx) and send that."),
    "xlsb": ("a binary Excel workbook (.xlsb)", EXCEL_AGAIN),
    "rtf": ("a rich text file", "Open it in Word, save it as a Word document (.docx) and send that."),
    "html": ("a web page", "Open it in Excel or Word, save it as .xlsx or .docx and send that."),
    "apple": (
        "an Apple Numbers or Pages document",
        "Export it as an Excel (.xlsx) or Word (.docx) file and send that.",
    ),
    "zip": ("a packed file", "Unpack it and send the plan itself."),
    "picture": ("a picture", "Ask the agency for the Excel or Word file."),
}
BEGINNINGS = (
    (b"%PDF", "pdf"), (b"{\\rtf", "rtf"), (b"\x89PNG", "picture"), (b"\xff\xd8\xff", "picture"), (b"GIF8", "picture"),
)  # fmt: skip
BOMS = (codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
HTML = re.compile(rb"\s*(?:<!doctype html|<html|<table|<\?xml[^>]*>\s*<(?:html|ss:|workbook))", re.IGNORECASE)


def format_of(data: bytes, name: str, limits: Limits) -> Format:
    """The format of a file by its name and its bytes. Raises CannotRead where it is none that can be read,
    where it is over the limit in size or protected by a password, and where name and bytes do not agree.
    """
    if len(data) > limits.file_bytes:
        raise CannotRead(
            f"{name} is {megabytes(len(data))} and the limit is {megabytes(limits.file_bytes)}."
            " Take out pictures and old sheets, and send it again."
        )
    if not data.strip(b"\x00\r\n\t \xef\xbb\xbf\xff\xfe"):
        raise CannotRead(f"{name} is empty. Check that it was saved, and send it again.")
    named = by_name(name)
    found = by_bytes(data)
    if named is None:
        raise unreadable(name, found)
    if found == named.name:
        return named
    raise disagreeing(name, named, found)


def by_name(name: str) -> Format | None:
    return next((form for form in FORMATS.values() if name.lower().endswith(form.endings)), None)


def by_bytes(data: bytes) -> str:
    """A format's name, one of OTHERS, "locked" for a file under a password, or "unknown"."""
    if data.startswith(OLE):
        return by_streams(data)
    if data.startswith(ZIP):
        return by_parts(data)
    for beginning, found in BEGINNINGS:
        if data.startswith(beginning):
            return found
    if HTML.match(data.removeprefix(codecs.BOM_UTF8)):
        return "html"
    if data[:2] == b"\x09\x08" or data[:4] in (b"\x09\x04\x06\x00", b"\x09\x02\x06\x00"):
        return "xls"  # an old workbook without the box around it
    return "csv" if data.startswith(BOMS) or looks_like_text(data) else "unknown"


def by_streams(data: bytes) -> str:
    """Which old Office file: the names of its streams are written in two bytes a letter."""
    for stream, found in (
        ("EncryptedPackage", "locked"),
        ("WordDocument", "doc"),
        ("Workbook", "xls"),
        ("Book", "xls"),
    ):
        if stream.encode("utf-16-le") in data:
            return found
    return "old"


def by_parts(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = {part.filename for part in package.infolist()}
            mimetype = stored_type(package) if "mimetype" in names else ""
    except CANNOT_OPEN:
        return "damaged"
    if mimetype.startswith(ODF):
        return {"spreadsheet": "ods", "text": "odt"}.get(mimetype.removeprefix(ODF), "zip")
    if "xl/workbook.bin" in names:
        return "xlsb"
    if any(part.startswith("word/document") for part in names):
        return "docx"
    if any(part.startswith("xl/") for part in names):
        return "xlsx"
    return "apple" if any(part.startswith("Index/") or part == "Index.zip" for part in names) else "zip"


def stored_type(package: zipfile.ZipFile) -> str:
    with package.open("mimetype") as stream:
        return stream.read(200).decode("ascii", "replace").strip()


def looks_like_text(data: bytes) -> bool:
    """Whether the beginning is letters and not machine code; a stray NUL does not decide it."""
    start = data[:4096]
    strange = sum(byte < 32 and byte not in (9, 10, 12, 13, 26) for byte in start)
    two_bytes_a_letter = max(start[::2].count(0), start[1::2].count(0)) * 5 >= len(start) * 2
    return strange * 20 <= len(start) or two_bytes_a_letter


def unreadable(name: str, found: str) -> CannotRead:
    if found in FORMATS:
        form = FORMATS[found]
        return CannotRead(
            f"{name} cannot be read under this name. It is {form.called}; let its name end in {form.endings[0]}"
            " and send it again."
        )
    called, advice = OTHERS.get(found, ("of a kind that is not known here", f"Send {READABLE}."))
    return CannotRead(f"{name} cannot be read, because it is {called}. What can be read is {READABLE}. {advice}")


def disagreeing(name: str, named: Format, found: str) -> CannotRead:
    """The sentence for a file that is not what its name says."""
    if found == "locked":
        return CannotRead(f"{name} is protected by a password. Open it, take the password off, save it and send that.")
    if found in ("damaged", "unknown", "old"):
        locked = " or protected by a password" if found == "old" else ""
        return CannotRead(f"{name} is not {named.called}, or it is damaged{locked}. {named.again}")
    if found in FORMATS:
        form = FORMATS[found]
        return CannotRead(
            f"{name} is not {named.called}, as its name says, but {form.called}. Let its name end in"
            f" {form.endings[0]} and send it again."
        )
    called, advice = OTHERS[found]
    return CannotRead(f"{name} is not {named.called}, as its name says, but {called}. {advice}")


def megabytes(size: int) -> str:
    return f"{size / MEGABYTE:,.1f} MB"
