"""Exporting a plan on its page: whose, as what, why; and the file that comes."""

import io
from collections.abc import Callable
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlalchemy import select

from tests.build import a_person, a_review
from tests.pages import Browser
from tests.taking_in import BLANK, ROW, TRUST, a_review_of_the_trust, a_trust_plan, received
from tracker import db
from tracker.models import AuditEntry, Import, Review
from tracker.models.vocabulary import Role
from tracker.rules import imports

SignIn = Callable[..., Browser]


@pytest.fixture
def review(app: Any) -> Review:
    assert app
    return a_review_of_the_trust()


@pytest.fixture
def batch(review: Review, app: Any) -> Import:
    made = received(review, app.config["FILES"], a_trust_plan(ROW, BLANK))
    imports.apply(made, by=made.received_by)
    db.session.commit()
    return made


@pytest.fixture
def officer(review: Review, browser_as: SignIn) -> Browser:
    return browser_as(a_person(Role.POLICY_OFFICER, review.board))


def pressed(browser: Browser, address: str, **answers: str) -> Any:
    """What comes back when the button is pressed: a file, not a page."""
    page = browser.get(address)
    form, _ = page.form("Export the plan")
    sent = {one.get("name"): one.get("value", "") for one in form.iter("input") if one.get("type") == "hidden"}
    return browser.client.post(address, data={**sent, "kind": "xlsx", **answers})


@pytest.mark.usefixtures("batch")
def test_the_plan_comes_as_a_download_and_the_reason_is_kept(officer: Browser, review: Review) -> None:
    page = officer.get(f"/reviews/{review.slug}").click("Export a plan")
    assert page.h1 == "Export a plan of Child T1"
    agency = next(one for one in page.find("Agency").iter("option") if one.text == TRUST).get("value", "")
    answer = pressed(officer, page.address, agency=agency, why="For the meeting in May")
    assert answer.status_code == 200
    assert (
        "attachment; filename=child-t1-leicestershire-partnership-nhs-trust-action-plan.xlsx"
        in (answer.headers["Content-Disposition"])
    )
    assert load_workbook(io.BytesIO(answer.data))["LPT"]["H6"].value == "T1-001"
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.verb == "plan.export")).one()
    assert entry.why == "For the meeting in May"
    assert "Plan exported" in officer.get(f"/reviews/{review.slug}/history")


@pytest.mark.usefixtures("batch")
def test_a_word_document_can_be_had_instead(officer: Browser, review: Review) -> None:
    answer = pressed(officer, f"/reviews/{review.slug}/plan-export", kind="docx")
    assert answer.data[:2] == b"PK"
    assert answer.headers["Content-Disposition"].endswith("action-plan.docx")


def test_the_page_of_an_import_leads_to_the_export_of_its_agency(officer: Browser, batch: Import) -> None:
    page = officer.get(f"/imports/{batch.id}").click("Export this plan")
    assert page.h1 == "Export a plan of Child T1"


@pytest.mark.usefixtures("batch")
def test_who_may_not_is_told_so(review: Review, browser_as: SignIn) -> None:
    observer = browser_as(a_person(Role.OBSERVER, review.board))
    assert "Export a plan" not in observer.get(f"/reviews/{review.slug}").links
    assert "Only a policy officer" in observer.get(f"/reviews/{review.slug}/plan-export", 403)


def test_a_review_of_another_board_is_not_found(officer: Browser) -> None:
    officer.get(f"/reviews/{a_review().slug}/plan-export", 404)


def test_a_review_without_actions_says_there_is_nothing_to_export(officer: Browser, review: Review) -> None:
    page = officer.get(f"/reviews/{review.slug}/plan-export")
    assert "there is no plan to export" in page
    assert "Export the plan" not in page.buttons


@pytest.mark.usefixtures("batch")
def test_an_original_that_is_gone_is_said_and_the_answers_stay(
    officer: Browser, review: Review, batch: Import, app: Any
) -> None:
    app.config["FILES"].path_of(batch.fingerprint).unlink()
    page = officer.get(f"/reviews/{review.slug}/plan-export")
    page = page.fill({"What is it for? (optional)": "For May"}).submit("Export the plan", 422)
    assert "is missing from the store" in page.errors[0]
    assert page.value("What is it for? (optional)") == "For May"
