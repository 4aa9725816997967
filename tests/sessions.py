"""The session as tests have it: within one outer transaction, or on a database of the test's own."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import has_request_context
from sqlalchemy.orm import Session
from sqlalchemy.util import ScopedRegistry

from tests.databases import Database, Databases
from tracker import db


def _whose() -> tuple[int, bool]:
    """A request has a session of its own, as it has in the program; the test keeps the one it began with."""
    return threading.get_ident(), has_request_context()


def a_session_for_each() -> None:
    """Let the test and the requests it makes in the same thread have a session each."""
    db.session.registry = ScopedRegistry(db.session.session_factory, _whose)


def _all() -> dict[Any, Session]:
    return db.session.registry.registry  # type: ignore[attr-defined, no-any-return]


def let_go() -> None:
    """Close every session, whoever left it open."""
    for session in _all().values():
        session.close()
    _all().clear()


def commit_what_the_test_made() -> None:
    """As a request begins: it sees what the test made, and afterwards the test sees what the request changed."""
    held = _all().get((threading.get_ident(), False))
    if held is not None:
        held.commit()


@contextmanager
def undone(databases: Databases) -> Iterator[Database]:
    """The shared database, with every commit inside one outer transaction that is undone at the end."""
    with databases.shared.engine.connect() as connection:
        outer = connection.begin()
        let_go()
        db.session.configure(bind=connection, join_transaction_mode="create_savepoint")
        try:
            yield databases.shared
        finally:
            let_go()
            db.session.configure(bind=None, join_transaction_mode="conditional_savepoint")
            outer.rollback()


@contextmanager
def own(databases: Databases) -> Iterator[Database]:
    """A new database, where a commit is a commit."""
    made = databases.fresh()
    let_go()
    db.session.configure(bind=made.engine)
    try:
        # What the test itself reads must not hold SQLite's write lock against the threads it starts.
        with db.reading():
            yield made
    finally:
        let_go()
        db.session.configure(bind=None)
        databases.drop(made)
