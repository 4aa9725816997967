"""The parts of a Word document that are read, as trees of elements; names are taken without their namespace,
so that a Strict document reads like any other.
"""

import io
import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ..formats import CANNOT_OPEN, Format
from ..limits import CannotRead

DAMAGED = (
    *CANNOT_OPEN,
    ParseError,
    DefusedXmlException,
    KeyError,
    AttributeError,
    TypeError,
    IndexError,
    RecursionError,
)
MAIN = "officeDocument"


@dataclass(frozen=True)
class Parts:
    """The text, and what it leans on; None for a part that the document does not have."""

    document: Element
    numbering: Element | None
    styles: Element | None
    comments: Element | None


def parts_of(data: bytes, name: str, form: Format) -> Parts:
    """Parse the parts. Raises CannotRead where the document is damaged."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = set(package.namelist())
            main = main_part(package, names)
            folder = posixpath.dirname(main)
            found = [
                fromstring(package.read(part)) if part in names else None
                for part in (f"{folder}/numbering.xml", f"{folder}/styles.xml", f"{folder}/comments.xml")
            ]
            return Parts(fromstring(package.read(main)), *found)
    except DAMAGED as error:
        raise CannotRead(f"{name} is damaged and could not be read to its end. {form.again}") from error


def main_part(package: zipfile.ZipFile, names: set[str]) -> str:
    """The part that holds the text, by the relations of the package, or by its usual name."""
    if "_rels/.rels" in names:
        for relation in fromstring(package.read("_rels/.rels")):
            target = relation.get("Target", "").lstrip("/")
            if relation.get("Type", "").endswith(f"/{MAIN}") and target in names:
                return target
    return "word/document.xml"


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    tag = element.tag
    return tag[tag.rfind("}") + 1 :] if isinstance(tag, str) else ""


def child(element: Element | None, name: str) -> Element | None:
    """The first child of that name."""
    return next((found for found in element if local(found) == name), None) if element is not None else None


def children(element: Element | None, name: str) -> Iterator[Element]:
    return (found for found in element if local(found) == name) if element is not None else iter(())


def attribute(element: Element | None, name: str = "val") -> str:
    """An attribute by its name without the namespace, "" where there is none."""
    if element is None:
        return ""
    return next((value for key, value in element.attrib.items() if key[key.rfind("}") + 1 :] == name), "")


def number(element: Element | None, name: str = "val", *, without: int = 0) -> int:
    """An attribute that is a whole number."""
    text = attribute(element, name).strip()
    return int(text) if text.lstrip("-").isdecimal() and len(text) < 9 else without


def is_on(element: Element | None) -> bool:
    """Whether a switch such as strike is there and not turned off."""
    return element is not None and attribute(element).lower() not in ("0", "false", "off", "none")
