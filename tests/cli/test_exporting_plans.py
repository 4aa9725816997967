"""`tracker export-plan`: an agency's plan back in a file, and what stops it in one line."""

import io
from pathlib import Path

import pytest
from docx import Document
from openpyxl import load_workbook
from sqlalchemy import select

from tests.build import a_person
from tests.cli.installation import Installation
from tests.taking_in import BLANK, ROW, TRUST, a_review_of_the_trust, a_trust_plan
from tracker import db
from tracker.models import AuditEntry
from tracker.models.vocabulary import Role

OFFICER = "policy.officer@north.example"


@pytest.fixture(autouse=True)
def _a_plan_imported(installation: Installation, tmp_path: Path) -> None:
    review = a_review_of_the_trust()
    a_person(Role.POLICY_OFFICER, review.board, email=OFFICER)
    file = tmp_path / "trust plan.xlsx"
    file.write_bytes(a_trust_plan(ROW, BLANK))
    installation.told("import-plan", str(file), "--review", "Child T1", "--by", OFFICER)


def words(file: Path, *more: str, code: str = "child t1") -> list[str]:
    return ["export-plan", "--review", code, "--agency", "lpt", *more, str(file)]


def test_the_plan_is_written_to_the_file_named(installation: Installation, tmp_path: Path) -> None:
    file = tmp_path / "back.xlsx"
    assert installation.told(*words(file)) == f"Written to {file}: 2 actions of {TRUST}.\n"
    page = load_workbook(io.BytesIO(file.read_bytes()))["LPT"]
    assert [page["H6"].value, page["H7"].value] == ["T1-001", "T1-002"]


def test_the_ending_says_what_kind_of_file(installation: Installation, tmp_path: Path) -> None:
    file = tmp_path / "back.docx"
    installation.told(*words(file, "--by", OFFICER, "--why", "For the meeting"))
    assert len(Document(str(file)).tables) == 1
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "plan.export")).one()
    assert (entry.why, entry.by is not None) == ("For the meeting", True)
    assert installation.refused(*words(tmp_path / "back.pdf")) == (
        "back.pdf must end in .xlsx or .docx: that says what kind of file is written."
    )


def test_a_file_that_is_there_is_not_overwritten(installation: Installation, tmp_path: Path) -> None:
    file = tmp_path / "back.xlsx"
    file.write_bytes(b"mine")
    assert "is there already" in installation.refused(*words(file))
    assert file.read_bytes() == b"mine"


def test_the_file_given_back_imports_nothing_new(installation: Installation, tmp_path: Path) -> None:
    file = tmp_path / "back.xlsx"
    installation.told(*words(file))
    said = installation.told("import-plan", str(file), "--review", "Child T1", "--by", OFFICER, "--dry-run")
    assert "Would make 0 recommendations, 0 actions" in said


def test_a_review_that_does_not_exist_is_refused(installation: Installation, tmp_path: Path) -> None:
    said = installation.refused(*words(tmp_path / "back.xlsx", code="Child Q9"))
    assert said == "There is no review called Child Q9. Check the code name."
