"""The key of a sheet: what its colours mean, in its own words."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from .colours import named_colour
from .grid import Line

TITLE = re.compile(
    r"^\s*(?:(?:b?rag+|colour|color|status|rating)\s+)*(?:key|legend|ratings?)\b\s*[:.–-]?", re.IGNORECASE
)
COLOUR = r"red|amber|yellow|orange|green|blue|purple|grey|gray|white|black"
NAMED = re.compile(rf"^\s*(?P<colour>{COLOUR})\b\s*[=:–-]*\s*(?P<words>.*)$", re.IGNORECASE | re.DOTALL)
PAIRS = re.compile(
    rf"\b(?P<colour>{COLOUR})\b\s*[=:–-]\s*(?P<words>[^,;|\n]+?)\s*(?=[,;|\n]|\b(?:{COLOUR})\b\s*[=:–-]|$)",
    re.IGNORECASE,
)
STATUS = re.compile(
    r"\b(?:complete[d]?|not (?:yet )?(?:started|due|complete)|on[ -]?(?:track|target|schedule|going)"
    r"|off[ -]?(?:track|target)|at risk|overdue|delay(?:ed)?|behind|in progress|under ?way|started|closed|achieved"
    r"|slipp(?:ed|ing|age)|no concerns?|outstanding|implemented|embedded|cancelled|signed off)\b",
    re.IGNORECASE,
)
LONGEST = 120


@dataclass
class Key:
    """What colours mean: by six hexadecimal digits, and by name. `lines` are the numbers of its rows."""

    fills: dict[str, str] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    lines: set[int] = field(default_factory=set)

    def meaning(self, fill: str | None, name: str | None) -> str | None:
        """The key's words for a fill, or for a colour known by its name only; None where it says nothing of it."""
        return self.fills.get(fill or "") or self.names.get((name or "").strip().lower())


def key_of(lines: Iterable[Line]) -> Key:
    """The key that stands among the lines of a sheet; empty where there is none.

    A row of a key shows colours with words and nothing else: under a title that says so, or several of them together
    in the words of a status.
    """
    key = Key()
    titled = False
    alone: list[tuple[int, list[tuple[str, str]]]] = []
    for line in lines:
        text = next(iter(line.cells.values())).text
        shown = entries(line) if line.fills else []
        if len(line.cells) == 1 and not shown and (TITLE.match(text) or (titled and NAMED.match(text))):
            titled = True
            spelt_out(key, text)
            key.lines.add(line.number)
        elif shown and titled and all(named_colour(fill) or tells(words) for fill, words in shown):
            add(key, line.number, shown)
        elif shown and all(tells(words) for _, words in shown):
            alone.append((line.number, shown))
        else:
            titled = False
    numbers = {number for number, _ in alone}
    for number, shown in alone:
        if len(shown) > 1 or numbers & {number - 1, number + 1}:
            add(key, number, shown)
    return key


def tells(words: str) -> bool:
    return STATUS.search(words) is not None or NAMED.match(words) is not None


def add(key: Key, number: int, shown: list[tuple[str, str]]) -> None:
    key.lines.add(number)
    for fill, words in shown:
        take(key, fill, words)


def entries(line: Line) -> list[tuple[str, str]]:
    """The colours of a row with their words, in the coloured cell or beside it; [] where it says more than that."""
    found: list[tuple[str, str]] = []
    told: set[int] = set()
    for column, fill in sorted(line.fills.items()):
        at = column if column in line.cells else column + 1
        if at in line.cells and (at == column or at not in line.fills) and len(line.cells[at].text) <= LONGEST:
            told.add(at)
            beside = line.cells.get(column + 1) if at == column and column + 1 not in line.fills else None
            words = line.cells[at].text
            if beside is not None and len(beside.text) <= LONGEST:
                told.add(column + 1)
                words = f"{words} {beside.text}"
            found.append((fill, words))
    rest = [cell.text for column, cell in line.cells.items() if column not in told]
    different = len({fill for fill, _ in found}) == len(found)  # one colour from end to end is a coloured row
    return found if different and all(TITLE.match(text) for text in rest) else []


def take(key: Key, fill: str, words: str) -> None:
    named = NAMED.match(words)
    meaning = " ".join((named["words"] if named and named["words"] else words).split())
    key.fills.setdefault(fill, meaning)
    if named:
        key.names.setdefault(named["colour"].lower(), meaning)


def spelt_out(key: Key, text: str) -> None:
    """A key in words alone: Red = overdue, Green = complete."""
    for pair in PAIRS.finditer(text):
        key.names.setdefault(pair["colour"].lower(), " ".join(pair["words"].split()))
