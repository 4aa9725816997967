"""Looking over the whole set-up, and proving the history of changes."""

import os
import secrets
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click
from sqlalchemy.exc import DBAPIError

from tracker import config
from tracker.cli.plainly import CannotDo, database_trouble
from tracker.cli.schema import behind, revision
from tracker.cli.session import connected, read_settings
from tracker.config import Settings, SettingsError
from tracker.outside.files import FileStore
from tracker.queries import demonstration, history, installation
from tracker.rules import audit

Look = Callable[[Settings], Iterator[str]]


@click.command("check")
def check_command() -> None:
    """Look over the settings, the database and every kept file, and name what is amiss."""
    settings = read_settings()
    wrong = say("Database", list(the_database(settings)))
    if not wrong:
        looks: list[tuple[str, Look]] = [("Settings", the_settings), ("Accounts", the_accounts), ("Files", the_files)]
        for name, look in looks:
            wrong += say(name, list(look(settings)))
    if wrong:
        click.echo(f"{wrong} {'thing is' if wrong == 1 else 'things are'} wrong.")
        sys.exit(1)
    click.echo("Everything is well.")


def say(name: str, faults: list[str]) -> int:
    """Print what was found of one part, and return how much is wrong with it."""
    for fault in faults or ["well."]:
        click.echo(f"{name}: {fault}")
    return len(faults)


def the_database(settings: Settings) -> Iterator[str]:
    """Whether it answers and has the schema of this version."""
    try:
        wrong = behind(revision(settings.database_url))
    except DBAPIError as error:
        wrong = database_trouble(error)
    if wrong:
        yield wrong


def the_settings(_settings: Settings) -> Iterator[str]:
    """Whether production would start with them; a demonstration needs no secret."""
    with connected():
        shown = demonstration.how_many() > 0
    try:
        config.from_environment(production=True)
    except SettingsError as error:
        if not shown:
            yield str(error)


def the_accounts(_settings: Settings) -> Iterator[str]:
    """Whether anyone can sign in, and nobody with a password that everybody knows."""
    with connected():
        able, invented = installation.people_who_can_sign_in(), demonstration.how_many()
    if invented and os.environ.get("SECRET_KEY"):
        yield f"{invented} accounts have the password of the demonstration. Use a database it was never run in."
    if not able:
        click.echo("Accounts: nobody has set a password yet. Invite people with: tracker person add")


def the_files(settings: Settings) -> Iterator[str]:
    """Whether the store can be written, and every file it should hold is there and unaltered."""
    trouble = cannot_write(settings.evidence_store)
    if trouble:
        yield trouble
    store = FileStore(settings.evidence_store)
    with connected():
        kept = installation.kept_files()
    for file in kept:
        try:
            store.fetch(file.fingerprint)
        except FileNotFoundError:
            yield f"the original of import {file.batch_id} is missing: {store.path_of(file.fingerprint)}"
        except (ValueError, OSError) as error:
            yield f"the original of import {file.batch_id} cannot be trusted ({error}): {file.fingerprint}"


def cannot_write(folder: Path) -> str | None:
    """Why nothing can be kept in the folder; None when something can, or when the first file will make it."""
    place = next((one for one in (folder, *folder.parents) if one.exists()), folder)
    if place != folder:
        return None if os.access(place, os.W_OK) else f"the store {folder} is not there and cannot be made."
    trial = folder / f".{secrets.token_hex(8)}"
    try:
        trial.write_bytes(b"")
        trial.unlink()
    except OSError as error:
        return f"nothing can be written to the store {folder} ({error.strerror})."
    return None


@click.group("audit")
def audit_group() -> None:
    """The history of changes."""


@audit_group.command("verify")
def audit_verify_command() -> None:
    """Prove that no entry of the history of changes was altered, added or removed behind the program's back."""
    with connected():
        entries = history.sealed_entries()
        faults = audit.faults(entries, history.head())
    if faults:
        raise CannotDo(" ".join(faults))
    click.echo(f"The history of changes is unbroken: {len(entries):,} entries.")
