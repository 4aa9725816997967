"""The demonstration: set up, filled with the published reviews, and served on this machine alone."""

import logging
import os
import socket
from dataclasses import replace

import click
from waitress.server import create_server

from tracker import create_app
from tracker.cli.schema import migrate, revision
from tracker.cli.seeding import account, hash_of, seed_data
from tracker.cli.session import connected, read_settings
from tracker.config import DEMO_PASSWORD
from tracker.models import Board, Membership
from tracker.outside.seed_files import SeedData
from tracker.queries import demonstration
from tracker.rules import seeding
from tracker.rules.errors import Refused

HOST = "127.0.0.1"
DEFAULT_PORT = 5000
HIGHEST_PORT = 65_535
WAITING_CONNECTIONS = 128
THREADS = 4


@click.command("demo")
@click.option(
    "--port",
    type=click.IntRange(0, HIGHEST_PORT),
    envvar="PORT",
    default=DEFAULT_PORT,
    show_default=True,
    help="Where to serve it; 0 takes any free port.",
)
def demo_command(port: int) -> None:
    """Migrate, load the demonstration once, and serve it on this machine."""
    listening = listen(port)
    address = f"http://{HOST}:{listening.getsockname()[1]}"
    settings = read_settings(demo=True)
    if not os.environ.get("BASE_URL"):
        settings = replace(settings, base_url=address)
    click.echo("Preparing the demonstration.")
    data = seed_data()
    if revision(settings.database_url) is not None:
        check_nobody_works_here(data)
    migrate(settings.database_url)
    click.echo(fill(data))
    click.echo(welcome(address))
    # Whoever opened the address while it was being prepared was only early.
    logging.getLogger("waitress.queue").setLevel(logging.ERROR)
    server = create_server(
        create_app(settings), sockets=[listening], threads=THREADS, ident=None, clear_untrusted_proxy_headers=True
    )
    server.run()


def listen(port: int) -> socket.socket:
    """The socket the demonstration is served on, held from the start; raises Refused when the port is taken."""
    listening = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
        listening.listen(WAITING_CONNECTIONS)
    except OSError as error:
        listening.close()
        raise Refused(
            f"Port {port} cannot be used ({error.strerror}). Choose another, for example: PORT={port + 1} make demo"
        ) from error
    return listening


def fill(data: SeedData) -> str:
    """Load what is missing, with a password for the invented people; says what was added."""
    with connected():
        return account(seeding.seed(data, password_hash=hash_of(DEMO_PASSWORD)))


def check_nobody_works_here(data: SeedData) -> None:
    """Raise Refused where real people work: the demonstration gives out a password that everybody knows."""
    with connected():
        strangers, already = seeding.strangers(data), demonstration.how_many() > 0
    if strangers and not already:
        raise Refused(
            f"This database holds people who are not of the demonstration ({strangers} of them), so it was left as it "
            "is: the demonstration would let anyone in. Leave DATABASE_URL out, or give it an empty database."
        )


def welcome(address: str) -> str:
    """The address, and who can sign in with what."""
    with connected():
        listed = account_lines(demonstration.accounts())
    return "\n".join(
        [
            "",
            "Demonstration accounts, all of them invented people (the sign-in page lists them too):",
            *listed,
            "",
            f"The password of every account is: {DEMO_PASSWORD}",
            f"Open {address} and sign in. Press Ctrl+C to stop.",
        ]
    )


def account_lines(boards: dict[Board, list[Membership]]) -> list[str]:
    """A line for each account under the name of its board: role, address, agency."""
    everyone = [one for theirs in boards.values() for one in theirs]
    role_width = max((len(one.role.label) for one in everyone), default=0)
    email_width = max((len(one.person.email) for one in everyone), default=0)
    lines: list[str] = []
    for board, theirs in boards.items():
        lines += ["", board.name]
        for one in theirs:
            agency = one.agency.name if one.agency else ""
            lines.append(f"  {one.role.label:<{role_width}}  {one.person.email:<{email_width}}  {agency}".rstrip())
    return lines
