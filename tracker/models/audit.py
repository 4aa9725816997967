"""The history of changes: who did what to which thing, in a chain that shows a missing or altered link."""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import Base, Short
from tracker.models.people import Person


class AuditEntry(Base):
    """One verb carried out, with old and new values; added, never changed."""

    __tablename__ = "audit_entry"
    __table_args__ = (
        Index("ix_audit_entry_subject_id", "subject", "subject_id", "id"),
        Index("ix_audit_entry_board_id_at", "board_id", "at"),
    )

    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    board_id: Mapped[int | None] = mapped_column(ForeignKey("board.id"))
    verb: Mapped[str] = mapped_column(Short)
    subject: Mapped[str] = mapped_column(Short)
    subject_id: Mapped[int]
    reference: Mapped[str] = mapped_column(Short, default="")
    old: Mapped[dict[str, Any]]
    new: Mapped[dict[str, Any]]
    why: Mapped[str] = mapped_column(default="")
    by: Mapped[Person | None] = relationship()


class AuditSeal(Base):
    """The fingerprint of an entry together with the seal before it; written as the last act of a transaction."""

    __tablename__ = "audit_seal"

    entry_id: Mapped[int] = mapped_column(ForeignKey("audit_entry.id"), unique=True)
    fingerprint: Mapped[str] = mapped_column(Short)


class AuditHead(Base):
    """The last seal, kept apart so that a cut tail is noticed; locking it puts the seals in one order."""

    __tablename__ = "audit_head"

    seal_id: Mapped[int] = mapped_column(default=0)
    fingerprint: Mapped[str] = mapped_column(Short)
