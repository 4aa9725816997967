"""A Word document walked from its first paragraph to its last row: nothing twice, and nothing left out unsaid."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from ..formats import Format
from ..grid import Cell, Grid
from ..headings import is_heading_row
from ..limits import CannotRead, Limits
from ..package import looked_through
from ..prose import Paragraph, Prose
from .chains import grids_and_prose
from .numbering import BULLET, Numbering
from .parts import DAMAGED, attribute, child, children, is_on, local, number, parts_of
from .tables import WordCell, WordRow, WordTable, lines_of
from .words import DEEPEST, Words, picked_day, words_of

WRAPPERS = {"sdt", "sdtContent", "ins", "moveTo", "customXml", "smartTag"}
LONGEST_TITLE = 120
MACROS = "The document holds macros. They were not run; only its text was read."
TRACKED = "The document holds tracked changes. What was inserted is read, what was deleted is left out."


@dataclass
class Walk:
    """The state while a document is walked."""

    numbering: Numbering
    comments: dict[str, str]
    blocks: list[Paragraph | WordTable] = field(default_factory=list)
    inner: list[WordTable] = field(default_factory=list)
    paragraphs: int = 0
    tables: int = 0


def pieces(data: bytes, name: str, form: Format, limits: Limits) -> tuple[list[Grid | Prose], list[str]]:
    """The tables and the text of a document in its order, and remarks on the file.

    Raises CannotRead, with a sentence, for anything that is not a document within the limits.
    """
    looked = looked_through(data, name, form, limits)
    parts = parts_of(data, name, form)
    try:
        walk = Walk(Numbering(parts.numbering, parts.styles), comments_of(parts.comments))
        body = child(parts.document, "body")
        if body is not None:
            walk_blocks(body, walk, 0)
        found = grids_and_prose(walk.blocks)
    except DAMAGED as error:
        raise CannotRead(f"{name} is damaged and could not be read to its end. {form.again}") from error
    if not found:
        raise CannotRead(f"{name} is empty: nothing is written in it. Check that it is the right file.")
    changes = any(local(element) in ("ins", "del", "moveFrom", "moveTo") for element in parts.document.iter())
    return found, [*([MACROS] if looked.macros else []), *([TRACKED] if changes else [])]


def walk_blocks(element: Element, walk: Walk, depth: int) -> None:
    """The paragraphs and tables of the body, also those in content controls and tracked insertions."""
    if depth > DEEPEST:
        raise RecursionError
    for part in element:
        name = local(part)
        if name == "p":
            walk.paragraphs += 1
            if (paragraph := paragraph_of(part, walk)).said:
                walk.blocks.append(paragraph)
        elif name == "tbl":
            walk.tables += 1
            take_table(part, f"table {walk.tables}", walk, depth)
        elif name in WRAPPERS:
            walk_blocks(part, walk, depth + 1)


def paragraph_of(element: Element, walk: Walk) -> Paragraph:
    properties = child(element, "pPr")
    label, depth = walk.numbering.label(properties)
    words = words_of(element)
    text = words.text
    return Paragraph(
        source=f"paragraph {walk.paragraphs}",
        text=text,
        label=label if text else "",
        depth=depth,
        heading=bool(text) and (is_heading_style(properties, walk) or is_bold_line(element, text)),
        struck=bool(text) and not words.standing,
    )


def is_heading_style(properties: Element | None, walk: Walk) -> bool:
    if child(properties, "outlineLvl") is not None and number(child(properties, "outlineLvl")) < 9:
        return True
    named = attribute(child(walk.numbering.style_named(properties), "name")).lower()
    return named.startswith(("heading", "title", "subtitle"))


def is_bold_line(element: Element, text: str) -> bool:
    """Whether a paragraph is short and every word of it is set in bold by itself."""
    runs = [run for run in element.iter() if local(run) == "r" and any(word.text for word in children(run, "t"))]
    return len(text) <= LONGEST_TITLE and all(is_on(child(child(run, "rPr"), "b")) for run in runs)


def take_table(element: Element, name: str, walk: Walk, depth: int) -> None:
    """A table, and after it those that stand within its cells and are plans themselves."""
    outer, walk.inner = walk.inner, []
    table = table_of(element, name, walk, depth)
    walk.blocks += [table, *walk.inner]
    walk.inner = outer


def table_of(element: Element, name: str, walk: Walk, depth: int) -> WordTable:
    if depth > DEEPEST:
        raise RecursionError
    table = WordTable(name, [number(column, "w") for column in children(child(element, "tblGrid"), "gridCol")])
    for row in unwrapped(element, "tr"):
        properties = child(row, "trPr")
        cells = [cell_of(cell, f"{name} row {len(table.rows) + 1}", walk, depth) for cell in unwrapped(row, "tc")]
        table.rows.append(
            WordRow(
                cells,
                before=min(number(child(properties, "gridBefore")), 100),
                hidden=is_on(child(properties, "hidden")),
                left_out=child(properties, "del") is not None,
            )
        )
    return table


def unwrapped(element: Element, wanted: str) -> Iterator[Element]:
    """The rows of a table, or the cells of a row, also those in content controls."""
    for part in element:
        name = local(part)
        if name == wanted:
            yield part
        elif name in WRAPPERS:
            yield from unwrapped(part, wanted)


def cell_of(element: Element, place: str, walk: Walk, depth: int) -> WordCell:
    properties = child(element, "tcPr")
    merge = child(properties, "vMerge")
    said = list(cell_words(element, place, walk, depth))
    text = together(words.text for words in said)
    standing = together(words.standing for words in said)
    notes = [walk.comments[note] for words in said for note in words.notes if note in walk.comments]
    return WordCell(
        covers=max(min(number(child(properties, "gridSpan"), without=1), 100), 1),
        goes_on=merge is not None and attribute(merge) != "restart",
        begins=merge is not None and attribute(merge) == "restart",
        cell=Cell(
            text,
            picked_day(element, text),
            struck=bool(text) and not standing,
            crossed=tuple(stretch for words in said for stretch in words.crossed) if standing else (),
            standing=standing if standing and standing != text else None,
            note="\n".join(notes) or None,
        ),
        fill=attribute(child(properties, "shd"), "fill"),
    )


def together(texts: Iterable[str]) -> str:
    return "\n".join(text for text in texts if text)


def cell_words(element: Element, place: str, walk: Walk, depth: int) -> Iterator[Words]:
    """The paragraphs of a cell. A table within it is read as its lines, unless it is a plan of its own."""
    if depth > DEEPEST:
        raise RecursionError
    for part in element:
        name = local(part)
        if name == "p":
            yield labelled_words(part, walk)
        elif name == "tbl":
            table = table_of(part, f"{place} inner table", walk, depth + 1)
            lines = lines_of(table)
            if len(lines) > 1 and any(is_heading_row(line) for line in lines):
                walk.inner.append(table)
            else:
                yield from (Words([("  ".join(line.texts), False)]) for line in lines)
        elif name in WRAPPERS and not (name == "sdt" and prompts(part)):
            yield from cell_words(part, place, walk, depth + 1)


def labelled_words(paragraph: Element, walk: Walk) -> Words:
    """A paragraph of a cell with its number; a number alone may be a reference, a bullet alone says nothing."""
    label, _ = walk.numbering.label(child(paragraph, "pPr"))
    words = words_of(paragraph)
    if label and (words.text or label != BULLET):
        words.stretches.insert(0, (f"{label} ", bool(words.text) and not words.standing))
    return words


def comments_of(comments: Element | None) -> dict[str, str]:
    """The comments of the document by their number."""
    return {
        attribute(comment, "id"): together(
            words_of(paragraph).text for paragraph in comment.iter() if local(paragraph) == "p"
        )
        for comment in children(comments, "comment")
    }


def prompts(control: Element) -> bool:
    """Whether a content control still shows its prompt, and so says nothing."""
    return child(child(control, "sdtPr"), "showingPlcHdr") is not None
