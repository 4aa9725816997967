"""The generated actions in the tracker's own tables, by bulk inserts: quick, and without the rules' time."""

import random
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import islice
from typing import Any

from sqlalchemy import Table, insert, text

from tests.bench import generated
from tests.bench.generated import AGENCIES, LEADS, Generated
from tracker import db
from tracker.models import (
    Action,
    Agency,
    AgencyAlias,
    AuditEntry,
    Board,
    Lead,
    Membership,
    Milestone,
    Person,
    Post,
    Progress,
    Recommendation,
    Review,
    SourceReport,
    Step,
    action_recommendation,
    recommendation_agency,
)
from tracker.models.base import Base
from tracker.models.reviews import slug_of
from tracker.models.vocabulary import (
    ActionStatus,
    AgencyKind,
    MilestoneKind,
    Precision,
    ReviewType,
    Role,
    SourceKind,
)

AT_A_TIME = 5_000
RECOMMENDATIONS_IN_A_REVIEW = 40
ANSWERED = 36
A_POST_EVERY = 2


@dataclass(frozen=True)
class Recorded:
    """What was made, as far as a measurement has to name it."""

    board: Board
    officer: Person
    busy_lead: Person
    review: Review
    action: str


def record(scale: int) -> Recorded:
    """Fill an empty database with a board and that many actions; flushed, not committed."""
    made = list(generated.actions(scale))
    people = _People()
    reviews = _reviews(scale, people)
    answers = _recommendations(reviews, people)
    actions = _many(Action, (_action(one, reviews, people) for one in made))
    _attach(made, actions, answers, people)
    db.session.execute(text("ANALYZE"))
    chosen = generated.typical(made)
    return Recorded(
        people.board,
        people.officer,
        db.session.get_one(Person, people.leads[0]),
        db.session.get_one(Review, reviews[chosen.review - 1]),
        chosen.reference,
    )


def _many(model: type[Base], rows: Iterable[dict[str, Any]]) -> list[int]:
    """Insert the rows and return their ids in the same order."""
    ids: list[int] = []
    for part in _parts(rows):
        ids += db.session.scalars(insert(model).returning(model.id, sort_by_parameter_order=True), part)
    return ids


def _put(table: type[Base] | Table, rows: Iterable[dict[str, Any]]) -> None:
    """Insert rows that nothing else names."""
    for part in _parts(rows):
        db.session.execute(insert(table), part)


def _parts(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    left = iter(rows)
    while part := list(islice(left, AT_A_TIME)):
        yield part


def _at(day: date, hour: int = 9) -> datetime:
    return datetime.combine(day, time(hour), tzinfo=UTC)


class _People:
    """A board, its agencies, a policy officer, and leads of whom every second fills a post."""

    def __init__(self) -> None:
        self.board = Board(name="Partnership Z", short_name="Z", key="z")
        self.officer = Person(name="Policy Officer", email="policy.officer@z.example", added_at=_at(generated.TODAY))
        self.officer.memberships = [Membership(board=self.board, role=Role.POLICY_OFFICER)]
        db.session.add_all([self.board, self.officer])
        db.session.flush()
        self.agencies = self._agencies()
        self.leads = self._leads()
        titles = range(A_POST_EVERY, LEADS + 1, A_POST_EVERY)
        self.posts = dict(zip(titles, _many(Post, (self._post(number) for number in titles)), strict=True))

    def _agencies(self) -> list[int]:
        names = [generated.agency_name(number) for number in range(1, AGENCIES + 1)]
        about = {"board_id": self.board.id}
        made = _many(Agency, ({**about, "name": name, "kind": AgencyKind.HEALTH} for name in names))
        pairs = zip(made, names, strict=True)
        _put(
            AgencyAlias,
            ({**about, "agency_id": one, "written_as": name, "folded": name.casefold()} for one, name in pairs),
        )
        return made

    def _leads(self) -> list[int]:
        numbers = range(1, LEADS + 1)
        made = _many(
            Person,
            (
                {
                    "name": generated.lead_name(number),
                    "email": f"lead.{number}@z.example",
                    "active": True,
                    "added_at": _at(generated.TODAY),
                }
                for number in numbers
            ),
        )
        _put(
            Membership,
            (
                {
                    "person_id": made[number - 1],
                    "board_id": self.board.id,
                    "role": Role.LEAD,
                    "agency_id": self.agency(number),
                }
                for number in numbers
            ),
        )
        return made

    def agency(self, lead: int) -> int:
        return self.agencies[generated.agency_of(lead) - 1]

    def _post(self, number: int) -> dict[str, Any]:
        title = f"Post {number:03}"
        return {
            "agency_id": self.agency(number),
            "title": title,
            "folded": title.casefold(),
            "holder_id": self.leads[number - 1],
        }

    def lead_of(self, number: int) -> dict[str, Any]:
        if number in self.posts:
            return {"person_id": None, "post_id": self.posts[number]}
        return {"person_id": self.leads[number - 1], "post_id": None}


def _reviews(scale: int, people: _People) -> list[int]:
    count = generated.how_many_reviews(scale)
    per_review = -(-scale // count)
    made = _many(Review, (_review(number, per_review, people) for number in range(1, count + 1)))
    kinds = (MilestoneKind.COMMISSIONED, MilestoneKind.REPORT_AGREED, MilestoneKind.PUBLISHED)
    _put(
        Milestone,
        (
            {"review_id": review, "kind": kind, "day": date(2021, 3 * place, 1), "precision": Precision.DAY, "note": ""}
            for review in made
            for place, kind in enumerate(kinds, 1)
        ),
    )
    return made


def _review(number: int, actions: int, people: _People) -> dict[str, Any]:
    code = generated.review_code(number)
    return {
        "board_id": people.board.id,
        "code": code,
        "slug": slug_of(code),
        "prefix": f"Z{number}",
        "type": ReviewType.SCR,
        "title": f"Review {number} of the partnership",
        "summary": "",
        "plan_date": date(2021, 10, 1),
        "added_at": _at(date(2021, 1, 4)),
        "last_recommendation": RECOMMENDATIONS_IN_A_REVIEW,
        "last_action": actions,
        "version": 1,
    }


def _recommendations(reviews: Sequence[int], people: _People) -> dict[int, list[int]]:
    """The recommendations of each review that its actions may answer; a few stay without any."""
    chance = random.Random(47)
    sources = _many(
        SourceReport,
        (
            {"review_id": review, "name": kind.value.capitalize(), "kind": kind, "position": place}
            for review in reviews
            for place, kind in enumerate((SourceKind.OVERVIEW, SourceKind.HEALTH_OVERVIEW))
        ),
    )
    made = _many(
        Recommendation,
        (
            {
                "review_id": review,
                "source_id": sources[2 * turn + (number > RECOMMENDATIONS_IN_A_REVIEW // 2)],
                "reference": f"Z{turn + 1}-R{number:02}",
                "printed_reference": str(number),
                "text": generated.wording(chance, 30),
                "paragraph": "",
                "to_all_agencies": False,
                "position": number,
                "added_at": _at(date(2021, 9, 1)),
                "version": 1,
            }
            for turn, review in enumerate(reviews)
            for number in range(1, RECOMMENDATIONS_IN_A_REVIEW + 1)
        ),
    )
    addressed = [{"recommendation_id": one, "agency_id": chance.choice(people.agencies)} for one in made]
    _put(recommendation_agency, addressed)
    cut = range(0, len(made), RECOMMENDATIONS_IN_A_REVIEW)
    return {turn: made[start : start + ANSWERED] for turn, start in enumerate(cut, 1)}


def _action(one: Generated, reviews: Sequence[int], people: _People) -> dict[str, Any]:
    status = ActionStatus(one.status)
    agreed = status is not ActionStatus.DRAFT
    return {
        "board_id": people.board.id,
        "review_id": reviews[one.review - 1],
        "number": int(one.reference.rpartition("-")[2]),
        "reference": one.reference,
        "agency_id": people.agencies[one.agency - 1],
        "text": one.text,
        "outcome_sought": one.outcome,
        "outcome_measure": one.outcome,
        "timescale": one.timescale,
        "timescale_doubt": "",
        "ongoing": False,
        "deadline": one.deadline,
        "first_deadline": one.deadline if agreed else None,
        "no_deadline_reason": "",
        "vacancy_reason": "",
        "status": status,
        "added_at": _at(one.added),
        "agreed_at": _at(one.added + timedelta(days=7)) if agreed else None,
        "progress_on": one.said[-1].day,
        "lead_view": None,
        "paragraph": "",
        "demonstration": False,
        "version": 1,
    }


def _attach(made: Sequence[Generated], ids: Sequence[int], answers: dict[int, list[int]], people: _People) -> None:
    """What hangs on each action: its lead, the recommendation it answers, progress, steps and history."""
    pairs = list(zip(made, ids, strict=True))
    lead = {"accountable": True, "part": "", "printed_as": ""}
    _put(Lead, ({"action_id": number, **lead, **people.lead_of(one.lead)} for one, number in pairs))
    _put(Progress, (row for one, number in pairs for row in _progress(one, number, people)))
    _put(Step, (row for one, number in pairs for row in _steps(one, number, people)))
    _put(AuditEntry, (row for one, number in pairs for row in _history(one, number, people)))
    answered = [
        {"action_id": number, "recommendation_id": answers[one.review][one.number % ANSWERED]} for one, number in pairs
    ]
    _put(action_recommendation, answered)


def _progress(one: Generated, number: int, people: _People) -> Iterator[dict[str, Any]]:
    by = people.leads[one.lead - 1]
    for said in one.said:
        yield {
            "action_id": number,
            "day": said.day,
            "text": said.text,
            "from_plan": False,
            "by_id": by,
            "at": _at(said.day),
        }


def _steps(one: Generated, number: int, people: _People) -> Iterator[dict[str, Any]]:
    about = {"action_id": number, "deadline": one.deadline, "reason": "", "by_id": people.officer.id}
    yield {**about, "verb": "action.add", "from_status": None, "to_status": "draft", "at": _at(one.added)}
    if one.status != "draft":
        agreed = _at(one.added + timedelta(days=7))
        yield {**about, "verb": "action.agree", "from_status": "draft", "to_status": "open", "at": agreed}


def _history(one: Generated, number: int, people: _People) -> Iterator[dict[str, Any]]:
    about = {
        "by_id": people.officer.id,
        "board_id": people.board.id,
        "subject": Action.__tablename__,
        "subject_id": number,
        "reference": one.reference,
        "why": "",
    }
    put = {"text": one.text, "timescale": one.timescale, "outcome_sought": one.outcome}
    yield {**about, "verb": "action.add", "at": _at(one.added), "old": {}, "new": put}
    deadline = {"deadline": one.deadline.isoformat()}
    yield {**about, "verb": "action.set_deadline", "at": _at(one.added, 10), "old": {}, "new": deadline}
    if one.status != "draft":
        agreed = _at(one.added + timedelta(days=7))
        yield {**about, "verb": "action.agree", "at": agreed, "old": {"status": "draft"}, "new": {"status": "open"}}
    for said in one.said:
        told = {**about, "by_id": people.leads[one.lead - 1], "verb": "action.record_progress"}
        yield {**told, "at": _at(said.day), "old": {}, "new": {"text": said.text}}
