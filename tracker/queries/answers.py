"""The actions that answer recommendations: counted by where they stand, and one line for each."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, and_, case, exists, func, literal, select
from sqlalchemy.orm import aliased

from tracker import db
from tracker.access import Reader, visible_actions
from tracker.models import Action, Agency, Lead, Person, Post, Recommendation, Review, action_recommendation
from tracker.models.vocabulary import ActionStatus
from tracker.queries import standing
from tracker.queries.paging import PAGE_LENGTH, Page, page_number

MOST_ACTIONS_TOGETHER = 80
FEWEST_ACTIONS_EACH = 3
MOST_ACTIONS_EACH = 12
OPENING = 160

_holder = aliased(Person)
_link = action_recommendation.c


class ActionLine(NamedTuple):
    """An action in one line, under a recommendation it answers."""

    under: int
    reference: str
    text: str
    agency: str | None
    lead: str | None
    has_lead: bool
    vacancy_reason: str
    status: ActionStatus
    deadline: date | None
    no_deadline_reason: str
    ongoing: bool
    overdue: bool
    demonstration: bool

    @property
    def unfinished(self) -> bool:
        """Whether it still asks something of someone."""
        return self.status not in (*standing.DONE, ActionStatus.WITHDRAWN)


@dataclass
class Answers:
    """How many actions answer a recommendation, by where they stand; what it says follows from nothing else."""

    by_status: dict[ActionStatus, int] = field(default_factory=lambda: defaultdict(int))
    overdue: int = 0
    unseen: int = 0

    @property
    def seen(self) -> int:
        """The actions the reader may see, withdrawn ones among them."""
        return sum(self.by_status.values())

    @property
    def standing(self) -> int:
        """The actions that still answer it."""
        return self.seen - self.by_status.get(ActionStatus.WITHDRAWN, 0)

    @property
    def in_order(self) -> list[tuple[ActionStatus, int]]:
        """Each status of the actions still answering it, with how many, in the order of an action's life."""
        there = [(status, self.by_status.get(status, 0)) for status in ActionStatus]
        return [(status, number) for status, number in there if number and status is not ActionStatus.WITHDRAWN]

    @property
    def mixed(self) -> bool:
        """Its actions do not all stand at the same status."""
        return len(self.in_order) > 1

    @property
    def is_gap(self) -> bool:
        """Nothing answers it, neither what the reader sees nor what they do not."""
        return not self.standing and not self.unseen

    @property
    def status(self) -> ActionStatus | None:
        """The status of the action furthest behind; a draft holds nothing back once others are agreed."""
        there = [status for status, _ in self.in_order]
        if ActionStatus.DRAFT in there and len(there) > 1:
            return ActionStatus.OPEN
        return there[0] if there else None


def is_answered() -> ColumnElement[bool]:
    """Some action answers the recommendation and has not been withdrawn."""
    return exists(
        select(_link.action_id)
        .join(Action, Action.id == _link.action_id)
        .where(_link.recommendation_id == Recommendation.id, Action.status != ActionStatus.WITHDRAWN)
    ).correlate(Recommendation)


def counted(recommendation_ids: Collection[int], *, reader: Reader, today: date) -> dict[int, Answers]:
    """Where the actions stand that answer each of these recommendations, counted by the database."""
    found = {number: Answers() for number in recommendation_ids}
    linked = (
        select(
            _link.recommendation_id,
            Action.status,
            case((standing.is_overdue(today), 1), else_=0).label("overdue"),
            case((visible_actions(reader), 1), else_=0).label("seen"),
        )
        .join(Action, Action.id == _link.action_id)
        .where(_link.recommendation_id.in_(recommendation_ids))
        .subquery()
    )
    rows = db.session.execute(
        select(
            linked.c.recommendation_id, linked.c.status, linked.c.seen, func.count(), func.sum(linked.c.overdue)
        ).group_by(linked.c.recommendation_id, linked.c.status, linked.c.seen)
    )
    for recommendation_id, status, seen, number, overdue in rows:
        one = found[recommendation_id]
        if seen:
            one.by_status[status] += number
            one.overdue += overdue
        elif status is not ActionStatus.WITHDRAWN:
            one.unseen += number
    return found


def under(counted: dict[int, Answers], *, reader: Reader, today: date) -> dict[int, list[ActionLine]]:
    """The first actions under each recommendation, in the order of their references; fewer each where there are many
    together, so that a page stays short."""
    each = MOST_ACTIONS_EACH
    while each > FEWEST_ACTIONS_EACH and sum(min(one.seen, each) for one in counted.values()) > MOST_ACTIONS_TOGETHER:
        each -= 1
    place = func.row_number().over(partition_by=_link.recommendation_id, order_by=Action.number)
    first = (
        select(_link.recommendation_id, _link.action_id, place.label("place"))
        .join(Action, Action.id == _link.action_id)
        .where(_link.recommendation_id.in_([number for number, one in counted.items() if one.seen]))
        .where(visible_actions(reader))
        .subquery()
    )
    query = _lines(first.c.recommendation_id, today).join(first, first.c.action_id == Action.id)
    found: dict[int, list[ActionLine]] = defaultdict(list)
    for row in db.session.execute(query.where(first.c.place <= each).order_by(Action.number, Action.id)):
        line = ActionLine(*row)
        found[line.under].append(line)
    return found


def of(recommendation: Recommendation, page: str, total: int, *, reader: Reader, today: date) -> Page[ActionLine]:
    """One page of the actions that answer a recommendation, in the order of their references."""
    number = page_number(page, total)
    query = (
        _lines(_link.recommendation_id, today)
        .join(action_recommendation, _link.action_id == Action.id)
        .where(_link.recommendation_id == recommendation.id, visible_actions(reader))
        .order_by(Action.review_id, Action.number, Action.id)
        .limit(PAGE_LENGTH)
        .offset((number - 1) * PAGE_LENGTH)
    )
    return Page([ActionLine(*row) for row in db.session.execute(query)], number, total)


def where(
    review: Review, condition: ColumnElement[bool], *, limit: int, offset: int = 0, reader: Reader, today: date
) -> list[ActionLine]:
    """The first actions of a review for which something holds, in the order of their references."""
    query = (
        _lines(literal(0), today)
        .where(Action.review_id == review.id, visible_actions(reader), condition)
        .order_by(Action.number, Action.id)
        .limit(limit)
        .offset(offset)
    )
    return [ActionLine(*row) for row in db.session.execute(query)]


def _lines(under: ColumnElement[int], today: date) -> Select[*tuple[Any, ...]]:
    columns: list[Any] = [
        under,
        Action.reference,
        func.substr(Action.text, 1, OPENING + 1),
        Agency.name,
        func.coalesce(Person.name, Post.title),
        case((Person.id.is_not(None), True), (_holder.id.is_not(None), True), else_=False),
        Action.vacancy_reason,
        Action.status,
        Action.deadline,
        Action.no_deadline_reason,
        Action.ongoing,
        case((standing.is_overdue(today), True), else_=False),
        Action.demonstration,
    ]
    return (
        select(*columns)
        .select_from(Action)
        .outerjoin(Agency, Agency.id == Action.agency_id)
        .outerjoin(Lead, and_(Lead.action_id == Action.id, Lead.accountable))
        .outerjoin(Person, Person.id == Lead.person_id)
        .outerjoin(Post, Post.id == Lead.post_id)
        .outerjoin(_holder, _holder.id == Post.holder_id)
    )
