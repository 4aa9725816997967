"""A proposed plan: what was read, row by row, as plain values that travel as JSON."""

from collections import Counter
from dataclasses import dataclass, field

from .proposed import Column, Gap, Json, Problem, ProposedAction

__all__ = ["KINDS", "Column", "Gap", "Json", "Problem", "ProposedAction", "ProposedPlan", "Row", "Table"]

KINDS = {
    "item": "items",
    "continuation": "continuations",
    "section": "sections",
    "guidance": "guidance",
    "heading": "headings",
    "set_aside": "set_aside",
}
ROW_TEXTS = (
    "agency",
    "ref",
    "recommendation",
    "outcome_sought",
    "outcome_measure",
    "progress",
    "rag",
    "status",
    "evidence",
    "comments",
    "source_report",
    "theme",
    "section",
    "continues",
    "tracker_reference",
    "rag_meaning",
)


@dataclass
class Row:
    """One row of the file that is not empty, and what it was taken for.

    `kind` is one of KINDS; `reason` says why a row was set aside. `continues` is the source of the item that a
    continuation was joined to; `section` holds the words of the title it stands under. `listed` marks a recommendation
    that stands in a list without actions. `rag_meaning` is what the sheet's own key says of the colour in `rag`;
    `notes` are the comments on its cells, by heading. `tracker_reference` holds our references, one a line, where the
    tracker gave the plan back, and `tracker_told` what else it had written there, by its heading.
    """

    source: str
    kind: str
    reason: str | None = None
    agency: str | None = None
    ref: str | None = None
    recommendation: str | None = None
    outcome_sought: str | None = None
    outcome_measure: str | None = None
    progress: str | None = None
    rag: str | None = None
    status: str | None = None
    evidence: str | None = None
    comments: str | None = None
    source_report: str | None = None
    theme: str | None = None
    section: str | None = None
    continues: str | None = None
    tracker_reference: str | None = None
    rag_meaning: str | None = None
    listed: bool = False
    hidden: bool = False
    cells: dict[str, str] = field(default_factory=dict)
    actions: list[ProposedAction] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    tracker_told: dict[str, str] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def needs_review(self) -> bool:
        return bool(self.problems) or any(action.needs_review for action in self.actions)

    def as_json(self) -> Json:
        return {
            "source": self.source,
            "kind": self.kind,
            "reason": self.reason,
            **{name: getattr(self, name) for name in ROW_TEXTS},
            "listed": self.listed,
            "hidden": self.hidden,
            "cells": dict(self.cells),
            "actions": [action.as_json() for action in self.actions],
            "problems": [problem.as_json() for problem in self.problems],
            **({"tracker_told": dict(self.tracker_told)} if self.tracker_told else {}),
            **({"notes": dict(self.notes)} if self.notes else {}),
        }

    @classmethod
    def from_json(cls, said: Json) -> "Row":
        return cls(
            source=said["source"],
            kind=said["kind"],
            reason=said.get("reason"),
            **{name: said[name] for name in ROW_TEXTS if name in said},
            listed=said.get("listed", False),
            hidden=said.get("hidden", False),
            cells=dict(said["cells"]),
            actions=[ProposedAction.from_json(action) for action in said.get("actions", ())],
            problems=[Problem.from_json(problem) for problem in said.get("problems", ())],
            tracker_told=dict(said.get("tracker_told", {})),
            notes=dict(said.get("notes", {})),
        )


@dataclass
class Table:
    """A sheet, or a table of one: its headings and every row of it that is not empty.

    `places` gives for each column its number on the sheet, from 1. `layout` is the same for every table with these
    headings, however they are spaced or spelt with capitals: what a person said of its columns is remembered by it.
    `remarks` are sentences about the table as a whole.
    """

    name: str
    agency: str | None
    heading_row: int | None
    columns: list[Column]
    rows: list[Row]
    hidden: bool = False
    places: list[int] = field(default_factory=list)
    layout: str | None = None
    remarks: list[str] = field(default_factory=list)

    def as_json(self) -> Json:
        return {
            "name": self.name,
            "agency": self.agency,
            "heading_row": self.heading_row,
            "columns": [column.as_json() for column in self.columns],
            "rows": [row.as_json() for row in self.rows],
            "hidden": self.hidden,
            "places": list(self.places),
            "layout": self.layout,
            "remarks": list(self.remarks),
        }

    @classmethod
    def from_json(cls, said: Json) -> "Table":
        return cls(
            name=said["name"],
            agency=said["agency"],
            heading_row=said["heading_row"],
            columns=[Column.from_json(column) for column in said["columns"]],
            rows=[Row.from_json(row) for row in said["rows"]],
            hidden=said.get("hidden", False),
            places=list(said.get("places", [])),
            layout=said.get("layout"),
            remarks=list(said.get("remarks", [])),
        )


@dataclass
class ProposedPlan:
    """Everything read from one file; nothing of it is recorded until a person confirms.

    `remarks` are sentences about the file as a whole: macros ignored, links not followed. `gaps` are what it lacks.
    """

    file: str
    format: str
    tables: list[Table]
    remarks: list[str] = field(default_factory=list)
    gaps: list[Gap] = field(default_factory=list)

    @property
    def rows(self) -> list[Row]:
        return [row for table in self.tables for row in table.rows]

    @property
    def items(self) -> list[Row]:
        return [row for row in self.rows if row.kind == "item"]

    def summary(self) -> dict[str, int]:
        """Counts of rows by kind, of actions, and of what needs a person; `rows_seen` is the sum of the kinds."""
        rows = self.rows
        kinds = Counter(row.kind for row in rows)
        actions = [action for row in rows for action in row.actions]
        return {
            "rows_seen": len(rows),
            "items": kinds["item"],
            "actions": len(actions),
            **{plural: kinds[kind] for kind, plural in KINDS.items() if kind != "item"},
            "needs_review": sum(action.needs_review for action in actions),
            "errors": sum(problem.severity == "error" for row in rows for problem in row.problems),
        }

    def as_json(self) -> Json:
        return {
            "file": self.file,
            "format": self.format,
            "tables": [table.as_json() for table in self.tables],
            "remarks": list(self.remarks),
            "gaps": [gap.as_json() for gap in self.gaps],
            "summary": self.summary(),
        }

    @classmethod
    def from_json(cls, said: Json) -> "ProposedPlan":
        """The plan that `as_json` wrote down. Raises KeyError or ValueError when it is not one."""
        tables = [Table.from_json(table) for table in said["tables"]]
        gaps = [Gap.from_json(gap) for gap in said.get("gaps", [])]
        return cls(said["file"], said["format"], tables, list(said.get("remarks", [])), gaps)
