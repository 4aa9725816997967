"""A filled plan put into the agency's own workbook, or into plain tables in its columns or in ours."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from tracker.models import Action, Progress, Review
from tracker.outside.cells_out import Beside
from tracker.outside.tables_out import Plain, Value
from tracker.outside.workbooks_out import NewRow, SheetChanges
from tracker.rules.exports.filling import FilledRow, FilledTable, leads_of, reference_of
from tracker.rules.exports.telling import DEADLINE, HEADINGS, PROGRESS, REFERENCE, STATUS, Told

SEVEN = ("No.", "Recommendation", "Outcome sought", "Action", "Lead", "Timescale", "Outcome measure")


def changes_of(tables: Sequence[FilledTable]) -> list[SheetChanges]:
    """What is written into the sheets of the workbook that the tables were read from."""
    by_sheet: dict[str, SheetChanges] = {}
    for table in tables:
        if table.heading_row is None or not any(row.ours for row in table.rows):
            continue
        changes = by_sheet.setdefault(table.name, SheetChanges(table.name))
        changes.headings[table.heading_row] = table.headings
        _write(changes, table)
    return list(by_sheet.values())


def _write(changes: SheetChanges, table: FilledTable) -> None:
    last = table.heading_row or 1
    for row in table.rows:
        ours = tuple(row.ours.get(heading) for heading in table.headings) if row.ours else ()
        if row.row is None:
            changes.rows.append(NewRow(last, row.cells, ours))
            continue
        last = number_of(row)
        changes.cells |= {(last, place): value for place, value in row.cells.items()}
        if ours:
            changes.ours[last] = ours


def number_of(row: FilledRow) -> int:
    """The number of a row on its sheet, from where it says it stands: Sheet1!5."""
    assert row.row is not None
    return int(row.row.source.rpartition("!")[2])


def sheets_of_others(tables: Sequence[FilledTable], agency_id: int) -> list[str]:
    """The sheets that hold other agencies' plans and nothing of this one's."""
    others = [
        name for name, found in groupby(tables, key=lambda table: table.name) if _is_of_others(list(found), agency_id)
    ]
    return list(dict.fromkeys(others))


def _is_of_others(tables: Sequence[FilledTable], agency_id: int) -> bool:
    agencies = {one for table in tables for one in table.agencies}
    return agency_id not in agencies and any(table.has_items for table in tables)


def in_its_columns(table: FilledTable, *, agency: str) -> Plain:
    """A table in the columns it came in, with ours beside them."""
    headings = tuple(table.heading_of(place) for place in table.places)
    plain = Plain(table.name, (*headings, *table.headings), titles=_titles(table, agency))
    for row in table.rows:
        if row.row is not None and row.row.kind == "heading":
            continue
        plain.rows.append(_values(table, row))
    return plain


def _titles(table: FilledTable, agency: str) -> tuple[str, ...]:
    whose = table.agency or agency
    return (f"Agency: {whose}",) if whose else (table.name,)


def _values(table: FilledTable, row: FilledRow) -> tuple[Value, ...]:
    if row.row is not None and not row.ours and len(row.row.reading["cells"]) == 1:
        return tuple(row.row.reading["cells"].values())
    cells: list[Value] = []
    for place in table.places:
        printed = table.printed(row.row, place) if row.row is not None else ""
        cells.append(_flat(row.cells.get(place, printed)))
    return (*cells, *(_flat(row.ours.get(heading)) for heading in table.headings))


def _flat(value: Value | Beside) -> Value:
    if not isinstance(value, Beside):
        return value
    return "\n".join([*([value.printed] if value.printed else []), *value.marks])


def in_seven_columns(review: Review, actions: Iterable[Action], progress: dict[int, list[Progress]]) -> list[Plain]:
    """Plain tables of our own for actions that came in no file: one for each agency, by name."""
    tables: dict[str, Plain] = {}
    for action in sorted(actions, key=lambda one: (one.agency.name if one.agency else "", one.number)):
        name = action.agency.name if action.agency else "No agency yet"
        titles = (f"{review.code}: action plan", f"Agency: {name}")
        table = tables.setdefault(name, Plain(name, (*SEVEN, *HEADINGS), titles=titles))
        table.rows.append(_own_row(action, progress))
    return list(tables.values())


def _own_row(action: Action, progress: dict[int, list[Progress]]) -> tuple[Value, ...]:
    asked = next(iter(action.recommendations), None)
    told = Told([action], progress)
    said: dict[str, Value] = {
        REFERENCE: told.reference,
        STATUS: "\n".join(told.status(inside=False)),
        DEADLINE: told.deadline,
        PROGRESS: "\n".join(told.latest(inside=False)),
    }
    return (
        reference_of(action),
        asked.text if asked else "",
        action.outcome_sought,
        action.text,
        leads_of(action),
        action.timescale,
        action.outcome_measure,
        *(said[heading] for heading in HEADINGS),
    )
