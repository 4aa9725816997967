"""The numbers and bullets that Word sets before paragraphs: they stand in no text, and a reference may be one."""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .parts import attribute, child, children, is_on, local, number

BULLET = "•"
ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"),
         (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
HIGHEST = 100_000
DEEPEST = 8


@dataclass(frozen=True)
class Level:
    """How the paragraphs of one level of a list are numbered; `text` is such as "%1.%2)"."""

    start: int = 1
    form: str = "decimal"
    text: str = ""
    legal: bool = False


@dataclass
class NumberedList:
    """One list: its levels, and those that this use of it starts anew."""

    abstract: str
    levels: dict[int, Level]
    starts: dict[int, int] = field(default_factory=dict)


class Numbering:
    """Counts the paragraphs of the lists of one document. They must be asked for in the document's order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self.lists = lists_of(numbering)
        self.styles = styles_of(styles)
        self.counters: dict[str, dict[int, int]] = {}
        self.begun: set[str] = set()

    def style_named(self, properties: Element | None) -> Element | None:
        return self.styles.get(attribute(child(properties, "pStyle")))

    def label(self, properties: Element | None) -> tuple[str, int]:
        """The number or bullet before a paragraph and its level; ("", 0) where there is none."""
        own = child(properties, "numPr")
        used, depth = self.used(own, self.style_named(properties))
        listed = self.lists.get(used)
        if listed is None or not 0 <= depth <= DEEPEST:
            return "", 0
        return self.counted(used, listed, depth), depth

    def used(self, own: Element | None, style: Element | None) -> tuple[str, int]:
        """Which list, and which level of it, by the paragraph itself or by its style and those it is based on."""
        number_of, level = child(own, "numId"), child(own, "ilvl")
        for _ in range(10):
            if number_of is not None and level is not None:
                break
            if style is None:
                break
            given = child(child(style, "pPr"), "numPr")
            number_of = child(given, "numId") if number_of is None else number_of
            level = child(given, "ilvl") if level is None else level
            style = self.styles.get(attribute(child(style, "basedOn")))
        return attribute(number_of), number(level)

    def counted(self, used: str, listed: NumberedList, depth: int) -> str:
        counters = self.counters.setdefault(listed.abstract, {})
        if used not in self.begun:
            self.begun.add(used)
            for level, start in listed.starts.items():
                counters[level] = start - 1
        first = listed.levels.get(depth, Level()).start
        counters[depth] = min(counters.get(depth, first - 1) + 1, HIGHEST)
        for deeper in [level for level in counters if level > depth]:
            del counters[deeper]
        return written(listed, counters, depth)


def written(listed: NumberedList, counters: dict[int, int], depth: int) -> str:
    level = listed.levels.get(depth, Level())
    if level.form == "bullet":
        return BULLET
    if level.form == "none":
        return ""

    def place(found: re.Match[str]) -> str:
        at = int(found[1]) - 1
        other = listed.levels.get(at, Level())
        return numeral(counters.get(at, other.start), "decimal" if level.legal else other.form)

    return re.sub(r"%([1-9])", place, level.text).strip()


def numeral(value: int, form: str) -> str:
    """A number as Word writes it: 3, iii, C, 03."""
    if form in ("lowerLetter", "upperLetter") and value > 0:
        letters = chr(97 + (value - 1) % 26) * min((value - 1) // 26 + 1, 5)
        return letters.upper() if form == "upperLetter" else letters
    if form in ("lowerRoman", "upperRoman") and 0 < value < 4000:
        letters = ""
        for worth, sign in ROMAN:
            times, value = divmod(value, worth)
            letters += sign * times
        return letters.upper() if form == "upperRoman" else letters
    return f"{value:02}" if form == "decimalZero" else str(value)


def lists_of(numbering: Element | None) -> dict[str, NumberedList]:
    abstracts: dict[str, dict[int, Level]] = {}
    for abstract in children(numbering, "abstractNum"):
        abstracts[attribute(abstract, "abstractNumId")] = {
            number(level, "ilvl"): level_of(level) for level in children(abstract, "lvl")
        }
    found: dict[str, NumberedList] = {}
    for use in children(numbering, "num"):
        abstract_id = attribute(child(use, "abstractNumId"))
        listed = NumberedList(abstract_id, dict(abstracts.get(abstract_id, {})))
        for override in children(use, "lvlOverride"):
            at = number(override, "ilvl")
            if (new := child(override, "lvl")) is not None:
                listed.levels[at] = level_of(new)
            if (start := child(override, "startOverride")) is not None:
                listed.starts[at] = number(start, without=1)
        found[attribute(use, "numId")] = listed
    return found


def level_of(level: Element) -> Level:
    return Level(
        start=number(child(level, "start"), without=1),
        form=attribute(child(level, "numFmt")) or "decimal",
        text=attribute(child(level, "lvlText")),
        legal=is_on(child(level, "isLgl")),
    )


def styles_of(styles: Element | None) -> dict[str, Element]:
    if styles is None:
        return {}
    return {attribute(style, "styleId"): style for style in styles if local(style) == "style"}
