"""A person's word on what was read, before it is imported."""

from datetime import date
from pathlib import Path

import pytest

from tests.build import an_agency
from tests.plans import agency_sheet, workbook
from tests.taking_in import BLANK, ROW, a_review_of_the_trust, a_trust_plan, received, row_of
from tracker.models import Review
from tracker.outside.files import FileStore
from tracker.rules import imports
from tracker.rules.errors import Overtaken, Refused
from tracker.rules.imports import DeadlineGiven

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


@pytest.fixture
def review() -> Review:
    return a_review_of_the_trust()


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
    batch = received(review, files, a_trust_plan([*ROW[:5], "Ongoing", ROW[6]], BLANK))
    officer = batch.received_by
    given = {0: DeadlineGiven(no_deadline_reason="It is daily work.")}
    imports.correct_row(row_of(batch, "LPT!6"), given=given, version=0, by=officer)
    imports.correct_row(row_of(batch, "LPT!7"), given={0: DeadlineGiven(date(2016, 1, 31))}, version=0, by=officer)
    first, second = imports.apply(batch, by=officer).actions
    assert (first.timescale, first.deadline, first.no_deadline_reason) == ("Ongoing", None, "It is daily work.")
    assert (first.timescale_doubt, first.ongoing) == ("", True)
    assert (second.timescale, second.deadline, second.timescale_doubt) == ("", date(2016, 1, 31), "")


def test_a_word_on_a_deadline_can_be_taken_back(review: Review, files: FileStore) -> None:
    batch = received(review, files, a_trust_plan(BLANK))
    row = row_of(batch, "LPT!6")
    imports.correct_row(row, given={0: DeadlineGiven(date(2016, 1, 31))}, version=0, by=batch.received_by)
    imports.correct_row(row, given={0: DeadlineGiven()}, version=1, by=batch.received_by)
    assert "actions" not in row.corrections


def test_a_deadline_and_a_reason_for_none_together_are_refused(review: Review, files: FileStore) -> None:
    batch = received(review, files, a_trust_plan(BLANK))
    both = {0: DeadlineGiven(date(2016, 1, 31), "Not needed")}
    with pytest.raises(Refused, match="not both"):
        imports.correct_row(row_of(batch, "LPT!6"), given=both, version=0, by=batch.received_by)


def test_the_second_of_two_who_correct_a_row_is_told(review: Review, files: FileStore) -> None:
    batch = received(review, files, a_trust_plan(BLANK))
    row = row_of(batch, "LPT!6")
    imports.correct_row(row, given={0: DeadlineGiven(date(2016, 1, 31))}, version=0, by=batch.received_by)
    with pytest.raises(Overtaken):
        imports.correct_row(row, given={0: DeadlineGiven(date(2016, 2, 29))}, version=0, by=batch.received_by)
    assert row.corrections["actions"]["0"] == {"deadline": "2016-01-31"}


def test_an_imported_row_is_corrected_on_its_action_not_here(review: Review, files: FileStore) -> None:
    batch = received(review, files, a_trust_plan(BLANK))
    imports.apply(batch, by=batch.received_by)
    with pytest.raises(Refused, match="on their own pages"):
        imports.correct_row(
            row_of(batch, "LPT!6"), given={0: DeadlineGiven(date(2016, 1, 31))}, version=0, by=batch.received_by
        )
