"""What every test stands on: two databases, the program, a pinned day, browsers with and without script."""

import os
import shutil
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, has_request_context
from sqlalchemy.orm import Session
from sqlalchemy.util import ScopedRegistry
from waitress.server import create_server

from tests.databases import Database, Databases, PostgresqlDatabases, SqliteDatabases, postgresql
from tests.pages import Browser
from tracker import clock, create_app, db
from tracker.config import DEMO_SECRET, Settings
from tracker.models import Board, Person, Visit
from tracker.outside.files import FileStore
from tracker.rules import visits

CHEAP = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}
CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


def _whose() -> tuple[int, bool]:
    """A request has a session of its own, as it has in the program; the test keeps the one it began with."""
    return threading.get_ident(), has_request_context()


db.session.registry = ScopedRegistry(db.session.session_factory, _whose)


def _sessions() -> dict[Any, Session]:
    return db.session.registry.registry  # type: ignore[attr-defined, no-any-return]


def _let_go() -> None:
    for session in _sessions().values():
        session.close()
    _sessions().clear()


@pytest.fixture(scope="session")
def sqlite_databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """SQLite files, made as they are needed."""
    made = SqliteDatabases(tmp_path_factory.mktemp("databases"))
    yield made
    made.close()


@pytest.fixture(scope="session")
def postgresql_databases() -> Iterator[Databases]:
    """Databases of a real PostgreSQL."""
    with postgresql() as server:
        made = PostgresqlDatabases(server)
        yield made
        made.close()


@pytest.fixture(params=["sqlite", "postgresql"])
def databases(request: pytest.FixtureRequest) -> Databases:
    """Each of the two kinds in turn."""
    made: Databases = request.getfixturevalue(f"{request.param}_databases")
    return made


@pytest.fixture
def database(databases: Databases) -> Iterator[Database]:
    """A database with the schema and nothing else, reached through `db.session`.

    Commits and rollbacks work as ever, but all within one outer transaction that is undone after the test.
    """
    with databases.shared.engine.connect() as connection:
        outer = connection.begin()
        _let_go()
        db.session.configure(bind=connection, join_transaction_mode="create_savepoint")
        yield databases.shared
        _let_go()
        db.session.configure(bind=None, join_transaction_mode="conditional_savepoint")
        outer.rollback()


@pytest.fixture
def fresh_database(databases: Databases) -> Iterator[Database]:
    """A database of the test's own, where a commit is a commit: for races, servers and commands."""
    with _own(databases) as made:
        yield made


@contextmanager
def _own(databases: Databases) -> Iterator[Database]:
    made = databases.fresh()
    _let_go()
    db.session.configure(bind=made.engine)
    try:
        # What the test itself reads must not hold SQLite's write lock against the threads it starts.
        with db.reading():
            yield made
    finally:
        _let_go()
        db.session.configure(bind=None)
        databases.drop(made)


@pytest.fixture(autouse=True)
def _the_day_goes_on() -> Iterator[None]:
    clock.use()
    yield
    clock.use()


@pytest.fixture
def clock_at() -> Callable[[str], date]:
    """Pins the day: clock_at("2015-10-05")."""

    def pin(day: str) -> date:
        clock.use(today=date.fromisoformat(day))
        return clock.today()

    return pin


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    """An installation for tests: cheap passwords, and files in a folder of the test's own."""
    return Settings(
        database_url="sqlite://",
        secret_key=DEMO_SECRET,
        evidence_store=tmp_path / "evidence",
        base_url="http://localhost",
        password_cost=CHEAP,
    )


@pytest.fixture(scope="session")
def _one_app() -> Flask:
    app = create_app(
        Settings("sqlite://", DEMO_SECRET, Path("nowhere"), "http://localhost", password_cost=CHEAP), connect=False
    )
    app.testing = True

    def the_test_has_its_say_first() -> None:
        held = _sessions().get((threading.get_ident(), False))
        if held is not None:
            held.commit()

    app.before_request_funcs.setdefault(None, []).insert(0, the_test_has_its_say_first)
    return app


@pytest.fixture
def app(_one_app: Flask, settings: Settings, database: Database) -> Flask:
    """The program on the test's database. What the test made is there for its pages, and what they change is seen."""
    now = replace(settings, database_url=database.address)
    _one_app.config.update(TRACKER=now, FILES=FileStore(now.evidence_store))
    return _one_app


def _signed_in(app: Flask, person: Person | None, board: Board | None) -> Browser:
    client = app.test_client()
    if person is not None:
        secret = visits.begin(person, hours=1)
        if board is not None:
            db.session.flush()
            visits.choose_board(db.session.query(Visit).filter_by(fingerprint=visits.mark(secret)).one(), board)
        db.session.commit()
        client.set_cookie("visit", secret)
    return Browser(client)


@pytest.fixture
def browser_as(app: Flask) -> Callable[..., Browser]:
    """A browser in which a person is signed in (and has chosen a board), or no one: browser_as(None)."""

    def sign_in(person: Person | None = None, board: Board | None = None) -> Browser:
        return _signed_in(app, person, board)

    return sign_in


@dataclass(frozen=True)
class Server:
    """A real server, and the program and database behind it.

    Commit what the pages are to see. Before looking at what they changed, `db.session.rollback()`.
    """

    address: str
    app: Flask
    database: Database


@contextmanager
def _serving(databases: Databases, settings: Settings) -> Iterator[Server]:
    with _own(databases) as database:
        app = create_app(replace(settings, database_url=database.address), connect=False)
        server = create_server(app, host="127.0.0.1", port=0, threads=4, clear_untrusted_proxy_headers=True)
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            yield Server(f"http://127.0.0.1:{server.effective_port}", app, database)
        finally:
            server.task_dispatcher.shutdown()
            server.close()
            thread.join(10)


@pytest.fixture
def live_server(sqlite_databases: Databases, settings: Settings) -> Iterator[Server]:
    """The program behind a real server on a free port, with a SQLite file of its own."""
    with _serving(sqlite_databases, settings) as server:
        yield server


@pytest.fixture
def live_server_on_postgresql(postgresql_databases: Databases, settings: Settings) -> Iterator[Server]:
    """The same, with a PostgreSQL database of its own."""
    with _serving(postgresql_databases, settings) as server:
        yield server


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """A real browser; skipped only where there is none to be had, and never in CI."""
    found = next((path for name in CHROMIUMS if (path := shutil.which(name))), None)
    if found is None:
        missing = "No Chromium here, so this test in a browser was not run (try: apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=found,
            args=["--no-sandbox"] if os.geteuid() == 0 else [],
            env={**os.environ, "HOME": "/tmp"},
        )
        yield browser
        browser.close()
