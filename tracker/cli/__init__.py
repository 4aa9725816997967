"""The commands: `tracker --help` lists them."""

import click

from tracker.cli.demo import demo_command
from tracker.cli.plainly import Commands
from tracker.cli.plans_read import timescale_command
from tracker.cli.schema import migrate_command
from tracker.cli.seeding import seed_command


@click.group(cls=Commands)
def main() -> None:
    """Sees that what a safeguarding review recommends gets done."""


for _command in (demo_command, migrate_command, seed_command, timescale_command):
    main.add_command(_command)
