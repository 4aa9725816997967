"""What a plan that was given back still says of ours: a deadline in our column that is not the one on record."""

from datetime import date

from tracker.queries.known import KnownAction
from tracker.reading.given_back import DEADLINE
from tracker.reading.proposal import Row
from tracker.rules.imports.deadlines import spoken


def other_deadline(row: Row, action: KnownAction | None) -> str:
    """The sentence where our own column shows another deadline than the record; empty where it agrees.

    It may have been moved here since, or written over by the agency. Nothing follows from it: a deadline is settled by
    the plan's wording and by people, never by our own copy of it.
    """
    told = row.tracker_told.get(DEADLINE, "")
    if action is None or action.now is None or len(row.actions) != 1:
        return ""
    try:
        there = date.fromisoformat(told)
    except ValueError:
        return ""
    if there == action.now.deadline:
        return ""
    here = spoken(action.now.deadline) if action.now.deadline else "none"
    return (
        f"The column {DEADLINE} says {spoken(there)}, and the deadline of {action.reference} on record is {here}. "
        "If the agency asks for that date, set it on the page of the action."
    )
