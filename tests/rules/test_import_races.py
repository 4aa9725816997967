"""Two people at the same moment, on real connections: one wins, the other is told, nothing is doubled."""

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select

from tests.build import a_person
from tests.taking_in import AGREED, BLANK, ROW, a_review_of_the_trust, a_trust_plan, how_many, received
from tracker import db
from tracker.models import Action, Import, Person, Recommendation, Review
from tracker.models.vocabulary import ImportStatus, Role
from tracker.outside.files import FileStore
from tracker.queries import history
from tracker.reading.plan import read_plan
from tracker.rules import audit, imports
from tracker.rules.errors import AlreadyReceived

pytestmark = pytest.mark.usefixtures("fresh_database")

TOGETHER = 4


def at_once(each: Callable[[], str]) -> list[str]:
    """What each of several threads answers when all start at the same moment; a fault is an answer too."""
    barrier = threading.Barrier(TOGETHER)
    said: list[str] = []

    def run() -> None:
        barrier.wait(10)
        try:
            said.append(each())
        except Exception as error:  # the test compares what was said
            said.append(repr(error))
        finally:
            db.session.rollback()
            db.session.remove()

    threads = [threading.Thread(target=run) for _ in range(TOGETHER)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return sorted(said)


def test_the_same_file_uploaded_at_once_is_taken_in_once_and_the_others_are_told(tmp_path: Path) -> None:
    review, files = a_review_of_the_trust(), FileStore(tmp_path / "files")
    officer, data = a_person(Role.POLICY_OFFICER, review.board), a_trust_plan(ROW, BLANK)
    reading = read_plan(data, "plan.xlsx", agreed=AGREED)
    numbers = review.id, officer.id
    db.session.commit()

    def upload() -> str:
        for_review, by = db.session.get_one(Review, numbers[0]), db.session.get_one(Person, numbers[1])
        try:
            imports.receive(
                for_review,
                data=data,
                name="plan.xlsx",
                agency=None,
                plan_date=AGREED,
                reading=reading,
                files=files,
                by=by,
            )
            db.session.commit()
        except AlreadyReceived:
            return "told"
        return "taken in"

    assert at_once(upload) == ["taken in", "told", "told", "told"]
    assert how_many(Import) == 1


def test_confirming_at_once_makes_the_plan_once(tmp_path: Path) -> None:
    review, files = a_review_of_the_trust(), FileStore(tmp_path / "files")
    batch = received(review, files, a_trust_plan(ROW, BLANK))
    number, officer = batch.id, batch.received_by_id
    db.session.commit()

    def confirm() -> str:
        try:
            imports.apply(db.session.get_one(Import, number), by=db.session.get_one(Person, officer))
            db.session.commit()
        except imports.AlreadyApplied:
            return "told"
        return "made"

    assert at_once(confirm) == ["made", "told", "told", "told"]
    assert (how_many(Recommendation), how_many(Action)) == (2, 2)
    assert audit.faults(history.sealed_entries(), history.head()) == []


def test_two_plans_that_share_rows_confirmed_at_once_make_the_shared_rows_once(tmp_path: Path) -> None:
    review, files = a_review_of_the_trust(), FileStore(tmp_path / "files")
    officer = a_person(Role.POLICY_OFFICER, review.board)
    waiting = [
        received(review, files, a_trust_plan(ROW, [*BLANK[:6], f"Measure {n}"]), by=officer).id for n in range(TOGETHER)
    ]
    by = officer.id
    db.session.commit()

    def confirm() -> str:
        made = imports.apply(db.session.get_one(Import, waiting.pop()), by=db.session.get_one(Person, by))
        said = f"{len(made.recommendations)} and {len(made.actions)}"
        db.session.commit()
        return said

    assert at_once(confirm) == ["0 and 0", "0 and 0", "0 and 0", "2 and 2"]
    assert set(db.session.scalars(select(Import.status))) == {ImportStatus.APPLIED}
