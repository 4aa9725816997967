"""Boards, the agencies they know, the people and the posts people fill."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import Base, Short, words
from tracker.models.vocabulary import AgencyKind, Role


class Board(Base):
    """A safeguarding board or partnership."""

    __tablename__ = "board"

    name: Mapped[str] = mapped_column(Short, unique=True)
    short_name: Mapped[str] = mapped_column(Short, unique=True)
    key: Mapped[str] = mapped_column(Short, unique=True)


class Agency(Base):
    """A body as one board knows it."""

    __tablename__ = "agency"
    __table_args__ = (UniqueConstraint("board_id", "name"),)

    board_id: Mapped[int] = mapped_column(ForeignKey("board.id"))
    name: Mapped[str] = mapped_column(Short)
    kind: Mapped[AgencyKind] = mapped_column(words(AgencyKind))
    board: Mapped[Board] = relationship()
    aliases: Mapped[list["AgencyAlias"]] = relationship(
        back_populates="agency", order_by="AgencyAlias.written_as", cascade="all, delete-orphan"
    )


class AgencyAlias(Base):
    """A way an agency's name is written; its own name is one of them, so one look-up finds it."""

    __tablename__ = "agency_alias"
    __table_args__ = (
        UniqueConstraint("board_id", "folded"),
        Index("ix_agency_alias_agency_id", "agency_id"),
    )

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id"))
    written_as: Mapped[str] = mapped_column(Short)
    folded: Mapped[str] = mapped_column(Short)
    agency: Mapped[Agency] = relationship(back_populates="aliases")


class Person(Base):
    """Someone who may sign in."""

    __tablename__ = "person"

    name: Mapped[str] = mapped_column(Short)
    email: Mapped[str] = mapped_column(Short, unique=True)
    password_hash: Mapped[str | None]
    active: Mapped[bool] = mapped_column(default=True)
    added_at: Mapped[datetime]
    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="person", order_by="Membership.board_id, Membership.role"
    )


class Membership(Base):
    """What a person is at one board, and for which agency."""

    __tablename__ = "membership"
    __table_args__ = (
        CheckConstraint("role NOT IN ('lead', 'agency-lead') OR agency_id IS NOT NULL", name="leads_have_an_agency"),
        Index(
            "uq_membership_person_board_role_agency",
            "person_id",
            "board_id",
            "role",
            text("coalesce(agency_id, 0)"),
            unique=True,
        ),
        Index("ix_membership_board_id_role", "board_id", "role"),
    )

    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    board_id: Mapped[int] = mapped_column(ForeignKey("board.id"))
    role: Mapped[Role] = mapped_column(words(Role))
    agency_id: Mapped[int | None] = mapped_column(ForeignKey("agency.id"))
    person: Mapped[Person] = relationship(back_populates="memberships")
    board: Mapped[Board] = relationship()
    agency: Mapped[Agency | None] = relationship()


class Post(Base):
    """A position in an agency that a person may fill: what most plans name as the lead."""

    __tablename__ = "post"
    __table_args__ = (
        UniqueConstraint("agency_id", "folded"),
        Index("ix_post_holder_id", "holder_id"),
        # The history of changes goes by number, so that of a post taken out again is never given anew.
        {"sqlite_autoincrement": True},
    )

    agency_id: Mapped[int] = mapped_column(ForeignKey("agency.id"))
    title: Mapped[str] = mapped_column(Short)
    folded: Mapped[str] = mapped_column(Short)
    holder_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    agency: Mapped[Agency] = relationship()
    holder: Mapped[Person | None] = relationship()


class Visit(Base):
    """One signed-in visit; the cookie holds a random text of which only the fingerprint is kept here."""

    __tablename__ = "visit"
    __table_args__ = (Index("ix_visit_person_id", "person_id"),)

    fingerprint: Mapped[str] = mapped_column(Short, unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    board_id: Mapped[int | None] = mapped_column(ForeignKey("board.id"))
    began_at: Mapped[datetime]
    ends_at: Mapped[datetime]
    person: Mapped[Person] = relationship()
    board: Mapped[Board | None] = relationship()


class SignInAttempt(Base):
    """A sign-in that failed, kept so that guessing can be slowed."""

    __tablename__ = "sign_in_attempt"
    __table_args__ = (Index("ix_sign_in_attempt_about_at", "about", "at"),)

    about: Mapped[str] = mapped_column(Short)
    at: Mapped[datetime]


class FormToken(Base):
    """A form that was carried out, so that pressing its button twice gives the first answer."""

    __tablename__ = "form_token"

    token: Mapped[str] = mapped_column(Short, unique=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    answer: Mapped[str]
    at: Mapped[datetime]
