"""The history of changes: every verb records itself, and each transaction seals what it recorded."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from sqlalchemy import event, insert, inspect, select
from sqlalchemy.orm import Session, SessionTransaction, sessionmaker

from tracker import clock, db
from tracker.models import AuditEntry, AuditHead, AuditSeal, Person
from tracker.models.base import Base

UNSEALED = "unsealed_audit_entries"
PART_UNDONE = "part_of_the_transaction_was_undone"
AWAITING = "audit_entries_awaiting_their_subject"


def record(
    verb: str,
    subject: Base,
    *,
    by: Person | None,
    board_id: int | None = None,
    old: dict[str, Any] | None = None,
    new: dict[str, Any] | None = None,
    why: str = "",
) -> AuditEntry:
    """Record that a verb was carried out on a subject, with the values before and after."""
    entry = AuditEntry(
        at=clock.now(),
        by_id=by.id if by else None,
        board_id=board_id,
        verb=verb,
        subject=subject.__tablename__,
        reference=getattr(subject, "reference", None) or getattr(subject, "code", None) or "",
        old=plain(old or {}),
        new=plain(new or {}),
        why=why,
    )
    if not inspect(subject).has_identity:
        db.session.info.setdefault(AWAITING, []).append((entry, subject))
    else:
        _enter(db.session(), entry, subject)
    return entry


@dataclass(frozen=True)
class Happening:
    """That a verb was carried out on one of many: its number, its reference and what it now says."""

    subject_id: int
    reference: str
    new: dict[str, Any]


@dataclass(frozen=True)
class _Written:
    """An entry written together with many others, as its seal needs it."""

    id: int
    at: datetime
    by_id: int | None
    board_id: int | None
    verb: str
    subject: str
    subject_id: int
    reference: str
    old: dict[str, Any]
    new: dict[str, Any]
    why: str


def record_many(
    verb: str, kind: type[Base], happened: Sequence[Happening], *, by: Person | None, board_id: int | None
) -> None:
    """Record that a verb was carried out on many things of a kind, at one moment and by one person."""
    if not happened:
        return
    shared = {
        "at": clock.now(),
        "by_id": by.id if by else None,
        "board_id": board_id,
        "verb": verb,
        "subject": kind.__tablename__,
        "old": {},
        "why": "",
    }
    rows = [
        {**shared, "subject_id": one.subject_id, "reference": one.reference, "new": plain(one.new)} for one in happened
    ]
    ids = db.session.scalars(insert(AuditEntry).returning(AuditEntry.id, sort_by_parameter_order=True), rows)
    written = [_Written(id=number, **row) for number, row in zip(ids, rows, strict=True)]
    db.session.info.setdefault(UNSEALED, []).extend(written)


def _enter(session: Session, entry: AuditEntry, subject: Base) -> None:
    entry.subject_id = subject.id
    if entry.board_id is None:
        entry.board_id = getattr(subject, "board_id", None)
    session.add(entry)
    session.info.setdefault(UNSEALED, []).append(entry)


def _enter_awaiting(session: Session, _context: Any) -> None:
    """Entries about things that had no number yet go in as soon as they have one, many at a time."""
    awaiting = session.info.pop(AWAITING, [])
    ready = [pair for pair in awaiting if pair[1].id is not None]
    if len(ready) < len(awaiting):
        session.info[AWAITING] = [pair for pair in awaiting if pair[1].id is None]
    for entry, subject in ready:
        _enter(session, entry, subject)


def changes(subject: Base, given: dict[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Set the given values, and say which were different: (old, new)."""
    old: dict[str, Any] = {}
    new: dict[str, Any] = {}
    for name, value in given.items():
        before = getattr(subject, name)
        if before != value:
            old[name], new[name] = before, value
            setattr(subject, name, value)
    return old, new


def plain(values: dict[str, Any]) -> dict[str, Any]:
    """Values as JSON holds them."""
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | datetime):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(item) for item in value]
    return value


def fingerprint(before: str, entry: AuditEntry | _Written) -> str:
    """The SHA-256 of an entry together with the fingerprint of the one before it, in hexadecimal."""
    told = [
        before,
        entry.id,
        entry.at.isoformat(),
        entry.by_id,
        entry.board_id,
        entry.verb,
        entry.subject,
        entry.subject_id,
        entry.reference,
        entry.old,
        entry.new,
        entry.why,
    ]
    return hashlib.sha256(json.dumps(told, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def seal(session: Session) -> None:
    """Chain what this transaction recorded; the head is locked last, so two writers wait only for each other's end."""
    session.flush()
    entries: list[AuditEntry | _Written] = session.info.pop(UNSEALED, [])
    if session.info.pop(PART_UNDONE, False):
        entries = _still_there(session, entries)
    if not entries:
        return
    # The first flush may have let in entries that awaited their subject; this one numbers them.
    session.flush()
    head = session.scalars(
        select(AuditHead).order_by(AuditHead.id).with_for_update().execution_options(populate_existing=True)
    ).one()
    last = head.fingerprint
    seals = []
    for entry in entries:
        last = fingerprint(last, entry)
        seals.append({"entry_id": entry.id, "fingerprint": last})
    session.execute(insert(AuditSeal), seals)
    head.seal_id += len(seals)
    head.fingerprint = last
    session.flush()


def _still_there(session: Session, entries: Sequence[AuditEntry | _Written]) -> list[AuditEntry | _Written]:
    """Those that were not taken back with a part of the transaction."""
    written = [entry.id for entry in entries if isinstance(entry, _Written)]
    if not written:
        return list(entries)
    there = set(session.scalars(select(AuditEntry.id).where(AuditEntry.id.between(min(written), max(written)))))
    return [entry for entry in entries if not isinstance(entry, _Written) or entry.id in there]


def faults(entries: Iterable[tuple[AuditEntry, AuditSeal | None]], head: AuditHead) -> list[str]:
    """What is wrong with the chain, in words: the first altered, unsealed or missing entry, and a cut tail."""
    before, count = "", 0
    for entry, sealed in entries:
        if sealed is None:
            return [
                f"Entry {entry.id} ({entry.verb} {entry.reference}) was written outside the program: it has no seal."
            ]
        if fingerprint(before, entry) != sealed.fingerprint:
            return [f"Entry {entry.id} ({entry.verb} {entry.reference}) or the one before it was altered or removed."]
        before, count = sealed.fingerprint, count + 1
    if (count, before) != (head.seal_id, head.fingerprint):
        return [f"The last entries are missing: {head.seal_id} were sealed and {count} are there."]
    return []


def _forget(session: Session, _ended: SessionTransaction) -> None:
    session.info.pop(AWAITING, None)
    kept = [entry for entry in session.info.pop(UNSEALED, []) if isinstance(entry, _Written) or entry in session]
    if _ended.parent is None:
        session.info.pop(PART_UNDONE, None)
        return
    session.info[PART_UNDONE] = True
    if kept:
        session.info[UNSEALED] = kept


def watch(maker: sessionmaker[Session]) -> None:
    """Seal before each commit, and forget what was rolled back."""
    event.listen(maker, "after_flush_postexec", _enter_awaiting)
    event.listen(maker, "before_commit", seal)
    event.listen(maker, "after_soft_rollback", _forget)


watch(db.session.session_factory)
