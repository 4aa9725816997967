"""Where an action stands, worked out and never typed: overdue, late, its rating, and whom it waits on.

Each rule is written once for the database (to filter and count) and once for a single action (to give the reason in
words); a test holds the two together.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, and_, case, exists, literal, null, or_, select

from tracker.models import Action, Lead, Post
from tracker.models.vocabulary import LIVE, ActionStatus, LeadView, Rating

SOON = timedelta(days=30)
SILENT = timedelta(days=30)
DONE = (ActionStatus.SIGNED_OFF, ActionStatus.CLOSED)
WITH_THE_BOARD = (ActionStatus.SUBMITTED, ActionStatus.VERIFIED)


@dataclass(frozen=True)
class Facts:
    """What the standing of one action follows from."""

    status: ActionStatus
    deadline: date | None
    first_deadline: date | None
    lead_view: LeadView | None
    progress_on: date | None
    has_lead: bool
    agreed_on: date | None = None


def has_lead() -> ColumnElement[bool]:
    """Someone answers for the action: a person named, or one who fills the post named."""
    return exists(
        select(Lead.id)
        .outerjoin(Post, Post.id == Lead.post_id)
        .where(
            Lead.action_id == Action.id,
            Lead.accountable,
            or_(Lead.person_id.is_not(None), Post.holder_id.is_not(None)),
        )
    ).correlate(Action)


def is_live() -> ColumnElement[bool]:
    return Action.status.in_(LIVE)


def is_overdue(today: date) -> ColumnElement[bool]:
    """Open, and the deadline is before today."""
    return and_(Action.status == ActionStatus.OPEN, Action.deadline < today)


def is_late(today: date) -> ColumnElement[bool]:
    """Live, and the first deadline has passed: a new deadline does not hide it."""
    return and_(is_live(), Action.first_deadline < today)


def rating(today: date) -> ColumnElement[str | None]:
    """The rating of each action: blue, red, amber or green; none for drafts and what was withdrawn."""
    silent = or_(Action.progress_on.is_(None), Action.progress_on < today - SILENT)
    red = or_(is_overdue(today), Action.lead_view == LeadView.OFF_TRACK)
    amber = or_(
        and_(Action.status.in_(WITH_THE_BOARD), Action.deadline < today),
        Action.lead_view == LeadView.AT_RISK,
        Action.deadline.is_(None),
        ~has_lead(),
        and_(Action.deadline <= today + SOON, silent),
    )
    return case(
        (Action.status.in_(DONE), literal(Rating.BLUE.value)),
        (~is_live(), null()),
        (red, literal(Rating.RED.value)),
        (amber, literal(Rating.AMBER.value)),
        else_=literal(Rating.GREEN.value),
    )


def overdue(facts: Facts, today: date) -> bool:
    """Open, and the deadline is before today."""
    return facts.status is ActionStatus.OPEN and facts.deadline is not None and facts.deadline < today


def late(facts: Facts, today: date) -> bool:
    """Live, and the first deadline has passed."""
    return facts.status in LIVE and facts.first_deadline is not None and facts.first_deadline < today


def rated(facts: Facts, today: date) -> tuple[Rating | None, str]:
    """The rating of one action, with the reason in words."""
    if facts.status in DONE:
        return Rating.BLUE, facts.status.value
    if facts.status not in LIVE:
        return None, ""
    if overdue(facts, today):
        return Rating.RED, "overdue"
    if facts.lead_view is LeadView.OFF_TRACK:
        return Rating.RED, "the lead says it is off track"
    concern = _concern(facts, today)
    return (Rating.AMBER, concern) if concern else (Rating.GREEN, "nothing gives concern")


def _concern(facts: Facts, today: date) -> str:
    if facts.deadline is None:
        return "no deadline"
    if facts.status in WITH_THE_BOARD and facts.deadline < today:
        return f"{facts.status.value}, and past its deadline"
    if facts.lead_view is LeadView.AT_RISK:
        return "the lead says it is at risk"
    if not facts.has_lead:
        return "no lead"
    silent = facts.progress_on is None or facts.progress_on < today - SILENT
    if facts.deadline <= today + SOON and silent:
        return "due within 30 days, and no progress in the last 30"
    return ""


def waiting_on(facts: Facts) -> str:
    """Whom the action waits on: exactly one of lead, agency, policy officer, subgroup or evaluator, or nobody."""
    if facts.status is ActionStatus.OPEN:
        return "lead" if facts.has_lead else "policy officer"
    return {
        ActionStatus.DRAFT: "policy officer",
        ActionStatus.SUBMITTED: "policy officer",
        ActionStatus.VERIFIED: "subgroup",
        ActionStatus.SIGNED_OFF: "evaluator",
    }.get(facts.status, "")
