"""How an import is put before a person: its rows with what will be made of each, or what was made."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date

from flask import request

from tracker.forms.imports import AgencyForm, DeadlineForm, RowForm
from tracker.models import Action, Agency, Import, ImportRow, Recommendation
from tracker.models.vocabulary import ImportStatus, RowKind
from tracker.queries import imports as find
from tracker.reading.proposal import Row
from tracker.rules import imports as rules
from tracker.rules.imports import IntendedAction, IntendedRow, NamedAgency, Plan
from tracker.web import cutting
from tracker.web.cutting import CutPage, page_of
from tracker.web.display import count, plural

ACTIONS_SHOWN = 12
TEXT_SHOWN = 420
FILTERS = {
    "doubts": "Needs a person",
    "all": "All rows",
    "changed": "Differs",
    "new": "Makes something",
    "known": "Known already",
    "other": "Not items",
}


@dataclass(frozen=True)
class ShownRow:
    """One row on the page: as read, with what it would make and the form to correct it, or what it made."""

    record: ImportRow
    read: Row
    intended: IntendedRow | None = None
    form: RowForm | None = None
    recommendation: Recommendation | None = None
    actions: Sequence[Action] = ()

    @property
    def where(self) -> str:
        """The row's place in the file, in words."""
        return spoken_source(self.record.source)


@dataclass(frozen=True)
class Preview:
    """All of one page about an import."""

    batch: Import
    page: CutPage[ShownRow]
    show: str
    reconciliation: str
    plan: Plan | None = None
    agencies: Sequence[tuple[NamedAgency, str, AgencyForm | None]] = ()
    filters: Sequence[tuple[str, str, int]] = field(default_factory=list)
    posts: Sequence[tuple[str, list[str]]] = ()
    first_doubt: int | None = None


def spoken_source(source: str) -> str:
    """Where a row stands, in words: LPT!8 is "LPT, row 8"."""
    sheet, mark, row = source.rpartition("!")
    return f"{sheet}, row {row}" if mark else source[:1].upper() + source[1:]


def reconciliation(rows: Sequence[ImportRow]) -> str:
    """The rows by kind as they now stand, which add up: "23 rows: 11 items, 6 headings and 6 set aside"."""
    seen = Counter(row.kind for row in rows)
    parts = [_kind_counted(kind, seen[kind]) for kind in RowKind if seen.get(kind)]
    if not parts:
        return "The file holds no rows."
    listed = ", ".join(parts[:-1]) + (" and " if parts[:-1] else "") + parts[-1]
    return f"{count('row', sum(seen.values()))}: {listed}."


def _kind_counted(kind: RowKind, number: int) -> str:
    if kind in (RowKind.GUIDANCE, RowKind.SET_ASIDE):
        return f"{number} {kind.label}"
    if kind is RowKind.CONTINUATION:
        return f"{number} continued"
    return f"{number} {kind.value if number == 1 else plural(kind.value)}"


def proposal(batch: Import, agencies: Sequence[Agency], *, show: str, may_correct: bool) -> Preview:
    """The preview of a file that waits to be confirmed."""
    records = find.rows(batch)
    plan = rules.plan_of(batch, records)
    chosen = {name: _filtered(plan, name) for name in FILTERS}
    kept = chosen[show_of(plan, show)]
    page = page_of(kept, [_weight(row) for row in kept], request.args.get("page"))
    by_position = {record.position: record for record in records}
    shown = []
    for intended in page.rows:
        record = by_position[intended.position]
        form = row_form(record, intended, show=show, all_actions=False) if may_correct else None
        shown.append(ShownRow(record, intended.row, intended, form))
    return Preview(
        batch,
        page.showing(shown),
        show_of(plan, show),
        reconciliation(records),
        plan,
        _agencies(batch, plan, agencies, may_correct=may_correct),
        [(name, label, len(chosen[name])) for name, label in FILTERS.items() if chosen[name] or name == "all"],
        _posts(plan, agencies),
        by_position[plan.doubtful[0].position].id if plan.doubtful else None,
    )


def show_of(plan: Plan, asked: str) -> str:
    """Which rows to show: those asked for, or without a word those that need a person, as long as there are any."""
    return asked if asked in FILTERS else "doubts" if plan.doubtful else "all"


def _posts(plan: Plan, agencies: Sequence[Agency]) -> list[tuple[str, list[str]]]:
    """The posts that will be made and wait to be filled, by agency."""
    names = {agency.id: agency.name for agency in agencies}
    listed: dict[str, list[str]] = {}
    for agency_id, title in plan.new_posts:
        listed.setdefault(names[agency_id], []).append(title)
    return list(listed.items())


def _filtered(plan: Plan, show: str) -> list[IntendedRow]:
    keeps: dict[str, Callable[[IntendedRow], bool]] = {
        "all": lambda row: True,
        "doubts": lambda row: bool(row.doubts),
        "changed": lambda row: bool(row.changes),
        "new": lambda row: row.makes_something,
        "known": lambda row: row.row.kind == RowKind.ITEM and not row.makes_something,
        "other": lambda row: row.row.kind not in (RowKind.ITEM, RowKind.CONTINUATION),
    }
    return [row for row in plan.rows if keeps[show](row)]


def _weight(row: IntendedRow) -> int:
    """About how many characters of the page a row takes."""
    if row.row.kind != RowKind.ITEM:
        return 500 + sum(len(doubt.sentence) for doubt in row.doubts)
    actions = row.actions[:ACTIONS_SHOWN]
    asked = sum(1 for action in actions if row.takes_timescale(action) and _needs_asking(action))
    texts = sum(min(len(action.read.text), TEXT_SHOWN) + len(action.read.timescale) for action in actions)
    doubts = sum(len(doubt.sentence) for doubt in row.doubts)
    said = min(len(row.row.recommendation or ""), TEXT_SHOWN)
    said += sum(110 + len(heading) + min(len(text), TEXT_SHOWN) for heading, text in row.row.cells.items())
    said += sum(1_100 + sum(min(len(text or ""), 300) for text in (one.said, one.now, one.says)) for one in row.changes)
    said += sum(700 + 700 * len(action.candidates) for action in actions if action.candidates)
    return 1_000 + said + 900 * len(actions) + texts + doubts + 2_200 * asked


def _weight_made(record: ImportRow) -> int:
    if record.kind is not RowKind.ITEM:
        return 500
    return 700 + 600 * len(record.reading["actions"])


def page_with(batch: Import, position: int, show: str = "all") -> tuple[int, str]:
    """The page on which a row stands, in the list asked for or, where it is not in that one, in the whole."""
    records = find.rows(batch)
    if is_proposal(batch):
        plan = rules.plan_of(batch, records)
        here = _filtered(plan, show if show in FILTERS else "all")
        if not any(row.position == position for row in here):
            here, show = list(plan.rows), "all"
        place = next((place for place, row in enumerate(here) if row.position == position), len(here))
        return cutting.page_with(place, [_weight(row) for row in here]), show
    return cutting.page_with(position - 1, [_weight_made(record) for record in records]), show


def _agencies(
    batch: Import, plan: Plan, agencies: Sequence[Agency], *, may_correct: bool
) -> list[tuple[NamedAgency, str, AgencyForm | None]]:
    names = {agency.id: agency.name for agency in agencies}
    listed = []
    for number, named in enumerate(plan.agencies):
        if not named.rows:
            continue
        form = None
        if may_correct:
            chosen = named.agency_id if named.how == "corrected" else None
            said = {"agency": chosen, "key": named.key, "version": str(batch.version)}
            form = AgencyForm(formdata=None, data=said)
            form.offer(agencies, near=named.near)
            form.agency.id = f"agency-{number}"
        listed.append((named, names.get(named.agency_id or 0, ""), form))
    return listed


def outcome(batch: Import) -> Preview:
    """What became of a file that was imported or set aside, row by row."""
    records = find.rows(batch)
    page = page_of(records, [_weight_made(record) for record in records], request.args.get("page"))
    here = page.rows
    recommendations = find.recommendations_of(here)
    actions = find.actions_of(record.id for record in here)
    shown = [
        ShownRow(
            record,
            Row.from_json(record.reading),
            recommendation=recommendations.get(record.recommendation_id or 0),
            actions=actions.get(record.id, ()),
        )
        for record in here
    ]
    return Preview(batch, page.showing(shown), "", reconciliation(records))


def row_form(record: ImportRow, intended: IntendedRow, *, show: str, all_actions: bool) -> RowForm | None:
    """The form for the deadlines of a row: those that need a person or were corrected, or all that will be made."""
    actions = intended.actions if all_actions else intended.actions[:ACTIONS_SHOWN]
    asked = [one for one in actions if intended.takes_timescale(one) and (all_actions or _needs_asking(one))]
    if not asked:
        return None
    parts = [deadline_form(record, one, bound=False) for one in asked]
    return RowForm(parts, formdata=None, data={"version": str(rules.version_of(record)), "show": show})


def _needs_asking(action: IntendedAction) -> bool:
    return bool(action.settled.doubt) or action.settled.corrected


def deadline_form(record: ImportRow, action: IntendedAction, *, bound: bool) -> DeadlineForm:
    """The form for one deadline, showing a person's earlier word; a doubtful date is offered, never filled in."""
    settled = action.settled
    said: dict[str, date | str | None] = {}
    if settled.corrected:
        said = {"deadline": settled.deadline, "no_deadline_reason": settled.no_deadline_reason}
    elif not settled.doubt:
        said = {"deadline": settled.deadline}
    unsure = settled.deadline if settled.doubt else None
    prefix = f"row-{record.position}-{action.number}-"
    if bound:
        return DeadlineForm(action.number, as_read=unsure, prefix=prefix, data=said)
    return DeadlineForm(action.number, as_read=unsure, prefix=prefix, formdata=None, data=said)


def shown_row(record: ImportRow, intended: IntendedRow | None, form: RowForm | None) -> ShownRow:
    """One row on a page of its own."""
    if intended is not None:
        return ShownRow(record, intended.row, intended, form)
    return ShownRow(
        record,
        Row.from_json(record.reading),
        recommendation=find.recommendations_of([record]).get(record.recommendation_id or 0),
        actions=find.actions_of([record.id]).get(record.id, ()),
    )


def is_proposal(batch: Import) -> bool:
    """Whether the file still waits to be confirmed."""
    return batch.status is ImportStatus.PROPOSED
