"""What is recorded already, as plain values, so that a new plan can be laid beside it without touching a record."""

from collections import defaultdict
from dataclasses import dataclass, field, replace

from sqlalchemy import select

from tracker import db
from tracker.models import (
    Action,
    Agency,
    AgencyAlias,
    Membership,
    Person,
    Post,
    Recommendation,
    Review,
    action_recommendation,
    recommendation_agency,
)
from tracker.models.vocabulary import ClaimMeaning, Role
from tracker.queries import earlier, settings
from tracker.queries.anchors import Starts
from tracker.queries.earlier import EarlierRow, Recorded
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
    """An action of the review; `printed` is its wording in the latest plan that speaks of it, `wordings` in all.

    `earlier` is the latest row of a plan imported that speaks of it, `part` its number there; `now` is what is recorded
    of it today, and is not given where nothing is to be compared.
    """

    id: int
    reference: str
    text: str
    agency_id: int | None
    recommendation_ids: frozenset[int]
    printed: str = ""
    wordings: tuple[str, ...] = ()
    earlier: EarlierRow | None = None
    part: int = 0
    now: Recorded | None = None


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
    read = earlier.rows_of(review)
    settled = settings.settled_for(review)
    return Known(
        agencies={folded: number for folded, number, _ in aliases},
        agency_names={number: name for _, number, name in aliases},
        recommendations=_recommendations(review, read),
        actions=_actions(review, read),
        posts=_posts(review),
        people=_people(review),
        starts=settled.starts,
        calendar=settled.calendar,
        scheme=settled.scheme,
    )


def _recommendations(review: Review, read: dict[int, EarlierRow]) -> tuple[KnownRecommendation, ...]:
    printed: dict[int, list[str]] = defaultdict(list)
    for row in read.values():
        for said in (row.row.recommendation, row.corrections.get("recommendation")):
            if row.recommendation_id and said:
                printed[row.recommendation_id].append(said)
    found = db.session.execute(
        select(
            Recommendation.id,
            Recommendation.reference,
            Recommendation.printed_reference,
            Recommendation.text,
            Recommendation.to_all_agencies,
            recommendation_agency.c.agency_id,
        )
        .outerjoin(recommendation_agency, recommendation_agency.c.recommendation_id == Recommendation.id)
        .where(Recommendation.review_id == review.id)
        .order_by(Recommendation.position, Recommendation.id)
    ).all()
    agencies: dict[int, set[int]] = defaultdict(set)
    for one in found:
        agencies[one.id] |= {one.agency_id} - {None}
    one_each = {one.id: tuple(one)[:5] for one in found}
    return tuple(
        KnownRecommendation(
            number, reference, printed_reference, text, frozenset(agencies[number]), to_all, tuple(printed[number])
        )
        for number, reference, printed_reference, text, to_all in one_each.values()
    )


def _actions(review: Review, read: dict[int, EarlierRow]) -> tuple[KnownAction, ...]:
    spoken: dict[int, list[tuple[EarlierRow, int]]] = defaultdict(list)
    for row in read.values():
        for part, action_id in row.actions.items():
            spoken[action_id].append((row, part))
    now = earlier.recorded(review)
    found = db.session.execute(
        select(Action.id, Action.reference, Action.text, Action.agency_id, action_recommendation.c.recommendation_id)
        .outerjoin(action_recommendation, action_recommendation.c.action_id == Action.id)
        .where(Action.review_id == review.id)
        .order_by(Action.number)
    ).all()
    answers: dict[int, set[int]] = defaultdict(set)
    for one in found:
        answers[one.id] |= {one.recommendation_id} - {None}
    one_each = {one.id: tuple(one)[:4] for one in found}
    return tuple(
        _action(KnownAction(number, reference, text, agency_id, frozenset(answers[number]), now=now[number]), spoken)
        for number, reference, text, agency_id in one_each.values()
    )


def _action(action: KnownAction, spoken: dict[int, list[tuple[EarlierRow, int]]]) -> KnownAction:
    """The action with what plans said of it, the latest last."""
    rows = spoken.get(action.id)
    if not rows:
        return action
    texts = [text for row, part in rows if (text := _text_of(row, part))]
    latest, part = rows[-1]
    return replace(
        action, printed=_text_of(latest, part), wordings=tuple(dict.fromkeys(texts)), earlier=latest, part=part
    )


def _text_of(row: EarlierRow, part: int) -> str:
    """The words a row had for one of its actions, as a person split or joined them where one did."""
    pieces = row.corrections.get("pieces")
    texts = [one["text"] for one in pieces] if pieces is not None else [one.text for one in row.row.actions]
    return texts[part] if part < len(texts) else ""


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
