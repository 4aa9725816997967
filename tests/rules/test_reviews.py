"""Making and correcting reviews, and linking what repeats what."""

from datetime import date

import pytest
from sqlalchemy import select

from tests import build
from tracker import db
from tracker.models import AuditEntry, Person, Recommendation, Review
from tracker.models.vocabulary import MilestoneKind, Precision, ReviewType, SourceKind
from tracker.rules import reviews
from tracker.rules.errors import NotAllowed, Overtaken, Refused

pytestmark = pytest.mark.usefixtures("database")


def the_officer_of(review: Review) -> Person:
    return build.a_person("policy-officer", review.board)


def verbs_about(subject: Review | Recommendation) -> list[str]:
    db.session.flush()
    return list(
        db.session.scalars(
            select(AuditEntry.verb)
            .where(AuditEntry.subject == subject.__tablename__, AuditEntry.subject_id == subject.id)
            .order_by(AuditEntry.id)
        )
    )


@pytest.mark.parametrize(
    ("written", "in_an_address"),
    [("Child B1", "child-b1"), ("  Baby   L ", "baby-l"), ("SCR/2015 (3)", "scr-2015-3"), ("child-b1", "child-b1")],
)
def test_a_code_name_in_an_address_is_plain(written: str, in_an_address: str) -> None:
    assert reviews.slug_of(written) == in_an_address


def test_references_begin_with_the_last_word_of_the_code_name_while_that_is_free() -> None:
    assert reviews.prefix_of("Child B1", []) == "B1"
    assert reviews.prefix_of("Baby B1", ["B1"]) == "BB1"
    assert reviews.prefix_of("Baby B1", ["B1", "BB1"]) == "BABYB1"
    assert reviews.prefix_of("Baby B1", ["B1", "BB1", "BABYB1"]) == "B12"


@pytest.mark.parametrize("hidden", ["add", "Add", "ＡＤＤ"])
def test_a_code_name_may_not_hide_behind_the_address_of_a_page(hidden: str) -> None:
    with pytest.raises(Refused, match="the address of a page"):
        reviews.add_review(build.a_board(), code=hidden, type=ReviewType.SCR, by=None)


@pytest.mark.parametrize("again", ["Child B1", "child b1", "CHILD  B1", "Child-B1"])
def test_a_code_name_is_used_once_however_it_is_written(again: str) -> None:
    build.a_review(code="Child B1")
    with pytest.raises(Refused, match="already a review called Child B1") as no:
        reviews.add_review(build.a_board(), code=again, type=ReviewType.SCR, by=None)
    assert no.value.field == "code"


@pytest.mark.parametrize("code", ["", "   ", "?!", "Child " + "B" * 60])
def test_a_review_needs_a_code_name_of_a_sensible_length(code: str) -> None:
    with pytest.raises(Refused) as no:
        reviews.add_review(build.a_board(), code=code, type=ReviewType.SCR, by=None)
    assert no.value.field == "code"


@pytest.mark.parametrize("role", ["lead", "agency-lead", "member", "chair", "evaluator", "observer", "administrator"])
def test_only_a_policy_officer_of_the_board_adds_a_review(role: str) -> None:
    board = build.a_board()
    with pytest.raises(NotAllowed, match="Only a policy officer"):
        reviews.add_review(board, code="Child T", type=ReviewType.SCR, by=build.a_person(role, board))
    elsewhere = build.a_person("policy-officer", build.a_board())
    with pytest.raises(NotAllowed):
        reviews.add_review(board, code="Child T", type=ReviewType.SCR, by=elsewhere)


def test_a_change_to_a_review_is_recorded_with_what_was_before_and_after() -> None:
    review = build.a_review(plan_date=date(2015, 9, 30))
    officer = the_officer_of(review)
    reviews.edit_review(
        review, version=1, type=ReviewType.SAR, title="Late help", summary="", plan_date=None, by=officer
    )
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "review.edit")).one()
    assert (entry.old["plan_date"], entry.new["plan_date"]) == ("2015-09-30", None)
    assert (entry.new["title"], entry.new["type"], entry.by_id) == ("Late help", "SAR", officer.id)
    assert review.version == 2


def test_saving_a_review_unchanged_records_nothing() -> None:
    review = build.a_review()
    reviews.edit_review(
        review,
        version=1,
        type=review.type,
        title=review.title,
        summary=review.summary,
        plan_date=review.plan_date,
        by=the_officer_of(review),
    )
    assert (review.version, verbs_about(review)) == (1, ["review.add"])


def test_the_second_of_two_who_change_a_review_at_once_is_stopped() -> None:
    review = build.a_review()
    officer = the_officer_of(review)
    given = {"type": ReviewType.SCR, "summary": "", "plan_date": None, "by": officer}
    reviews.edit_review(review, version=1, title="The first title", **given)
    with pytest.raises(Overtaken):
        reviews.edit_review(review, version=1, title="The second title", **given)
    assert review.title == "The first title"


def test_a_milestone_known_to_the_month_is_kept_as_its_last_day() -> None:
    review = build.a_review()
    reviews.add_milestone(
        review, kind=MilestoneKind.PUBLISHED, day=date(2016, 4, 30), precision=Precision.MONTH, by=None
    )
    db.session.commit()
    assert [(one.kind, one.day, one.precision) for one in review.milestones] == [
        (MilestoneKind.PUBLISHED, date(2016, 4, 30), Precision.MONTH)
    ]


def test_the_history_keeps_what_a_removed_milestone_said() -> None:
    review = build.a_review()
    milestone = reviews.add_milestone(review, kind=MilestoneKind.SENT, day=date(2016, 1, 5), by=None)
    db.session.commit()
    reviews.remove_milestone(milestone, by=the_officer_of(review))
    db.session.commit()
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "review.remove_milestone")).one()
    assert entry.old == {"kind": "sent to the inspectorate", "day": "2016-01-05"}
    assert review.milestones == []


def test_a_review_names_each_source_report_once() -> None:
    review = build.a_review()
    reviews.add_source(review, name="Overview report", kind=SourceKind.OVERVIEW, by=None)
    with pytest.raises(Refused, match="already has a source report called overview REPORT") as no:
        reviews.add_source(review, name="overview REPORT ", kind=SourceKind.OTHER, by=None)
    assert no.value.field == "name"
    with pytest.raises(Refused, match="Give the source report a name"):
        reviews.add_source(review, name="  ", kind=SourceKind.OTHER, by=None)


def test_recommendations_are_numbered_as_they_come() -> None:
    review = build.a_review(code="Child Q7")
    made = [build.a_recommendation(review) for _ in range(3)]
    assert [one.reference for one in made] == ["Q7-R01", "Q7-R02", "Q7-R03"]


def test_a_recommendation_takes_only_the_reports_and_agencies_of_its_own_review_and_board() -> None:
    review, other = build.a_review(), build.a_review()
    source = reviews.add_source(other, name="Overview report", kind=SourceKind.OVERVIEW, by=None)
    db.session.flush()
    with pytest.raises(Refused) as no:
        reviews.add_recommendation(review, text="Listen to the child.", source=source, by=None)
    assert no.value.field == "source"
    with pytest.raises(Refused) as no:
        reviews.add_recommendation(review, text="Listen.", agencies=[build.an_agency(other.board)], by=None)
    assert no.value.field == "agencies"
    with pytest.raises(Refused) as no:
        reviews.add_recommendation(review, text=" \n ", by=None)
    assert no.value.field == "text"


def test_correcting_a_recommendation_records_its_agencies_too() -> None:
    board = build.a_board()
    first, second = build.an_agency(board), build.an_agency(board)
    asked = build.a_recommendation(build.a_review(board), agencies=[first])
    reviews.edit_recommendation(
        asked,
        version=1,
        text=asked.text,
        printed_reference="2a",
        source=None,
        agencies=[second],
        to_all_agencies=False,
        paragraph="",
        by=the_officer_of(asked.review),
    )
    db.session.commit()
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "recommendation.edit")).one()
    assert entry.old["agencies"] == [first.name]
    assert entry.new == {"agencies": [second.name], "printed_reference": "2a"}
    assert asked.agencies == [second]


def test_a_recommendation_may_repeat_one_of_ours_or_one_known_only_by_where_it_was_printed() -> None:
    earlier, later = build.a_recommendation(), build.a_recommendation()
    reviews.link_repeat(later, earlier=earlier, by=None)
    reviews.link_repeat(later, printed_in="Child Q, recommendation 4", note="In part", by=None)
    db.session.commit()
    assert [(link.earlier, link.printed_in) for link in later.repeats] == [
        (earlier, ""),
        (None, "Child Q, recommendation 4"),
    ]
    assert verbs_about(later)[-2:] == ["recommendation.link_repeat"] * 2


def test_nothing_repeats_itself_or_what_repeats_it_or_the_same_thing_twice() -> None:
    earlier, later = build.a_recommendation(), build.a_recommendation()
    with pytest.raises(Refused, match="cannot repeat itself"):
        reviews.link_repeat(later, earlier=later, by=None)
    with pytest.raises(Refused, match="or where the earlier one was printed"):
        reviews.link_repeat(later, printed_in=" ", by=None)
    reviews.link_repeat(later, earlier=earlier, by=None)
    reviews.link_repeat(later, printed_in="Child Q, 4", by=None)
    db.session.commit()
    with pytest.raises(Refused, match="linked to that one already"):
        reviews.link_repeat(later, earlier=earlier, by=None)
    with pytest.raises(Refused, match="linked to that one already"):
        reviews.link_repeat(later, printed_in="Child Q, 4 ", by=None)
    with pytest.raises(Refused, match="One of the two is the earlier"):
        reviews.link_repeat(earlier, earlier=later, by=None)


def test_a_link_made_by_mistake_is_taken_back_and_remembered() -> None:
    earlier, later = build.a_recommendation(), build.a_recommendation()
    link = reviews.link_repeat(later, earlier=earlier, by=None)
    db.session.commit()
    reviews.unlink_repeat(link, later, by=the_officer_of(later.review))
    db.session.commit()
    assert later.repeats == []
    assert verbs_about(later)[-1] == "recommendation.unlink_repeat"
    with pytest.raises(NotAllowed):
        reviews.link_repeat(later, earlier=earlier, by=build.a_person("observer", later.review.board))
