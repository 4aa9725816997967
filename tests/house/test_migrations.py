"""The migrations: they make what the models say, one after another, up and down, and lose nothing."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, delete, inspect, text, update
from sqlalchemy.exc import DBAPIError

from tests import build
from tests.databases import Database, Databases, down, up
from tests.house.recorded import everything, fill, lost
from tracker import config, db
from tracker.models import AuditEntry, AuditSeal, Base

# SQLAlchemy cannot read these indexes back from SQLite; they are compared by their own words below.
pytestmark = [
    pytest.mark.filterwarnings("ignore:Skipped unsupported reflection of expression-based index"),
    pytest.mark.filterwarnings("ignore:autogenerate skipping metadata-specified expression-based index"),
]

FOLDER = config.PROJECT / "migrations"


def script() -> ScriptDirectory:
    alembic = Config()
    alembic.set_main_option("script_location", str(FOLDER))
    return ScriptDirectory.from_config(alembic)


def numbers() -> list[str]:
    return [one.revision for one in script().walk_revisions()][::-1]


@pytest.fixture
def empty(databases: Databases) -> Iterator[Database]:
    made = databases.empty()
    yield made
    databases.drop(made)


def shape(connection: Connection) -> dict[str, Any]:
    """Everything the database itself says about its tables, so that two schemas can be laid side by side."""
    seen = inspect(connection)
    indexes = (
        "SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        if connection.dialect.name == "postgresql"
        else "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    )
    told: dict[str, Any] = {
        f"index {name}": " ".join(str(order).split()) for name, order in connection.execute(text(indexes))
    }
    for table in set(seen.get_table_names()) - {"alembic_version"}:
        for column in seen.get_columns(table):
            kind = (str(column["type"]), column["nullable"], bool(column["default"]))
            told[f"column {table}.{column['name']}"] = kind
        for check in seen.get_check_constraints(table):
            told[f"check {check['name']}"] = " ".join(check["sqltext"].split())
        for unique in seen.get_unique_constraints(table):
            told[f"unique {unique['name']}"] = unique["column_names"]
        for key in seen.get_foreign_keys(table):
            told[f"key {key['name']}"] = (key["constrained_columns"], key["referred_table"], key["options"])
        told[f"primary key {table}"] = seen.get_pk_constraint(table)["constrained_columns"]
    return told


def test_the_migrations_make_what_the_models_say(empty: Database, databases: Databases) -> None:
    with databases.shared.engine.connect() as connection:
        migrated = shape(connection)
    with empty.engine.begin() as connection:
        Base.metadata.create_all(connection)
        assert migrated == shape(connection)


def test_alembic_itself_finds_nothing_left_to_migrate(databases: Databases) -> None:
    with databases.shared.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_migrations_are_one_line_numbered_without_a_gap() -> None:
    assert len(script().get_heads()) == 1
    assert numbers() == [f"{number:04d}" for number in range(1, len(numbers()) + 1)]


@pytest.mark.parametrize("file", sorted(FOLDER.glob("versions/*.py")), ids=lambda file: file.stem)
def test_each_migration_has_its_number_its_sentence_and_its_way_back(file: Path) -> None:
    assert re.fullmatch(r"\d{4}(_[a-z0-9]+)+", file.stem)
    migration = script().get_revision(file.stem[:4])
    assert migration is not None
    assert Path(migration.path).name == file.name
    assert migration.doc[0].isupper()
    assert migration.doc.endswith(".")
    body = file.read_text().partition("def downgrade() -> None:")[2].strip()
    assert body
    assert not body.startswith(("pass", "raise", "..."))


def test_every_migration_goes_up_and_down_and_keeps_what_is_recorded(empty: Database) -> None:
    before = "base"
    for revision in numbers():
        for step in (up, down, up):
            with empty.engine.begin() as connection:
                fill(connection)
                held = everything(connection)
            with empty.engine.begin() as connection:
                step(connection, before if step is down else revision)
            with empty.engine.begin() as connection:
                gone = lost(held, everything(connection))
            assert not gone, f"{step.__name__} {revision} lost {gone}"
        before = revision
    with empty.engine.begin() as connection:
        fill(connection)
        assert {name for name, rows in everything(connection).items() if len(rows) >= 2} == set(Base.metadata.tables)


def test_taken_back_to_the_beginning_nothing_of_ours_is_left(empty: Database) -> None:
    with empty.engine.begin() as connection:
        up(connection)
    with empty.engine.begin() as connection:
        down(connection, "base")
    with empty.engine.begin() as connection:
        assert set(inspect(connection).get_table_names()) == {"alembic_version"}
        if empty.kind == "postgresql":
            ours = "SELECT count(*) FROM pg_proc JOIN pg_namespace n ON n.oid = pronamespace WHERE nspname = 'public'"
            assert connection.scalar(text(ours)) == 0


@pytest.mark.parametrize("kept", [AuditEntry, AuditSeal], ids=lambda model: model.__tablename__)
@pytest.mark.usefixtures("database")
def test_the_history_of_changes_cannot_be_changed_or_deleted(kept: type[AuditEntry] | type[AuditSeal]) -> None:
    build.a_board()
    assert db.session.query(kept).count() > 0
    for attempt in (update(kept).values(id=kept.id + 1000), delete(kept)):
        with pytest.raises(DBAPIError, match="added to, never changed"):
            db.session.execute(attempt)
        db.session.rollback()
    assert db.session.query(kept).count() > 0


def test_two_starts_at_once_migrate_once(empty: Database) -> None:
    order = [sys.executable, "-c", "from tracker.cli import main; main()", "migrate"]
    environment = {**os.environ, "DATABASE_URL": empty.address, "SECRET_KEY": "a secret that only this test knows of"}
    started = [
        subprocess.Popen(order, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        for _ in range(2)
    ]
    told = [one.communicate(timeout=60)[0] for one in started]
    assert [one.returncode for one in started] == [0, 0], told
    with empty.engine.connect() as connection:
        assert connection.scalar(text("SELECT version_num FROM alembic_version")) == numbers()[-1]
