"""Actions while they are drafts, their leads and deadlines, and agreeing them one by one or as a plan."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker import clock, db
from tracker.models import Action, Agency, ImportRow, Lead, Person, Post, Progress, Recommendation, Review
from tracker.models.vocabulary import ActionStatus, LeadView
from tracker.reading.timescales import Anchor
from tracker.rules import audit, lifecycle
from tracker.rules.errors import Overtaken, Refused, check_may


@dataclass(frozen=True)
class ProposedLead:
    """Who is to lead: a person or a post, the part that is theirs, and the words as printed."""

    person: Person | None = None
    post: Post | None = None
    part: str = ""
    printed_as: str = ""


def add_action(
    review: Review,
    *,
    text: str,
    agency: Agency | None,
    recommendations: Sequence[Recommendation],
    leads: Sequence[ProposedLead] = (),
    timescale: str = "",
    timescale_doubt: str = "",
    ongoing: bool = False,
    deadline: date | None = None,
    anchor: Anchor | None = None,
    no_deadline_reason: str = "",
    vacancy_reason: str = "",
    outcome_sought: str = "",
    outcome_measure: str = "",
    import_row: ImportRow | None = None,
    paragraph: str = "",
    demonstration: bool = False,
    by: Person | None,
) -> Action:
    """Add an action as a draft; the first of its leads is the accountable one.

    `timescale` is the wording as printed and is never changed afterwards; `timescale_doubt` says in words what about
    it needs a person, and is empty once nothing does; `anchor` is what a relative wording counts from.
    """
    check_may("action.add", by=by, subject=review)
    _check_facts(review, text=text, agency=agency, recommendations=recommendations)
    db.lock(review)
    review.last_action += 1
    action = Action(
        board_id=review.board_id,
        review=review,
        number=review.last_action,
        reference=f"{review.prefix}-{review.last_action:03d}",
        agency=agency,
        text=text.strip(),
        outcome_sought=outcome_sought.strip(),
        outcome_measure=outcome_measure.strip(),
        timescale=timescale,
        timescale_doubt=timescale_doubt,
        ongoing=ongoing,
        deadline=deadline,
        **anchored(anchor),
        no_deadline_reason="" if deadline else no_deadline_reason.strip(),
        vacancy_reason="" if leads else vacancy_reason.strip(),
        status=ActionStatus.DRAFT,
        added_at=clock.now(),
        recommendations=list(recommendations),
        leads=as_leads(leads),
        import_row=import_row,
        paragraph=paragraph,
        demonstration=demonstration,
    )
    db.session.add(action)
    lifecycle.begin(action, by=by)
    told = {"text": action.text, "deadline": deadline, "timescale": timescale, "agency": agency.id if agency else None}
    audit.record("action.add", action, by=by, board_id=review.board_id, new=told)
    return action


def anchored(anchor: Anchor | None) -> dict[str, Any]:
    """How an action keeps what its relative timescale counts from."""
    return {
        "anchor": anchor.kind if anchor else "",
        "anchor_amount": anchor.amount if anchor else None,
        "anchor_unit": anchor.unit if anchor else "",
    }


def as_leads(proposed: Sequence[ProposedLead]) -> list[Lead]:
    """The leads to be, each person and post once; the first is the accountable one."""
    unique: dict[tuple[Person | None, Post | None], ProposedLead] = {}
    for lead in proposed:
        unique.setdefault((lead.person, lead.post), lead)
    return [
        Lead(person=lead.person, post=lead.post, part=lead.part, printed_as=lead.printed_as, accountable=number == 0)
        for number, lead in enumerate(unique.values())
    ]


def edit_action(
    action: Action,
    *,
    version: int,
    text: str,
    agency: Agency | None,
    recommendations: Sequence[Recommendation],
    outcome_sought: str,
    outcome_measure: str,
    by: Person,
) -> Action:
    """Correct the plain facts of a draft; the wording of its timescale stays as printed."""
    _hold(action, version)
    check_may("action.edit", by=by, subject=action)
    _check_facts(action.review, text=text, agency=agency, recommendations=recommendations)
    given = {
        "text": text.strip(),
        "agency_id": agency.id if agency else None,
        "outcome_sought": outcome_sought.strip(),
        "outcome_measure": outcome_measure.strip(),
    }
    old, new = audit.changes(action, given)
    before = sorted(recommendation.id for recommendation in action.recommendations)
    after = sorted(recommendation.id for recommendation in recommendations)
    if before != after:
        old["recommendations"], new["recommendations"] = before, after
        action.recommendations = list(recommendations)
    if new:
        action.version += 1
        audit.record("action.edit", action, by=by, old=old, new=new)
    return action


def set_deadline(
    action: Action,
    *,
    deadline: date | None,
    no_deadline_reason: str = "",
    version: int | None = None,
    by: Person | None,
) -> Action:
    """Fix a draft's deadline, or record why it has none; the wording as printed stays beside it."""
    _hold(action, version)
    check_may("action.edit", by=by, subject=action)
    reason = no_deadline_reason.strip()
    if deadline is not None and reason:
        raise Refused("Give a deadline, or a reason for none, not both.", field="no_deadline_reason")
    if deadline is None and not reason:
        raise Refused("Give a deadline, or the reason why there is none.", field="deadline")
    given = {"deadline": deadline, "no_deadline_reason": reason, "timescale_doubt": ""}
    old, new = audit.changes(action, given)
    if new:
        action.version += 1
        audit.record("action.set_deadline", action, by=by, old=old, new=new)
    return action


def set_leads(
    action: Action,
    *,
    leads: Sequence[ProposedLead] = (),
    vacancy_reason: str = "",
    version: int | None = None,
    by: Person | None,
) -> Action:
    """Say who leads a draft, the accountable one first, or record with a reason that no one does yet."""
    _hold(action, version)
    check_may("action.edit", by=by, subject=action)
    reason = vacancy_reason.strip()
    if not leads and not reason:
        raise Refused("Choose a lead, or give the reason why there is none yet.", field="lead")
    before = [lead.title for lead in action.leads]
    old_reason = action.vacancy_reason
    if leads:
        action.leads.clear()
        db.session.flush()
        action.leads.extend(as_leads(leads))
    action.vacancy_reason = "" if leads and not reason else reason
    db.session.flush()
    audit.record(
        "action.set_leads",
        action,
        by=by,
        old={"leads": before, "vacancy_reason": old_reason},
        new={"leads": [lead.title for lead in action.leads], "vacancy_reason": action.vacancy_reason},
    )
    action.version += 1
    return action


def lacks(action: Action) -> list[Refused]:
    """What still stands in the way of agreeing a draft, each as a sentence with the field that cures it."""
    missing = []
    if action.agency_id is None and action.agency is None:
        missing.append(Refused("No agency: say which agency will do it.", field="agency"))
    if action.deadline is None and not action.no_deadline_reason:
        doubt = f" {action.timescale_doubt}" if action.timescale_doubt else ""
        missing.append(Refused(f"No deadline: give one, or the reason for none.{doubt}", field="deadline"))
    elif action.timescale_doubt:
        missing.append(Refused(f"The deadline needs a person's word: {action.timescale_doubt}", field="deadline"))
    accountable = next((lead for lead in action.leads if lead.accountable), None)
    if not action.vacancy_reason:
        if accountable is None:
            missing.append(Refused("No lead: choose one, or record the vacancy with a reason.", field="lead"))
        elif accountable.answers is None:
            missing.append(
                Refused(
                    f"No one fills the post {accountable.title} yet: say who does, or record the vacancy.",
                    field="lead",
                )
            )
    return missing


def agree(action: Action, *, by: Person | None) -> Action:
    """Agree a draft, so that it is tracked: its deadline becomes the first deadline, which never changes.

    An action without a date or a person is not a plan: unless a reason or a vacancy is on record in their place, it is
    refused, and so is one without an agency. Refused says everything that is missing, not only the first of it.
    """
    db.lock(action)
    missing = lacks(action) if action.status is ActionStatus.DRAFT else []
    if missing:
        raise Refused(
            f"{action.reference} cannot be agreed yet. " + " ".join(one.sentence for one in missing), missing[0].field
        )
    lifecycle.move(action, "action.agree", by=by)
    action.first_deadline = action.deadline
    action.agreed_at = clock.now()
    action.version += 1
    return action


@dataclass(frozen=True)
class Agreed:
    """What came of agreeing a whole plan: the actions agreed, and those left with what each lacks."""

    agreed: list[Action]
    left: list[tuple[Action, list[Refused]]]


def agree_plan(review: Review, drafts: Sequence[Action], *, by: Person) -> Agreed:
    """Agree every draft given that lacks nothing; the rest stay drafts and are named with what they lack."""
    check_may("plan.agree", by=by, subject=review)
    agreed: list[Action] = []
    left: list[tuple[Action, list[Refused]]] = []
    for action in sorted(drafts, key=lambda one: one.id):
        db.lock(action)
        if action.status is not ActionStatus.DRAFT:
            continue
        missing = lacks(action)
        if missing:
            left.append((action, missing))
        else:
            agreed.append(agree(action, by=by))
    return Agreed(agreed, left)


def record_progress(
    action: Action,
    *,
    day: date,
    text: str,
    view: LeadView | None = None,
    claims_done: bool = False,
    claimed_completed_on: date | None = None,
    from_plan: bool = False,
    by: Person | None,
) -> Progress:
    """Add a dated word on how an action goes; what a plan says is done arrives here as a claim, never as sign-off."""
    progress = Progress(
        action=action,
        day=day,
        text=text.strip(),
        view=view,
        claims_done=claims_done or claimed_completed_on is not None,
        claimed_completed_on=claimed_completed_on,
        from_plan=from_plan,
        by_id=by.id if by else None,
        at=clock.now(),
    )
    db.session.add(progress)
    if action.progress_on is None or day >= action.progress_on:
        # What a plan says is the lead's word on how things go, but no sign that the lead was here.
        if not from_plan:
            action.progress_on, action.lead_view = day, view
        elif view is not None:
            action.lead_view = view
    audit.record("action.record_progress", action, by=by, board_id=action.board_id, new={"day": day, "view": view})
    return progress


def _hold(action: Action, version: int | None) -> None:
    db.lock(action)
    if version is not None and action.version != version:
        raise Overtaken(
            f"Someone else changed {action.reference} while you were writing. What they wrote stands and is shown "
            "beside yours; put together what should stand, and save again."
        )


def _check_facts(
    review: Review, *, text: str, agency: Agency | None, recommendations: Sequence[Recommendation]
) -> None:
    if not text.strip():
        raise Refused("Say what will be done.", field="text")
    if agency is not None and agency.board_id != review.board_id:
        raise Refused(f"{agency.name} is not an agency of this board.", field="agency")
    if any(recommendation.review_id != review.id for recommendation in recommendations):
        raise Refused(f"Choose recommendations of {review.code}.", field="recommendations")
