"""The words of a paragraph as they are printed: tracked insertions kept, deletions left out, content controls read."""

from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import itemgetter
from xml.etree.ElementTree import Element

from .parts import attribute, child, children, is_on, local, number

LEFT_OUT = {
    "del",
    "moveFrom",
    "delText",
    "instrText",
    "delInstrText",
    "rPr",
    "pPr",
    "sdtPr",
    "sdtEndPr",
    "sectPr",
    "rt",
}
DRAWN = {"drawing", "pict", "object"}
SIGNS = {
    "F0FE": "☒", "F0FD": "☒", "F078": "☒", "F052": "☑", "F0A8": "☐", "F06F": "☐", "F071": "☐", "F0FC": "✓", "F050": "✓",
    "F0FB": "✗", "F04F": "✗", "F0E0": "→", "F0B0": "°",
}  # fmt: skip
BREAKS = {"br": "\n", "cr": "\n", "tab": "\t", "ptab": "\t", "noBreakHyphen": "-"}
DEEPEST = 60


@dataclass
class Words:
    """What a paragraph says, in stretches of which each is struck through or not.

    `notes` are the numbers of the comments on it.
    """

    stretches: list[tuple[str, bool]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def add(self, text: str, struck: bool = False) -> None:
        """Set a stretch of text at the end."""
        if text:
            self.stretches.append((text, struck))

    @property
    def text(self) -> str:
        return clean("".join(text for text, _ in self.stretches))

    @property
    def standing(self) -> str:
        return clean("".join(text for text, struck in self.stretches if not struck))

    @property
    def crossed(self) -> tuple[str, ...]:
        """The words struck through, a stretch each."""
        runs = [
            clean("".join(text for text, _ in run)) for struck, run in groupby(self.stretches, itemgetter(1)) if struck
        ]
        return tuple(run for run in runs if run)


def clean(text: str) -> str:
    return text.replace("\u00a0", " ").strip()


def words_of(paragraph: Element) -> Words:
    """Read one paragraph. Raises RecursionError where elements are nested deeper than any real document's."""
    words = Words()
    inline(paragraph, words, 0)
    return words


def inline(element: Element, words: Words, depth: int) -> None:
    if depth > DEEPEST:
        raise RecursionError
    for part in element:
        name = local(part)
        if name in LEFT_OUT:
            continue
        if name == "r":
            run(part, words, depth)
        elif name == "sdt":
            control(part, words, depth)
        elif name == "AlternateContent":
            alternative(part, words, depth)
        else:
            inline(part, words, depth + 1)


def run(element: Element, words: Words, depth: int) -> None:
    properties = child(element, "rPr")
    struck = is_on(child(properties, "strike")) or is_on(child(properties, "dstrike"))
    for part in element:
        name = local(part)
        if name == "t":
            words.add(part.text or "", struck)
        elif name in BREAKS:
            words.add(BREAKS[name])
        elif name == "sym":
            words.add(SIGNS.get(attribute(part, "char").upper(), "•"))
        elif name == "fldChar":
            words.add(chosen(part))
        elif name == "AlternateContent":
            alternative(part, words, depth)
        elif name == "commentReference":
            words.notes.append(attribute(part, "id"))
        elif name in DRAWN:
            boxes(part, words, depth + 1)


def control(element: Element, words: Words, depth: int) -> None:
    """A content control: what is chosen or typed in it. One that still shows its prompt is blank."""
    properties = child(element, "sdtPr")
    if child(properties, "showingPlcHdr") is not None:
        return
    for content in children(element, "sdtContent"):
        inline(content, words, depth + 1)


def picked_day(cell: Element, text: str) -> date | None:
    """The true date of a date picker that holds the whole text of a cell."""
    for control in cell.iter():
        picker = child(child(control, "sdtPr"), "date") if local(control) == "sdt" else None
        if picker is None:
            continue
        shown = "".join(word.text or "" for word in control.iter() if local(word) == "t")
        if clean(shown) == text:
            return day_of(attribute(picker, "fullDate"))
    return None


def day_of(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None


def alternative(element: Element, words: Words, depth: int) -> None:
    """The same thing drawn in two ways, for new and for old programs: it is read once."""
    first = next(iter(element), None)
    if first is None:
        return
    boxes(first, words, depth + 1)
    if local(first) == "Choice" and not any(local(part) in DRAWN for part in first):
        inline(first, words, depth + 1)


def boxes(element: Element, words: Words, depth: int) -> None:
    """The text of a text box, on lines of its own."""
    if depth > DEEPEST:
        raise RecursionError
    for part in element:
        name = local(part)
        if name == "txbxContent":
            for paragraph in part.iter():
                if local(paragraph) == "p":
                    words.add("\n")
                    inline(paragraph, words, depth + 1)
            words.add("\n")
        elif name == "AlternateContent":
            alternative(part, words, depth)
        elif name != "Fallback":
            boxes(part, words, depth + 1)


def chosen(field_mark: Element) -> str:
    """The entry chosen in a drop-down of an old form, which stands nowhere as text."""
    listed = child(child(field_mark, "ffData"), "ddList")
    if listed is None:
        return ""
    entries = [attribute(entry) for entry in children(listed, "listEntry")]
    at = number(child(listed, "result"), without=number(child(listed, "default")))
    return entries[at] if 0 <= at < len(entries) else ""
