"""The answer to a timescale: the wording, and what may be entered from it."""

from dataclasses import dataclass
from datetime import date
from typing import Any

KINDS = (
    "date", "month", "quarter", "season_or_term", "financial_year", "academic_year", "relative", "range", "multiple",
    "ongoing", "immediate", "completed", "conditional", "reference", "none_or_tbc", "mixed",
)  # fmt: skip


@dataclass(frozen=True)
class Timescale:
    """What a timescale says. `text` is the wording as printed; `reason` is set whenever `needs_review` is."""

    text: str
    kind: str
    deadlines: tuple[date, ...] = ()
    completed_on: date | None = None
    ongoing: bool = False
    needs_review: bool = False
    reason: str | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "kind": self.kind,
            "deadlines": [day.isoformat() for day in self.deadlines],
            "completed_on": self.completed_on.isoformat() if self.completed_on else None,
            "ongoing": self.ongoing,
            "needs_review": self.needs_review,
            "reason": self.reason,
        }


def spoken(day: date) -> str:
    """A day as a person writes it: 8 April 2015."""
    return f"{day.day} {day:%B %Y}"
