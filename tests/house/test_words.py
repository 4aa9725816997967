"""Dates, counts and printed wording as pages put them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest

from tracker import clock
from tracker.web import display


@pytest.fixture
def pinned() -> Iterator[None]:
    clock.use(today=date(2015, 4, 11))
    yield
    clock.use()


@pytest.mark.usefixtures("pinned")
def test_dates_and_counts_are_put_in_words() -> None:
    assert display.day(date(2015, 4, 8)) == "8 April 2015"
    assert display.moment(datetime(2015, 4, 8, 13, 5, tzinfo=UTC)) == "8 April 2015, 2:05pm"
    assert display.moment(datetime(2015, 12, 31, 0, 0, tzinfo=UTC)) == "31 December 2015, 12:00am"
    assert [display.count("agency", n) for n in (0, 1, 1204)] == ["no agencies", "1 agency", "1,204 agencies"]
    assert display.count("piece of evidence", 2) == "2 pieces of evidence"
    assert display.days_from(date(2015, 4, 23)) == "due in 12 days"
    assert display.days_from(date(2015, 4, 11)) == "due today"
    assert display.days_from(date(2015, 4, 8)) == "3 days overdue"
    assert display.days_from(None) == ""


def test_printed_wording_keeps_its_lines_and_is_never_taken_for_html() -> None:
    assert display.lines("By <b>May</b>\r\n& June\n\n\nthen yearly") == (
        "<p>By &lt;b&gt;May&lt;/b&gt;<br>&amp; June</p><p>then yearly</p>"
    )
    assert display.lines(None) == display.lines(" \n ") == ""
