"""The generated actions in plain tables of their own: what the floor and the dressed page read."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Boolean, Column, Date, Engine, ForeignKey, Index, Integer, MetaData, Table, Text, insert, text

from tests.bench import generated
from tests.bench.generated import Generated

tables = MetaData()


def _table(name: str, *columns: Column[Any] | Index) -> Table:
    return Table(name, tables, Column("id", Integer, primary_key=True), *columns)


agency = _table("agency", Column("name", Text, nullable=False))
review = _table("review", Column("code", Text, nullable=False))
person = _table("person", Column("name", Text, nullable=False), Column("reads_all", Boolean, nullable=False))
item = _table(
    "item",
    Column("reference", Text, nullable=False, unique=True),
    Column("review_id", ForeignKey("review.id"), nullable=False),
    Column("agency_id", ForeignKey("agency.id"), nullable=False),
    Column("lead_id", ForeignKey("person.id"), nullable=False),
    Column("text", Text, nullable=False),
    Column("outcome", Text, nullable=False),
    Column("timescale", Text, nullable=False),
    Column("status", Text, nullable=False),
    Column("live", Boolean, nullable=False),
    Column("deadline", Date, nullable=False),
    Index("ix_item_lead", "lead_id", "live", "deadline"),
)
note = _table(
    "note",
    Column("item_id", ForeignKey("item.id"), nullable=False),
    Column("by_id", ForeignKey("person.id"), nullable=False),
    Column("day", Date, nullable=False),
    Column("text", Text, nullable=False),
    Index("ix_note_item", "item_id", "id"),
)
trail = _table(
    "trail",
    Column("item_id", ForeignKey("item.id"), nullable=False),
    Column("by_id", ForeignKey("person.id"), nullable=False),
    Column("day", Date, nullable=False),
    Column("field", Text, nullable=False),
    Column("old", Text, nullable=False),
    Column("new", Text, nullable=False),
    Index("ix_trail_item", "item_id", "id"),
)
READER = generated.LEADS + 1
LIVE = ("open", "submitted", "verified")


def fill(engine: Engine, scale: int) -> None:
    """Make the tables and fill them with that many actions."""
    tables.create_all(engine)
    made = list(generated.actions(scale))
    with engine.begin() as connection:
        for table, rows in _rows(made, generated.how_many_reviews(scale)):
            connection.execute(insert(table), rows)
        connection.execute(text("ANALYZE"))


def _rows(made: Sequence[Generated], reviews: int) -> Iterator[tuple[Table, list[dict[str, Any]]]]:
    yield agency, [{"id": one, "name": generated.agency_name(one)} for one in range(1, generated.AGENCIES + 1)]
    yield review, [{"id": one, "code": generated.review_code(one)} for one in range(1, reviews + 1)]
    leads = [{"id": one, "name": generated.lead_name(one), "reads_all": False} for one in range(1, READER)]
    yield person, [*leads, {"id": READER, "name": "Policy Officer", "reads_all": True}]
    yield item, [_item(one) for one in made]
    yield (
        note,
        [
            {"item_id": one.number, "by_id": one.lead, "day": said.day, "text": said.text}
            for one in made
            for said in one.said
        ],
    )
    yield trail, [row for one in made for row in _trail(one)]


def _item(one: Generated) -> dict[str, Any]:
    return {
        "id": one.number,
        "reference": one.reference,
        "review_id": one.review,
        "agency_id": one.agency,
        "lead_id": one.lead,
        "text": one.text,
        "outcome": one.outcome,
        "timescale": one.timescale,
        "status": one.status,
        "live": one.status in LIVE,
        "deadline": one.deadline,
    }


def _trail(one: Generated) -> Iterator[dict[str, Any]]:
    about = {"item_id": one.number, "by_id": READER}
    deadline = f"{one.deadline:%d %B %Y}"
    yield {**about, "day": one.added, "field": "deadline", "old": "", "new": deadline}
    yield {**about, "day": one.added + timedelta(days=7), "field": "status", "old": "draft", "new": "open"}
