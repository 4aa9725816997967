"""The history of changes of one thing, newest first."""

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from tracker import db
from tracker.models import AuditEntry, AuditHead, AuditSeal
from tracker.models.base import Base


def of(subject: Base, *, limit: int = 100) -> list[AuditEntry]:
    """What was done to a thing that the reader has already been allowed to see, newest first."""
    return list(
        db.session.scalars(
            select(AuditEntry)
            .where(AuditEntry.subject == subject.__tablename__, AuditEntry.subject_id == subject.id)
            .options(joinedload(AuditEntry.by))
            .order_by(AuditEntry.id.desc())
            .limit(limit)
        )
    )


def sealed_entries() -> list[tuple[AuditEntry, AuditSeal | None]]:
    """Every entry with its seal, in the order they were sealed; unsealed ones last."""
    rows = db.session.execute(
        select(AuditEntry, AuditSeal)
        .outerjoin(AuditSeal, AuditSeal.entry_id == AuditEntry.id)
        .order_by(AuditSeal.id.is_(None), AuditSeal.id, AuditEntry.id)
    )
    return [(entry, seal) for entry, seal in rows]


def head() -> AuditHead:
    """The last seal as it was noted apart."""
    return db.session.scalars(select(AuditHead)).one()
