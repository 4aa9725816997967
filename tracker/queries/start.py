"""What waits for a policy officer: files taken in but not imported, and drafts not agreed."""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from tracker import db
from tracker.access import Reader, visible_actions, visible_imports
from tracker.models import Action, Import, Review
from tracker.models.vocabulary import ActionStatus, ImportStatus

MOST = 10


class Waiting(NamedTuple):
    """A file taken in and not yet imported."""

    id: int
    file_name: str
    review_code: str
    received_at: datetime


def imports_waiting(*, reader: Reader) -> list[Waiting]:
    """The oldest files that wait to be imported, oldest first."""
    rows = db.session.execute(
        select(Import.id, Import.file_name, Review.code, Import.received_at)
        .join(Review, Review.id == Import.review_id)
        .where(visible_imports(reader), Import.status == ImportStatus.PROPOSED)
        .order_by(Import.received_at, Import.id)
        .limit(MOST)
    )
    return [Waiting(*row) for row in rows]


class Drafts(NamedTuple):
    """A review with drafts that wait to be agreed."""

    code: str
    slug: str
    drafts: int


def drafts_waiting(*, reader: Reader) -> list[Drafts]:
    """The reviews with the most drafts to agree, most first."""
    # Counted before the reviews are joined, so that only drafts are looked at and not every action of each review.
    counted = (
        select(Action.review_id, func.count(Action.id).label("drafts"))
        .where(visible_actions(reader), Action.status == ActionStatus.DRAFT)
        .group_by(Action.review_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Review.code, Review.slug, counted.c.drafts)
        .join(counted, counted.c.review_id == Review.id)
        .order_by(counted.c.drafts.desc(), Review.code)
        .limit(MOST)
    )
    return [Drafts(*row) for row in rows]
