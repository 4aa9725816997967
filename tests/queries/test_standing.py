"""Overdue, late and the rating: the database and the words agree, whatever the dates."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from tests import build
from tests.databases import Database
from tests.soak import examples
from tracker import db
from tracker.models import Action
from tracker.models.vocabulary import ActionStatus, LeadView, Rating, Role
from tracker.queries import actions, standing
from tracker.queries.standing import Facts

TODAY = date(2016, 4, 1)


def facts(status=ActionStatus.OPEN, deadline=None, first=None, view=None, progress_on=None, has_lead=True) -> Facts:
    return Facts(status, deadline, first or deadline, view, progress_on, has_lead)


def test_an_action_is_overdue_from_the_day_after_its_deadline():
    assert not standing.overdue(facts(deadline=TODAY), TODAY)
    assert standing.overdue(facts(deadline=TODAY - timedelta(days=1)), TODAY)


def test_only_an_open_action_is_overdue():
    for status in ActionStatus:
        late = standing.overdue(facts(status, deadline=date(2015, 1, 1)), TODAY)
        assert late is (status is ActionStatus.OPEN)


def test_a_new_deadline_does_not_hide_that_the_first_has_passed():
    moved = facts(deadline=date(2016, 12, 31), first=date(2016, 3, 31))
    assert not standing.overdue(moved, TODAY)
    assert standing.late(moved, TODAY)


@pytest.mark.parametrize(
    ("known", "rating", "reason"),
    [
        (facts(ActionStatus.SIGNED_OFF), Rating.BLUE, "signed off"),
        (facts(ActionStatus.CLOSED), Rating.BLUE, "closed"),
        (facts(ActionStatus.DRAFT), None, ""),
        (facts(ActionStatus.WITHDRAWN), None, ""),
        (facts(deadline=date(2016, 3, 31)), Rating.RED, "overdue"),
        (facts(deadline=date(2017, 1, 1), view=LeadView.OFF_TRACK), Rating.RED, "the lead says it is off track"),
        (facts(deadline=date(2017, 1, 1), view=LeadView.AT_RISK), Rating.AMBER, "the lead says it is at risk"),
        (facts(), Rating.AMBER, "no deadline"),
        (facts(deadline=date(2017, 1, 1), has_lead=False), Rating.AMBER, "no lead"),
        (
            facts(ActionStatus.SUBMITTED, deadline=date(2016, 3, 31)),
            Rating.AMBER,
            "submitted, and past its deadline",
        ),
        (facts(deadline=date(2016, 5, 1)), Rating.AMBER, "due within 30 days, and no progress in the last 30"),
        (facts(deadline=date(2016, 5, 1), progress_on=date(2016, 3, 2)), Rating.GREEN, "nothing gives concern"),
        (facts(deadline=date(2016, 5, 2)), Rating.GREEN, "nothing gives concern"),
    ],
)
def test_the_rating_comes_with_its_reason(known, rating, reason):
    assert standing.rated(known, TODAY) == (rating, reason)


@pytest.fixture
def an_open_action(database: Database) -> Action:
    board = build.a_board()
    agency = build.an_agency(board)
    return build.an_action(
        build.a_review(board),
        status=ActionStatus.OPEN,
        agency=agency,
        deadline=TODAY,
        lead=build.a_post(agency, holder=build.a_person(Role.LEAD, board, agency=agency)),
    )


near = st.integers(-70, 70).map(lambda days: TODAY + timedelta(days=days))


@given(
    status=st.sampled_from(ActionStatus),
    deadline=st.none() | near,
    first=st.none() | near,
    view=st.none() | st.sampled_from(LeadView),
    progress_on=st.none() | near,
    filled=st.booleans(),
)
@settings(max_examples=examples(60), suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_the_database_and_the_words_agree(an_open_action, status, deadline, first, view, progress_on, filled):
    action = an_open_action
    post = action.leads[0].post
    holder = post.holder
    try:
        action.status, action.deadline, action.first_deadline = status, deadline, first
        action.no_deadline_reason = "" if deadline else "It waits on the report."
        action.lead_view, action.progress_on = view, progress_on
        post.holder = holder if filled else None
        db.session.flush()
        known = actions.facts_of(action)
        row = db.session.execute(
            select(standing.rating(TODAY), standing.is_overdue(TODAY), standing.is_late(TODAY)).where(
                Action.id == action.id
            )
        ).one()
        rating, _ = standing.rated(known, TODAY)
        assert row[0] == (rating.value if rating else None)
        assert bool(row[1]) is standing.overdue(known, TODAY)
        assert bool(row[2]) is standing.late(known, TODAY)
    finally:
        post.holder = holder
        db.session.flush()


def test_an_action_waits_on_exactly_one():
    waits = {status: standing.waiting_on(facts(status)) for status in ActionStatus}
    assert waits == {
        ActionStatus.DRAFT: "policy officer",
        ActionStatus.OPEN: "lead",
        ActionStatus.SUBMITTED: "policy officer",
        ActionStatus.VERIFIED: "subgroup",
        ActionStatus.SIGNED_OFF: "evaluator",
        ActionStatus.CLOSED: "",
        ActionStatus.WITHDRAWN: "",
    }
    assert standing.waiting_on(facts(has_lead=False)) == "policy officer"
