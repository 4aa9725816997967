"""What holds for every timescale, whatever is written: nothing raises, and no date is changed in silence."""

import re
from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tracker.reading.timescales import Timescale, read_timescale
from tracker.reading.timescales.board_calendar import RULES
from tracker.reading.timescales.scan import scan

AGREED = date(2019, 6, 14)
DAYS = st.dates(date(2019, 6, 15), date(2022, 12, 31))
MONTHS = [date(2019, month, 1).strftime("%B") for month in range(1, 13)]


def suffix(day: int) -> str:
    return "th" if 10 < day < 14 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


def ways(day: date) -> list[str]:
    """The ways a board writes a day in full."""
    month = MONTHS[day.month - 1]
    return [
        f"{day:%d/%m/%Y}", f"{day.day}/{day.month}/{day:%y}", f"{day:%d.%m.%y}", f"{day:%d-%m-%Y}", f"{day:%Y-%m-%d}",
        f"{day.day} {month} {day.year}", f"{day.day}{suffix(day.day)} {month} {day.year}",
        f"{day.day} {month[:3]} {day.year}", f"{day:%A} {day.day} {month} {day.year}", f"{day:%a} {day:%d/%m/%Y}",
        f"{month} {day.day}{suffix(day.day)}, {day.year}", f"{day.day}{suffix(day.day)} of {month}, {day.year}",
        f"{day.day}-{month[:3]}-{day:%y}",
    ]  # fmt: skip


FRAMES = [
    "{}", "by {}", "By {}.", "due {}", "Deadline: {}", "no later than {}", "to be completed by {}", "COP {}",
    "asap but no later than {}", "target date: {}", "{} at the latest", "({})", "Audit to be completed by {}",
    "Police: {}", "{} or sooner", "until {}", "extended to {}", "week ending {}",
]  # fmt: skip
PLAIN = st.builds(
    lambda day, way, frame: (day, frame.format(ways(day)[way])),
    DAYS,
    st.integers(0, len(ways(AGREED)) - 1),
    st.sampled_from(FRAMES),
)


def read(text: str, agreed: date | None = AGREED) -> Timescale:
    return read_timescale(text, agreed=agreed)


@given(PLAIN)
def test_a_full_date_in_any_of_the_usual_frames_is_given_without_asking(plain: tuple[date, str]) -> None:
    day, text = plain
    answer = read(text)
    assert (answer.deadlines, answer.completed_on, answer.needs_review) == ((day,), None, False), (text, answer.reason)


@given(st.integers(1, 12), st.integers(1, 12), st.integers(2019, 2024), st.sampled_from("/.-"))
def test_the_day_always_comes_first(day: int, month: int, year: int, mark: str) -> None:
    for text in (f"{day}{mark}{month}{mark}{year}", f"{day:02}{mark}{month:02}{mark}{year % 100:02}"):
        assert read_timescale(text).deadlines == (date(year, month, day),)


@given(PLAIN, st.sampled_from([str.upper, str.lower, str.title, str.swapcase]), st.sampled_from(["", " ", "\n", "\t"]))
def test_case_and_space_change_nothing(plain: tuple[date, str], cased: object, space: str) -> None:
    day, text = plain
    assert callable(cased)
    spaced = re.sub(" ", "\u00a0" if space == "\t" else "  ", cased(text))
    answer = read(f"{space}{spaced}{space}")
    assert (answer.deadlines, answer.needs_review) == ((day,), False), (spaced, answer.reason)


@given(PLAIN, st.sampled_from(["{}.", "{} .", "({})", "“{}”", "{};", "- {}", "• {}", "{},"]))
def test_punctuation_around_a_plain_wording_changes_nothing(plain: tuple[date, str], frame: str) -> None:
    day, text = plain
    answer = read(frame.format(text))
    assert (answer.deadlines, answer.needs_review) == ((day,), False), (frame.format(text), answer.reason)


WIDTHS = str.maketrans("0123456789", "０１２３４５６７８９")


@given(PLAIN)
def test_full_width_figures_and_long_dashes_change_nothing(plain: tuple[date, str]) -> None:
    day, text = plain
    answer = read(text.translate(WIDTHS).replace("-", "–"))
    assert (answer.deadlines, answer.needs_review) == ((day,), False), answer.reason


@given(PLAIN, st.text("abcdefghijklmnopqrstuvwxyzé?!#%", min_size=1, max_size=10), st.integers(0, 8))
def test_a_word_that_is_not_understood_never_changes_a_date_in_silence(
    plain: tuple[date, str], word: str, place: int
) -> None:
    day, text = plain
    assume(scan(word, None, RULES).strange)
    words = text.split(" ")
    answer = read(" ".join([*words[:place], word, *words[place:]]))
    assert answer.needs_review or answer.deadlines == (day,)


LOOSE_WORDS = """
not never no if unless before after from until since to by on in start begin completed complete done ongoing tbc may
? see review monthly annually or and either first second early mid late end of month week year next three within
months cancelled hold superseded draft except some 50% 1 2 / - ( ) . , : ; previously was revised now Board meeting held
already """
PIECES = st.one_of(PLAIN, st.sampled_from(LOOSE_WORDS.split()).map(lambda word: (None, word)))


@given(st.lists(PIECES, min_size=1, max_size=6), st.none() | st.dates(date(2015, 1, 1), date(2024, 12, 31)))
def test_an_answer_given_without_asking_is_a_date_that_stands_in_the_wording(
    pieces: list[tuple[date | None, str]], agreed: date | None
) -> None:
    answer = read(" ".join(text for _, text in pieces), agreed)
    if not answer.needs_review:
        assert (answer.completed_on or answer.deadlines[0]) in {day for day, _ in pieces}


@given(st.text(), st.none() | st.dates())
def test_nothing_raises_and_a_doubt_always_has_its_reason(text: str, agreed: date | None) -> None:
    answer = read_timescale(text, agreed=agreed)
    assert bool(answer.reason) == answer.needs_review
    assert answer.anchor is None or answer.needs_review


@pytest.mark.parametrize(
    "text", ["9" * 400, "1/" * 200, "march " * 80, "within " * 70, "to be " * 70, "(" * 400, "a" * 100_000]
)
def test_a_text_made_to_be_slow_is_answered_at_once(text: str) -> None:
    assert read(text).needs_review
