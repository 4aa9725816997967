"""The first thing a policy officer does: an agency's workbook arrives, and soon its lead sees what they owe."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from sqlalchemy import select

from tests.build import a_board, a_person, a_post, a_review, an_agency
from tests.plans import child_b1_composite
from tests.servers import Server
from tracker import db
from tracker.models import Action
from tracker.models.vocabulary import ActionStatus, Role
from tracker.web import background

pytestmark = pytest.mark.browser

PASSWORD = "a long password for a test"
OFFICER, LEAD = "policy.officer@leicester.example", "named.nurse@leicester.example"
TRUST = "Leicestershire Partnership NHS Trust"
OTHERS = (
    "Leicester City CCG",
    "University Hospitals of Leicester NHS Trust",
    "Early Years Support Team",
    "Children's Social Care",
    "Local Safeguarding Children Board",
)
FAULTS_THAT_COUNT = ("serious", "critical")


def a_board_that_awaits_a_plan() -> None:
    board = a_board(name="Leicester Safeguarding Children Board", key="leicester")
    for name in OTHERS:
        an_agency(board, name=name)
    trust = an_agency(board, name=TRUST, aliases=("LPT",))
    a_person(Role.POLICY_OFFICER, board, email=OFFICER, name="Policy Officer", password=PASSWORD)
    nurse = a_person(Role.LEAD, board, agency=trust, email=LEAD, name="Nurse Lead", password=PASSWORD)
    a_post(trust, title="Named Nurse", holder=nurse)
    a_review(board, code="Child B1", plan_date=date(2015, 9, 30))


def sign_in(page: Any, server: Server, email: str) -> None:
    page.goto(f"{server.address}/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("button", name="Sign out").wait_for()


def nothing_serious(page: Any, script: bool) -> None:
    """What axe finds is minor at most. It is itself a script, so it looks only where scripts may run."""
    if not script:
        return
    found = Axe().run(page).response["violations"]
    serious = [(one["id"], one["nodes"][0]["html"]) for one in found if one["impact"] in FAULTS_THAT_COUNT]
    assert not serious, (page.url, serious)


def fits(page: Any) -> None:
    """Nothing sticks out sideways, also on a phone."""
    for width in (360, 1280):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width, (page.url, width)


def take_in(page: Any, server: Server, file: Path, script: bool) -> None:
    page.goto(f"{server.address}/imports/add")
    nothing_serious(page, script)
    page.get_by_label("Review", exact=True).select_option("Child B1")
    page.locator("input[type=file]").set_input_files(file)
    page.get_by_role("button", name="Read the plan").click()
    page.get_by_role("heading", level=1, name=file.name).wait_for()


@pytest.mark.parametrize("script", [True, False], ids=["with script", "without script"])
def test_a_plan_becomes_actions_that_their_lead_sees(
    chromium: Any, live_server: Server, tmp_path: Path, script: bool
) -> None:
    a_board_that_awaits_a_plan()
    file = child_b1_composite(tmp_path / "child b1 plans.xlsx")
    context = chromium.new_context(java_script_enabled=script)
    page = context.new_page()
    sign_in(page, live_server, OFFICER)
    take_in(page, live_server, file, script)
    nothing_serious(page, script)
    fits(page)
    assert page.get_by_text("The plan leaves this blank.").first.is_visible()

    page.get_by_role("link", name="Needs a person").click()
    row = page.locator("section.read", has_text="LPT, row 6")
    assert row.get_by_text("Needs a person: The timescale is blank.").is_visible()
    for part, typed in (("Day", "31"), ("Month", "1"), ("Year", "2016")):
        row.get_by_label(part).fill(typed)
    row.get_by_role("button", name="Save the deadline of this row").click()
    assert page.get_by_text("LPT, row 6 is saved.").is_visible()
    nothing_serious(page, script)

    page.get_by_role("button", name="Import 16 recommendations and 17 actions").click()
    assert page.get_by_text("Imported: 16 recommendations and 17 actions.").is_visible()
    nothing_serious(page, script)
    fits(page)

    page.get_by_role("button", name="Agree this plan").or_(page.get_by_role("link", name="Agree this plan")).click()
    nothing_serious(page, script)
    fits(page)
    page.get_by_role("button", name="Save and agree all that are ready").click()
    page.get_by_role("button", name="Sign out").click()

    sign_in(page, live_server, LEAD)
    nothing_serious(page, script)
    db.session.rollback()
    blank = db.session.scalars(select(Action).where(Action.timescale == "")).one()
    assert (blank.status, blank.deadline) == (ActionStatus.OPEN, date(2016, 1, 31))
    page.get_by_role("link", name=blank.reference).click()
    assert page.get_by_role("heading", level=1).inner_text() == f"Action {blank.reference}"
    assert page.get_by_text("The plan leaves this blank.").is_visible()
    assert page.get_by_text("31 January 2016").first.is_visible()
    nothing_serious(page, script)
    fits(page)
    context.close()


def test_a_long_plan_shows_how_far_it_is_read_and_then_its_doubts_are_walked_by_keyboard(
    chromium: Any, live_server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "READ_AT_ONCE_UP_TO", 0)
    a_board_that_awaits_a_plan()
    file = child_b1_composite(tmp_path / "child b1 plans.xlsx")
    context = chromium.new_context()
    page = context.new_page()
    sign_in(page, live_server, OFFICER)
    take_in(page, live_server, file, script=True)
    page.get_by_role("button", name="Import 16 recommendations and 17 actions").wait_for(timeout=60_000)
    page.get_by_role("button", name="Go through the doubts one by one").click()
    page.get_by_text("Doubt 1 of").wait_for()
    first = page.url
    page.keyboard.press("n")
    page.get_by_text("Doubt 2 of").wait_for()
    nothing_serious(page, script=True)
    fits(page)
    page.keyboard.press("p")
    page.get_by_text("Doubt 1 of").wait_for()
    assert page.url == first
    page.get_by_role("button", name="turn off").click()
    page.keyboard.press("n")
    assert page.url == first
    context.close()
