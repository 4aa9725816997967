"""Files taken in, row by row as they were read."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import Base, Short, words
from tracker.models.people import Agency, Board, Person
from tracker.models.reviews import Recommendation, Review
from tracker.models.vocabulary import ImportStatus, RowKind


class Import(Base):
    """One file taken in: first a proposal, then applied as a whole or set aside."""

    __tablename__ = "import"
    __table_args__ = (
        CheckConstraint(
            "(status IN ('applied', 'undone')) = (applied_at IS NOT NULL AND applied_by_id IS NOT NULL)",
            name="applied_has_who_and_when",
        ),
        CheckConstraint(
            "(status = 'undone') = (undone_at IS NOT NULL AND undone_by_id IS NOT NULL)",
            name="undone_has_who_and_when",
        ),
        Index(
            "uq_import_applied_once",
            "review_id",
            text("coalesce(agency_id, 0)"),
            "fingerprint",
            unique=True,
            sqlite_where=text("status NOT IN ('set aside', 'undone')"),
            postgresql_where=text("status NOT IN ('set aside', 'undone')"),
        ),
        Index("ix_import_board_id_received_at", "board_id", "received_at"),
    )

    board_id: Mapped[int] = mapped_column(ForeignKey("board.id"))
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    file_name: Mapped[str] = mapped_column(Short)
    format: Mapped[str] = mapped_column(Short)
    fingerprint: Mapped[str] = mapped_column(Short)
    size: Mapped[int]
    plan_date: Mapped[date | None]
    reading: Mapped[dict[str, Any]]
    status: Mapped[ImportStatus] = mapped_column(words(ImportStatus), default=ImportStatus.PROPOSED)
    received_at: Mapped[datetime]
    received_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    applied_at: Mapped[datetime | None]
    applied_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    undone_at: Mapped[datetime | None]
    undone_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    rows_read: Mapped[int] = mapped_column(default=0)
    trouble: Mapped[str] = mapped_column(default="")
    version: Mapped[int] = mapped_column(default=1)
    board: Mapped[Board] = relationship()
    review: Mapped[Review] = relationship()
    agency: Mapped[Agency | None] = relationship()
    received_by: Mapped[Person] = relationship(foreign_keys=[received_by_id])
    applied_by: Mapped[Person | None] = relationship(foreign_keys=[applied_by_id])
    undone_by: Mapped[Person | None] = relationship(foreign_keys=[undone_by_id])
    rows: Mapped[list["ImportRow"]] = relationship(back_populates="batch", order_by="ImportRow.position")


class ImportRow(Base):
    """A row of the file as it was read, what a person corrected, and what was made or changed by it (`made`)."""

    __tablename__ = "import_row"
    __table_args__ = (
        UniqueConstraint("import_id", "position"),
        Index("ix_import_row_recommendation_id", "recommendation_id"),
    )

    import_id: Mapped[int] = mapped_column(ForeignKey("import.id"))
    position: Mapped[int]
    sheet: Mapped[str] = mapped_column(Short)
    source: Mapped[str] = mapped_column(Short)
    kind: Mapped[RowKind] = mapped_column(words(RowKind))
    reason: Mapped[str] = mapped_column(default="")
    reading: Mapped[dict[str, Any]]
    corrections: Mapped[dict[str, Any]] = mapped_column(default=dict)
    made: Mapped[dict[str, Any]] = mapped_column(default=dict)
    recommendation_id: Mapped[int | None] = mapped_column(ForeignKey("recommendation.id"))
    batch: Mapped[Import] = relationship(back_populates="rows")
    recommendation: Mapped[Recommendation | None] = relationship()
