"""Putting one row of a plan right before it is imported: its actions, who leads them, and what the row is."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tracker.forms.fields import Form, Hidden, Lines, OneLine, PickOne, Tick
from tracker.queries.plans import Candidates
from tracker.reading.proposal import ProposedAction

LONGEST_REASON = 1_000


class PieceForm(Form):
    """The words and the leads of one action. Its fields are named by the number of the action in the row."""

    text = Lines("What will be done")
    leads = Lines("Leads", hint="One on each line; the first is accountable.")

    def __init__(self, number: int, action: ProposedAction | None = None, **more: Any) -> None:
        said = {"text": action.text, "leads": "\n".join(action.leads)} if action else {}
        super().__init__(prefix=f"piece-{number}-", data=said, **more)
        self.number = number

    @property
    def named(self) -> list[str]:
        """The leads typed, one a line."""
        return [line.strip() for line in (self.leads.data or "").splitlines() if line.strip()]


class ShapeForm(Form):
    """All the actions of a row."""

    version = Hidden()

    def __init__(self, pieces: Iterable[PieceForm] = (), **more: Any) -> None:
        super().__init__(**more)
        self.pieces = list(pieces)

    def validate(self, extra_validators: object = None) -> bool:
        """Every action is judged, so that all that is wrong is said at once."""
        return all([super().validate(extra_validators), *[piece.validate() for piece in self.pieces]])

    @property
    def errors(self) -> dict[str, Any]:
        """The errors of all actions, as the page's title needs them."""
        return {**super().errors, **{str(piece.number): piece.errors for piece in self.pieces if piece.errors}}

    def problems(self) -> list[tuple[str, str | None]]:
        """The errors of all actions, each leading to its box."""
        return super().problems() + [problem for piece in self.pieces for problem in piece.problems()]

    @property
    def said(self) -> list[tuple[str, list[str]]]:
        """The words and the leads typed for each action."""
        return [(piece.text.data or "", piece.named) for piece in self.pieces]


class VersionForm(Form):
    """Only a button, pressed on a row as it was shown."""

    version = Hidden()


class AsideForm(VersionForm):
    """Why nothing should be made of a row."""

    reason = OneLine(
        "Why nothing should be made of it",
        required="Say why nothing should be made of this row.",
        at_most=LONGEST_REASON,
    )


class ItemForm(VersionForm):
    """What a row says that was not read as a recommendation or an action."""

    ref = OneLine("Printed reference")
    recommendation = Lines("Recommendation")
    action = Lines("Action", hint="Leave it blank where the row holds a recommendation only.")
    leads = Lines("Leads", hint="One on each line; the first is accountable.")
    timescale = OneLine("Timescale as printed", hint="Exactly as the row says it. You are asked where it is not sure.")

    @property
    def named(self) -> list[str]:
        """The leads typed, one a line."""
        return [line.strip() for line in (self.leads.data or "").splitlines() if line.strip()]


class LeadForm(VersionForm):
    """Who is meant by the words for a lead."""

    meant = PickOne("Who is meant", blank="Not settled")
    everywhere = Tick("Also in every other row of this file with these words")
    printed = Hidden()

    def offer(self, near: Sequence[tuple[str, str]], title: str, candidates: Candidates) -> None:
        """Offer those nearly called so first, then a post of that title, then everyone else of the agency."""
        taken = {choice for choice, _ in near}
        posts = [
            (f"post-{post.id}", f"{post.title} ({post.holder.name if post.holder else 'no one fills it'})")
            for post in candidates.posts
        ]
        people = [(f"person-{person.id}", person.name) for person in candidates.people]
        groups: Mapping[str, Sequence[tuple[str, str]]] = {
            "Nearly the same": list(near),
            "As printed": [("new", f"A new post: {title}")],
            "Posts": [one for one in posts if one[0] not in taken],
            "People": [one for one in people if one[0] not in taken],
        }
        self.meant.offer({heading: some for heading, some in groups.items() if some})
