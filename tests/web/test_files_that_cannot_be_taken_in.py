"""Bad input gets a clear sentence beside the file, and nothing of it is recorded."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from openpyxl import Workbook

from tests.build import a_person, a_review
from tests.pages import Browser, Page
from tests.taking_in import ROW, a_review_of_the_trust, a_trust_plan, how_many
from tracker import db
from tracker.models import Import, Review
from tracker.models.vocabulary import Role
from tracker.outside.files import FileStore
from tracker.reading.limits import Limits

SignIn = Callable[..., Browser]
# How a workbook with a password begins: not as a workbook at all.
WITH_PASSWORD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000)


@pytest.fixture
def review(app: Any) -> Review:
    assert app
    return a_review_of_the_trust()


@pytest.fixture
def officer(review: Review, browser_as: SignIn) -> Browser:
    return browser_as(a_person(Role.POLICY_OFFICER, review.board))


@pytest.fixture
def files(app: Any) -> FileStore:
    store: FileStore = app.config["FILES"]
    return store


def sent(officer: Browser, review: Review, data: bytes, name: str = "plan.xlsx") -> Page:
    page = officer.get(f"/imports/add?review={review.slug}").fill({"The plan": (data, name)})
    return page.submit("Read the plan", 422)


def a_workbook_of(*rows: list[Any]) -> bytes:
    book = Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"Dear all, please find the plan below.", "plan.xlsx", "plan.xlsx is not an Excel workbook"),
        (b"%PDF-1.4 a picture of a plan", "plan.pdf", "plan.pdf"),
        (b"", "plan.xlsx", "empty"),
        (WITH_PASSWORD, "plan.xlsx", "password"),
        (a_workbook_of(["Minutes of the meeting"], ["Present: the chair"]), "plan.xlsx", "heading"),
        (a_workbook_of(), "plan.xlsx", "plan.xlsx"),
    ],
    ids=["not a workbook", "wrong ending", "empty file", "password", "no heading row", "empty workbook"],
)
def test_a_file_that_is_no_plan_is_refused_in_a_sentence(
    officer: Browser, review: Review, files: FileStore, data: bytes, name: str, says: str
) -> None:
    page = sent(officer, review, data, name)
    (sentence,) = page.errors
    assert says in sentence
    assert sentence.endswith(".")
    assert page.value("Review") == review.code
    assert how_many(Import) == 0
    assert not files.folder.exists()


def test_a_file_over_the_limits_is_refused_before_it_is_read(officer: Browser, review: Review) -> None:
    (sentence,) = sent(officer, review, bytes(Limits().file_bytes + 500_000)).errors
    assert "the limit is 20" in sentence
    assert how_many(Import) == 0


def test_an_upload_larger_than_any_request_may_be_is_refused_with_the_limit(officer: Browser, review: Review) -> None:
    page = officer.get("/imports/add").fill({"The plan": (bytes(22 * 1024 * 1024), "plan.xlsx")})
    assert "20 MB" in page.submit("Read the plan", 413)


def test_a_plan_with_no_file_or_no_review_asks_for_both(officer: Browser) -> None:
    page = officer.get("/imports/add").submit("Read the plan", 422)
    assert page.errors == ["Choose the review this plan belongs to.", "Choose the file that holds the plan."]


def test_a_plan_for_a_review_that_does_not_exist_is_said(officer: Browser) -> None:
    page = officer.get("/imports/add?review=child-q9", 404)
    assert page.errors == [
        "“child-q9”: There is no such review at this board. Choose one from the list, or add it first."
    ]


def test_a_review_of_another_board_is_no_review_here(officer: Browser, review: Review) -> None:
    other = a_review(code="Child Q9")
    assert officer.get(f"/imports/add?review={other.slug}", 404).errors
    form = officer.get("/imports/add").form("Read the plan")[0]
    hidden = [(one.get("name"), one.get("value")) for one in form.iter("input") if one.get("type") == "hidden"]
    typed = [("review", str(other.id)), ("file", (BytesIO(a_trust_plan(ROW)), "plan.xlsx"))]
    page = officer.post("/imports/add", [*hidden, *typed], 422, multipart=True)  # type: ignore[list-item]
    assert page.errors == ["There is no such review at this board. Choose one from the list, or add it first."]
    assert how_many(Import) == 0


def test_an_upload_after_the_session_ended_is_refused_and_nothing_is_kept(
    officer: Browser, review: Review, files: FileStore
) -> None:
    page = officer.get("/imports/add").fill({"Review": review.code, "The plan": (a_trust_plan(ROW), "plan.xlsx")})
    officer.client.delete_cookie("visit")
    page.submit("Read the plan", 401)
    assert how_many(Import) == 0
    assert not files.folder.exists()


def test_who_may_not_take_in_plans_is_told_or_finds_nothing(review: Review, browser_as: SignIn) -> None:
    officer = browser_as(a_person(Role.POLICY_OFFICER, review.board))
    page = officer.get(f"/imports/add?review={review.slug}").fill({"The plan": (a_trust_plan(ROW), "plan.xlsx")})
    where = page.submit("Read the plan").address
    db.session.commit()
    chair = browser_as(a_person(Role.CHAIR, review.board))
    assert not [button for button in chair.get(where).buttons if button.startswith(("Import", "Save"))]
    assert "Only a policy officer" in chair.get("/imports/add", 403)
    for role in (Role.LEAD, Role.AGENCY_LEAD, Role.MEMBER, Role.OBSERVER, Role.ADMINISTRATOR):
        other = browser_as(a_person(role, review.board))
        assert "Only a policy officer or the chair" in other.get(where, 403)
    elsewhere = browser_as(a_person(Role.POLICY_OFFICER))
    elsewhere.get(where, 404)
    elsewhere.get("/imports/2147483648", 404)
