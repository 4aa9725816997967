"""The list, one action, and drafts made or corrected by hand, as the pages show them."""

from datetime import date

import pytest

from tests import build
from tracker import db
from tracker.models import Action
from tracker.models.vocabulary import ActionStatus, LeadView, Role
from tracker.rules import actions


@pytest.fixture
def board(app):
    return build.a_board(name="Northshire")


@pytest.fixture
def officer(board):
    return build.a_person(Role.POLICY_OFFICER, board)


def test_the_list_says_overdue_in_words_and_keeps_its_filters(board, officer, browser_as, clock_at):
    clock_at("2016-04-01")
    agency = build.an_agency(board, name="Police")
    late = build.an_action(build.a_review(board), status=ActionStatus.OPEN, agency=agency, deadline=date(2016, 3, 29))
    build.an_action(late.review)
    page = browser_as(officer).get("/actions?due=overdue&sort=-deadline")
    assert "Showing 1 to 1 of 1 action" in page
    assert "3 days overdue" in page
    assert "Red: overdue" in page
    page = page.fill(Status="draft").submit("Show")
    assert "No action is like that." in page
    assert page.click("Clear the filters").h1 == "Actions"


def test_an_empty_board_says_so(officer, browser_as):
    assert "There are no actions yet." in browser_as(officer).get("/actions")


def test_what_you_may_not_see_is_not_found(board, officer, browser_as):
    action = build.an_action(build.a_review(board))
    lead = build.a_person(Role.LEAD, board)
    assert browser_as(lead).get(f"/actions/{action.reference}", status=404).h1
    assert browser_as(officer).get("/actions/NO-999", status=404).h1
    stranger = build.a_person(Role.POLICY_OFFICER, build.a_board())
    assert browser_as(stranger).get(f"/actions/{action.reference}", status=404).h1


def test_what_you_may_see_but_not_do_gets_a_sentence(board, browser_as):
    action = build.an_action(build.a_review(board))
    chair = build.a_person(Role.CHAIR, board)
    page = browser_as(chair).get(f"/actions/{action.reference}/agreement", status=403)
    assert "Only a policy officer of the board may agree an action" in page
    assert "Fix and agree" not in browser_as(chair).get(f"/actions/{action.reference}")


def test_one_action_shows_wording_beside_deadline_and_all_that_is_known(board, officer, browser_as, clock_at):
    clock_at("2016-02-01")
    agency = build.an_agency(board, name="Police")
    review = build.a_review(board, code="Child A7")
    recommendation = build.a_recommendation(review, agencies=[agency], printed_reference="iii")
    post = build.a_post(agency, title="Detective Inspector", holder=build.a_person(Role.LEAD, board, agency=agency))
    action = build.an_action(
        review,
        status=ActionStatus.OPEN,
        agency=agency,
        recommendations=[recommendation],
        lead=post,
        joint=[build.a_post(agency, title="Training Manager")],
        timescale="By  March 2016\nand ongoing",
        ongoing=True,
        deadline=date(2016, 3, 31),
        paragraph="Appendix 2, row 4",
    )
    actions.record_progress(
        action, day=date(2016, 1, 20), text="Two of four teams briefed.", view=LeadView.AT_RISK, by=None
    )
    db.session.commit()
    page = browser_as(officer).get(f"/actions/{action.reference}")
    for words in (
        "By March 2016",
        "31 March 2016",
        "Goes on after that date.",
        "Due in 59 days",
        "Detective Inspector",
        "Training Manager",
        "No one fills this post",
        "printed as iii",
        "Appendix 2, row 4",
        "Two of four teams briefed.",
        "Amber: the lead says it is at risk",
        "lead, since",
        "Agreed: now open",
    ):
        assert words in page.text, words


def test_adding_an_action_by_hand_reads_its_wording_and_asks_where_it_is_not_sure(board, officer, browser_as):
    review = build.a_review(board, plan_date=date(2015, 9, 30))
    build.an_agency(board, name="Police")
    browser = browser_as(officer)
    page = browser.get(f"/reviews/{review.slug}/actions/add")
    empty = page.submit("Add as a draft")
    assert empty.errors == ["Say what will be done."]
    page = empty.fill(
        **{"What will be done": "Brief all sergeants", "Timescale as worded": "March 2016", "Agency": "Police"}
    )
    page = page.submit("Add as a draft")
    assert "31 March 2016" in page
    assert "Needs a person" not in page
    doubtful = browser.get(f"/reviews/{review.slug}/actions/add")
    doubtful = doubtful.fill(**{"What will be done": "Audit", "Timescale as worded": "Dependent on the inquest"})
    doubtful = doubtful.submit("Add as a draft")
    assert "No deadline" in doubtful
    assert "Needs a person’s word" in doubtful


def test_pressing_add_twice_adds_one_action(board, officer, browser_as):
    review = build.a_review(board)
    page = browser_as(officer).get(f"/reviews/{review.slug}/actions/add").fill(**{"What will be done": "Brief"})
    first, second = page.submit("Add as a draft"), page.submit("Add as a draft")
    assert first.h1 == second.h1
    assert db.session.query(Action).count() == 1


def test_correcting_a_draft_shows_both_texts_when_someone_else_was_quicker(board, officer, browser_as):
    action = build.an_action(build.a_review(board), text="Brief teams")
    mine = browser_as(officer).get(f"/actions/{action.reference}/edit")
    theirs = browser_as(build.a_person(Role.POLICY_OFFICER, board)).get(f"/actions/{action.reference}/edit")
    assert theirs.fill(**{"What will be done": "Brief every team"}).submit("Save").h1 == f"Action {action.reference}"
    page = mine.fill(**{"What will be done": "Brief two teams"}).submit("Save", status=409)
    assert "Brief every team" in page
    assert "Brief two teams" in page.html
    page = page.fill(**{"What will be done": "Brief every team, two first"}).submit("Save")
    assert "Brief every team, two first" in page


def test_an_agreed_action_can_no_longer_be_corrected(board, officer, browser_as):
    action = build.an_action(build.a_review(board), status=ActionStatus.OPEN)
    page = browser_as(officer).get(f"/actions/{action.reference}/edit", status=403)
    assert page.h1 == f"Action {action.reference} is open"
