"""What a page may cost, whatever the machine: at most 15 queries and 100 kB, however many actions there are."""

from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask

from tests.bench import counting, generated, prepared, recorded
from tests.pages import Browser
from tracker import db
from tracker.outside.files import FileStore

Visit = Callable[[int], tuple[Browser, dict[str, str]]]
SOME = 300


@pytest.fixture
def visit(app: Flask, browser_as: Callable[..., Browser], clock_at: Callable[[str], object]) -> Visit:
    """A policy officer's browser at a board with so many actions, and the pages to open."""

    def fill(actions: int) -> tuple[Browser, dict[str, str]]:
        clock_at(generated.TODAY.isoformat())
        made = recorded.record(actions)
        batch_id = prepared.take_in(made, FileStore(app.config["TRACKER"].evidence_store))
        pages = prepared.addresses(made, batch_id)
        return browser_as(made.officer), pages

    return fill


def costs(browser: Browser, pages: dict[str, str]) -> dict[str, tuple[list[str], int]]:
    return {name: counting.cost(browser.client, address, db.session.connection()) for name, address in pages.items()}


def test_no_page_asks_more_than_fifteen_queries_or_sends_more_than_a_hundred_kilobytes(visit: Visit) -> None:
    for name, (queries, size) in costs(*visit(SOME)).items():
        assert queries, f"{name} was counted without a query"
        assert len(queries) <= counting.MOST_QUERIES, f"{name} asks {len(queries)} queries:\n" + "\n\n".join(queries)
        assert size < counting.MOST_BYTES, f"{name} is {size} bytes"


def test_no_page_asks_the_same_query_for_row_after_row(visit: Visit) -> None:
    for name, (queries, _) in costs(*visit(SOME)).items():
        again = [query for query, times in Counter(queries).items() if times > 2]
        assert not again, f"{name} asks again and again:\n" + "\n\n".join(again)


def test_the_pages_that_are_measured_show_what_was_generated(visit: Visit) -> None:
    browser, pages = visit(SOME)
    assert len(browser.get("/actions").table("Actions")) == 50
    one = browser.get(pages[prepared.ONE])
    assert "Progress recorded" in one
    assert generated.lead_name(1) in one
    assert generated.lead_name(1) in {row["Lead"] for row in browser.get(pages[prepared.LIST]).table("Actions")}
