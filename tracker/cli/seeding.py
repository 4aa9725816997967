"""Loading the published reviews and the demonstration people."""

import click

from tracker.cli.session import connected
from tracker.config import DEMO_PASSWORD, PROJECT
from tracker.outside.passwords import Passwords
from tracker.outside.seed_files import SeedData, read_seed_data
from tracker.rules import seeding

SEED_DATA = PROJECT / "seed_data"

PLURALS = {"agency": "agencies", "person": "people"}


def seed_data() -> SeedData:
    """What the files of seed_data hold."""
    return read_seed_data(SEED_DATA)


def hash_of(password: str) -> str:
    """What is kept of the demonstration's password."""
    return Passwords().hash(password)


def account(done: seeding.Seeded) -> str:
    """What was added, in a sentence."""
    told = [f"{number} {noun if number == 1 else PLURALS.get(noun, f'{noun}s')}" for noun, number in done.added.items()]
    if not told:
        return "The seed data is there already: nothing was added."
    return f"Added {' and '.join(filter(None, [', '.join(told[:-1]), told[-1]]))}."


@click.command("seed")
@click.option(
    "--demo-password",
    is_flag=True,
    help="Give the invented people the published password of the demonstration. Never where real people work.",
)
def seed_command(demo_password: bool) -> None:
    """Load the five published reviews and the demonstration people, once."""
    kept = hash_of(DEMO_PASSWORD) if demo_password else None
    with connected():
        done = seeding.seed(seed_data(), password_hash=kept)
    click.echo(account(done))
