"""What a form or a filter offers to choose from."""

from typing import NamedTuple

from sqlalchemy import func, select

from tracker import db
from tracker.access import Reader, visible_reviews
from tracker.models import Recommendation, Review


def reviews(*, reader: Reader) -> list[tuple[str, str]]:
    """The reviews the reader may see, as (slug, code), by code."""
    rows = db.session.execute(select(Review.slug, Review.code).where(visible_reviews(reader)).order_by(Review.code))
    return [(slug, code) for slug, code in rows]


class RecommendationChoice(NamedTuple):
    """A recommendation as a form offers it."""

    id: int
    reference: str
    printed_reference: str
    text: str


def recommendations(review: Review, *, opening: int = 160) -> list[RecommendationChoice]:
    """The recommendations of a review the reader may see, in its order, each with the opening of its text."""
    rows = db.session.execute(
        select(
            Recommendation.id,
            Recommendation.reference,
            Recommendation.printed_reference,
            func.substr(Recommendation.text, 1, opening),
        )
        .where(Recommendation.review_id == review.id)
        .order_by(Recommendation.position, Recommendation.id)
    )
    return [RecommendationChoice(*row) for row in rows]
