"""One difference between a revised plan and what is on record, as a plain value."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

NAMES = {
    "recommendation": "Recommendation",
    "text": "Action",
    "outcome_sought": "Outcome sought",
    "outcome_measure": "Outcome measure",
    "leads": "Leads",
    "timescale": "Timescale",
    "claim": "What the plan says of progress",
}
WHOLE_ROW = None


@dataclass(frozen=True)
class Change:
    """One field that this file says otherwise than the one before, and otherwise than what is on record.

    `said` is what the file before said (None where none spoke of it), `now` what is on record, `says` what this file
    says. `number` is that of the action within the row, from 0, or WHOLE_ROW. `ids` are the actions it concerns (or the
    one recommendation), `references` what they are called. `clash` says that people here changed the field since;
    `obstacle` is the sentence why it cannot be made. `ticked` is what will happen; `chosen` that a person said so.
    """

    field: str
    number: int | None
    ids: tuple[int, ...]
    references: tuple[str, ...]
    said: str | None
    now: str
    says: str
    clash: bool = False
    obstacle: str = ""
    ticked: bool = False
    chosen: bool = False

    @property
    def key(self) -> str:
        """What names it within its row, in forms and in what is kept of a person's word."""
        return f"{'row' if self.number is None else self.number}:{self.field}"

    @property
    def name(self) -> str:
        return NAMES[self.field]

    @property
    def asks(self) -> bool:
        """Whether a person should say which words are to stand."""
        return self.clash and not self.obstacle and not self.chosen

    def as_chosen(self, ticks: Mapping[str, Any]) -> "Change":
        """The change with a person's tick, which counts only beside what they saw on record when they set it.

        Without one, a change is made unless people here changed the field since, or something stands in its way.
        """
        if self.obstacle:
            return replace(self, ticked=False)
        tick = ticks.get(self.key)
        if tick is not None and tick["beside"] == self.now:
            return replace(self, ticked=bool(tick["take"]), chosen=True)
        return replace(self, ticked=not self.clash)
