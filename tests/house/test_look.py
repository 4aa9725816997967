"""The look: every part of a page shown at once, and checked as every page is."""

import logging
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
from flask import Flask, abort, render_template, request
from flask_wtf.csrf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader
from sqlalchemy.exc import OperationalError

from tests.pages import Browser
from tests.strict import faults
from tracker import clock
from tracker.forms.fields import (
    DateInThreeBoxes,
    Email,
    Form,
    Lines,
    Many,
    Number,
    Once,
    OneLine,
    Password,
    PickOne,
    PickRadio,
    Tick,
    Upload,
)
from tracker.web import display, errors, headers

PROJECT = Path(__file__).resolve().parents[2]
LEICESTER = SimpleNamespace(key="leicester", short_name="Leicester LSCB", name="Leicester Safeguarding Children Board")
RUTLAND = SimpleNamespace(key="rutland", short_name="Rutland LSCB", name="Rutland Safeguarding Children Board")
WORDING = "  To start at once\nand complete by:\n\n  end of September 2015  "


class GalleryForm(Form):
    agency = PickOne(
        "Agency", choices={"Health": [(1, "Acute trust"), (2, "Partnership trust")], "Police": [(3, "Police")]},
        blank="Any agency", coerce=int,
    )  # fmt: skip
    title = OneLine("Words in the action")
    words = Lines("What is to be done", hint="As the plan prints it.", required="Enter what is to be done.", at_most=80)
    deadline = DateInThreeBoxes("Deadline", hint="For example, 30 9 2015.")
    number = Number("How many cases")
    email = Email("E-mail address")
    view = PickRadio("How is it going?", choices=[("on", "On track"), ("off", "Off track")])
    agencies = Many("Addressed to", choices=[(1, "Acute trust"), (2, "Partnership trust")], coerce=int)
    sure = Tick("I have read the preview", required="Tick the box once you have read the preview.")
    plan = Upload("The plan", hint="An Excel or Word file.")
    secret = Password("Password")
    once = Once()


def _some_actions() -> list[SimpleNamespace]:
    text = "Midwives and health visitors use the same checklist at the first visit, and record that they did."
    return [
        SimpleNamespace(
            reference="B1-014", text=text, agency="Leicestershire Partnership NHS Trust", lead="Head of midwifery",
            status="open", rating="red", reason="3 days overdue", deadline=date(2015, 4, 8),
        ),
        SimpleNamespace(
            reference="B1-015", text=text, agency="Police", lead="", status="draft", rating=None, reason="",
            deadline=None,
        ),
    ]  # fmt: skip


def make_app() -> Flask:
    app = Flask(__name__, template_folder=str(PROJECT / "templates"), static_folder=str(PROJECT / "tracker" / "static"))
    app.config.update(SECRET_KEY="for-this-test-only", MAX_CONTENT_LENGTH=2 * 1024 * 1024)
    CSRFProtect(app)
    display.register(app)
    headers.register(app)
    errors.register(app)
    assert app.jinja_env.loader is not None
    app.jinja_env.loader = ChoiceLoader([app.jinja_env.loader, FileSystemLoader(Path(__file__).parent)])

    @app.context_processor
    def who() -> dict[str, object]:
        return {
            "board": LEICESTER,
            "boards": [LEICESTER, RUTLAND],
            "person": SimpleNamespace(name="Policy officer"),
            "navigation": [("Start", "/start", False), ("Reviews", "/reviews", False), ("Actions", "/", True)],
            "demo": {"text": "Invented people, published reviews."},
        }

    @app.route("/", methods=["GET", "POST"])
    def gallery() -> tuple[str, int]:
        form = GalleryForm()
        status = 422 if form.is_submitted() and not form.validate() else 200
        now = datetime(2015, 4, 8, 13, 5, tzinfo=UTC)
        sort = request.args.get("sort", "")
        return render_template("gallery.html", form=form, actions=_some_actions(), now=now, sort=sort), status

    @app.route("/code/<int:code>", methods=["GET", "POST"])
    def coded(code: int) -> str:
        abort(code)

    @app.route("/said")
    def said() -> str:
        abort(403, "Only the chair may reopen an action.")

    @app.route("/broken")
    def broken() -> str:
        raise RuntimeError("Child B1 was seen by the head of midwifery")

    @app.route("/locked", methods=["GET", "POST"])
    def locked() -> str:
        raise OperationalError("INSERT", {}, _sqlite_error("database is locked"))

    @app.route("/missing-table")
    def missing_table() -> str:
        raise OperationalError("SELECT", {}, _sqlite_error("no such table: action"))

    return app


def _sqlite_error(words: str) -> Exception:
    kind = type("OperationalError", (Exception,), {"__module__": "sqlite3"})
    error: Exception = kind(words)
    return error


@pytest.fixture
def app() -> Flask:
    return make_app()


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app.test_client())


@pytest.fixture
def pinned() -> Iterator[None]:
    clock.use(today=date(2015, 4, 11))
    yield
    clock.use()


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
        "Deadline cannot be 31 September 2020: that September has 30 days.",
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
        (("29", "2", "2015"), "Deadline cannot be 29 February 2015: that February has 28 days."),
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


@pytest.mark.parametrize("code", [400, 401, 403, 404, 405, 409, 413, 415, 418, 429])
def test_each_error_is_a_page_with_a_way_on(browser: Browser, code: int) -> None:
    page = browser.get(f"/code/{code}", status=code)
    assert "Sign in" in page.links if code == 401 else "Go to your start page" in page.links


def test_what_a_person_may_not_do_is_said_in_a_sentence(browser: Browser) -> None:
    assert "Only the chair may reopen an action." in browser.get("/said", status=403)


def test_a_fault_gives_a_number_and_the_log_holds_no_words(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        page = Browser(app.test_client()).get("/broken", status=500)
    logged = caplog.text
    assert "midwifery" not in logged + page.html
    assert "RuntimeError" in logged
    assert "RuntimeError" not in page.html
    number = page.main.split("this number: ")[1][:9]
    assert number in logged
    assert "test_look.py" in logged


def test_a_locked_database_asks_to_try_again_and_keeps_what_was_typed(browser: Browser) -> None:
    sent = [("csrf_token", token_of(browser)), ("progress", "Training held\non 8 April")]
    page = browser.post("/locked", sent, 503)
    assert page.response.headers["Retry-After"] == "10"
    assert page.value("Progress") == "Training held\non 8 April"


def test_a_broken_schema_is_a_fault_and_not_a_busy_database(browser: Browser) -> None:
    browser.get("/missing-table", status=500)


def token_of(browser: Browser) -> str:
    return next(box.get("value", "") for box in browser.get("/").root.iter("input") if box.get("name") == "csrf_token")


OURS = {"Origin": "http://localhost"}
TYPED = {"progress": "Training held\r\non 8 April", "once": "abc", "csrf_token": "old"}


def test_a_form_of_an_ended_session_is_kept_and_can_be_sent_again(app: Flask) -> None:
    browser = Browser(app.test_client())
    page = browser.get("/")
    with browser.client.session_transaction() as session:
        session.clear()
    page.browser.client.environ_base["HTTP_ORIGIN"] = "http://localhost"
    ended = page.fill({"What is to be done": WORDING}).submit("Save the action", 400)
    assert ended.h1 == "Your session has ended"
    assert ended.value("Words") == WORDING
    assert "The file has to be chosen again." not in ended


def test_a_form_sent_from_another_site_gets_no_button_to_send_it_again(app: Flask) -> None:
    browser = Browser(app.test_client())
    elsewhere = browser._arrive(
        browser.client.post("/", data=TYPED, headers={"Origin": "https://evil.example"}), "/", 400
    )
    assert "Send again" not in elsewhere.buttons
    ours = browser._arrive(browser.client.post("/", data=TYPED, headers=OURS), "/", 400)
    assert "Send again" in ours.buttons
    assert ours.submit("Send again", 422).value("Password") == ""


def test_a_password_is_never_shown_again(app: Flask) -> None:
    browser = Browser(app.test_client())
    data = {"email": "policy.officer@leicester.example", "password": "open sesame"}
    page = browser._arrive(browser.client.post("/", data=data, headers=OURS), "/", 400)
    assert "open sesame" not in page.html
    assert "Send again" not in page.buttons


@pytest.mark.parametrize("address", ["/", "/code/404", "/locked", "/broken", "/static/built/icon.svg", "/nowhere"])
def test_every_answer_carries_the_headers(app: Flask, address: str) -> None:
    answer = app.test_client().get(address, base_url="https://localhost")
    for name, value in headers.HEADERS.items():
        assert answer.headers[name] == value
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert "unsafe" not in answer.headers["Content-Security-Policy"]
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


def test_only_styles_and_scripts_are_kept_by_the_browser(app: Flask) -> None:
    client = app.test_client()
    page = client.get("/")
    assert page.headers["Cache-Control"] == "no-store"
    style = next(one for one in page.get_data(as_text=True).split('"') if "tracker.css" in one)
    assert "immutable" in client.get(style).headers["Cache-Control"]
    assert "Strict-Transport-Security" not in page.headers


@pytest.mark.usefixtures("pinned")
def test_dates_and_counts_are_put_in_words() -> None:
    assert display.day(date(2015, 4, 8)) == "8 April 2015"
    assert display.moment(datetime(2015, 4, 8, 13, 5, tzinfo=UTC)) == "8 April 2015, 2:05pm"
    assert display.moment(datetime(2015, 12, 31, 0, 0)) == "31 December 2015, 12:00am"
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
    whole = '<!DOCTYPE html><html lang="en-GB"><head><title>Actions – Tracker</title></head><body><main><h1>Actions</h1>{}</main></body></html>'
    assert faults(whole.format("")) == []
    found = faults(whole.format(html))
    assert wrong in found or ("x" * 9 in html and "bytes" in found[0])


def test_the_check_of_every_page_refuses_html_that_is_not_strict() -> None:
    assert (
        "not strict"
        in faults('<!DOCTYPE html><html lang="en"><head><title>A</title></head><body><p><div></p></body></html>')[0]
    )
