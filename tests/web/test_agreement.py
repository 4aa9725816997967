"""The policy officer fixes what a draft lacks, in place, and agrees drafts one by one or as a plan."""

from datetime import date

import pytest

from tests import build
from tracker import db
from tracker.models import Action
from tracker.models.vocabulary import ActionStatus, Role


@pytest.fixture
def board(app):
    return build.a_board(name="Northshire")


@pytest.fixture
def agency(board):
    return build.an_agency(board, name="Health Trust")


@pytest.fixture
def officer(board):
    return build.a_person(Role.POLICY_OFFICER, board)


def status_of(reference: str) -> ActionStatus:
    db.session.expire_all()
    return db.session.query(Action).filter_by(reference=reference).one().status


def test_a_missing_deadline_is_fixed_in_place_and_the_draft_agreed(board, agency, officer, browser_as):
    nurse = build.a_person(Role.LEAD, board, agency=agency)
    action = build.an_action(build.a_review(board), agency=agency, lead=nurse)
    page = browser_as(officer).get(f"/actions/{action.reference}/agreement")
    refused = page.submit("Agree")
    assert refused.status == 422
    assert "No deadline: give one, or the reason for none." in refused.errors[0]
    wrong = refused.fill(Deadline=("31", "9", "2015")).submit("Agree")
    assert "30 days" in wrong.errors[0]
    page = wrong.fill(Deadline=("30", "9", "2015")).submit("Agree")
    assert page.h1 == f"Action {action.reference}"
    assert "is agreed and open" in page
    assert "30 September 2015" in page
    assert "The plan leaves this blank." in page


def test_a_doubtful_date_must_be_confirmed_by_a_person(board, agency, officer, browser_as):
    action = build.an_action(
        build.a_review(board),
        agency=agency,
        lead=build.a_person(Role.LEAD, board, agency=agency),
        deadline=date(2015, 12, 31),
        timescale="Quarter 3 of 2015",
        timescale_doubt="The quarter may be counted from January or from April.",
    )
    page = browser_as(officer).get(f"/actions/{action.reference}/agreement")
    assert "The deadline needs a person's word" in page.submit("Agree").errors[0]
    page = page.fill(**{"Keep this date as the deadline": True}).submit("Agree")
    assert "is agreed and open" in page
    assert "Quarter 3 of 2015" in page


def test_a_reason_and_a_vacancy_can_stand_in(board, agency, officer, browser_as):
    action = build.an_action(build.a_review(board), agency=agency)
    page = browser_as(officer).get(f"/actions/{action.reference}/agreement")
    page = page.fill(
        **{
            "Or why there is no deadline": "It waits on the inquest.",
            "Or why there is no lead yet": "The nurse has left.",
        }
    ).submit("Agree")
    assert "It waits on the inquest." in page
    assert "Vacancy recorded: The nurse has left." in page
    assert status_of(action.reference) is ActionStatus.OPEN


def test_a_post_is_filled_once_for_every_draft_it_leads(board, agency, officer, browser_as):
    nurse = build.a_person(Role.LEAD, board, agency=agency, name="Named Nurse, Trust")
    post = build.a_post(agency, title="Named Nurse")
    review = build.a_review(board)
    made = [build.an_action(review, agency=agency, lead=post, deadline=date(2016, 1, day)) for day in (1, 2, 3)]
    page = browser_as(officer).get(f"/reviews/{review.slug}/agreement")
    assert "3 drafts: 0 ready to agree" in page
    page = page.fill(**{"Who fills it": nurse.name}).submit("Save and agree all that are ready")
    assert "3 actions agreed." in page
    assert {status_of(action.reference) for action in made} == {ActionStatus.OPEN}


def test_a_plan_is_agreed_at_once_and_what_is_left_says_why(board, agency, officer, browser_as):
    nurse = build.a_person(Role.LEAD, board, agency=agency)
    review = build.a_review(board)
    ready = build.an_action(review, agency=agency, lead=nurse, deadline=date(2016, 1, 1))
    unready = build.an_action(review, agency=agency, lead=nurse, timescale="TBC", timescale_doubt="Not fixed yet.")
    page = browser_as(officer).get(f"/reviews/{review.slug}/agreement").submit("Save and agree all that are ready")
    assert "1 action agreed. 1 draft left" in page
    assert "No deadline: give one, or the reason for none. Not fixed yet." in page
    assert status_of(ready.reference) is ActionStatus.OPEN
    assert status_of(unready.reference) is ActionStatus.DRAFT


def test_one_wrong_date_in_a_plan_loses_nothing_that_was_typed(board, agency, officer, browser_as):
    nurse = build.a_person(Role.LEAD, board, agency=agency)
    review = build.a_review(board)
    first, second = (build.an_action(review, agency=agency, lead=nurse) for _ in range(2))
    page = browser_as(officer).get(f"/reviews/{review.slug}/agreement")
    page.type_in(f"{first.reference}-deadline-day", "5")
    for name, value in (("month", "1"), ("year", "2016")):
        page.type_in(f"{first.reference}-deadline-{name}", value)
    for name, value in (("day", "31"), ("month", "2"), ("year", "2016")):
        page.type_in(f"{second.reference}-deadline-{name}", value)
    page = page.submit("Save only")
    assert page.status == 422
    assert page.errors[0].startswith(f"{second.reference}: Deadline cannot be 31 February 2016")
    db.session.expire_all()
    assert db.session.query(Action).filter(Action.deadline.is_not(None)).count() == 0
    assert 'value="5"' in page.html
    page.type_in(f"{second.reference}-deadline-day", "29")
    assert "2 drafts saved." in page.submit("Save only")


def test_what_was_typed_for_a_draft_agreed_meanwhile_is_refused_with_a_sentence(board, agency, officer, browser_as):
    nurse = build.a_person(Role.LEAD, board, agency=agency)
    review = build.a_review(board)
    action = build.an_action(review, agency=agency, lead=nurse)
    page = browser_as(officer).get(f"/reviews/{review.slug}/agreement")
    quicker = browser_as(build.a_person(Role.POLICY_OFFICER, board)).get(f"/actions/{action.reference}/agreement")
    quicker.fill(Deadline=("1", "2", "2016")).submit("Agree")
    for name, value in (("day", "1"), ("month", "3"), ("year", "2016")):
        page.type_in(f"{action.reference}-deadline-{name}", value)
    page = page.submit("Save only")
    assert page.status == 422
    assert action.reference in page.errors[0]
    db.session.expire_all()
    assert db.session.query(Action).one().deadline == date(2016, 2, 1)


def test_a_long_plan_is_paged_and_agreed_beyond_the_page(board, agency, officer, browser_as):
    nurse = build.a_person(Role.LEAD, board, agency=agency)
    review = build.a_review(board)
    for day in range(1, 21):
        build.an_action(review, agency=agency, lead=nurse, deadline=date(2016, 1, day))
    page = browser_as(officer).get(f"/reviews/{review.slug}/agreement")
    assert "Showing 1 to 15 of 20 drafts" in page
    assert "20 actions agreed." in page.submit("Save and agree all that are ready")


def test_no_one_else_is_offered_the_plan(board, agency, browser_as):
    review = build.a_review(board)
    build.an_action(review, agency=agency)
    chair = build.a_person(Role.CHAIR, board)
    assert browser_as(chair).get(f"/reviews/{review.slug}/agreement", status=403).h1 == "You may not do this"
