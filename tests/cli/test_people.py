"""Adding people from the command line, and inviting them."""

import re

import pytest
from sqlalchemy import select

from tests.build import a_board, a_person, an_agency
from tests.cli.installation import Installation
from tracker import db
from tracker.config import DEMO_SECRET
from tracker.models import AuditEntry, Person
from tracker.models.vocabulary import Role
from tracker.rules import invitations


@pytest.fixture(autouse=True)
def _a_board_with_an_agency(installation: Installation) -> None:
    assert installation
    an_agency(a_board(name="North", key="north"), name="North Hospital Trust", aliases=["NHT"])


def add(role: str, *more: str, email: str = "duty.officer@north.example") -> list[str]:
    return ["person", "add", email, "--name", "Duty Officer", "--role", role, *more]


def test_a_new_person_is_added_and_gets_an_invitation_that_opens(installation: Installation) -> None:
    said = installation.told(
        *add("agency-lead", "--agency", "nht"), SECRET_KEY="s" * 40, BASE_URL="https://plans.example/"
    )
    assert said.startswith(
        "Duty Officer (duty.officer@north.example) was added as agency safeguarding lead at "
        "North Safeguarding Partnership for North Hospital Trust.\n"
    )
    address = re.search(r"https://plans\.example/invitation/(\S+)\n", said)
    assert address
    number, mark = invitations.read(address[1], secret="s" * 40) or (0, "")
    person = db.session.get(Person, number)
    assert person is not None
    assert person.email == "duty.officer@north.example"
    assert invitations.is_open(person, mark)


def test_without_a_secret_the_invitation_is_said_to_open_a_demonstration_only(installation: Installation) -> None:
    said = installation.told(*add("observer"))
    assert "SECRET_KEY is not set here" in said
    token = re.search(r"/invitation/(\S+)", said)
    assert token
    assert invitations.read(token[1], secret=DEMO_SECRET)


def test_someone_who_is_there_gets_the_further_role_and_no_second_invitation(installation: Installation) -> None:
    there = a_person(Role.OBSERVER, name="Night Officer", email="duty.officer@north.example", password="long enough")
    number = there.id
    said = installation.told(*add("chair", "--board", "North"))
    assert said.startswith(
        "Night Officer (duty.officer@north.example) was there already and is now also subgroup chair"
    )
    assert "invitation/" not in said
    again = db.session.get(Person, number)
    assert again is not None
    assert {membership.role for membership in again.memberships} == {Role.OBSERVER, Role.CHAIR}


def test_the_same_role_twice_is_refused(installation: Installation) -> None:
    installation.told(*add("chair"))
    assert (
        installation.refused(*add("chair"))
        == "Duty Officer is already subgroup chair at North Safeguarding Partnership."
    )


def test_a_lead_without_an_agency_is_refused_and_not_half_added(installation: Installation) -> None:
    assert "belongs to an agency" in installation.refused(*add("lead"))
    assert not db.session.scalars(select(Person)).all()


def test_an_agency_that_is_not_known_is_answered_with_the_nearest_names(installation: Installation) -> None:
    said = installation.refused(*add("lead", "--agency", "North Hospitals Trust"))
    assert "knows no agency called North Hospitals Trust. Did you mean: North Hospital Trust?" in said


def test_where_there_is_more_than_one_board_it_must_be_said_which(installation: Installation) -> None:
    a_board(name="South", key="south")
    assert "say which with --board. They are: north, south." in installation.refused(*add("chair"))
    assert "There is no board called east. They are: north, south." in installation.refused(
        *add("chair", "--board", "east")
    )


def test_what_is_no_address_is_refused(installation: Installation) -> None:
    assert "is not an e-mail address" in installation.refused(*add("chair", email="duty officer"))


def test_a_role_that_there_is_not_is_answered_with_those_there_are(installation: Installation) -> None:
    result = installation.run(*add("owner"))
    assert result.exit_code == 2
    assert "policy-officer" in result.stderr


def test_in_the_name_of_somebody_only_an_administrator_may(installation: Installation) -> None:
    board = a_board(name="West", key="west")
    a_person(Role.POLICY_OFFICER, board, email="officer@west.example")
    number = a_person(Role.ADMINISTRATOR, board, email="administrator@west.example").id
    assert "may not" in installation.refused(*add("chair", "--board", "west", "--by", "officer@west.example"))
    said = installation.refused(*add("chair", "--board", "west", "--by", "nobody@west.example"))
    assert said.startswith("There is no person with the address nobody@west.example")
    installation.told(*add("chair", "--board", "west", "--by", "administrator@west.example"))
    assert db.session.scalars(select(AuditEntry.by_id).order_by(AuditEntry.id.desc())).first() == number
