"""Actions, who leads them, how they progress, and the steps of their life."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, Column, ForeignKey, Index, Table, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import Base, Short, words
from tracker.models.imports import ImportRow
from tracker.models.people import Agency, Board, Person, Post
from tracker.models.reviews import Recommendation, Review
from tracker.models.vocabulary import ActionStatus, LeadView

action_recommendation = Table(
    "action_recommendation",
    Base.metadata,
    Column("action_id", ForeignKey("action.id"), primary_key=True),
    Column("recommendation_id", ForeignKey("recommendation.id"), primary_key=True, index=True),
)


class Action(Base):
    """What an agency will do, as its plan says it; agreed, it is tracked to the end."""

    __tablename__ = "action"
    __table_args__ = (
        CheckConstraint(
            "status IN ('draft', 'withdrawn') OR deadline IS NOT NULL OR length(no_deadline_reason) > 0",
            name="agreed_has_deadline_or_reason",
        ),
        CheckConstraint("deadline IS NULL OR length(no_deadline_reason) = 0", name="deadline_or_reason_not_both"),
        CheckConstraint("status IN ('draft', 'withdrawn') OR agency_id IS NOT NULL", name="agreed_has_agency"),
        CheckConstraint("first_deadline IS NULL OR agreed_at IS NOT NULL", name="first_deadline_is_agreed"),
        Index("ix_action_board_id_deadline_id", "board_id", "deadline", "id"),
        Index("ix_action_board_id_status_deadline_id", "board_id", "status", "deadline", "id"),
        Index("ix_action_review_id_number", "review_id", "number", unique=True),
        Index("ix_action_agency_id_deadline_id", "agency_id", "deadline", "id"),
        Index("ix_action_import_row_id", "import_row_id"),
        # The history of changes goes by number, so the number of an action taken out again is never given anew.
        {"sqlite_autoincrement": True},
    )

    board_id: Mapped[int] = mapped_column(ForeignKey("board.id"))
    review_id: Mapped[int] = mapped_column(ForeignKey("review.id"))
    number: Mapped[int]
    reference: Mapped[str] = mapped_column(Short, unique=True)
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    text: Mapped[str]
    outcome_sought: Mapped[str] = mapped_column(default="")
    outcome_measure: Mapped[str] = mapped_column(default="")
    timescale: Mapped[str] = mapped_column(default="")
    timescale_doubt: Mapped[str] = mapped_column(default="")
    ongoing: Mapped[bool] = mapped_column(default=False)
    deadline: Mapped[date | None]
    first_deadline: Mapped[date | None]
    no_deadline_reason: Mapped[str] = mapped_column(default="")
    vacancy_reason: Mapped[str] = mapped_column(default="")
    status: Mapped[ActionStatus] = mapped_column(words(ActionStatus), default=ActionStatus.DRAFT)
    added_at: Mapped[datetime]
    agreed_at: Mapped[datetime | None]
    progress_on: Mapped[date | None]
    lead_view: Mapped[LeadView | None] = mapped_column(words(LeadView))
    anchor: Mapped[str] = mapped_column(Short, default="")
    anchor_amount: Mapped[int | None]
    anchor_unit: Mapped[str] = mapped_column(Short, default="")
    import_row_id: Mapped[int | None] = mapped_column(ForeignKey("import_row.id"))
    paragraph: Mapped[str] = mapped_column(default="")
    demonstration: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1)
    board: Mapped[Board] = relationship()
    review: Mapped[Review] = relationship()
    agency: Mapped[Agency | None] = relationship()
    import_row: Mapped[ImportRow | None] = relationship()
    recommendations: Mapped[list[Recommendation]] = relationship(
        secondary=action_recommendation, order_by=Recommendation.position
    )
    leads: Mapped[list["Lead"]] = relationship(
        back_populates="action", order_by="Lead.accountable.desc(), Lead.id", cascade="all, delete-orphan"
    )


class ActionSource(Base):
    """A row of a plan taken in that speaks of an action: the one it was made from, and each revised plan's since."""

    __tablename__ = "action_source"
    __table_args__ = (
        UniqueConstraint("import_row_id", "part"),
        Index("ix_action_source_action_id", "action_id"),
    )

    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"))
    import_row_id: Mapped[int] = mapped_column(ForeignKey("import_row.id"))
    part: Mapped[int]
    action: Mapped[Action] = relationship()
    import_row: Mapped[ImportRow] = relationship()


class Lead(Base):
    """Who answers for an action, or for a part of it: a person, or whoever fills a post."""

    __tablename__ = "lead"
    __table_args__ = (
        CheckConstraint("(person_id IS NULL) <> (post_id IS NULL)", name="person_or_post"),
        UniqueConstraint("action_id", "person_id"),
        UniqueConstraint("action_id", "post_id"),
        Index(
            "uq_lead_one_accountable",
            "action_id",
            unique=True,
            sqlite_where=text("accountable"),
            postgresql_where=text("accountable"),
        ),
        Index("ix_lead_person_id", "person_id"),
        Index("ix_lead_post_id", "post_id"),
    )

    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    post_id: Mapped[int | None] = mapped_column(ForeignKey("post.id"))
    accountable: Mapped[bool]
    part: Mapped[str] = mapped_column(default="")
    printed_as: Mapped[str] = mapped_column(default="")
    action: Mapped[Action] = relationship(back_populates="leads")
    person: Mapped[Person | None] = relationship()
    post: Mapped[Post | None] = relationship()

    @property
    def answers(self) -> Person | None:
        """The person who answers today: named, or filling the post."""
        return self.person if self.person is not None else self.post.holder if self.post else None

    @property
    def title(self) -> str:
        """How the lead is called on a page."""
        return self.person.name if self.person is not None else self.post.title if self.post else ""


class Progress(Base):
    """A dated word from the lead, or what the plan claimed; added to, never overwritten."""

    __tablename__ = "progress"
    __table_args__ = (Index("ix_progress_action_id_day_id", "action_id", "day", "id"),)

    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"))
    day: Mapped[date]
    text: Mapped[str]
    view: Mapped[LeadView | None] = mapped_column(words(LeadView))
    claims_done: Mapped[bool] = mapped_column(default=False)
    claimed_completed_on: Mapped[date | None]
    from_plan: Mapped[bool] = mapped_column(default=False)
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    action: Mapped[Action] = relationship()
    by: Mapped[Person | None] = relationship()


class Step(Base):
    """One step in the life of an action: who, when, why, from what to what."""

    __tablename__ = "step"
    __table_args__ = (Index("ix_step_action_id_at", "action_id", "at"),)

    action_id: Mapped[int] = mapped_column(ForeignKey("action.id"))
    verb: Mapped[str] = mapped_column(Short)
    from_status: Mapped[ActionStatus | None] = mapped_column(words(ActionStatus, "from_status"))
    to_status: Mapped[ActionStatus] = mapped_column(words(ActionStatus, "to_status"))
    deadline: Mapped[date | None]
    reason: Mapped[str] = mapped_column(default="")
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    action: Mapped[Action] = relationship()
    by: Mapped[Person | None] = relationship()
