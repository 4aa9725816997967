"""Confirmed: what the preview intended is made, through the same verbs a person uses, all of it or nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, partial
from typing import Any

from sqlalchemy import insert, select, update
from sqlalchemy.orm.attributes import set_committed_value

from tracker import clock, db
from tracker.models import Action, ActionSource, Agency, Import, ImportRow, Person, Post, Recommendation
from tracker.models.vocabulary import ImportStatus
from tracker.queries import imports, known
from tracker.reading.proposal import Row
from tracker.rules import additions, anchors, audit, people
from tracker.rules.additions import NewAction, NewClaim, NewLead, NewRecommendation
from tracker.rules.errors import Refused, check_may
from tracker.rules.imports.carrying import Carrier
from tracker.rules.imports.intended import (
    IntendedAction,
    IntendedRow,
    Plan,
    RowAsRead,
    TableAsRead,
)
from tracker.rules.imports.memory import in_one_go
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
    """What an import made: the numbers of its records, which are fetched where they are looked at, and its posts."""

    recommendation_ids: list[int] = field(default_factory=list)
    action_ids: list[int] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    changes: int = 0

    @cached_property
    def recommendations(self) -> list[Recommendation]:
        """The recommendations made, in the order of the file."""
        return imports.of_ids(Recommendation, self.recommendation_ids)

    @cached_property
    def actions(self) -> list[Action]:
        """The actions made, in the order of the file."""
        return imports.of_ids(Action, self.action_ids)


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


@in_one_go()
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
    maker.recommend(pairs)
    maker.act(pairs)
    maker.change(pairs)
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
            "recommendations": len(made.recommendation_ids),
            "actions": len(made.action_ids),
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


Pairs = Sequence[tuple[ImportRow, IntendedRow]]


class _Maker:
    """Carries out one plan, each kind of thing for all rows at once, so that the rows cost no query each."""

    def __init__(self, batch: Import, intended: Plan, by: Person) -> None:
        self.batch, self.plan, self.by = batch, intended, by
        self.made = Applied()
        self._agencies = imports.agencies_by_id(batch.board_id)
        self._answers: dict[int, int] = {}
        self._made_of: dict[tuple[int, int], int] = {}
        self._new_posts: dict[tuple[int, str], Post] = {}
        self._carrier = Carrier(batch, intended, by)
        self.made.changes = self._carrier.changed

    def prepare(self) -> None:
        """Make the posts that no one has heard of, before the rows ask for them."""
        self._new_posts = {
            (agency_id, folded(title)): people.the_post(self._agencies[agency_id], title, by=self.by)
            for agency_id, title in self.plan.new_posts
        }
        self.made.posts = list(self._new_posts.values())
        db.session.flush()

    def recommend(self, pairs: Pairs) -> None:
        """Make the recommendations, and find for each row the one it speaks of."""
        new = [one for _, one in pairs if one.recommendation is not None and one.recommendation.is_new]
        ids = additions.add_recommendations(self.batch.review, [self._recommendation(one) for one in new], by=self.by)
        self.made.recommendation_ids = ids
        made_at = {one.position: number for one, number in zip(new, ids, strict=True)}
        for _, intended in pairs:
            said = intended.recommendation
            if said is not None:
                self._answers[intended.position] = said.known_id or made_at[said.listed.position]

    def _recommendation(self, intended: IntendedRow) -> NewRecommendation:
        said, agency = intended.recommendation, self._agency(intended)
        assert said is not None
        return NewRecommendation(said.text, said.printed_reference, (agency.id, agency.name) if agency else None)

    def act(self, pairs: Pairs) -> None:
        """Make the actions, once their recommendations are there."""
        new = [(row, one, action) for row, one in pairs for action in one.actions if action.is_new]
        drafts = [self._action(row, one, action) for row, one, action in new]
        self.made.action_ids = additions.add_actions(self.batch.review, drafts, by=self.by)
        for (row, _, action), number in zip(new, self.made.action_ids, strict=True):
            self._made_of[row.position, action.number] = number

    def change(self, pairs: Pairs) -> None:
        """Make the ticked differences."""
        for row, intended in pairs:
            if intended.changes:
                leads = partial(self._leads, self._agency(intended))
                self._carrier.carry_out(row, intended, self._answers.get(intended.position), leads)

    def _agency(self, intended: IntendedRow) -> Agency | None:
        number = intended.agency.agency_id if intended.agency else None
        return self._agencies[number] if number is not None else None

    def _action(self, row: ImportRow, intended: IntendedRow, action: IntendedAction) -> NewAction:
        read, agency, claim = action.read, self._agency(intended), action.claim
        return NewAction(
            text=read.text,
            agency_id=agency.id if agency else None,
            recommendation_id=self._answers.get(intended.position),
            leads=tuple(self._leads(agency, action)),
            timescale=read.timescale,
            timescale_doubt=action.settled.doubt,
            ongoing=read.ongoing,
            deadline=action.settled.deadline,
            no_deadline_reason=action.settled.no_deadline_reason,
            anchor=anchors.of_plan(read.anchor, plan_date=self.batch.plan_date, review=self.batch.review),
            outcome_sought=intended.row.outcome_sought or "",
            outcome_measure=intended.row.outcome_measure or "",
            import_row_id=row.id,
            claim=NewClaim(self._day, claim.words, claim.view, claim.done, claim.completed_on) if claim.words else None,
        )

    @cached_property
    def _day(self) -> date:
        return self.batch.plan_date or clock.local(self.batch.received_at).date()

    def _leads(self, agency: Agency | None, action: IntendedAction) -> list[NewLead]:
        if agency is None:
            return []
        return [
            NewLead(
                lead.person_id,
                self._new_posts[agency.id, folded(lead.title)].id if lead.is_new_post else lead.post_id,
                lead.printed_as,
            )
            for lead in action.leads
        ]

    def keep_where_from(self, pairs: Pairs) -> None:
        """Record which rows speak of what, and what this import made: what a later plan, or undoing, needs."""
        db.session.flush()
        self._carrier.keep_claims()
        sources, rows = [], []
        for row, intended in pairs:
            sources += [
                {"action_id": number, "import_row_id": row.id, "part": part}
                for part, number in self._spoken_of(row, intended)
            ]
            if intended.recommendation is not None:
                new = {"recommendation": True} if intended.recommendation.is_new else {}
                rows.append((row, self._answers[intended.position], {**row.made, **new}))
        if sources:
            db.session.execute(insert(ActionSource), sources)
        _note_on(rows)
        if self.made.posts:
            self.batch.reading = {**self.batch.reading, "posts": [post.id for post in self.made.posts]}

    def _spoken_of(self, row: ImportRow, intended: IntendedRow) -> Iterator[tuple[int, int]]:
        """The number in the row and the id of each action; those a person split from one come after all others."""
        after = len(intended.actions)
        for action in intended.actions:
            made = self._made_of.get((row.position, action.number))
            if made is not None:
                yield action.number, made
            for place, number in enumerate(action.known_ids):
                yield (action.number if place == 0 else after), number
                after += place > 0


def _note_on(rows: Sequence[tuple[ImportRow, int, dict[str, Any]]]) -> None:
    """Write on each row its recommendation and what it made, all rows in one order to the database."""
    if not rows:
        return
    db.session.execute(
        update(ImportRow),
        [{"id": row.id, "recommendation_id": number, "made": made} for row, number, made in rows],
    )
    for row, number, made in rows:
        set_committed_value(row, "recommendation_id", number)
        set_committed_value(row, "made", made)
        db.session.expire(row, ["recommendation"])
