"""Tables of plain values on their way out, as text that every office program can hold."""

import re
from dataclasses import dataclass, field
from datetime import date

Value = str | date | None

LONGEST_CELL = 32_000  # a cell of a workbook holds 32,767
NOT_IN_A_FILE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")


@dataclass
class Plain:
    """A table with its titles. A row of one cell stands over the whole width."""

    name: str
    headings: tuple[str, ...]
    rows: list[tuple[Value, ...]] = field(default_factory=list)
    titles: tuple[str, ...] = ()


def clean(text: str) -> str:
    """The same without signs that would break a file, its line breaks kept, and not longer than a cell may be."""
    text = NOT_IN_A_FILE.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def spoken(value: Value) -> str:
    """A value as words: a date as 8 April 2015."""
    return f"{value.day} {value:%B %Y}" if isinstance(value, date) else clean(value or "")
