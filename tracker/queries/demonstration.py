"""The invented people of a demonstration who can sign in, for its notice and its address on the command line."""

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from tracker import db
from tracker.models import Board, Membership, Person
from tracker.models.vocabulary import Role

INVENTED = ".example"
ORDER = [
    Role.POLICY_OFFICER,
    Role.LEAD,
    Role.AGENCY_LEAD,
    Role.CHAIR,
    Role.MEMBER,
    Role.EVALUATOR,
    Role.OBSERVER,
    Role.ADMINISTRATOR,
]


def accounts() -> dict[Board, list[Membership]]:
    """The accounts of each board: boards by number, accounts by role, those who do most first."""
    found = db.session.scalars(
        select(Membership)
        .join(Membership.person)
        .where(Person.active, Person.password_hash.is_not(None), Person.email.endswith(INVENTED))
        .options(joinedload(Membership.person), joinedload(Membership.board), joinedload(Membership.agency))
        .order_by(Membership.board_id, Membership.id)
    )
    boards: dict[Board, list[Membership]] = {}
    for membership in found:
        boards.setdefault(membership.board, []).append(membership)
    for theirs in boards.values():
        theirs.sort(key=lambda membership: ORDER.index(membership.role))
    return boards


def how_many() -> int:
    """How many invented people have a password."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Person)
            .where(Person.active, Person.password_hash.is_not(None), Person.email.endswith(INVENTED))
        )
        or 0
    )
