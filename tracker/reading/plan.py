"""A plan read: from the bytes of a file to a proposed plan in which every row is accounted for."""

import re
from datetime import date

from .agencies import agency_of
from .given_back import put_back, set_apart
from .grid import Grid, Line
from .headings import is_heading_row
from .kinds import GUIDANCE_SHEET
from .layout import Layout, blocks, laid_out
from .limits import CannotRead, Limits
from .lists import table_of_prose
from .opening import Opened, opened, opened_text
from .proposal import Column, Problem, ProposedAction, ProposedPlan, Row, Table
from .reckoning import Reckoning
from .rows import read_above, read_rows
from .timescales import Calendar

__all__ = [
    "CannotRead",
    "Column",
    "Limits",
    "Problem",
    "ProposedAction",
    "ProposedPlan",
    "Row",
    "Table",
    "read_pasted",
    "read_plan",
]

HIDDEN = "The sheet is hidden."
NO_HEADINGS = "No heading row was found on this sheet."
NO_PLAN = (
    "No heading row was found in {name}. A plan needs a row of headings such as"
    " No., Recommendation, Action, Lead and Timescale above its rows; add one and send it again."
)
NO_LIST = (
    "No numbered recommendation was found in {name}. Number them 1., 2., 3. or “Recommendation 1”, a paragraph each."
)
PASTED = "the pasted text"
SAME_WORDS = 0.85  # share of words in common from which a listed recommendation is that of the plan


def read_plan(
    data: bytes,
    name: str,
    *,
    agreed: date | None = None,
    calendar: Calendar | None = None,
    limits: Limits | None = None,
) -> ProposedPlan:
    """Read an action plan from the bytes of a file, writing nothing.

    `name` is the file's name, for its ending and for the sentences; `agreed` the day the plan was agreed,
    from which relative timescales count; `calendar` the year as the plan's board has settled it.
    Raises CannotRead, with one sentence, and nothing else.
    """
    file = opened(data, name, limits or Limits())
    return proposed(file, name, Reckoning(agreed, calendar or Calendar()))


def read_pasted(
    text: str, *, agreed: date | None = None, calendar: Calendar | None = None, limits: Limits | None = None
) -> ProposedPlan:
    """Read recommendations pasted as text: numbered paragraphs under the headings of agencies, or a copied table.

    The arguments are those of `read_plan`. Raises CannotRead, with one sentence, and nothing else.
    """
    file = opened_text(text, PASTED, limits or Limits())
    return proposed(file, PASTED, Reckoning(agreed, calendar or Calendar()))


def proposed(file: Opened, name: str, by: Reckoning) -> ProposedPlan:
    try:
        tables = read_pieces(file, by)
    except RecursionError as error:
        raise CannotRead(f"{name} is too deeply nested to be read.") from error
    if not any(table.heading_row is not None or any(row.kind == "item" for row in table.rows) for table in tables):
        raise CannotRead(NO_LIST.format(name=name) if file.listed else NO_PLAN.format(name=name))
    answered_listed(tables)
    return ProposedPlan(name, file.format, tables, file.remarks)


def read_pieces(file: Opened, by: Reckoning) -> list[Table]:
    """The tables of a file in its order: of each sheet or table, and of the text between."""
    tables: list[Table] = []
    for piece in file.pieces:
        tables += tables_of(piece, by) if isinstance(piece, Grid) else [table_of_prose(piece, whole=file.listed)]
    return [table for table in tables if table.rows]


def tables_of(grid: Grid, by: Reckoning) -> list[Table]:
    """The tables of a sheet, with what the tracker itself had written on it kept apart from what the agency says."""
    apart = set_apart(grid)
    tables = tables_in(apart.grid, by)
    put_back(apart, tables)
    return tables


def tables_in(grid: Grid, by: Reckoning) -> list[Table]:
    """The tables of a sheet: a new one at each heading row that brings another layout or another agency."""
    cut = blocks(grid, heading_rows(grid))
    above = cut[0][1]
    if len(cut) == 1:
        return [without_headings(grid, above)]
    titles = [*grid.titles, *(text for line in above for text in title_of(line))]
    tables: list[Table] = []
    rows = read_above(grid, above)
    for heading, below in cut[1:]:
        assert heading is not None
        layout = laid_out(heading, below)
        agency = agency_of(titles, grid.name)
        rows.append(heading_as_row(grid, heading, layout))
        rows += read_rows(grid, layout, below, agency, by)
        columns, places = list(layout.columns.values()), list(layout.columns)
        tables.append(Table(grid.name, agency, layout.heading_row, columns, rows, grid.hidden, places))
        titles = [text for line in below for text in title_of(line)] or titles
        rows = []
    if grid.hidden or is_guidance_sheet(grid):
        put_aside(tables)
    return tables


def heading_rows(grid: Grid) -> list[Line]:
    """The rows that begin a table. Headings typed again at the top of a page begin none."""
    found: list[Line] = []
    before: list[str] = []
    for line in grid.filled:
        if not is_heading_row(line, strict=bool(found)):
            continue
        texts = [" ".join(text.lower().split()) for text in line.texts]
        if texts != before or title_between(grid, found[-1], line):
            found.append(line)
            before = texts
    return found


def title_between(grid: Grid, first: Line, second: Line) -> bool:
    """Whether a title naming an agency stands between two rows of headings."""
    between = [line for line in grid.filled if first.number < line.number < second.number]
    return any(agency_of(title_of(line)) for line in between)


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


def heading_as_row(grid: Grid, heading: Line, layout: Layout) -> Row:
    return Row(
        grid.source(heading.number), "heading", hidden=heading.hidden or grid.hidden, cells=layout.named(heading.cells)
    )


def without_headings(grid: Grid, lines: list[Line]) -> Table:
    """A sheet with no heading row: a list of recommendations, guidance, or rows that cannot be placed."""
    if grid.hidden or is_guidance_sheet(grid):
        rows = [
            Row(grid.source(line.number), "guidance", hidden=grid.hidden or line.hidden, cells=by_place(line))
            for line in lines
        ]
        return Table(grid.name, None, None, [], rows, grid.hidden)
    rows = read_above(grid, lines, aside=NO_HEADINGS)
    columns = [Column("", "ref"), Column("", "recommendation")] if any(row.listed for row in rows) else []
    agency = agency_of([*grid.titles, *(text for line in lines for text in title_of(line))], grid.name)
    return Table(grid.name, agency, None, columns, rows)


def by_place(line: Line) -> dict[str, str]:
    return {f"Column {number}": text for number, text in enumerate(line.texts, 1)}


def is_guidance_sheet(grid: Grid) -> bool:
    return GUIDANCE_SHEET.search(grid.name) is not None


def put_aside(tables: list[Table]) -> None:
    """Rows of a hidden or guidance sheet are read and shown, but make nothing."""
    for table in tables:
        for row in table.rows:
            if row.kind in ("item", "continuation"):
                row.kind = "set_aside"
                row.reason = (
                    f"{HIDDEN if table.hidden else 'The sheet holds guidance, not the plan.'} Its rows make nothing."
                )
                row.actions.clear()


def answered_listed(tables: list[Table]) -> None:
    """A recommendation listed apart that a row of the plan repeats is set aside, so that nothing is made twice."""
    planned = [
        (words(row.recommendation), row)
        for table in tables
        for row in table.rows
        if row.kind == "item" and not row.listed
    ]
    for table in tables:
        for row in table.rows:
            if row.kind != "item" or not row.listed:
                continue
            row.agency = row.agency or table.agency
            same = next((other for said, other in planned if alike(words(row.recommendation), said)), None)
            if same:
                row.kind, row.reason = "set_aside", f"The same recommendation stands in the plan at {same.source}."


def words(text: str | None) -> frozenset[str]:
    return frozenset(re.findall(r"\w+", (text or "").lower()))


def alike(first: frozenset[str], second: frozenset[str]) -> bool:
    return bool(first) and len(first & second) >= SAME_WORDS * len(first | second)
