"""What one test writes, no other sees, however it wrote it."""

import contextlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError

from tests.databases import Database, at_once
from tracker import clock, db
from tracker.config import PROJECT
from tracker.models import AuditEntry, AuditHead, AuditSeal, Board, Person
from tracker.rules import people

BOARD = {"key": "anywhere", "name": "Anywhere Safeguarding Board", "short_name": "Anywhere"}


def boards() -> int:
    return db.session.scalars(select(func.count(Board.id))).one()


def write_and_commit() -> None:
    people.add_board(**BOARD)
    db.session.commit()
    assert boards() == 1


def write_the_same_twice() -> None:
    write_and_commit()
    db.session.add(Board(**BOARD))
    with pytest.raises(IntegrityError):
        db.session.commit()
    db.session.rollback()
    assert boards() == 1


def write_and_roll_back() -> None:
    write_and_commit()
    db.session.add(Person(name="A person", email="person@anywhere.example", added_at=clock.now()))
    db.session.flush()
    db.session.rollback()
    assert db.session.scalars(select(func.count(Person.id))).one() == 0
    assert boards() == 1


def fail_half_way() -> None:
    write_and_commit()
    with contextlib.suppress(IntegrityError), db.session.begin_nested():
        db.session.add(Board(**BOARD))
    assert boards() == 1


def leave_something_unsaved() -> None:
    write_and_commit()
    db.session.add(Board(key="elsewhere", name="Elsewhere Board", short_name="Elsewhere"))
    db.session.flush()


WAYS = [write_and_commit, write_the_same_twice, write_and_roll_back, fail_half_way, leave_something_unsaved]


@pytest.mark.parametrize("write", WAYS, ids=lambda way: way.__name__)
@pytest.mark.usefixtures("database")
def test_each_test_finds_an_empty_record_and_writes_into_it(write: Callable[[], None]) -> None:
    assert boards() == 0
    for kept in (AuditEntry, AuditSeal):
        assert db.session.scalars(select(func.count(kept.id))).one() == 0
    assert db.session.scalars(select(AuditHead)).one().seal_id == 0
    write()


@pytest.mark.usefixtures("database")
def test_a_later_test_finds_the_record_empty_again() -> None:
    assert boards() == 0
    assert db.session.scalars(select(AuditHead)).one().fingerprint == ""


def test_the_end_of_a_request_undoes_nothing_that_was_committed(app: Flask) -> None:
    write_and_commit()
    board = db.session.scalars(select(Board)).one()
    assert app.test_client().get("/sign-in").status_code == 200
    board.name = "Another name"
    app.test_client().get("/sign-in")
    assert (board.name, boards()) == ("Another name", 1)


def test_what_a_request_leaves_uncommitted_is_gone_when_it_ends(app: Flask) -> None:
    with app.test_request_context("/"):
        people.add_board(**BOARD)
        db.session.flush()
        assert boards() == 1
        app.do_teardown_request()
    assert boards() == 0


def test_two_people_at_once_have_a_connection_each(fresh_database: Database) -> None:
    def add() -> int:
        people.add_board(**BOARD)
        db.session.commit()
        return boards()

    answers = at_once(add, add)
    assert sorted(type(answer).__name__ for answer in answers) == ["IntegrityError", "int"]
    assert boards() == 1


def test_a_database_of_ones_own_is_empty_too(fresh_database: Database) -> None:
    assert boards() == 0
    assert fresh_database.kind in fresh_database.address


def test_a_run_that_is_killed_leaves_no_server_behind() -> None:
    said = "from tests.databases import postgresql\nwith postgresql() as address: print(address, flush=True); input()"
    quiet = {name: value for name, value in os.environ.items() if name != "TEST_DATABASE_URL"}
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen([sys.executable, "-c", said], cwd=PROJECT, env=quiet, **pipes) as run:  # type: ignore[call-overload]
        folder = Path(run.stdout.readline().strip().partition("host=")[2])
        assert (folder / "data" / "postmaster.pid").exists()
        run.kill()
    until = time.monotonic() + 30
    while folder.exists() and time.monotonic() < until:
        time.sleep(0.05)
    assert not folder.exists()
