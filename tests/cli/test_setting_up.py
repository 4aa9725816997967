"""Setting up an installation, and asking whether it is well."""

import secrets

import pytest
from sqlalchemy import select, text, update

from tests.build import an_import
from tests.cli.installation import Installation
from tracker import db
from tracker.models import AuditEntry, Board, Import, Review
from tracker.outside.files import FileStore

SECRET = secrets.token_hex(32)


def test_migrating_says_from_where_to_where_and_a_second_time_has_nothing_to_do(
    bare_installation: Installation,
) -> None:
    assert (
        bare_installation.refused("seed")
        == "The database has not been set up for this version yet. Run: tracker migrate"
    )
    assert "was brought from nothing to revision" in bare_installation.told("migrate")
    assert "nothing to do" in bare_installation.told("migrate")


def test_a_database_of_a_newer_version_is_left_alone(installation: Installation) -> None:
    with installation.database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    said = installation.refused("migrate")
    assert (
        said == "The database is at revision 9999, which this version does not know. Install the version that made it."
    )


def test_seeding_says_what_was_added_and_a_second_time_that_nothing_was(installation: Installation) -> None:
    first = installation.told("seed")
    assert first.startswith("Added 4 boards, ")
    assert "5 reviews, 106 recommendations and 41 actions." in first
    assert installation.told("seed") == "The seed data is there already: nothing was added.\n"
    assert len(db.session.scalars(select(Review)).all()) == 5


def test_without_a_secret_the_check_says_that_pages_would_not_be_served(installation: Installation) -> None:
    result = installation.run("check")
    assert result.exit_code == 1
    assert "Settings: SECRET_KEY is not set." in result.output
    assert "1 thing is wrong." in result.output


def test_a_well_installation_is_well(installation: Installation) -> None:
    said = installation.told("check", SECRET_KEY=SECRET)
    assert said.splitlines()[-1] == "Everything is well."
    assert "Invite people with: tracker person add" in said


def test_a_demonstration_needs_no_secret_but_is_no_place_for_one(installation: Installation) -> None:
    installation.told("seed", "--demo-password")
    assert "Everything is well." in installation.told("check")
    result = installation.run("check", SECRET_KEY=SECRET)
    assert result.exit_code == 1
    assert "accounts have the password of the demonstration" in result.output


def test_a_database_behind_its_version_is_what_is_wrong_and_all_that_is_said(bare_installation: Installation) -> None:
    result = bare_installation.run("check")
    assert result.exit_code == 1
    assert result.output.splitlines() == ["Database: The database is empty. Run: tracker migrate", "1 thing is wrong."]


@pytest.fixture
def kept(installation: Installation) -> FileStore:
    """A store with the original of one import."""
    store = FileStore(installation.folder / "evidence")
    an_import(files=store)
    return store


def test_an_original_that_is_gone_or_altered_is_named_by_its_import(
    installation: Installation, kept: FileStore
) -> None:
    assert "Files: well." in installation.run("check", SECRET_KEY=SECRET).output
    batch = db.session.scalars(select(Import)).one()
    place = kept.path_of(batch.fingerprint)
    place.write_bytes(b"another plan")
    altered = installation.run("check", SECRET_KEY=SECRET)
    assert f"Files: the original of import {batch.id} cannot be trusted" in altered.output
    place.unlink()
    gone = installation.run("check", SECRET_KEY=SECRET)
    assert (gone.exit_code, f"Files: the original of import {batch.id} is missing" in gone.output) == (1, True)


def test_a_store_that_cannot_be_written_is_said(installation: Installation) -> None:
    (installation.folder / "evidence").write_text("a file where the folder should be")
    result = installation.run("check", SECRET_KEY=SECRET)
    assert result.exit_code == 1
    assert "Files: nothing can be written to the store" in result.output


def test_an_unbroken_history_is_counted_and_an_altered_one_is_found(installation: Installation) -> None:
    installation.told("board", "add", "north", "--name", "North Board")
    installation.told("board", "add", "south", "--name", "South Board")
    assert installation.told("audit", "verify") == "The history of changes is unbroken: 2 entries.\n"
    with installation.database.engine.begin() as connection:
        # What somebody with the keys to the database would do before changing its history.
        trigger = (
            "audit_entry_is_kept" if installation.database.kind == "postgresql" else "audit_entry_is_kept_from_update"
        )
        table = " ON audit_entry" if installation.database.kind == "postgresql" else ""
        connection.execute(text(f"DROP TRIGGER {trigger}{table}"))
        connection.execute(update(AuditEntry).where(AuditEntry.id == 1).values(why="nothing to see"))
    assert "was altered or removed" in installation.refused("audit", "verify")


def test_a_board_and_its_agencies_are_set_up_by_name(installation: Installation) -> None:
    said = installation.told(
        "board", "add", "north", "--name", "North Safeguarding Partnership", "--short-name", "North"
    )
    assert said == "North Safeguarding Partnership was added. Its key is north.\n"
    said = installation.told(
        "agency", "add", "North Trust", "--kind", "health", "--alias", "NT", "--alias", "Old Trust"
    )
    assert said == "North Trust was added to North Safeguarding Partnership, also written NT, Old Trust.\n"
    assert "already" in installation.refused("board", "add", "other", "--name", "north safeguarding partnership")
    assert "such as south-east" in installation.refused("board", "add", "South East", "--name", "South East")
    assert "“NT” is already a name of North Trust" in installation.refused(
        "agency", "add", "New Trust", "--kind", "health", "--alias", "NT"
    )
    assert [board.key for board in db.session.scalars(select(Board))] == ["north"]
