"""Many things added at once leave the same record as one by one."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from tests.build import a_person, a_post, a_review, an_agency
from tracker import db
from tracker.models import Action, AuditEntry, Lead, Progress, Recommendation, Review, Step
from tracker.models.base import Base
from tracker.models.vocabulary import LeadView, Role
from tracker.queries import history
from tracker.rules import actions, additions, audit, reviews
from tracker.rules.actions import ProposedLead
from tracker.rules.additions import NewAction, NewClaim, NewLead, NewRecommendation
from tracker.rules.errors import NotAllowed, Refused

pytestmark = pytest.mark.usefixtures("database")

ITS_OWN = {"id", "at", "added_at", "review_id", "reference", "action_id", "subject_id", "board_id", "import_row_id"}
DAY, DEADLINE = date(2015, 9, 30), date(2016, 3, 31)


def record_of(kind: type[Base], about: Any) -> list[dict[str, Any]]:
    columns = [column for column in kind.__table__.columns if column.name not in ITS_OWN]
    return [
        dict(row._mapping) for row in db.session.execute(select(*columns).where(about).order_by(kind.__table__.c.id))
    ]


def all_of(review: Review) -> dict[str, Any]:
    """All that stands on record of a review's recommendations and actions, without numbers and times."""
    db.session.commit()
    asked = select(Recommendation.id).where(Recommendation.review_id == review.id)
    made = select(Action.id).where(Action.review_id == review.id)
    about = ((AuditEntry.subject == "recommendation") & AuditEntry.subject_id.in_(asked)) | (
        (AuditEntry.subject == "action") & AuditEntry.subject_id.in_(made)
    )
    return {
        "recommendations": record_of(Recommendation, Recommendation.review_id == review.id),
        "actions": record_of(Action, Action.review_id == review.id),
        "leads": record_of(Lead, Lead.action_id.in_(made)),
        "steps": record_of(Step, Step.action_id.in_(made)),
        "progress": record_of(Progress, Progress.action_id.in_(made)),
        "history": sorted(record_of(AuditEntry, about), key=lambda entry: entry["verb"]),
        "answers": [
            [one.printed_reference for one in action.recommendations]
            for action in db.session.scalars(select(Action).where(Action.review_id == review.id).order_by(Action.id))
        ],
    }


def test_many_at_once_leave_the_same_record_as_one_by_one() -> None:
    agency = an_agency()
    nurse, post = a_person(Role.LEAD, agency=agency), a_post(agency)
    officer = a_person(Role.POLICY_OFFICER, agency.board)
    single, many = a_review(agency.board), a_review(agency.board)
    asked = reviews.add_recommendation(
        single, text=" Listen to children. ", printed_reference="1", agencies=[agency], by=officer
    )
    db.session.flush()
    action = actions.add_action(
        single,
        text="Brief every team. ",
        agency=agency,
        recommendations=[asked],
        leads=[ProposedLead(post=post, printed_as="Nurse"), ProposedLead(person=nurse), ProposedLead(post=post)],
        timescale="31/03/2016",
        deadline=DEADLINE,
        no_deadline_reason="Not kept beside a deadline.",
        outcome_sought=" Heard ",
        by=officer,
    )
    db.session.flush()
    actions.record_progress(action, day=DAY, text="Begun", view=LeadView.ON_TRACK, from_plan=True, by=officer)
    (number,) = additions.add_recommendations(
        many, [NewRecommendation(" Listen to children. ", "1", (agency.id, agency.name))], by=officer
    )
    draft = NewAction(
        text="Brief every team. ",
        agency_id=agency.id,
        recommendation_id=number,
        leads=(NewLead(post_id=post.id, printed_as="Nurse"), NewLead(person_id=nurse.id), NewLead(post_id=post.id)),
        timescale="31/03/2016",
        timescale_doubt="",
        ongoing=False,
        deadline=DEADLINE,
        no_deadline_reason="Not kept beside a deadline.",
        anchor=None,
        outcome_sought=" Heard ",
        outcome_measure="",
        import_row_id=None,
        claim=NewClaim(DAY, "Begun", LeadView.ON_TRACK),
    )
    additions.add_actions(many, [draft], by=officer)
    assert all_of(many) == all_of(single)
    assert (many.last_action, many.last_recommendation) == (single.last_action, single.last_recommendation)
    assert audit.faults(history.sealed_entries(), history.head()) == []


def test_one_without_words_is_refused_and_only_a_policy_officer_adds() -> None:
    review = a_review()
    with pytest.raises(Refused, match="text of the recommendation"):
        additions.add_recommendations(review, [NewRecommendation("  ")], by=None)
    lead = a_person(Role.LEAD, review.board)
    with pytest.raises(NotAllowed):
        additions.add_recommendations(review, [NewRecommendation("Listen.")], by=lead)


def test_what_was_taken_back_with_a_part_of_the_transaction_leaves_no_gap_in_the_history() -> None:
    review = a_review()
    additions.add_recommendations(review, [NewRecommendation("Listen.")], by=None)
    part = db.session.begin_nested()
    additions.add_recommendations(review, [NewRecommendation("See.")], by=None)
    part.rollback()
    db.session.commit()
    assert list(db.session.scalars(select(Recommendation.text))) == ["Listen."]
    assert audit.faults(history.sealed_entries(), history.head()) == []
