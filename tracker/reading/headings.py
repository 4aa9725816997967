"""What a column heading means, and which row of a sheet holds the headings.

A heading is known by the first telling phrase in it; of two that begin at the same place the longer one
counts. So "Leadership: who will chase progress" is a lead, and "Progress against agreed action" is progress.
"""

import re
from dataclasses import dataclass

from .grid import Cell, Line
from .wordings import ONLY_ALONE, PATTERNS, PHRASES


def phrases_of(text: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in text.split("|")]


MEANING = {phrase: field for field, text in PHRASES.items() for phrase in phrases_of(text)}
# Words that tell only where they are the whole heading.
WHOLE_ONLY = frozenset(phrases_of(ONLY_ALONE))
# Longest first, so that of two phrases that begin together the longer one is found.
PHRASE = re.compile(
    r"(?<![a-z0-9])(?:" + "|".join(re.escape(p) for p in sorted(MEANING, key=len, reverse=True)) + r")(?![a-z0-9])"
)
COMPANY = [(re.compile(pattern), field) for pattern, field in PATTERNS]
LONGEST_HEADING = 160
CORE = {"action", "recommendation", "timescale", "lead", "outcome_sought"}
# A heading of a plan that has a column for each month, quarter or week.
PERIOD = re.compile(
    r"(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*[\s.'’/-]*(?:[0-9]{2}){0,2}$"
    r"|(?:q|quarter|week|wk|month)\s*[0-9]{1,2}(?:[\s/-]+[0-9/-]{2,9})?$",
    re.IGNORECASE,
)
GIVEN_BACK = re.compile(r"tracker (?:reference|status|deadline|progress)$")


@dataclass(frozen=True)
class Meaning:
    """The field a heading means, and whether the heading says so plainly enough to know a heading row by it."""

    field: str
    plain: bool


def bare(heading: str) -> str:
    """The heading in small letters, without brackets and marks: what the phrases are looked for in."""
    text = re.sub(r"\s+", " ", heading.lower().replace("’", "'")).strip()
    without = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text)
    text = without if re.search(r"[a-z#№]", without) else text
    text = re.sub(r"\s*/\s*", " / ", text)
    return re.sub(r"[.:*_,]+", " ", text).strip()


def meaning(heading: str) -> Meaning:
    """What a heading means; `other` where nothing in it tells. The fields are the keys of PHRASES."""
    text = re.sub(r"\s+", " ", bare(heading)).strip(" ?-,;")
    if not text or len(text) > LONGEST_HEADING:
        return Meaning("other", False)
    joined = re.sub(r"\s/\s", " ", text)
    if GIVEN_BACK.match(joined):
        return Meaning("other", True)
    if joined in MEANING and not re.search(r"\bactual", heading, re.IGNORECASE):
        return Meaning(MEANING[joined], True)
    whole = re.sub(r"\s+", " ", heading.lower().replace("’", "'")).strip()
    for pattern, field in COMPANY:
        if pattern.search(whole):
            return Meaning(field, len(whole.split()) <= 16)
    found = first_phrase(joined)
    if found is None:
        return Meaning("other", False)
    words_before = len(joined[: found.start()].split())
    share = len(found[0].split()) / len(joined.split())
    plain = (words_before == 0 and (len(joined.split()) <= 8 or "?" in heading or "(" in heading)) or share >= 0.5
    return Meaning(MEANING[found[0]], plain)


def first_phrase(text: str) -> re.Match[str] | None:
    """The first telling phrase; words that tell only when they stand alone are passed over."""
    for found in PHRASE.finditer(text):
        if found[0] not in WHOLE_ONLY:
            return found
    weak = PHRASE.search(text)
    return weak if weak and len(text.split()) <= 4 else None


def heading_fields(line: Line) -> dict[int, Meaning]:
    return {column: meaning(cell.text) for column, cell in line.cells.items() if heading_like(cell)}


def heading_like(cell: Cell) -> bool:
    return cell.day is None and len(cell.text) <= LONGEST_HEADING and re.search(r"[A-Za-z#№]", cell.text) is not None


def is_heading_row(line: Line, *, strict: bool = False) -> bool:
    """Whether a row holds column headings: two or more telling ones, one of them at the core of a plan.

    `strict` is for rows below a heading row already found, where a row of data must not be taken for one.
    """
    if len(line.cells) < 2 or (strict and sum(map(heading_like, line.cells.values())) < 0.8 * len(line.cells)):
        return False
    plain = {column: found.field for column, found in heading_fields(line).items() if found.plain}
    fields = {field for field in plain.values() if field != "other"}
    if len(fields) < 2 or not fields & CORE:
        return False
    periods = sum(cell.day is not None or PERIOD.match(cell.text) is not None for cell in line.cells.values())
    share = len(plain) / max(len(line.cells) - (periods if len(fields) > 2 else 0), 1)
    if strict:
        return len(fields) >= 3 and share >= 0.8 and not any(sentence(cell) for cell in line.cells.values())
    return share >= 0.6 or len(fields) >= 4


def sentence(cell: Cell) -> bool:
    """A full sentence is data; "No." and "Ref. no." are headings."""
    return len(cell.text) > 20 and cell.text.endswith(".")
