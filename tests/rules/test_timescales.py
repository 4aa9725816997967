"""What a wording means for a deadline: one date that is certain, or a doubt in words."""

from datetime import date

import pytest

from tracker.queries.anchors import Start
from tracker.reading.timescales import Anchor, Calendar
from tracker.rules.timescales import ReadDeadline, deadline_of

PLAN_DATE = date(2019, 6, 14)
PUBLISHED = date(2019, 8, 31)


def test_a_plain_wording_gives_a_deadline_and_no_doubt() -> None:
    assert deadline_of("by 30 September 2019", plan_date=PLAN_DATE) == ReadDeadline(date(2019, 9, 30), False, "")


def test_a_date_and_ongoing_gives_both() -> None:
    read = deadline_of("September 2019 and ongoing", plan_date=PLAN_DATE)
    assert (read.deadline, read.ongoing, read.doubt) == (date(2019, 9, 30), True, "")


@pytest.mark.parametrize("wording", ["", "TBC", "ASAP", "Ongoing", "See 8.5.2", "30/09/2019  31/12/2019", "Completed"])
def test_a_wording_that_fixes_no_one_date_gives_none_and_says_why(wording: str) -> None:
    read = deadline_of(wording, plan_date=PLAN_DATE)
    assert read.deadline is None
    assert read.doubt


def test_a_claim_of_completion_sets_no_deadline() -> None:
    read = deadline_of("Completed 3 May 2019", plan_date=PLAN_DATE)
    assert read.deadline is None
    assert read.doubt


def test_a_doubtful_date_is_proposed_with_its_doubt() -> None:
    read = deadline_of("mid September 2019", plan_date=PLAN_DATE)
    assert read.deadline == date(2019, 9, 15)
    assert "no exact day" in read.doubt


def test_what_a_board_has_settled_decides_a_quarter_and_a_term() -> None:
    own = Calendar(autumn_ends=(12, 20), quarter_reading="calendar")
    assert deadline_of("Q3 2019", plan_date=PLAN_DATE, calendar=own).deadline == date(2019, 9, 30)
    assert deadline_of("Autumn term 2019", plan_date=PLAN_DATE, calendar=own).deadline == date(2019, 12, 20)
    assert deadline_of("Q3 2019", plan_date=PLAN_DATE).doubt


def test_a_time_counted_from_publication_waits_for_its_date_and_then_follows_it() -> None:
    wording = "within six months of publication"
    waiting = deadline_of(wording, plan_date=PLAN_DATE, starts={})
    published = deadline_of(wording, plan_date=PLAN_DATE, starts={"publication": (Start(PUBLISHED),)})
    assert waiting.deadline is None
    assert waiting.doubt
    assert waiting.anchor == published.anchor == Anchor("publication", "publication", 6, "month")
    assert published.deadline == date(2020, 2, 29)
    assert "publication" in published.doubt
