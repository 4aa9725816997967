"""What plans imported before said of a review, row by row, and which actions each row speaks of."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import and_, select

from tracker import db
from tracker.models import Action, ActionSource, Import, ImportRow, Lead, Person, Post, Progress, Review
from tracker.models.vocabulary import ActionStatus, ImportStatus, RowKind
from tracker.reading.proposal import Row


@dataclass(frozen=True)
class EarlierRow:
    """A row of a plan imported before: as it was read, what a person corrected, and which actions it speaks of.

    `actions` maps the number of an action within the row to the action's id.
    """

    id: int
    import_id: int
    row: Row
    corrections: Mapping[str, Any] = field(default_factory=dict)
    recommendation_id: int | None = None
    actions: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True)
class RecordedLead:
    """Who leads an action now, and the words of the plan for them."""

    title: str
    printed_as: str
    person_id: int | None = None
    post_id: int | None = None


@dataclass(frozen=True)
class Recorded:
    """What is on record of an action now, beside its text: what people have entered here since it was taken in."""

    status: ActionStatus = ActionStatus.DRAFT
    outcome_sought: str = ""
    outcome_measure: str = ""
    timescale: str = ""
    deadline: date | None = None
    no_deadline_reason: str = ""
    follows_a_date: bool = False
    leads: tuple[RecordedLead, ...] = ()
    claims: frozenset[str] = frozenset()


def rows_of(review: Review) -> dict[int, EarlierRow]:
    """Every item of the plans imported for a review and not undone, by its number, the latest import last."""
    found = db.session.execute(
        select(
            ImportRow.id,
            ImportRow.import_id,
            ImportRow.reading,
            ImportRow.corrections,
            ImportRow.recommendation_id,
            ActionSource.part,
            ActionSource.action_id,
        )
        .join(Import, Import.id == ImportRow.import_id)
        .outerjoin(ActionSource, ActionSource.import_row_id == ImportRow.id)
        .where(
            Import.review_id == review.id,
            Import.status == ImportStatus.APPLIED,
            ImportRow.kind == RowKind.ITEM,
        )
        .order_by(Import.applied_at, Import.id, ImportRow.position, ActionSource.part)
    )
    rows: dict[int, EarlierRow] = {}
    actions: dict[int, dict[int, int]] = defaultdict(dict)
    for number, batch, reading, corrections, recommendation, part, action in found:
        if number not in rows:
            read = Row.from_json(reading)
            rows[number] = EarlierRow(number, batch, read, corrections, recommendation, actions[number])
        if action is not None:
            actions[number][part] = action
    return rows


def recorded(review: Review) -> dict[int, Recorded]:
    """What is on record of each action of a review, by the action's id."""
    leads, claims = _leads(review), _claims(review)
    found = db.session.execute(
        select(
            Action.id,
            Action.status,
            Action.outcome_sought,
            Action.outcome_measure,
            Action.timescale,
            Action.deadline,
            Action.no_deadline_reason,
            Action.anchor,
            Action.timescale_doubt,
        ).where(Action.review_id == review.id)
    )
    return {
        one.id: Recorded(
            one.status,
            one.outcome_sought,
            one.outcome_measure,
            one.timescale,
            one.deadline,
            one.no_deadline_reason,
            bool(one.anchor and one.timescale_doubt),
            tuple(leads[one.id]),
            frozenset(claims[one.id]),
        )
        for one in found
    }


def _leads(review: Review) -> dict[int, list[RecordedLead]]:
    found = db.session.execute(
        select(Lead.action_id, Lead.printed_as, Lead.person_id, Lead.post_id, Person.name, Post.title)
        .join(Action, Action.id == Lead.action_id)
        .outerjoin(Person, Person.id == Lead.person_id)
        .outerjoin(Post, Post.id == Lead.post_id)
        .where(Action.review_id == review.id)
        .order_by(Lead.action_id, Lead.accountable.desc(), Lead.id)
    )
    leads: dict[int, list[RecordedLead]] = defaultdict(list)
    for action, printed, person, post, name, title in found:
        leads[action].append(RecordedLead(name or title or "", printed, person, post))
    return leads


def _claims(review: Review) -> dict[int, set[str]]:
    found = db.session.execute(
        select(Progress.action_id, Progress.text)
        .join(Action, and_(Action.id == Progress.action_id, Action.review_id == review.id))
        .where(Progress.from_plan)
    )
    claims: dict[int, set[str]] = defaultdict(set)
    for action, text in found:
        claims[action].add(text)
    return claims
