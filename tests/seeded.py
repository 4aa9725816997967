"""The demonstration, loaded once a run and database, for tests that ask what it holds."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from typing import cast
from weakref import WeakKeyDictionary

from tests.databases import Database, Databases
from tests.sessions import let_go, undone
from tracker import clock, db
from tracker.cli.seeding import seed_data
from tracker.rules import seeding

SEEDED_ON = date(2026, 3, 16)
_loaded: WeakKeyDictionary[Databases, Database] = WeakKeyDictionary()


@dataclass(frozen=True)
class _Filled:
    shared: Database


@contextmanager
def demonstration(databases: Databases) -> Iterator[Database]:
    """A database with the demonstration in it; today is SEEDED_ON, and what the test changes is undone afterwards."""
    clock.use(today=SEEDED_ON)
    if databases not in _loaded:
        _loaded[databases] = _load(databases)
    with undone(cast(Databases, _Filled(_loaded[databases]))) as filled:
        yield filled


def _load(databases: Databases) -> Database:
    made = databases.fresh()
    let_go()
    db.session.configure(bind=made.engine)
    seeding.seed(seed_data(), password_hash="kept")
    db.session.commit()
    let_go()
    return made
