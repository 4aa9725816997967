"""The drafts of a review, as the page that agrees them shows them, and who could lead them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import joinedload, selectinload

from tracker import db
from tracker.access import Reader, visible_actions
from tracker.models import Action, Agency, Lead, Membership, Person, Post, Review
from tracker.models.vocabulary import ActionStatus
from tracker.queries.paging import Page, page_number

DRAFTS_ON_A_PAGE = 15


def page_of(drafts: Sequence[Action], asked: str) -> Page[Action]:
    """One page of the drafts of a plan."""
    number = page_number(asked, len(drafts), DRAFTS_ON_A_PAGE)
    start = (number - 1) * DRAFTS_ON_A_PAGE
    return Page(drafts[start : start + DRAFTS_ON_A_PAGE], number, len(drafts), DRAFTS_ON_A_PAGE)


def shown(review: Review, references: Iterable[str], *, reader: Reader) -> list[Action]:
    """The actions a form was about, whatever has become of them since, in the order of their references."""
    wanted = [visible_actions(reader), Action.review_id == review.id, Action.reference.in_(list(references))]
    return list(db.session.scalars(_whole(wanted)).all())


def all_drafts(review: Review, *, agency: Agency | None, reader: Reader) -> list[Action]:
    """Every draft of a review, of one agency or of all, in the order of their references."""
    return list(db.session.scalars(_whole(_drafts_of(review, agency, reader))).all())


def _drafts_of(review: Review, agency: Agency | None, reader: Reader) -> list[ColumnElement[bool]]:
    wanted = [visible_actions(reader), Action.review_id == review.id, Action.status == ActionStatus.DRAFT]
    return [*wanted, Action.agency_id == agency.id] if agency is not None else wanted


def _whole(wanted: list[ColumnElement[bool]]) -> Select[Action]:
    return (
        select(Action)
        .where(*wanted)
        .options(
            joinedload(Action.agency),
            selectinload(Action.leads).options(joinedload(Lead.person), joinedload(Lead.post).joinedload(Post.holder)),
        )
        .order_by(Action.number, Action.id)
    )


@dataclass
class Candidates:
    """Who in one agency could lead: its people, and its posts with who fills them."""

    people: list[Person] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)


def candidates(agency_ids: Iterable[int | None], *, reader: Reader) -> dict[int, Candidates]:
    """For each agency of the reader's board, who could lead its actions, by name and by title."""
    wanted = {number for number in agency_ids if number is not None}
    found: dict[int, Candidates] = defaultdict(Candidates)
    rows = db.session.execute(
        select(Membership.agency_id, Person)
        .join(Person, Person.id == Membership.person_id)
        .where(Membership.board_id == reader.board.id, Membership.agency_id.in_(wanted), Person.active)
        .distinct()
        .order_by(Person.name, Person.id)
    )
    for agency_id, person in rows:
        if agency_id is not None:
            found[agency_id].people.append(person)
    posts = db.session.scalars(
        select(Post)
        .join(Agency, Agency.id == Post.agency_id)
        .where(Post.agency_id.in_(wanted), Agency.board_id == reader.board.id)
        .options(joinedload(Post.holder))
        .order_by(Post.title, Post.id)
    )
    for post in posts:
        found[post.agency_id].posts.append(post)
    return found
