"""A file arrives: it is kept whole, once, by those who may."""

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.build import a_person
from tests.taking_in import AGREED, BLANK, ROW, a_review_of_the_trust, a_trust_plan, how_many, received
from tracker import db
from tracker.models import Action, AuditEntry, Recommendation, Review
from tracker.models.vocabulary import ImportStatus, Role
from tracker.outside.files import FileStore
from tracker.queries import imports as find
from tracker.reading.plan import read_plan
from tracker.rules import imports
from tracker.rules.errors import AlreadyReceived, NotAllowed, Refused

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


@pytest.fixture
def review() -> Review:
    return a_review_of_the_trust()


def test_receiving_keeps_the_file_and_every_row_and_writes_no_plan(review: Review, files: FileStore) -> None:
    data = a_trust_plan(ROW, BLANK)
    batch = received(review, files, data)
    assert files.fetch(batch.fingerprint) == data
    assert batch.status is ImportStatus.PROPOSED
    assert [row.position for row in find.rows(batch)] == list(range(1, batch.reading["summary"]["rows_seen"] + 1))
    assert how_many(Recommendation) == how_many(Action) == 0


def test_the_same_file_again_names_the_import_it_is(review: Review, files: FileStore) -> None:
    first = received(review, files, a_trust_plan(ROW))
    again = files.fetch(first.fingerprint)
    with pytest.raises(AlreadyReceived) as told:
        received(review, files, again)
    assert told.value.batch.id == first.id
    assert told.value.sentence == (
        f"This file was taken in for {review.code} already, so it proposes nothing new. It waits to be confirmed."
    )


def test_a_file_set_aside_may_be_taken_in_again(review: Review, files: FileStore) -> None:
    officer = a_person(Role.POLICY_OFFICER, review.board)
    first = received(review, files, a_trust_plan(ROW))
    imports.set_aside(first, by=officer)
    db.session.commit()
    assert received(review, files, files.fetch(first.fingerprint)).id != first.id


def test_an_imported_file_cannot_be_set_aside(review: Review, files: FileStore) -> None:
    batch = received(review, files, a_trust_plan(ROW))
    imports.apply(batch, by=batch.received_by)
    with pytest.raises(Refused, match="imported already"):
        imports.set_aside(batch, by=batch.received_by)


def test_only_a_policy_officer_of_the_board_takes_in_a_plan(review: Review, files: FileStore) -> None:
    for role in (Role.CHAIR, Role.LEAD, Role.ADMINISTRATOR, Role.OBSERVER):
        with pytest.raises(NotAllowed):
            received(review, files, a_trust_plan(ROW), by=a_person(role, review.board))
    with pytest.raises(NotAllowed):
        received(review, files, a_trust_plan(ROW), by=a_person(Role.POLICY_OFFICER))


def test_the_original_is_given_out_unchanged_and_who_took_it_is_kept(review: Review, files: FileStore) -> None:
    batch = received(review, files, a_trust_plan(ROW))
    data = imports.fetch_original(batch, files=files, by=batch.received_by)
    db.session.commit()
    assert read_plan(data, "plan.xlsx").items
    taken = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "import.fetch_original")).one()
    assert (taken.subject_id, taken.by_id) == (batch.id, batch.received_by_id)


def test_an_original_altered_in_the_store_is_not_given_out(review: Review, files: FileStore) -> None:
    batch = received(review, files, a_trust_plan(ROW))
    files.path_of(batch.fingerprint).write_bytes(b"something else")
    with pytest.raises(Refused, match="altered"):
        imports.fetch_original(batch, files=files, by=batch.received_by)


def test_signs_no_database_can_hold_are_left_out(review: Review, files: FileStore) -> None:
    data = a_trust_plan(ROW)
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
