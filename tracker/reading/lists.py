"""Recommendations listed in plain text, without a table: numbered paragraphs under the headings of agencies."""

import re
from dataclasses import dataclass, field
from itertools import zip_longest

from .kinds import joined
from .marks import (
    BULLETED,
    ENDS,
    NOTE,
    TITLE_NUMBER,
    Mark,
    agency_in,
    closes_list,
    is_agency,
    is_title,
    mark_of,
    opens_list,
    plain_text,
    title_text,
)
from .proposal import Column, Problem, Row, Table
from .prose import Paragraph, Prose
from .rows import LISTED, SHORTEST_RECOMMENDATION

OUTSIDE = "Text outside the lists of recommendations."
AROUND = "Text around the list, not a numbered recommendation."
NO_TEXT = "No text stands under this recommendation."
FEWEST = 2
FURTHEST_GAP = 6  # numbers that may be missing between two items of one list
LONGEST_PLAIN_LIST = 400


@dataclass
class Section:
    """The paragraphs from a title that opens a list to what closes it, and how its items are numbered."""

    number: str = ""
    paragraphs: list[Paragraph] = field(default_factory=list)

    @property
    def style(self) -> str | None:
        marks = [mark for paragraph in self.paragraphs if (mark := mark_of(plain_text(paragraph)))]
        styles = {mark.style for mark in marks if mark.style == "explicit" or len(mark.rest) >= SHORTEST_RECOMMENDATION}
        return next((style for style in ("explicit", "plain", "dotted") if style in styles), None)


@dataclass
class ListReading:
    """The state while the paragraphs of one section are read. `last` is true where a new item begins right after."""

    style: str | None
    agency: str | None = None
    theme: str | None = None
    rows: list[Row] = field(default_factory=list)
    item: Row | None = None
    family: str | None = None
    value: int = 0
    depth: int = 0
    last: bool = False

    def new_row(self, paragraph: Paragraph, kind: str, reason: str | None = None) -> Row:
        row = Row(paragraph.source, kind, reason, cells={"Text": paragraph.said})
        if paragraph.struck:
            row.problems.append(Problem("warning", None, "The text is struck through in the file."))
        self.rows.append(row)
        return row


def table_of_prose(prose: Prose, *, whole: bool = False) -> Table:
    """The recommendations of a text, and every other paragraph of it with what it was taken for.

    `whole` says that the text is nothing but a list, as where it was pasted as one.
    """
    rows: list[Row] = []
    agency: str | None = None
    for part in sections_of(prose.paragraphs, whole=whole):
        if isinstance(part, Paragraph):
            rows.append(outside(part))
        else:
            rows += read_section(part)
    listed = any(row.listed for row in rows)
    columns = [Column("", "ref"), Column("", "recommendation")] if listed else []
    return Table(prose.name, agency, None, columns, rows)


def outside(paragraph: Paragraph) -> Row:
    text = plain_text(paragraph)
    kind = "heading" if is_title(paragraph, text) else "guidance" if NOTE.match(text) else "set_aside"
    return Row(paragraph.source, kind, OUTSIDE if kind == "set_aside" else None, cells={"Text": paragraph.said})


def sections_of(paragraphs: list[Paragraph], *, whole: bool) -> list[Paragraph | Section]:
    """The text cut into its lists of recommendations and the paragraphs outside them."""
    found: list[Paragraph | Section] = []
    open_: Section | None = None
    for place, paragraph in enumerate(paragraphs):
        text = plain_text(paragraph)
        mark = mark_of(text)
        explicit = mark is not None and mark.style == "explicit"
        if not explicit and opens_list(paragraph, text):
            open_ = Section(title_number(text))
            found.append(open_)
        elif open_ is not None and not explicit and closes(open_, paragraph, paragraphs[place + 1 :]):
            open_ = None
        elif open_ is None and explicit and mark is not None and not mentions(mark):
            open_ = Section()
            found.append(open_)
        (open_.paragraphs if open_ is not None else found).append(paragraph)
    if any(isinstance(part, Section) and part.style for part in found) or not may_be_list(paragraphs, whole=whole):
        return found
    return [Section("", list(paragraphs))]


def may_be_list(paragraphs: list[Paragraph], *, whole: bool) -> bool:
    """Whether a text with no title for its recommendations is a list all the same."""
    marks = [mark for paragraph in paragraphs if (mark := mark_of(plain_text(paragraph)))]
    if whole:
        return bool(marks)
    named = any(agency_in(plain_text(p)) for p in paragraphs if is_title(p, plain_text(p)))
    return named and len(paragraphs) <= LONGEST_PLAIN_LIST and sum(mark.style == "plain" for mark in marks) >= FEWEST


def mentions(mark: Mark) -> bool:
    """Whether a paragraph only speaks of a recommendation: "Recommendation 3 - see below" has little after it."""
    return mark.rest[:1].islower()


def title_number(text: str) -> str:
    found = TITLE_NUMBER.match(text)
    return found["ref"] if found else ""


def closes(section: Section, paragraph: Paragraph, after: list[Paragraph]) -> bool:
    """Whether a title ends a list: by its words, by the number of its chapter, or because no item comes under it."""
    text = plain_text(paragraph)
    if not is_title(paragraph, text):
        return False
    number, mark = title_number(text), mark_of(text)
    if closes_list(text) and agency_in(text) is None:
        return True
    elsewhere = section.number and number and not number.startswith(f"{section.number}.")
    if elsewhere and ("." in number or text.isupper() or paragraph.heading):
        return True
    if mark is not None or agency_in(text):
        return False
    following = next((plain_text(other) for other in after if not is_title(other, plain_text(other))), "")
    return (paragraph.heading or text.isupper()) and mark_of(following) is None


def read_section(section: Section) -> list[Row]:
    reading = ListReading(section.style)
    for paragraph, after in zip_longest(section.paragraphs, section.paragraphs[1:]):
        reading.last = after is None or is_numbered(reading, after)
        take(reading, paragraph, plain_text(paragraph))
    for row in reading.rows:
        if row.kind == "item" and not row.recommendation:
            emptied(row, reading.rows)
    return reading.rows


def is_numbered(reading: ListReading, paragraph: Paragraph) -> bool:
    mark = mark_of(plain_text(paragraph))
    return mark is not None and mark.style == reading.style


def emptied(row: Row, rows: list[Row]) -> None:
    """A numbered recommendation without text of its own: the title of its parts, or a gap that is pointed at."""
    if any(other.ref and other is not row and row.ref and other.ref[:-1] == row.ref for other in rows):
        row.kind, row.reason, row.listed, row.ref = "section", None, False, None
        for other in rows:
            if other.continues == row.source:
                other.kind, other.reason, other.continues = "set_aside", AROUND, None
    else:
        row.problems.append(Problem("error", None, NO_TEXT))


def take(reading: ListReading, paragraph: Paragraph, text: str) -> None:
    mark = mark_of(text)
    if not re.search(r"\w", text):
        reading.new_row(paragraph, "set_aside", AROUND)
    elif (mark is None or mark.style != "explicit") and opens_list(paragraph, text):
        take_title(reading, paragraph, text)
    elif mark is not None and mark.style == "plain" and reading.style == "plain" and is_agency(mark.rest, 60):
        take_title(reading, paragraph, mark.rest)
    elif mark is not None and mark.style == reading.style:
        take_marked(reading, paragraph, mark)
    elif mark is not None and reading.style == "explicit" and is_part(reading, mark):
        take_part(reading, paragraph, mark)
    elif mark is not None and mark.style == "dotted" and not under(reading, mark):
        reading.item = None
        reading.new_row(paragraph, "set_aside", AROUND)
    elif NOTE.match(text):
        reading.new_row(paragraph, "guidance")
    elif waits(reading) and not reading.last and is_agency(title_text(text)):
        name_item(reading, paragraph, title_text(text))
    elif mark is None and is_title(paragraph, text) and not goes_on(reading):
        take_title(reading, paragraph, text)
    elif reading.item is not None:
        go_on(reading, paragraph, text)
    else:
        reading.new_row(paragraph, "set_aside", AROUND)


def take_marked(reading: ListReading, paragraph: Paragraph, mark: Mark) -> None:
    """A paragraph numbered as the items are: a new one, unless its number belongs to a list within one."""
    if mark.style == "plain" and reading.item is not None and not counts_on(reading, paragraph, mark):
        go_on(reading, paragraph, plain_text(paragraph))
        return
    if mark.style == "plain":
        family = reading.family if reading.family in mark.values and reading.item else begins_as(mark)
        reading.family, reading.value, reading.depth = family, mark.values[family], paragraph.depth
    whom = mark.rest.strip("()–- :") if mark.style == "explicit" and is_agency(mark.rest.strip("()–- :"), 90) else None
    start(reading, paragraph, mark.ref, "" if whom else mark.rest)
    if whom and reading.item is not None:
        reading.item.agency = whom


def begins_as(mark: Mark) -> str:
    """How the first item of a list counts: "i" opens a list of roman numerals rather than the ninth of letters."""
    return min(mark.values, key=lambda family: mark.values[family])


def counts_on(reading: ListReading, paragraph: Paragraph, mark: Mark) -> bool:
    if paragraph.depth > reading.depth or reading.family not in mark.values:
        return False
    if mark.ref[-1:].isalpha() and "number" in mark.values:
        return 0 <= mark.values["number"] - reading.value <= 1
    return 0 < mark.values[reading.family] - reading.value <= FURTHEST_GAP


def start(reading: ListReading, paragraph: Paragraph, ref: str, text: str) -> None:
    row = reading.new_row(paragraph, "item", LISTED)
    row.listed, row.ref, row.recommendation = True, ref, text or None
    row.agency, row.section = reading.agency, reading.theme
    reading.item = row


def waits(reading: ListReading) -> bool:
    return reading.item is not None and not reading.item.recommendation


def goes_on(reading: ListReading) -> bool:
    """Whether the item above broke off in the middle of a sentence, or waits for its text."""
    said = reading.item.recommendation if reading.item is not None else None
    return reading.item is not None and (not said or ENDS.search(said) is None)


def is_part(reading: ListReading, mark: Mark) -> bool:
    """Whether "a) Social Care" stands under a recommendation that falls into parts."""
    return (
        reading.item is not None
        and "letter" in mark.values
        and (is_agency(mark.rest) or waits(reading) or (reading.item.ref or "")[-1:].isalpha())
    )


def take_part(reading: ListReading, paragraph: Paragraph, mark: Mark) -> None:
    above = reading.item.ref if reading.item is not None and reading.item.ref else ""
    base = above[:-1] if len(above) > 1 and above[-1].isalpha() and above[0].isdigit() else above
    whom = mark.rest if is_agency(mark.rest) else None
    start(reading, paragraph, base + mark.ref.lower(), "" if whom else mark.rest)
    if whom and reading.item is not None:
        reading.item.agency = whom


def under(reading: ListReading, mark: Mark) -> bool:
    """Whether 2.1 stands under the item 2."""
    return reading.item is not None and mark.ref.startswith(f"{reading.item.ref}.")


def name_item(reading: ListReading, paragraph: Paragraph, agency: str) -> None:
    """A line between a recommendation's number and its text that says to whom it is addressed."""
    item = reading.item
    assert item is not None
    item.agency = agency
    row = reading.new_row(paragraph, "continuation", f"Says to whom the recommendation at {item.source} is addressed.")
    row.continues = item.source


def take_title(reading: ListReading, paragraph: Paragraph, text: str) -> None:
    """A title between the items: the agency of those below, or their theme."""
    row = reading.new_row(paragraph, "section")
    reading.item, reading.family, reading.value = None, None, 0
    agency = agency_in(text)
    if agency or opens_list(paragraph, text):
        reading.agency, reading.theme = agency, None
    elif paragraph.heading or text.isupper() or text.endswith(":"):
        reading.theme = title_text(text)
    else:
        row.kind, row.reason = "set_aside", AROUND


def go_on(reading: ListReading, paragraph: Paragraph, text: str) -> None:
    """A paragraph or bullet that belongs to the item above."""
    item = reading.item
    assert item is not None
    item.recommendation = joined(item.recommendation or "", text) if BULLETED.match(text) else together(item, text)
    row = reading.new_row(paragraph, "continuation", f"Joined to the recommendation at {item.source}.")
    row.continues = item.source


def together(item: Row, text: str) -> str:
    said = item.recommendation or ""
    whole = ENDS.search(said) or BULLETED.match(said.rsplit("\n", 1)[-1])
    return f"{said}\n{text}" if said and whole else f"{said} {text}".strip()
