"""Two people at the same review at the same moment, on databases where a commit is a commit."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier
from typing import TypeVar

from sqlalchemy import select

from tests import build
from tests.databases import Database
from tracker import db
from tracker.models import Board, Recommendation, Repeat, Review, SourceReport
from tracker.models.vocabulary import MilestoneKind, ReviewType, SourceKind
from tracker.rules import reviews
from tracker.rules.errors import Refused

Row = TypeVar("Row")


def both_at_once(step: Callable[[], object], times: int = 2) -> list[str]:
    """What came of the same step taken by several at once, each in a transaction of their own."""
    ready = Barrier(times)

    def take_it() -> str:
        ready.wait(10)
        try:
            step()
            db.session.commit()
        except Refused as no:
            db.session.rollback()
            return no.sentence
        finally:
            db.session.remove()
        return "done"

    with ThreadPoolExecutor(times) as pool:
        said = sorted(one.result(30) for one in [pool.submit(take_it) for _ in range(times)])
    # What the test read before, it read as it was before.
    db.session.rollback()
    return said


def found(kind: type[Row], number: int) -> Row:
    row = db.session.get(kind, number)
    assert row is not None
    return row


def test_one_code_name_given_twice_at_once_makes_one_review(fresh_database: Database) -> None:
    board = build.a_board().id
    said = both_at_once(lambda: reviews.add_review(found(Board, board), code="Child B1", type=ReviewType.SCR, by=None))
    assert said == ["There is already a review called Child B1. Choose another code name.", "done"]
    assert len(db.session.scalars(select(Review)).all()) == 1


def test_one_source_report_named_twice_at_once_is_named_once(fresh_database: Database) -> None:
    review = build.a_review(code="Child B1").id
    said = both_at_once(
        lambda: reviews.add_source(found(Review, review), name="Overview", kind=SourceKind.OVERVIEW, by=None)
    )
    assert said == ["Child B1 already has a source report called Overview.", "done"]
    assert len(db.session.scalars(select(SourceReport)).all()) == 1


def test_recommendations_added_at_once_get_a_number_each(fresh_database: Database) -> None:
    review = build.a_review(code="Child B1").id
    said = both_at_once(lambda: reviews.add_recommendation(found(Review, review), text="Listen.", by=None), times=4)
    assert said == ["done"] * 4
    assert sorted(db.session.scalars(select(Recommendation.reference))) == ["B1-R01", "B1-R02", "B1-R03", "B1-R04"]


def test_one_link_made_twice_at_once_is_made_once(fresh_database: Database) -> None:
    later = build.a_recommendation().id
    said = both_at_once(lambda: reviews.link_repeat(found(Recommendation, later), printed_in="Child Q, 4", by=None))
    assert [one == "done" for one in said].count(True) == 1
    assert len(db.session.scalars(select(Repeat)).all()) == 1


def test_one_milestone_removed_twice_at_once_is_removed_once(fresh_database: Database) -> None:
    review = build.a_review()
    officer = build.a_person("policy-officer", review.board)
    milestone = reviews.add_milestone(review, kind=MilestoneKind.SENT, day=review.added_at.date(), by=None)
    db.session.commit()
    number, person = milestone.id, officer.id

    def remove() -> None:
        there = db.session.get(type(milestone), number)
        if there is None:
            raise Refused("It is gone.")
        reviews.remove_milestone(there, by=found(type(officer), person))

    assert both_at_once(remove).count("done") == 1
