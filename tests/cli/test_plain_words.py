"""A command that cannot says so in one line, with a status that is not zero, and never with a traceback."""

import secrets
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from tracker.cli import main
from tracker.cli.plainly import Commands
from tracker.reading.limits import CannotRead
from tracker.rules.errors import Refused

NOBODY_THERE = "postgresql://tracker:secret@127.0.0.1:1/tracker"


def line(*words: str, status: int = 1, **settings: str) -> str:
    """The one line on the error stream, on an environment with only these settings."""
    empty = dict.fromkeys(("DATABASE_URL", "SECRET_KEY", "EVIDENCE_STORE", "TZ_NAME", "TODAY", "PORT"), "")
    result = CliRunner().invoke(main, words, env=empty | settings)
    assert result.exit_code == status, result.output
    assert isinstance(result.exception, SystemExit), result.exception
    lines = result.stderr.splitlines()
    assert len(lines) == 1, result.stderr
    return lines[0]


def test_an_address_that_is_no_database() -> None:
    assert line("seed", DATABASE_URL="the cupboard").startswith("DATABASE_URL is not the address of a database")


def test_a_database_that_does_not_answer_is_said_without_its_password() -> None:
    said = line("seed", DATABASE_URL=NOBODY_THERE)
    assert said.startswith("The database does not answer")
    assert "secret" not in said


def test_a_folder_that_cannot_be_made() -> None:
    assert "Nothing was changed." in line("migrate", DATABASE_URL="sqlite:////proc/nowhere/tracker.sqlite")


def test_a_time_zone_that_is_none(tmp_path: Path) -> None:
    said = line("seed", DATABASE_URL=f"sqlite:///{tmp_path}/a.sqlite", TZ_NAME="Europe/Leicester")
    assert said == "TZ_NAME is 'Europe/Leicester', which is no time zone. Write Europe/London."


def test_a_pinned_day_that_is_no_date(tmp_path: Path) -> None:
    said = line("seed", DATABASE_URL=f"sqlite:///{tmp_path}/a.sqlite", TODAY="tomorrow")
    assert said == "TODAY is 'tomorrow', which is not a date. Write it as 2015-09-30."


def test_pages_are_not_served_without_a_secret_or_with_a_short_one(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path}/a.sqlite"
    assert line("serve", DATABASE_URL=database).startswith("SECRET_KEY is not set.")
    assert line("serve", DATABASE_URL=database, SECRET_KEY="short").startswith(
        "SECRET_KEY is too short (5 characters)."
    )


def test_pages_are_not_served_before_the_database_is_set_up(tmp_path: Path) -> None:
    said = line("serve", DATABASE_URL=f"sqlite:///{tmp_path}/a.sqlite", SECRET_KEY=secrets.token_hex(32))
    assert said == "The database is empty. Run: tracker migrate"


@pytest.mark.parametrize(
    ("raised", "status", "said"),
    [
        (Refused("Give the review\na code name."), 1, "Give the review a code name."),
        (CannotRead("The file is empty."), 2, "The file is empty."),
        (FileNotFoundError(2, "No such file or directory", "plan.xlsx"), 1, "No such file or directory: plan.xlsx."),
    ],
)
def test_what_a_command_of_a_sub_group_raises_is_one_line_too(raised: Exception, status: int, said: str) -> None:
    @click.group(cls=Commands)
    def outer() -> None: ...

    @outer.group()
    def inner() -> None: ...

    @inner.command()
    def act() -> None:
        raise raised

    result = CliRunner().invoke(outer, ["inner", "act"])
    assert result.exit_code == status
    assert result.stderr.startswith(said)
    assert result.stderr.count("\n") == 1


def test_every_command_is_listed_with_what_it_does() -> None:
    listed = CliRunner().invoke(main, ["--help"]).output
    names = "demo serve migrate seed check audit person board agency review read-plan timescale"
    for name in names.split():
        assert f"\n  {name} " in listed
    for command in main.commands.values():
        assert command.help
