"""A plan given back and taken in again: unchanged it proposes nothing, and each cell edited is one change."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.plans import PlanSheet, workbook
from tests.taking_in import AGREED, BLANK, ROW, a_review_of_the_trust, a_trust_plan, received
from tracker import db
from tracker.models import Action, Import, Review
from tracker.outside.files import FileStore
from tracker.queries import imports as find
from tracker.reading.plan import read_plan
from tracker.rules import actions, imports
from tracker.rules.exports import Exported, Form, export_plan
from tracker.rules.imports import Plan

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


@pytest.fixture
def review() -> Review:
    return a_review_of_the_trust()


def taken_in(review: Review, files: FileStore, data: bytes, **more: Any) -> Import:
    """A plan received and confirmed."""
    batch = received(review, files, data, **more)
    imports.apply(batch, by=batch.received_by)
    db.session.commit()
    return batch


def given_back(review: Review, files: FileStore, form: Form = Form.WORKBOOK, **more: Any) -> Exported:
    agency = more.pop("agency", None) or find.agencies_by_id(review.board_id).popitem()[1]
    made = export_plan(review, agency=agency, form=form, files=files, by=None, **more)
    db.session.commit()
    return made


def sheet_of(data: bytes, name: str = "LPT") -> Any:
    return load_workbook(io.BytesIO(data))[name]


def test_a_plan_comes_back_in_its_own_layout_with_our_columns_at_its_right_end(
    review: Review, files: FileStore
) -> None:
    taken_in(review, files, a_trust_plan(ROW, BLANK))
    page = sheet_of(given_back(review, files).data)
    assert [cell.value for cell in page[5]][7:] == [
        "Tracker reference",
        "Tracker status",
        "Tracker deadline",
        "Tracker progress",
    ]
    assert [cell.value for cell in page[6]] == [*ROW, "T1-001", "[Draft]", page["J6"].value, None]
    assert page["J6"].value.date() == date(2016, 3, 31)
    assert page["J6"].number_format == "d mmm yyyy"
    assert {str(area) for area in page.merged_cells.ranges} >= {"A1:G1", "A2:G2"}


def test_its_columns_are_read_apart_from_what_the_agency_says(review: Review, files: FileStore) -> None:
    taken_in(review, files, a_trust_plan(ROW, BLANK))
    data = given_back(review, files).data
    before, after = (read_plan(one, "plan.xlsx", agreed=AGREED) for one in (a_trust_plan(ROW, BLANK), data))
    assert before.summary() == after.summary()
    for was, row in zip(before.rows, after.rows, strict=True):
        assert (was.status, was.progress, was.actions, was.problems) == (
            row.status, row.progress, row.actions, row.problems
        )  # fmt: skip
    assert [row.tracker_reference for row in after.items] == ["T1-001", "T1-002"]


def proposed(review: Review, files: FileStore, data: bytes, name: str = "back.xlsx") -> Plan:
    """What a file would change, taken in as a policy officer would."""
    batch = received(review, files, data, name=name)
    return imports.plan_of(batch, find.rows(batch))


def assert_proposes_nothing(plan: Plan) -> None:
    assert [(row.row.source, change) for row, change in plan.changes] == []
    assert (plan.new_recommendations, plan.new_actions, len(plan.new_posts)) == (0, 0, 0)
    assert [one.reference for one in plan.gone] == []
    assert plan.makes_nothing


def test_a_plan_given_back_and_taken_in_unchanged_proposes_nothing(review: Review, files: FileStore) -> None:
    taken_in(review, files, a_trust_plan(ROW, BLANK))
    assert_proposes_nothing(proposed(review, files, given_back(review, files).data))


def records_of_the_trust() -> bytes:
    """A plan of one record a page, as label and value."""
    rows = [
        row
        for number, action in (("1", "Brief every team."), ("2", "Ask them again in spring."))
        for row in (
            ["Recommendation No:", number],
            ["Recommendation:", f"Staff know when to escalate, point {number}."],
            ["Action required:", action],
            ["Lead officer:", "Named Nurse"],
            ["Timescale:", "May 2016"],
        )
    ]
    return workbook(PlanSheet("Plan", rows, headings=()))


def test_a_plan_of_one_record_a_page_comes_back_in_columns_and_proposes_nothing(
    review: Review, files: FileStore
) -> None:
    (agency,) = find.agencies_by_id(review.board_id).values()
    taken_in(review, files, records_of_the_trust(), agency=agency)
    back = given_back(review, files, agency=agency)
    assert back.actions == 2
    batch = received(review, files, back.data, name="back.xlsx", agency=agency)
    assert_proposes_nothing(imports.plan_of(batch, find.rows(batch)))


def the_action(reference: str) -> Action:
    return db.session.scalars(select(Action).where(Action.reference == reference)).one()


def test_nor_does_one_that_was_given_back_twice(review: Review, files: FileStore) -> None:
    taken_in(review, files, a_trust_plan(ROW, BLANK))
    taken_in(review, files, given_back(review, files).data)
    actions.record_progress(the_action("T1-001"), day=date(2015, 11, 2), text="Two teams\nbriefed [of six].", by=None)
    again = given_back(review, files)
    page = sheet_of(again.data)
    assert [cell.value for cell in page[5]].count("Tracker reference") == 1
    assert page["K6"].value == "[2 November 2015: Two teams\nbriefed (of six).]"
    assert_proposes_nothing(proposed(review, files, again.data))


def test_the_word_document_proposes_nothing_either(review: Review, files: FileStore) -> None:
    taken_in(review, files, a_trust_plan(ROW, BLANK))
    document = given_back(review, files, Form.DOCUMENT)
    assert document.name.endswith(".docx")
    batch = received(review, files, document.data, name=document.name)
    assert_proposes_nothing(imports.plan_of(batch, find.rows(batch)))
