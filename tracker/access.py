"""WHO: each verb with the conditions under which a person may carry it out, and which rows each person may see.

Everything that asks "may this person?" asks here: rules before they write, pages before they show a form, buttons
before they are drawn. Under each verb stand the ways it may be done: one of them has to hold, with all its conditions.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import ColumnElement, false, or_, select

from tracker.models import (
    Action,
    Board,
    Import,
    Lead,
    Person,
    Post,
    Recommendation,
    Review,
    action_recommendation,
    recommendation_agency,
)
from tracker.models.vocabulary import ActionStatus, Role

Test = Callable[[Person, Any], bool]

READS_THE_BOARD = frozenset({Role.POLICY_OFFICER, Role.MEMBER, Role.CHAIR, Role.EVALUATOR, Role.OBSERVER})
HAS_AGENCY_VIEW = frozenset({Role.AGENCY_LEAD})
READS_REVIEWS = READS_THE_BOARD | {Role.AGENCY_LEAD, Role.LEAD}


@dataclass(frozen=True)
class Reader:
    """A signed-in person at the board they have chosen: what every query is asked on behalf of."""

    person: Person
    board: Board

    @cached_property
    def roles(self) -> frozenset[Role]:
        return roles_at(self.person, self.board.id)

    @cached_property
    def agencies_led(self) -> frozenset[int]:
        """The agencies for which the person is the safeguarding lead."""
        return frozenset(
            membership.agency_id
            for membership in self.person.memberships
            if membership.board_id == self.board.id
            and membership.role in HAS_AGENCY_VIEW
            and membership.agency_id is not None
        )

    @cached_property
    def agencies(self) -> frozenset[int]:
        """The agencies the person belongs to."""
        return frozenset(
            membership.agency_id
            for membership in self.person.memberships
            if membership.board_id == self.board.id and membership.agency_id is not None
        )

    @property
    def reads_whole_board(self) -> bool:
        return bool(self.roles & READS_THE_BOARD)


def roles_at(person: Person, board_id: int) -> frozenset[Role]:
    """What a person is at a board; nothing once they are no longer active."""
    if not person.active:
        return frozenset()
    return frozenset(membership.role for membership in person.memberships if membership.board_id == board_id)


def visible_actions(reader: Reader) -> ColumnElement[bool]:
    """The actions a reader may see: the board's, their agency's, or those they lead themselves."""
    if not reader.roles & READS_REVIEWS:
        return false()
    at_the_board = Action.board_id == reader.board.id
    if reader.reads_whole_board:
        return at_the_board
    posts = select(Post.id).where(Post.holder_id == reader.person.id)
    leads = select(Lead.action_id).where(or_(Lead.person_id == reader.person.id, Lead.post_id.in_(posts)))
    theirs: ColumnElement[bool] = Action.id.in_(leads)
    if reader.agencies_led:
        theirs = or_(theirs, Action.agency_id.in_(reader.agencies_led))
    return at_the_board & theirs


def visible_reviews(reader: Reader) -> ColumnElement[bool]:
    """The reviews a reader may see: the board's, or for those outside it the ones that ask something of them."""
    at_the_board = Review.board_id == reader.board.id
    if reader.reads_whole_board:
        return at_the_board
    asked: ColumnElement[bool] = Review.id.in_(select(Action.review_id).where(visible_actions(reader)))
    if reader.agencies_led:
        addressed = (
            select(Recommendation.review_id)
            .join(recommendation_agency, recommendation_agency.c.recommendation_id == Recommendation.id)
            .where(recommendation_agency.c.agency_id.in_(reader.agencies_led))
        )
        asked = or_(asked, Review.id.in_(addressed))
    return at_the_board & asked


def visible_recommendations(reader: Reader) -> ColumnElement[bool]:
    """The recommendations a reader may see: the board's; or, of the reviews they may see, those that actions of theirs
    answer and those addressed to their agency or to all agencies."""
    of_their_reviews = Recommendation.review_id.in_(select(Review.id).where(visible_reviews(reader)))
    if reader.reads_whole_board:
        return of_their_reviews
    answered = (
        select(action_recommendation.c.recommendation_id)
        .join(Action, Action.id == action_recommendation.c.action_id)
        .where(visible_actions(reader))
    )
    addressed = select(recommendation_agency.c.recommendation_id).where(
        recommendation_agency.c.agency_id.in_(reader.agencies)
    )
    theirs = or_(Recommendation.to_all_agencies, Recommendation.id.in_(answered), Recommendation.id.in_(addressed))
    return of_their_reviews & theirs


def visible_imports(reader: Reader) -> ColumnElement[bool]:
    """The files taken in that a reader may see: those of the board, for its policy officers and chair."""
    if reader.roles & {Role.POLICY_OFFICER, Role.CHAIR}:
        return Import.board_id == reader.board.id
    return false()


def _has(*roles: Role) -> Test:
    def test(person: Person, subject: Any) -> bool:
        return bool(roles_at(person, _board_id(subject)) & set(roles))

    test.__name__ = "is_" + "_or_".join(role.value.replace("-", "_") for role in roles)
    return test


def _board_id(subject: Any) -> int:
    return subject.id if isinstance(subject, Board) else int(subject.board_id)


is_policy_officer = _has(Role.POLICY_OFFICER)
is_administrator = _has(Role.ADMINISTRATOR)
is_reader_of_reviews = _has(*READS_REVIEWS)
is_reader_of_imports = _has(Role.POLICY_OFFICER, Role.CHAIR)
is_any_member = _has(*Role)


def is_draft(_person: Person, action: Any) -> bool:
    """The subject is an action that has not been agreed; asked of a board, whether there could be one."""
    return isinstance(action, Board) or bool(action.status is ActionStatus.DRAFT)


MAY: dict[str, list[tuple[Test, ...]]] = {
    "start.read": [(is_any_member,)],
    "board.choose": [(is_any_member,)],
    "review.read": [(is_reader_of_reviews,)],
    "review.add": [(is_policy_officer,)],
    "review.edit": [(is_policy_officer,)],
    "recommendation.read": [(is_reader_of_reviews,)],
    "recommendation.add": [(is_policy_officer,)],
    "recommendation.edit": [(is_policy_officer,)],
    "action.read": [(is_reader_of_reviews,)],
    "action.add": [(is_policy_officer,)],
    "action.edit": [(is_policy_officer, is_draft)],
    "action.agree": [(is_policy_officer, is_draft)],
    "plan.agree": [(is_policy_officer,)],
    "plan.export": [(is_policy_officer,)],
    "post.fill": [(is_policy_officer,), (is_administrator,)],
    "import.read": [(is_reader_of_imports,)],
    "import.receive": [(is_policy_officer,)],
    "import.correct": [(is_policy_officer,)],
    "import.apply": [(is_policy_officer,)],
    "import.set_aside": [(is_policy_officer,)],
    "import.undo": [(is_policy_officer,)],
    "settings.read": [(is_policy_officer,), (is_administrator,)],
    "settings.edit": [(is_policy_officer,), (is_administrator,)],
    "person.add": [(is_administrator,)],
}

WHO = {
    "review.add": "Only a policy officer of the board may add a review.",
    "review.edit": "Only a policy officer of the board may change a review.",
    "recommendation.add": "Only a policy officer of the board may add a recommendation.",
    "recommendation.edit": "Only a policy officer of the board may correct a recommendation.",
    "action.add": "Only a policy officer of the board may add an action.",
    "action.edit": "Only a policy officer of the board may correct an action, and only while it is a draft.",
    "action.agree": "Only a policy officer of the board may agree an action, and only while it is a draft.",
    "plan.agree": "Only a policy officer of the board may agree a plan.",
    "plan.export": "Only a policy officer of the board may give a plan back to its agency.",
    "import.read": "Only a policy officer or the chair may see the files taken in.",
    "import.receive": "Only a policy officer of the board may take in a plan.",
    "import.undo": "Only a policy officer of the board may undo an import.",
    "settings.read": "Only a policy officer or an administrator of the board may see its settings.",
    "settings.edit": "Only a policy officer or an administrator of the board may change its settings.",
}


def may(verb: str, person: Person, subject: Any) -> bool:
    """Whether a person may carry out a verb on a subject (a board, or anything that belongs to one)."""
    return any(all(test(person, subject) for test in way) for way in MAY[verb])


def refusal(verb: str) -> str:
    """The sentence for a person who may not."""
    return WHO.get(verb, "You may not do this at this board. If you think you should, ask its policy officer.")
