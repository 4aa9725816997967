"""What every page must be: strict HTML, one heading, labelled inputs, nothing inline, not too large."""

from collections import Counter
from collections.abc import Iterator
from xml.etree.ElementTree import Element

import html5lib

LARGEST_PAGE = 100_000
CONTROLS = ("input", "select", "textarea")
UNLABELLED_TYPES = ("hidden", "submit", "button", "reset", "image")
OTHERS_NAMED = ("for", "aria-describedby", "aria-labelledby", "aria-controls")


def words(element: Element) -> str:
    """All the text inside an element, its white space made plain."""
    return " ".join("".join(element.itertext()).split())


def parse(html: str) -> Element:
    """Read a page, refusing anything the HTML standard calls an error."""
    parser = html5lib.HTMLParser(tree=html5lib.getTreeBuilder("etree"), strict=True, namespaceHTMLElements=False)
    return parser.parse(html)


def faults(html: str) -> list[str]:
    """What is wrong with a page, in words; nothing when it is as every page must be."""
    try:
        root = parse(html)
    except html5lib.html5parser.ParseError as error:
        return [f"is not strict HTML: {error}"]
    elements = [element for element in root.iter() if isinstance(element.tag, str)]
    return [
        *_heading_faults(root, elements),
        *_name_faults(elements),
        *_label_faults(elements),
        *_inline_faults(elements),
        *_form_faults(elements),
        *([f"is {len(html.encode()):,} bytes"] if len(html.encode()) > LARGEST_PAGE else []),
    ]


def _heading_faults(root: Element, elements: list[Element]) -> Iterator[str]:
    if not root.get("lang"):
        yield "has no language"
    headings = [words(element) for element in elements if element.tag == "h1"]
    title = words(root.find("head/title")) if root.find("head/title") is not None else ""
    if len(headings) != 1:
        yield f"has {len(headings)} h1 headings: {headings}"
    elif not headings[0] or headings[0] not in title:
        yield f"has a title, {title!r}, that does not hold its heading, {headings[0]!r}"
    if sum(element.tag == "main" for element in elements) != 1:
        yield "does not have exactly one main part"


def _name_faults(elements: list[Element]) -> Iterator[str]:
    ids = Counter(element.get("id") for element in elements if element.get("id") is not None)
    yield from (f"has the id {name!r} {times} times" for name, times in ids.items() if times > 1 or not name)
    for element in elements:
        for attribute in OTHERS_NAMED:
            for name in (element.get(attribute) or "").split():
                if name not in ids:
                    yield f"has {attribute}={name!r}, which is nowhere on it"
        target = element.get("href") or ""
        if element.tag == "a" and target.startswith("#") and target[1:] not in ids:
            yield f"has a link to {target!r}, which is nowhere on it"


def _label_faults(elements: list[Element]) -> Iterator[str]:
    labelled = {element.get("for") for element in elements if element.tag == "label" and words(element)}
    inside = {id(control) for element in elements if element.tag == "label" for control in element.iter()}
    for element in elements:
        if element.tag in CONTROLS and element.get("type") not in UNLABELLED_TYPES:
            named = element.get("aria-label") or element.get("aria-labelledby")
            if not (named or element.get("id") in labelled or id(element) in inside):
                yield f"has a {element.tag} without a label: {element.get('name') or element.get('id')}"
        if element.tag in ("a", "button") and not (words(element) or element.get("aria-label")):
            yield f"has a {element.tag} without words: {element.attrib}"
        if element.tag == "img" and element.get("alt") is None:
            yield f"has an image without a text instead: {element.get('src')}"
        if element.tag == "table" and not any(child.tag == "caption" and words(child) for child in element):
            yield "has a table without a caption"


def _inline_faults(elements: list[Element]) -> Iterator[str]:
    for element in elements:
        if element.tag == "style" or (element.tag == "script" and not element.get("src")):
            yield f"has an inline {element.tag}"
        for name in element.attrib:
            if name == "style" or name.startswith("on"):
                yield f"has an inline {name} on a {element.tag}"


def _form_faults(elements: list[Element]) -> Iterator[str]:
    for form in (element for element in elements if element.tag == "form"):
        names = [control.get("name") for control in form.iter("input")]
        if (form.get("method") or "get").lower() == "post" and "csrf_token" not in names:
            yield f"has a form to {form.get('action')!r} without a token"
        if any(other is not form for other in form.iter("form")):
            yield "has a form in a form"
