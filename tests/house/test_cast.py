"""The cast that other tests build on is whole, new each time, and made by the rules."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from urllib.request import urlopen

import pytest
from sqlalchemy import select

from tests import build
from tests.databases import Database
from tests.pages import Browser
from tests.servers import Server
from tracker import access, clock, db
from tracker.models import Board, Review, Step
from tracker.models.vocabulary import ActionStatus, ImportStatus, Role
from tracker.outside.files import FileStore


@pytest.mark.usefixtures("database")
def test_everything_can_be_had_without_saying_more() -> None:
    made = [build.a_board(), build.an_agency(), build.a_person(), build.a_post(), build.a_review()]
    again = [build.a_board(), build.an_agency(), build.a_person(), build.a_post(), build.a_review()]
    assert all(one.id < other.id for one, other in zip(made, again, strict=True))
    assert build.a_recommendation().review.code != build.a_recommendation().review.code


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.usefixtures("database")
def test_a_person_has_the_role_that_was_asked_for(role: Role) -> None:
    board = build.a_board()
    person = build.a_person(role, board)
    assert access.roles_at(person, board.id) == {role}


@pytest.mark.usefixtures("database")
def test_a_draft_holds_only_what_was_said_and_an_open_action_lacks_nothing() -> None:
    draft = build.an_action(timescale="By the summer term")
    assert (draft.status, draft.deadline, draft.leads, draft.agency) == (ActionStatus.DRAFT, None, [], None)
    action = build.an_action(status="open", deadline=date(2015, 10, 5))
    assert (action.status, action.first_deadline) == (ActionStatus.OPEN, date(2015, 10, 5))
    assert action.leads[0].answers is not None


@pytest.mark.parametrize("status", list(ActionStatus))
@pytest.mark.usefixtures("database")
def test_an_action_of_every_status_can_be_had_with_its_last_step(status: ActionStatus) -> None:
    action = build.an_action(status=status)
    last = db.session.scalars(select(Step).where(Step.action == action).order_by(Step.id.desc())).first()
    assert last is not None
    assert (action.status, last.to_status) == (status, status)


@pytest.mark.usefixtures("database")
def test_a_plan_is_taken_in_and_waits(tmp_path: Path) -> None:
    batch = build.an_import(files=FileStore(tmp_path))
    assert batch.status is ImportStatus.PROPOSED
    assert [row.kind.value for row in batch.rows] == ["heading", "item"]


@pytest.mark.usefixtures("database")
def test_a_pinned_day_is_today_until_the_test_ends(clock_at: Callable[[str], date]) -> None:
    assert clock.today() > date(2020, 1, 1)
    clock_at("2015-10-05")
    assert (clock.today(), clock.now().date()) == (date(2015, 10, 5), date(2015, 10, 5))


def test_a_browser_is_signed_in_as_the_person_given(browser_as: Callable[..., Browser]) -> None:
    board = build.a_board(name="Midtown")
    person = build.a_person("policy-officer", board)
    assert person.name in browser_as(person).get("/").text
    assert browser_as(None).get("/").h1 == "Sign in"
    other = build.a_board(name="Uptown")
    build.a_membership(person, "observer", other)
    assert "Uptown" in browser_as(person, other).get("/").text


def test_a_page_sees_what_the_test_made_and_the_test_what_the_page_changed(browser_as: Callable[..., Browser]) -> None:
    review = build.a_review()
    officer = build.a_person("policy-officer", review.board)
    page = browser_as(officer).get("/")
    assert review.board.short_name in page.text
    page.submit("Sign out")
    assert db.session.get(Review, review.id) is review


@pytest.mark.browser
def test_a_real_server_and_a_real_browser_meet(live_server: Server, chromium) -> None:
    person = build.a_person("policy-officer", build.a_board(name="Midtown"), password="a long enough password")
    page = chromium.new_page()
    page.goto(f"{live_server.address}/sign-in")
    page.get_by_label("E-mail address").fill(person.email)
    page.get_by_label("Password", exact=True).fill("a long enough password")
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_url(f"{live_server.address}/")
    assert "Midtown" in page.inner_text("body")
    page.close()


def test_a_real_server_runs_on_postgresql_too(live_server_on_postgresql: Server) -> None:
    build.a_board()
    with urlopen(f"{live_server_on_postgresql.address}/sign-in") as answer:
        assert answer.status == 200


def test_a_database_of_ones_own_takes_the_cast(fresh_database: Database) -> None:
    build.an_action(status="open")
    db.session.remove()
    assert db.session.scalars(select(Board)).one().key == "board-1"
