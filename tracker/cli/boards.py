"""Setting up a board and the agencies it knows."""

import click

from tracker import db
from tracker.cli.naming import board_named
from tracker.cli.session import connected
from tracker.models.vocabulary import AgencyKind
from tracker.queries.people import board_by_key
from tracker.rules import people
from tracker.rules.errors import Refused
from tracker.rules.reviews import slug_of


@click.group("board")
def board_group() -> None:
    """Boards and partnerships."""


@board_group.command("add")
@click.argument("key")
@click.option("--name", required=True, help="The board's full name.")
@click.option("--short-name", help="What a page's title calls it; the full name where left out.")
def board_add_command(key: str, name: str, short_name: str | None) -> None:
    """Add a board, under a KEY such as leicester."""
    with connected():
        short = short_name or name
        for given in (key, name, short):
            if board_by_key(given):
                raise Refused(f"There is already a board called {given}.")
        if key != slug_of(key):
            raise Refused(f"A board's key is made of small letters, figures and hyphens, such as {slug_of(key)}.")
        board = people.add_board(key=key, name=name.strip(), short_name=short.strip())
        db.session.flush()
        told = f"{board.name} was added. Its key is {board.key}."
    click.echo(told)


@click.group("agency")
def agency_group() -> None:
    """Agencies a board knows."""


@agency_group.command("add")
@click.argument("name")
@click.option("--board", help="The board, by its key or name; needed where there is more than one.")
@click.option("--kind", type=click.Choice([kind.value for kind in AgencyKind]), required=True)
@click.option("--alias", "aliases", multiple=True, help="Another way its name is written; may be given several times.")
def agency_add_command(name: str, board: str | None, kind: str, aliases: tuple[str, ...]) -> None:
    """Add an agency, with the other ways its name is written."""
    with connected():
        agency = people.add_agency(board_named(board), name=name, kind=AgencyKind(kind), aliases=aliases, by=None)
        told = f"{agency.name} was added to {agency.board.name}" + (
            f", also written {', '.join(aliases)}" if aliases else ""
        )
    click.echo(f"{told}.")
