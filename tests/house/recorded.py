"""Rows for whatever tables a revision has, and what is in them: so that every migration is run over data."""

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Column,
    Connection,
    Date,
    DateTime,
    Integer,
    MetaData,
    String,
    Table,
    func,
    inspect,
    select,
)

FULL, BARE = 101, 102
# What no rule of thumb finds: columns of one row that the database lets stand only together.
TOGETHER: dict[str, dict[int, dict[str, Any]]] = {
    "membership": {BARE: {"agency_id": FULL}},
    "repeat": {FULL: {"earlier_id": BARE}, BARE: {"printed_in": "An earlier review"}},
    "import": {FULL: {"status": "undone"}, BARE: {"status": "proposed"}},
    "action": {FULL: {"status": "open", "no_deadline_reason": ""}},
    "lead": {FULL: {"post_id": None}, BARE: {"post_id": FULL}},
}
ONE_OF = re.compile(r"[(\"]*(\w+)[)\"]*(?:::text)? (?:IN|= ANY) (?:\(+ARRAY\[)?\(?'([^']*)'.*")

Rows = dict[str, list[dict[str, Any]]]


def tables(connection: Connection) -> list[Table]:
    """The tables as they now are, those others point to first."""
    found = MetaData()
    found.reflect(connection)
    return [table for table in found.sorted_tables if table.name != "alembic_version"]


def fill(connection: Connection) -> None:
    """Put two rows into each table that has none of them: one with everything, one with as little as may be."""
    for table in tables(connection):
        words = first_words(connection, table.name)
        marked = table.c.id if "id" in table.c else next(iter(table.c))
        for number in (FULL, BARE):
            if not connection.scalar(select(func.count()).select_from(table).where(marked == number)):
                connection.execute(table.insert().values(row(table, number, words)))


def row(table: Table, number: int, words: dict[str, str]) -> dict[str, Any]:
    """One row: with BARE, nothing that may be left out."""
    together = TOGETHER.get(table.name, {}).get(number, {})
    return {
        column.name: together[column.name] if column.name in together else value(column, number, words)
        for column in table.columns
        if column.name in together or number == FULL or not column.nullable
    }


def value(column: Column[Any], number: int, words: dict[str, str]) -> Any:
    """Something a column of this kind takes."""
    if column.name == "id" or column.foreign_keys:
        return number
    if column.name in words:
        return words[column.name]
    kinds: Iterable[tuple[Any, Any]] = (
        (Boolean, True),
        (Integer, number),
        (DateTime, datetime(2015, 4, 8, 12, 30)),  # noqa: DTZ001 - both databases take it for UTC
        (Date, date(2015, 4, 8)),
        (JSON, {"said": [number]}),
        (String, f"{column.name} {number}"),
    )
    return next(example for kind, example in kinds if isinstance(column.type, kind))


def first_words(connection: Connection, table: str) -> dict[str, str]:
    """The first word of each vocabulary the table's checks hold."""
    found = {}
    for check in inspect(connection).get_check_constraints(table):
        matched = ONE_OF.fullmatch(check["sqltext"])
        if matched and " OR " not in check["sqltext"]:
            found[matched[1]] = matched[2]
    return found


def everything(connection: Connection) -> Rows:
    """Every row of every table."""
    return {
        table.name: [dict(one) for one in connection.execute(select(table).order_by(*table.primary_key)).mappings()]
        for table in tables(connection)
    }


def lost(before: Rows, after: Rows) -> list[str]:
    """What was recorded before and is not there any more, in the tables and columns that still are."""
    return [
        f"{name}: {one}"
        for name in sorted(before.keys() & after.keys())
        for one in before[name]
        if not any(
            all(other[column] == held for column, held in one.items() if column in other) for other in after[name]
        )
    ]


def _same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return all(one[column] == other[column] for column in one.keys() & other.keys())
