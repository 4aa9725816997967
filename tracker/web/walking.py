"""One doubt after the other: which rows need a person, and which comes next."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import url_for

from tracker.models import Import, ImportRow
from tracker.queries import imports as find
from tracker.rules import imports as rules
from tracker.rules.imports import Plan


@dataclass(frozen=True)
class Walk:
    """The rows that need a person, seen from one row: its number among them (0 where it is none) and its neighbours."""

    number: int
    total: int
    before: int | None
    after: int | None


def walk_from(position: int, plan: Plan, rows: Sequence[ImportRow]) -> Walk:
    """The doubts before and after a row; the ids are those of the rows to go to."""
    ids = {row.position: row.id for row in rows}
    doubtful = [row.position for row in plan.doubtful]
    before = [place for place in doubtful if place < position]
    after = [place for place in doubtful if place > position]
    number = len(before) + 1 if position in doubtful else 0
    return Walk(number, len(doubtful), ids[before[-1]] if before else None, ids[after[0]] if after else None)


def onward(batch: Import, record: ImportRow) -> str:
    """Where to go once a row is put right: it again if it still needs a person, else the next doubt, else the file."""
    rows = find.rows(batch)
    plan = rules.plan_of(batch, rows)
    doubtful = [row.position for row in plan.doubtful]
    if record.position in doubtful:
        return url_for("import_rows.row", import_id=batch.id, row_id=record.id)
    if not doubtful:
        return url_for("imports.show", import_id=batch.id)
    following = next((place for place in doubtful if place > record.position), doubtful[0])
    ids = {row.position: row.id for row in rows}
    return url_for("import_rows.row", import_id=batch.id, row_id=ids[following])


def next_in_list(batch: Import, record: ImportRow, show: str) -> str:
    """The place of the next doubt in the list a row was put right in."""
    plan = rules.plan_of(batch, find.rows(batch))
    doubtful = [row.position for row in plan.doubtful]
    if not doubtful:
        return url_for("imports.show", import_id=batch.id)
    if record.position in doubtful:
        return url_for("imports.show", import_id=batch.id, show=show, row=record.position)
    following = next((place for place in doubtful if place > record.position), doubtful[0])
    return url_for("imports.show", import_id=batch.id, show=show, row=following)
