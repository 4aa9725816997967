"""Adding people, and inviting them."""

import click

from tracker import db
from tracker.cli.naming import agency_named, board_named
from tracker.cli.session import acting, connected
from tracker.config import DEMO_SECRET, Settings
from tracker.models import Membership, Person
from tracker.models.vocabulary import Role
from tracker.queries.people import person_by_email
from tracker.rules import invitations, people
from tracker.rules.errors import check_may

ROLES = [role.value for role in Role]


@click.group("person")
def person_group() -> None:
    """People who may sign in."""


@person_group.command("add")
@click.argument("email")
@click.option("--name", required=True, help="How the person is called on pages.")
@click.option("--role", type=click.Choice(ROLES), required=True)
@click.option("--board", help="The board, by its key or name; needed where there is more than one.")
@click.option("--agency", help="The agency, by any of its names; an action lead and an agency lead need one.")
@click.option("--by", metavar="EMAIL", help="In whose name; the installation's own where left out.")
def person_add_command(email: str, name: str, role: str, board: str | None, agency: str | None, by: str | None) -> None:
    """Add a person with a role at a board, and print the address of their invitation."""
    with connected() as settings:
        actor = acting(by)
        at = board_named(board)
        check_may("person.add", by=actor, subject=at)
        of = agency_named(agency, at) if agency else None
        person = person_by_email(email)
        known = person is not None
        if person is None:
            person = people.add_person(name=name, email=email, by=actor)
            db.session.flush()
        membership = people.join(person, at, role=Role(role), agency=of, by=actor)
        told = [introduced(membership, known), *invited(person, settings)]
    for line in told:
        click.echo(line)


def introduced(membership: Membership, known: bool) -> str:
    """Who is now what, where."""
    person, agency = membership.person, membership.agency
    where = f"{membership.role.label} at {membership.board.name}" + (f" for {agency.name}" if agency else "")
    how = "was there already and is now also" if known else "was added as"
    return f"{person.name} ({person.email}) {how} {where}."


def invited(person: Person, settings: Settings) -> list[str]:
    """The address at which someone without a password sets one."""
    if person.password_hash is not None:
        return []
    token = invitations.write(person, secret=settings.secret_key)
    told = [f"Their invitation, good for a week: {settings.base_url}/invitation/{token}"]
    if settings.secret_key == DEMO_SECRET:
        told.append("SECRET_KEY is not set here, so the invitation opens a demonstration only.")
    return told
