"""A plan read: from the bytes of a file to a proposed plan in which every row is accounted for."""

from collections.abc import Mapping
from datetime import date

from .answered import answered_listed
from .gaps import gaps_in
from .grid import Grid
from .keys import Key, key_of
from .layout import Say
from .limits import CannotRead, Limits
from .lists import table_of_prose
from .month_order import doubt_month_order
from .opening import Opened, opened, opened_text
from .proposal import Column, Problem, ProposedAction, ProposedPlan, Row, Table
from .reckoning import Reckoning
from .tables import tables_of
from .timescales import Calendar
from .wordings import PHRASES

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

NO_PLAN = (
    "No heading row was found in {name}. A plan needs a row of headings such as"
    " No., Recommendation, Action, Lead and Timescale above its rows; add one and send it again."
)
NO_LIST = (
    "No numbered recommendation was found in {name}. Number them 1., 2., 3. or “Recommendation 1”, a paragraph each."
)
PASTED = "the pasted text"


def read_plan(
    data: bytes,
    name: str,
    *,
    agreed: date | None = None,
    calendar: Calendar | None = None,
    limits: Limits | None = None,
    columns: Mapping[str, Say] | None = None,
) -> ProposedPlan:
    """Read an action plan from the bytes of a file, writing nothing.

    `name` is the file's name, for its ending and for the sentences; `agreed` the day the plan was agreed,
    from which relative timescales count; `calendar` the year as the plan's board has settled it.
    `columns` is a person's own say of what columns are: for each layout, by the mark in `Table.layout`, the field of
    each column by its heading or its letter; under "" what holds for every layout. It outdoes what the headings say.
    Raises CannotRead, with one sentence, for a file that cannot be read, and ValueError for a field that is none.
    """
    says = checked_columns(columns)
    file = opened(data, name, limits or Limits())
    return proposed(file, name, Reckoning(agreed, calendar or Calendar()), says)


def checked_columns(columns: Mapping[str, Say] | None) -> Mapping[str, Say]:
    """What a person said of columns. Raises ValueError where it names a field that is none."""
    says = columns or {}
    for field in (field for say in says.values() for field in say.values()):
        if field not in PHRASES:
            raise ValueError(f"{field} is no field of a plan. The fields are {', '.join(PHRASES)}.")
    return says


def read_pasted(
    text: str, *, agreed: date | None = None, calendar: Calendar | None = None, limits: Limits | None = None
) -> ProposedPlan:
    """Read recommendations pasted as text: numbered paragraphs under the headings of agencies, or a copied table.

    The arguments are those of `read_plan`. Raises CannotRead, with one sentence, and nothing else.
    """
    file = opened_text(text, PASTED, limits or Limits())
    return proposed(file, PASTED, Reckoning(agreed, calendar or Calendar()))


def proposed(file: Opened, name: str, by: Reckoning, says: Mapping[str, Say] | None = None) -> ProposedPlan:
    try:
        tables = read_pieces(file, by, says or {})
    except RecursionError as error:
        raise CannotRead(f"{name} is too deeply nested to be read.") from error
    if not any(table.heading_row is not None or any(row.kind == "item" for row in table.rows) for table in tables):
        raise CannotRead(NO_LIST.format(name=name) if file.listed else NO_PLAN.format(name=name))
    doubt_month_order(tables)
    near = answered_listed(tables)
    return ProposedPlan(name, file.format, tables, file.remarks, gaps_in(tables, near))


def read_pieces(file: Opened, by: Reckoning, says: Mapping[str, Say]) -> list[Table]:
    """The tables of a file in its order: of each sheet or table, and of the text between."""
    tables: list[Table] = []
    key = keys_of(file)
    for piece in file.pieces:
        if isinstance(piece, Grid):
            tables += tables_of(piece, by, says, key)
        else:
            tables.append(table_of_prose(piece, whole=file.listed))
    return [table for table in tables if table.rows]


def keys_of(file: Opened) -> Key | None:
    """The key of the one sheet of a file that has one; None where several have, or none."""
    keys = [key_of(piece.filled) for piece in file.pieces if isinstance(piece, Grid)]
    keys = [key for key in keys if key.fills or key.names]
    return keys[0] if len(keys) == 1 else None
