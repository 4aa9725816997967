"""A file that is read apart: kept at once, waited for by attempts, and never half a proposal."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.build import a_person
from tests.taking_in import AGREED, BLANK, ROW, a_review_of_the_trust, a_trust_plan, how_many
from tracker import clock, db
from tracker.models import Action, AuditEntry, Import, ImportRow, Review
from tracker.models.vocabulary import ImportStatus, Role
from tracker.outside.files import FileStore
from tracker.reading.plan import read_plan
from tracker.rules import imports
from tracker.rules.errors import AlreadyReceived, Refused

pytestmark = pytest.mark.usefixtures("database")

DATA = a_trust_plan(ROW, BLANK)


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


@pytest.fixture
def review() -> Review:
    return a_review_of_the_trust()


@pytest.fixture
def batch(review: Review, files: FileStore) -> Import:
    by = a_person(Role.POLICY_OFFICER, review.board)
    about: dict[str, Any] = {"agency": None, "plan_date": AGREED, "files": files, "by": by}
    made = imports.receive_unread(review, data=DATA, name="plan.xlsx", **about)
    db.session.commit()
    return made


def test_a_file_is_kept_before_it_is_read_and_makes_nothing_meanwhile(batch: Import, files: FileStore) -> None:
    assert files.fetch(batch.fingerprint) == DATA
    assert batch.status is ImportStatus.READING
    with pytest.raises(Refused):
        imports.apply(batch, by=batch.received_by)
    assert how_many(Action) == 0


def test_once_read_it_is_a_proposal_and_every_row_is_there(batch: Import) -> None:
    assert imports.finish_reading(batch, read_plan(DATA, "plan.xlsx", agreed=AGREED), attempt=1)
    assert batch.status is ImportStatus.PROPOSED
    assert how_many(ImportRow) == batch.reading["summary"]["rows_seen"] == batch.rows_read == 7
    assert len(imports.apply(batch, by=batch.received_by).actions) == 2


def test_the_same_file_is_not_taken_in_twice_while_it_is_read(batch: Import, files: FileStore) -> None:
    about: dict[str, Any] = {"agency": None, "plan_date": AGREED, "files": files, "by": batch.received_by}
    with pytest.raises(AlreadyReceived, match="still being read"):
        imports.receive_unread(batch.review, data=DATA, name="again.xlsx", **about)


def test_a_reading_that_goes_on_is_not_begun_again(batch: Import, files: FileStore) -> None:
    assert not imports.is_silent(batch)
    with pytest.raises(Refused, match="is being read"):
        imports.read_again(batch, files=files, by=batch.received_by)


def test_an_attempt_nothing_is_heard_of_gives_way_to_another(batch: Import, files: FileStore) -> None:
    long_ago = clock.now() - timedelta(minutes=5)
    batch.reading = {**batch.reading, "heard": long_ago.isoformat()}
    assert imports.read_again(batch, files=files, by=batch.received_by) == DATA
    reading = read_plan(DATA, "plan.xlsx", agreed=AGREED)
    assert not imports.hear(batch, attempt=1, rows=5)
    assert not imports.give_up_reading(batch, "Too late.", attempt=1)
    assert imports.finish_reading(batch, reading, attempt=2)
    assert not imports.finish_reading(batch, reading, attempt=2)
    assert how_many(ImportRow) == 7


def test_a_file_that_cannot_be_read_is_set_aside_with_the_sentence_and_may_come_again(
    batch: Import, files: FileStore
) -> None:
    assert imports.give_up_reading(batch, "plan.xlsx is damaged.", attempt=1)
    assert (batch.status, batch.trouble) == (ImportStatus.SET_ASIDE, "plan.xlsx is damaged.")
    told = db.session.scalars(select(AuditEntry.why).where(AuditEntry.verb == "import.not_read")).one()
    assert told == "plan.xlsx is damaged."
    about: dict[str, Any] = {"agency": None, "plan_date": AGREED, "files": files, "by": batch.received_by}
    assert imports.receive_unread(batch.review, data=DATA, name="plan.xlsx", **about).id != batch.id
