"""A file that takes long to read: kept at once, read apart, and a proposal once that is done.

Whoever reads holds an attempt. Another attempt, begun when the first was no longer heard of, puts the first out of
office: what it brings is not taken.
"""

from datetime import date, datetime, timedelta
from typing import Any

from tracker import clock, db
from tracker.models import Agency, Import, Person, Review
from tracker.models.vocabulary import ImportStatus
from tracker.outside.files import FileStore
from tracker.reading.proposal import KINDS, ProposedPlan
from tracker.rules import audit
from tracker.rules.errors import Refused, check_may
from tracker.rules.imports.receiving import keep_file, keep_reading

# A reading that lives is heard of every few seconds.
SILENT_AFTER = timedelta(seconds=45)
STOPPED = "The reading of this file stopped before it was done. The file is kept: press “Read it again”."


def receive_unread(
    review: Review,
    *,
    data: bytes,
    name: str,
    agency: Agency | None,
    plan_date: date | None,
    files: FileStore,
    by: Person,
) -> Import:
    """Keep a file that is still to be read. Arguments and refusals are those of `receive`, but for the reading."""
    unread: dict[str, Any] = {
        "tables": [],
        "summary": dict.fromkeys(("rows_seen", *KINDS.values(), "actions", "needs_review", "errors"), 0),
        "agencies": {},
        "attempt": 1,
        "heard": clock.now().isoformat(),
    }
    return keep_file(
        review,
        data=data,
        name=name,
        form=name.rpartition(".")[2].lower()[:10],
        agency=agency,
        plan_date=plan_date,
        reading=unread,
        status=ImportStatus.READING,
        files=files,
        by=by,
    )


def attempt_of(batch: Import) -> int:
    """The number of the attempt that may bring the reading of a file."""
    return int(batch.reading.get("attempt", 0))


def is_silent(batch: Import) -> bool:
    """Whether nothing was heard of the reading for so long that it must have stopped."""
    heard = batch.reading.get("heard")
    return heard is None or clock.now() - datetime.fromisoformat(heard) > SILENT_AFTER


def hear(batch: Import, *, attempt: int, rows: int) -> bool:
    """Note that the reading goes on, and how many rows it has read. False when it is no longer waited for."""
    db.lock(batch)
    if not _waits_for(batch, attempt):
        return False
    batch.rows_read = max(batch.rows_read, rows)
    batch.reading = {**batch.reading, "heard": clock.now().isoformat()}
    return True


def finish_reading(batch: Import, reading: ProposedPlan, *, attempt: int) -> bool:
    """Record what was read: the file is a proposal now. False when this attempt is no longer waited for."""
    db.lock(batch)
    if not _waits_for(batch, attempt):
        return False
    keep_reading(batch, reading)
    batch.status, batch.trouble = ImportStatus.PROPOSED, ""
    batch.version += 1
    new = {"status": batch.status, "rows": batch.rows_read}
    audit.record("import.read", batch, by=batch.received_by, old={"status": ImportStatus.READING}, new=new)
    return True


def give_up_reading(batch: Import, sentence: str, *, attempt: int) -> bool:
    """Record that a file cannot be read and why: it is set aside, with nothing of it imported."""
    db.lock(batch)
    if not _waits_for(batch, attempt):
        return False
    batch.status, batch.trouble = ImportStatus.SET_ASIDE, sentence
    batch.version += 1
    old, new = {"status": ImportStatus.READING}, {"status": batch.status}
    audit.record("import.not_read", batch, by=batch.received_by, old=old, new=new, why=sentence)
    return True


def read_again(batch: Import, *, files: FileStore, by: Person) -> bytes:
    """Begin another attempt at a file whose reading stopped, and give its bytes; the first attempt counts no more.

    Raises Refused when the file is read already, when its reading still goes on, or when the original is gone.
    """
    db.lock(batch)
    check_may("import.receive", by=by, subject=batch)
    if batch.status is not ImportStatus.READING:
        raise Refused("This file has been read.")
    if not is_silent(batch):
        raise Refused("This file is being read. Wait a moment and look again.")
    try:
        data = files.fetch(batch.fingerprint)
    except (FileNotFoundError, ValueError) as error:
        raise Refused(
            "The original file is missing from the store, or was altered there. Set this one aside and take the file "
            "in again."
        ) from error
    attempt = attempt_of(batch) + 1
    batch.reading = {**batch.reading, "attempt": attempt, "heard": clock.now().isoformat()}
    batch.rows_read = 0
    audit.record("import.read_again", batch, by=by, new={"attempt": attempt})
    return data


def _waits_for(batch: Import, attempt: int) -> bool:
    return batch.status is ImportStatus.READING and attempt_of(batch) == attempt
