"""What a plan says of how an action stands: a claim in the board's own words, never a sign-off."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.plans import PlanSheet, workbook
from tests.taking_in import AGREED, TRUST, a_review_of_the_trust, received
from tracker import db
from tracker.models import Action, Import, Progress, Review
from tracker.models.vocabulary import ActionStatus, ClaimMeaning, LeadView, MilestoneKind, QuarterReading
from tracker.outside.files import FileStore
from tracker.queries import imports as find
from tracker.queries.settings import reading_calendar
from tracker.reading.proposal import ProposedAction, Row
from tracker.rules import imports, reviews, settings
from tracker.rules.imports.claims import Claim, claim_of
from tracker.rules.settings import TermEnds
from tracker.rules.timescales import deadline_of

SCHEME = {
    "amber": ClaimMeaning.AT_RISK,
    "red": ClaimMeaning.OFF_TRACK,
    "green": ClaimMeaning.ON_TRACK,
    "complete": ClaimMeaning.DONE,
    "on track": ClaimMeaning.ON_TRACK,
    "not yet due": ClaimMeaning.NOTHING,
}


def an_action(**more: Any) -> ProposedAction:
    return ProposedAction("Brief staff.", (), "", (), more.get("completed_on"), False, False, None)


def claimed(*, completed_on: date | None = None, **texts: str) -> Claim:
    return claim_of(Row("LPT!6", "item", **texts), an_action(completed_on=completed_on), SCHEME)


def test_a_colour_means_what_the_board_says() -> None:
    assert claimed(rag="AMBER").view is LeadView.AT_RISK
    assert claim_of(Row("1", "item", rag="Amber"), an_action(), {"amber": ClaimMeaning.ON_TRACK}).view is (
        LeadView.ON_TRACK
    )


def test_done_is_a_claim_without_a_date_where_none_is_printed() -> None:
    claim = claimed(status="Complete")
    assert (claim.done, claim.completed_on, claim.view) == (True, None, None)


def test_completed_with_a_date_is_a_claim_of_that_date() -> None:
    assert claimed(status="Completed 14 February 2016").completed_on == date(2016, 2, 14)


@pytest.mark.parametrize(
    "word", ["Purple", "Proposed for closure", "Not completed", "Partially complete", "Complete (except training)"]
)
def test_a_word_the_board_has_not_explained_is_asked_about_and_never_interpreted(word: str) -> None:
    claim = claimed(status=word)
    assert claim.unsaid == (word,)
    assert (claim.view, claim.done, claim.completed_on) == (None, False, None)
    assert claim.words == f"Status in the plan: {word}"


@pytest.mark.parametrize("text", ["90% complete", "The policy went to the board in May and was agreed there.", " - "])
def test_a_share_or_a_sentence_is_kept_as_words_alone(text: str) -> None:
    claim = claimed(status=text)
    assert (claim.view, claim.done, claim.unsaid) == (None, False, ())


def test_a_word_that_says_nothing_is_no_doubt() -> None:
    assert claimed(status="Not yet due") == Claim("Status in the plan: Not yet due")


def test_status_and_colour_that_clash_are_pointed_at_and_neither_is_taken() -> None:
    claim = claimed(status="Complete", rag="Red")
    assert (claim.view, claim.done) == (None, False)
    assert "both done and off track" in claim.doubt


def test_complete_and_green_do_not_clash() -> None:
    claim = claimed(status="Complete", rag="Green")
    assert (claim.done, claim.doubt) == (True, "")


def test_the_sheets_own_key_is_read_in_the_boards_words() -> None:
    assert claimed(rag="green (On track)").view is LeadView.ON_TRACK


def test_a_sheet_whose_key_clashes_with_the_boards_scheme_is_pointed_at() -> None:
    claim = claimed(rag="amber (on track)")
    assert claim.view is None
    assert "both at risk and on track" in claim.doubt


def test_a_key_in_words_the_board_has_not_explained_is_asked_about() -> None:
    assert claimed(rag="amber: one month behind").unsaid == ("one month behind",)


HEADINGS = ("No.", "Recommendation", "Action", "Lead", "Timescale", "Status")


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


@pytest.fixture
def review(database: object) -> Review:
    return a_review_of_the_trust()


def taken_in(review: Review, files: FileStore, *rows: tuple[str, ...]) -> Import:
    sheet = PlanSheet("LPT", [list(row) for row in rows], titles=(TRUST,), headings=HEADINGS)
    return received(review, files, workbook(sheet))


def row(number: str, status: str, timescale: str = "31 March 2016") -> tuple[str, ...]:
    return (number, f"Listen to children {number}.", f"Brief team {number}.", "Named Nurse", timescale, status)


def test_the_preview_lists_each_unexplained_word_once_and_the_claim_is_kept(review: Review, files: FileStore) -> None:
    settings.add_status_word(review.board, written_as="Red", meaning=ClaimMeaning.OFF_TRACK, by=None)
    batch = taken_in(review, files, row("1", "Amber"), row("2", "amber"), row("3", "Red"))
    plan = imports.plan_of(batch, find.rows(batch))
    assert [(one.sentence, one.rows) for one in plan.unsaid_words] == [
        ("This board has not said what “Amber” means.", 2)
    ]
    made = imports.apply(batch, by=batch.received_by).actions
    db.session.commit()
    kept = list(db.session.scalars(select(Progress).order_by(Progress.action_id)))
    assert [(one.from_plan, one.view, one.text) for one in kept] == [
        (True, None, "Status in the plan: Amber"),
        (True, None, "Status in the plan: amber"),
        (True, LeadView.OFF_TRACK, "Status in the plan: Red"),
    ]
    assert [one.lead_view for one in made] == [None, None, LeadView.OFF_TRACK]
    assert {one.progress_on for one in made} == {None}


def test_what_a_plan_calls_complete_stays_a_draft(review: Review, files: FileStore) -> None:
    settings.add_status_word(review.board, written_as="Complete", meaning=ClaimMeaning.DONE, by=None)
    batch = taken_in(review, files, row("1", "Complete"))
    (action,) = imports.apply(batch, by=batch.received_by).actions
    db.session.commit()
    claim = db.session.scalars(select(Progress)).one()
    assert (claim.claims_done, claim.claimed_completed_on) == (True, None)
    assert action.status is ActionStatus.DRAFT


def test_a_plan_is_counted_by_the_dates_of_its_review(review: Review, files: FileStore) -> None:
    batch = taken_in(review, files, row("1", "", "Within three months of publication"))
    reviews.add_milestone(review, kind=MilestoneKind.PUBLISHED, day=date(2016, 5, 3), by=None)
    db.session.commit()
    (action,) = imports.apply(batch, by=batch.received_by).actions
    db.session.commit()
    assert (action.deadline, action.anchor) == (date(2016, 8, 3), "publication")
    assert "Counted from publication, 3 May 2016" in action.timescale_doubt


def test_a_plan_counts_from_its_plan_date(review: Review, files: FileStore) -> None:
    batch = taken_in(review, files, row("1", "", "Within three months"))
    (action,) = imports.apply(batch, by=batch.received_by).actions
    db.session.commit()
    assert review.plan_date == AGREED
    assert (action.deadline, action.anchor) == (date(2015, 12, 30), "plan date")


def test_a_quarter_is_read_as_the_board_has_said(review: Review) -> None:
    ends = TermEnds((12, 18), (3, 24), (7, 20))
    before = deadline_of("Quarter 3 of 2015", plan_date=AGREED, calendar=reading_calendar(review.board_id))
    settings.settle_calendar(review.board, ends=ends, quarters=QuarterReading.CALENDAR, version=1, by=None)
    settled = reading_calendar(review.board_id)
    after = deadline_of("Quarter 3 of 2015", plan_date=AGREED, calendar=settled)
    term = deadline_of("End of summer term 2016", plan_date=AGREED, calendar=settled)
    assert before.doubt != ""
    assert (after.deadline, after.doubt) == (date(2015, 9, 30), "")
    assert (term.deadline, term.doubt) == (date(2016, 7, 20), "")


def test_claims_of_an_action_that_was_recorded_before_are_not_doubled(review: Review, files: FileStore) -> None:
    batch = taken_in(review, files, row("1", "Amber"))
    imports.apply(batch, by=batch.received_by)
    db.session.commit()
    assert len(list(db.session.scalars(select(Action)))) == 1
    assert len(list(db.session.scalars(select(Progress)))) == 1
