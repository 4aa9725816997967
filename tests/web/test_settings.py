"""The pages on which a board settles its calendar and its status words."""

from collections.abc import Callable

import pytest

from tests import build
from tests.databases import Database
from tests.pages import Browser
from tracker.access import Reader
from tracker.models import Board
from tracker.models.vocabulary import ClaimMeaning, QuarterReading
from tracker.queries import settings as find

AsPerson = Callable[..., Browser]


@pytest.fixture
def board(database: Database) -> Board:
    return build.a_board(name="Midtown")


@pytest.fixture
def officer(browser_as: AsPerson, board: Board) -> Browser:
    return browser_as(build.a_person("policy-officer", board))


@pytest.mark.parametrize("role", ["policy-officer", "administrator"])
def test_settings_are_in_the_menu_of_those_who_may_change_them(browser_as: AsPerson, board: Board, role: str) -> None:
    page = browser_as(build.a_person(role, board)).get("/").click("Settings")
    assert page.h1 == "Settings"
    assert "Asked each time" in page


def test_others_are_told_who_may_see_the_settings(browser_as: AsPerson, board: Board) -> None:
    lead = browser_as(build.a_person("lead", board))
    assert "Settings" not in lead.get("/").links
    assert "Only a policy officer or an administrator" in lead.get("/settings", 403)


def test_the_calendar_is_changed_in_words(officer: Browser, board: Board) -> None:
    page = officer.get("/settings").click("Change the calendar")
    assert page.value("Summer term ends on") == "31 July"
    page.fill({"Summer term ends on": "22nd july", "What “Quarter 3 of 2015” means": "October to December"})
    done = page.submit("Save the calendar")
    assert done.messages == ["The calendar is saved. Plans taken in from now on are read by it."]
    assert "22 July" in done
    assert find.calendar(board.id).quarters is QuarterReading.FINANCIAL


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("sometime", "Write a day and a month, such as 20 December."),
        ("31 February", "Give a day that every year has, such as 20 December."),
        ("20 June", "The autumn term ends between October and December. Check the month."),
        ("", "Say when the autumn term ends, such as 31 December."),
    ],
)
def test_a_term_end_that_cannot_be_is_said_so_and_what_was_typed_stays(
    officer: Browser, typed: str, sentence: str
) -> None:
    page = officer.get("/settings/calendar").fill({"Autumn term ends on": typed}).submit("Save the calendar", 422)
    assert page.errors == [sentence]
    assert page.value("Autumn term ends on") == typed


def test_two_who_change_the_calendar_at_once_are_shown_both_texts(officer: Browser) -> None:
    first, second = officer.get("/settings/calendar"), officer.get("/settings/calendar")
    first.fill({"Autumn term ends on": "18 December"}).submit("Save the calendar")
    page = second.fill({"Autumn term ends on": "20 December"}).submit("Save the calendar", 409)
    assert "18 December" in page
    assert page.value("Autumn term ends on") == "20 December"
    assert "20 December" in page.submit("Save the calendar")


def test_a_status_word_is_added_changed_and_taken_out(officer: Browser, board: Board) -> None:
    page = officer.get("/settings").click("See, add or change status words")
    assert "No status word is explained yet" in page
    page.fill({"Word or colour": "Amber", "What it means at this board": "At risk"})
    added = page.submit("Add the word")
    assert added.messages == ["“Amber” is added: at risk."]
    assert added.table("Status words")[0]["Meaning"] == "At risk"
    changed = added.click("Change Amber").fill({"What it means at this board": "On track"}).submit("Save the word")
    assert find.scheme(board.id) == {"amber": ClaimMeaning.ON_TRACK}
    gone = changed.click("Take out Amber").submit("Take it out")
    assert gone.messages == ["“Amber” is taken out. Plans that use it are asked about from now on."]
    assert find.scheme(board.id) == {}


def test_a_word_explained_already_is_not_explained_twice(officer: Browser) -> None:
    for status in (200, 422):
        page = officer.get("/settings/status-words").fill(
            {"Word or colour": "Amber", "What it means at this board": "At risk"}
        )
        last = page.submit("Add the word", status)
    assert last.errors == ["This board has said already what “Amber” means: at risk. Change that one."]


def test_a_word_offered_by_a_preview_is_filled_in(officer: Browser) -> None:
    assert officer.get("/settings/status-words?word=Proposed+for+closure").value("Word or colour") == (
        "Proposed for closure"
    )


def test_two_who_change_a_word_at_once_are_shown_both(officer: Browser) -> None:
    words = officer.get("/settings/status-words").fill(
        {"Word or colour": "Amber", "What it means at this board": "At risk"}
    )
    listed = words.submit("Add the word")
    first, second = listed.click("Change Amber"), listed.click("Change Amber")
    first.fill({"What it means at this board": "On track"}).submit("Save the word")
    page = second.fill({"What it means at this board": "Done"}).submit("Save the word", 409)
    assert "Saved by someone else On track" in page


def test_a_word_of_another_board_is_not_found(officer: Browser, browser_as: AsPerson) -> None:
    elsewhere = build.a_board()
    theirs = browser_as(build.a_person("policy-officer", elsewhere))
    theirs.get("/settings/status-words").fill(
        {"Word or colour": "Amber", "What it means at this board": "At risk"}
    ).submit("Add the word")
    word = find.status_words(reader=Reader(build.a_person("policy-officer", elsewhere), elsewhere)).rows[0]
    officer.get(f"/settings/status-words/{word.id}", 404)
