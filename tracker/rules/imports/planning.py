"""What an import would make, worked out from its rows and what is known, and writing nothing.

The preview shows these intentions and `apply` carries them out, so that what a person confirmed is what happens.
"""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from tracker.queries.known import Known
from tracker.reading.proposal import ProposedAction, ProposedPlan, Row
from tracker.rules.anchors import with_plan_date
from tracker.rules.imports.claims import claim_of
from tracker.rules.imports.deadlines import settle
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
from tracker.rules.imports.matching import (
    Actions,
    Listed,
    Recommendations,
    agency_named,
    same_reference,
    same_words,
)
from tracker.rules.people import folded


def as_read(proposed: ProposedPlan) -> tuple[list[TableAsRead], list[RowAsRead]]:
    """A plan just read, as its tables and its numbered rows."""
    tables = [TableAsRead(table.name, table.agency or "", table.hidden) for table in proposed.tables]
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
    intended = tuple(planner.row(one) for one in rows)
    return Plan(intended, planner.agencies_named(intended))


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
        self._actions = Actions(known.actions)
        self._leading = Leading(known, leads)
        self._said: dict[tuple[Any, ...], tuple[int, str]] = {}

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
        return IntendedRow(one, agency, recommendation, actions, tuple(doubts))

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
        whose = str(agency.agency_id) if agency.agency_id else f"table {agency.key}"
        found, nearly = self._recommendations.find(text, reference, whose)
        if found is None and not text:
            return None, []
        if found is None:
            found = Listed(same_words(text), same_reference(reference), position=one.position, source=one.row.source)
            self._recommendations.add(found, whose)
        intended = IntendedRecommendation(text, reference, found, one.position, nearly)
        if not nearly:
            return intended, []
        where = intended.known_reference or intended.stands_at
        return intended, [
            Doubt("recommendation", f"Taken for the same recommendation as {where}, though a few words differ.")
        ]

    def _action(
        self,
        one: RowAsRead,
        number: int,
        read: ProposedAction,
        agency: NamedAgency,
        recommendation: IntendedRecommendation | None,
    ) -> IntendedAction:
        known = None
        if recommendation is None or recommendation.known_id is not None:
            known_id = recommendation.known_id if recommendation else None
            known = self._actions.take(agency.agency_id, known_id, read.text)
        correction = one.corrections.get("actions", {}).get(str(number))
        return IntendedAction(
            number,
            read,
            self._leads(one, read, agency),
            settle(read, correction, starts=self._known.starts, calendar=self._known.calendar),
            known=known.reference if known else "",
            repeats="" if known else self._said_before(one, read, agency, recommendation),
            claim=claim_of(one.row, read, self._known.scheme),
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


def _action_doubts(action: IntendedAction) -> list[Doubt]:
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
