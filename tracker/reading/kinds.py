"""What a row is, by its look and its words: an item, a section, guidance, a heading typed again."""

import re

from .grid import Cell, Line
from .headings import heading_fields
from .layout import Layout
from .timescales.months import MONTH

REF = re.compile(
    r"^(?:(?:rec(?:ommendation)?|action|no|item)\b\.?\s*)?(?:no\.?\s*)?"
    r"(?:[a-z]{0,6}[\s./-]?[0-9]+(?:[./-][0-9]+)*\s?[a-z]?(?:\s?\([a-z0-9]+\))?|[ivxl]+[a-d]?|[a-z])\s*[.,:;)]*$",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"^\s*(?:\*|note\b|notes\b|n\.?b\b\.?|key\b|rag key|please\b|guidance\b|instructions?\b"
    r"|page \d+|how to (?:fill|complete|use)|"
    r"footnote|source:|©|\[)",
    re.IGNORECASE,
)
EXAMPLE = re.compile(r"^\s*(?:\(?example\b|e\.?g\.?\s*[:.)-]|for example\b|sample\b)", re.IGNORECASE)
PLACEHOLDER = re.compile(
    r"^\s*[<\[(]|dd/mm/yy|roles? (?:no|not) names|realistic (?:target )?date|^(?:add|insert"
    r"|enter|type|state|give|list)\b",
    re.IGNORECASE,
)
SECTION_WORDS = re.compile(
    r"^\s*(?:(?:strategic )?(?:objective|priority|theme|section|part|standard|workstream"
    r"|area|outcome|aim|goal)\b|recommendation\s+[0-9ivx]+\b"
    r"|actions? (?:held over|arising|from)|completed actions|[0-9]{1,2}\.\s+(?:how|what|why)\b)",
    re.IGNORECASE,
)
GUIDANCE_SHEET = re.compile(
    r"\b(?:guid(?:ance|e|elines)|instructions?|how to|example|template|key|lists?"
    r"|look ?ups?|drop ?downs?|validation)\b",
    re.IGNORECASE,
)
SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)]*\s*$")
BULLET = re.compile(r"^\s*[•▪◦*·‣-]\s*")


def is_ref(text: str) -> bool:
    """Whether a text is a printed reference: 3, "1,", iii, 2a, R4, 01.05; a month and a year is not."""
    text = text.strip()
    return len(text) <= 24 and REF.match(text) is not None and re.search(MONTH + r"\s*[0-9]", text.lower()) is None


def is_guidance(line: Line, layout: Layout) -> bool:
    """Whether a row right under the headings tells how to fill the columns in."""
    meanings = heading_fields(line)
    told = 0
    for column, cell in line.cells.items():
        found = meanings.get(column)
        means = layout.columns[column].field if column in layout.columns else ""
        same = found is not None and found.field != "other" and len(cell.text) < 90 and found.field == means
        told += same or PLACEHOLDER.search(cell.text) is not None
    return told >= 2 and told * 2 >= len(line.cells)


def is_example(line: Line) -> bool:
    return any(EXAMPLE.match(cell.text) for cell in line.cells.values())


def carries_on(before: str, text: str) -> bool:
    """Whether a text goes on in the middle of the sentence that the cell above broke off."""
    if not before:
        return False
    if BULLET.match(text):
        return True
    return text[:1].islower() or text[:1] in "(,;)" or SENTENCE_END.search(before) is None


def joined(before: str, text: str) -> str:
    """Two halves of a cell that a page break parted."""
    if not before or not text:
        return before or text
    if BULLET.match(text) or (SENTENCE_END.search(before) and not text[:1].islower()):
        return f"{before}\n{text}"
    return f"{before} {text}"


def is_wide(line: Line, layout: Layout | None) -> bool:
    """Whether the one text of a row is merged over most of the table."""
    span = max(line.spans.values(), default=1)
    return span >= 3 or (layout is not None and span > 1 and span * 2 >= len(layout.columns))


def single_kind(line: Line, layout: Layout, last: dict[int, Cell] | None) -> str:
    """What a row with one text is: guidance, section, continuation, item, or set_aside.

    `last` is the item above, by column, or None.
    """
    column, cell = next(iter(line.cells.items()))
    if NOTE.match(cell.text):
        return "guidance"
    if is_wide(line, layout):
        return "section"
    field = layout.columns[column].field if column in layout.columns else "other"
    before = last[column].text if last and column in last else ""
    if column != layout.first:
        return "continuation" if last is not None else "item" if field in ("action", "recommendation") else "set_aside"
    if field in ("action", "recommendation"):
        return first_column_kind(cell.text, before)
    if is_ref(cell.text):
        return "set_aside"
    return "section"


def first_column_kind(text: str, before: str) -> str:
    """One text where the actions stand: more of the one above, the title of a section, or an action with no date."""
    if before and text[:1].islower():
        return "continuation"
    if SECTION_WORDS.match(text) or (text.isupper() and len(text) < 80) or text.rstrip().endswith(":"):
        return "section"
    return "item"
