"""The demonstration shows what the product knows: every review, every role, every status."""

from collections import Counter
from collections.abc import Iterator

import pytest
from sqlalchemy import select

from tests import seeded
from tests.databases import Databases
from tracker import clock, db
from tracker.models import Action, Membership, Recommendation, Review, SourceReport
from tracker.models.vocabulary import ActionStatus, Role
from tracker.queries import demonstration
from tracker.rules import actions

# What each report prints: recommendations by source, in the order of its lists.
PRINTED = {
    "Baby L": [7, 1, 1, 1, 1],
    "Child H": [9],
    "Baby M": [10, 6, 3, 9, 9, 3, 3],
    "Baby C": [5],
    "Child B1": [3, 5, 1, 6, 1, 6, 13, 1, 1, 1],
}


@pytest.fixture(autouse=True)
def _loaded(databases: Databases) -> Iterator[None]:
    with seeded.demonstration(databases):
        yield


@pytest.mark.parametrize("code", PRINTED)
def test_each_review_holds_the_recommendations_its_report_prints(code: str) -> None:
    found = db.session.execute(
        select(SourceReport.position, Recommendation.id)
        .join(Recommendation, Recommendation.source_id == SourceReport.id)
        .join(Review, Review.id == SourceReport.review_id)
        .where(Review.code == code)
        .order_by(SourceReport.position)
    )
    assert list(Counter(position for position, _ in found).values()) == PRINTED[code]


def test_every_role_has_an_account_at_the_first_board() -> None:
    boards = demonstration.accounts()
    assert {membership.role for membership in next(iter(boards.values()))} == set(Role)
    assert set(demonstration.ORDER) == set(Role)
    assert len(boards) == 4
    assert demonstration.how_many() == len(db.session.scalars(select(Membership.person_id).distinct()).all())


def test_every_status_there_is_so_far_shows() -> None:
    everything = db.session.scalars(select(Action)).all()
    assert {action.status for action in everything} == {ActionStatus.DRAFT, ActionStatus.OPEN}
    running = [action for action in everything if action.status is ActionStatus.OPEN]
    assert any(action.deadline and action.deadline < clock.today() for action in running), "overdue"
    assert any(action.deadline and action.deadline >= clock.today() for action in running), "in time"
    assert any(action.vacancy_reason for action in running), "a vacancy"
    drafts = [action for action in everything if action.status is ActionStatus.DRAFT]
    assert any(not actions.lacks(action) for action in drafts), "a draft ready to agree"
    wanting = {refused.field for action in drafts for refused in actions.lacks(action)}
    assert {"deadline", "lead"} <= wanting


def test_some_recommendations_have_no_action_and_so_are_gaps() -> None:
    answered = {one.id for action in db.session.scalars(select(Action)) for one in action.recommendations}
    assert answered < set(db.session.scalars(select(Recommendation.id)))
