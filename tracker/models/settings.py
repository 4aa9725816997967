"""What a board has settled for itself: its calendar, and what the words and colours of its agencies' plans mean."""

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from tracker.models.base import Base, Short, words
from tracker.models.people import Board, Person
from tracker.models.vocabulary import ClaimMeaning, QuarterReading


class BoardCalendar(Base):
    """A board's own term ends (month and day, as 12-31) and what a quarter with one year means to it."""

    __tablename__ = "board_calendar"

    board_id: Mapped[int] = mapped_column(ForeignKey("board.id"), unique=True)
    autumn_ends: Mapped[str] = mapped_column(Short, default="12-31")
    spring_ends: Mapped[str] = mapped_column(Short, default="03-31")
    summer_ends: Mapped[str] = mapped_column(Short, default="07-31")
    quarters: Mapped[QuarterReading] = mapped_column(words(QuarterReading), default=QuarterReading.ASK)
    version: Mapped[int] = mapped_column(default=1)
    board: Mapped[Board] = relationship()


class StatusWord(Base):
    """What one status word or colour in a plan means to a board; schemes clash, so each board keeps its own."""

    __tablename__ = "status_word"
    __table_args__ = (UniqueConstraint("board_id", "folded"),)

    board_id: Mapped[int] = mapped_column(ForeignKey("board.id"))
    written_as: Mapped[str] = mapped_column(Short)
    folded: Mapped[str] = mapped_column(Short)
    meaning: Mapped[ClaimMeaning] = mapped_column(words(ClaimMeaning))
    version: Mapped[int] = mapped_column(default=1)
    board: Mapped[Board] = relationship()


class LayoutChoice(Base):
    """What a person said one column of a layout holds, remembered for the next plan in the same layout."""

    __tablename__ = "layout_choice"
    __table_args__ = (UniqueConstraint("board_id", "layout", "heading"),)

    board_id: Mapped[int] = mapped_column(ForeignKey("board.id"))
    layout: Mapped[str] = mapped_column(Short)
    heading: Mapped[str]
    field: Mapped[str] = mapped_column(Short)
    chosen_by_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    board: Mapped[Board] = relationship()
    chosen_by: Mapped[Person] = relationship()
