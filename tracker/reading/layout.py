"""The columns of a table: where its headings stand and what each column means."""

import re
from dataclasses import dataclass

from .grid import Cell, Grid, Line
from .headings import meaning
from .proposal import Column

RECOMMENDATION_TEXT = re.compile(r"^\s*rec(?:ommendation)?s?\b[\s.:]*(?:no\.?\s*)?[0-9ivx]", re.IGNORECASE)
STATUS_HEADING = re.compile(r"\b(?:b?rag+|status|progress|rating)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Layout:
    """The headings of a table by column number, and the row they stand in."""

    heading_row: int
    columns: dict[int, Column]

    def of(self, *fields: str) -> list[int]:
        """The columns that mean one of the fields, from left to right."""
        return [column for column, found in self.columns.items() if found.field in fields]

    def has(self, *fields: str) -> bool:
        return bool(self.of(*fields))

    def text(self, cells: dict[int, Cell], *fields: str) -> str:
        """What the cells of the fields say, one under the other."""
        return "\n".join(cells[column].text for column in self.of(*fields) if column in cells)

    @property
    def fields(self) -> list[str]:
        return [column.field for column in self.columns.values()]

    @property
    def first(self) -> int:
        return min(self.columns)

    def named(self, cells: dict[int, Cell]) -> dict[str, str]:
        """The cells by heading; a column beyond the headings goes by its letter."""
        return {self.name_of(column): cell.text for column, cell in sorted(cells.items())}

    def name_of(self, column: int) -> str:
        found = self.columns.get(column)
        return found.heading if found and found.heading else f"Column {letter(column)}"


def letter(column: int) -> str:
    """Column 1 is A, 28 is AB."""
    name = ""
    while column:
        column, rest = divmod(column - 1, 26)
        name = chr(65 + rest) + name
    return name


def laid_out(heading: Line, below: list[Line]) -> Layout:
    """The layout that a heading row gives, with the columns under no heading that hold something."""
    columns = {column: Column(cell.text, meaning(cell.text).field) for column, cell in sorted(heading.cells.items())}
    for line in below:
        for column in line.cells:
            columns.setdefault(column, Column("", "other"))
        for column in line.colours:
            if column not in columns and min(columns) <= column <= max(columns) + 1:
                columns[column] = Column("", "rag")
    columns = distinct(dict(sorted(columns.items())))
    return Layout(heading.number, settled(columns, below))


def distinct(columns: dict[int, Column]) -> dict[int, Column]:
    """The same heading twice is told apart by a number, so that no cell hides another."""
    seen: dict[str, int] = {}
    for place, column in columns.items():
        if not column.heading:
            continue
        seen[column.heading] = seen.get(column.heading, 0) + 1
        if seen[column.heading] > 1:
            columns[place] = Column(f"{column.heading} ({seen[column.heading]})", column.field)
    return columns


def settled(columns: dict[int, Column], below: list[Line]) -> dict[int, Column]:
    """Meanings that the rest of the table decides: a plan with measures and no actions means the measures."""
    fields = {column.field for column in columns.values()}
    if "recommendation" not in fields:
        for place, column in columns.items():
            if column.field in ("agency", "theme") and holds_recommendations(place, below):
                columns[place] = Column(column.heading, "recommendation")
                break
    dated = [place for place, column in columns.items() if column.field == "timescale"]
    reviewed = [place for place in dated if columns[place].heading.lower().startswith("review")]
    if len(reviewed) < len(dated):
        for place in reviewed:
            columns[place] = Column(columns[place].heading, "other")
    if "action" not in fields and "recommendation" not in fields:
        for field in ("outcome_measure", "outcome_sought"):
            at = [place for place, column in columns.items() if column.field == field]
            if at:
                columns[at[0]] = Column(columns[at[0]].heading, "action")
                break
    return columns


def holds_recommendations(column: int, below: list[Line]) -> bool:
    texts = [line.cells[column].text for line in below if column in line.cells and len(line.cells) > 1]
    return bool(texts) and sum(bool(RECOMMENDATION_TEXT.match(text)) for text in texts) * 2 >= len(texts)


def colour_of(layout: Layout, line: Line) -> str | None:
    """The status colour of a row: of its rating column, or of a column whose heading speaks of status."""
    for column, found in layout.columns.items():
        colour = line.colours.get(column)
        if colour and (found.field == "rag" or STATUS_HEADING.search(found.heading)):
            return colour
    return None


def same_headings(layout: Layout, line: Line) -> bool:
    """Whether a row types the headings again, as at the top of a page."""
    same = sum(
        column in layout.columns
        and " ".join(cell.text.lower().split()) == " ".join(layout.columns[column].heading.lower().split())
        for column, cell in line.cells.items()
    )
    return len(line.cells) > 1 and same * 10 >= len(line.cells) * 6


def blocks(grid: Grid, headings: list[Line]) -> list[tuple[Line | None, list[Line]]]:
    """The lines of a sheet cut at its heading rows; the first block, above them all, has no heading."""
    lines = list(grid.filled)
    numbers = {line.number for line in headings}
    cut: list[tuple[Line | None, list[Line]]] = [(None, [])]
    for line in lines:
        if line.number in numbers:
            cut.append((line, []))
        else:
            cut[-1][1].append(line)
    return cut
