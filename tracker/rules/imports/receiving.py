"""A file arrives: it is kept, its rows are recorded as they were read, and nothing of its plan is written yet."""

from datetime import date
from typing import Any

from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from tracker import clock, db
from tracker.models import Agency, Import, ImportRow, Person, Review
from tracker.models.vocabulary import ImportStatus, RowKind
from tracker.outside.files import FileStore, fingerprint_of
from tracker.queries import imports
from tracker.reading.proposal import ProposedPlan
from tracker.rules import audit
from tracker.rules.errors import AlreadyReceived, Refused, check_may

LONGEST_NAME = 200


def receive(
    review: Review,
    *,
    data: bytes,
    name: str,
    agency: Agency | None,
    plan_date: date | None,
    reading: ProposedPlan,
    files: FileStore,
    by: Person,
) -> Import:
    """Take in a file for a review: keep the original, then record every row that is not empty, as a proposal.

    `agency` is None when the plan's own words say whose it is; `plan_date` is what its relative timescales were
    counted from. Raises AlreadyReceived, which names the earlier import, when the same file is there for the review and
    the agency and was not set aside; two at once are settled by a unique key.
    """
    check_may("import.receive", by=by, subject=review)
    if agency is not None and agency.board_id != review.board_id:
        raise Refused(f"{agency.name} is not an agency of this board.", field="agency")
    fingerprint = fingerprint_of(data)
    refuse_if_received(review, agency, fingerprint)
    files.keep(data)
    batch = Import(
        board_id=review.board_id,
        review=review,
        agency=agency,
        file_name=_storable(name)[-LONGEST_NAME:] or "plan",
        format=reading.format,
        fingerprint=fingerprint,
        size=len(data),
        plan_date=plan_date,
        reading=_whole(reading),
        status=ImportStatus.PROPOSED,
        received_at=clock.now(),
        received_by=by,
    )
    try:
        with db.session.begin_nested():
            db.session.add(batch)
    except IntegrityError:
        refuse_if_received(review, agency, fingerprint)
        raise
    _keep_rows(batch, reading)
    audit.record("import.receive", batch, by=by, new={"review": review.code, "file": fingerprint, "size": len(data)})
    return batch


def refuse_if_received(review: Review, agency: Agency | None, fingerprint: str) -> None:
    """Raise AlreadyReceived when this file is there already for this review and agency."""
    earlier = imports.received(review.id, agency.id if agency else None, fingerprint)
    if earlier is None:
        return
    waits = earlier.status is ImportStatus.PROPOSED
    raise AlreadyReceived(
        f"This file was taken in for {review.code} already, so it proposes nothing new. "
        + ("It waits to be confirmed." if waits else "It was imported then."),
        earlier,
    )


def _whole(reading: ProposedPlan) -> dict[str, Any]:
    """What is kept of the reading beside its rows: the tables with their headings, and the counts."""
    tables = [{name: value for name, value in table.as_json().items() if name != "rows"} for table in reading.tables]
    kept: dict[str, Any] = _storable({"tables": tables, "summary": reading.summary(), "agencies": {}})
    return kept


def _keep_rows(batch: Import, reading: ProposedPlan) -> None:
    rows = [(number, table, row) for number, table in enumerate(reading.tables) for row in table.rows]
    if not rows:
        return
    db.session.execute(
        insert(ImportRow),
        [
            {
                "import_id": batch.id,
                "position": position,
                "sheet": _storable(table.name)[:LONGEST_NAME],
                "source": _storable(row.source)[:LONGEST_NAME],
                "kind": RowKind(row.kind),
                "reason": _storable(row.reason or ""),
                "reading": {**_storable(row.as_json()), "table": number},
                "corrections": {},
            }
            for position, (number, table, row) in enumerate(rows, 1)
        ],
    )


def _storable(value: Any) -> Any:
    """The same without what no database text can hold: the NUL sign and halves of a character."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "ignore").decode()
    if isinstance(value, dict):
        return {_storable(name): _storable(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_storable(one) for one in value]
    return value


def set_aside(batch: Import, *, by: Person) -> Import:
    """Put a proposal away unused; the file and its rows stay on record, and the same file may be taken in again."""
    db.lock(batch)
    check_may("import.set_aside", by=by, subject=batch)
    if batch.status is ImportStatus.SET_ASIDE:
        return batch
    if batch.status is ImportStatus.APPLIED:
        raise Refused("This file was imported already, so it cannot be set aside. Its actions can be corrected.")
    batch.status = ImportStatus.SET_ASIDE
    batch.version += 1
    audit.record("import.set_aside", batch, by=by, old={"status": ImportStatus.PROPOSED}, new={"status": batch.status})
    return batch


def fetch_original(batch: Import, *, files: FileStore, by: Person) -> bytes:
    """The file as it was sent, with a record of who took it. Raises Refused when it is gone or was altered."""
    check_may("import.read", by=by, subject=batch)
    try:
        data = files.fetch(batch.fingerprint)
    except (FileNotFoundError, ValueError) as error:
        raise Refused(
            "The original file is missing from the store, or was altered there. Tell whoever looks after the tracker; "
            "the rows as read are kept here."
        ) from error
    audit.record("import.fetch_original", batch, by=by, new={"file": batch.fingerprint})
    return data
