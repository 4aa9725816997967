"""A plan as it came, filled in: what is written over, what is set beside it, and which rows are put in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tracker.models import Action, ImportRow, Progress
from tracker.models.vocabulary import ActionStatus
from tracker.outside.cells_out import Beside
from tracker.outside.tables_out import Value
from tracker.reading.layout import letter
from tracker.rules.exports.telling import DEADLINE, PROGRESS, REFERENCE, STATUS, Told

WRITTEN_OVER = ("recommendation", "outcome_sought", "outcome_measure")


@dataclass
class FilledRow:
    """One row: as it came, or put in for an action that the file does not speak of (then without `row`)."""

    row: ImportRow | None
    cells: dict[int, Value | Beside] = field(default_factory=dict)
    ours: dict[str, Value | Beside] = field(default_factory=dict)


class FilledTable:
    """One table of the file with its rows in order, those put in standing where they belong."""

    def __init__(
        self, table: Mapping[str, Any], rows: Sequence[ImportRow], progress: dict[int, list[Progress]]
    ) -> None:
        self.name: str = table["name"]
        self.agency: str = table["agency"] or ""
        self.heading_row: int | None = table["heading_row"]
        self.columns: list[dict[str, str]] = table["columns"]
        self.places: list[int] = table.get("places") or list(range(1, len(self.columns) + 1))
        self.hidden: bool = table.get("hidden", False)
        self.rows = [FilledRow(row) for row in rows]
        self.agencies: set[int | None] = set()
        self._progress = progress
        self._by_source = {one.row.source: one for one in self.rows if one.row is not None}

    @property
    def holds_records(self) -> bool:
        """Whether it tells of actions a record at a time, as label and value, and so has no columns."""
        return not self.is_plan and any(row.row is not None and row.row.reading.get("actions") for row in self.rows)

    @property
    def is_plan(self) -> bool:
        """Whether it has headings, and so columns to fill in."""
        return self.heading_row is not None

    @property
    def has_items(self) -> bool:
        return any(one.row is not None and one.row.kind == "item" for one in self.rows)

    @property
    def headings(self) -> tuple[str, ...]:
        """The headings of ours that stand beside it."""
        return tuple(
            heading
            for heading, own in (
                (REFERENCE, None),
                (STATUS, self._own("status")),
                (DEADLINE, None),
                (PROGRESS, self._own("progress")),
            )
            if own is None
        )

    def heading_of(self, place: int) -> str:
        """The name a column goes by in what was read."""
        heading = next((one["heading"] for one, at in zip(self.columns, self.places, strict=True) if at == place), "")
        return heading or f"Column {letter(place)}"

    def printed(self, row: ImportRow, place: int) -> str:
        """What a cell of a row showed."""
        return str(row.reading["cells"].get(self.heading_of(place), ""))

    def of(self, *fields: str) -> list[int]:
        """The columns that mean one of the fields."""
        return [place for one, place in zip(self.columns, self.places, strict=True) if one["field"] in fields]

    def _own(self, meant: str) -> int | None:
        """The agency's own column for the status or the progress; whether it accepts a recommendation is neither."""
        for one, place in zip(self.columns, self.places, strict=True):
            if one["field"] == meant and one["heading"] and (meant != "status" or "status" in one["heading"].lower()):
                return place
        return None

    def fill(self, item: FilledRow, parts: Mapping[int, Action]) -> None:
        """Say of an item's actions how they stand, each beside the row its words begin in."""
        assert item.row is not None
        read = item.row.reading.get("actions", [])
        self.agencies |= {action.agency_id for action in parts.values()}
        if "pieces" in item.row.corrections or any(part >= len(read) for part in parts):
            self._fill_split(item, [action for _, action in sorted(parts.items())])
            return
        groups: dict[str, list[int]] = {}
        for number, one in enumerate(read):
            source = one.get("source") if one.get("source") in self._by_source else item.row.source
            groups.setdefault(source, []).append(number)
        for source, numbers in groups.items():
            row = self._by_source[source]
            if any(number in parts for number in numbers):
                self._tell(row, [parts.get(number) for number in numbers])
            for number in numbers:
                if number in parts:
                    self._write_over(row, read[number], parts[number], alone=len(read) == 1)

    def _fill_split(self, item: FilledRow, actions: Sequence[Action]) -> None:
        """What a person made several actions of: the first in its row, a row for each of the others under it."""
        assert item.row is not None
        read = item.row.reading.get("actions", [])
        first, *others = actions
        self._tell(item, [first])
        if len(read) == 1:
            self._write_over(item, read[0], first, alone=True)
            if others:
                self._put(item, "timescale", read[0]["timescale"], first.timescale)
        for action in others:
            self.add(action, item)

    def _tell(self, row: FilledRow, actions: Sequence[Action | None]) -> None:
        told = Told(actions, self._progress)
        row.ours |= self._ours(told)
        assert row.row is not None
        for meant, marks in (("status", told.status(inside=True)), ("progress", told.latest(inside=True))):
            place = self._own(meant)
            if place is not None and marks:
                row.cells[place] = Beside(marks, self.printed(row.row, place))
        done = self.of("date_completed")
        if done and told.completed():
            row.cells[done[0]] = Beside(told.completed(), self.printed(row.row, done[0]))

    def _ours(self, told: Told) -> dict[str, Value | Beside]:
        said: dict[str, Value | Beside] = {
            REFERENCE: told.reference,
            STATUS: Beside(told.status(inside=False)),
            DEADLINE: told.deadline,
            PROGRESS: Beside(told.latest(inside=False)),
        }
        return {heading: said[heading] for heading in self.headings}

    def _write_over(self, row: FilledRow, read: Mapping[str, Any], action: Action, *, alone: bool) -> None:
        """Write what was corrected here over the words as printed; the wording of a timescale is never touched."""
        self._put(row, "action" if self.of("action") else "recommendation", read["text"], action.text, part=not alone)
        if not alone:
            return
        assert row.row is not None
        for name in ("outcome_sought", "outcome_measure"):
            self._put(row, name, row.row.reading.get(name) or "", getattr(action, name))
        recommendation = row.row.recommendation
        if recommendation is not None and self.of("action"):
            self._put(row, "recommendation", row.row.reading.get("recommendation") or "", recommendation.text)
        leads = [lead.printed_as or lead.title for lead in action.leads]
        if leads and not set(leads) <= set(read["leads"]):
            self._put(row, "lead", read.get("lead_text") or "\n".join(read["leads"]), "\n".join(leads))

    def _put(self, row: FilledRow, name: str, read: str, now: str, *, part: bool = False) -> None:
        """Write over the one cell that holds the words as read, or the part of it that does."""
        assert row.row is not None
        if read.strip() == now.strip():
            return
        found = [place for place in self.of(name) if read.strip() == self.printed(row.row, place).strip()]
        if len(found) == 1 or (not read.strip() and found):
            row.cells[found[0]] = now
            return
        holding = [place for place in self.of(name) if self.printed(row.row, place).count(read) == 1]
        if part and len(holding) == 1:
            so_far = row.cells.get(holding[0])
            text = so_far if isinstance(so_far, str) else self.printed(row.row, holding[0])
            row.cells[holding[0]] = text.replace(read, now)

    def add(self, action: Action, item: FilledRow | None = None) -> None:
        """Put in a row for an action that the file does not speak of, under its item or at the end."""
        item = item or self._item_of(action)
        row = FilledRow(None, dict(self._cells_of(action, item.row if item else None)))
        row.ours = self._ours(Told([action], self._progress))
        self.agencies.add(action.agency_id)
        self.rows.insert(self._place_under(item), row)

    def _item_of(self, action: Action) -> FilledRow | None:
        wanted = {recommendation.id for recommendation in action.recommendations}
        return next(
            (
                one
                for one in reversed(self.rows)
                if one.row is not None and one.row.recommendation_id in wanted and one.row.kind == "item"
            ),
            None,
        )

    def _place_under(self, item: FilledRow | None) -> int:
        """The place after the last row of an item, or of the table's items, and after what was put in there before."""
        last = 0
        for number, one in enumerate(self.rows):
            if one.row is None or one.row.kind not in ("item", "continuation"):
                continue
            if item is None or one is item or (item.row and one.row.reading.get("continues") == item.row.source):
                last = number
        if last == 0 and self.rows and item is None and not self.has_items:
            last = len(self.rows) - 1
        last += 1
        while last < len(self.rows) and self.rows[last].row is None:
            last += 1
        return last

    def _cells_of(self, action: Action, item: ImportRow | None) -> dict[int, Value | Beside]:
        asked = next(iter(action.recommendations), None)
        said = {
            "ref": (item.reading.get("ref") if item else None) or reference_of(action),
            "recommendation": asked.text if asked else item.reading.get("recommendation") if item else "",
            "outcome_sought": action.outcome_sought,
            "action": action.text,
            "lead": leads_of(action),
            "timescale": action.timescale,
            "outcome_measure": action.outcome_measure,
        }
        if not self.of("action"):
            said["recommendation"] = action.text
        if item is not None and "recommendation" in item.reading and asked is not None:
            said["recommendation"] = said["recommendation"] or item.reading["recommendation"]
        cells: dict[int, Value | Beside] = {
            self.of(name)[0]: text for name, text in said.items() if text and self.of(name)
        }
        told = Told([action], self._progress)
        for meant, marks in (("status", told.status(inside=True)), ("progress", told.latest(inside=True))):
            place = self._own(meant)
            if place is not None and marks:
                cells[place] = Beside(marks)
        return cells


def reference_of(action: Action) -> str:
    """The number of a row of its own: as printed beside its recommendation, or else ours, so that it stands alone."""
    asked = next(iter(action.recommendations), None)
    return asked.printed_reference if asked is not None and asked.printed_reference else action.reference


def leads_of(action: Action) -> str:
    """Who leads, one a line: in the words of the plan where it named them, else the post or the person."""
    return "\n".join(lead.printed_as or lead.title for lead in action.leads)


def filled(
    reading: Mapping[str, Any],
    rows: Sequence[ImportRow],
    spoken_of: Mapping[int, Mapping[int, int]],
    actions: Sequence[Action],
    progress: dict[int, list[Progress]],
) -> tuple[list[FilledTable], list[Action]]:
    """The tables of a file filled in for these actions, and the actions that belong to none of them.

    `reading` is what an import keeps of it; `spoken_of` gives for each row its actions' ids by their number in the row.
    """
    by_id = {action.id: action for action in actions}
    tables = [
        FilledTable(table, [row for row in rows if row.reading["table"] == number], progress)
        for number, table in enumerate(reading["tables"])
    ]
    told: set[int] = set()
    for table in tables:
        for row in list(table.rows):
            parts = spoken_of.get(row.row.id, {}) if row.row is not None and table.is_plan else {}
            known = {part: by_id[number] for part, number in parts.items() if number in by_id}
            if known:
                table.fill(row, known)
                told |= {action.id for action in known.values()}
    left = [one for one in actions if one.id not in told and one.status is not ActionStatus.WITHDRAWN]
    return tables, [action for action in left if not _placed(tables, action)]


def _placed(tables: Sequence[FilledTable], action: Action) -> bool:
    own = [table for table in tables if action.agency_id in table.agencies]
    wanted = {one.id for one in action.recommendations}
    for table in own:
        if any(row.row is not None and row.row.recommendation_id in wanted for row in table.rows):
            table.add(action)
            return True
    if own:
        own[-1].add(action)
    return bool(own)
