"""Recommendations as pages ask for them: one, a page of a review's, and what repeats what."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import contains_eager, joinedload, selectinload

from tracker import db
from tracker.access import Reader, visible_recommendations
from tracker.models import (
    Agency,
    Recommendation,
    Repeat,
    Review,
    SourceReport,
    recommendation_agency,
)
from tracker.queries.answers import is_answered
from tracker.queries.paging import Page, page_number

RECOMMENDATIONS_ON_A_PAGE = 25
MOST_REPEATS = 50


@dataclass(frozen=True)
class Wanted:
    """Which recommendations of a review a page asks for; nothing asks for all of them."""

    source: int | None = None
    agency: int | None = None
    unanswered: bool = False

    @property
    def any(self) -> bool:
        return self.unanswered or self.source is not None or self.agency is not None


def one(reference: str, *, reader: Reader) -> Recommendation | None:
    """A recommendation the reader may see, by our reference."""
    return db.session.scalar(
        select(Recommendation)
        .where(Recommendation.reference == reference.strip().upper(), visible_recommendations(reader))
        .options(
            joinedload(Recommendation.review),
            joinedload(Recommendation.source),
            selectinload(Recommendation.agencies),
            selectinload(Recommendation.repeats).joinedload(Repeat.earlier).joinedload(Recommendation.review),
        )
    )


def repeated_by(recommendation: Recommendation, *, reader: Reader) -> list[tuple[Repeat, Recommendation]]:
    """The later recommendations the reader may see that repeat this one, in the order they were linked."""
    rows = db.session.execute(
        select(Repeat, Recommendation)
        .join(Recommendation, Recommendation.id == Repeat.recommendation_id)
        .where(Repeat.earlier_id == recommendation.id, visible_recommendations(reader))
        .options(joinedload(Recommendation.review))
        .order_by(Repeat.id)
        .limit(MOST_REPEATS)
    )
    return [(link, later) for link, later in rows]


def visible_among(recommendations: Iterable[Recommendation], *, reader: Reader) -> set[int]:
    """Which of these the reader may see."""
    wanted = [recommendation.id for recommendation in recommendations]
    if not wanted:
        return set()
    return set(
        db.session.scalars(
            select(Recommendation.id).where(Recommendation.id.in_(wanted), visible_recommendations(reader))
        )
    )


def to_choose(review: Review, *, reader: Reader) -> list[Recommendation]:
    """Every recommendation of a review that the reader may see, by source then as printed: for a list to tick."""
    return list(db.session.scalars(_in_order(_of(review, Wanted(), reader))))


def listed(
    review: Review, wanted: Wanted, page: str, *, total: int | None = None, reader: Reader
) -> Page[Recommendation]:
    """One page of a review's recommendations, by source then as printed; `total` where it is known already."""
    of = _of(review, wanted, reader)
    if total is None:
        total = db.session.scalar(select(func.count(Recommendation.id)).where(*of)) or 0
    number = page_number(page, total, RECOMMENDATIONS_ON_A_PAGE)
    found = db.session.scalars(
        _in_order(of)
        .options(selectinload(Recommendation.agencies))
        .limit(RECOMMENDATIONS_ON_A_PAGE)
        .offset((number - 1) * RECOMMENDATIONS_ON_A_PAGE)
    )
    return Page(list(found), number, total, RECOMMENDATIONS_ON_A_PAGE)


def unanswered(review: Review, *, reader: Reader, limit: int) -> list[Recommendation]:
    """The first of a review's recommendations that no action answers, by source then as printed."""
    return list(db.session.scalars(_in_order(_of(review, Wanted(unanswered=True), reader)).limit(limit)))


def _of(review: Review, wanted: Wanted, reader: Reader) -> list[ColumnElement[bool]]:
    of = [Recommendation.review_id == review.id, visible_recommendations(reader)]
    if wanted.source is not None:
        of.append(Recommendation.source_id == wanted.source)
    if wanted.agency is not None:
        addressed = select(recommendation_agency.c.recommendation_id).where(
            recommendation_agency.c.agency_id == wanted.agency
        )
        of.append(Recommendation.id.in_(addressed))
    if wanted.unanswered:
        of.append(~is_answered())
    return of


def _in_order(of: list[ColumnElement[bool]]) -> Select[Recommendation]:
    return (
        select(Recommendation)
        .outerjoin(Recommendation.source)
        .where(*of)
        .options(contains_eager(Recommendation.source))
        .order_by(SourceReport.id.is_(None), SourceReport.position, SourceReport.id)
        .order_by(Recommendation.position, Recommendation.id)
    )


def agencies_addressed(review: Review, *, reader: Reader) -> list[Agency]:
    """The agencies that a review's recommendations are addressed to by name, by name."""
    named = (
        select(recommendation_agency.c.agency_id)
        .join(Recommendation, Recommendation.id == recommendation_agency.c.recommendation_id)
        .where(Recommendation.review_id == review.id, visible_recommendations(reader))
    )
    return list(db.session.scalars(select(Agency).where(Agency.id.in_(named)).order_by(Agency.name, Agency.id)))
