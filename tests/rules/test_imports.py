"""Confirming an import: what it makes, what it links, and that it is all or nothing."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.build import a_board, a_person, a_post, a_recommendation, a_review, an_agency
from tests.plans import a_plan, agency_sheet, child_b1_composite, workbook
from tests.taking_in import AGREED, BLANK, ROW, a_review_of_the_trust, a_trust_plan, how_many, received
from tracker import db
from tracker.models import Action, Lead, Post, Progress, Recommendation, Review, Step
from tracker.models.vocabulary import ActionStatus, ImportStatus, Role
from tracker.outside.files import FileStore
from tracker.queries import history
from tracker.queries import imports as find
from tracker.rules import actions, audit, imports, reviews
from tracker.rules.errors import Refused

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


@pytest.fixture
def review() -> Review:
    return a_review_of_the_trust()


def test_applying_makes_drafts_that_keep_the_printed_wording(review: Review, files: FileStore) -> None:
    batch = received(review, files, a_trust_plan(ROW, BLANK))
    made = imports.apply(batch, by=batch.received_by)
    db.session.commit()
    first, second = made.actions
    assert (first.text, first.timescale, first.deadline, first.timescale_doubt) == (
        "Brief every team.",
        "31/03/2016",
        date(2016, 3, 31),
        "",
    )
    assert (second.deadline, second.timescale_doubt) == (None, "The timescale is blank.")
    assert {first.status, second.status} == {ActionStatus.DRAFT}
    assert first.outcome_sought == "Children are heard"
    assert first.agency is not None
    assert first.agency.name == "Leicestershire Partnership NHS Trust"
    assert [one.text for one in first.recommendations] == ["Listen to children."]
    assert first.import_row is not None
    assert first.import_row.source == "LPT!6"
    assert first.import_row.recommendation is first.recommendations[0]
    assert batch.status is ImportStatus.APPLIED


def test_leads_are_posts_made_empty_and_the_first_is_accountable(review: Review, files: FileStore) -> None:
    batch = received(review, files, a_trust_plan([*ROW[:4], "Named Nurse / Named Doctor", *ROW[5:]]))
    (action,) = imports.apply(batch, by=batch.received_by).actions
    db.session.commit()
    assert [(lead.title, lead.accountable, lead.answers) for lead in action.leads] == [
        ("Named Nurse", True, None),
        ("Named Doctor", False, None),
    ]
    assert [post.title for post in db.session.scalars(select(Post).order_by(Post.id))] == [
        "Named Nurse",
        "Named Doctor",
    ]


def test_a_lead_who_fills_the_post_named_answers_at_once(review: Review, files: FileStore) -> None:
    agency = find.agencies_by_id(review.board_id).popitem()[1]
    nurse = a_person(Role.LEAD, review.board, agency=agency)
    a_post(agency, title="Named nurse", holder=nurse)
    batch = received(review, files, a_trust_plan(ROW))
    (action,) = imports.apply(batch, by=batch.received_by).actions
    db.session.commit()
    assert action.leads[0].answers is nurse
    assert how_many(Post) == 1


def test_a_recommendation_the_review_lists_already_is_linked_not_doubled(review: Review, files: FileStore) -> None:
    agency = find.agencies_by_id(review.board_id).popitem()[1]
    listed = a_recommendation(review, text="Listen to children", agencies=[agency])
    batch = received(review, files, a_trust_plan(ROW))
    made = imports.apply(batch, by=batch.received_by)
    assert made.recommendations == []
    assert made.actions[0].recommendations == [listed]


def test_a_saved_again_copy_of_the_same_plan_proposes_nothing_new(review: Review, files: FileStore) -> None:
    batch = received(review, files, a_trust_plan(ROW, BLANK))
    imports.apply(batch, by=batch.received_by)
    db.session.commit()
    resaved = workbook(agency_sheet("Our plan", "Leicestershire Partnership NHS Trust", ROW, [], BLANK, note=False))
    again = received(review, files, resaved)
    plan = imports.plan_of(again, find.rows(again))
    assert plan.makes_nothing
    assert plan.known_actions == 2
    assert plan.doubtful == []
    made = imports.apply(again, by=again.received_by)
    assert (made.recommendations, made.actions, made.posts) == ([], [], [])


def test_wording_corrected_since_does_not_make_the_plan_new_again(review: Review, files: FileStore) -> None:
    batch = received(review, files, a_trust_plan(ROW))
    officer = batch.received_by
    made = imports.apply(batch, by=officer)
    db.session.commit()
    (action,), (recommendation,) = made.actions, made.recommendations
    actions.edit_action(
        action,
        version=action.version,
        text="Brief each team, nights as well.",
        agency=action.agency,
        recommendations=action.recommendations,
        outcome_sought="",
        outcome_measure="",
        by=officer,
    )
    reviews.edit_recommendation(
        recommendation,
        version=recommendation.version,
        text="Hear children.",
        printed_reference="1",
        source=None,
        agencies=recommendation.agencies,
        to_all_agencies=False,
        paragraph="",
        by=officer,
    )
    db.session.commit()
    again = received(review, files, a_trust_plan([*ROW[:6], "Another measure"]))
    plan = imports.plan_of(again, find.rows(again))
    assert (plan.new_recommendations, plan.new_actions) == (0, 0)
    assert [(change.field, change.clash, change.ticked) for _, change in plan.changes] == [
        ("outcome_measure", True, False)
    ]


def test_a_new_row_in_a_later_plan_is_all_that_it_adds(review: Review, files: FileStore) -> None:
    batch = received(review, files, a_trust_plan(ROW))
    imports.apply(batch, by=batch.received_by)
    db.session.commit()
    later = received(review, files, a_trust_plan(ROW, BLANK))
    made = imports.apply(later, by=later.received_by)
    assert [action.text for action in made.actions] == ["Visit each home."]
    assert [one.text for one in made.recommendations] == ["See the home."]


def test_a_plan_of_an_unknown_agency_makes_actions_that_cannot_be_agreed_yet(review: Review, files: FileStore) -> None:
    batch = received(review, files, workbook(agency_sheet("Dentists", "Dental Service", ROW)))
    (action,) = imports.apply(batch, by=batch.received_by).actions
    db.session.commit()
    assert action.agency is None
    assert action.leads == []
    assert "No agency: say which agency will do it." in [one.sentence for one in actions.lacks(action)]


def test_confirming_twice_makes_nothing_twice(review: Review, files: FileStore) -> None:
    batch = received(review, files, a_trust_plan(ROW))
    imports.apply(batch, by=batch.received_by)
    db.session.commit()
    with pytest.raises(imports.AlreadyApplied):
        imports.apply(batch, by=batch.received_by)
    assert how_many(Action) == 1


def test_a_file_set_aside_cannot_be_imported(review: Review, files: FileStore) -> None:
    batch = received(review, files, a_trust_plan(ROW))
    imports.set_aside(batch, by=batch.received_by)
    with pytest.raises(Refused, match="set aside"):
        imports.apply(batch, by=batch.received_by)


def test_a_failure_in_the_middle_leaves_nothing(
    review: Review, files: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = received(review, files, a_trust_plan(ROW, BLANK))
    officer, real, calls = batch.received_by, audit.record_many, []

    def record_once(*args: Any, **more: Any) -> None:
        calls.append(args)
        if len(calls) == 2:
            raise RuntimeError("the power went")
        real(*args, **more)

    monkeypatch.setattr(audit, "record_many", record_once)
    with pytest.raises(RuntimeError):
        imports.apply(batch, by=officer)
    db.session.rollback()
    assert [how_many(kind) for kind in (Recommendation, Action, Lead, Post, Step)] == [0, 0, 0, 0, 0]
    db.session.refresh(batch)
    assert batch.status is ImportStatus.PROPOSED
    monkeypatch.undo()
    assert len(imports.apply(batch, by=officer).actions) == 2


def test_what_the_plan_says_is_done_is_kept_as_its_claim(review: Review, files: FileStore) -> None:
    data = a_plan([*ROW[:5], "Completed March 2015", ROW[6]])
    agency = find.agencies_by_id(review.board_id).popitem()[1]
    batch = received(review, files, data, agency=agency)
    imports.apply(batch, by=batch.received_by)
    db.session.commit()
    claim = db.session.scalars(select(Progress)).one()
    assert (claim.from_plan, claim.claimed_completed_on, claim.day) == (True, date(2015, 3, 31), AGREED)
    assert claim.action.status is ActionStatus.DRAFT
    assert claim.action.progress_on is None


def test_every_step_of_an_import_is_in_the_history_and_the_chain_holds(review: Review, files: FileStore) -> None:
    batch = received(review, files, a_trust_plan(ROW))
    imports.apply(batch, by=batch.received_by)
    db.session.commit()
    assert [entry.verb for entry in history.of(batch)] == ["import.apply", "import.receive"]
    assert audit.faults(history.sealed_entries(), history.head()) == []


def test_a_workbook_of_six_agencies_becomes_every_item_on_its_sheets(tmp_path: Path, files: FileStore) -> None:
    board = a_board()
    names = ("Leicester City CCG", "University Hospitals of Leicester NHS Trust", "Early Years Support Team")
    for name in (
        *names,
        "Leicestershire Partnership NHS Trust",
        "Children's Social Care",
        "Local Safeguarding Children Board",
    ):
        an_agency(board, name=name)
    review = a_review(board, plan_date=AGREED)
    batch = received(review, files, child_b1_composite(tmp_path / "plan.xlsx").read_bytes())
    made = imports.apply(batch, by=batch.received_by)
    db.session.commit()
    assert (len(made.recommendations), len(made.actions)) == (
        batch.reading["summary"]["items"],
        batch.reading["summary"]["actions"],
    )
    assert all(action.agency is not None for action in made.actions)
    joined = next(action for action in made.actions if action.text.startswith("All forms"))
    assert joined.text.endswith("worries that seem small alone.")
