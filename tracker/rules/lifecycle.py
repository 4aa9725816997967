"""The life of an action as one table; only `move` changes a status, and every move leaves a step."""

from dataclasses import dataclass

from tracker import access, clock, db
from tracker.models import Action, Person, Step
from tracker.models.vocabulary import ActionStatus
from tracker.rules import audit
from tracker.rules.errors import Refused, check_may


@dataclass(frozen=True)
class Move:
    """One arrow of the life of an action: the verb, where it may start, where it ends, and its words on a button."""

    verb: str
    starts: frozenset[ActionStatus]
    ends: ActionStatus
    label: str
    page: str


MOVES = {
    move.verb: move
    for move in [
        Move("action.agree", frozenset({ActionStatus.DRAFT}), ActionStatus.OPEN, "Agree this action", "agreement"),
    ]
}


def begin(action: Action, *, by: Person | None, reason: str = "") -> Step:
    """Record that an action came to be, as a draft."""
    step = Step(
        action=action,
        verb="action.add",
        from_status=None,
        to_status=action.status,
        deadline=action.deadline,
        reason=reason,
        by_id=by.id if by else None,
        at=clock.now(),
    )
    db.session.add(step)
    return step


def move(action: Action, verb: str, *, by: Person | None, reason: str = "") -> Step:
    """Take one step of the table, or raise Refused where the table has no such arrow."""
    arrow = MOVES[verb]
    if action.status not in arrow.starts:
        raise Refused(
            f"{action.reference} is {action.status.value}, so this cannot be done. "
            f"It can be done while an action is {_either(arrow.starts)}."
        )
    check_may(verb, by=by, subject=action)
    before, action.status = action.status, arrow.ends
    step = Step(
        action_id=action.id,
        verb=verb,
        from_status=before,
        to_status=arrow.ends,
        deadline=action.deadline,
        reason=reason,
        by_id=by.id if by else None,
        at=clock.now(),
    )
    db.session.add(step)
    audit.record(verb, action, by=by, old={"status": before}, new={"status": arrow.ends}, why=reason)
    return step


def open_steps(action: Action, person: Person) -> list[Move]:
    """The steps this person may take with the action as it stands: what the page draws as buttons."""
    return [
        arrow for arrow in MOVES.values() if action.status in arrow.starts and access.may(arrow.verb, person, action)
    ]


def _either(statuses: frozenset[ActionStatus]) -> str:
    return " or ".join(status.value for status in sorted(statuses))
