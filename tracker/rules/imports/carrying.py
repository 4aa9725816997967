"""A revised plan's ticked differences, made on the drafts they concern; what was there before is kept for undoing."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from tracker import clock, db
from tracker.models import Action, Import, ImportRow, Lead, Person, Post, Progress, Recommendation
from tracker.models.vocabulary import LeadView
from tracker.rules import actions, anchors, audit, reviews
from tracker.rules.actions import ProposedLead
from tracker.rules.additions import NewLead
from tracker.rules.errors import check_may
from tracker.rules.imports.changed import Change
from tracker.rules.imports.intended import IntendedAction, IntendedRow, Plan

Leads = Callable[[IntendedAction], list[NewLead]]


class Carrier:
    """Makes the ticked differences of one plan. The actions they concern are fetched and held first, all at once."""

    def __init__(self, batch: Import, intended: Plan, by: Person) -> None:
        self.batch, self.by = batch, by
        self.claims: list[tuple[ImportRow, Progress]] = []
        ticked = [change for _, change in intended.ticked]
        self.changed = len(ticked)
        self._actions = _held({one for change in ticked if change.field != "recommendation" for one in change.ids})

    def carry_out(self, row: ImportRow, intended: IntendedRow, recommendation_id: int | None, leads: Leads) -> None:
        """Make the ticked differences of one row, and keep on it what they replaced."""
        ticked = [change for change in intended.changes if change.ticked]
        told: list[dict[str, Any]] = []
        for change in ticked:
            if change.field == "recommendation" and recommendation_id is not None:
                recommendation = db.session.get_one(Recommendation, recommendation_id)
                row.made = {**row.made, "recommendation_before": self._reworded(recommendation, change)}
            elif change.field == "claim":
                self._claim(row, intended, change)
        for number in dict.fromkeys(one for change in ticked if change.field in FIELDS for one in change.ids):
            concerning = [change for change in ticked if change.field in FIELDS and number in change.ids]
            told.append(self._revise(self._actions[number], intended, concerning, leads))
        if told:
            row.made = {**row.made, "changes": told}

    def keep_claims(self) -> None:
        """Note on each row the claims that were added, once they are numbered."""
        for row, progress in self.claims:
            row.made = {**row.made, "progress": [*row.made.get("progress", []), progress.id]}

    def _reworded(self, recommendation: Recommendation, change: Change) -> dict[str, Any]:
        before = recommendation.text
        reviews.edit_recommendation(
            recommendation,
            version=recommendation.version,
            text=change.says,
            printed_reference=recommendation.printed_reference,
            source=recommendation.source,
            agencies=recommendation.agencies,
            to_all_agencies=recommendation.to_all_agencies,
            paragraph=recommendation.paragraph,
            by=self.by,
        )
        return {"text": before, "version": recommendation.version}

    def _revise(self, action: Action, intended: IntendedRow, changes: Sequence[Change], leads: Leads) -> dict[str, Any]:
        check_may("action.edit", by=self.by, subject=action)
        given: dict[str, Any] = {}
        for change in changes:
            if change.field == "timescale" and change.number is not None:
                given |= self._timescale(intended.actions[change.number])
            elif change.field != "leads":
                given[change.field] = change.says
        old, new = audit.changes(action, given)
        led = next((change.number for change in changes if change.field == "leads"), None)
        before = [_kept(lead) for lead in action.leads] if led is not None else None
        if led is not None:
            old["leads"] = [lead.title for lead in action.leads]
            replace_leads(action, [_meant(lead) for lead in leads(intended.actions[led])])
            new["leads"] = [lead.title for lead in action.leads]
        action.version += 1
        audit.record("action.revise", action, by=self.by, old=old, new=new)
        return {"action": action.id, "version": action.version, "old": audit.plain(old), "leads": before}

    def _timescale(self, intended: IntendedAction) -> dict[str, Any]:
        read, settled = intended.read, intended.settled
        anchor = anchors.of_plan(read.anchor, plan_date=self.batch.plan_date, review=self.batch.review)
        return {
            "timescale": read.timescale,
            "timescale_doubt": settled.doubt,
            "ongoing": read.ongoing,
            "deadline": settled.deadline,
            "no_deadline_reason": "" if settled.deadline else settled.no_deadline_reason,
            **actions.anchored(anchor if not settled.corrected else None),
        }

    def _claim(self, row: ImportRow, intended: IntendedRow, change: Change) -> None:
        """What the plan says is done is added beside what is there, in its own words, on the day of the plan."""
        for number in change.ids:
            action = next((one for one in intended.actions if number in one.known_ids), None)
            if action is None:
                continue
            claim, before = action.claim, self._actions[number].lead_view
            made = actions.record_progress(
                self._actions[number],
                day=self._day(),
                text=change.says,
                view=claim.view,
                claims_done=claim.done or change.number is not None,
                claimed_completed_on=claim.completed_on,
                from_plan=True,
                by=self.by,
            )
            self.claims.append((row, made))
            if self._actions[number].lead_view is not before:
                views = {**row.made.get("views", {}), str(number): before.value if before else None}
                row.made = {**row.made, "views": views}

    def _day(self) -> date:
        return self.batch.plan_date or clock.local(self.batch.received_at).date()


FIELDS = frozenset({"text", "outcome_sought", "outcome_measure", "leads", "timescale"})


def replace_leads(action: Action, leads: Sequence[ProposedLead]) -> None:
    """Put others in the place of those who lead a draft; one is accountable at any moment."""
    action.leads.clear()
    db.session.flush()
    action.leads.extend(actions.as_leads(leads))
    if leads:
        action.vacancy_reason = ""


def put_views_back(row: ImportRow) -> None:
    """The lead's view of each action as it was before a row's claim, unless the lead has spoken since."""
    for number, view in row.made.get("views", {}).items():
        action = db.session.get_one(Action, int(number))
        spoken = select(Progress.id).where(
            Progress.action_id == action.id, Progress.from_plan.is_(False), Progress.at > row.batch.applied_at
        )
        if db.session.scalar(spoken.limit(1)) is None:
            action.lead_view = LeadView(view) if view else None


def _meant(lead: NewLead) -> ProposedLead:
    person = db.session.get(Person, lead.person_id) if lead.person_id is not None else None
    post = db.session.get(Post, lead.post_id) if lead.post_id is not None else None
    return ProposedLead(person=person, post=post, printed_as=lead.printed_as)


def _kept(lead: Lead) -> dict[str, Any]:
    return {"person": lead.person_id, "post": lead.post_id, "part": lead.part, "printed_as": lead.printed_as}


def _held(ids: Iterable[int]) -> dict[int, Action]:
    found = db.session.scalars(
        select(Action)
        .where(Action.id.in_(list(ids)))
        .order_by(Action.id)
        .options(
            selectinload(Action.leads).options(joinedload(Lead.person), joinedload(Lead.post)),
        )
        .execution_options(populate_existing=True)
    )
    return {action.id: action for action in found}
