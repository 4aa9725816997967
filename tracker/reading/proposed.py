"""The small parts of a proposed plan: problems, gaps, columns and actions, as plain values that travel as JSON."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from .timescales import Anchor

Json = dict[str, Any]


@dataclass(frozen=True)
class Problem:
    """Something a person should look at: `severity` is error or warning, `column` the heading as printed."""

    severity: str
    column: str | None
    message: str

    def as_json(self) -> Json:
        return {"severity": self.severity, "column": self.column, "message": self.message}

    @classmethod
    def from_json(cls, said: Json) -> "Problem":
        return cls(said["severity"], said["column"], said["message"])


@dataclass(frozen=True)
class ProposedAction:
    """One action to make: who, by when, in whose words.

    `source` is the row its words begin in and `part` its number within that row, from 1: together they name the same
    action each time the same file is read. `lead_parts` says of each lead, in order, which part is theirs, "" where
    the plan does not say.
    """

    text: str
    leads: tuple[str, ...]
    timescale: str
    deadlines: tuple[date, ...]
    completed_on: date | None
    ongoing: bool
    needs_review: bool
    reason: str | None
    timescale_kind: str = "none_or_tbc"
    lead_text: str = ""
    source: str = ""
    anchor: Anchor | None = None
    part: int = 1
    lead_parts: tuple[str, ...] = ()

    def as_json(self) -> Json:
        return {
            "text": self.text,
            "leads": list(self.leads),
            "timescale": self.timescale,
            "deadlines": [day.isoformat() for day in self.deadlines],
            "completed_on": self.completed_on.isoformat() if self.completed_on else None,
            "ongoing": self.ongoing,
            "needs_review": self.needs_review,
            "reason": self.reason,
            "timescale_kind": self.timescale_kind,
            "lead_text": self.lead_text,
            "source": self.source,
            "anchor": self.anchor.as_json() if self.anchor else None,
            "part": self.part,
            "lead_parts": list(self.lead_parts),
        }

    @classmethod
    def from_json(cls, said: Json) -> "ProposedAction":
        done = said["completed_on"]
        return cls(
            text=said["text"],
            leads=tuple(said["leads"]),
            timescale=said["timescale"],
            deadlines=tuple(date.fromisoformat(day) for day in said["deadlines"]),
            completed_on=date.fromisoformat(done) if done else None,
            ongoing=said["ongoing"],
            needs_review=said["needs_review"],
            reason=said["reason"],
            timescale_kind=said.get("timescale_kind", "none_or_tbc"),
            lead_text=said.get("lead_text", ""),
            source=said.get("source", ""),
            anchor=Anchor.from_json(said.get("anchor")),
            part=said.get("part", 1),
            lead_parts=tuple(said.get("lead_parts", ())),
        )


@dataclass(frozen=True)
class Column:
    """A column of a table: its heading as printed, and what the column means.

    `hidden` is true where the file hides it, `chosen` where a person said what it means.
    """

    heading: str
    field: str
    hidden: bool = False
    chosen: bool = False

    def as_json(self) -> Json:
        return {"heading": self.heading, "field": self.field, "hidden": self.hidden, "chosen": self.chosen}

    @classmethod
    def from_json(cls, said: Json) -> "Column":
        return cls(said["heading"], said["field"], said.get("hidden", False), said.get("chosen", False))


@dataclass(frozen=True)
class Gap:
    """What a plan lacks, by its own numbers or its own list: `kind` is missing_number or unanswered.

    `table` is the name of the table it is missed in, `message` a sentence, `source` the row listed without an answer.
    """

    table: str
    kind: str
    message: str
    source: str | None = None

    def as_json(self) -> Json:
        return {"table": self.table, "kind": self.kind, "message": self.message, "source": self.source}

    @classmethod
    def from_json(cls, said: Json) -> "Gap":
        return cls(said["table"], said["kind"], said["message"], said.get("source"))
