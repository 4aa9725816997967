"""What deadline an action of a plan is given, and what about it a person must still say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker.queries.anchors import Starts
from tracker.reading.proposal import ProposedAction
from tracker.reading.timescales import Calendar
from tracker.reading.timescales.board_calendar import RULES
from tracker.rules import anchors


@dataclass(frozen=True)
class Settled:
    """A deadline, or none; `doubt` says in words what needs a person, and is empty once nothing does."""

    deadline: date | None = None
    no_deadline_reason: str = ""
    doubt: str = ""
    corrected: bool = False


def settle(
    action: ProposedAction,
    correction: Mapping[str, Any] | None,
    *,
    starts: Starts | None = None,
    calendar: Calendar = RULES,
) -> Settled:
    """The deadline of a proposed action: a person's word first, then the wording where it gives exactly one sure date.

    A flagged date is put forward with its doubt; of several dates none is chosen; a blank stays blank. A relative
    wording is counted from `starts`, the dates of the review, by the board's `calendar`, and stays in doubt.
    """
    if correction and correction.get("deadline"):
        return Settled(deadline=date.fromisoformat(correction["deadline"]), corrected=True)
    if correction and correction.get("no_deadline_reason"):
        return Settled(no_deadline_reason=correction["no_deadline_reason"], corrected=True)
    reason = (action.reason or "").strip()
    days = action.deadlines
    if action.anchor is not None and starts is not None:
        counted = anchors.settled(action.anchor, reason, starts, calendar)
        if counted is not None:
            return Settled(deadline=counted.deadline, doubt=counted.doubt)
    if len(days) > 1:
        dates = " and ".join(spoken(day) for day in sorted(set(days)))
        return Settled(doubt=f"{_sentence(reason)}The wording gives several dates: {dates}. Say which is the deadline.")
    if days:
        return Settled(deadline=days[0], doubt=(reason or "Check this date.") if action.needs_review else "")
    if reason:
        return Settled(doubt=reason)
    if action.completed_on:
        return Settled(doubt=f"The plan says it was completed on {spoken(action.completed_on)} and gives no deadline.")
    if action.ongoing:
        return Settled(doubt="The plan says it is ongoing and gives no deadline.")
    if not action.timescale.strip():
        return Settled(doubt="The plan gives no timescale.")
    return Settled(doubt="The wording gives no date.")


def spoken(day: date) -> str:
    """A date in words, such as 8 April 2015."""
    return f"{day.day} {day:%B %Y}"


def _sentence(reason: str) -> str:
    if not reason:
        return ""
    return f"{reason} " if reason.endswith((".", "!", "?")) else f"{reason}. "
