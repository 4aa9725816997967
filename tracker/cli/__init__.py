"""The commands: `tracker --help` lists them."""

import click

from tracker.cli.boards import agency_group, board_group
from tracker.cli.check import audit_group, check_command
from tracker.cli.demo import demo_command
from tracker.cli.people import person_group
from tracker.cli.plainly import Commands
from tracker.cli.plans_export import export_plan_command
from tracker.cli.plans_import import import_plan_command
from tracker.cli.plans_read import read_plan_command, timescale_command
from tracker.cli.reviews import review_group
from tracker.cli.schema import migrate_command
from tracker.cli.seeding import seed_command
from tracker.cli.serve import serve_command


@click.group(cls=Commands)
def main() -> None:
    """Sees that what a safeguarding review recommends gets done."""


COMMANDS: tuple[click.Command, ...] = (
    demo_command,
    serve_command,
    migrate_command,
    seed_command,
    check_command,
    audit_group,
    board_group,
    agency_group,
    person_group,
    review_group,
    read_plan_command,
    import_plan_command,
    export_plan_command,
    timescale_command,
)
for _command in COMMANDS:
    main.add_command(_command)
