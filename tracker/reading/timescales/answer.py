"""The answer to a timescale: the wording, and what may be entered from it."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

KINDS = (
    "date", "month", "quarter", "season_or_term", "financial_year", "academic_year", "relative", "range", "multiple",
    "ongoing", "immediate", "completed", "conditional", "reference", "none_or_tbc", "mixed",
)  # fmt: skip

AnchorKind = Literal["plan date", "publication", "report agreed", "sign-off", "other"]


@dataclass(frozen=True)
class Anchor:
    """What a relative wording counts from. `words` are those that name the start, empty where none do.

    `unit` is day, working day, week, month or year, and `amount` how many of them; or "end of" a week, month,
    quarter, term, year, financial year or academic year, and then `amount` is how many ends after the running one.
    """

    kind: AnchorKind
    words: str
    amount: int
    unit: str

    def as_json(self) -> dict[str, Any]:
        return {"kind": self.kind, "words": self.words, "amount": self.amount, "unit": self.unit}

    @classmethod
    def from_json(cls, said: dict[str, Any] | None) -> "Anchor | None":
        """The anchor that `as_json` wrote down; None where none was."""
        return cls(said["kind"], said["words"], said["amount"], said["unit"]) if said else None


@dataclass(frozen=True)
class Timescale:
    """What a timescale says. `text` is the wording as printed; `reason` is set whenever `needs_review` is.

    `anchor` is set where the wording counts from a start, so that the deadline can follow when the start's date is
    entered or moves; such an answer always needs review.
    """

    text: str
    kind: str
    deadlines: tuple[date, ...] = ()
    completed_on: date | None = None
    ongoing: bool = False
    needs_review: bool = False
    reason: str | None = None
    anchor: Anchor | None = None

    def as_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "kind": self.kind,
            "deadlines": [day.isoformat() for day in self.deadlines],
            "completed_on": self.completed_on.isoformat() if self.completed_on else None,
            "ongoing": self.ongoing,
            "needs_review": self.needs_review,
            "reason": self.reason,
            "anchor": self.anchor.as_json() if self.anchor else None,
        }


def spoken(day: date) -> str:
    """A day as a person writes it: 8 April 2015."""
    return f"{day.day} {day:%B %Y}"
