"""Loading the published reviews: once, through the rules, and never over what people have changed since."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from tests.build import CHEAP
from tests.databases import Databases
from tests.seeded import SEEDED_ON as TODAY
from tests.seeded import demonstration
from tracker import db
from tracker.cli.seeding import seed_data
from tracker.models import Action, AuditEntry, Lead, Person, Post, Progress, Recommendation, Review, Step
from tracker.models.vocabulary import ActionStatus, LeadView, Precision
from tracker.outside.passwords import Passwords
from tracker.outside.seed_files import read_seed_data
from tracker.queries import history
from tracker.rules import audit, people, reviews, seeding


@pytest.fixture
def loaded(databases: Databases) -> Iterator[None]:
    with demonstration(databases):
        yield


def action_on(review: str, beginning: str) -> Action:
    return db.session.scalars(
        select(Action).join(Review).where(Review.code == review, Action.text.startswith(beginning))
    ).one()


def how_many(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model)) or 0


@pytest.mark.usefixtures("database")
def test_what_is_added_is_counted_and_nobody_can_sign_in_until_the_demonstration_gives_a_password() -> None:
    data = seed_data()
    assert seeding.seed(data).added == {
        "board": 4,
        "agency": len(data.agencies),
        "person": len(data.people),
        "review": 5,
        "recommendation": 106,
        "action": 41,
        "status word": sum(len(one.status_words) for one in data.boards),
    }
    assert (how_many(Recommendation), how_many(Action)) == (106, 41)
    assert not db.session.scalars(select(Person).where(Person.password_hash.is_not(None))).all()
    own = db.session.scalars(select(Person).order_by(Person.id)).first()
    assert own is not None
    people.set_password(own, password_hash="their own", by=own)
    assert seeding.seed(data, password_hash=Passwords(CHEAP).hash("anything")).added == {
        "password": how_many(Person) - 1
    }
    assert own.password_hash == "their own"


@pytest.mark.usefixtures("loaded")
def test_loading_again_changes_nothing() -> None:
    before = how_many(AuditEntry)
    assert seeding.seed(seed_data()).added == {}
    db.session.commit()
    assert how_many(AuditEntry) == before
    assert audit.faults(history.sealed_entries(), history.head()) == []


@pytest.mark.usefixtures("loaded")
def test_what_was_changed_since_is_left_as_it_is() -> None:
    action = action_on("Child B1", "Present the report")
    action.text = "Present the report to the executive."
    nurse = db.session.scalars(select(Post).where(Post.title == "Named Nurse")).one()
    people.fill_post(nurse, person=None, by=None, why="left")
    db.session.commit()
    seeding.seed(seed_data())
    db.session.commit()
    assert action.text == "Present the report to the executive."
    assert nurse.holder is None


@pytest.mark.usefixtures("database")
def test_a_review_that_somebody_made_first_is_not_touched() -> None:
    board = people.add_board(key="coventry", name="Coventry Safeguarding Children Board", short_name="Coventry")
    db.session.flush()
    made = reviews.add_review(board, code="Baby C", type=reviews.ReviewType.SCR, title="Ours", by=None)
    db.session.flush()
    done = seeding.seed(seed_data())
    assert (done.added["board"], done.added["review"]) == (3, 4)
    assert made.title == "Ours"
    assert not db.session.scalars(select(Recommendation).where(Recommendation.review == made)).all()


@pytest.mark.usefixtures("loaded")
def test_it_is_done_by_the_installation_and_by_no_person() -> None:
    assert db.session.scalars(select(AuditEntry.by_id).distinct()).all() == [None]
    assert db.session.scalars(select(Step.by_id).distinct()).all() == [None]


@pytest.mark.usefixtures("loaded")
def test_the_wording_of_a_split_row_is_kept_with_the_part_and_as_a_whole() -> None:
    action = action_on("Child B1", "Raise the use of alert notes")
    assert action.timescale == "31.05.2015"
    assert "31.03.2015  31.05.2015" in action.paragraph
    assert action.deadline == date(2015, 5, 31)
    assert action.paragraph.startswith("Appendix 1, LPT plan, row 4")


@pytest.mark.usefixtures("loaded")
def test_a_blank_timescale_stays_blank_and_asks() -> None:
    action = action_on("Child B1", "Consider whether the Board's guidance")
    assert (action.timescale, action.deadline, action.status) == ("", None, ActionStatus.DRAFT)
    assert "Ask the agency for a date" in action.timescale_doubt


@pytest.mark.usefixtures("loaded")
def test_an_ongoing_action_says_so_beside_its_deadline() -> None:
    action = action_on("Child B1", "Hand out the threshold guidance")
    assert action.ongoing
    assert action.timescale == "September 2015 and ongoing CPD element"


@pytest.mark.usefixtures("loaded")
def test_the_first_lead_named_is_accountable_and_the_others_are_joint() -> None:
    action = action_on("Child B1", "Audit calls to the Advice Line")
    assert [(lead.title, lead.accountable) for lead in action.leads] == [
        ("Associate Director", True),
        ("Professional Lead Safeguarding Children", False),
        ("Named Nurses Safeguarding Children", False),
    ]
    assert all(lead.printed_as for lead in action.leads)
    assert action.leads[0].answers is not None
    assert action.leads[0].answers.email == "associate.director@leicester.example"


@pytest.mark.usefixtures("loaded")
def test_a_post_that_nobody_fills_is_there_without_a_person() -> None:
    leads = db.session.scalars(select(Lead).join(Post).where(Post.title == "Named Doctor")).all()
    assert leads
    assert all(lead.answers is None for lead in leads)


@pytest.mark.usefixtures("loaded")
def test_a_demonstration_counts_its_days_from_the_day_of_loading_and_is_marked() -> None:
    action = action_on("Child B1", "Put a reminder about sharing copies")
    assert action.status is ActionStatus.OPEN
    assert action.deadline == action.first_deadline == TODAY + timedelta(days=6)
    assert action.timescale == "31.03.2015"
    assert action.demonstration
    assert "Demonstration: " in action.paragraph
    progress = db.session.scalars(select(Progress).where(Progress.action == action)).one()
    assert (progress.day, progress.view) == (TODAY - timedelta(days=4), LeadView.ON_TRACK)
    assert (action.progress_on, action.lead_view) == (progress.day, progress.view)


@pytest.mark.usefixtures("loaded")
def test_a_claim_that_an_action_is_done_is_a_claim_and_leaves_it_open() -> None:
    claim = db.session.scalars(select(Progress).where(Progress.claimed_completed_on.is_not(None))).one()
    assert claim.claimed_completed_on == TODAY - timedelta(days=10)
    assert claim.action.status is ActionStatus.OPEN
    assert claim.action.timescale_doubt == ""


@pytest.mark.usefixtures("loaded")
def test_an_action_that_is_not_demonstrated_stays_a_draft_with_its_printed_deadline() -> None:
    action = action_on("Child B1", "Write a guidance tool")
    assert (action.status, action.deadline, action.first_deadline) == (ActionStatus.DRAFT, date(2015, 12, 31), None)
    assert action.vacancy_reason.startswith("The plan names the Board itself")
    assert not action.demonstration


@pytest.mark.usefixtures("loaded")
def test_a_vacancy_keeps_the_post_that_the_plan_names() -> None:
    action = action_on("Child B1", "Press home the Early Help Offer")
    assert action.status is ActionStatus.OPEN
    assert "being advertised" in action.vacancy_reason
    assert [lead.title for lead in action.leads] == ["Professional Lead Health Visiting"]


@pytest.mark.usefixtures("loaded")
def test_a_month_is_kept_as_its_last_day_with_where_it_was_printed() -> None:
    review = db.session.scalars(select(Review).where(Review.code == "Child B1")).one()
    milestone = review.milestones[0]
    assert (milestone.day, milestone.precision) == (date(2014, 12, 31), Precision.MONTH)
    assert milestone.note.endswith("Source: 9.1.")


@pytest.mark.usefixtures("loaded")
def test_the_five_repeated_recommendations_name_where_the_earlier_one_was_printed() -> None:
    repeating = db.session.scalars(select(Recommendation).where(Recommendation.repeats.any())).all()
    assert len(repeating) == 5
    assert {one.review.code for one in repeating} == {"Child B1"}
    assert {link.printed_in for one in repeating for link in one.repeats} == {"Child A and Child Q"}


@pytest.mark.usefixtures("loaded")
def test_a_person_who_is_not_invented_is_a_stranger_to_the_demonstration() -> None:
    data = seed_data()
    assert seeding.strangers(data) == 0
    people.add_person(name="Visiting officer", email="visitor@board.example", by=None)
    people.add_person(name="Duty officer", email="duty@board.gov.uk", by=None)
    db.session.flush()
    assert seeding.strangers(data) == 1


def test_a_file_with_a_word_that_is_not_known_is_not_half_loaded(tmp_path: Path) -> None:
    (tmp_path / "reviews").mkdir()
    (tmp_path / "boards.toml").write_text('[[boards]]\nkey = "a"\nname = "A"\nshort_name = "A"\ncolour = "red"\n')
    with pytest.raises(TypeError):
        read_seed_data(tmp_path)
