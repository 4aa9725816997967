"""The pages of a long plan: every row on some page, each page light and cheap."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from sqlalchemy import event

from tests.build import a_person
from tests.databases import Database
from tests.pages import Browser
from tests.taking_in import a_review_of_the_trust, a_trust_plan, received
from tracker.models import Import
from tracker.models.vocabulary import Role
from tracker.web.cutting import MOST_ROWS, cut, page_of, page_with

MOST_BYTES, MOST_QUERIES = 100_000, 15
WORDS = "staff listen to each child, write down what was said, and share it with the others who help the family. "
SignIn = Callable[..., Browser]


@pytest.fixture
def batch(app: Any) -> Import:
    rows = [
        [str(number), f"{number}. {WORDS * 12}", WORDS, f"{number}. {WORDS * 12}", "Named Nurse\nNamed Doctor", when]
        for number in range(1, 61)
        for when in [["", "31/12/2012", "Ongoing", "31.03.2016\n31.05.2016"][number % 4]]
    ]
    return received(a_review_of_the_trust(), app.config["FILES"], a_trust_plan(*rows))


@contextmanager
def queries_counted(database: Database) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("SELECT"):
            asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(database.engine, "before_cursor_execute", note)


def test_each_page_of_a_long_plan_is_light_and_asks_little_of_the_database(
    batch: Import, browser_as: SignIn, database: Database
) -> None:
    browser = browser_as(a_person(Role.POLICY_OFFICER, batch.board))
    where = f"/imports/{batch.id}"
    row = f"{where}/rows/{batch.rows[20].id}"
    for address in (where, f"{where}?page=2", f"{where}?show=all", f"{where}?show=all&page=3", row):
        with queries_counted(database) as asked:
            answer = browser.client.get(address)
        assert answer.status_code == 200
        assert len(answer.data) < MOST_BYTES, address
        assert 0 < len(asked) <= MOST_QUERIES, address


def test_every_row_of_a_long_plan_is_on_one_page(batch: Import, browser_as: SignIn) -> None:
    browser = browser_as(a_person(Role.POLICY_OFFICER, batch.board))
    page, seen = browser.get(f"/imports/{batch.id}?show=all"), []
    while True:
        seen += [one.get("id") for one in page.root.iter() if (one.get("id") or "").startswith("row-")]
        if "Next page" not in page.links:
            break
        page = page.click("Next page")
    rows = [name for name in seen if name and name.removeprefix("row-").isdecimal()]
    assert rows == [f"row-{number}" for number in range(1, batch.reading["summary"]["rows_seen"] + 1)]


def test_a_link_to_a_row_leads_to_the_page_it_is_on(batch: Import, browser_as: SignIn) -> None:
    browser = browser_as(a_person(Role.POLICY_OFFICER, batch.board))
    page = browser.get(f"/imports/{batch.id}?row=50")
    assert page.address.endswith("#row-50")
    assert [one for one in page.root.iter() if one.get("id") == "row-50"]


def test_pages_are_cut_by_weight_and_by_number() -> None:
    assert cut([]) == [range(0)]
    assert cut([10] * (MOST_ROWS + 1)) == [range(MOST_ROWS), range(MOST_ROWS, MOST_ROWS + 1)]
    assert cut([60_000, 60_000, 1]) == [range(1), range(1, 3)]
    assert cut([200_000, 1]) == [range(1), range(1, 2)]
    assert page_with(2, [60_000, 60_000, 1]) == 2
    assert page_with(99, [60_000, 60_000, 1]) == 2


def test_a_page_says_which_rows_it_shows() -> None:
    page = page_of(["a", "b", "c"], [60_000, 60_000, 1], "2")
    assert (list(page.rows), page.first, page.last, page.total, page.pages) == (["b", "c"], 2, 3, 3, 2)
    empty = page_of([], [], None)
    assert (empty.first, empty.last, empty.pages) == (0, 0, 1)
