"""Pages for when something is wrong, and the headers every answer carries."""

import logging

import pytest
from flask import Flask

from tests.house.gallery import make_app
from tests.pages import Browser
from tracker.web import headers

WORDING = "  To start at once\nand complete by:\n\n  end of September 2015  "


@pytest.fixture
def app() -> Flask:
    return make_app()


@pytest.fixture
def browser(app: Flask) -> Browser:
    return Browser(app.test_client())


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
    assert "gallery.py" in logged


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


def test_a_form_sent_by_somebody_signed_out_is_kept_too(browser: Browser) -> None:
    sent = [("csrf_token", token_of(browser)), ("progress", "Training held\non 8 April")]
    page = browser.post("/code/401", sent, 401)
    assert page.h1 == "Your session has ended"
    assert page.value("Progress") == "Training held\non 8 April"


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
