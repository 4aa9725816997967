"""Adding and correcting a draft, and fixing what it lacks before it is agreed."""

from collections.abc import Sequence
from typing import Any

from tracker.forms.dates import DateInThreeBoxes
from tracker.forms.fields import Form, Hidden, Lines, Many, Once, OneLine, PickOne, Tick
from tracker.models import Action, Agency, Recommendation
from tracker.queries.plans import Candidates


class ActionForm(Form):
    """What an action says: for adding one by hand, and for correcting a draft."""

    text = Lines("What will be done", required="Say what will be done.")
    agency = PickOne("Agency", blank="Not known yet", coerce=int, hint="The agency that will do it.")
    recommendations = Many(
        "Recommendations it answers", coerce=int, hint="One action may answer several recommendations."
    )
    outcome_sought = Lines("Outcome sought", hint="What it is meant to achieve.")
    outcome_measure = Lines("Outcome measure", hint="How anyone will know, and what difference it made.")
    version = Hidden()
    once = Once()

    def offer(self, agencies: Sequence[Agency], recommendations: Sequence[Recommendation]) -> None:
        """Set what may be chosen."""
        self.agency.offer([(agency.id, agency.name) for agency in agencies])
        self.recommendations.choices = [(one.id, f"{_named(one)}: {_short(one.text)}") for one in recommendations]


class AddActionForm(ActionForm):
    """An action added by hand also brings its timescale, as worded, and the deadline if the person knows it."""

    timescale = Lines(
        "Timescale as worded",
        hint="Exactly as the plan or the minute says it. It is kept beside the deadline for ever.",
    )
    deadline = DateInThreeBoxes(
        "Deadline", hint="Leave it blank to have the wording read; you will be asked where it is not certain."
    )


class FixForm(Form):
    """What a draft may lack: a deadline or the reason for none, and a lead or the reason there is none."""

    deadline = DateInThreeBoxes("Deadline", hint="For example, 31 3 2016.")
    keep = Tick("Keep this date as the deadline")
    no_deadline_reason = OneLine("Or why there is no deadline")
    lead = PickOne("Accountable lead", blank="Choose a lead")
    holder = PickOne("Who fills the post", blank="No one yet", coerce=int)
    vacancy_reason = OneLine("Or why there is no lead yet")
    version = Hidden()

    def offer(self, action: Action, candidates: Candidates) -> None:
        """Offer the people and the posts of the action's agency."""
        people = [(f"person-{person.id}", person.name) for person in candidates.people]
        posts = [
            (f"post-{post.id}", f"{post.title} ({post.holder.name if post.holder else 'no one fills it'})")
            for post in candidates.posts
        ]
        groups: dict[str, Sequence[tuple[str, str]]] = {}
        if posts:
            groups["Posts"] = posts
        if people:
            groups["People"] = people
        self.lead.offer(groups or [])
        self.holder.offer([(person.id, person.name) for person in candidates.people])

    @staticmethod
    def said_by(action: Action) -> dict[str, Any]:
        """What the draft says now, as the boxes show it."""
        return {
            "deadline": action.deadline,
            "no_deadline_reason": action.no_deadline_reason,
            "vacancy_reason": action.vacancy_reason,
            "version": str(action.version),
            "lead": _accountable(action),
        }

    def says_deadline(self, action: Action) -> bool:
        """Whether the person said something new of the deadline: another date, this one kept, or a reason for none."""
        if not self.no_deadline_reason.raw_data:
            return bool(self.keep.data)
        reason = (self.no_deadline_reason.data or "").strip()
        moved = self.deadline.data is not None and self.deadline.data != action.deadline
        taken_away = self.deadline.data is None and reason != action.no_deadline_reason
        return moved or taken_away or bool(self.keep.data) or bool(reason and self.deadline.data)

    def says_lead(self, action: Action) -> bool:
        """Whether the person said something new of the lead."""
        if not self.vacancy_reason.raw_data:
            return False
        reason = (self.vacancy_reason.data or "").strip()
        if not self.lead.raw_data:
            return reason != action.vacancy_reason
        return (self.lead.data or "") != _accountable(action) or reason != action.vacancy_reason


def _accountable(action: Action) -> str:
    lead = next((lead for lead in action.leads if lead.accountable), None)
    if lead is None:
        return ""
    return f"post-{lead.post_id}" if lead.post_id else f"person-{lead.person_id}"


def _named(recommendation: Recommendation) -> str:
    """Our reference, and the printed one with its source: the printed numbers begin anew in every source."""
    source = recommendation.source.name if recommendation.source else ""
    printed = ", ".join(part for part in (recommendation.printed_reference, source) if part)
    return f"{recommendation.reference} ({printed})" if printed else recommendation.reference


def _short(text: str, length: int = 110) -> str:
    line = " ".join(text.split())
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"
