"""Reviews as the list and one review's page ask for them, with what is counted of each."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from tracker import db
from tracker.access import Reader, visible_actions, visible_recommendations, visible_reviews
from tracker.models import Action, Lead, Milestone, Post, Recommendation, Review, SourceReport
from tracker.models.reviews import slug_of
from tracker.models.vocabulary import LIVE, ActionStatus
from tracker.queries import answers, standing
from tracker.queries.answers import ActionLine, is_answered
from tracker.queries.paging import PAGE_LENGTH, Page, page_number

REVIEWS_ON_A_PAGE = 25
UNFINISHED = (ActionStatus.DRAFT, *LIVE)


@dataclass(frozen=True)
class Tally:
    """What is counted of one review; everything as far as the reader may see it."""

    recommendations: int = 0
    unanswered: int = 0
    actions: int = 0
    drafts: int = 0
    open: int = 0
    overdue: int = 0
    no_lead: int = 0
    unfilled: int = 0
    no_deadline: int = 0
    lacking: int = 0
    apart: int = 0

    @property
    def gaps(self) -> int:
        """Recommendations with no action, and actions with no deadline or nobody who answers for them."""
        return self.unanswered + self.lacking


def codes(*, reader: Reader) -> list[tuple[str, str]]:
    """Each review the reader may see, as it stands in an address and as it is written, by code name."""
    rows = db.session.execute(
        select(Review.slug, Review.code).where(visible_reviews(reader)).order_by(Review.code, Review.id)
    )
    return [(slug, code) for slug, code in rows]


def listed(page: str, *, reader: Reader, today: date) -> Page[tuple[Review, Tally]]:
    """One page of the reviews the reader may see, each with its counts, by code name."""
    visible = visible_reviews(reader)
    total = db.session.scalar(select(func.count(Review.id)).where(visible)) or 0
    number = page_number(page, total, REVIEWS_ON_A_PAGE)
    found = db.session.scalars(
        select(Review)
        .where(visible)
        .order_by(Review.code, Review.id)
        .limit(REVIEWS_ON_A_PAGE)
        .offset((number - 1) * REVIEWS_ON_A_PAGE)
    ).all()
    counted = tallies([review.id for review in found], reader=reader, today=today)
    return Page([(review, counted[review.id]) for review in found], number, total, REVIEWS_ON_A_PAGE)


def by_code(code: str, *, reader: Reader) -> Review | None:
    """A review the reader may see, by its code name as written or as it stands in an address."""
    return db.session.scalar(select(Review).where(Review.slug == slug_of(code), visible_reviews(reader)))


def whole(code: str, *, reader: Reader) -> Review | None:
    """The same, with its milestones and source reports."""
    return (
        db.session.scalars(
            select(Review)
            .where(Review.slug == slug_of(code), visible_reviews(reader))
            .options(joinedload(Review.milestones))
            .options(selectinload(Review.sources).joinedload(SourceReport.agency))
        )
        .unique()
        .one_or_none()
    )


def milestone(review: Review, milestone_id: int) -> Milestone | None:
    """One milestone of a review the reader has already been allowed to see."""
    return db.session.scalar(select(Milestone).where(Milestone.id == milestone_id, Milestone.review_id == review.id))


def tallies(review_ids: Collection[int], *, reader: Reader, today: date) -> dict[int, Tally]:
    """The counts of each of these reviews, made by the database."""
    asked = _recommendations_counted(review_ids, reader)
    done = _actions_counted(review_ids, reader, today)
    return {number: Tally(**asked.get(number, {}), **done.get(number, {})) for number in review_ids}


def _recommendations_counted(review_ids: Collection[int], reader: Reader) -> dict[int, dict[str, int]]:
    rows = db.session.execute(
        select(
            Recommendation.review_id,
            func.count(Recommendation.id).label("recommendations"),
            _how_many(~is_answered()).label("unanswered"),
        )
        .where(Recommendation.review_id.in_(review_ids), visible_recommendations(reader))
        .group_by(Recommendation.review_id)
    )
    return {row.review_id: {"recommendations": row.recommendations, "unanswered": row.unanswered} for row in rows}


def _actions_counted(review_ids: Collection[int], reader: Reader, today: date) -> dict[int, dict[str, int]]:
    unfinished = Action.status.in_(UNFINISHED)
    counts: dict[str, ColumnElement[Any]] = {
        "actions": func.count(Action.id),
        "drafts": _how_many(Action.status == ActionStatus.DRAFT),
        "open": _how_many(Action.status == ActionStatus.OPEN),
        "overdue": _how_many(standing.is_overdue(today)),
        "no_lead": _how_many(and_(unfinished, Lead.id.is_(None))),
        "unfilled": _how_many(and_(unfinished, Post.id.is_not(None), Post.holder_id.is_(None))),
        "no_deadline": _how_many(and_(unfinished, Action.deadline.is_(None))),
        "lacking": _how_many(lacks_something()),
        "apart": _how_many(~Action.recommendations.any()),
    }
    rows = db.session.execute(
        select(Action.review_id, *(column.label(name) for name, column in counts.items()))
        .outerjoin(Lead, and_(Lead.action_id == Action.id, Lead.accountable))
        .outerjoin(Post, Post.id == Lead.post_id)
        .where(Action.review_id.in_(review_ids), visible_actions(reader))
        .group_by(Action.review_id)
    )
    return {row.review_id: {name: row._mapping[name] for name in counts} for row in rows}


def lacks_something() -> ColumnElement[bool]:
    """An action still to be done that has no deadline, no lead, or a post nobody fills; joined to its lead and post."""
    nobody = or_(Lead.id.is_(None), and_(Lead.person_id.is_(None), Post.holder_id.is_(None)))
    return and_(Action.status.in_(UNFINISHED), or_(Action.deadline.is_(None), nobody))


def _how_many(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def first_lacking(review: Review, *, limit: int, reader: Reader, today: date) -> list[ActionLine]:
    """The first of a review's actions that have no deadline, no lead or an unfilled post."""
    return answers.where(review, lacks_something(), limit=limit, reader=reader, today=today)


def lacking(review: Review, page: str, total: int, *, reader: Reader, today: date) -> Page[ActionLine]:
    """One page of all of those, in the order of their references."""
    number = page_number(page, total)
    first = (number - 1) * PAGE_LENGTH
    rows = answers.where(review, lacks_something(), limit=PAGE_LENGTH, offset=first, reader=reader, today=today)
    return Page(rows, number, total)


def apart(review: Review, *, limit: int, reader: Reader, today: date) -> list[ActionLine]:
    """The first of a review's actions that answer none of its recommendations."""
    return answers.where(review, ~Action.recommendations.any(), limit=limit, reader=reader, today=today)
