"""What the tracker says of an action in a plan it gives back, marked so that it is known when the plan returns."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tracker.models import Action, Progress
from tracker.reading.given_back import DEADLINE, HEADINGS, PROGRESS, REFERENCE, STATUS

MOST_PROGRESS = 10
LONGEST_PROGRESS = 1_500
NOT_MADE = "–"

__all__ = ["DEADLINE", "HEADINGS", "PROGRESS", "REFERENCE", "STATUS", "Told"]


@dataclass(frozen=True)
class Told:
    """How the actions of one row stand, in the order of the row; None for one of which nothing was made."""

    actions: Sequence[Action | None]
    progress: dict[int, list[Progress]]

    @property
    def _made(self) -> list[Action]:
        return [action for action in self.actions if action is not None]

    @property
    def reference(self) -> str:
        """Our references, one a line."""
        return "\n".join(action.reference if action else NOT_MADE for action in self.actions)

    @property
    def deadline(self) -> date | str | None:
        """The one deadline as a date; of several actions each by its reference."""
        if len(self._made) == 1:
            return self._made[0].deadline or _why_none(self._made[0])
        return "\n".join(f"{one.reference}: {_spoken(one)}" for one in self._made) or None

    def status(self, *, inside: bool) -> tuple[str, ...]:
        """Where each action stands; `inside` a column of the agency's own, marked with our name."""
        return tuple(self._marked(one, one.status.value, inside) for one in self._made)

    def latest(self, *, inside: bool) -> tuple[str, ...]:
        """The latest progress recorded here of each action, the oldest first."""
        said = [(one, entry) for one in self._made for entry in self.progress.get(one.id, [])[-MOST_PROGRESS:]]
        return tuple(self._marked(one, _said(entry), inside) for one, entry in said)

    def completed(self) -> tuple[str, ...]:
        """When the lead says each was completed."""
        days = [
            (one, entry.claimed_completed_on)
            for one in self._made
            for entry in self.progress.get(one.id, [])[-1:]
            if entry.claimed_completed_on
        ]
        return tuple(self._marked(one, f"completed {words(day)}", inside=True) for one, day in days)

    def _marked(self, action: Action, text: str, inside: bool) -> str:
        if inside:
            return f"[Tracker, {action.reference}: {text}]"
        if len(self._made) > 1:
            return f"[{action.reference}: {text}]"
        return f"[{text[:1].upper()}{text[1:]}]"


def words(day: date) -> str:
    """A date as 8 April 2015."""
    return f"{day.day} {day:%B %Y}"


def _said(entry: Progress) -> str:
    text = entry.text.strip()
    text = text if len(text) <= LONGEST_PROGRESS else f"{text[: LONGEST_PROGRESS - 1]}…"
    # Square brackets are how our words are known again.
    return f"{words(entry.day)}: {text.replace('[', '(').replace(']', ')')}"


def _spoken(action: Action) -> str:
    return words(action.deadline) if action.deadline else _why_none(action) or "none yet"


def _why_none(action: Action) -> str | None:
    return f"None: {action.no_deadline_reason}" if action.no_deadline_reason else None
