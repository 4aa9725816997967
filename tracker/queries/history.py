"""The history of changes of one thing, newest first."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import joinedload

from tracker import db
from tracker.models import AuditEntry, AuditHead, AuditSeal
from tracker.models.base import Base

_ENTRIES = (
    select(AuditEntry)
    .where(AuditEntry.subject == bindparam("subject"), AuditEntry.subject_id == bindparam("subject_id"))
    .options(joinedload(AuditEntry.by))
    .order_by(AuditEntry.id.desc())
    .limit(bindparam("limit"))
)


def of(subject: Base, *, limit: int = 100) -> list[AuditEntry]:
    """What was done to a thing that the reader has already been allowed to see, newest first."""
    about = {"subject": subject.__tablename__, "subject_id": subject.id, "limit": limit}
    return list(db.session.scalars(_ENTRIES, about))


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
