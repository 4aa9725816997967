"""Many recommendations and actions added at once, for plans of thousands of rows: as one by one, but far quicker.

What `reviews.add_recommendation`, `actions.add_action` and `actions.record_progress` leave behind for one thing, these
leave for each of many: the same checks, references, steps and history.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import insert

from tracker import clock, db
from tracker.models import (
    Action,
    Lead,
    Person,
    Progress,
    Recommendation,
    Review,
    Step,
    action_recommendation,
    recommendation_agency,
)
from tracker.models.base import Base
from tracker.models.vocabulary import ActionStatus, LeadView
from tracker.reading.timescales import Anchor
from tracker.rules import audit
from tracker.rules.actions import anchored
from tracker.rules.errors import Refused, check_may


@dataclass(frozen=True)
class NewRecommendation:
    """What a review asks for, to be added; `agency` is the id and the name of whom it is addressed to."""

    text: str
    printed_reference: str = ""
    agency: tuple[int, str] | None = None


@dataclass(frozen=True)
class NewLead:
    """Who is to lead: the id of a person or of a post, and the words as printed."""

    person_id: int | None = None
    post_id: int | None = None
    printed_as: str = ""


@dataclass(frozen=True)
class NewClaim:
    """What a plan says of how an action stands, on the day of the plan."""

    day: date
    text: str
    view: LeadView | None = None
    done: bool = False
    completed_on: date | None = None


@dataclass(frozen=True)
class NewAction:
    """An action to be added as a draft; the fields are those of `actions.add_action`, records named by their ids."""

    text: str
    agency_id: int | None
    recommendation_id: int | None
    leads: tuple[NewLead, ...]
    timescale: str
    timescale_doubt: str
    ongoing: bool
    deadline: date | None
    no_deadline_reason: str
    anchor: Anchor | None
    outcome_sought: str
    outcome_measure: str
    import_row_id: int | None
    claim: NewClaim | None = None


def add_recommendations(review: Review, new: Sequence[NewRecommendation], *, by: Person | None) -> list[int]:
    """Add what a review asks for, in order; returns their ids. Raises Refused for one without words."""
    check_may("recommendation.add", by=by, subject=review)
    if not new:
        return []
    db.lock(review)
    first, now = review.last_recommendation + 1, clock.now()
    review.last_recommendation += len(new)
    rows: list[dict[str, Any]] = [
        {
            "review_id": review.id,
            "source_id": None,
            "reference": f"{review.prefix}-R{number:02d}",
            "printed_reference": one.printed_reference.strip(),
            "text": _words(one.text, "Give the text of the recommendation."),
            "paragraph": "",
            "to_all_agencies": False,
            "position": number,
            "added_at": now,
            "version": 1,
        }
        for number, one in enumerate(new, first)
    ]
    ids = _inserted(Recommendation, rows)
    agencies = [
        {"recommendation_id": number, "agency_id": one.agency[0]}
        for number, one in zip(ids, new, strict=True)
        if one.agency
    ]
    if agencies:
        db.session.execute(insert(recommendation_agency), agencies)
    told = [
        audit.Happening(
            number, row["reference"], {"text": row["text"], "agencies": [one.agency[1]] if one.agency else []}
        )
        for number, row, one in zip(ids, rows, new, strict=True)
    ]
    audit.record_many("recommendation.add", Recommendation, told, by=by, board_id=review.board_id)
    return ids


def add_actions(review: Review, new: Sequence[NewAction], *, by: Person | None) -> list[int]:
    """Add actions as drafts, in order, with their leads and the plan's claims; returns their ids.

    Raises Refused for one without words.
    """
    check_may("action.add", by=by, subject=review)
    if not new:
        return []
    db.lock(review)
    rows = _action_rows(review, new)
    ids = _inserted(Action, rows)
    _write(
        action_recommendation,
        (
            {"action_id": number, "recommendation_id": one.recommendation_id}
            for number, one in zip(ids, new, strict=True)
            if one.recommendation_id is not None
        ),
    )
    _write(Lead, (lead for number, one in zip(ids, new, strict=True) for lead in _lead_rows(number, one.leads)))
    _begin(ids, rows, by=by)
    told = [
        audit.Happening(
            number,
            row["reference"],
            {"text": row["text"], "deadline": one.deadline, "timescale": one.timescale, "agency": one.agency_id},
        )
        for number, row, one in zip(ids, rows, new, strict=True)
    ]
    audit.record_many("action.add", Action, told, by=by, board_id=review.board_id)
    _claim(ids, rows, new, by=by, board_id=review.board_id)
    return ids


def _action_rows(review: Review, new: Sequence[NewAction]) -> list[dict[str, Any]]:
    first, now = review.last_action + 1, clock.now()
    review.last_action += len(new)
    return [
        {
            "board_id": review.board_id,
            "review_id": review.id,
            "number": number,
            "reference": f"{review.prefix}-{number:03d}",
            "agency_id": one.agency_id,
            "text": _words(one.text, "Say what will be done."),
            "outcome_sought": one.outcome_sought.strip(),
            "outcome_measure": one.outcome_measure.strip(),
            "timescale": one.timescale,
            "timescale_doubt": one.timescale_doubt,
            "ongoing": one.ongoing,
            "deadline": one.deadline,
            **anchored(one.anchor),
            "no_deadline_reason": "" if one.deadline else one.no_deadline_reason.strip(),
            "vacancy_reason": "",
            "status": ActionStatus.DRAFT,
            "added_at": now,
            "lead_view": one.claim.view if one.claim else None,
            "import_row_id": one.import_row_id,
            "paragraph": "",
            "demonstration": False,
            "version": 1,
        }
        for number, one in enumerate(new, first)
    ]


def _lead_rows(action_id: int, leads: Sequence[NewLead]) -> list[dict[str, Any]]:
    unique: dict[tuple[int | None, int | None], NewLead] = {}
    for lead in leads:
        unique.setdefault((lead.person_id, lead.post_id), lead)
    return [
        {
            "action_id": action_id,
            "person_id": lead.person_id,
            "post_id": lead.post_id,
            "accountable": number == 0,
            "part": "",
            "printed_as": lead.printed_as,
        }
        for number, lead in enumerate(unique.values())
    ]


def _begin(ids: Sequence[int], rows: Sequence[dict[str, Any]], *, by: Person | None) -> None:
    at = clock.now()
    _write(
        Step,
        (
            {
                "action_id": number,
                "verb": "action.add",
                "from_status": None,
                "to_status": ActionStatus.DRAFT,
                "deadline": row["deadline"],
                "reason": "",
                "by_id": by.id if by else None,
                "at": at,
            }
            for number, row in zip(ids, rows, strict=True)
        ),
    )


def _claim(
    ids: Sequence[int],
    rows: Sequence[dict[str, Any]],
    new: Sequence[NewAction],
    *,
    by: Person | None,
    board_id: int,
) -> None:
    claims = [(number, row, one.claim) for number, row, one in zip(ids, rows, new, strict=True) if one.claim]
    at = clock.now()
    _write(
        Progress,
        (
            {
                "action_id": number,
                "day": claim.day,
                "text": claim.text.strip(),
                "view": claim.view,
                "claims_done": claim.done or claim.completed_on is not None,
                "claimed_completed_on": claim.completed_on,
                "from_plan": True,
                "by_id": by.id if by else None,
                "at": at,
            }
            for number, _, claim in claims
        ),
    )
    told = [
        audit.Happening(number, row["reference"], {"day": claim.day, "view": claim.view})
        for number, row, claim in claims
    ]
    audit.record_many("action.record_progress", Action, told, by=by, board_id=board_id)


def _words(text: str, otherwise: str) -> str:
    if not text.strip():
        raise Refused(otherwise, field="text")
    return text.strip()


def _inserted(kind: type[Base], rows: Sequence[dict[str, Any]]) -> list[int]:
    """Write the rows and give their ids in the same order."""
    order = insert(kind).returning(kind.id, sort_by_parameter_order=True)
    return list(db.session.scalars(order, rows))


def _write(kind: Any, rows: Iterable[dict[str, Any]]) -> None:
    given = list(rows)
    if given:
        db.session.execute(insert(kind), given)
