"""An address that no record can have is not found, on either database, and never a fault of the tracker's."""

from typing import Any

import pytest
from werkzeug.routing import IntegerConverter

from tests import build
from tests.pages import Browser
from tracker.models.vocabulary import Role

NUL, BEYOND_ANY_RECORD = "B1\0", 2**31


@pytest.fixture
def review(app):
    return build.a_review(build.a_board(name="Northshire"))


@pytest.fixture
def browser(review, browser_as) -> Browser:
    return browser_as(build.a_person(Role.POLICY_OFFICER, review.board))


def odd(rule: Any, review: Any) -> dict[str, Any]:
    """Something impossible in each place of an address; the review is real, so that what hangs on it is looked for."""
    numbers = {name for name, converter in rule._converters.items() if isinstance(converter, IntegerConverter)}
    texts = rule.arguments - numbers
    filled = dict.fromkeys(texts, review.slug if numbers else NUL)
    return {**filled, **dict.fromkeys(numbers, BEYOND_ANY_RECORD)}


def test_an_address_that_no_record_can_have_is_not_found(app, browser, review):
    asked = [rule for rule in app.url_map.iter_rules() if rule.arguments and "GET" in rule.methods]
    assert asked
    for rule in asked:
        built = rule.build(odd(rule, review), append_unknown=False)
        assert built is not None, rule
        assert browser.client.get(built[1]).status_code == 404, rule


@pytest.mark.parametrize("address", ["/actions?q=%00", "/actions?review=%00", "/actions?page=1&page=%00"])
def test_a_sign_that_no_text_may_hold_finds_nothing(browser, address):
    assert browser.get(address, status=404).h1 == "Page not found"


@pytest.mark.parametrize("number", ["-1", "0", "2147483648", "99999999999999999999999", "some", "%F0%9F%98%80"])
def test_a_plan_is_shown_whole_when_no_agency_can_have_the_number_asked_for(browser, review, number):
    build.an_action(review)
    assert "1 draft" in browser.get(f"/reviews/{review.slug}/agreement?agency={number}")


@pytest.mark.parametrize("mark", ["a\0b", "x" * 5000, "two words"])
def test_a_form_whose_mark_is_not_ours_is_carried_out_like_any_other(browser, mark):
    page = browser.get("/reviews/add").fill({"Code name": "Child Z", "Type of review": "Learning review"})
    assert page.type_in("once", mark).submit("Add the review").h1 == "Child Z"
