"""Reviews, where their recommendations come from, and the recommendations."""

import re
import unicodedata
from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import Base, Short, words
from tracker.models.people import Agency, Board
from tracker.models.vocabulary import MilestoneKind, Precision, ReviewType, SourceKind


def slug_of(code: str) -> str:
    """A code name as it stands in an address: "Child B1" is child-b1."""
    return re.sub(r"[^a-z0-9]+", "-", unicodedata.normalize("NFKC", code).lower()).strip("-")


class Review(Base):
    """A published review, known by its code name."""

    __tablename__ = "review"
    __table_args__ = (Index("ix_review_board_id", "board_id"),)

    board_id: Mapped[int] = mapped_column(ForeignKey("board.id"))
    code: Mapped[str] = mapped_column(Short, unique=True)
    slug: Mapped[str] = mapped_column(Short, unique=True)
    prefix: Mapped[str] = mapped_column(Short, unique=True)
    type: Mapped[ReviewType] = mapped_column(words(ReviewType))
    title: Mapped[str]
    summary: Mapped[str] = mapped_column(default="")
    plan_date: Mapped[date | None]
    added_at: Mapped[datetime]
    last_recommendation: Mapped[int] = mapped_column(default=0)
    last_action: Mapped[int] = mapped_column(default=0)
    version: Mapped[int] = mapped_column(default=1)
    board: Mapped[Board] = relationship()
    milestones: Mapped[list["Milestone"]] = relationship(
        back_populates="review", order_by="Milestone.day, Milestone.id", cascade="all, delete-orphan"
    )
    sources: Mapped[list["SourceReport"]] = relationship(
        back_populates="review", order_by="SourceReport.position, SourceReport.id"
    )


class Milestone(Base):
    """A dated step of a review."""

    __tablename__ = "milestone"
    __table_args__ = (Index("ix_milestone_review_id", "review_id"),)

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    kind: Mapped[MilestoneKind] = mapped_column(words(MilestoneKind))
    day: Mapped[date]
    precision: Mapped[Precision] = mapped_column(words(Precision), default=Precision.DAY)
    note: Mapped[str] = mapped_column(default="")
    review: Mapped[Review] = relationship(back_populates="milestones")


class SourceReport(Base):
    """What recommendations come from: the overview report, an agency's IMR, the health overview."""

    __tablename__ = "source_report"
    __table_args__ = (UniqueConstraint("review_id", "name"),)

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    name: Mapped[str] = mapped_column(Short)
    kind: Mapped[SourceKind] = mapped_column(words(SourceKind))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    position: Mapped[int] = mapped_column(default=0)
    review: Mapped[Review] = relationship(back_populates="sources")
    agency: Mapped[Agency | None] = relationship()


recommendation_agency = Table(
    "recommendation_agency",
    Base.metadata,
    Column("recommendation_id", ForeignKey("recommendation.id"), primary_key=True),
    Column("agency_id", ForeignKey("agency.id"), primary_key=True, index=True),
)


class Recommendation(Base):
    """What a review asks for, of one or more agencies or of all."""

    __tablename__ = "recommendation"
    __table_args__ = (
        Index("ix_recommendation_review_id_position", "review_id", "position"),
        # The history of changes goes by number, so that of a recommendation taken out again is never given anew.
        {"sqlite_autoincrement": True},
    )

    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    source_id: Mapped[int | None] = mapped_column(ForeignKey("source_report.id"))
    reference: Mapped[str] = mapped_column(Short, unique=True)
    printed_reference: Mapped[str] = mapped_column(Short, default="")
    text: Mapped[str]
    paragraph: Mapped[str] = mapped_column(default="")
    to_all_agencies: Mapped[bool] = mapped_column(default=False)
    position: Mapped[int]
    added_at: Mapped[datetime]
    version: Mapped[int] = mapped_column(default=1)
    review: Mapped[Review] = relationship()
    source: Mapped[SourceReport | None] = relationship()
    agencies: Mapped[list[Agency]] = relationship(secondary=recommendation_agency, order_by=Agency.name)
    repeats: Mapped[list["Repeat"]] = relationship(
        foreign_keys="Repeat.recommendation_id", order_by="Repeat.id", cascade="all, delete-orphan"
    )


class Repeat(Base):
    """A recommendation repeats an earlier one: ours, or one known only by where it was printed."""

    __tablename__ = "repeat"
    __table_args__ = (
        CheckConstraint("earlier_id IS NOT NULL OR length(printed_in) > 0", name="names_the_earlier_one"),
        CheckConstraint("earlier_id IS NULL OR earlier_id <> recommendation_id", name="not_of_itself"),
        UniqueConstraint("recommendation_id", "earlier_id", "printed_in"),
        Index("ix_repeat_earlier_id", "earlier_id"),
    )

    recommendation_id: Mapped[int] = mapped_column(ForeignKey("recommendation.id"))
    earlier_id: Mapped[int | None] = mapped_column(ForeignKey("recommendation.id"))
    printed_in: Mapped[str] = mapped_column(default="")
    note: Mapped[str] = mapped_column(default="")
    earlier: Mapped[Recommendation | None] = relationship(foreign_keys=[earlier_id])
