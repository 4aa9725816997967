"""Taking in a plan: receiving, correcting what was read, and applying it whole."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from tests.build import a_board, a_person, a_post, a_recommendation, a_review, an_agency
from tests.plans import a_plan, agency_sheet, child_b1_composite, workbook
from tracker import db
from tracker.models import Action, AuditEntry, Import, ImportRow, Lead, Post, Progress, Recommendation, Review, Step
from tracker.models.vocabulary import ActionStatus, ImportStatus, Role
from tracker.outside.files import FileStore
from tracker.queries import history
from tracker.queries import imports as find
from tracker.reading.plan import read_plan
from tracker.rules import actions, audit, imports, reviews
from tracker.rules.errors import AlreadyReceived, NotAllowed, Overtaken, Refused
from tracker.rules.imports import DeadlineGiven

pytestmark = pytest.mark.usefixtures("database")

AGREED = date(2015, 9, 30)
ROW = ["1", "Listen to children.", "Children are heard", "Brief every team.", "Named Nurse", "31/03/2016", "Audit"]
BLANK = ["2", "See the home.", "Homes are seen", "Visit each home.", "Named Doctor", None, "Audit"]


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


@pytest.fixture
def review() -> Review:
    board = a_board()
    an_agency(board, name="Leicestershire Partnership NHS Trust", aliases=("LPT",))
    return a_review(board, plan_date=AGREED)


def an_lpt_plan(*rows: Sequence[Any]) -> bytes:
    return workbook(agency_sheet("LPT", "Leicestershire Partnership NHS Trust", *rows))


def received(review: Review, files: FileStore, data: bytes, **more: Any) -> Import:
    by = more.pop("by", None) or a_person(Role.POLICY_OFFICER, review.board)
    batch = imports.receive(
        review,
        data=data,
        name=more.pop("name", "plan.xlsx"),
        agency=more.pop("agency", None),
        plan_date=AGREED,
        reading=read_plan(data, "plan.xlsx", agreed=AGREED),
        files=files,
        by=by,
    )
    db.session.commit()
    return batch


def row_of(batch: Import, source: str) -> ImportRow:
    return next(row for row in find.rows(batch) if row.source == source)


def count(kind: Any) -> int:
    return db.session.scalar(select(func.count()).select_from(kind)) or 0


def test_receiving_keeps_the_file_and_every_row_and_writes_no_plan(review: Review, files: FileStore) -> None:
    data = an_lpt_plan(ROW, BLANK)
    batch = received(review, files, data)
    assert files.fetch(batch.fingerprint) == data
    assert batch.status is ImportStatus.PROPOSED
    assert [row.position for row in find.rows(batch)] == list(range(1, batch.reading["summary"]["rows_seen"] + 1))
    assert count(Recommendation) == count(Action) == 0


def test_the_same_file_again_names_the_import_it_is(review: Review, files: FileStore) -> None:
    first = received(review, files, an_lpt_plan(ROW))
    again = files.fetch(first.fingerprint)
    with pytest.raises(AlreadyReceived) as told:
        received(review, files, again)
    assert told.value.batch.id == first.id
    assert told.value.sentence == (
        f"This file was taken in for {review.code} already, so it proposes nothing new. It waits to be confirmed."
    )


def test_a_file_set_aside_may_be_taken_in_again(review: Review, files: FileStore) -> None:
    officer = a_person(Role.POLICY_OFFICER, review.board)
    first = received(review, files, an_lpt_plan(ROW))
    imports.set_aside(first, by=officer)
    db.session.commit()
    assert received(review, files, files.fetch(first.fingerprint)).id != first.id


def test_an_imported_file_cannot_be_set_aside(review: Review, files: FileStore) -> None:
    batch = received(review, files, an_lpt_plan(ROW))
    imports.apply(batch, by=batch.received_by)
    with pytest.raises(Refused, match="imported already"):
        imports.set_aside(batch, by=batch.received_by)


def test_only_a_policy_officer_of_the_board_takes_in_a_plan(review: Review, files: FileStore) -> None:
    for role in (Role.CHAIR, Role.LEAD, Role.ADMINISTRATOR, Role.OBSERVER):
        with pytest.raises(NotAllowed):
            received(review, files, an_lpt_plan(ROW), by=a_person(role, review.board))
    with pytest.raises(NotAllowed):
        received(review, files, an_lpt_plan(ROW), by=a_person(Role.POLICY_OFFICER))


def test_applying_makes_drafts_that_keep_the_printed_wording(review: Review, files: FileStore) -> None:
    batch = received(review, files, an_lpt_plan(ROW, BLANK))
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
    batch = received(review, files, an_lpt_plan([*ROW[:4], "Named Nurse / Named Doctor", *ROW[5:]]))
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
    batch = received(review, files, an_lpt_plan(ROW))
    (action,) = imports.apply(batch, by=batch.received_by).actions
    db.session.commit()
    assert action.leads[0].answers is nurse
    assert count(Post) == 1


def test_a_recommendation_the_review_lists_already_is_linked_not_doubled(review: Review, files: FileStore) -> None:
    agency = find.agencies_by_id(review.board_id).popitem()[1]
    listed = a_recommendation(review, text="Listen to children", agencies=[agency])
    batch = received(review, files, an_lpt_plan(ROW))
    made = imports.apply(batch, by=batch.received_by)
    assert made.recommendations == []
    assert made.actions[0].recommendations == [listed]


def test_a_saved_again_copy_of_the_same_plan_proposes_nothing_new(review: Review, files: FileStore) -> None:
    batch = received(review, files, an_lpt_plan(ROW, BLANK))
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
    batch = received(review, files, an_lpt_plan(ROW))
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
    again = received(review, files, an_lpt_plan([*ROW[:6], "Another measure"]))
    assert imports.plan_of(again, find.rows(again)).makes_nothing


def test_a_new_row_in_a_later_plan_is_all_that_it_adds(review: Review, files: FileStore) -> None:
    batch = received(review, files, an_lpt_plan(ROW))
    imports.apply(batch, by=batch.received_by)
    db.session.commit()
    later = received(review, files, an_lpt_plan(ROW, BLANK))
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


def test_the_agency_a_person_names_for_a_table_gets_its_actions_and_leads(review: Review, files: FileStore) -> None:
    batch = received(review, files, workbook(agency_sheet("Dentists", "Dental Service", ROW)))
    dentists = an_agency(review.board, name="Dental care")
    imports.name_agency(batch, key="0", agency=dentists, version=batch.version, by=batch.received_by)
    (action,) = imports.apply(batch, by=batch.received_by).actions
    assert action.agency is dentists
    assert [lead.printed_as for lead in action.leads] == ["Named Nurse"]


def test_two_who_name_an_agency_at_once_do_not_overwrite_each_other(review: Review, files: FileStore) -> None:
    batch = received(review, files, workbook(agency_sheet("Dentists", "Dental Service", ROW)))
    shown = batch.version
    imports.name_agency(batch, key="0", agency=an_agency(review.board), version=shown, by=batch.received_by)
    with pytest.raises(Overtaken):
        imports.name_agency(batch, key="0", agency=an_agency(review.board), version=shown, by=batch.received_by)


def test_a_deadline_fixed_in_the_preview_is_the_actions_deadline_and_the_wording_stays(
    review: Review, files: FileStore
) -> None:
    batch = received(review, files, an_lpt_plan([*ROW[:5], "Ongoing", ROW[6]], BLANK))
    officer = batch.received_by
    given = {0: DeadlineGiven(no_deadline_reason="It is daily work.")}
    imports.correct_row(row_of(batch, "LPT!6"), given=given, version=0, by=officer)
    imports.correct_row(row_of(batch, "LPT!7"), given={0: DeadlineGiven(date(2016, 1, 31))}, version=0, by=officer)
    first, second = imports.apply(batch, by=officer).actions
    assert (first.timescale, first.deadline, first.no_deadline_reason) == ("Ongoing", None, "It is daily work.")
    assert (first.timescale_doubt, first.ongoing) == ("", True)
    assert (second.timescale, second.deadline, second.timescale_doubt) == ("", date(2016, 1, 31), "")


def test_a_word_on_a_deadline_can_be_taken_back(review: Review, files: FileStore) -> None:
    batch = received(review, files, an_lpt_plan(BLANK))
    row = row_of(batch, "LPT!6")
    imports.correct_row(row, given={0: DeadlineGiven(date(2016, 1, 31))}, version=0, by=batch.received_by)
    imports.correct_row(row, given={0: DeadlineGiven()}, version=1, by=batch.received_by)
    assert row.corrections["actions"] == {}


def test_a_deadline_and_a_reason_for_none_together_are_refused(review: Review, files: FileStore) -> None:
    batch = received(review, files, an_lpt_plan(BLANK))
    both = {0: DeadlineGiven(date(2016, 1, 31), "Not needed")}
    with pytest.raises(Refused, match="not both"):
        imports.correct_row(row_of(batch, "LPT!6"), given=both, version=0, by=batch.received_by)


def test_the_second_of_two_who_correct_a_row_is_told(review: Review, files: FileStore) -> None:
    batch = received(review, files, an_lpt_plan(BLANK))
    row = row_of(batch, "LPT!6")
    imports.correct_row(row, given={0: DeadlineGiven(date(2016, 1, 31))}, version=0, by=batch.received_by)
    with pytest.raises(Overtaken):
        imports.correct_row(row, given={0: DeadlineGiven(date(2016, 2, 29))}, version=0, by=batch.received_by)
    assert row.corrections["actions"]["0"] == {"deadline": "2016-01-31"}


def test_an_imported_row_is_corrected_on_its_action_not_here(review: Review, files: FileStore) -> None:
    batch = received(review, files, an_lpt_plan(BLANK))
    imports.apply(batch, by=batch.received_by)
    with pytest.raises(Refused, match="on their own pages"):
        imports.correct_row(
            row_of(batch, "LPT!6"), given={0: DeadlineGiven(date(2016, 1, 31))}, version=0, by=batch.received_by
        )


def test_confirming_twice_makes_nothing_twice(review: Review, files: FileStore) -> None:
    batch = received(review, files, an_lpt_plan(ROW))
    imports.apply(batch, by=batch.received_by)
    db.session.commit()
    with pytest.raises(imports.AlreadyApplied):
        imports.apply(batch, by=batch.received_by)
    assert count(Action) == 1


def test_a_file_set_aside_cannot_be_imported(review: Review, files: FileStore) -> None:
    batch = received(review, files, an_lpt_plan(ROW))
    imports.set_aside(batch, by=batch.received_by)
    with pytest.raises(Refused, match="set aside"):
        imports.apply(batch, by=batch.received_by)


def test_a_failure_in_the_middle_leaves_nothing(
    review: Review, files: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    batch = received(review, files, an_lpt_plan(ROW, BLANK))
    officer, real, calls = batch.received_by, actions.add_action, []

    def add_once(*args: Any, **more: Any) -> Action:
        calls.append(more["text"])
        if len(calls) == 2:
            db.session.flush()
            raise RuntimeError("the power went")
        return real(*args, **more)

    monkeypatch.setattr(actions, "add_action", add_once)
    with pytest.raises(RuntimeError):
        imports.apply(batch, by=officer)
    db.session.rollback()
    assert [count(kind) for kind in (Recommendation, Action, Lead, Post, Step)] == [0, 0, 0, 0, 0]
    db.session.refresh(batch)
    assert batch.status is ImportStatus.PROPOSED
    monkeypatch.undo()
    assert len(imports.apply(batch, by=officer).actions) == 2


def test_the_original_is_given_out_unchanged_and_who_took_it_is_kept(review: Review, files: FileStore) -> None:
    batch = received(review, files, an_lpt_plan(ROW))
    data = imports.fetch_original(batch, files=files, by=batch.received_by)
    db.session.commit()
    assert read_plan(data, "plan.xlsx").items
    taken = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "import.fetch_original")).one()
    assert (taken.subject_id, taken.by_id) == (batch.id, batch.received_by_id)


def test_an_original_altered_in_the_store_is_not_given_out(review: Review, files: FileStore) -> None:
    batch = received(review, files, an_lpt_plan(ROW))
    files.path_of(batch.fingerprint).write_bytes(b"something else")
    with pytest.raises(Refused, match="altered"):
        imports.fetch_original(batch, files=files, by=batch.received_by)


def test_signs_no_database_can_hold_are_left_out(review: Review, files: FileStore) -> None:
    data = an_lpt_plan(ROW)
    reading = read_plan(data, "plan.xlsx", agreed=AGREED)
    reading.items[0].recommendation = "Listen\0 to \ud800children."
    batch = imports.receive(
        review,
        data=data,
        name="pl\0an.xlsx",
        agency=None,
        plan_date=AGREED,
        reading=reading,
        files=files,
        by=a_person(Role.POLICY_OFFICER, review.board),
    )
    db.session.commit()
    assert batch.file_name == "plan.xlsx"
    assert [one.text for one in imports.apply(batch, by=batch.received_by).recommendations] == ["Listen to children."]


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
    batch = received(review, files, an_lpt_plan(ROW))
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
