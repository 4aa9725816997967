"""Items: a recommendation with its actions, built from one row or from several that belong together."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from .colours import COLOURS
from .dated import claimed, quoted, timescale_of
from .grid import Cell, Line
from .keys import Key
from .kinds import carries_on, joined
from .layout import Layout, status_of
from .people import parts_of_leads
from .proposal import Problem, ProposedAction, Row
from .reckoning import Reckoning
from .sections import Section
from .splitting import Piece, paired
from .timescales import Timescale

TEXTS = ("outcome_sought", "outcome_measure", "progress", "status", "evidence", "comments", "source_report", "theme")


@dataclass
class Draft:
    """An item as it grows: its row, and the cells of each part. A further part is a further action."""

    row: Row
    line: Line
    parts: list[dict[int, Cell]]
    sources: list[str]
    section: Section = field(default_factory=Section)

    @property
    def cells(self) -> dict[int, Cell]:
        return self.parts[-1]

    def carry_on(self, line: Line) -> None:
        """Join a row broken over a page to the cells it goes on from."""
        part = self.parts[-1]
        for column, cell in line.cells.items():
            before = part.get(column)
            part[column] = halves(before, cell) if before else cell

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


def halves(before: Cell, after: Cell) -> Cell:
    """The two halves of a cell that a page break parted; what is struck through in either stays so."""
    text = joined(before.text, after.text)
    crossed = tuple(words for half in (before, after) for words in ((half.text,) if half.struck else half.crossed))
    if not crossed or (before.struck and after.struck):
        return replace(after, text=text, day=None, struck=bool(crossed), note=before.note or after.note)
    left = ["" if half.struck else half.text if half.standing is None else half.standing for half in (before, after)]
    return replace(
        after,
        text=text,
        day=None,
        struck=False,
        crossed=crossed,
        standing=joined(left[0], left[1]),
        note=before.note or after.note,
    )


def finished(draft: Draft, layout: Layout, by: Reckoning, key: Key) -> None:
    """Fill in the row of a draft: its texts, its actions, and what a person should look at."""
    row, first, section = draft.row, draft.parts[0], draft.section
    row.ref = layout.text(first, "ref") or row.ref or (None if layout.has("ref") else section.ref)
    row.recommendation = layout.text(first, "recommendation") or section.recommendation
    for name in TEXTS:
        texts = [layout.text(part, name) for part in draft.parts]
        setattr(row, name, "\n".join(text for text in texts if text) or None)
    row.theme = row.theme or section.theme
    rated(row, draft.line, layout, key)
    row.agency = layout.text(first, "agency") or row.agency
    for part, source in zip(draft.parts, draft.sources, strict=True):
        row.problems += faults(part, layout)
        actions = actions_of(part, source, layout, by, row, section)
        row.actions += [replace(action, part=number) for number, action in enumerate(actions, 1)]
    if len(row.actions) > 1:
        row.problems.append(
            Problem("warning", None, f"Read as {len(row.actions)} actions; check that each has its own lead and date.")
        )
    missing(draft, layout)


def rated(row: Row, line: Line, layout: Layout, key: Key) -> None:
    """The rating of a row in its own words, or by its colour alone, with what the sheet's key says of it."""
    said = layout.text(line.cells, "rag")
    colour, meaning = status_of(layout, line, key)
    row.rag = said or colour
    row.rag_meaning = (key.meaning(None, said) or meaning) if said else meaning
    if said.strip().lower() in COLOURS and colour in COLOURS and said.strip().lower() != colour:
        message = f"The cell says {said.strip()} and is coloured {colour}; check which is meant."
        row.problems.append(Problem("warning", layout.name_of(layout.of("rag")[0]), message))


def faults(cells: dict[int, Cell], layout: Layout) -> Iterator[Problem]:
    for column, cell in cells.items():
        if not (cell.fault or cell.struck or cell.crossed or cell.note):
            continue
        heading = layout.name_of(column)
        if cell.fault:
            yield Problem("error", heading, cell.fault)
        if cell.struck:
            yield Problem("warning", heading, "The text is struck through in the file; it may have been withdrawn.")
        elif cell.crossed and column not in layout.of("timescale"):
            yield Problem("warning", heading, f"Struck through in the file: {quoted(cell.crossed)}.")
        if cell.note and column in layout.of("action", "lead", "timescale", "recommendation"):
            yield Problem("warning", heading, f"A comment on this cell says: “{' '.join(cell.note.split())}”")


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


def actions_of(
    cells: dict[int, Cell], source: str, layout: Layout, by: Reckoning, row: Row, section: Section
) -> list[ProposedAction]:
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
    whole = len(dated) == 1 and not (dated[0][1].day or dated[0][1].struck or dated[0][1].crossed)
    timescale = dated[0][1].text if whole else ""
    pieces = paired(text, leads, timescale, lambda line: is_plain_date(line, by))
    if pieces:
        row.problems += unplaced_completion(cells, layout)
        return [action_of(piece, by.read(piece.timescale), source) for piece in pieces]
    answer = timescale_of(dated, layout, by, section)
    answer = claimed(answer, cells, layout, by)
    return [action_of(Piece(text, leads, answer.text), answer, source)]


def unplaced_completion(cells: dict[int, Cell], layout: Layout) -> Iterator[Problem]:
    """A completion date beside several actions: which of them it speaks of is not said."""
    for column in layout.of("date_completed"):
        if column in cells:
            said = cells[column].text
            message = f"“{said}” stands beside several actions; say which of them was completed then."
            yield Problem("warning", layout.name_of(column), message)


def is_plain_date(text: str, by: Reckoning) -> bool:
    answer = by.read(text)
    return not answer.needs_review and len(answer.deadlines) == 1 and not answer.ongoing


def action_of(piece: Piece, answer: Timescale, source: str) -> ProposedAction:
    leads = parts_of_leads(piece.leads)
    return ProposedAction(
        text=piece.text,
        leads=tuple(lead for lead, _ in leads),
        lead_parts=tuple(part for _, part in leads),
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
