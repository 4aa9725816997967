"""The rows of a sheet, each taken once: what it is, which item it belongs to, whose heading it stands under."""

import re
from dataclasses import dataclass, field

from .agencies import agency_of
from .grid import Cell, Grid, Line
from .items import Draft, finished
from .keys import Key
from .kinds import EXAMPLE, NOTE, is_example, is_guidance, is_ref, is_wide, single_kind
from .layout import Layout, letter, same_headings, status_of
from .pointing import settle_leads
from .progress import row_read
from .proposal import Problem, Row
from .reckoning import Reckoning
from .sections import Section, section_of

KEY_ROW = "It is the key to the colours."
NOTE_ROW = "It is a note, not a row of the plan."
HOW_TO_ROW = "It says how the columns are to be filled in."
LISTED = "Listed apart from the plan, without an action or a date."
SHORTEST_RECOMMENDATION = 15


@dataclass
class Reading:
    """The state while the rows of one table are read from the top down.

    `shared` is true where no title above the table says whose it is: then titles between its rows do.
    """

    grid: Grid
    layout: Layout
    agency: str | None
    by: Reckoning
    key: Key
    shared: bool = False
    rows: list[Row] = field(default_factory=list)
    drafts: list[Draft] = field(default_factory=list)
    section: Section = field(default_factory=Section)
    stranger: str | None = None
    fresh: bool = True

    def new_row(self, line: Line, kind: str, reason: str | None = None) -> Row:
        row = Row(
            source=self.grid.source(line.number),
            kind=kind,
            reason=reason,
            agency=self.agency,
            section=self.section.text,
            hidden=line.hidden or self.grid.hidden,
            cells=self.layout.named(line.cells),
        )
        for column, cell in line.cells.items():
            if cell.note:
                row.notes[self.layout.name_of(column)] = cell.note
        if line.hidden:
            row.problems.append(Problem("warning", None, "The row is hidden in the file."))
        self.rows.append(row)
        return row


def read_rows(
    grid: Grid, layout: Layout, lines: list[Line], agency: str | None, by: Reckoning, key: Key | None = None
) -> list[Row]:
    """Every row under a heading row, in order. `by` is what its times are reckoned by, `key` what colours mean."""
    reading = Reading(grid, layout, agency, by, key or Key(), shared=agency is None)
    for line in lines:
        take(reading, line)
        row_read()
    for draft in reading.drafts:
        finished(draft, layout, by, reading.key)
    settle_leads((draft.row for draft in reading.drafts), layout)
    return reading.rows


def take(reading: Reading, line: Line) -> None:
    layout, fresh = reading.layout, reading.fresh
    reading.fresh = False
    if line.number in reading.key.lines:
        reading.new_row(line, "guidance", KEY_ROW)
    elif same_headings(layout, line):
        reading.new_row(line, "heading")
    elif is_example(line):
        reading.new_row(line, "set_aside", "An example row of the template.")
    elif fresh and is_guidance(line, layout):
        reading.new_row(line, "guidance", HOW_TO_ROW)
        reading.fresh = True
    elif len(line.cells) == 1:
        take_single(reading, line)
    else:
        take_row(reading, line)


def take_single(reading: Reading, line: Line) -> None:
    last = reading.drafts[-1].cells if reading.drafts else None
    kind = single_kind(line, reading.layout, last)
    text = line.texts[0]
    if kind == "continuation":
        go_on(reading, line)
    elif kind == "item":
        start(reading, line)
    elif kind == "set_aside":
        why = (
            "A number and nothing else."
            if is_ref(text)
            else "A piece of text with no row above that it could belong to."
        )
        reading.new_row(line, kind, why)
    else:
        row = reading.new_row(line, kind, NOTE_ROW if kind == "guidance" else None)
        if kind == "section":
            enter_section(reading, row, next(iter(line.cells.values())))


def enter_section(reading: Reading, row: Row, cell: Cell) -> None:
    """A title between the rows. Where it names another agency than the table's own, those under it need a look."""
    said = section_of(cell, reading.by)
    if said.agency and reading.shared:
        reading.agency = row.agency = said.agency
    elif said.agency:
        reading.stranger = said.agency if said.agency != reading.agency else None
        return
    if not re.match(r"appendix\b", cell.text, re.IGNORECASE):
        reading.section = said


def take_row(reading: Reading, line: Line) -> None:
    layout, draft = reading.layout, reading.drafts[-1] if reading.drafts else None
    cells = line.cells
    merged = any(column in line.under for column in layout.of("ref", "recommendation"))
    if draft is None:
        start(reading, line)
    elif merged and not layout.text(cells, "ref", "recommendation"):
        add_part(reading, draft, line)
    elif not layout.has("ref"):
        broken = not layout.text(cells, "timescale", "lead") and starts_low(line)
        if broken and draft.goes_on_in(line):
            go_on(reading, line)
        else:
            start(reading, line)
    elif layout.text(cells, "ref"):
        start(reading, line)
    elif layout.text(cells, "timescale", "lead"):
        take_unnumbered(reading, draft, line)
    elif draft.goes_on_in(line) or not layout.text(cells, "recommendation"):
        go_on(reading, line)
    else:
        start(reading, line)


def starts_low(line: Line) -> bool:
    return line.cells[min(line.cells)].text[:1].islower()


def take_unnumbered(reading: Reading, draft: Draft, line: Line) -> None:
    """A row with a lead or a date but no reference: broken off above, a further action, or an item of its own."""
    layout = reading.layout
    recommendation = layout.text(line.cells, "recommendation")
    if starts_low(line) and draft.goes_on_in(line):
        go_on(reading, line)
        reading.rows[-1].problems.append(
            Problem("warning", None, "Joined to the row above, with a lead or a date of its own.")
        )
    elif not recommendation and layout.has("recommendation") and layout.text(line.cells, "action"):
        add_part(reading, draft, line)
    else:
        start(reading, line)


def start(reading: Reading, line: Line) -> None:
    row = reading.new_row(line, "item")
    draft = Draft(row, line, [dict(line.cells)], [row.source], reading.section)
    if reading.stranger:
        stand_under(reading, row, line)
    reading.drafts.append(draft)


def stand_under(reading: Reading, row: Row, line: Line) -> None:
    """A row under another agency's title without headings of its own: whose it is, a person must say."""
    follows = reading.drafts and next_number(reading, line)
    row.agency = reading.agency if follows else reading.stranger
    row.problems.append(
        Problem(
            "warning",
            None,
            f"This row stands under the title of {reading.stranger}, in the plan of "
            f"{reading.agency or 'another agency'},"
            f" without headings of its own. It is taken as {row.agency}'s; check whose it is.",
        )
    )


def next_number(reading: Reading, line: Line) -> bool:
    """Whether the row's number goes on from the item above."""
    layout = reading.layout
    above = re.search(r"[0-9]+", layout.text(reading.drafts[-1].parts[0], "ref"))
    here = re.search(r"[0-9]+", layout.text(line.cells, "ref"))
    return bool(above and here and int(here[0]) == int(above[0]) + 1)


def go_on(reading: Reading, line: Line) -> None:
    draft = reading.drafts[-1]
    row = reading.new_row(line, "continuation", f"Joined to the row at {draft.row.source}.")
    row.continues = draft.row.source
    draft.carry_on(line)


def add_part(reading: Reading, draft: Draft, line: Line) -> None:
    row = reading.new_row(line, "continuation", f"A further action of the recommendation at {draft.row.source}.")
    row.continues = draft.row.source
    row.rag, row.rag_meaning = status_of(reading.layout, line, reading.key)
    draft.add_part(line, row.source, reading.layout)


def read_above(grid: Grid, lines: list[Line], key: Key, *, aside: str | None = None) -> list[Row]:
    """The rows above the headings, or of a sheet without any: titles, guidance, and recommendations listed alone.

    `aside` is the reason why rows that are neither are set aside; without it they are part of the title.
    """
    rows: list[Row] = []
    titles: list[str] = []
    for line in lines:
        row = Row(
            source=grid.source(line.number),
            kind="heading",
            hidden=line.hidden or grid.hidden,
            cells={f"Column {letter(column)}": cell.text for column, cell in sorted(line.cells.items())},
        )
        rows.append(row)
        if line.number in key.lines:
            row.kind, row.reason = "guidance", KEY_ROW
        elif is_listed(line):
            row.kind, row.reason, row.listed = "item", LISTED, True
            row.ref, row.recommendation = line.texts
            row.agency = agency_of(titles)
        elif NOTE.match(line.texts[0]):
            row.kind, row.reason = "guidance", NOTE_ROW
        elif len(line.cells) == 1 or is_wide(line, None):
            titles = [*titles, line.texts[0]]
        elif aside:
            row.kind, row.reason = "set_aside", aside
    return rows


def is_listed(line: Line) -> bool:
    """A reference and a recommendation beside it, and nothing else."""
    texts = line.texts
    return (
        len(texts) == 2
        and is_ref(texts[0])
        and len(texts[1]) >= SHORTEST_RECOMMENDATION
        and not EXAMPLE.match(texts[1])
    )
