"""A plan given back and taken in again: unchanged it proposes nothing, and each cell edited is one change."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.build import a_person
from tests.plans import PlanSheet, agency_sheet, workbook
from tests.taking_in import AGREED, BLANK, ROW, TRUST, a_review_of_the_trust, a_trust_plan, received
from tracker import db
from tracker.models import Import, Review
from tracker.outside.files import FileStore
from tracker.queries import imports as find
from tracker.queries import known
from tracker.reading.plan import read_plan
from tracker.rules import imports
from tracker.rules.exports import Exported, Form, export_plan

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
