"""What an import would make, worked out from its rows and what is known, and writing nothing.

The preview shows these intentions and `apply` carries them out, so that what a person confirmed is what happens.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tracker.queries.known import Known, KnownAction
from tracker.reading.proposal import ProposedAction, ProposedPlan, Row
from tracker.rules.anchors import with_plan_date
from tracker.rules.imports.changed import Change
from tracker.rules.imports.claims import claim_of
from tracker.rules.imports.deadlines import settle
from tracker.rules.imports.given_back import other_deadline
from tracker.rules.imports.intended import (
    Doubt,
    IntendedAction,
    IntendedLead,
    IntendedRecommendation,
    IntendedRow,
    NamedAgency,
    Plan,
    RowAsRead,
    TableAsRead,
)
from tracker.rules.imports.leading import Leading, agencies_near
from tracker.rules.imports.likeness import Item
from tracker.rules.imports.matching import (
    Listed,
    Recommendations,
    agency_named,
    same_reference,
    same_words,
)
from tracker.rules.imports.pairing import Pairing
from tracker.rules.imports.revising import Matched, changes_of, still_counts
from tracker.rules.imports.rewording import asked_about, recommendation_change, told_once, which_one
from tracker.rules.people import folded


def as_read(proposed: ProposedPlan) -> tuple[list[TableAsRead], list[RowAsRead]]:
    """A plan just read, as its tables and its numbered rows."""
    tables = [
        TableAsRead(table.name, table.agency or "", table.hidden, frozenset(column.field for column in table.columns))
        for table in proposed.tables
    ]
    rows = [(number, row) for number, table in enumerate(proposed.tables) for row in table.rows]
    return tables, [RowAsRead(position, number, row) for position, (number, row) in enumerate(rows, 1)]


def plan(
    tables: Sequence[TableAsRead],
    rows: Sequence[RowAsRead],
    known: Known,
    *,
    chosen: int | None = None,
    corrected: Mapping[str, int | None] | None = None,
    leads: Mapping[str, str] | None = None,
    plan_date: date | None = None,
) -> Plan:
    """Say what each row would make beside what is known. Pure: the same answer for the same question.

    `chosen` is the id of the agency the whole file is from; without it each table's own words count. `corrected` holds
    a person's word on the agency of a table, by `NamedAgency.key`; `leads` on who is meant by a lead, by `lead_key`.
    `plan_date` is what the file's relative timescales were counted from, where it was read with one.
    """
    known = replace(known, starts=with_plan_date(known.starts, plan_date))
    planner = _Planner(tables, known, chosen=chosen, corrected=corrected or {}, leads=leads or {})
    planner.pair(rows)
    intended = told_once([planner.row(one) for one in rows])
    return Plan(intended, planner.agencies_named(intended), planner.gone(intended))


class _Planner:
    def __init__(
        self,
        tables: Sequence[TableAsRead],
        known: Known,
        *,
        chosen: int | None,
        corrected: Mapping[str, int | None],
        leads: Mapping[str, str],
    ) -> None:
        self._tables, self._known, self._chosen, self._corrected = tables, known, chosen, corrected
        self._agencies: dict[str, NamedAgency] = {}
        self._recommendations = Recommendations(known.recommendations)
        self._known_recommendations = {one.id: one for one in known.recommendations}
        self._pairing = Pairing((), ())
        self._leading = Leading(known, leads)
        self._said: dict[tuple[Any, ...], tuple[int, str]] = {}

    def pair(self, rows: Sequence[RowAsRead]) -> None:
        """Find which rows speak of actions on record, before any is looked at alone: the surest pairs come first."""
        if self._known.actions:
            self._pairing = Pairing(
                [self._item(one) for one in rows if one.row.kind == "item" and one.row.actions], self._known.actions
            )

    def _item(self, one: RowAsRead) -> Item:
        agency = self._agency(one)
        text, reference = (one.row.recommendation or "").strip(), (one.row.ref or "").strip()
        found, _ = self._recommendations.find(text, reference, _whose(agency))
        return Item(
            one.position,
            one.row,
            one.raw or one.row,
            agency.agency_id,
            found.known.id if found and found.known else None,
            one.corrections.get("matches", {}),
        )

    def gone(self, rows: Sequence[IntendedRow]) -> tuple[KnownAction, ...]:
        """The actions of the agencies of this file, from plans before it, that it no longer holds."""
        spoken_for = {row.agency.agency_id for row in rows if row.agency and row.actions}
        return tuple(action for action in self._pairing.missing(spoken_for) if still_counts(action))

    def row(self, one: RowAsRead) -> IntendedRow:
        if one.row.kind != "item":
            return IntendedRow(one, doubts=tuple(_problems(one.row)))
        agency = self._agency(one)
        recommendation, problem = self._recommendation(one, agency)
        actions = tuple(
            self._action(one, number, action, agency, recommendation) for number, action in enumerate(one.row.actions)
        )
        doubts = [] if one.corrections.get("checked") else [*problem]
        doubts += [doubt for action in actions for doubt in _action_doubts(action)]
        doubts += [doubt for doubt in _problems(one.row) if any(a.is_new for a in actions) or not actions]
        changes = self._changes(one, recommendation, actions)
        doubts += [Doubt("change", asked_about(change), change.number) for change in changes if change.asks]
        told = other_deadline(one.row, self._pairing.of(one.position, 0).action)
        doubts += [Doubt("row", told)] if told and not one.corrections.get("checked") else []
        return IntendedRow(one, agency, recommendation, actions, tuple(doubts), changes)

    def _changes(
        self, one: RowAsRead, recommendation: IntendedRecommendation | None, actions: Sequence[IntendedAction]
    ) -> tuple[Change, ...]:
        pairs = [(action, self._pairing.of(one.position, action.number)) for action in actions]
        matched = [Matched(action, pair.action, pair.with_it) for action, pair in pairs if pair.action is not None]
        found = changes_of(one.row, self._tables[one.table].fields, matched)
        if recommendation is not None and recommendation.known_id is not None:
            earlier = next((one.action.earlier.row for one in matched if one.action.earlier), None)
            change = recommendation_change(one.row, self._known_recommendations[recommendation.known_id], earlier)
            found = [change, *found] if change is not None else found
        ticks = one.corrections.get("ticks", {})
        return tuple(change.as_chosen(ticks) for change in found)

    def _agency(self, one: RowAsRead) -> NamedAgency:
        table = self._tables[one.table]
        printed = one.row.agency or table.agency
        key = str(one.table) if printed == table.agency else f"{one.table}:{folded(printed)}"
        if key not in self._agencies:
            self._agencies[key] = self._named(key, table.name, printed)
        return self._agencies[key]

    def _named(self, key: str, table: str, printed: str) -> NamedAgency:
        meant = agency_named(printed, self._known.agencies) if printed else None
        otherwise = self._known.agency_names.get(meant, "") if meant else ""
        for agency_id, how in ((self._corrected.get(key), "corrected"), (self._chosen, "chosen")):
            if agency_id is not None:
                return NamedAgency(
                    key, table, printed, agency_id, how, otherwise=otherwise if meant != agency_id else ""
                )
        near = () if meant else agencies_near(printed, self._known.agencies)
        return NamedAgency(key, table, printed, meant, "matched" if meant else "unknown", near=near)

    def agencies_named(self, rows: Sequence[IntendedRow]) -> tuple[NamedAgency, ...]:
        counted = {key: sum(1 for row in rows if row.agency is agency) for key, agency in self._agencies.items()}
        return tuple(replace(agency, rows=counted[key]) for key, agency in self._agencies.items())

    def _recommendation(self, one: RowAsRead, agency: NamedAgency) -> tuple[IntendedRecommendation | None, list[Doubt]]:
        text, reference = (one.row.recommendation or "").strip(), (one.row.ref or "").strip()
        if not text and not reference:
            return None, []
        whose = _whose(agency)
        found, nearly = self._recommendations.find(text, reference, whose)
        if found is None and not text:
            return None, []
        if found is None:
            found = self._by_its_actions(one, whose)
        if found is None:
            found = Listed(same_words(text), same_reference(reference), position=one.position, source=one.row.source)
            self._recommendations.add(found, whose)
        intended = IntendedRecommendation(text, reference, found, one.position, nearly)
        if not nearly or (found.known and found.known.printed):
            return intended, []
        where = intended.known_reference or intended.stands_at
        return intended, [
            Doubt("recommendation", f"Taken for the same recommendation as {where}, though a few words differ.")
        ]

    def _by_its_actions(self, one: RowAsRead, whose: str) -> Listed | None:
        """The recommendation on record whose actions a row speaks of, though its own words are others now."""
        for number in range(len(one.row.actions)):
            pair = self._pairing.of(one.position, number)
            ids = sorted(pair.action.recommendation_ids) if pair.action else []
            if len(ids) == 1 and ids[0] in self._known_recommendations:
                known = self._known_recommendations[ids[0]]
                listed = Listed(
                    same_words(one.row.recommendation or ""), same_reference(one.row.ref or ""), known=known
                )
                self._recommendations.add(listed, whose)
                return listed
        return None

    def _action(
        self,
        one: RowAsRead,
        number: int,
        read: ProposedAction,
        agency: NamedAgency,
        recommendation: IntendedRecommendation | None,
    ) -> IntendedAction:
        pair = self._pairing.of(one.position, number)
        known = pair.action
        correction = one.corrections.get("actions", {}).get(str(number))
        # Noted also where it is known, so that a row which repeats it makes nothing the second time either.
        said_before = self._said_before(one, read, agency, recommendation)
        return IntendedAction(
            number,
            read,
            self._leads(one, read, agency),
            settle(read, correction, starts=self._known.starts, calendar=self._known.calendar),
            known=known.reference if known else "",
            repeats="" if known or pair.candidates else said_before,
            claim=claim_of(one.row, read, self._known.scheme),
            known_ids=tuple(action.id for action in (known, *pair.with_it) if action is not None),
            candidates=tuple((action.reference, action.text) for action in pair.candidates),
        )

    def _said_before(
        self, one: RowAsRead, read: ProposedAction, agency: NamedAgency, recommendation: IntendedRecommendation | None
    ) -> str:
        said = (
            agency.agency_id or agency.key,
            recommendation.listed.identity if recommendation else None,
            same_words(read.text),
            same_words(" ".join(read.leads)),
            same_words(read.timescale),
        )
        position, source = self._said.setdefault(said, (one.position, one.row.source))
        return source if position != one.position else ""

    def _leads(self, one: RowAsRead, read: ProposedAction, agency: NamedAgency) -> tuple[IntendedLead, ...]:
        named = one.corrections.get("leads", {})
        return tuple(self._leading.lead(printed, agency.agency_id, named) for printed in read.leads if folded(printed))


def _whose(agency: NamedAgency) -> str:
    return str(agency.agency_id) if agency.agency_id else f"table {agency.key}"


def _action_doubts(action: IntendedAction) -> list[Doubt]:
    if action.candidates:
        return [Doubt("match", which_one(action.candidates), action.number)]
    if action.known or action.repeats:
        return []
    if not action.read.text.strip():
        return [
            Doubt(
                "action",
                "The row names a lead or a timescale but no action: none is made. Add it by hand once imported.",
                action.number,
            )
        ]
    doubts = [Doubt("deadline", action.settled.doubt, action.number)] if action.settled.doubt else []
    if action.claim.doubt:
        doubts.append(Doubt("claim", action.claim.doubt, action.number))
    return doubts + [Doubt("lead", lead.doubt, action.number) for lead in action.leads if lead.doubt]


def _problems(row: Row) -> list[Doubt]:
    said = {action.reason for action in row.actions}
    return [
        Doubt("row", f"{problem.column}: {problem.message}" if problem.column else problem.message)
        for problem in row.problems
        if problem.message not in said
    ]
