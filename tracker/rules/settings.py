"""What a board settles for itself: when its school terms end, what a quarter means, what status words claim."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tracker import db
from tracker.models import Board, BoardCalendar, Person, StatusWord
from tracker.models.vocabulary import ClaimMeaning, QuarterReading
from tracker.queries import settings as find
from tracker.rules import audit
from tracker.rules.errors import Overtaken, Refused, check_may
from tracker.rules.people import folded

LONGEST_WORD = 60
ANY_YEAR = 2001
# A term that ended outside these months would be another term.
MONTHS_OF = {"autumn_ends": (10, 12), "spring_ends": (2, 4), "summer_ends": (5, 8)}
MONTH_NAMES = {name: f"{date(1, first, 1):%B} and {date(1, last, 1):%B}" for name, (first, last) in MONTHS_OF.items()}


@dataclass(frozen=True)
class TermEnds:
    """The last day of each school term, as (month, day) of any year."""

    autumn: tuple[int, int]
    spring: tuple[int, int]
    summer: tuple[int, int]

    def as_kept(self) -> dict[str, str]:
        """As the calendar keeps them: 12-31."""
        return {
            f"{name}_ends": f"{month:02d}-{day:02d}"
            for name, (month, day) in (("autumn", self.autumn), ("spring", self.spring), ("summer", self.summer))
        }


def settle_calendar(
    board: Board, *, ends: TermEnds, quarters: QuarterReading, version: int, by: Person | None
) -> BoardCalendar:
    """Say when the board's terms end and what "Quarter 3 of 2015" means to it; plans taken in from now on use it.

    Raises Overtaken when someone else changed the calendar since `version` (1 while none was settled), and Refused with
    the field at fault where a term cannot end on the day given.
    """
    check_may("settings.edit", by=by, subject=board)
    given = {**ends.as_kept(), "quarters": quarters}
    for name in MONTHS_OF:
        _check_end(name, str(given[name]))
    db.lock(board)
    calendar = find.calendar(board.id)
    is_first = calendar not in db.session
    db.lock(calendar)
    if calendar.version != version:
        raise Overtaken(
            "Someone else changed the calendar while you were writing. Theirs stands and is shown beside yours; "
            "put together what should stand, and save again."
        )
    old, new = audit.changes(calendar, given)
    if is_first:
        db.session.add(calendar)
        new = given
    if new:
        calendar.version += 1
        audit.record("settings.calendar", calendar, by=by, board_id=board.id, old=old, new=new)
    return calendar


def _check_end(name: str, kept: str) -> None:
    month, day = (int(part) for part in kept.split("-"))
    try:
        date(ANY_YEAR, month, day)
    except ValueError as error:
        raise Refused("Give a day that every year has, such as 20 December.", field=name) from error
    first, last = MONTHS_OF[name]
    if not first <= month <= last:
        term = name.partition("_")[0]
        raise Refused(f"The {term} term ends between {MONTH_NAMES[name]}. Check the month.", field=name)


def add_status_word(board: Board, *, written_as: str, meaning: ClaimMeaning, by: Person | None) -> StatusWord:
    """Say what a word or colour in its agencies' plans claims, by the board's own scheme.

    Schemes clash: amber is "on track" to one body and "at risk" to the next, so each board has its own. Raises Refused
    when the board has said what the word means already.
    """
    check_may("settings.edit", by=by, subject=board)
    word = _checked(written_as)
    made = StatusWord(board_id=board.id, written_as=word, folded=folded(word), meaning=meaning)
    try:
        with db.session.begin_nested():
            db.session.add(made)
    except IntegrityError as error:
        raise _said_already(board.id, word) from error
    new = {"written_as": word, "meaning": meaning}
    audit.record("settings.add_status_word", made, by=by, board_id=board.id, new=new)
    return made


def change_status_word(
    word: StatusWord, *, written_as: str, meaning: ClaimMeaning, version: int, by: Person
) -> StatusWord:
    """Say anew what a word means, or how it is written; claims taken in before keep the meaning they were given."""
    check_may("settings.edit", by=by, subject=word)
    _hold(word, version)
    written = _checked(written_as)
    clash = select(StatusWord.id).where(
        StatusWord.board_id == word.board_id, StatusWord.folded == folded(written), StatusWord.id != word.id
    )
    if db.session.scalar(clash) is not None:
        raise _said_already(word.board_id, written)
    given = {"written_as": written, "folded": folded(written), "meaning": meaning}
    old, new = audit.changes(word, given)
    if new:
        word.version += 1
        old.pop("folded", None)
        new.pop("folded", None)
        audit.record("settings.change_status_word", word, by=by, old=old, new=new)
    return word


def take_out_status_word(word: StatusWord, *, by: Person) -> None:
    """Take a word out of the board's scheme: from now on plans that use it are asked about."""
    check_may("settings.edit", by=by, subject=word)
    db.lock(word.board)
    if db.session.scalar(select(StatusWord.id).where(StatusWord.id == word.id)) is None:
        raise Refused("Someone else has taken this word out already.")
    old = {"written_as": word.written_as, "meaning": word.meaning}
    audit.record("settings.take_out_status_word", word, by=by, old=old)
    db.session.delete(word)


def _checked(written_as: str) -> str:
    word = " ".join(written_as.split())
    if not folded(word):
        raise Refused("Give the word or colour as plans write it, such as Amber.", field="written_as")
    if len(word) > LONGEST_WORD:
        raise Refused(f"A status word has at most {LONGEST_WORD} characters; this has {len(word)}.", field="written_as")
    return word


def _said_already(board_id: int, word: str) -> Refused:
    meaning = find.scheme(board_id).get(folded(word))
    said = f": {meaning.value}" if meaning else ""
    return Refused(f"This board has said already what “{word}” means{said}. Change that one.", field="written_as")


def _hold(word: StatusWord, version: int) -> None:
    if db.session.scalar(select(StatusWord.id).where(StatusWord.id == word.id)) is None:
        raise Refused("Someone else has taken this word out. Add it again if plans still use it.")
    db.lock(word)
    if word.version != version:
        raise Overtaken(
            "Someone else changed this word while you were writing. Theirs stands and is shown beside yours; "
            "put together what should stand, and save again."
        )
