"""A draft becomes tracked only when it has what it needs."""

from datetime import date

import pytest

from tests import build
from tests.databases import Database
from tracker import db
from tracker.models import Step
from tracker.models.vocabulary import ActionStatus, Role
from tracker.rules import actions, people
from tracker.rules.actions import ProposedLead
from tracker.rules.errors import NotAllowed, Overtaken, Refused

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def board(database: Database):
    return build.a_board()


@pytest.fixture
def officer(board):
    return build.a_person(Role.POLICY_OFFICER, board)


def a_ready_draft(board, **more):
    agency = build.an_agency(board)
    review = build.a_review(board, plan_date=date(2015, 9, 30))
    told = {"deadline": date(2015, 12, 31), "lead": build.a_person(Role.LEAD, board, agency=agency), **more}
    return build.an_action(review, agency=agency, **told)


def test_agreeing_opens_a_draft_and_keeps_its_first_deadline(board, officer):
    action = a_ready_draft(board)
    actions.agree(action, by=officer)
    db.session.commit()
    assert action.status is ActionStatus.OPEN
    assert action.first_deadline == date(2015, 12, 31)
    steps = db.session.query(Step).filter_by(action_id=action.id).order_by(Step.id).all()
    assert [(step.from_status, step.to_status, step.by_id) for step in steps] == [
        (None, ActionStatus.DRAFT, None),
        (ActionStatus.DRAFT, ActionStatus.OPEN, officer.id),
    ]


@pytest.mark.parametrize(
    ("lacking", "sentence"),
    [
        ({"deadline": None}, "No deadline: give one, or the reason for none."),
        ({"lead": None}, "No lead: choose one, or record the vacancy with a reason."),
        ({"timescale_doubt": "No year is written."}, "The deadline needs a person's word: No year is written."),
    ],
)
def test_a_draft_that_lacks_something_is_refused_with_a_sentence(board, officer, lacking, sentence):
    action = a_ready_draft(board, **lacking)
    with pytest.raises(Refused) as no:
        actions.agree(action, by=officer)
    assert sentence in no.value.sentence
    assert action.reference in no.value.sentence
    assert action.status is ActionStatus.DRAFT


def test_a_draft_without_an_agency_is_refused(board, officer):
    action = build.an_action(build.a_review(board), deadline=date(2016, 1, 1), vacancy="The agency is not named.")
    with pytest.raises(Refused, match="No agency: say which agency will do it"):
        actions.agree(action, by=officer)


def test_a_reason_stands_for_a_deadline_and_a_recorded_vacancy_for_a_lead(board, officer):
    action = a_ready_draft(
        board, deadline=None, no_deadline_reason="It waits on the report.", lead=None, vacancy="Left."
    )
    actions.agree(action, by=officer)
    db.session.commit()
    assert action.status is ActionStatus.OPEN
    assert action.first_deadline is None


def test_an_empty_post_is_no_lead_until_someone_fills_it(board, officer):
    agency = build.an_agency(board)
    post = build.a_post(agency, title="Named Nurse")
    action = build.an_action(build.a_review(board), agency=agency, deadline=date(2016, 1, 1), lead=post)
    with pytest.raises(Refused, match="No one fills the post Named Nurse yet"):
        actions.agree(action, by=officer)
    people.fill_post(post, person=build.a_person(Role.LEAD, board, agency=agency), by=officer)
    actions.agree(action, by=officer)
    assert action.status is ActionStatus.OPEN


def test_fixing_a_deadline_leaves_the_wording_as_printed(board, officer):
    action = a_ready_draft(board, deadline=None, timescale="Autumn term", timescale_doubt="No year is written.")
    actions.set_deadline(action, deadline=date(2015, 12, 31), by=officer)
    assert (action.deadline, action.timescale, action.timescale_doubt) == (date(2015, 12, 31), "Autumn term", "")


def test_a_deadline_and_a_reason_for_none_cannot_both_be_given(board, officer):
    action = a_ready_draft(board)
    with pytest.raises(Refused, match="not both"):
        actions.set_deadline(action, deadline=date(2016, 1, 1), no_deadline_reason="It depends.", by=officer)


@pytest.mark.parametrize(
    "role",
    [role for role in Role if role is not Role.POLICY_OFFICER],
)
def test_only_a_policy_officer_agrees(board, role):
    action = a_ready_draft(board)
    someone = build.a_person(role, board)
    with pytest.raises(NotAllowed):
        actions.agree(action, by=someone)
    assert action.status is ActionStatus.DRAFT


def test_a_policy_officer_of_another_board_may_not_agree(board):
    action = a_ready_draft(board)
    with pytest.raises(NotAllowed):
        actions.agree(action, by=build.a_person(Role.POLICY_OFFICER, build.a_board()))


def test_an_agreed_action_is_not_corrected_as_a_draft(board, officer):
    action = build.an_action(build.a_review(board), status=ActionStatus.OPEN)
    with pytest.raises(NotAllowed, match="only while it is a draft"):
        actions.set_deadline(action, deadline=date(2030, 1, 1), by=officer)


def test_a_whole_plan_is_agreed_but_for_what_lacks_something(board, officer):
    agency = build.an_agency(board)
    review = build.a_review(board)
    lead = build.a_person(Role.LEAD, board, agency=agency)
    ready = [build.an_action(review, agency=agency, deadline=date(2016, 1, day), lead=lead) for day in (1, 2)]
    unready = build.an_action(review, agency=agency, lead=lead)
    done = actions.agree_plan(review, [*ready, unready], by=officer)
    db.session.commit()
    assert done.agreed == ready
    assert [(action.reference, [one.field for one in missing]) for action, missing in done.left] == [
        (unready.reference, ["deadline"])
    ]
    assert unready.status is ActionStatus.DRAFT


def test_someone_elses_correction_is_not_overwritten(board, officer):
    action = a_ready_draft(board)
    seen = action.version
    actions.set_deadline(action, deadline=date(2016, 3, 31), version=seen, by=officer)
    with pytest.raises(Overtaken, match="Someone else changed"):
        actions.set_deadline(action, deadline=date(2016, 6, 30), version=seen, by=officer)
    assert action.deadline == date(2016, 3, 31)


def test_the_first_lead_is_accountable_and_the_same_lead_counts_once(board, officer):
    agency = build.an_agency(board)
    nurse, doctor = build.a_post(agency, title="Named Nurse"), build.a_post(agency, title="Named Doctor")
    action = build.an_action(build.a_review(board), agency=agency)
    actions.set_leads(
        action, leads=[ProposedLead(post=nurse), ProposedLead(post=doctor), ProposedLead(post=nurse)], by=officer
    )
    db.session.commit()
    db.session.refresh(action, ["leads"])
    assert [(lead.title, lead.accountable) for lead in action.leads] == [("Named Nurse", True), ("Named Doctor", False)]


def test_references_are_ours_and_never_used_twice(board, officer):
    review = build.a_review(board, code="Child Z9")
    references = [build.an_action(review).reference for _ in range(3)]
    assert references == ["Z9-001", "Z9-002", "Z9-003"]
    other = build.a_review(board, code="Baby Z9")
    assert build.an_action(other).reference == "BZ9-001"


def test_the_database_refuses_an_agreed_action_without_a_deadline_or_a_reason(board):
    action = a_ready_draft(board, deadline=None)
    action.status = ActionStatus.OPEN
    with pytest.raises(Exception, match="agreed_has_deadline_or_reason"):
        db.session.flush()
    db.session.rollback()
