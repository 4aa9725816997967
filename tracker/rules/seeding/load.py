"""Loading what is not there yet: what was loaded once, and may have been changed since, is left as it is."""

from dataclasses import dataclass, field

from sqlalchemy import select

from tracker import db
from tracker.models import Agency, Board, Person, Review
from tracker.models.vocabulary import AgencyKind, ClaimMeaning, Role
from tracker.outside.seed_files import SeedBoard, SeedData, SeedPerson
from tracker.queries.people import agency_written, board_by_key, person_by_email
from tracker.rules import people, settings
from tracker.rules.reviews import slug_of
from tracker.rules.seeding.reviews import load_review

Agencies = dict[tuple[str, str], Agency]
INVENTED = ".example"


@dataclass
class Seeded:
    """How many of each were added."""

    added: dict[str, int] = field(default_factory=dict)

    def count(self, noun: str, number: int = 1) -> None:
        """Note that so many of a thing were added."""
        self.added[noun] = self.added.get(noun, 0) + number


def seed(data: SeedData, *, password_hash: str | None = None) -> Seeded:
    """Add the boards, agencies, people and reviews that are not there yet, as the installation itself; never commits.

    A board is known by its key, an agency by its name, a person by the e-mail address, a review by its code name. With
    `password_hash`, the invented people who have no password yet get it: only a demonstration may do that. Raises
    Refused where a rule does not take what the files say.
    """
    done = Seeded()
    boards = {one.key: board_by_key(one.key) or _add_board(one, done) for one in data.boards}
    agencies = _agencies(data, boards, done)
    for person in data.people:
        _person(person, boards, agencies, password_hash, done)
    db.session.flush()
    for review in data.reviews:
        if db.session.scalar(select(Review.id).where(Review.slug == slug_of(review.code))) is not None:
            continue
        of_board = {key: agency for (board, key), agency in agencies.items() if board == review.board}
        made = load_review(boards[review.board], of_board, review)
        done.count("review")
        done.count("recommendation", made.recommendations)
        done.count("action", made.actions)
    db.session.flush()
    return done


def strangers(data: SeedData) -> int:
    """How many people are neither of the seed data nor plainly invented."""
    seeded = {person.email for person in data.people}
    # Only the address is read, so that a database that is still to be migrated can be asked too.
    addresses = db.session.scalars(select(Person.email))
    return sum(address not in seeded and not address.endswith(INVENTED) for address in addresses)


def _add_board(given: SeedBoard, done: Seeded) -> Board:
    board = people.add_board(key=given.key, name=given.name, short_name=given.short_name)
    db.session.flush()
    done.count("board")
    for written_as, meaning in given.status_words.items():
        settings.add_status_word(board, written_as=written_as, meaning=ClaimMeaning(meaning), by=None)
        done.count("status word")
    return board


def _agencies(data: SeedData, boards: dict[str, Board], done: Seeded) -> Agencies:
    found: Agencies = {}
    for one in data.agencies:
        board = boards[one.board]
        agency = agency_written(people.folded(one.name), board_id=board.id)
        if agency is None:
            agency = people.add_agency(board, name=one.name, kind=AgencyKind(one.kind), aliases=one.aliases, by=None)
            done.count("agency")
        found[one.board, one.key] = agency
    return found


def _person(
    given: SeedPerson, boards: dict[str, Board], agencies: Agencies, password_hash: str | None, done: Seeded
) -> None:
    known = person_by_email(given.email)
    if known is not None:
        if password_hash and known.password_hash is None:
            people.set_password(known, password_hash=password_hash, by=None)
            done.count("password")
        return
    person = people.add_person(name=given.name, email=given.email, password_hash=password_hash, by=None)
    db.session.flush()
    for membership in given.memberships:
        agency = agencies[membership.board, membership.agency] if membership.agency else None
        people.join(person, boards[membership.board], role=Role(membership.role), agency=agency, by=None)
    first = given.memberships[0]
    for title in given.fills:
        post = people.the_post(agencies[first.board, first.agency], title, by=None)
        if post.holder is None:
            people.fill_post(post, person=person, by=None)
    done.count("person")
