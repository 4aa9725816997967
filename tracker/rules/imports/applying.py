"""Confirmed: what the preview intended is made, through the same verbs a person uses, all of it or nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from sqlalchemy import insert, select

from tracker import clock, db
from tracker.models import Action, ActionSource, Agency, Import, ImportRow, Person, Post, Recommendation
from tracker.models.vocabulary import ImportStatus
from tracker.queries import imports, known
from tracker.reading.proposal import Row
from tracker.rules import actions, anchors, audit, people, reviews
from tracker.rules.actions import ProposedLead
from tracker.rules.errors import Refused, check_may
from tracker.rules.imports.carrying import Carrier
from tracker.rules.imports.intended import (
    IntendedAction,
    IntendedRecommendation,
    IntendedRow,
    Plan,
    RowAsRead,
    TableAsRead,
)
from tracker.rules.imports.pieces import corrected
from tracker.rules.imports.planning import plan
from tracker.rules.people import folded

MOST_NAMED = 5
NOT_WAITING = {
    ImportStatus.READING: "This file is still being read. Wait until it is, then look at what it proposes.",
    ImportStatus.SET_ASIDE: "This file was set aside, so it cannot be imported. Take it in again.",
    ImportStatus.UNDONE: "This import was undone, so it cannot be confirmed again. Take the file in anew.",
}


class AlreadyApplied(Refused):
    """The import was confirmed before: nothing is made twice."""


@dataclass
class Applied:
    """What an import made."""

    recommendations: list[Recommendation] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    changes: int = 0


def plan_of(batch: Import, rows: Sequence[ImportRow]) -> Plan:
    """What an import would make as things stand, from its rows in the order of the file."""
    tables = [
        TableAsRead(
            table["name"],
            table["agency"] or "",
            table.get("hidden", False),
            frozenset(column["field"] for column in table["columns"]),
        )
        for table in batch.reading["tables"]
    ]
    read = []
    for row in rows:
        raw = Row.from_json(row.reading)
        read.append(
            RowAsRead(row.position, row.reading["table"], corrected(raw, row.corrections), row.corrections, raw)
        )
    return plan(
        tables,
        read,
        known.beside(batch.review),
        chosen=batch.agency_id,
        corrected=batch.reading.get("agencies", {}),
        leads=batch.reading.get("leads", {}),
        plan_date=batch.plan_date,
    )


def apply(batch: Import, *, by: Person) -> Applied:
    """Make what the preview shows, as drafts, in one transaction; the caller commits.

    Raises AlreadyApplied when it was confirmed before, and Refused when it was set aside.
    """
    check_may("import.apply", by=by, subject=batch)
    db.lock(batch)
    if batch.status is ImportStatus.APPLIED:
        raise AlreadyApplied("This file was imported already. Nothing was made twice.")
    if batch.status is not ImportStatus.PROPOSED:
        raise Refused(NOT_WAITING[batch.status])
    # Held before anything is compared: another plan for the review waits, then sees what this one made.
    db.lock(batch.review)
    _hold_actions(batch)
    rows = imports.rows(batch)
    maker = _Maker(batch, plan_of(batch, rows), by)
    if maker.plan.unanswered:
        raise Refused(_unanswered(maker.plan))
    maker.prepare()
    pairs = list(zip(rows, maker.plan.rows, strict=True))
    for row, intended in pairs:
        maker.recommend(row, intended)
    db.session.flush()
    for row, intended in pairs:
        maker.act(row, intended)
    maker.keep_where_from(pairs)
    batch.status, batch.applied_at, batch.applied_by = ImportStatus.APPLIED, clock.now(), by
    batch.version += 1
    made = maker.made
    audit.record(
        "import.apply",
        batch,
        by=by,
        old={"status": ImportStatus.PROPOSED},
        new={
            "status": batch.status,
            "recommendations": len(made.recommendations),
            "actions": len(made.actions),
            "changes": made.changes,
        },
    )
    return made


def _hold_actions(batch: Import) -> None:
    """Hold the actions of the review, so that what is compared is what is changed."""
    db.session.execute(
        select(Action.id).where(Action.review_id == batch.review_id).order_by(Action.id).with_for_update()
    )


def _unanswered(intended: Plan) -> str:
    rows = intended.unanswered
    places = ", ".join(row.row.source for row in rows[:MOST_NAMED]) + (" and more" if len(rows) > MOST_NAMED else "")
    return (
        f"Some rows may be actions on record in other words ({places}). Say of each which action it is, or that it is "
        "new; until then nothing is imported, so that nothing is doubled."
    )


class _Maker:
    """Carries out one plan. Everything known is fetched first, so that the rows cost no query each."""

    def __init__(self, batch: Import, intended: Plan, by: Person) -> None:
        self.batch, self.plan, self.by = batch, intended, by
        self.made = Applied()
        self._agencies = imports.agencies_by_id(batch.board_id)
        self._recommendations = _recommendations_of(batch)
        self._made_at: dict[int, Recommendation] = {}
        self._made_of: dict[tuple[int, int], Action] = {}
        self._new_posts: dict[tuple[int, str], Post] = {}
        self._carrier = Carrier(batch, intended, by)
        self._posts, self._people = _those_who_answer(intended)
        self.made.changes = self._carrier.changed

    def prepare(self) -> None:
        """Make the posts that no one has heard of, before the rows ask for them."""
        self._new_posts = {
            (agency_id, folded(title)): people.the_post(self._agencies[agency_id], title, by=self.by)
            for agency_id, title in self.plan.new_posts
        }
        self.made.posts = list(self._new_posts.values())

    def recommend(self, row: ImportRow, intended: IntendedRow) -> None:
        """Make a row's recommendation, or find the one it repeats, and note it on the row."""
        if intended.recommendation is not None:
            row.recommendation = self._recommendation(intended.recommendation, self._agency(intended))
            if intended.recommendation.is_new:
                row.made = {"recommendation": True}

    def act(self, row: ImportRow, intended: IntendedRow) -> None:
        """Make a row's actions and differences, once its recommendation is there."""
        agency = self._agency(intended)
        for action in intended.actions:
            if action.is_new:
                made = self._action(row, intended, action)
                self.made.actions.append(made)
                self._made_of[row.position, action.number] = made
        if intended.changes:
            self._carrier.carry_out(row, intended, row.recommendation, lambda action: self._leads(action, agency))

    def keep_where_from(self, pairs: Sequence[tuple[ImportRow, IntendedRow]]) -> None:
        """Record which rows speak of which actions, and what this import made: what a later plan, or undoing, needs."""
        db.session.flush()
        self._carrier.keep_claims()
        sources = [
            {"action_id": number, "import_row_id": row.id, "part": part}
            for row, intended in pairs
            for part, number in self._spoken_of(row, intended)
        ]
        if sources:
            db.session.execute(insert(ActionSource), sources)
        if self.made.posts:
            self.batch.reading = {**self.batch.reading, "posts": [post.id for post in self.made.posts]}

    def _spoken_of(self, row: ImportRow, intended: IntendedRow) -> Iterator[tuple[int, int]]:
        """The number in the row and the id of each action; those a person split from one come after all others."""
        after = len(intended.actions)
        for action in intended.actions:
            made = self._made_of.get((row.position, action.number))
            if made is not None:
                yield action.number, made.id
            for place, number in enumerate(action.known_ids):
                yield (action.number if place == 0 else after), number
                after += place > 0

    def _agency(self, intended: IntendedRow) -> Agency | None:
        number = intended.agency.agency_id if intended.agency else None
        return self._agencies[number] if number is not None else None

    def _recommendation(self, intended: IntendedRecommendation, agency: Agency | None) -> Recommendation:
        if intended.known_id is not None:
            return self._recommendations[intended.known_id]
        if not intended.is_new:
            return self._made_at[intended.listed.position]
        made = reviews.add_recommendation(
            self.batch.review,
            text=intended.text,
            printed_reference=intended.printed_reference,
            agencies=[agency] if agency else [],
            by=self.by,
        )
        self._made_at[intended.position] = made
        self.made.recommendations.append(made)
        return made

    def _action(self, row: ImportRow, intended: IntendedRow, action: IntendedAction) -> Action:
        read, agency, recommendation = action.read, self._agency(intended), row.recommendation
        made = actions.add_action(
            self.batch.review,
            text=read.text,
            agency=agency,
            recommendations=[recommendation] if recommendation else [],
            leads=self._leads(action, agency),
            timescale=read.timescale,
            timescale_doubt=action.settled.doubt,
            ongoing=read.ongoing,
            deadline=action.settled.deadline,
            anchor=anchors.of_plan(read.anchor, plan_date=self.batch.plan_date, review=self.batch.review),
            no_deadline_reason=action.settled.no_deadline_reason,
            outcome_sought=intended.row.outcome_sought or "",
            outcome_measure=intended.row.outcome_measure or "",
            import_row=row,
            by=self.by,
        )
        self._progress(made, action)
        return made

    def _leads(self, action: IntendedAction, agency: Agency | None) -> list[ProposedLead]:
        if agency is None:
            return []
        found = []
        for lead in action.leads:
            if lead.person_id is not None:
                found.append(ProposedLead(person=self._people[lead.person_id], printed_as=lead.printed_as))
            elif lead.post_id is not None:
                found.append(ProposedLead(post=self._posts[lead.post_id], printed_as=lead.printed_as))
            else:
                post = self._new_posts[agency.id, folded(lead.title)]
                found.append(ProposedLead(post=post, printed_as=lead.printed_as))
        return found

    def _progress(self, made: Action, action: IntendedAction) -> None:
        """What the plan says of progress and completion: kept as the plan's claim, on the day of the plan."""
        claim = action.claim
        if not claim.words:
            return
        day = self.batch.plan_date or clock.local(self.batch.received_at).date()
        actions.record_progress(
            made,
            day=day,
            text=claim.words,
            view=claim.view,
            claims_done=claim.done,
            claimed_completed_on=claim.completed_on,
            from_plan=True,
            by=self.by,
        )


def _recommendations_of(batch: Import) -> dict[int, Recommendation]:
    found = db.session.scalars(select(Recommendation).where(Recommendation.review_id == batch.review_id))
    return {one.id: one for one in found}


def _those_who_answer(intended: Plan) -> tuple[dict[int, Post], dict[int, Person]]:
    leads = [
        lead for row in intended.rows for action in row.actions if row.takes_leads(action) for lead in action.leads
    ]
    posts = {lead.post_id for lead in leads if lead.post_id is not None}
    persons = {lead.person_id for lead in leads if lead.person_id is not None}
    return (
        {post.id: post for post in db.session.scalars(select(Post).where(Post.id.in_(posts)))},
        {person.id: person for person in db.session.scalars(select(Person).where(Person.id.in_(persons)))},
    )
