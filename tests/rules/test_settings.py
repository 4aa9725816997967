"""What a board settles for itself: its calendar, and what status words mean to it."""

import pytest

from tests.build import a_board, a_person
from tests.taking_in import how_many
from tracker import db
from tracker.models import Board, BoardCalendar, StatusWord
from tracker.models.vocabulary import ClaimMeaning, QuarterReading, Role
from tracker.queries import history
from tracker.queries import settings as find
from tracker.rules import settings
from tracker.rules.errors import NotAllowed, Overtaken, Refused
from tracker.rules.settings import TermEnds

pytestmark = pytest.mark.usefixtures("database")

ENDS = TermEnds(autumn=(12, 18), spring=(3, 24), summer=(7, 20))


@pytest.fixture
def board() -> Board:
    return a_board()


def settled(board: Board, *, ends: TermEnds = ENDS, version: int = 1, **more: object) -> BoardCalendar:
    quarters = more.get("quarters", QuarterReading.FINANCIAL)
    assert isinstance(quarters, QuarterReading)
    made = settings.settle_calendar(board, ends=ends, quarters=quarters, version=version, by=None)
    db.session.commit()
    return made


def test_until_a_board_settles_its_calendar_terms_end_with_the_month_and_quarters_are_asked(board: Board) -> None:
    usual = find.calendar(board.id)
    assert (usual.autumn_ends, usual.spring_ends, usual.summer_ends) == ("12-31", "03-31", "07-31")
    assert usual.quarters is QuarterReading.ASK
    assert how_many(BoardCalendar) == 0


def test_a_board_settles_its_own_term_ends_and_quarters(board: Board) -> None:
    settled(board)
    kept = find.calendar(board.id)
    assert (kept.autumn_ends, kept.spring_ends, kept.summer_ends) == ("12-18", "03-24", "07-20")
    assert kept.quarters is QuarterReading.FINANCIAL
    assert find.calendar(a_board().id).quarters is QuarterReading.ASK


def test_the_second_to_change_the_calendar_overwrites_nothing(board: Board) -> None:
    settled(board)
    with pytest.raises(Overtaken, match="Someone else changed the calendar"):
        settled(board, quarters=QuarterReading.ASK)
    assert find.calendar(board.id).quarters is QuarterReading.FINANCIAL


def test_changing_the_calendar_is_in_its_history(board: Board) -> None:
    first = settled(board)
    settled(board, version=first.version, quarters=QuarterReading.CALENDAR)
    newest = history.of(first)[0]
    assert (newest.verb, newest.old, newest.new) == (
        "settings.calendar",
        {"quarters": "financial"},
        {"quarters": "calendar"},
    )


@pytest.mark.parametrize(
    ("ends", "field", "sentence"),
    [
        (TermEnds((12, 18), (2, 29), (7, 20)), "spring_ends", "a day that every year has"),
        (TermEnds((11, 31), (3, 24), (7, 20)), "autumn_ends", "a day that every year has"),
        (TermEnds((3, 24), (12, 18), (7, 20)), "autumn_ends", "between October and December"),
    ],
)
def test_a_term_cannot_end_on_a_day_that_is_none_of_its_own(
    board: Board, ends: TermEnds, field: str, sentence: str
) -> None:
    with pytest.raises(Refused, match=sentence) as no:
        settled(board, ends=ends)
    assert no.value.field == field


def a_word(board: Board, written_as: str = "Amber", meaning: ClaimMeaning = ClaimMeaning.AT_RISK) -> StatusWord:
    made = settings.add_status_word(board, written_as=written_as, meaning=meaning, by=None)
    db.session.commit()
    return made


def test_the_same_word_may_mean_different_things_to_two_boards(board: Board) -> None:
    other = a_board()
    a_word(board, "Amber", ClaimMeaning.AT_RISK)
    a_word(other, "AMBER", ClaimMeaning.ON_TRACK)
    assert find.scheme(board.id) == {"amber": ClaimMeaning.AT_RISK}
    assert find.scheme(other.id) == {"amber": ClaimMeaning.ON_TRACK}


def test_a_word_is_explained_once_whatever_its_capitals(board: Board) -> None:
    a_word(board)
    with pytest.raises(Refused, match="said already what “AMBER” means: at risk"):
        a_word(board, " AMBER ")
    assert how_many(StatusWord) == 1


def test_a_word_must_have_letters(board: Board) -> None:
    with pytest.raises(Refused, match="such as Amber"):
        a_word(board, " - ")


def test_a_word_can_be_given_another_meaning_by_the_one_who_saw_it_last(board: Board) -> None:
    word, officer = a_word(board), a_person(Role.POLICY_OFFICER, board)
    settings.change_status_word(word, written_as="Amber", meaning=ClaimMeaning.ON_TRACK, version=1, by=officer)
    db.session.commit()
    with pytest.raises(Overtaken):
        settings.change_status_word(word, written_as="Amber", meaning=ClaimMeaning.DONE, version=1, by=officer)
    assert find.scheme(board.id) == {"amber": ClaimMeaning.ON_TRACK}


def test_a_word_cannot_take_the_name_of_another(board: Board) -> None:
    word, officer = a_word(board), a_person(Role.POLICY_OFFICER, board)
    a_word(board, "Red", ClaimMeaning.OFF_TRACK)
    with pytest.raises(Refused, match="what “red” means: off track"):
        settings.change_status_word(word, written_as="red", meaning=ClaimMeaning.DONE, version=1, by=officer)


def test_a_word_taken_out_is_unknown_again_and_its_history_says_what_it_meant(board: Board) -> None:
    word, officer = a_word(board), a_person(Role.ADMINISTRATOR, board)
    settings.take_out_status_word(word, by=officer)
    db.session.commit()
    assert find.scheme(board.id) == {}


@pytest.mark.parametrize("role", [Role.LEAD, Role.CHAIR, Role.OBSERVER, Role.AGENCY_LEAD])
def test_only_a_policy_officer_or_administrator_settles_anything(board: Board, role: Role) -> None:
    person = a_person(role, board)
    with pytest.raises(NotAllowed, match="Only a policy officer or an administrator"):
        settings.add_status_word(board, written_as="Amber", meaning=ClaimMeaning.DONE, by=person)
