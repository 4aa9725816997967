"""The columns of a table: where its headings stand and what each column means."""

import hashlib
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from .colours import colour_word
from .grid import Cell, Line
from .headings import meaning
from .keys import Key
from .proposal import Column

Say = Mapping[str, str]  # a person's own say of what columns are: their headings or letters, each with its field

RECOMMENDATION_TEXT = re.compile(r"^\s*rec(?:ommendation)?s?\b[\s.:]*(?:no\.?\s*)?[0-9ivx]", re.IGNORECASE)
STATUS_HEADING = re.compile(r"\b(?:b?rag+|status|progress|rating)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Layout:
    """The headings of a table by column number, and the row they stand in.

    `printed` are the rows the headings stand in, one or two. `fingerprint` is the same for all tables with the same
    headings; None where there are none.
    """

    heading_row: int
    columns: dict[int, Column]
    printed: tuple[Line, ...] = ()
    fingerprint: str | None = None
    _found: dict[tuple[str, ...], list[int]] = field(default_factory=dict, compare=False, repr=False)

    def of(self, *fields: str) -> list[int]:
        """The columns that mean one of the fields, from left to right."""
        found = self._found.get(fields)
        if found is None:
            found = [column for column, one in self.columns.items() if one.field in fields]
            self._found[fields] = found
        return found

    def has(self, *fields: str) -> bool:
        return bool(self.of(*fields))

    def text(self, cells: dict[int, Cell], *fields: str) -> str:
        """What the cells of the fields say, one under the other."""
        texts = [cells[column].text for column in self.of(*fields) if column in cells]
        return texts[0] if len(texts) == 1 else "\n".join(texts)

    @property
    def fields(self) -> list[str]:
        return [column.field for column in self.columns.values()]

    @property
    def first(self) -> int:
        return min(self.columns)

    def named(self, cells: dict[int, Cell]) -> dict[str, str]:
        """The cells by heading; a column beyond the headings goes by its letter."""
        return {self.name_of(column): cells[column].text for column in sorted(cells)}

    def name_of(self, column: int) -> str:
        return self._names.get(column) or f"Column {letter(column)}"

    @cached_property
    def typed(self) -> list[dict[int, str]]:
        """The headings as printed, row by row, by column."""
        return [{column: folded(cell.text) for column, cell in row.cells.items()} for row in self.printed]

    @cached_property
    def rated(self) -> list[int]:
        """The columns whose colours speak of a status."""
        return [
            column
            for column, found in self.columns.items()
            if found.field == "rag" or STATUS_HEADING.search(found.heading)
        ]

    @cached_property
    def _names(self) -> dict[int, str]:
        return {column: found.heading for column, found in self.columns.items()}


def letter(column: int) -> str:
    """Column 1 is A, 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def laid_out(
    heading: Line,
    below: list[Line],
    *,
    printed: tuple[Line, ...] = (),
    hidden: Collection[int] = (),
    says: Mapping[str, Say] | None = None,
) -> Layout:
    """The layout that a heading row gives, with the columns under no heading that hold something.

    `says` holds what a person said of columns, by the layout's fingerprint or, for every layout, by "".
    """
    columns = {column: Column(cell.text, meaning(cell.text).field) for column, cell in sorted(heading.cells.items())}
    mark = fingerprint_of([column.heading for column in columns.values()])
    for line in below:
        for column in line.cells:
            columns.setdefault(column, Column("", "other"))
        for column in line.colours:
            if column not in columns and min(columns) <= column <= max(columns) + 1:
                columns[column] = Column("", "rag")
    columns = settled(distinct(dict(sorted(columns.items()))), below)
    for key in ("", mark or ""):
        columns = as_said(columns, (says or {}).get(key, {}))
    columns = {place: replace(column, hidden=place in hidden) for place, column in columns.items()}
    return Layout(heading.number, columns, printed or (heading,), mark)


def fingerprint_of(headings: list[str]) -> str | None:
    """The mark of a layout: the same for the same headings in the same order, whatever their capitals and spaces."""
    folded = [plainly(heading) for heading in headings]
    if not any(folded):
        return None
    return hashlib.sha256("|".join(folded).encode()).hexdigest()[:16]


def plainly(heading: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", heading.lower()))


def as_said(columns: dict[int, Column], say: Say) -> dict[int, Column]:
    """The columns as a person said they are, each named by its letter or by its heading."""
    if not say:
        return columns
    wanted = {plainly(name): meant for name, meant in say.items()}
    said: dict[int, Column] = {}
    for place, column in columns.items():
        meant = wanted.get(plainly(column.heading)) if column.heading else None
        meant = meant or say.get(letter(place))
        said[place] = replace(column, field=meant, chosen=True) if meant else column
    return said


def distinct(columns: dict[int, Column]) -> dict[int, Column]:
    """The same heading twice is told apart by a number, so that no cell hides another."""
    seen: dict[str, int] = {}
    for place, column in columns.items():
        if not column.heading:
            continue
        seen[column.heading] = seen.get(column.heading, 0) + 1
        if seen[column.heading] > 1:
            columns[place] = replace(column, heading=f"{column.heading} ({seen[column.heading]})")
    return columns


def settled(columns: dict[int, Column], below: list[Line]) -> dict[int, Column]:
    """Meanings that the rest of the table decides: a plan with measures and no actions means the measures."""
    for place, column in columns.items():
        if column.field == "other" and holds_colours(place, below):
            columns[place] = replace(column, field="rag")
    fields = {column.field for column in columns.values()}
    if "recommendation" not in fields:
        for place, column in columns.items():
            if column.field in ("agency", "theme") and holds_recommendations(place, below):
                columns[place] = replace(column, field="recommendation")
                break
    dated = [place for place, column in columns.items() if column.field == "timescale"]
    reviewed = [place for place in dated if columns[place].heading.lower().startswith("review")]
    if len(reviewed) < len(dated):
        for place in reviewed:
            columns[place] = replace(columns[place], field="other")
    if "action" not in fields and "recommendation" not in fields:
        for field in ("outcome_measure", "outcome_sought"):
            at = [place for place, column in columns.items() if column.field == field]
            if at:
                columns[at[0]] = replace(columns[at[0]], field="action")
                break
    return columns


def holds_colours(column: int, below: list[Line]) -> bool:
    """Whether a column whose heading says nothing, such as B, shows little but the colours of a status."""
    rows = [line for line in below if len(line.cells) > 1]
    coloured = sum(column in line.colours and line.colours[column] not in alike(line, column) for line in rows)
    wordy = sum(len(line.cells[column].text) > 12 for line in rows if column in line.cells)
    return coloured > 1 and coloured * 2 >= len(rows) and not wordy


def alike(line: Line, column: int) -> set[str]:
    """The colours of the cells beside one: where they are the same the row is banded, and no status is meant."""
    return {line.colours[other] for other in (column - 1, column + 1) if other in line.colours}


def holds_recommendations(column: int, below: list[Line]) -> bool:
    texts = [line.cells[column].text for line in below if column in line.cells and len(line.cells) > 1]
    return bool(texts) and sum(bool(RECOMMENDATION_TEXT.match(text)) for text in texts) * 2 >= len(texts)


def status_of(layout: Layout, line: Line, key: Key) -> tuple[str | None, str | None]:
    """The status colour of a row, and what the key says of it.

    It stands in the rating column, or in one whose heading speaks of status; where the sheet has a key, also a row
    coloured from end to end in one of its colours shows a status.
    """
    for column in layout.rated:
        fill, colour = line.fills.get(column), line.colours.get(column)
        meaning = key.meaning(fill, colour)
        if colour or (fill and meaning):
            return colour or colour_word(fill or ""), meaning
    fills = [line.fills[column] for column in line.cells if column in line.fills]
    fill = max(set(fills), key=fills.count, default=None)
    if fill and fill in key.fills and len(line.cells) > 2 and fills.count(fill) * 2 > len(line.cells):
        return colour_word(fill), key.fills[fill]
    return None, None


def same_headings(layout: Layout, line: Line) -> bool:
    """Whether a row types the headings again, as at the top of a page."""
    if len(line.cells) < 2:
        return False
    for row in layout.typed:
        alike = sum(
            column in row and len(cell.text) < 2 * len(row[column]) + 9 and folded(cell.text) == row[column]
            for column, cell in line.cells.items()
        )
        if alike * 10 >= len(line.cells) * 6:
            return True
    return False


def folded(text: str) -> str:
    return " ".join(text.lower().split())


def title_of(line: Line) -> list[str]:
    """What a row of the titles says: its one text, or a label with its value."""
    texts = line.texts
    if len(texts) == 1:
        return texts
    return (
        [f"{texts[0].rstrip(':')}: {texts[1]}"]
        if len(texts) == 2 and re.match(r"(?:lead )?(?:agency|organisation)", texts[0], re.IGNORECASE)
        else []
    )
