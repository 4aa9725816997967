"""The demonstration and the production pages, started as programs."""

import re
import secrets
import socket
import urllib.request
from collections.abc import Iterator
from typing import cast

import pytest
from sqlalchemy import Engine, select, text

from tests.build import a_person
from tests.cli.installation import Installation
from tests.pages import Browser
from tests.sessions import let_go
from tracker import create_app, db
from tracker.cli.demo import check_nobody_works_here, fill, listen
from tracker.cli.seeding import seed_data
from tracker.cli.serve import Place, Workers
from tracker.config import DEMO_PASSWORD, DEMO_SECRET, Settings
from tracker.models import Person, SignInAttempt
from tracker.models.vocabulary import Role
from tracker.rules.errors import Refused


def fetched(address: str) -> str:
    with urllib.request.urlopen(address, timeout=30) as answer:
        return str(answer.read().decode())


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])


def test_the_demonstration_tells_its_address_and_its_accounts_and_serves(bare_installation: Installation) -> None:
    with bare_installation.running("demo", "--port", "0", until="Press Ctrl+C to stop") as said:
        address = re.search(r"Open (http://127\.0\.0\.1:\d+) ", said)
        assert address
        page = fetched(f"{address[1]}/sign-in")
    for told in (said, page):
        assert DEMO_PASSWORD in told
        assert "policy.officer@leicester.example" in told
        assert "Coventry Safeguarding Children Board" in told
        for role in Role:
            assert role.label in told.lower()


def test_production_serves_what_was_migrated_and_shows_no_demonstration(installation: Installation) -> None:
    port = free_port()
    serve = ["serve", "--port", str(port), "--workers", "1"]
    with installation.running(*serve, until="Booting worker", SECRET_KEY=secrets.token_hex(32)):
        assert "well" in fetched(f"http://127.0.0.1:{port}/healthz")
        page = fetched(f"http://127.0.0.1:{port}/sign-in")
    assert "emonstration" not in page


@pytest.mark.parametrize(("proxies", "place"), [(0, "127.0.0.1"), (1, "203.0.113.9")])
def test_who_asks_is_taken_from_a_proxy_only_where_one_is_said_to_stand(
    installation: Installation, proxies: int, place: str
) -> None:
    settings = Settings(installation.database.address, DEMO_SECRET, installation.folder, "http://localhost")
    app = Workers(settings, Place("127.0.0.1", 8000, workers=1, proxies=proxies)).load()
    app.testing = True
    client = app.test_client()
    client.environ_base["HTTP_X_FORWARDED_FOR"] = "198.51.100.1, 203.0.113.9"
    page = Browser(client).get("/sign-in")
    page.fill({"E-mail address": "duty@north.example", "Password": "a guess"}).submit("Sign in", 422)
    let_go()
    cast(Engine, db.session.get_bind()).dispose()
    look_again(installation)
    assert f"from {place}" in db.session.scalars(select(SignInAttempt.about)).all()


def test_production_does_not_open_where_a_password_is_known_to_everybody(installation: Installation) -> None:
    installation.told("seed", "--demo-password")
    said = installation.refused("serve", SECRET_KEY=secrets.token_hex(32))
    assert "have a password that everybody knows" in said


def test_a_port_that_is_taken_is_said_before_anything_is_done(bare_installation: Installation) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        said = bare_installation.refused("demo", PORT=str(port))
    assert said == (
        f"Port {port} cannot be used (Address already in use). Choose another, for example: PORT={port + 1} make demo"
    )
    assert "empty" in bare_installation.run("check").output


def test_the_port_is_held_from_the_start() -> None:
    held = listen(0)
    with held, pytest.raises(Refused):
        listen(held.getsockname()[1])


def test_where_real_people_work_no_demonstration_is_shown_and_nothing_is_migrated(installation: Installation) -> None:
    installation.told("seed")
    a_person(email="duty@board.gov.uk")
    with installation.database.engine.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0001'"))
    result = installation.run("demo", "--port", "0")
    assert result.exit_code == 1
    assert "people who are not of the demonstration (1 of them)" in result.stderr
    assert "is at revision 0001" in installation.run("check").output
    assert not db.session.scalars(select(Person).where(Person.password_hash.is_not(None))).all()


@pytest.fixture
def here(installation: Installation, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The installation as this process's own environment."""
    for name, value in installation.environment.items():
        monkeypatch.setenv(name, value)
    yield
    look_again(installation)


def look_again(installation: Installation) -> None:
    """Let the test look at the database after something else was connected to it."""
    let_go()
    db.session.configure(bind=installation.database.engine)


@pytest.mark.usefixtures("here")
def test_someone_added_to_a_demonstration_does_not_end_it(installation: Installation) -> None:
    installation.told("seed", "--demo-password")
    a_person(email="curious@board.gov.uk")
    check_nobody_works_here(seed_data())


@pytest.fixture
def demonstration(installation: Installation, here: None) -> Browser:
    """A browser at a demonstration, nobody signed in."""
    fill(seed_data())
    look_again(installation)
    app = create_app(
        Settings(installation.database.address, DEMO_SECRET, installation.folder, "http://localhost", demo=True),
        connect=False,
    )
    app.testing = True
    return Browser(app.test_client())


def test_whoever_reads_the_sign_in_page_of_a_demonstration_can_sign_in(demonstration: Browser) -> None:
    page = demonstration.get("/sign-in")
    assert "Enter nothing about a real child" in page
    page.fill({"E-mail address": "named.nurse@leicester.example", "Password": DEMO_PASSWORD})
    start = page.submit("Sign in")
    assert "Named Nurse Safeguarding Children" in start
    assert "Leicester Safeguarding Children Board" in start
    assert "Enter nothing about a real child" in start
