"""What a board has settled for itself, as its pages and the reading of its plans ask for it."""

from dataclasses import dataclass

from sqlalchemy import and_, func, select

from tracker import db
from tracker.access import Reader
from tracker.models import Board, BoardCalendar, Milestone, Review, StatusWord
from tracker.models.vocabulary import ClaimMeaning
from tracker.queries.anchors import OF_MILESTONE, Starts, starts_of
from tracker.queries.paging import Page, page_number
from tracker.reading.timescales import Calendar


def calendar(board_id: int) -> BoardCalendar:
    """A board's calendar; until it has settled one, the usual one, which is not on record."""
    kept = db.session.scalar(select(BoardCalendar).where(BoardCalendar.board_id == board_id))
    return kept or usual_calendar(board_id)


def usual_calendar(board_id: int) -> BoardCalendar:
    """The calendar of a board that has settled nothing: terms end with December, March and July."""
    values = {
        column.name: column.default.arg
        for column in BoardCalendar.__table__.columns
        if column.default is not None and column.default.is_scalar
    }
    return BoardCalendar(**values, board_id=board_id)


def status_words(asked: str | None = None, *, reader: Reader) -> Page[StatusWord]:
    """The status words of the reader's board in the order of the alphabet, a page at a time."""
    total = count_status_words(reader)
    number = page_number(asked, total)
    page: Page[StatusWord] = Page([], number, total)
    found = db.session.scalars(
        select(StatusWord)
        .where(StatusWord.board_id == reader.board.id)
        .order_by(StatusWord.folded, StatusWord.id)
        .offset((number - 1) * page.length)
        .limit(page.length)
    )
    return Page(list(found), number, total)


def count_status_words(reader: Reader) -> int:
    """How many status words the reader's board has said the meaning of."""
    board = StatusWord.board_id == reader.board.id
    return db.session.scalar(select(func.count()).select_from(StatusWord).where(board)) or 0


def status_word(number: int, *, reader: Reader) -> StatusWord | None:
    """One status word of the reader's board."""
    return db.session.scalar(select(StatusWord).where(StatusWord.id == number, StatusWord.board_id == reader.board.id))


def scheme(board_id: int) -> dict[str, ClaimMeaning]:
    """What each status word and colour means to a board, by the word folded."""
    rows = db.session.execute(select(StatusWord.folded, StatusWord.meaning).where(StatusWord.board_id == board_id))
    return {row.folded: row.meaning for row in rows}


def reading_calendar(board_id: int) -> Calendar:
    """A board's calendar as the reading of plans and timescales takes it."""
    return _as_read(calendar(board_id))


@dataclass(frozen=True)
class Settled:
    """What a plan for one review is read by: the dates times count from, the board's calendar and its status words."""

    starts: Starts
    calendar: Calendar
    scheme: dict[str, ClaimMeaning]


def settled_for(review: Review) -> Settled:
    """All three in one query, since the preview of a plan asks for much else."""
    rows = db.session.execute(
        select(BoardCalendar, StatusWord.folded, StatusWord.meaning, Milestone.kind, Milestone.day, Milestone.precision)
        .select_from(Board)
        .outerjoin(BoardCalendar, BoardCalendar.board_id == Board.id)
        .outerjoin(StatusWord, StatusWord.board_id == Board.id)
        .outerjoin(Milestone, and_(Milestone.review_id == review.id, Milestone.kind.in_(OF_MILESTONE)))
        .where(Board.id == review.board_id)
        .order_by(Milestone.day, Milestone.id)
    ).all()
    dated = dict.fromkeys((row.kind, row.day, row.precision) for row in rows if row.kind is not None)
    kept = next((row.BoardCalendar for row in rows if row.BoardCalendar is not None), None)
    return Settled(
        starts_of(review.plan_date, dated),
        _as_read(kept or usual_calendar(review.board_id)),
        {row.folded: row.meaning for row in rows if row.folded is not None},
    )


def _as_read(kept: BoardCalendar) -> Calendar:
    return Calendar(
        autumn_ends=_month_and_day(kept.autumn_ends),
        spring_ends=_month_and_day(kept.spring_ends),
        summer_ends=_month_and_day(kept.summer_ends),
        quarter_reading=kept.quarters.value,
    )


def _month_and_day(kept: str) -> tuple[int, int]:
    month, day = kept.split("-")
    return int(month), int(day)
