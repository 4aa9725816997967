"""The database: one session a request or command, and the same promises from SQLite and PostgreSQL."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.orm import Session, scoped_session, sessionmaker

BUSY_MILLISECONDS = 5_000
STATEMENT_MILLISECONDS = 30_000
# Without recursive triggers, INSERT OR REPLACE would pass by those that keep the history of changes.
PRAGMAS = (
    "journal_mode=WAL",
    "synchronous=FULL",
    "foreign_keys=ON",
    "recursive_triggers=ON",
    f"busy_timeout={BUSY_MILLISECONDS}",
)

session = scoped_session(sessionmaker(autoflush=True))

LOCKED = "locked_rows"

_reading_only: ContextVar[bool] = ContextVar("reading_only", default=False)


def connect(url: str) -> Engine:
    """Make the engine for an address and hand it to the session."""
    made = engine_for(make_url(url))
    session.remove()
    session.configure(bind=made)
    return made


def engine_for(url: URL) -> Engine:
    """An engine with time-outs set, and on SQLite with transactions that begin when they say they do."""
    if url.get_backend_name() == "sqlite":
        if url.database and url.database != ":memory:":
            Path(url.database).parent.mkdir(parents=True, exist_ok=True)
        given = {"timeout": BUSY_MILLISECONDS / 1000, "check_same_thread": False}
        engine = create_engine(url, hide_parameters=True, connect_args=given)
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    options = f"-c statement_timeout={STATEMENT_MILLISECONDS} -c lock_timeout={BUSY_MILLISECONDS} -c timezone=UTC"
    return create_engine(url, hide_parameters=True, pool_pre_ping=True, connect_args={"options": options})


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    # The driver's own handling of BEGIN leaks rows out of savepoints; _begin_sqlite emits it instead.
    connection.isolation_level = None
    for pragma in PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that will write takes the write lock at once: two that both read first could only deadlock.
    connection.exec_driver_sql("BEGIN" if _reading_only.get() else "BEGIN IMMEDIATE")


@contextmanager
def reading() -> Iterator[None]:
    """Within this block a transaction takes no write lock: for pages that only show."""
    token = _reading_only.set(True)
    try:
        yield
    finally:
        _reading_only.reset(token)


def current() -> Session:
    """The session of this request or command."""
    return session()


def lock(row: Any) -> None:
    """Hold a row until the transaction ends and see it as it now is; a second call in the transaction costs nothing."""
    held: set[Any] = session.info.setdefault(LOCKED, set())
    key = (type(row), row.id)
    if row.id is not None and key not in held:
        session.refresh(row, with_for_update={"of": type(row)})
        held.add(key)


def _let_go(ended: Session, *_rest: Any) -> None:
    ended.info.pop(LOCKED, None)


for _end in ("after_commit", "after_soft_rollback"):
    event.listen(session.session_factory, _end, _let_go)


def is_busy(error: DBAPIError) -> bool:
    """Whether the database was locked or away rather than wrong: the same request may succeed in a moment."""
    text = str(error.orig).lower()
    return isinstance(error, OperationalError) and any(
        sign in text for sign in ("locked", "busy", "timeout", "connection", "server closed", "could not connect")
    )
