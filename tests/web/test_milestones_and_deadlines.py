"""What hangs on the dates of a review, as the pages show it."""

from collections.abc import Callable
from datetime import date

import pytest

from tests import build
from tests.databases import Database
from tests.pages import Browser
from tracker.models import Review

AsPerson = Callable[..., Browser]


@pytest.fixture
def review(database: Database) -> Review:
    return build.a_review(code="Child B1", plan_date=date(2015, 9, 30))


@pytest.fixture
def officer(browser_as: AsPerson, review: Review) -> Browser:
    return browser_as(build.a_person("policy-officer", review.board))


def add_by_hand(officer: Browser, wording: str) -> None:
    page = officer.get("/reviews/child-b1/actions/add")
    page.fill({"What will be done": "Brief every team.", "Timescale as worded": wording}).submit("Add as a draft")


def add_publication(officer: Browser, day: date) -> None:
    page = officer.get("/reviews/child-b1/milestones").fill({"Milestone": "Published", "Date": day})
    page.submit("Add the milestone")


def test_an_action_added_by_hand_waits_for_the_date_it_counts_from_and_then_follows_it(officer: Browser) -> None:
    add_by_hand(officer, "Within three months of publication")
    waiting = officer.get("/actions/B1-001")
    assert "counted from publication, which is not recorded for this review" in waiting
    assert "1 draft waits for a date: published." in officer.get("/reviews/child-b1/milestones")
    add_publication(officer, date(2016, 5, 3))
    page = officer.get("/actions/B1-001")
    assert "3 August 2016" in page
    assert "3 months from publication. The deadline follows that date until a person fixes it." in page
    assert "Deadline followed the date it is counted from" in page
    assert "1 draft counts from this date." in officer.get("/reviews/child-b1/milestones")


def test_a_milestones_date_is_put_right_and_the_drafts_follow(officer: Browser) -> None:
    add_by_hand(officer, "Within three months of publication")
    add_publication(officer, date(2016, 5, 3))
    page = officer.get("/reviews/child-b1/milestones").click("Change published, 3 May 2016")
    assert page.h1 == "Change the date: published"
    done = page.fill({"Date": date(2016, 6, 14)}).submit("Save the date")
    assert done.messages == ["Milestone corrected: published. Drafts that count from it have followed."]
    assert "it moved from 3 May 2016 to 14 June 2016" in officer.get("/actions/B1-001")


def test_how_many_drafts_count_from_the_plan_date_is_said(officer: Browser) -> None:
    add_by_hand(officer, "Within three months")
    page = officer.get("/reviews/child-b1/milestones")
    assert "1 draft counts from the plan date, 30 September 2015." in page


def test_the_calendar_of_the_board_is_used_for_actions_added_by_hand(officer: Browser) -> None:
    settings = officer.get("/settings/calendar")
    settings.fill({"Summer term ends on": "20 July", "What “Quarter 3 of 2015” means": "July to September"})
    settings.submit("Save the calendar")
    add_by_hand(officer, "End of summer term 2016")
    add_by_hand(officer, "Quarter 3 of 2016")
    assert "20 July 2016" in officer.get("/actions/B1-001")
    assert "30 September 2016" in officer.get("/actions/B1-002")
