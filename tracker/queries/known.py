"""What is recorded already, as plain values, so that a new plan can be laid beside it without touching a record."""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import select

from tracker import db
from tracker.models import (
    Action,
    Agency,
    AgencyAlias,
    Import,
    ImportRow,
    Membership,
    Person,
    Post,
    Recommendation,
    Review,
    action_recommendation,
    recommendation_agency,
)
from tracker.models.vocabulary import ClaimMeaning, ImportStatus, Role, RowKind
from tracker.queries import anchors, settings
from tracker.queries.anchors import Starts
from tracker.reading.timescales import Calendar
from tracker.reading.timescales.board_calendar import RULES


@dataclass(frozen=True)
class KnownRecommendation:
    """A recommendation of the review; `printed` holds its wordings in plans taken in before it was corrected."""

    id: int
    reference: str
    printed_reference: str
    text: str
    agency_ids: frozenset[int]
    to_all_agencies: bool
    printed: tuple[str, ...] = ()


@dataclass(frozen=True)
class KnownAction:
    """An action of the review; `printed` is its wording in the plan it was taken in from."""

    id: int
    reference: str
    text: str
    agency_id: int | None
    recommendation_ids: frozenset[int]
    printed: str = ""


@dataclass(frozen=True)
class KnownPost:
    """A post of an agency, and who fills it."""

    id: int
    agency_id: int
    folded: str
    title: str
    holder: str = ""


@dataclass(frozen=True)
class KnownPerson:
    """A person who belongs to an agency and may lead."""

    id: int
    agency_id: int
    name: str


@dataclass(frozen=True)
class Known:
    """All that a plan for one review is compared with; `agencies` maps each folded name to the agency's id."""

    agencies: dict[str, int] = field(default_factory=dict)
    agency_names: dict[int, str] = field(default_factory=dict)
    recommendations: tuple[KnownRecommendation, ...] = ()
    actions: tuple[KnownAction, ...] = ()
    posts: tuple[KnownPost, ...] = ()
    people: tuple[KnownPerson, ...] = ()
    starts: Starts = field(default_factory=dict)
    calendar: Calendar = RULES
    scheme: dict[str, ClaimMeaning] = field(default_factory=dict)


def beside(review: Review) -> Known:
    """What is known that concerns a plan for a review, each kind in the order it was recorded."""
    aliases = db.session.execute(
        select(AgencyAlias.folded, Agency.id, Agency.name)
        .join(Agency, Agency.id == AgencyAlias.agency_id)
        .where(AgencyAlias.board_id == review.board_id)
        .order_by(AgencyAlias.id)
    ).all()
    read = _rows_read(review)
    return Known(
        agencies={folded: number for folded, number, _ in aliases},
        agency_names={number: name for _, number, name in aliases},
        recommendations=_recommendations(review, read),
        actions=_actions(review, read),
        posts=_posts(review),
        people=_people(review),
        starts=anchors.starts(review),
        calendar=settings.reading_calendar(review.board_id),
        scheme=settings.scheme(review.board_id),
    )


@dataclass(frozen=True)
class _RowRead:
    recommendation_id: int | None
    recommendation: str
    actions: tuple[str, ...]


def _rows_read(review: Review) -> dict[int, _RowRead]:
    found = db.session.execute(
        select(ImportRow.id, ImportRow.recommendation_id, ImportRow.reading)
        .join(Import, Import.id == ImportRow.import_id)
        .where(Import.review_id == review.id, Import.status == ImportStatus.APPLIED, ImportRow.kind == RowKind.ITEM)
        .order_by(ImportRow.id)
    )
    return {
        number: _RowRead(
            made, reading.get("recommendation") or "", tuple(one["text"] for one in reading.get("actions", []))
        )
        for number, made, reading in found
    }


def _recommendations(review: Review, read: dict[int, _RowRead]) -> tuple[KnownRecommendation, ...]:
    agencies: dict[int, set[int]] = defaultdict(set)
    for recommendation_id, agency_id in db.session.execute(
        select(recommendation_agency.c.recommendation_id, recommendation_agency.c.agency_id)
        .join(Recommendation, Recommendation.id == recommendation_agency.c.recommendation_id)
        .where(Recommendation.review_id == review.id)
    ):
        agencies[recommendation_id].add(agency_id)
    printed: dict[int, list[str]] = defaultdict(list)
    for row in read.values():
        if row.recommendation_id and row.recommendation:
            printed[row.recommendation_id].append(row.recommendation)
    found = db.session.execute(
        select(
            Recommendation.id,
            Recommendation.reference,
            Recommendation.printed_reference,
            Recommendation.text,
            Recommendation.to_all_agencies,
        )
        .where(Recommendation.review_id == review.id)
        .order_by(Recommendation.position)
    )
    return tuple(
        KnownRecommendation(
            number, reference, printed_reference, text, frozenset(agencies[number]), to_all, tuple(printed[number])
        )
        for number, reference, printed_reference, text, to_all in found
    )


def _actions(review: Review, read: dict[int, _RowRead]) -> tuple[KnownAction, ...]:
    answers: dict[int, set[int]] = defaultdict(set)
    for action_id, recommendation_id in db.session.execute(
        select(action_recommendation.c.action_id, action_recommendation.c.recommendation_id)
        .join(Action, Action.id == action_recommendation.c.action_id)
        .where(Action.review_id == review.id)
    ):
        answers[action_id].add(recommendation_id)
    found = db.session.execute(
        select(Action.id, Action.reference, Action.text, Action.agency_id, Action.import_row_id)
        .where(Action.review_id == review.id)
        .order_by(Action.number)
    ).all()
    of_row: dict[int, list[int]] = defaultdict(list)
    for number, _, _, _, row_id in found:
        if row_id is not None:
            of_row[row_id].append(number)
    printed = {
        number: text
        for row_id, numbers in of_row.items()
        if row_id in read and len(read[row_id].actions) == len(numbers)
        for number, text in zip(numbers, read[row_id].actions, strict=True)
    }
    return tuple(
        KnownAction(number, reference, text, agency_id, frozenset(answers[number]), printed.get(number, ""))
        for number, reference, text, agency_id, _ in found
    )


def _posts(review: Review) -> tuple[KnownPost, ...]:
    found = db.session.execute(
        select(Post.id, Post.agency_id, Post.folded, Post.title, Person.name)
        .join(Agency, Agency.id == Post.agency_id)
        .outerjoin(Person, Person.id == Post.holder_id)
        .where(Agency.board_id == review.board_id)
        .order_by(Post.id)
    )
    return tuple(KnownPost(number, agency, folded, title, name or "") for number, agency, folded, title, name in found)


def _people(review: Review) -> tuple[KnownPerson, ...]:
    found = db.session.execute(
        select(Person.id, Membership.agency_id, Person.name)
        .join(Membership, Membership.person_id == Person.id)
        .where(
            Membership.board_id == review.board_id,
            Membership.agency_id.is_not(None),
            Membership.role != Role.OBSERVER,
            Person.active,
        )
        .distinct()
        .order_by(Person.id)
    )
    return tuple(KnownPerson(number, agency, name) for number, agency, name in found if agency is not None)
