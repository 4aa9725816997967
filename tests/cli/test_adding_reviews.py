"""Making a review from the command line."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.build import a_board, a_person
from tests.cli.installation import Installation
from tracker import db
from tracker.models import AuditEntry, Review
from tracker.models.vocabulary import ReviewType


@pytest.fixture(autouse=True)
def _a_board(installation: Installation) -> None:
    assert installation
    a_board(name="North", key="north")


def add(code: str, *more: str) -> list[str]:
    return ["review", "add", code, "--board", "north", *more]


def test_a_review_is_made_and_its_page_named(installation: Installation) -> None:
    said = installation.told(*add("Child B1", "--type", "SCR", "--agreed", "2015-09"), BASE_URL="https://plans.example")
    assert said == (
        "Child B1 was added at North Safeguarding Partnership: Serious Case Review, its plan date is "
        "30 September 2015. Its page: https://plans.example/reviews/child-b1\n"
    )
    review = db.session.scalars(select(Review)).one()
    assert (review.code, review.type, review.plan_date) == ("Child B1", ReviewType.SCR, date(2015, 9, 30))
    assert [entry.by_id for entry in db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "review.add"))] == [
        None
    ]


def test_the_type_may_be_written_small_and_the_plan_date_left_out(installation: Installation) -> None:
    said = installation.told("review", "add", "Baby K", "--type", "learning review")
    assert "learning review, it has no plan date yet." in said


def test_a_code_name_already_taken_is_refused_in_one_line(installation: Installation) -> None:
    installation.told(*add("Child B1", "--type", "scr"))
    assert installation.refused(*add("CHILD  b1", "--type", "SAR")) == (
        "There is already a review called Child B1. Choose another code name."
    )
    assert len(db.session.scalars(select(Review)).all()) == 1


def test_a_board_nobody_knows_is_refused_with_those_there_are(installation: Installation) -> None:
    said = installation.refused("review", "add", "Child B1", "--board", "south", "--type", "SCR")
    assert said == "There is no board called south. They are: north."


@pytest.mark.parametrize(
    ("more", "sentence"),
    [
        (["--type", "enquiry"], "'enquiry' is not one of"),
        (["--type", "SCR", "--agreed", "2015-13"], "'2015-13' is not a date; write it as 2015-09-30"),
        ([], "Missing option '--type'"),
    ],
)
def test_a_command_wrongly_written_says_what_is_wrong_with_it(
    installation: Installation, more: list[str], sentence: str
) -> None:
    result = installation.run(*add("Child B1", *more))
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert db.session.scalars(select(Review)).all() == []


def test_only_a_policy_officer_may_be_named_as_the_one_who_adds_it(installation: Installation) -> None:
    a_person("observer", name="An Observer", email="observer@north.example")
    said = installation.refused(*add("Child B1", "--type", "SCR", "--by", "observer@north.example"))
    assert said.startswith("Only a policy officer of the board may add a review.")
