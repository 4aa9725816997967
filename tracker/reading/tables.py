"""The tables of a sheet, each with every row of it that is not empty."""

from collections.abc import Mapping

from .agencies import agency_of
from .given_back import put_back, set_apart
from .grid import Grid, Line
from .heading_rows import blocks, headings_of
from .keys import Key, key_of
from .kinds import GUIDANCE_SHEET
from .layout import Layout, Say, laid_out, letter, title_of
from .proposal import Column, Row, Table
from .reckoning import Reckoning
from .records import Turned, turned
from .rows import KEY_ROW, read_above, read_rows

HIDDEN = "The sheet is hidden."
NO_HEADINGS = "No heading row was found on this sheet."
GUIDANCE = "The sheet holds guidance, not the plan."


def tables_of(grid: Grid, by: Reckoning, says: Mapping[str, Say] | None = None, keys: Key | None = None) -> list[Table]:
    """The tables of a sheet, with what the tracker itself had written on it kept apart from what the agency says.

    `says` holds what a person said of columns, by the layout's fingerprint; `keys` is the key of another sheet, which
    counts where this one has none.
    """
    apart = set_apart(grid)
    key = key_of(apart.grid.filled)
    if not key.fills and not key.names and keys is not None:
        key = Key(keys.fills, keys.names)
    tables = tables_in(apart.grid, by, says, key)
    put_back(apart, tables)
    return tables


def tables_in(grid: Grid, by: Reckoning, says: Mapping[str, Say] | None, key: Key) -> list[Table]:
    """The tables of a sheet: a new one at each heading row that brings another layout or another agency."""
    if records := turned(grid):
        return [table_of_records(grid, records, by, says, key)]
    cut = blocks(grid, headings_of(grid))
    above = cut[0][1]
    if len(cut) == 1:
        return [without_headings(grid, above, key)]
    titles = [*grid.titles, *(text for line in above for text in title_of(line))]
    tables: list[Table] = []
    rows = read_above(grid, above, key)
    for heading, below in cut[1:]:
        assert heading is not None
        layout = laid_out(heading.line, below, printed=heading.printed, hidden=grid.hidden_columns, says=says)
        agency = agency_of(titles, grid.name)
        rows += [heading_as_row(grid, line, layout) for line in heading.printed]
        rows += read_rows(grid, layout, below, agency, by, key)
        tables.append(table_of(grid, layout, agency, rows))
        titles = [text for line in below for text in title_of(line)] or titles
        rows = []
    if grid.hidden or is_guidance_sheet(grid):
        put_aside(tables)
    return tables


def table_of(grid: Grid, layout: Layout, agency: str | None, rows: list[Row]) -> Table:
    columns, places = list(layout.columns.values()), list(layout.columns)
    remarks = [
        f"Column {letter(place)}, “{column.heading}”, is hidden in the file; it was read all the same."
        for place, column in layout.columns.items()
        if column.hidden
    ]
    mark = layout.fingerprint
    return Table(grid.name, agency, layout.heading_row, columns, rows, grid.hidden, places, mark, remarks)


def table_of_records(grid: Grid, found: Turned, by: Reckoning, says: Mapping[str, Say] | None, key: Key) -> Table:
    """A plan of one record a page: each record an item, where it begins, and its other rows joined to it."""
    layout = laid_out(found.heading, found.lines, says=says)
    agency = agency_of([*grid.titles, *(text for line in found.above for text in title_of(line))], grid.name)
    rows = read_above(grid, found.above, key)
    items = read_rows(grid, layout, found.lines, agency, by, key)
    for item, record in zip(items, found.records, strict=True):
        rows.append(item)
        for line in record.others:
            reason = f"A part of the record at {item.source}."
            other = Row(grid.source(line.number), "continuation", reason, agency=item.agency, cells=by_place(line))
            other.continues, other.hidden = item.source, line.hidden or grid.hidden
            rows.append(other)
    table = table_of(grid, layout, agency, rows)
    table.heading_row = None
    if grid.hidden or is_guidance_sheet(grid):
        put_aside([table])
    return table


def heading_as_row(grid: Grid, heading: Line, layout: Layout) -> Row:
    return Row(
        grid.source(heading.number), "heading", hidden=heading.hidden or grid.hidden, cells=layout.named(heading.cells)
    )


def without_headings(grid: Grid, lines: list[Line], key: Key) -> Table:
    """A sheet with no heading row: a list of recommendations, guidance, or rows that cannot be placed."""
    if grid.hidden or is_guidance_sheet(grid):
        rows = [
            Row(
                grid.source(line.number),
                "guidance",
                KEY_ROW if line.number in key.lines else f"{HIDDEN if grid.hidden else GUIDANCE}",
                hidden=grid.hidden or line.hidden,
                cells=by_place(line),
            )
            for line in lines
        ]
        return Table(grid.name, None, None, [], rows, grid.hidden)
    rows = read_above(grid, lines, key, aside=NO_HEADINGS)
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
                row.reason = f"{HIDDEN if table.hidden else GUIDANCE} Its rows make nothing."
                row.actions.clear()
