"""Pages that are mostly read on a desk must still fit a telephone, however long the names in them are."""

from typing import Any

import pytest

from tests.build import a_board, a_person, a_post, a_review, an_action, an_agency
from tests.servers import Server
from tracker import db
from tracker.models.vocabulary import Role
from tracker.rules import visits

pytestmark = pytest.mark.browser

PHONE = {"width": 360, "height": 740}
LONG = "The Integrated Partnership for Community Health, Early Help and Family Safeguarding NHS Foundation Trust"


def test_agreeing_a_plan_fits_a_phone_though_its_posts_and_people_have_long_names(
    chromium: Any, live_server: Server
) -> None:
    board = a_board()
    agency = an_agency(board, name=LONG)
    officer = a_person(Role.POLICY_OFFICER, board)
    a_person(Role.LEAD, board, agency=agency, name="Head of Safeguarding for Children, Young People and Families")
    review = a_review(board)
    to_be_filled = an_action(review, agency=agency, lead=a_post(agency, title=f"Named Nurse of {LONG}"))
    without_lead = an_action(review, agency=agency)
    secret = visits.begin(officer, hours=1)
    db.session.commit()

    context = chromium.new_context(viewport=PHONE)
    context.add_cookies([{"name": "visit", "value": secret, "url": live_server.address}])
    page = context.new_page()
    for address in (
        f"/reviews/{review.slug}/agreement",
        f"/actions/{to_be_filled.reference}/agreement",
        f"/actions/{without_lead.reference}/agreement",
    ):
        page.goto(live_server.address + address)
        assert page.get_by_label("Or why", exact=False).first.is_visible(), address
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
    context.close()
