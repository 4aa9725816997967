"""One action with what its page shows, and the reader's own actions."""

from datetime import date
from typing import NamedTuple

from sqlalchemy import and_, bindparam, func, or_, select
from sqlalchemy.orm import joinedload, load_only, selectinload

from tracker import db
from tracker.access import Reader, visible_actions
from tracker.models import Action, Agency, Import, ImportRow, Lead, Post, Progress, Recommendation, Review, Step
from tracker.models.vocabulary import LIVE, ActionStatus
from tracker.queries import standing
from tracker.queries.action_list import OPENING
from tracker.queries.paging import PAGE_LENGTH, Page, page_number

_ONE = select(Action).options(
    joinedload(Action.review),
    joinedload(Action.agency),
    joinedload(Action.import_row).options(
        load_only(ImportRow.import_id, ImportRow.position, ImportRow.source),
        joinedload(ImportRow.batch).load_only(Import.file_name),
    ),
    selectinload(Action.recommendations).joinedload(Recommendation.source),
    selectinload(Action.leads).options(joinedload(Lead.person), joinedload(Lead.post).joinedload(Post.holder)),
)
_PROGRESS = (
    select(Progress)
    .where(Progress.action_id == bindparam("action_id"))
    .options(joinedload(Progress.by))
    .order_by(Progress.day.desc(), Progress.id.desc())
    .limit(bindparam("limit"))
)
_STEPS = (
    select(Step).where(Step.action_id == bindparam("action_id")).options(joinedload(Step.by)).order_by(Step.id.desc())
)


def one(reference: str, *, reader: Reader) -> Action | None:
    """One action with what its page shows, if the reader may see it."""
    return db.session.scalar(_ONE.where(Action.reference == reference.upper(), visible_actions(reader)))


def facts_of(action: Action) -> standing.Facts:
    """What the standing of a loaded action follows from."""
    return standing.Facts(
        action.status,
        action.deadline,
        action.first_deadline,
        action.lead_view,
        action.progress_on,
        any(lead.accountable and lead.answers is not None for lead in action.leads),
    )


def progress_of(action: Action, *, limit: int = 30) -> list[Progress]:
    """What was reported on an action the reader may see, newest first."""
    return list(db.session.scalars(_PROGRESS, {"action_id": action.id, "limit": limit}))


def steps_of(action: Action) -> list[Step]:
    """The steps an action has taken, newest first; the reader may see the action."""
    return list(db.session.scalars(_STEPS, {"action_id": action.id}))


class DueRow(NamedTuple):
    """One of a person's own actions."""

    reference: str
    text: str
    review_code: str
    agency: str | None
    status: ActionStatus
    deadline: date | None
    title: str | None
    part: str


def led_by(reader: Reader, *, page: str = "1") -> Page[DueRow]:
    """The reader's own live actions and drafts, by deadline, so that what is overdue comes first."""
    posts = select(Post.id).where(Post.holder_id == reader.person.id)
    mine = and_(
        Action.board_id == reader.board.id,
        Action.status.in_((*LIVE, ActionStatus.DRAFT)),
        or_(Lead.person_id == reader.person.id, Lead.post_id.in_(posts)),
    )
    joined = select(func.count(Action.id.distinct())).join(Lead, Lead.action_id == Action.id)
    total = db.session.scalar(joined.where(mine)) or 0
    number = page_number(page, total)
    rows = db.session.execute(
        select(
            Action.reference,
            func.substr(Action.text, 1, OPENING),
            Review.code,
            Agency.name,
            Action.status,
            Action.deadline,
            func.min(Post.title),
            func.min(Lead.part),
        )
        .join(Lead, Lead.action_id == Action.id)
        .join(Review, Review.id == Action.review_id)
        .outerjoin(Agency, Agency.id == Action.agency_id)
        .outerjoin(Post, Post.id == Lead.post_id)
        .where(mine)
        .group_by(Action.id, Review.code, Agency.name)
        .order_by(Action.status == ActionStatus.DRAFT, Action.deadline.asc().nulls_last(), Action.id)
        .limit(PAGE_LENGTH)
        .offset((number - 1) * PAGE_LENGTH)
    )
    return Page([DueRow(*row) for row in rows], number, total)
