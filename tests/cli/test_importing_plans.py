"""`tracker import-plan`: the whole way from a file to drafts, for those who script it."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.build import a_person
from tests.cli.installation import Installation
from tests.taking_in import BLANK, ROW, TRUST, a_review_of_the_trust, a_trust_plan, how_many
from tracker import db
from tracker.models import Action, Import, Recommendation
from tracker.models.vocabulary import Role

OFFICER = "policy.officer@north.example"


@pytest.fixture(autouse=True)
def _a_review_and_its_officer(installation: Installation) -> None:
    assert installation
    review = a_review_of_the_trust()
    a_person(Role.POLICY_OFFICER, review.board, email=OFFICER)
    a_person(Role.CHAIR, review.board, email="chair@north.example")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "trust plan.xlsx"
    path.write_bytes(a_trust_plan(ROW, BLANK))
    return path


def words(file: Path, *more: str, code: str = "child t1", by: str = OFFICER) -> list[str]:
    return ["import-plan", str(file), "--review", code, "--by", by, *more]


def test_a_plan_becomes_drafts_and_the_command_says_what_it_made(installation: Installation, file: Path) -> None:
    said = installation.told(*words(file)).splitlines()
    assert said[0].startswith("trust plan.xlsx, for Child T1. ")
    assert "2 items" in said[0]
    assert said[1] == (
        "Made 2 recommendations, 2 actions (drafts) and 2 posts. Recorded already: 0 recommendations and 0 actions."
    )
    assert said[2] == "  LPT!7: The timescale is blank."
    assert said[3] == "Its page: http://127.0.0.1:5000/imports/1"
    assert (how_many(Recommendation), how_many(Action)) == (2, 2)


def test_a_dry_run_says_the_same_and_writes_nothing(installation: Installation, file: Path) -> None:
    said = installation.told(*words(file, "--dry-run"))
    assert "Would make 2 recommendations, 2 actions" in said
    assert said.endswith("Nothing was written.\n")
    assert how_many(Import) == how_many(Action) == 0
    assert not (installation.folder / "evidence").exists()


def test_the_json_is_that_of_read_plan_with_what_was_made(installation: Installation, file: Path) -> None:
    said: dict[str, Any] = json.loads(installation.told(*words(file, "--json")))
    assert {"file", "format", "tables", "summary", "import"} <= set(said)
    assert said["import"]["actions"] == ["T1-001", "T1-002"]
    assert said["import"]["recommendations"] == ["T1-R01", "T1-R02"]
    assert (said["import"]["status"], said["import"]["new"]["actions"]) == ("applied", 2)


def test_the_same_file_again_makes_nothing_and_is_no_fault(installation: Installation, file: Path) -> None:
    installation.told(*words(file))
    assert installation.told(*words(file)) == (
        "This file was taken in for Child T1 already, so it proposes nothing new. It was imported then. "
        "See http://127.0.0.1:5000/imports/1\n"
    )
    assert json.loads(installation.told(*words(file, "--json")))["import"]["actions"] == []
    assert how_many(Action) == 2


def test_the_agency_can_be_named_by_any_of_its_names(installation: Installation, file: Path) -> None:
    installation.told(*words(file, "--agency", "lpt"))
    batch = db.session.get_one(Import, 1)
    assert batch.agency is not None
    assert batch.agency.name == TRUST


def test_an_agency_nobody_knows_is_refused_with_the_nearest_names(installation: Installation, file: Path) -> None:
    said = installation.refused(*words(file, "--agency", "Leicester Partnership Trust"))
    assert "knows no agency called Leicester Partnership Trust. Did you mean: " + TRUST in said


def test_a_review_that_does_not_exist_is_refused(installation: Installation, file: Path) -> None:
    said = installation.refused(*words(file, code="Child Q9"))
    assert said.startswith("There is no review called Child Q9 at a board ")
    assert how_many(Import) == 0


def test_a_person_nobody_knows_and_one_who_may_not_are_refused(installation: Installation, file: Path) -> None:
    assert "nobody@north.example" in installation.refused(*words(file, by="nobody@north.example"))
    said = installation.refused(*words(file, by="chair@north.example"))
    assert said == "Only a policy officer of the board may take in a plan."


def test_a_file_that_cannot_be_read_ends_with_status_2(installation: Installation, tmp_path: Path) -> None:
    wrong = tmp_path / "notes.xlsx"
    wrong.write_bytes(b"just some words")
    assert "notes.xlsx" in installation.refused(*words(wrong), status=2)
    assert "absent.xlsx" in installation.refused(*words(tmp_path / "absent.xlsx"), status=2)
    assert how_many(Import) == 0


def test_a_dry_run_of_a_revised_plan_says_what_differs_and_what_is_gone(installation: Installation, file: Path) -> None:
    installation.told(*words(file))
    file.write_bytes(a_trust_plan([*ROW[:3], "Brief all teams.", *ROW[4:]]))
    said = installation.told(*words(file, "--dry-run"))
    assert "Would change 1 of 1 fields that differ. Unchanged: 0 actions. No longer in the file: 1." in said
    assert "LPT!6: Action of T1-001, “Brief every team.” to “Brief all teams.”: changed" in said
    assert "T1-002 is no longer in the file; it stays as it is." in said
    answer: dict[str, Any] = json.loads(installation.told(*words(file, "--json")))
    assert [(one["field"], one["before"], one["now"]) for one in answer["import"]["changes"]] == [
        ("text", "Brief every team.", "Brief all teams.")
    ]
    assert answer["import"]["gone"] == ["T1-002"]
    assert how_many(Action) == 2
