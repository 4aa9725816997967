"""Deadlines counted from a date of the review: they follow it while they are drafts nobody has fixed."""

from datetime import date

import pytest

from tests.build import a_person, a_review, an_action, an_agency
from tracker import db
from tracker.models import Action, Milestone, Review
from tracker.models.vocabulary import MilestoneKind, Precision, ReviewType, Role
from tracker.queries import anchors as find
from tracker.queries import history
from tracker.reading.timescales import Anchor
from tracker.rules import actions, anchors, reviews, timescales

pytestmark = pytest.mark.usefixtures("database")

FROM_PUBLICATION = "Within three months of publication"
MAY, JUNE = date(2016, 5, 3), date(2016, 6, 14)


@pytest.fixture
def review() -> Review:
    return a_review(code="Child T", plan_date=date(2015, 9, 30))


def a_draft(review: Review, wording: str = FROM_PUBLICATION) -> Action:
    read = timescales.deadline_of(wording, plan_date=review.plan_date, starts=find.starts(review))
    made = actions.add_action(
        review,
        text="Brief every team.",
        agency=None,
        recommendations=[],
        timescale=wording,
        timescale_doubt=read.doubt,
        deadline=read.deadline,
        anchor=read.anchor,
        by=None,
    )
    db.session.commit()
    return made


def published(review: Review, day: date = MAY, **more: Precision) -> Milestone:
    made = reviews.add_milestone(review, kind=MilestoneKind.PUBLISHED, day=day, by=None, **more)
    db.session.commit()
    return made


def move_plan_date(review: Review, day: date | None) -> None:
    reviews.edit_review(
        review,
        version=review.version,
        type=ReviewType.SCR,
        title=review.title,
        summary="",
        plan_date=day,
        by=a_person(Role.POLICY_OFFICER, review.board),
    )
    db.session.commit()


def test_a_draft_waits_for_a_start_that_is_not_recorded(review: Review) -> None:
    draft = a_draft(review)
    assert draft.deadline is None
    assert "counted from publication, which is not recorded" in draft.timescale_doubt


def test_the_deadline_is_put_forward_when_the_date_is_entered_and_the_history_says_so(review: Review) -> None:
    draft = a_draft(review)
    published(review)
    assert draft.deadline == date(2016, 8, 3)
    assert draft.timescale_doubt == "Counted from publication, 3 May 2016. Check that this start is meant."
    newest = history.of(draft)[0]
    assert (newest.verb, newest.new["deadline"]) == ("action.follow", "2016-08-03")


def test_the_deadline_follows_when_the_date_moves_and_says_from_where_to_where(review: Review) -> None:
    draft = a_draft(review)
    milestone = published(review)
    reviews.move_milestone(milestone, day=JUNE, note="", by=a_person(Role.POLICY_OFFICER, review.board))
    db.session.commit()
    assert draft.deadline == date(2016, 9, 14)
    assert "it moved from 3 May 2016 to 14 June 2016" in draft.timescale_doubt


def test_the_deadline_goes_when_the_date_is_taken_back(review: Review) -> None:
    draft = a_draft(review)
    reviews.remove_milestone(published(review), by=a_person(Role.POLICY_OFFICER, review.board))
    db.session.commit()
    assert draft.deadline is None
    assert "3 May 2016 until that was taken back" in draft.timescale_doubt


def test_of_two_dates_of_publication_none_is_chosen(review: Review) -> None:
    draft = a_draft(review)
    published(review)
    published(review, JUNE)
    assert draft.deadline is None
    assert "recorded as 3 May 2016 and 14 June 2016" in draft.timescale_doubt


def test_a_start_known_to_the_month_counts_from_its_last_day_and_says_so(review: Review) -> None:
    draft = a_draft(review)
    published(review, date(2016, 5, 31), precision=Precision.MONTH)
    assert draft.deadline == date(2016, 8, 31)
    assert "May 2016 (taken as 31 May 2016)" in draft.timescale_doubt


def test_a_deadline_that_a_person_fixed_no_longer_follows(review: Review) -> None:
    draft = a_draft(review)
    actions.set_deadline(draft, deadline=date(2016, 12, 1), by=None)
    published(review)
    assert (draft.deadline, draft.timescale_doubt) == (date(2016, 12, 1), "")


def test_an_agreed_action_never_moves(review: Review) -> None:
    agency = an_agency(review.board)
    draft = an_action(review, status="open", agency=agency, deadline=date(2016, 8, 3), timescale=FROM_PUBLICATION)
    draft.anchor, draft.anchor_amount, draft.anchor_unit = "publication", 3, "month"
    db.session.commit()
    published(review, JUNE)
    assert (draft.deadline, draft.first_deadline) == (date(2016, 8, 3), date(2016, 8, 3))


def test_a_draft_counted_from_the_plan_date_follows_the_plan_date(review: Review) -> None:
    draft = a_draft(review, "Within three months")
    assert draft.deadline == date(2015, 12, 30)
    move_plan_date(review, date(2015, 10, 15))
    assert draft.deadline == date(2016, 1, 15)
    assert "it moved from 30 September 2015 to 15 October 2015" in draft.timescale_doubt


def test_dates_of_another_review_or_another_start_move_nothing(review: Review) -> None:
    draft = a_draft(review)
    published(a_review(review.board))
    reviews.add_milestone(review, kind=MilestoneKind.REPORT_AGREED, day=MAY, by=None)
    db.session.commit()
    assert draft.deadline is None
    assert draft.version == 1


def test_a_plain_date_hangs_on_nothing(review: Review) -> None:
    draft = a_draft(review, "31 March 2016")
    published(review)
    move_plan_date(review, date(2015, 11, 1))
    assert (draft.anchor, draft.deadline, draft.timescale_doubt) == ("", date(2016, 3, 31), "")


def test_an_action_of_a_plan_with_a_plan_date_of_its_own_does_not_follow_the_reviews(review: Review) -> None:
    anchor = Anchor("plan date", "", 3, "month")
    own = anchors.of_plan(anchor, plan_date=date(2015, 11, 1), review=review)
    same = anchors.of_plan(anchor, plan_date=review.plan_date, review=review)
    assert own is not None
    assert own.kind == "other"
    assert same == anchor


@pytest.mark.parametrize(
    ("wording", "said"),
    [
        (FROM_PUBLICATION, "3 months from publication"),
        ("Within one week of publication", "1 week from publication"),
        ("By the end of term", "the end of the term of the plan date"),
        ("31 March 2016", ""),
    ],
)
def test_what_a_deadline_is_counted_from_is_said_in_words(review: Review, wording: str, said: str) -> None:
    assert anchors.phrase(a_draft(review, wording)) == said
