"""Boards, agencies and their aliases, people, memberships and posts."""

import re
import unicodedata
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tracker import clock, db
from tracker.models import Agency, AgencyAlias, Board, Membership, Person, Post
from tracker.models.vocabulary import AgencyKind, Role
from tracker.rules import audit
from tracker.rules.errors import Refused, check_may

LONGEST_NAME = 200
NEEDS_AGENCY = frozenset({Role.LEAD, Role.AGENCY_LEAD})
ADDRESS = re.compile(r"[^@\s,;<>\"']+@[^@\s,;<>\"']+\.[^@\s,;<>\"'.]+")


@lru_cache(maxsize=8_192)
def folded(name: str) -> str:
    """A name as it is compared: without case, accents, punctuation, or the word "the"."""
    plain = unicodedata.normalize("NFKD", name.replace("&", " and "))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold()
    plain = re.sub(r"[’'`]", "", plain)
    words = re.sub(r"[^\w]+", " ", plain).split()
    return " ".join(word for word in words if word != "the")[:LONGEST_NAME]


def add_board(*, key: str, name: str, short_name: str) -> Board:
    """Make a board; only the installation itself does, when it is set up."""
    board = Board(key=key, name=name, short_name=short_name)
    db.session.add(board)
    db.session.flush()
    audit.record("board.add", board, by=None, board_id=None, new={"name": name})
    return board


def add_agency(
    board: Board, *, name: str, kind: AgencyKind, aliases: tuple[str, ...] = (), by: Person | None
) -> Agency:
    """Make an agency known to a board, under its name and the other ways it is written."""
    agency = Agency(board=board, name=name.strip(), kind=kind)
    db.session.add(agency)
    db.session.flush()
    for written in (name, *aliases):
        _add_alias(agency, written.strip())
    audit.record("agency.add", agency, by=by, new={"name": agency.name, "aliases": list(aliases)})
    return agency


def _add_alias(agency: Agency, written: str) -> None:
    fold = folded(written)
    known = db.session.scalar(
        select(AgencyAlias).where(AgencyAlias.board_id == agency.board_id, AgencyAlias.folded == fold)
    )
    if known is not None and known.agency_id == agency.id:
        return
    if known is not None:
        raise Refused(f"“{written}” is already a name of {known.agency.name}. An agency's names must be its own.")
    agency.aliases.append(AgencyAlias(board_id=agency.board_id, written_as=written, folded=fold))
    db.session.flush()


def add_person(*, name: str, email: str, by: Person | None, password_hash: str | None = None) -> Person:
    """Make a person who may sign in once a password is set; raise Refused when the address is taken or unusable."""
    address = email.strip().lower()
    if not ADDRESS.fullmatch(address):
        raise Refused(f"“{email}” is not an e-mail address. Write it like name@agency.example.", field="email")
    if not name.strip():
        raise Refused("Give the person's name.", field="name")
    if db.session.scalar(select(Person.id).where(Person.email == address)) is not None:
        raise Refused(f"There is already a person with the address {address}.", field="email")
    person = Person(name=name.strip(), email=address, password_hash=password_hash, added_at=clock.now())
    db.session.add(person)
    audit.record("person.add", person, by=by, new={"email": address})
    return person


def join(person: Person, board: Board, *, role: Role, agency: Agency | None = None, by: Person | None) -> Membership:
    """Give a person a role at a board; a lead and an agency safeguarding lead are of an agency of that board."""
    check_may("person.add", by=by, subject=board)
    if role in NEEDS_AGENCY and agency is None:
        raise Refused(f"An {role.label} belongs to an agency: say which.", field="agency")
    if agency is not None and agency.board_id != board.id:
        raise Refused(f"{agency.name} is not an agency of {board.name}.", field="agency")
    try:
        with db.session.begin_nested():
            membership = Membership(person=person, board=board, role=role, agency=agency)
            db.session.add(membership)
    except IntegrityError as error:
        raise Refused(f"{person.name} is already {role.label} at {board.name}.", field="role") from error
    db.session.refresh(person, ["memberships"])
    audit.record(
        "person.join", membership, by=by, new={"person": person.id, "role": role, "agency": agency and agency.id}
    )
    return membership


def set_password(person: Person, *, password_hash: str, by: Person | None) -> None:
    """Keep a new password's hash; the password itself never comes this far."""
    person.password_hash = password_hash
    audit.record("person.set_password", person, by=by)


def the_post(agency: Agency, title: str, *, by: Person | None) -> Post:
    """The agency's post of that title, made when it is not known yet."""
    known = db.session.scalar(select(Post).where(Post.agency_id == agency.id, Post.folded == folded(title)))
    if known is not None:
        return known
    post = Post(agency=agency, title=title.strip()[:LONGEST_NAME], folded=folded(title))
    db.session.add(post)
    audit.record("post.add", post, by=by, board_id=agency.board_id, new={"title": post.title, "agency": agency.id})
    return post


def fill_post(post: Post, *, person: Person | None, by: Person | None, why: str = "") -> Post:
    """Say who fills a post, or that it stands empty; whoever fills it answers for its actions."""
    check_may("post.fill", by=by, subject=post.agency)
    if person is not None and not any(m.board_id == post.agency.board_id for m in person.memberships):
        raise Refused(f"{person.name} does not belong to {post.agency.board.name}.", field="person")
    if person is not None and not person.active:
        raise Refused(f"{person.name} has left and cannot fill a post.", field="person")
    before = post.holder_id
    post.holder = person
    audit.record(
        "post.fill",
        post,
        by=by,
        board_id=post.agency.board_id,
        old={"holder": before},
        new={"holder": person.id if person else None},
        why=why,
    )
    return post
