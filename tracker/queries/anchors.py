"""The dates of a review that deadlines hang on, and the drafts that hang on them."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, and_, func, select

from tracker import db
from tracker.access import Reader, visible_actions
from tracker.models import Action, Milestone, Review
from tracker.models.vocabulary import ActionStatus, MilestoneKind, Precision

PLAN_DATE = "plan date"
PUBLICATION = "publication"
REPORT_AGREED = "report agreed"
OF_MILESTONE = {MilestoneKind.PUBLISHED: PUBLICATION, MilestoneKind.REPORT_AGREED: REPORT_AGREED}


@dataclass(frozen=True)
class Start:
    """A date that times are counted from; known to the month or year only, the day is its last."""

    day: date
    precision: Precision = Precision.DAY


Starts = dict[str, tuple[Start, ...]]


def starts(review: Review) -> Starts:
    """The dates recorded for each start a wording may name, earliest first; none is missing from the answer."""
    rows = db.session.execute(
        select(Milestone.kind, Milestone.day, Milestone.precision)
        .where(Milestone.review_id == review.id, Milestone.kind.in_(OF_MILESTONE))
        .order_by(Milestone.day, Milestone.id)
    )
    return starts_of(review.plan_date, [(row.kind, row.day, row.precision) for row in rows])


def starts_of(plan_date: date | None, milestones: Iterable[tuple[MilestoneKind, date, Precision]]) -> Starts:
    """The same from what is already known: the plan date, and milestones of the kinds that times count from."""
    found: dict[str, list[Start]] = {PLAN_DATE: [], PUBLICATION: [], REPORT_AGREED: []}
    if plan_date is not None:
        found[PLAN_DATE].append(Start(plan_date))
    for kind, day, precision in milestones:
        found[OF_MILESTONE[kind]].append(Start(day, precision))
    return {name: tuple(dict.fromkeys(days)) for name, days in found.items()}


def _hangs() -> ColumnElement[bool]:
    """A person's word on a deadline leaves no doubt; from then on it no longer follows."""
    return and_(Action.status == ActionStatus.DRAFT, Action.anchor != "", Action.timescale_doubt != "")


def hanging(review: Review, start: str) -> list[Action]:
    """The drafts of a review whose proposed deadline follows a start, in order; held till the end."""
    return list(
        db.session.scalars(
            select(Action)
            .where(Action.review_id == review.id, Action.anchor == start, _hangs())
            .order_by(Action.number)
            .with_for_update()
            .execution_options(populate_existing=True)
        )
    )


def hanging_counted(review: Review, *, reader: Reader) -> dict[str, int]:
    """How many drafts the reader may see follow each start."""
    rows = db.session.execute(
        select(Action.anchor, func.count())
        .where(Action.review_id == review.id, _hangs(), visible_actions(reader))
        .group_by(Action.anchor)
    )
    counted: dict[str, int] = defaultdict(int)
    counted.update({row[0]: row[1] for row in rows})
    return counted
