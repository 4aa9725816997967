"""What an import intends, as plain values: for each row its recommendation, actions and leads, and the doubts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from tracker.queries.known import KnownAction
from tracker.reading.proposal import ProposedAction, Row
from tracker.rules.imports.changed import Change
from tracker.rules.imports.claims import Claim, UnsaidWord, unsaid_in
from tracker.rules.imports.deadlines import Settled
from tracker.rules.imports.matching import Listed
from tracker.rules.people import folded


@dataclass(frozen=True)
class RowAsRead:
    """One row of the file: its place in the file counted from 1, the table it stands in counted from 0.

    `raw` is the row before a person corrected it, where they did.
    """

    position: int
    table: int
    row: Row
    corrections: Mapping[str, Any] = field(default_factory=dict)
    raw: Row | None = None


@dataclass(frozen=True)
class TableAsRead:
    """A sheet or table of the file, the words in which it names its agency, and what it has columns for."""

    name: str
    agency: str = ""
    hidden: bool = False
    fields: frozenset[str] = frozenset()


@dataclass(frozen=True)
class NamedAgency:
    """Words that name an agency in one table, and the agency they were taken for; none where nobody is known so.

    `how` is chosen (for the whole file), corrected (by a person), matched (by its names) or unknown. `otherwise` is the
    agency the words would name, where that is another one; `near` are those nearly called so, of whom none is picked.
    """

    key: str
    table: str
    printed: str
    agency_id: int | None
    how: str
    rows: int = 0
    otherwise: str = ""
    near: tuple[int, ...] = ()

    @property
    def doubt(self) -> str:
        """What about it needs a person, in a sentence; empty where nothing does."""
        if self.agency_id is None and self.printed:
            return f"“{self.printed}” is not an agency this board knows: say which is meant."
        if self.agency_id is None:
            return "The plan does not say which agency this is for."
        if self.otherwise and self.how == "chosen":
            return f"The plan names {self.otherwise} here, not the agency chosen for the file."
        return ""


@dataclass(frozen=True)
class Doubt:
    """What needs a person, in a sentence; `action` is the number of the action within the row, from 0."""

    about: str
    sentence: str
    action: int | None = None


@dataclass(frozen=True)
class NearLead:
    """A post or person whose name is nearly the words of a lead; `choice` is `post-7` or `person-3`."""

    choice: str
    name: str


@dataclass(frozen=True)
class IntendedLead:
    """A lead as printed, and who was found: a person, a post, or neither: then the post is made.

    `near` are those who may be meant, of whom none is picked; `named` says that a person said who is meant.
    """

    printed_as: str
    title: str
    person_id: int | None = None
    post_id: int | None = None
    holder: str = ""
    near: tuple[NearLead, ...] = ()
    named: bool = False

    @property
    def choice(self) -> str:
        """Who was found, as a form says it; `new` where a person said that it is a post of its own."""
        if self.post_id is not None:
            return f"post-{self.post_id}"
        if self.person_id is not None:
            return f"person-{self.person_id}"
        return "new" if self.named else ""

    @property
    def doubt(self) -> str:
        """What about it needs a person, in a sentence; empty where nothing does."""
        if not self.near:
            return ""
        names = " or ".join(near.name for near in self.near)
        return f"“{self.printed_as}” may be {names}. Say who is meant; otherwise it becomes a new post."

    @property
    def is_new_post(self) -> bool:
        return self.person_id is None and self.post_id is None


@dataclass(frozen=True)
class IntendedRecommendation:
    """What a row says of a recommendation: a new one, one made by an earlier row, or one recorded already."""

    text: str
    printed_reference: str
    listed: Listed
    position: int
    nearly: bool = False

    @property
    def known_id(self) -> int | None:
        return self.listed.known.id if self.listed.known else None

    @property
    def known_reference(self) -> str:
        return self.listed.known.reference if self.listed.known else ""

    @property
    def is_new(self) -> bool:
        return self.listed.known is None and self.listed.position == self.position

    @property
    def stands_at(self) -> str:
        """The earlier row of the file that makes it; empty where this one does, or where it is recorded already."""
        return "" if self.is_new or self.listed.known else self.listed.source


@dataclass(frozen=True)
class IntendedAction:
    """One action a row proposes. Made, unless it is `known` (a reference), `repeats` a row, or has no words.

    `candidates` are the actions on record it may be, by reference and text, where a person must say which.
    """

    number: int
    read: ProposedAction
    leads: tuple[IntendedLead, ...]
    settled: Settled
    known: str = ""
    repeats: str = ""
    claim: Claim = field(default_factory=Claim)
    known_ids: tuple[int, ...] = ()
    candidates: tuple[tuple[str, str], ...] = ()

    @property
    def is_new(self) -> bool:
        return not self.known and not self.repeats and not self.candidates and bool(self.read.text.strip())

    @property
    def proposed(self) -> date | None:
        """The date to offer in the boxes: the settled one, or the only one the wording gives."""
        return self.settled.deadline


@dataclass(frozen=True)
class IntendedRow:
    """All that will come of one row, and what about it needs a person."""

    as_read: RowAsRead
    agency: NamedAgency | None = None
    recommendation: IntendedRecommendation | None = None
    actions: tuple[IntendedAction, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    changes: tuple[Change, ...] = ()

    @property
    def position(self) -> int:
        return self.as_read.position

    @property
    def row(self) -> Row:
        return self.as_read.row

    @property
    def makes_something(self) -> bool:
        recommends = self.recommendation is not None and self.recommendation.is_new
        return recommends or bool(self.changes) or any(action.is_new for action in self.actions)

    def takes_timescale(self, action: IntendedAction) -> bool:
        """Whether a deadline comes of an action of this row: it is made, or its timescale on record is replaced."""
        return action.is_new or self._replaces("timescale", action)

    def takes_leads(self, action: IntendedAction) -> bool:
        """Whether leads come of an action of this row: it is made, or those on record are replaced."""
        return action.is_new or self._replaces("leads", action)

    def _replaces(self, name: str, action: IntendedAction) -> bool:
        return any(one.field == name and one.number == action.number and one.ticked for one in self.changes)


@dataclass(frozen=True)
class Plan:
    """Every row with what will come of it, the agencies the file names, and what it no longer holds.

    `gone` are the actions that an earlier plan of these agencies holds and this one does not: shown, and left alone.
    """

    rows: tuple[IntendedRow, ...]
    agencies: tuple[NamedAgency, ...]
    gone: tuple[KnownAction, ...] = ()

    @cached_property
    def new_recommendations(self) -> int:
        return sum(1 for row in self.rows if row.recommendation and row.recommendation.is_new)

    @cached_property
    def new_actions(self) -> int:
        return sum(action.is_new for row in self.rows for action in row.actions)

    @cached_property
    def known_actions(self) -> int:
        return sum(bool(action.known) for row in self.rows for action in row.actions)

    @cached_property
    def known_recommendations(self) -> int:
        ids = {row.recommendation.known_id for row in self.rows if row.recommendation}
        return len(ids - {None})

    @cached_property
    def new_posts(self) -> list[tuple[int, str]]:
        """The posts that will be made, as (agency's id, title), in the order of the file."""
        titles: dict[tuple[int, str], str] = {}
        for row in self.rows:
            if row.agency is None or row.agency.agency_id is None:
                continue
            for action in row.actions:
                for lead in action.leads if row.takes_leads(action) else ():
                    if lead.is_new_post:
                        titles.setdefault((row.agency.agency_id, folded(lead.title)), lead.title)
        return [(agency_id, title) for (agency_id, _), title in titles.items()]

    @cached_property
    def doubtful(self) -> list[IntendedRow]:
        return [row for row in self.rows if row.doubts]

    @cached_property
    def unsaid_words(self) -> tuple[UnsaidWord, ...]:
        """The status words and colours of the file that the board has not said the meaning of."""
        return unsaid_in(
            {row.row.source: row.actions[0].claim.unsaid for row in self.rows if any(one.is_new for one in row.actions)}
        )

    @property
    def unknown_agencies(self) -> int:
        """How many tables name no agency the board knows."""
        return sum(1 for agency in self.agencies if agency.rows and agency.agency_id is None)

    @property
    def makes_nothing(self) -> bool:
        return not (self.new_recommendations or self.new_actions or self.changes or self.unanswered)

    @cached_property
    def changes(self) -> list[tuple[IntendedRow, Change]]:
        """Every difference with what is on record, field by field, in the order of the file."""
        return [(row, change) for row in self.rows for change in row.changes]

    @cached_property
    def ticked(self) -> list[tuple[IntendedRow, Change]]:
        """The differences that will be made."""
        return [(row, change) for row, change in self.changes if change.ticked]

    @cached_property
    def unanswered(self) -> list[IntendedRow]:
        """The rows of which a person must still say which action on record they speak of."""
        return [row for row in self.rows if any(action.candidates for action in row.actions)]

    @cached_property
    def unchanged_actions(self) -> int:
        """How many actions on record the file says the same of as before."""
        changed = {number for row, change in self.changes if change.field != "recommendation" for number in change.ids}
        return len({one for row in self.rows for action in row.actions for one in action.known_ids} - changed)
