"""A file arrives: it is kept, its rows are recorded as they were read, and nothing of its plan is written yet."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import delete, insert
from sqlalchemy.exc import IntegrityError

from tracker import clock, db
from tracker.models import Agency, Import, ImportRow, Person, Review
from tracker.models.vocabulary import ImportStatus, RowKind
from tracker.outside.files import FileStore, fingerprint_of
from tracker.queries import imports
from tracker.reading.proposal import ProposedPlan
from tracker.rules import audit
from tracker.rules.errors import AlreadyReceived, Refused, check_may
from tracker.rules.imports.memory import in_one_go

LONGEST_NAME = 200
# What a person said of the file as a whole, which a new reading of it keeps.
OF_A_PERSON = ("agencies", "leads")


@in_one_go()
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
    batch = keep_file(
        review,
        data=data,
        name=name,
        form=reading.format,
        agency=agency,
        plan_date=plan_date,
        reading=_whole(reading),
        status=ImportStatus.PROPOSED,
        files=files,
        by=by,
    )
    keep_reading(batch, reading)
    return batch


def keep_file(
    review: Review,
    *,
    data: bytes,
    name: str,
    form: str,
    agency: Agency | None,
    plan_date: date | None,
    reading: dict[str, Any],
    status: ImportStatus,
    files: FileStore,
    by: Person,
) -> Import:
    """Keep a file as it was sent, and record that it arrived. Raises as `receive` does."""
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
        file_name=storable(name)[-LONGEST_NAME:] or "plan",
        format=form,
        fingerprint=fingerprint,
        size=len(data),
        plan_date=plan_date,
        reading=reading,
        status=status,
        received_at=clock.now(),
        received_by=by,
    )
    try:
        with db.session.begin_nested():
            db.session.add(batch)
    except IntegrityError:
        refuse_if_received(review, agency, fingerprint)
        raise
    audit.record("import.receive", batch, by=by, new={"review": review.code, "file": fingerprint, "size": len(data)})
    return batch


def keep_reading(batch: Import, reading: ProposedPlan) -> int:
    """Record every row that was read, with what is said of the file as a whole; rows read before are replaced.

    A person's word on an agency, a lead, or a row that was read just the same before, stays. Returns how many rows
    are read otherwise now and so lost what a person had put right in them.
    """
    said: dict[str, Any] = {name: batch.reading[name] for name in OF_A_PERSON if name in batch.reading}
    kept = {(row.source, _worth(row.reading)): row.corrections for row in imports.rows(batch) if row.corrections}
    db.session.execute(delete(ImportRow).where(ImportRow.import_id == batch.id))
    db.session.expire(batch, ["rows"])
    layouts = {table.layout for table in reading.tables}
    chosen = {key: say for key, say in imports.columns_chosen(batch.board_id).items() if key in layouts}
    batch.format, batch.reading = reading.format, {**_whole(reading), **said, "chosen": chosen}
    stayed = _keep_rows(batch, reading, kept)
    batch.rows_read = len(reading.rows)
    return len(kept) - stayed


def _worth(reading: dict[str, Any]) -> str:
    return json.dumps({name: value for name, value in reading.items() if name != "cells"}, sort_keys=True)


def refuse_if_received(review: Review, agency: Agency | None, fingerprint: str) -> None:
    """Raise AlreadyReceived when this file is there already for this review and agency."""
    earlier = imports.received(review.id, agency.id if agency else None, fingerprint)
    if earlier is None:
        return
    stands = {ImportStatus.PROPOSED: "It waits to be confirmed.", ImportStatus.READING: "It is still being read."}
    raise AlreadyReceived(
        f"This file was taken in for {review.code} already, so it proposes nothing new. "
        + stands.get(earlier.status, "It was imported then."),
        earlier,
    )


def _whole(reading: ProposedPlan) -> dict[str, Any]:
    """What is kept of the reading beside its rows: the tables with their headings, the counts, remarks and gaps."""
    bare = replace(reading, tables=[replace(table, rows=[]) for table in reading.tables])
    said = {**bare.as_json(), "summary": reading.summary()}
    tables = [{name: value for name, value in table.items() if name != "rows"} for table in said["tables"]]
    kept: dict[str, Any] = storable({**said, "tables": tables, "agencies": {}})
    return kept


def _keep_rows(batch: Import, reading: ProposedPlan, kept: dict[tuple[str, str], dict[str, Any]]) -> int:
    rows = [(number, table, row) for number, table in enumerate(reading.tables) for row in table.rows]
    written = []
    for position, (number, table, row) in enumerate(rows, 1):
        read = {**storable(row.as_json()), "table": number}
        source = storable(row.source)[:LONGEST_NAME]
        corrections = kept.get((source, _worth(read)), {}) if kept else {}
        written.append(
            {
                "import_id": batch.id,
                "position": position,
                "sheet": storable(table.name)[:LONGEST_NAME],
                "source": source,
                "kind": RowKind(corrections.get("kind") or row.kind),
                "reason": storable(corrections.get("reason") or row.reason or ""),
                "reading": read,
                "corrections": corrections,
            }
        )
    if written:
        db.session.execute(insert(ImportRow), written)
    return sum(bool(one["corrections"]) for one in written)


def storable(value: Any) -> Any:
    """The same without what no database text can hold: the NUL sign and halves of a character."""
    if isinstance(value, str):
        return value.replace("\0", "").encode("utf-8", "ignore").decode()
    if isinstance(value, dict | list) and _is_storable(value):
        return value
    if isinstance(value, dict):
        return {storable(name): storable(one) for name, one in value.items()}
    if isinstance(value, list):
        return [storable(one) for one in value]
    return value


def _is_storable(value: Any) -> bool:
    """Whether nothing in it needs to be left out, told from the whole at once: almost every row is so."""
    written = json.dumps(value, ensure_ascii=False)
    try:
        written.encode()
    except UnicodeEncodeError:
        return False
    return "\\u0000" not in written


def set_aside(batch: Import, *, by: Person) -> Import:
    """Put a proposal away unused; the file and its rows stay on record, and the same file may be taken in again."""
    db.lock(batch)
    check_may("import.set_aside", by=by, subject=batch)
    if batch.status is ImportStatus.SET_ASIDE:
        return batch
    if batch.status is ImportStatus.APPLIED:
        raise Refused("This file was imported already, so it cannot be set aside. Its actions can be corrected.")
    if batch.status is ImportStatus.UNDONE:
        raise Refused("This import was undone already: nothing of it is left to set aside.")
    before, batch.status = batch.status, ImportStatus.SET_ASIDE
    batch.version += 1
    audit.record("import.set_aside", batch, by=by, old={"status": before}, new={"status": batch.status})
    return batch


def fetch_original(batch: Import, *, files: FileStore, by: Person) -> bytes:
    """The file as it was sent, with a record of who took it. Raises Refused when it is gone or was altered."""
    check_may("import.read", by=by, subject=batch)
    data = original_of(batch, files=files)
    audit.record("import.fetch_original", batch, by=by, new={"file": batch.fingerprint})
    return data


def original_of(batch: Import, *, files: FileStore) -> bytes:
    """The file as it was sent, for the program to read again. Raises Refused when it is gone or was altered."""
    try:
        return files.fetch(batch.fingerprint)
    except (FileNotFoundError, ValueError) as error:
        raise Refused(
            "The original file is missing from the store, or was altered there. Tell whoever looks after the tracker; "
            "the rows as read are kept here."
        ) from error
