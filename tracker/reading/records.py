"""Plans of one record a page: labels down the left and their values beside them, turned into rows under headings."""

import re
from dataclasses import dataclass, field

from .grid import Cell, Grid, Line
from .headings import CORE, heading_like, meaning
from .items import halves
from .kinds import carries_on

FEWEST_LABELS = 3
LONGEST_LABEL = 80
MOST_CELLS = 4
NUMBER = "Recommendation no."
NUMBERED = re.compile(r"(recommendation)\s+(?:no\.?\s*)?([0-9]{1,3}[a-z]?|[ivx]{1,5})$", re.IGNORECASE)
ENOUGH = 0.6  # of the rows must begin with a label


@dataclass
class Record:
    """One record: where it begins, its values by label, and the other rows it is written in."""

    line: Line
    values: dict[str, Cell] = field(default_factory=dict)
    others: list[Line] = field(default_factory=list)
    last: list[str] = field(default_factory=list)


@dataclass
class Turned:
    """A sheet of records as a table: its labels as headings, a line for each record, and the rows around them."""

    heading: Line
    lines: list[Line]
    records: list[Record]
    above: list[Line]


def turned(grid: Grid) -> Turned | None:
    """The records of a sheet or table as rows, None where it is not written so."""
    lines = list(grid.filled)
    if not is_records(lines):
        return None
    above, records = records_of(lines)
    labels = list(dict.fromkeys(label for record in records for label in record.values))
    columns = {label: number for number, label in enumerate(labels, 1)}
    heading = Line(lines[0].number, {number: Cell(label) for label, number in columns.items()})
    rows = [
        Line(
            record.line.number,
            {columns[label]: cell for label, cell in sorted(record.values.items(), key=lambda one: columns[one[0]])},
            hidden=record.line.hidden,
        )
        for record in records
    ]
    return Turned(heading, rows, records, above)


def is_records(lines: list[Line]) -> bool:
    """Whether most rows are a label and its value, and the labels are those of a plan."""
    paired = [line for line in lines if len(line.cells) > 1]
    if len(paired) < FEWEST_LABELS or any(len(line.cells) > MOST_CELLS for line in lines):
        return False
    labelled = [line for line in paired if pairs(line)]
    fields = {meaning(label).field for line in labelled for label, _ in pairs(line)} - {"other"}
    return len(labelled) >= ENOUGH * len(lines) and len(fields) >= FEWEST_LABELS and bool(fields & (CORE - {"lead"}))


def pairs(line: Line) -> list[tuple[str, Cell]]:
    """The labels of a row with their values; [] where its cells are not so. A row of nothing but labels has none."""
    cells = [cell for _, cell in sorted(line.cells.items())]
    if len(cells) not in (2, MOST_CELLS) or not all(is_label(cell) for cell in cells[::2]):
        return []
    found = list(zip(cells[::2], cells[1::2], strict=True))
    if all(is_label(value) and meaning(value.text).field != meaning(label.text).field for label, value in found):
        return []
    return [part for label, value in found for part in named(label, value)]


def named(label: Cell, value: Cell) -> list[tuple[str, Cell]]:
    """A label with its value; "Recommendation 2" is the label of its text and of its number."""
    name = name_of(label)
    numbered = NUMBERED.match(name)
    return [(NUMBER, Cell(numbered[2])), (numbered[1], value)] if numbered else [(name, value)]


def is_label(cell: Cell) -> bool:
    found = meaning(cell.text) if heading_like(cell) and len(cell.text) <= LONGEST_LABEL else None
    return found is not None and found.plain and found.field != "other"


def name_of(label: Cell) -> str:
    return re.sub(r"\s*[:–-]\s*$", "", " ".join(label.text.split()))


def records_of(lines: list[Line]) -> tuple[list[Line], list[Record]]:
    """The rows above the first record, and the records. A label that comes again begins a new one."""
    above: list[Line] = []
    records: list[Record] = []
    for line in lines:
        found = pairs(line)
        if not found and not records:
            above.append(line)
        elif not found:
            take_other(records[-1], line)
        elif not records or any(label in records[-1].values for label, _ in found):
            records.append(Record(line, dict(found), last=[label for label, _ in found]))
        else:
            record = records[-1]
            record.values.update(found)
            record.others.append(line)
            record.last = [label for label, _ in found]
    return above, records


def take_other(record: Record, line: Line) -> None:
    """A row within a record: a label with nothing beside it, a label that is not known, or more of the value above."""
    cells = [cell for _, cell in sorted(line.cells.items())]
    record.others.append(line)
    if len(cells) == 1 and is_label(cells[0]):
        record.last = [name_of(cells[0])]
    elif len(cells) == 1:
        goes_on = (one for one in record.last if one in record.values and breaks_off(record.values[one], cells[0]))
        add(record, next(goes_on, record.last[0]), cells[0])
    else:
        record.last = [name_of(cells[0])]
        add(record, record.last[0], Cell("\n".join(cell.text for cell in cells[1:])) if len(cells) > 2 else cells[1])


def breaks_off(before: Cell, after: Cell) -> bool:
    return before.day is None and carries_on(before.text, after.text) and len(before.text.split()) > 2


def add(record: Record, label: str, cell: Cell) -> None:
    before = record.values.get(label)
    record.values[label] = halves(before, cell) if before else cell
