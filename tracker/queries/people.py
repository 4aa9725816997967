"""Boards, agencies, people and posts, as a page or a rule asks for them."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload, selectinload

from tracker import clock, db
from tracker.access import Reader
from tracker.models import Agency, AgencyAlias, Board, Membership, Person, Post, Visit

# Built once: every page asks this, and building it anew each time took longer than asking.
_VISIT = (
    select(Visit)
    .where(Visit.fingerprint == bindparam("fingerprint"), Visit.ends_at > bindparam("now"))
    .options(joinedload(Visit.person).joinedload(Person.memberships).joinedload(Membership.board))
    .options(joinedload(Visit.board))
)


def visit(fingerprint: str) -> Visit | None:
    """The visit a cookie opens, with its person's memberships; none when it has ended or the person has left."""
    found = db.session.scalars(_VISIT, {"fingerprint": fingerprint, "now": clock.now()}).unique().one_or_none()
    return found if found is not None and found.person.active else None


def person_by_email(email: str) -> Person | None:
    """The person with an address, however it is typed."""
    return db.session.scalar(
        select(Person)
        .where(Person.email == email.strip().lower())
        .options(selectinload(Person.memberships).joinedload(Membership.board))
    )


def board_by_key(key: str) -> Board | None:
    """A board by its key, or by its name as someone at the command line writes it."""
    wanted = key.strip().casefold()
    for board in db.session.scalars(select(Board).order_by(Board.name)):
        if wanted in (board.key.casefold(), board.name.casefold(), board.short_name.casefold()):
            return board
    return None


def boards_of(person: Person) -> list[Board]:
    """The boards a person belongs to, by name."""
    return sorted({membership.board for membership in person.memberships}, key=lambda board: board.name)


def agencies(reader: Reader) -> list[Agency]:
    """The agencies the reader's board knows, by name."""
    return list(
        db.session.scalars(select(Agency).where(Agency.board_id == reader.board.id).order_by(Agency.name, Agency.id))
    )


def agency_names(reader: Reader) -> list[tuple[int, str]]:
    """The same as numbers and names, for a list to choose from."""
    rows = db.session.execute(
        select(Agency.id, Agency.name).where(Agency.board_id == reader.board.id).order_by(Agency.name, Agency.id)
    )
    return [(number, name) for number, name in rows]


def agency(agency_id: int | None, *, reader: Reader) -> Agency | None:
    """One agency of the reader's board."""
    if agency_id is None:
        return None
    return db.session.scalar(select(Agency).where(Agency.id == agency_id, Agency.board_id == reader.board.id))


def agency_written(folded: str, *, board_id: int) -> Agency | None:
    """The agency a board knows under a name, given folded."""
    return db.session.scalar(
        select(Agency).join(AgencyAlias).where(AgencyAlias.board_id == board_id, AgencyAlias.folded == folded)
    )


def names_of_agencies(board_id: int) -> dict[str, Agency]:
    """Every way a board's agencies are written, folded, with the agency meant."""
    rows = db.session.execute(select(AgencyAlias.folded, Agency).join(Agency).where(AgencyAlias.board_id == board_id))
    return {row[0]: row[1] for row in rows}


def posts(reader: Reader) -> list[Post]:
    """The posts of the board's agencies with who fills them, by agency then title."""
    return list(
        db.session.scalars(
            select(Post)
            .join(Agency)
            .where(Agency.board_id == reader.board.id)
            .options(joinedload(Post.agency), joinedload(Post.holder))
            .order_by(Agency.name, Post.title, Post.id)
        )
    )
