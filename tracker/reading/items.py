"""Items: a recommendation with its actions, built from one row or from several that belong together."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from .grid import Cell, Line
from .kinds import carries_on, joined
from .layout import Layout, colour_of
from .people import split_leads
from .proposal import Problem, ProposedAction, Row
from .reckoning import Reckoning
from .splitting import Piece, paired
from .timescales import Timescale, implausible, spoken, stale
from .timescales.mention import last_day

TEXTS = ("outcome_sought", "outcome_measure", "progress", "status", "evidence", "comments", "source_report", "theme")


@dataclass
class Draft:
    """An item as it grows: its row, and the cells of each part. A further part is a further action."""

    row: Row
    line: Line
    parts: list[dict[int, Cell]]
    sources: list[str]
    colours: list[str] = field(default_factory=list)

    @property
    def cells(self) -> dict[int, Cell]:
        return self.parts[-1]

    def carry_on(self, line: Line) -> None:
        """Join a row broken over a page to the cells it goes on from."""
        part = self.parts[-1]
        for column, cell in line.cells.items():
            before = part.get(column)
            part[column] = replace(cell, text=joined(before.text, cell.text), day=None) if before else cell

    def goes_on_in(self, line: Line) -> bool:
        """Whether any cell of the row goes on in the middle of the one above it."""
        return any(
            column in self.cells and carries_on(self.cells[column].text, cell.text)
            for column, cell in line.cells.items()
        )

    def add_part(self, line: Line, source: str, layout: Layout) -> None:
        """A further action of the same recommendation; what is merged from above holds for it too."""
        inherited = {column: self.parts[0][column] for column in line.under if column in self.parts[0]}
        kept = {column: cell for column, cell in inherited.items() if column in layout.of("lead", "timescale")}
        self.parts.append({**kept, **line.cells})
        self.sources.append(source)


def finished(draft: Draft, layout: Layout, by: Reckoning) -> None:
    """Fill in the row of a draft: its texts, its actions, and what a person should look at."""
    row, first = draft.row, draft.parts[0]
    row.ref = layout.text(first, "ref") or row.ref
    row.recommendation = layout.text(first, "recommendation") or None
    for name in TEXTS:
        texts = [layout.text(part, name) for part in draft.parts]
        setattr(row, name, "\n".join(text for text in texts if text) or None)
    row.rag = layout.text(first, "rag") or colour_of(layout, draft.line)
    row.agency = layout.text(first, "agency") or row.agency
    row.problems += faults(first, layout)
    for part, source in zip(draft.parts, draft.sources, strict=True):
        row.actions += actions_of(part, source, layout, by, row)
    if len(row.actions) > 1:
        row.problems.append(
            Problem("warning", None, f"Read as {len(row.actions)} actions; check that each has its own lead and date.")
        )
    missing(draft, layout)


def faults(cells: dict[int, Cell], layout: Layout) -> Iterator[Problem]:
    for column, cell in cells.items():
        if cell.fault:
            yield Problem("error", layout.name_of(column), cell.fault)
        if cell.struck:
            yield Problem(
                "warning", layout.name_of(column), "The text is struck through in the file; it may have been withdrawn."
            )


def missing(draft: Draft, layout: Layout) -> None:
    row = draft.row
    if layout.has("ref") and not row.ref:
        row.problems.append(
            Problem("warning", layout.name_of(layout.of("ref")[0]), "No reference is written for this row.")
        )
    if layout.has("action") and not row.actions:
        row.problems.append(
            Problem("warning", layout.name_of(layout.of("action")[0]), "No action is written for this recommendation.")
        )
    if layout.has("lead") and any(not action.leads for action in row.actions):
        row.problems.append(Problem("warning", layout.name_of(layout.of("lead")[0]), "No lead is named."))


def actions_of(cells: dict[int, Cell], source: str, layout: Layout, by: Reckoning, row: Row) -> list[ProposedAction]:
    """The actions of one part: several where its lines pair up, one otherwise, none where nothing is to be done."""
    fields = ("action",) if layout.has("action") else ("recommendation",)
    text, leads = layout.text(cells, *fields), layout.text(cells, "lead")
    dated = [(layout.name_of(column), cells[column]) for column in layout.of("timescale") if column in cells]
    if not layout.has("action", "timescale", "lead"):
        return []
    if not (layout.text(cells, "action") or leads or dated):
        return []
    if not text:
        row.problems.append(
            Problem("error", None, "No action is written beside this lead and date; the row may be shifted.")
        )
    timescale = dated[0][1].text if len(dated) == 1 and dated[0][1].day is None else ""
    pieces = paired(text, leads, timescale, lambda line: is_plain_date(line, by))
    if pieces:
        return [action_of(piece, by.read(piece.timescale), source) for piece in pieces]
    answer = timescale_of(dated, layout, by)
    answer = claimed(answer, cells, layout, by)
    return [action_of(Piece(text, leads, answer.text), answer, source)]


def is_plain_date(text: str, by: Reckoning) -> bool:
    answer = by.read(text)
    return not answer.needs_review and len(answer.deadlines) == 1 and not answer.ongoing


def action_of(piece: Piece, answer: Timescale, source: str) -> ProposedAction:
    return ProposedAction(
        text=piece.text,
        leads=tuple(split_leads(piece.leads)),
        timescale=answer.text,
        deadlines=answer.deadlines,
        completed_on=answer.completed_on,
        ongoing=answer.ongoing,
        needs_review=answer.needs_review,
        reason=answer.reason,
        timescale_kind=answer.kind,
        anchor=answer.anchor,
        lead_text=piece.leads,
        source=source,
    )


def timescale_of(dated: list[tuple[str, Cell]], layout: Layout, by: Reckoning) -> Timescale:
    """The timescale of a row, from its one date column or from several (a target and a new target)."""
    if not layout.has("timescale"):
        return Timescale("", "none_or_tbc", needs_review=True, reason="The plan has no column for a date.")
    if len(dated) <= 1:
        return cell_timescale(dated[0][1], by) if dated else by.read("")
    answers = [cell_timescale(cell, by) for _, cell in dated]
    text = "\n".join(answer.text for answer in answers)
    days = tuple(dict.fromkeys(day for answer in answers for day in answer.deadlines))
    done = next((answer.completed_on for answer in answers if answer.completed_on), None)
    said = "; ".join(f"{heading}: {cell.text}" for heading, cell in dated)
    why = f"Dates stand in {len(dated)} columns ({said}); choose the one that holds."
    return Timescale(text, "multiple", days, done, any(answer.ongoing for answer in answers), True, why)


def cell_timescale(cell: Cell, by: Reckoning) -> Timescale:
    """A true date needs no reading of words; a format that shows only the month means the month."""
    if cell.fault:
        return Timescale(cell.text, "none_or_tbc", needs_review=True, reason=cell.fault)
    if cell.day is None:
        return by.read(cell.text)
    day = cell.day if cell.day_shown else last_day(cell.day.year, cell.day.month)
    kind = "date" if cell.day_shown else "month"
    if wrong := implausible(day, by.agreed):
        return Timescale(cell.text, kind, needs_review=True, reason=wrong)
    why = stale(day, by.agreed)
    return Timescale(cell.text, kind, (day,), needs_review=why is not None, reason=why)


def claimed(answer: Timescale, cells: dict[int, Cell], layout: Layout, by: Reckoning) -> Timescale:
    """The date in a column for completions is the agency's claim; beside it the deadline stays as it is."""
    column = next((column for column in layout.of("date_completed") if column in cells), None)
    if column is None:
        return answer
    cell = cells[column]
    read = cell_timescale(cell, Reckoning(calendar=by.calendar))
    done = read.completed_on or (read.deadlines[0] if len(read.deadlines) == 1 else None)
    if done is None or read.needs_review:
        why = f"The completion date “{cell.text}” could not be read: {read.reason}"
        return replace(
            answer,
            completed_on=answer.completed_on or done,
            needs_review=True,
            reason=f"{answer.reason or ''} {why}".strip(),
        )
    if answer.completed_on and answer.completed_on != done:
        why = f"Two completion dates are given: {spoken(answer.completed_on)} and {spoken(done)}."
        return replace(answer, needs_review=True, reason=f"{answer.reason or ''} {why}".strip())
    return replace(answer, completed_on=done)
