"""A board's own terms and quarters, and what a relative wording counts from."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reading.timescales import Anchor, Calendar, read_timescale, resolve

AGREED = date(2019, 6, 14)
OWN_TERMS = Calendar(autumn_ends=(12, 20), spring_ends=(4, 3), summer_ends=(7, 22))


@pytest.mark.parametrize(
    ("text", "deadline"),
    [
        ("Autumn term 2019", date(2019, 12, 20)),
        ("end of the spring term 2020", date(2020, 4, 3)),
        ("Summer Term 2019/20", date(2020, 7, 22)),
    ],
)
def test_a_term_ends_on_the_boards_own_day(text: str, deadline: date) -> None:
    answer = read_timescale(text, agreed=AGREED, calendar=OWN_TERMS)
    assert (answer.deadlines, answer.needs_review) == ((deadline,), False)


def test_the_end_of_term_follows_the_boards_own_day_and_is_still_asked_about() -> None:
    answer = read_timescale("end of term", agreed=AGREED, calendar=OWN_TERMS)
    assert (answer.deadlines, answer.needs_review) == ((date(2019, 7, 22),), True)


@pytest.mark.parametrize(
    ("reading", "text", "deadline"),
    [
        ("financial", "Q3 2019", date(2019, 12, 31)),
        ("calendar", "Q3 2019", date(2019, 9, 30)),
        ("financial", "Quarter 4 of 2019", date(2020, 3, 31)),
        ("calendar", "Quarter 4 of 2019", date(2019, 12, 31)),
        ("calendar", "Q3 2019/20", date(2019, 12, 31)),
    ],
)
def test_a_quarter_needs_no_review_once_the_board_has_said_what_it_means(
    reading: str, text: str, deadline: date
) -> None:
    calendar = Calendar(quarter_reading="calendar" if reading == "calendar" else "financial")
    answer = read_timescale(text, agreed=AGREED, calendar=calendar)
    assert (answer.deadlines, answer.needs_review) == ((deadline,), False)


@pytest.mark.parametrize("text", ["Q3", "Q3 of financial year 2019"])
def test_a_quarter_that_is_not_told_fully_is_asked_about_whatever_the_board_has_said(text: str) -> None:
    assert read_timescale(text, agreed=AGREED, calendar=Calendar(quarter_reading="calendar")).needs_review


def test_months_that_contradict_the_boards_quarter_are_asked_about() -> None:
    calendar = Calendar(quarter_reading="financial")
    assert read_timescale("Q3 2019 (July - September 2019)", agreed=AGREED, calendar=calendar).needs_review


def test_a_calendar_takes_only_days_that_every_year_has() -> None:
    with pytest.raises(ValueError, match="day"):
        Calendar(spring_ends=(2, 29))
    with pytest.raises(ValueError, match="financial, calendar or ask"):
        Calendar(quarter_reading="school")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "anchor"),
    [
        ("within three months", Anchor("plan date", "", 3, "month")),
        ("a fortnight", Anchor("plan date", "", 2, "week")),
        ("10 working days", Anchor("plan date", "", 10, "working day")),
        ("Immediate", Anchor("plan date", "", 0, "day")),
        ("by the end of next year", Anchor("plan date", "", 1, "end of year")),
        ("3 months from date of report", Anchor("plan date", "date of report", 3, "month")),
        ("Within 6 months of publication", Anchor("publication", "publication", 6, "month")),
        ("6 months after the SCR is published", Anchor("publication", "the scr is published", 6, "month")),
        ("6 weeks after the report is agreed", Anchor("report agreed", "the report is agreed", 6, "week")),
        ("12 months from sign-off", Anchor("sign-off", "sign-off", 12, "month")),
        ("one year after the new post is filled", Anchor("other", "the new post is filled", 1, "year")),
    ],
)
def test_a_relative_wording_keeps_what_it_counts_from(text: str, anchor: Anchor) -> None:
    answer = read_timescale(text, agreed=AGREED)
    assert (answer.anchor, answer.needs_review) == (anchor, True)
    assert answer.as_json()["anchor"] == anchor.as_json()


@pytest.mark.parametrize("text", ["30 September 2019", "Ongoing", "within 3 months of 1 July 2019", "TBC", ""])
def test_a_wording_that_counts_from_no_start_has_no_anchor(text: str) -> None:
    assert read_timescale(text, agreed=AGREED).anchor is None


@pytest.mark.parametrize(
    ("anchor", "on", "deadline"),
    [
        (Anchor("publication", "publication", 3, "month"), date(2019, 11, 30), date(2020, 2, 29)),
        (Anchor("publication", "publication", 1, "year"), date(2020, 2, 29), date(2021, 2, 28)),
        (Anchor("plan date", "", 5, "working day"), date(2019, 6, 14), date(2019, 6, 21)),
        (Anchor("plan date", "", 1, "working day"), date(2019, 6, 14), date(2019, 6, 17)),
        (Anchor("plan date", "", 2, "week"), date(2019, 6, 14), date(2019, 6, 28)),
        (Anchor("plan date", "", 1, "end of month"), date(2019, 6, 14), date(2019, 7, 31)),
        (Anchor("plan date", "", 0, "end of financial year"), date(2019, 6, 14), date(2020, 3, 31)),
        (Anchor("plan date", "", 0, "day"), date(2019, 6, 14), date(2019, 6, 14)),
    ],
)
def test_the_deadline_follows_the_date_of_its_start(anchor: Anchor, on: date, deadline: date) -> None:
    assert resolve(anchor, on) == deadline


def test_a_deadline_beyond_the_calendar_is_refused_in_words() -> None:
    with pytest.raises(ValueError, match="9999"):
        resolve(Anchor("plan date", "", 999, "year"), date(9500, 1, 1))
    with pytest.raises(ValueError, match="no unit"):
        resolve(Anchor("plan date", "", 1, "blue moon"), AGREED)


LENGTHS = st.sampled_from(["within 3 months", "six weeks", "20 working days", "next term", "end of the quarter", "now"])


@given(LENGTHS, st.dates(date(2000, 1, 1), date(2040, 12, 31)))
def test_a_deadline_read_from_the_plan_date_is_the_one_its_anchor_gives(text: str, agreed: date) -> None:
    answer = read_timescale(text, agreed=agreed)
    assert answer.anchor is not None
    assert answer.deadlines == (resolve(answer.anchor, agreed),)
