"""The schema of the database: bringing it to the head of the migrations, and saying how far it is."""

import time
from pathlib import Path

import click
from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import make_url
from sqlalchemy.exc import OperationalError

from tracker import db
from tracker.cli.session import read_settings
from tracker.config import PROJECT, SettingsError

PAUSE_SECONDS = 1.0


def alembic_config(database_url: str) -> Config:
    """What Alembic needs to know, without a file of its own."""
    config = Config()
    config.set_main_option("script_location", str(Path(PROJECT) / "migrations").replace("%", "%%"))
    config.attributes["url"] = database_url
    return config


def migrate(database_url: str) -> tuple[str | None, str | None]:
    """Bring the schema to the head; the revision before and after."""
    before = revision(database_url)
    if before is not None and before not in known_revisions():
        raise SettingsError(_newer(before))
    command.upgrade(alembic_config(database_url), "head")
    return before, revision(database_url)


def revision(database_url: str) -> str | None:
    """The revision the database is at; None for an empty one."""
    engine = db.engine_for(make_url(database_url))
    try:
        with db.reading(), engine.connect() as connection:
            return MigrationContext.configure(connection).get_current_revision()
    finally:
        engine.dispose()


def wait_for(database_url: str, *, seconds: int) -> None:
    """Return once the database answers; raise its last error when it has not after so many seconds."""
    end = time.monotonic() + seconds
    told = False
    while True:
        try:
            revision(database_url)
        except OperationalError:
            if time.monotonic() >= end:
                raise
            if not told:
                click.echo(f"Waiting up to {seconds} seconds for the database to answer.", err=True)
                told = True
            time.sleep(PAUSE_SECONDS)
        else:
            return


def known_revisions() -> list[str]:
    """The revisions this version of the program knows, newest first."""
    script = ScriptDirectory.from_config(alembic_config(""))
    return [one.revision for one in script.walk_revisions()]


def _newer(at: str) -> str:
    return f"The database is at revision {at}, which this version does not know. Install the version that made it."


def behind(at: str | None) -> str | None:
    """A sentence when the schema is not the one this program needs; None when it is."""
    known = known_revisions()
    needed = known[0]
    if at == needed:
        return None
    if at is None:
        return "The database is empty. Run: tracker migrate"
    if at not in known:
        return _newer(at)
    return f"The database is at revision {at} and this version needs {needed}. Run: tracker migrate"


@click.command("migrate")
def migrate_command() -> None:
    """Bring the database to the schema of this version."""
    settings = read_settings()
    before, after = migrate(settings.database_url)
    if before == after:
        click.echo(f"The database is at revision {after} already: nothing to do.")
    else:
        click.echo(f"The database was brought from {before or 'nothing'} to revision {after}.")
