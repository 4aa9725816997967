"""The cast: boards, agencies, people, reviews and actions for a test, made by the rules and committed.

Whatever a test does not say is filled in sensibly; names are new each time, counted from what the record holds.
Everything is done by the installation itself unless a test says `by=`.
"""

from collections.abc import Sequence
from datetime import date, timedelta

from sqlalchemy import func, select

from tests.plans import a_plan
from tracker import clock, db
from tracker.models import Action, Agency, Board, Import, Membership, Person, Post, Recommendation, Review, Step
from tracker.models.base import Base
from tracker.models.vocabulary import ActionStatus, AgencyKind, ReviewType, Role
from tracker.outside.files import FileStore
from tracker.outside.passwords import Passwords
from tracker.reading.plan import read_plan
from tracker.rules import actions, imports, people, reviews
from tracker.rules.actions import ProposedLead

CHEAP = {"time_cost": 1, "memory_cost": 8, "parallelism": 1}
USUAL_TIME = timedelta(days=60)


def _next(kind: type[Base]) -> int:
    return (db.session.scalar(select(func.max(kind.id))) or 0) + 1


def a_board(*, name: str = "", key: str = "") -> Board:
    """A safeguarding board, with no agency and no people yet."""
    number = _next(Board)
    short = name or f"Town {number}"
    long = name if name.endswith(("Board", "Partnership")) else f"{short} Safeguarding Partnership"
    board = people.add_board(key=key or f"board-{number}", name=long, short_name=short)
    db.session.commit()
    return board


def an_agency(
    board: Board | None = None,
    *,
    name: str = "",
    aliases: Sequence[str] = (),
    kind: AgencyKind = AgencyKind.HEALTH,
) -> Agency:
    """An agency that a board knows, under its name and its aliases."""
    board = board or a_board()
    named = name or f"Health Trust {_next(Agency)}"
    agency = people.add_agency(board, name=named, kind=kind, aliases=tuple(aliases), by=None)
    db.session.commit()
    return agency


def a_person(
    role: Role | str | None = None,
    board: Board | None = None,
    *,
    agency: Agency | None = None,
    name: str = "",
    email: str = "",
    password: str = "",
) -> Person:
    """Someone with a role at a board; a lead and an agency safeguarding lead get an agency if none is given."""
    number = _next(Person)
    role = Role(role) if role else None
    named = name or f"{role.label.capitalize() if role else 'Person'} {number}"
    hashed = Passwords(CHEAP).hash(password) if password else None
    address = email or f"person.{number}@agency.example"
    person = people.add_person(name=named, email=address, by=None, password_hash=hashed)
    db.session.flush()
    if role is not None:
        a_membership(person, role, board or (agency.board if agency else None), agency=agency)
    db.session.commit()
    return person


def a_membership(
    person: Person, role: Role | str, board: Board | None = None, *, agency: Agency | None = None
) -> Membership:
    """One more role for someone, at the same or another board."""
    board = board or a_board()
    if agency is None and Role(role) in people.NEEDS_AGENCY:
        agency = an_agency(board)
    membership = people.join(person, board, role=Role(role), agency=agency, by=None)
    db.session.commit()
    return membership


def a_post(agency: Agency | None = None, *, title: str = "", holder: Person | None = None) -> Post:
    """A position in an agency, empty unless it is said who fills it."""
    post = people.the_post(agency or an_agency(), title or f"Named Nurse {_next(Post)}", by=None)
    db.session.flush()
    if holder is not None:
        people.fill_post(post, person=holder, by=None)
    db.session.commit()
    return post


def a_review(
    board: Board | None = None,
    *,
    code: str = "",
    plan_date: date | None = None,
    type: ReviewType = ReviewType.SCR,
    title: str = "",
) -> Review:
    """A published review without any recommendation yet."""
    review = reviews.add_review(
        board or a_board(), code=code or f"Child T{_next(Review)}", type=type, title=title, plan_date=plan_date, by=None
    )
    db.session.commit()
    return review


def a_recommendation(
    review: Review | None = None,
    *,
    text: str = "Supervision should ask what each day is like for the child.",
    agencies: Sequence[Agency] = (),
    printed_reference: str = "",
    paragraph: str = "",
    to_all_agencies: bool = False,
) -> Recommendation:
    """What a review asks for; a gap until an action answers it."""
    recommendation = reviews.add_recommendation(
        review or a_review(),
        text=text,
        agencies=agencies,
        printed_reference=printed_reference,
        paragraph=paragraph,
        to_all_agencies=to_all_agencies,
        by=None,
    )
    db.session.commit()
    return recommendation


def an_action(
    review: Review | None = None,
    *,
    status: ActionStatus | str = ActionStatus.DRAFT,
    agency: Agency | None = None,
    recommendations: Sequence[Recommendation] = (),
    lead: Person | Post | None = None,
    joint: Sequence[Person | Post] = (),
    vacancy: str = "",
    text: str = "Brief every team on what the review found.",
    timescale: str = "",
    timescale_doubt: str = "",
    deadline: date | None = None,
    no_deadline_reason: str = "",
    paragraph: str = "",
    ongoing: bool = False,
) -> Action:
    """An action as its plan has it. A draft holds only what is said here; one further on lacks nothing it needs.

    It answers the given recommendations. Past draft, an agency, a deadline 60 days on and a lead are filled in.
    """
    status = ActionStatus(status)
    review = review or (recommendations[0].review if recommendations else a_review(agency.board if agency else None))
    if status is not ActionStatus.DRAFT:
        agency = agency or an_agency(review.board)
        deadline = deadline or (None if no_deadline_reason else clock.today() + USUAL_TIME)
        lead = lead or (None if vacancy else a_person(Role.LEAD, review.board, agency=agency))
    action = actions.add_action(
        review,
        text=text,
        agency=agency,
        recommendations=recommendations,
        leads=[_proposed(one) for one in (*([lead] if lead else []), *joint)],
        timescale=timescale,
        timescale_doubt=timescale_doubt,
        ongoing=ongoing,
        deadline=deadline,
        no_deadline_reason=no_deadline_reason,
        vacancy_reason=vacancy,
        paragraph=paragraph,
        by=None,
    )
    db.session.flush()
    _bring_to(action, status)
    db.session.commit()
    return action


def _proposed(lead: Person | Post) -> ProposedLead:
    return ProposedLead(person=lead) if isinstance(lead, Person) else ProposedLead(post=lead)


def _bring_to(action: Action, status: ActionStatus) -> None:
    if status is ActionStatus.DRAFT:
        return
    actions.agree(action, by=None)
    if status is not ActionStatus.OPEN:
        # No rule leads further yet; written as it will be read, with its step.
        before, action.status = action.status, status
        step = Step(action=action, verb=f"action.to_{status.name.lower()}", from_status=before, to_status=status)
        step.deadline, step.at = action.deadline, clock.now()
        db.session.add(step)


def an_import(
    review: Review | None = None,
    *,
    files: FileStore,
    data: bytes = b"",
    name: str = "plan.xlsx",
    agency: Agency | None = None,
    by: Person | None = None,
) -> Import:
    """A plan taken in and not yet confirmed: a small workbook unless other bytes are given."""
    review = review or a_review(agency.board if agency else None)
    data = data or a_plan(["1", "Ask what the day is like.", "Children are heard", "Brief teams", "Named Nurse", ""])
    batch = imports.receive(
        review,
        data=data,
        name=name,
        agency=agency or an_agency(review.board),
        plan_date=review.plan_date,
        reading=read_plan(data, name, agreed=review.plan_date),
        files=files,
        by=by or a_person(Role.POLICY_OFFICER, review.board),
    )
    db.session.commit()
    return batch
