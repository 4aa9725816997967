"""A revised plan on its pages: differences ticked or not, the question which action is meant, and undoing."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.bench import counting
from tests.build import a_person
from tests.pages import Browser, Page
from tests.taking_in import BLANK, ROW, a_review_of_the_trust, a_trust_plan, how_many, received
from tracker import db
from tracker.models import Action, Import, Review
from tracker.models.vocabulary import ImportStatus, Role
from tracker.outside.files import FileStore
from tracker.rules import actions, imports

SignIn = Callable[..., Browser]


@pytest.fixture
def first(app: Any, tmp_path: Path) -> Import:
    """The plan as it came first, imported."""
    store: FileStore = app.config["FILES"]
    batch = received(a_review_of_the_trust(), store, a_trust_plan(ROW, BLANK))
    imports.apply(batch, by=batch.received_by)
    db.session.commit()
    return batch


@pytest.fixture
def officer(first: Import, browser_as: SignIn) -> Browser:
    return browser_as(first.received_by)


def upload(browser: Browser, review: Review, *rows: Sequence[Any]) -> Page:
    page = browser.get(f"/imports/add?review={review.slug}")
    return page.fill({"The plan": (a_trust_plan(*rows), "plan.xlsx")}).submit("Read the plan")


def text_of(reference: str) -> str:
    return db.session.scalars(select(Action.text).where(Action.reference.endswith(reference))).one()


def test_a_revised_plan_shows_each_difference_beside_what_is_recorded(officer: Browser, first: Import) -> None:
    page = upload(officer, first.review, [*ROW[:3], "Brief all teams.", *ROW[4:]], BLANK)
    page = page.click("Differs (1)")
    (row,) = page.table("Differences in LPT, row 6")
    assert (row["Plan before"], row["Recorded here"], row["This plan"]) == (
        "Brief every team.",
        "Brief every team.",
        "Brief all teams.",
    )
    page = page.submit("Make 1 change")
    assert "Changed in drafts: 1 field." in page.messages[0]
    assert text_of("-001") == "Brief all teams."


def test_a_difference_is_left_out_by_taking_its_tick_away(officer: Browser, first: Import) -> None:
    page = upload(officer, first.review, [*ROW[:3], "Brief all teams.", *ROW[4:]], BLANK).click("Differs (1)")
    reference = db.session.scalars(select(Action.reference).order_by(Action.id)).first()
    page = page.fill({f"Take the plan’s action for {reference}": False}).submit("Save these choices")
    page = page.submit("Confirm, and change nothing")
    assert text_of("-001") == "Brief every team."


def test_a_clash_is_shown_with_all_three_texts_and_is_not_ticked(officer: Browser, first: Import) -> None:
    action = db.session.scalars(select(Action).order_by(Action.id)).all()[0]
    actions.edit_action(
        action,
        version=action.version,
        text="Brief each team in person.",
        agency=action.agency,
        recommendations=action.recommendations,
        outcome_sought=action.outcome_sought,
        outcome_measure=action.outcome_measure,
        by=first.received_by,
    )
    db.session.commit()
    page = upload(officer, first.review, [*ROW[:3], "Brief all teams.", *ROW[4:]], BLANK)
    (row,) = page.table("Differences in LPT, row 6")
    assert row["Recorded here"] == "Brief each team in person. Changed here since"
    assert "Yours stays unless you tick the plan's." in page
    label = f"Take the plan’s action for {action.reference}"
    page = page.fill({label: True}).submit("Save these choices")
    page.submit("Make 1 change")
    assert text_of("-001") == "Brief all teams."


def test_a_row_that_may_be_an_action_on_record_is_settled_on_the_page(officer: Browser, first: Import) -> None:
    rows = [
        [*BLANK[:3], text, BLANK[4], "1/5/2016", BLANK[6]] for text in ("Visit families who ask.", "Visit schools.")
    ]
    page = upload(officer, first.review, ROW, *rows)
    assert "Which action is meant?" in page
    assert not [button for button in page.buttons if button.startswith("Import")]
    page = page.fill({"None of these: it is a new action": True}).submit("Save these choices")
    assert "Which action is meant?" not in page
    page.submit("Import no recommendations and 1 action, and make 2 changes")
    assert (how_many(Action), text_of("-002")) == (3, "Visit schools.")


def test_what_the_file_no_longer_holds_is_listed(officer: Browser, first: Import) -> None:
    page = upload(officer, first.review, ROW)
    assert "No longer in the file" in page
    assert "Visit each home." in page


def test_an_import_is_undone_after_asking(officer: Browser, first: Import) -> None:
    page = officer.get(f"/imports/{first.id}").click("Undo this import")
    assert "This takes out again 2 actions, 2 recommendations and 2 posts" in page
    page = page.submit("Undo this import")
    assert page.messages[0].startswith("Undone: 2 actions, 2 recommendations and 2 posts were taken out again")
    assert "This import was undone" in page
    assert how_many(Action) == 0
    assert first.status is ImportStatus.UNDONE


def test_what_stops_the_undoing_is_named(officer: Browser, first: Import) -> None:
    action = db.session.scalars(select(Action).order_by(Action.id)).all()[0]
    actions.set_deadline(action, deadline=None, no_deadline_reason="It is daily work.", by=first.received_by)
    db.session.commit()
    page = officer.get(f"/imports/{first.id}/undo")
    assert f"{action.reference} is changed by a person since." in page
    assert "Undo this import" not in page.buttons


def test_only_a_policy_officer_undoes(first: Import, browser_as: SignIn) -> None:
    chair = browser_as(a_person(Role.CHAIR, first.review.board))
    assert "Undo this import" not in chair.get(f"/imports/{first.id}").links
    chair.get(f"/imports/{first.id}/undo", 403)


def test_the_pages_of_a_revised_plan_stay_light(officer: Browser, first: Import) -> None:
    long = [
        [str(n), f"Recommendation {n} on a matter.", "Better", f"Do thing {n}.", f"Post {n}", "1/2/2016", "Audit"]
        for n in range(1, 201)
    ]
    upload(officer, first.review, *long).submit("Import 200 recommendations and 200 actions")
    revised = [[*row[:3], f"{row[3]} And more.", *row[4:6], "Two audits"] for row in long]
    upload(officer, first.review, *revised)
    newest = db.session.scalars(select(Import.id).order_by(Import.id.desc())).first()
    db.session.commit()
    for address in (
        f"/imports/{newest}",
        f"/imports/{newest}?show=changed",
        f"/imports/{newest - 1}/undo" if newest else "",
    ):
        queries, size = counting.cost(officer.client, address, db.session.connection())
        assert len(queries) <= counting.MOST_QUERIES, "\n\n".join(queries)
        assert size < counting.MOST_BYTES
