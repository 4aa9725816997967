"""The list of actions: what the query string asks for, in the order it asks, page by page."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, case, func, or_, select
from sqlalchemy.orm import aliased

from tracker import db
from tracker.access import Reader, visible_actions
from tracker.models import Action, Agency, Lead, Person, Post, Review
from tracker.models.vocabulary import LIVE, ActionStatus, LeadView, Rating
from tracker.queries import standing
from tracker.queries.paging import PAGE_LENGTH, Page, page_number

OPENING = 220
DUE = {
    "overdue": "Overdue",
    "late": "Past the first deadline",
    "7": "Due within 7 days",
    "30": "Due within 30 days",
    "90": "Due within 90 days",
    "none": "No deadline",
}
LEADS = {"me": "Led by me", "none": "No lead"}

_holder = aliased(Person)
_LEAD_TITLE = func.coalesce(Person.name, Post.title)
_HAS_LEAD = or_(Lead.person_id.is_not(None), Post.holder_id.is_not(None))


class ListRow(NamedTuple):
    """One line of the list of actions."""

    id: int
    reference: str
    text: str
    review_code: str
    review_slug: str
    agency: str | None
    lead: str | None
    holder: str | None
    has_lead: bool | None
    status: ActionStatus
    deadline: date | None
    first_deadline: date | None
    lead_view: LeadView | None
    progress_on: date | None
    vacancy_reason: str
    demonstration: bool

    @property
    def facts(self) -> standing.Facts:
        return standing.Facts(
            self.status,
            self.deadline,
            self.first_deadline,
            self.lead_view,
            self.progress_on,
            bool(self.has_lead),
        )


@dataclass(frozen=True)
class Filters:
    """What the query string of the list asks for; a value that means nothing filters nothing."""

    review: str = ""
    agency: str = ""
    lead: str = ""
    status: str = ""
    rating: str = ""
    due: str = ""
    q: str = ""
    sort: str = "deadline"
    page: str = "1"

    @classmethod
    def asked(cls, query: Mapping[str, str]) -> "Filters":
        """The filters of a query string, each cut to a sensible length."""
        return cls(**{name: query[name].strip()[:200] for name in cls.__dataclass_fields__ if query.get(name)})

    @property
    def any(self) -> bool:
        return any((self.review, self.agency, self.lead, self.status, self.rating, self.due, self.q))


# For each sort, what always comes first, and what "-" turns round.
SORTS: dict[str, list[Any]] = {
    "deadline": [Action.deadline],
    "reference": [Action.review_id, Action.number],
    "agency": [Agency.name],
    "review": [Review.code],
    "lead": [_LEAD_TITLE],
    "status": [
        case({status.value: number for number, status in enumerate(ActionStatus)}, value=Action.status),
    ],
    "progress": [Action.progress_on],
}
MAY_BE_BLANK = frozenset({"deadline", "agency", "lead", "progress"})


# Built once: putting these together anew for each page took longer than the database's own work.
_COUNT = select(func.count(Action.id))
_COUNT_WITH_REVIEW = _COUNT.join(Review, Review.id == Action.review_id)
_ROWS = (
    select(
        Action.id,
        Action.reference,
        func.substr(Action.text, 1, OPENING),
        Review.code,
        Review.slug,
        Agency.name,
        _LEAD_TITLE,
        _holder.name,
        _HAS_LEAD,
        Action.status,
        Action.deadline,
        Action.first_deadline,
        Action.lead_view,
        Action.progress_on,
        Action.vacancy_reason,
        Action.demonstration,
    )
    .select_from(Action)
    .join(Review, Review.id == Action.review_id)
    .outerjoin(Agency, Agency.id == Action.agency_id)
    .outerjoin(Lead, and_(Lead.action_id == Action.id, Lead.accountable))
    .outerjoin(Person, Person.id == Lead.person_id)
    .outerjoin(Post, Post.id == Lead.post_id)
    .outerjoin(_holder, _holder.id == Post.holder_id)
)


def listed(filters: Filters, *, reader: Reader, today: date) -> Page[ListRow]:
    """One page of the actions the reader may see and the filters ask for, in the order asked."""
    wanted = _wanted(filters, reader=reader, today=today)
    total = db.session.scalar((_COUNT_WITH_REVIEW if filters.review else _COUNT).where(*wanted)) or 0
    number = page_number(filters.page, total)
    query = _ROWS.where(*wanted).order_by(*_order(filters.sort))
    rows = db.session.execute(query.limit(PAGE_LENGTH).offset((number - 1) * PAGE_LENGTH))
    return Page([ListRow(*row) for row in rows], number, total)


def _order(sort: str) -> list[Any]:
    """What is blank comes last, whichever way round."""
    name = sort.removeprefix("-") if sort.removeprefix("-") in SORTS else "deadline"
    columns = [column.desc() if sort.startswith("-") else column.asc() for column in SORTS[name]]
    return [*([column.nulls_last() for column in columns] if name in MAY_BE_BLANK else columns), Action.id]


def _wanted(filters: Filters, *, reader: Reader, today: date) -> list[ColumnElement[bool]]:
    wanted = [visible_actions(reader)]
    if filters.review:
        wanted.append(or_(Review.slug == filters.review.lower(), Review.code == filters.review))
    if filters.agency:
        wanted.append(Action.agency_id == _number(filters.agency))
    if filters.lead:
        wanted.append(_led_by(filters.lead, reader))
    if filters.status in set(ActionStatus):
        wanted.append(Action.status == ActionStatus(filters.status))
    elif filters.status == "live":
        wanted.append(Action.status.in_(LIVE))
    if filters.rating in set(Rating):
        wanted.append(standing.rating(today) == filters.rating)
    if filters.due in DUE or filters.due.isdecimal():
        wanted.append(_due(filters.due, today))
    wanted += [_holds(word) for word in filters.q.split()]
    return wanted


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 10 else 0


def _led_by(asked: str, reader: Reader) -> ColumnElement[bool]:
    if asked == "none":
        return ~standing.has_lead()
    person_id = reader.person.id if asked == "me" else _number(asked)
    # Two questions rather than one with OR, which PostgreSQL would answer by going through every lead there is.
    named = select(Lead.action_id).where(Lead.person_id == person_id)
    by_post = select(Lead.action_id).join(Post, Post.id == Lead.post_id).where(Post.holder_id == person_id)
    return Action.id.in_(named.union_all(by_post))


def _due(asked: str, today: date) -> ColumnElement[bool]:
    if asked == "overdue":
        return standing.is_overdue(today)
    if asked == "late":
        return standing.is_late(today)
    if asked == "none":
        return Action.deadline.is_(None)
    until = today + timedelta(days=min(_number(asked), 3660))
    return and_(Action.status.in_(LIVE), Action.deadline >= today, Action.deadline <= until)


def _holds(word: str) -> ColumnElement[bool]:
    safe = word.lower().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    pattern = f"%{safe}%"
    return or_(
        func.lower(Action.reference).like(pattern, escape="\\"),
        func.lower(Action.text).like(pattern, escape="\\"),
        func.lower(Action.timescale).like(pattern, escape="\\"),
    )


class Tally(NamedTuple):
    """How many actions the reader may see stand where."""

    draft: int
    open: int
    overdue: int
    due_soon: int
    no_deadline: int
    no_lead: int


def tally(*, reader: Reader, today: date) -> Tally:
    """The counts of the start page, reckoned by the database."""
    row = db.session.execute(
        select(
            _sum(Action.status == ActionStatus.DRAFT),
            _sum(Action.status == ActionStatus.OPEN),
            _sum(standing.is_overdue(today)),
            _sum(_due("30", today)),
            _sum(and_(Action.status.in_((*LIVE, ActionStatus.DRAFT)), Action.deadline.is_(None))),
            _sum(and_(Action.status.in_((*LIVE, ActionStatus.DRAFT)), ~standing.has_lead())),
        ).where(visible_actions(reader))
    ).one()
    return Tally(*(int(number or 0) for number in row))


def _sum(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))
