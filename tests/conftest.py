"""What every test stands on: two databases, the program, a pinned day, browsers with and without script."""

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from tests.build import CHEAP
from tests.databases import Database, Databases, PostgresqlDatabases, SqliteDatabases, postgresql
from tests.pages import Browser
from tests.servers import Server, serving
from tests.sessions import a_session_for_each, commit_what_the_test_made, own, undone
from tracker import clock, create_app, db
from tracker.config import DEMO_SECRET, Settings
from tracker.models import Board, Person, Visit
from tracker.outside.files import FileStore
from tracker.rules import visits

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")


a_session_for_each()


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
    with undone(databases) as shared:
        yield shared


@pytest.fixture
def fresh_database(databases: Databases) -> Iterator[Database]:
    """A database of the test's own, where a commit is a commit: for races, servers and commands."""
    with own(databases) as made:
        yield made


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
    app.before_request_funcs.setdefault(None, []).insert(0, commit_what_the_test_made)
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
            begun = select(Visit).where(Visit.fingerprint == visits.mark(secret))
            visits.choose_board(db.session.scalars(begun).one(), board)
        db.session.commit()
        client.set_cookie("visit", secret)
    return Browser(client)


@pytest.fixture
def browser_as(app: Flask) -> Callable[..., Browser]:
    """A browser in which a person is signed in (and has chosen a board), or no one: browser_as(None)."""

    def sign_in(person: Person | None = None, board: Board | None = None) -> Browser:
        return _signed_in(app, person, board)

    return sign_in


@pytest.fixture
def live_server(sqlite_databases: Databases, settings: Settings) -> Iterator[Server]:
    """The program behind a real server on a free port, with a SQLite file of its own."""
    with serving(sqlite_databases, settings) as server:
        yield server


@pytest.fixture
def live_server_on_postgresql(postgresql_databases: Databases, settings: Settings) -> Iterator[Server]:
    """The same, with a PostgreSQL database of its own."""
    with serving(postgresql_databases, settings) as server:
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
