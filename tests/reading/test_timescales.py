"""Timescales: no deadline is guessed in silence."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.reading.timescales import Timescale, read_timescale

AGREED = date(2019, 6, 14)


def read(text: str, agreed: date | None = AGREED) -> Timescale:
    return read_timescale(text, agreed=agreed)


# Wording, deadlines, whether it goes on: what may be entered without asking.
PLAIN = [
    ("6/09/2019", ["2019-09-06"], False),
    ("06.09.19", ["2019-09-06"], False),
    ("6 /9/ 2019", ["2019-09-06"], False),
    ("6 th September 2019", ["2019-09-06"], False),
    ("Fri 6 Sept 2019", ["2019-09-06"], False),
    ("6Sep19", ["2019-09-06"], False),
    ("September 6th, 2019", ["2019-09-06"], False),
    ("2019-09-06", ["2019-09-06"], False),
    ("COB 6/9/19", ["2019-09-06"], False),
    ("6/9/2019 17:00", ["2019-09-06"], False),
    ("not later than 6 September 2019", ["2019-09-06"], False),
    ("Deadline: 6 September 2019", ["2019-09-06"], False),
    ("week ending 6 September 2019", ["2019-09-06"], False),
    ("By February 2020", ["2020-02-29"], False),
    ("in February 2020", ["2020-02-29"], False),
    ("by the end of February 2020", ["2020-02-29"], False),
    ("Feb ’20", ["2020-02-29"], False),
    ("02/2020", ["2020-02-29"], False),
    ("2020-02", ["2020-02-29"], False),
    ("by the end of 2020", ["2020-12-31"], False),
    ("Q2 2019/20", ["2019-09-30"], False),
    ("end of quarter 4 19-20", ["2020-03-31"], False),
    ("2019/20 Q3 (October to December 2019)", ["2019-12-31"], False),
    ("end of autumn term 2019", ["2019-12-31"], False),
    ("Summer term 2019/20", ["2020-07-31"], False),
    ("financial year 2019/20", ["2020-03-31"], False),
    ("academic year 2019/20", ["2020-07-31"], False),
    ("second half of 2019", ["2019-12-31"], False),
    ("July - October 2019", ["2019-10-31"], False),
    ("between 1 July and 30 September 2019", ["2019-09-30"], False),
    ("from July 2019 to January 2020", ["2020-01-31"], False),
    ("November – February 2020", ["2020-02-29"], False),
    ("9-11 September 2019", ["2019-09-11"], False),
    ("30/09/2019 (end of September 2019)", ["2019-09-30"], False),
    ("To be completed by 30/09/2019", ["2019-09-30"], False),
    ("complete by September 2019", ["2019-09-30"], False),
    ("for completion by September 2019", ["2019-09-30"], False),
    ("Completed by September 2019", ["2019-09-30"], False),
    ("All staff trained by September 2019", ["2019-09-30"], False),
    ("Extended to 30 September 2019", ["2019-09-30"], False),
    ("September 2019 & ongoing", ["2019-09-30"], True),
    ("September 2019 and ongoing training", ["2019-09-30"], True),
    ("31 March 2019", ["2019-03-31"], False),
]  # fmt: skip


@pytest.mark.parametrize(("text", "deadlines", "ongoing"), PLAIN)
def test_a_plain_wording_gives_its_deadline_without_asking(text: str, deadlines: list[str], ongoing: bool) -> None:
    answer = read(text)
    assert [day.isoformat() for day in answer.deadlines] == deadlines
    assert answer.ongoing is ongoing
    assert not answer.needs_review, answer.reason
    assert answer.completed_on is None
    assert answer.text == text


# Wording, deadlines offered, part of the reason: what is offered, and asked about.
ASKED = [
    ("", [], "blank"),
    ("  \n ", [], "blank"),
    ("09/30/2019", ["2019-09-30"], "month stands before the day"),
    ("31 September 2019", [], "no such day"),
    ("30/02/2020", [], "no such day"),
    ("00/01/1900", [], "no such day"),
    ("6/9/2091", [], "wrongly typed"),
    ("Thursday 6 September 2019", ["2019-09-06"], "is a Friday"),
    ("43714", ["2019-09-06"], "number stands where a date"),
    ("20190906", ["2019-09-06"], "Eight digits"),
    ("6/9", ["2019-09-06"], "No year"),
    ("6 September", ["2019-09-06"], "No year"),
    ("by August", ["2019-08-31"], "No year"),
    ("Aug-19", ["2019-08-31"], "Two digits"),
    ("Agust 2019", ["2019-08-31"], "read as August"),
    ("before 6 September 2019", ["2019-09-06"], "Before"),
    ("Q3 2019", ["2019-12-31"], "calendar year"),
    ("Q2", ["2019-09-30"], "No year"),
    ("Q1/Q2 2019/20", ["2019-06-30", "2019-09-30"], "Several dates"),
    ("summer term", ["2019-07-31"], "No year"),
    ("autumn half term 2019", ["2019-10-31"], "Term dates"),
    ("autumn 2019", ["2019-11-30"], "season"),
    ("winter 2019/20", ["2020-02-29"], "season"),
    ("mid September 2019", ["2019-09-15"], "no exact day"),
    ("early 2020", ["2020-03-31"], "no exact day"),
    ("2019/20", ["2020-03-31"], "financial or an academic"),
    ("2020", ["2020-12-31"], "Only a year"),
    ("by Easter 2020", ["2020-04-12"], "Easter"),
    ("within three months", ["2019-09-14"], "counted from the day"),
    ("in the next 6 weeks", ["2019-07-26"], "counted from the day"),
    ("10 working days", ["2019-06-28"], "counted from the day"),
    ("within three months of publication", [], "another event"),
    ("next month", ["2019-07-31"], "counted from the day"),
    ("30.09.2019  31.12.2019", ["2019-09-30", "2019-12-31"], "Several dates"),
    ("30/09/2019\n31/12/2019", ["2019-09-30", "2019-12-31"], "Several dates"),
    ("30/09/19 (was 30/06/19)", ["2019-09-30", "2019-06-30"], "Several dates"),
    ("9 and 10 September 2019", ["2019-09-09", "2019-09-10"], "Several dates"),
    ("Immediate", ["2019-06-14"], "Immediate"),
    ("ASAP", [], "possible"),
    ("TBC", [], "settled"),
    ("to be confirmed", [], "settled"),
    ("See section 4.12", [], "another place"),
    ("as above", [], "another place"),
    ("Dependent on the inquest", [], "waits on something else"),
    ("Has begun April 2019", [], "start is named"),
    ("from September 2019", [], "start is named"),
    ("Start date 1/9/2019", [], "start is named"),
    ("every March", ["2020-03-31"], "goes on after"),
    ("75% complete", [], "only partly"),
    ("Not completed", [], "only partly"),
    ("30 September 2019 if funded", ["2019-09-30"], "not understood"),
    ("30 September 2019?", ["2019-09-30"], "not understood"),
    ("Wombat 30 September 2019", ["2019-09-30"], "not understood: wombat"),
    ("1. September 2019", ["2019-09-30"], "not understood: 1"),
    ("31 March 2018", ["2018-03-31"], "long past"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "deadlines", "reason"), ASKED)
def test_a_doubtful_wording_is_asked_about_with_the_reason(text: str, deadlines: list[str], reason: str) -> None:
    answer = read(text)
    assert answer.needs_review
    assert [day.isoformat() for day in answer.deadlines] == deadlines
    assert answer.reason is not None
    assert reason in answer.reason


@pytest.mark.parametrize("text", ["Ongoing", "on going.", "Business as usual", "monthly", "every six months"])
def test_ongoing_alone_has_no_deadline_and_asks_for_a_review_date(text: str) -> None:
    answer = read(text)
    assert (answer.deadlines, answer.ongoing, answer.needs_review) == ((), True, True)


@pytest.mark.parametrize(
    "text",
    [
        "Completed 3 May 2019",
        "3/5/19 - completed",
        "Done: 3rd May 2019",
        "Action completed 3/5/19",
        "complete (3/5/2019)",
    ],
)
def test_a_date_beside_completed_is_the_agencys_claim_and_no_deadline(text: str) -> None:
    answer = read(text)
    assert answer.completed_on == date(2019, 5, 3)
    assert answer.deadlines == ()
    assert not answer.needs_review


def test_completed_with_a_month_means_the_last_day_of_it() -> None:
    assert read("completed April 2019").completed_on == date(2019, 4, 30)


@pytest.mark.parametrize(
    "text", ["Completed", "Action completed.", "Already in place March 2019", "Completed 3 May 2020"]
)
def test_a_claim_without_a_sure_date_is_asked_about(text: str) -> None:
    assert read(text).needs_review


def test_completed_by_a_date_gone_is_a_claim_and_by_a_date_to_come_an_instruction() -> None:
    gone, coming = read("completed by March 2019"), read("completed by March 2020")
    assert (gone.completed_on, gone.deadlines, gone.needs_review) == (date(2019, 3, 31), (date(2019, 3, 31),), True)
    assert (coming.completed_on, coming.deadlines, coming.needs_review) == (None, (date(2020, 3, 31),), False)


def test_complete_by_is_an_instruction_even_when_the_date_has_gone() -> None:
    answer = read("to be completed by March 2019")
    assert (answer.completed_on, answer.deadlines, answer.needs_review) == (None, (date(2019, 3, 31),), False)


def test_without_the_day_of_the_plan_a_relative_time_and_a_missing_year_fix_no_day() -> None:
    for text in ("within three months", "6 September", "next month", "Immediate", "Q3"):
        answer = read(text, None)
        assert answer.deadlines == ()
        assert answer.needs_review


def test_the_wording_is_kept_as_printed() -> None:
    text = "  By 30\nSeptember 2019 – “if” possible\t"
    assert read(text).text == text


JOINS = ["and", "by", "-", "completed", "from", "to", "/", "not", "(", ")", "ongoing", "end of"]
PHRASES = [text for text, *_ in (*PLAIN, *ASKED)] + JOINS
LAWFUL = st.one_of(
    st.text(),
    st.text(alphabet="0123456789/.- \n"),
    st.lists(st.sampled_from(PHRASES), max_size=4).map(" ".join),
)


@given(LAWFUL, st.none() | st.dates())
def test_any_text_is_answered_and_an_answer_given_without_asking_is_whole(text: str, agreed: date | None) -> None:
    answer = read_timescale(text, agreed=agreed)
    assert answer.text == text
    assert bool(answer.reason) == answer.needs_review
    assert len(set(answer.deadlines)) == len(answer.deadlines)
    if not answer.needs_review:
        assert len(answer.deadlines) + (answer.completed_on is not None) == 1
        day = answer.completed_on or answer.deadlines[0]
        assert re.search(r"[0-9]{2}", text), "a day given without asking has its year written"
        assert f"{day.year % 100:02}" in text or f"{(day.year - 1) % 100:02}" in text


def test_a_number_in_a_date_cell_is_asked_about_even_where_a_day_without_a_year_agrees() -> None:
    assert read_timescale('43714"6/9').needs_review
