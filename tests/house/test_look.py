"""The look: every part of a page shown at once, and checked as every page is."""

from datetime import date
from types import SimpleNamespace

import pytest
from flask import Flask

from tests.house.gallery import GalleryForm, make_app
from tests.pages import Browser
from tests.strict import faults

WHOLE = (
    '<!DOCTYPE html><html lang="en-GB"><head><title>Actions – Tracker</title></head>'
    "<body><main><h1>Actions</h1>{}</main></body></html>"
)
WORDING = "  To start at once\nand complete by:\n\n  end of September 2015  "


@pytest.fixture
def app() -> Flask:
    return make_app()


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app.test_client())


def test_every_part_together_is_a_strict_page(browser: Browser) -> None:
    page = browser.get("/?sort=-deadline")
    assert page.h1 == "Every part of the look"
    assert page.title == "Every part of the look – Leicester LSCB – Recommendation tracker"
    assert "Leicester Safeguarding Children Board" in page


def test_the_heading_sorted_by_says_so_and_turns_round(browser: Browser) -> None:
    page = browser.get("/?sort=deadline&page=3&q=checklist")
    sorted_by = [cell for cell in page.root.iter("th") if cell.get("aria-sort")]
    assert [cell.get("aria-sort") for cell in sorted_by] == ["ascending"]
    assert page.links["Deadline"] == "/?q=checklist&sort=-deadline"
    assert page.links["Agency"] == "/?q=checklist&sort=agency"


def test_what_was_typed_stays_and_each_error_leads_to_its_input(browser: Browser) -> None:
    page = browser.get("/")
    page.fill({"What is to be done": "x" * 81, "Deadline": (31, 9, 2020), "How many cases": "a few"})
    page.fill({"E-mail address": "nobody", "How is it going?": "Off track", "Addressed to": ["Partnership trust"]})
    again = page.submit("Save the action", 422)
    assert again.errors == [
        "What is to be done has 81 characters. Shorten it to 80 or fewer.",
        "Deadline cannot be 31 September 2020: that month has 30 days.",
        "How many cases must be a whole number in figures, such as 3.",
        "Enter an e-mail address in the form name@agency.example.",
        "Tick the box once you have read the preview.",
    ]
    assert again.links[again.errors[1]] == "#deadline-day"
    assert again.value("Deadline") == ["31", "9", "2020"]
    assert again.value("How many cases") == "a few"
    assert again.value("How is it going?") == ["Off track"]
    assert again.value("Addressed to") == ["Partnership trust"]
    assert again.title.startswith("Error: Every part of the look")


def test_printed_wording_comes_back_from_a_form_without_added_spaces(browser: Browser) -> None:
    page = browser.get("/").fill({"What is to be done": WORDING})
    again = page.submit("Save the action", 422)
    assert again.value("What is to be done") == WORDING.strip()


@pytest.mark.parametrize(
    ("boxes", "sentence"),
    [
        (("", "9", "2015"), "Deadline must include a day, or leave all three boxes empty."),
        (("30", "", ""), "Deadline must include a month and a year, or leave all three boxes empty."),
        (("30", "Sept", "15"), "Deadline has “15” as its year. Enter all four figures, such as 2015."),
        (("32", "9", "2015"), "Deadline has “32” as its day. Enter a number from 1 to 31."),
        (("1", "13", "2015"), "Deadline has “13” as its month. Enter a number from 1 to 12."),
        (("29", "2", "2015"), "Deadline cannot be 29 February 2015: that month has 28 days."),
        (("1", "9", "0215"), "Deadline must have a year between 1900 and 2100."),
        (("1", "٩", "2015"), "Deadline has “٩” as its month. Enter a number from 1 to 12."),
    ],
)
def test_a_date_that_cannot_be_says_which_part_is_wrong(
    browser: Browser, boxes: tuple[str, ...], sentence: str
) -> None:
    page = browser.get("/").fill({"Deadline": boxes}).submit("Save the action", 422)
    assert sentence in page.errors
    assert page.value("Deadline") == list(boxes)


def read_date(app: Flask, **boxes: str) -> GalleryForm:
    with app.test_request_context(
        "/", method="POST", data={f"deadline-{part}": typed for part, typed in boxes.items()}
    ):
        form = GalleryForm(meta={"csrf": False})
        form.validate()
        return form


@pytest.mark.parametrize("month", ["9", "09", "sep", "Sept.", "September"])
def test_a_month_may_be_a_number_or_a_word(app: Flask, month: str) -> None:
    assert read_date(app, day="30", month=month, year="2015").deadline.data == date(2015, 9, 30)


def test_a_blank_date_stays_blank(app: Flask) -> None:
    form = read_date(app)
    assert form.deadline.data is None
    assert not form.deadline.errors


def test_a_refusal_shows_beside_its_field_or_at_the_top(app: Flask) -> None:
    form = read_date(app)
    form.refuse(SimpleNamespace(sentence="Choose a date after the present one.", field="deadline"))
    form.refuse(SimpleNamespace(sentence="This action was withdrawn.", field=None))
    form.refuse(SimpleNamespace(sentence="The review has no plan date.", field="not on this form"))
    assert form.problems()[:2] == [("This action was withdrawn.", None), ("The review has no plan date.", None)]
    assert ("Choose a date after the present one.", "deadline-day") in form.problems()


@pytest.mark.parametrize(
    ("html", "wrong"),
    [
        ('<p style="color:red">x</p>', "has an inline style on a p"),
        ("<script>1</script>", "has an inline script"),
        ('<button type="button" onclick="x()">y</button>', "has an inline onclick on a button"),
        ('<input name="q">', "has a input without a label: q"),
        ('<p id="a"></p><p id="a"></p>', "has the id 'a' 2 times"),
        ('<form method="post" action="/x"><button>y</button></form>', "has a form to '/x' without a token"),
        ('<img src="/x.png">', "has an image without a text instead: /x.png"),
        ('<a href="#gone">x</a>', "has a link to '#gone', which is nowhere on it"),
        ("<h1>Other</h1>", "has 2 h1 headings: ['Actions', 'Other']"),
        ("<table><tbody><tr><td>1</td></tr></tbody></table>", "has a table without a caption"),
        (f"<p>{'x' * 100_000}</p>", "has a link"),
    ],
)
def test_the_check_of_every_page_finds_what_is_wrong(html: str, wrong: str) -> None:
    assert faults(WHOLE.format("")) == []
    found = faults(WHOLE.format(html))
    assert wrong in found or ("x" * 9 in html and "bytes" in found[0])


def test_the_check_of_every_page_refuses_html_that_is_not_strict() -> None:
    assert (
        "not strict"
        in faults('<!DOCTYPE html><html lang="en"><head><title>A</title></head><body><p><div></p></body></html>')[0]
    )
