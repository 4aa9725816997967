"""Taking in a plan on its pages: upload, preview, put right, confirm."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select

from tests.build import a_person, a_recommendation, an_agency
from tests.pages import Browser, Page
from tests.plans import agency_sheet, workbook
from tests.strict import words
from tests.taking_in import BLANK, ROW, TRUST, a_review_of_the_trust, a_trust_plan, how_many
from tracker import db
from tracker.models import Action, AuditEntry, Import, Review
from tracker.models.vocabulary import ImportStatus, Role
from tracker.outside.files import FileStore

SignIn = Callable[..., Browser]


@pytest.fixture
def review(app: Any) -> Review:
    assert app
    return a_review_of_the_trust()


@pytest.fixture
def files(app: Any) -> FileStore:
    store: FileStore = app.config["FILES"]
    return store


@pytest.fixture
def officer(review: Review, browser_as: SignIn) -> Browser:
    return browser_as(a_person(Role.POLICY_OFFICER, review.board))


def upload(browser: Browser, review: Review, data: bytes, name: str = "plan.xlsx", **answers: Any) -> Page:
    page = browser.get(f"/imports/add?review={review.slug}")
    return page.fill({"The plan": (data, name), **answers}).submit("Read the plan", (200, 409, 422))


def test_an_uploaded_plan_is_shown_and_nothing_is_made_until_it_is_confirmed(officer: Browser, review: Review) -> None:
    page = upload(officer, review, a_trust_plan(ROW, BLANK))
    assert page.h1 == "plan.xlsx"
    assert page.messages == ["plan.xlsx was read. Nothing is imported until you confirm it below."]
    assert "7 rows: 2 items, 1 guidance and 4 headings." in page
    page = page.click("All rows (7)")
    assert "New recommendation, printed as “1”: Listen to children." in page
    assert "Accountable lead: Named Nurse new post, no one fills it yet" in page
    assert "As printed 31/03/2016 Deadline 31 March 2016".replace(" ", "") in page.text.replace(" ", "")
    assert how_many(Action) == 0
    page = page.submit("Import 2 recommendations and 2 actions")
    assert page.messages == [
        "Imported: 2 recommendations and 2 actions. The actions are drafts until the plan is agreed."
    ]
    assert how_many(Action) == 2
    assert [words(one) for one in page.classed("timeline__what")] == ["Imported", "File taken in"]


def test_what_needs_a_person_comes_first_and_says_why(officer: Browser, review: Review) -> None:
    page = upload(officer, review, a_trust_plan(ROW, BLANK))
    assert [words(one) for one in page.classed("read__source")] == ["LPT, row 7"]
    assert "Needs a person: The timescale is blank." in page
    every = page.click("All rows (7)")
    assert [words(one) for one in every.classed("read__source")] == ["LPT, row 6", "LPT, row 7"]
    assert page.click("Go through the doubts one by one").h1 == "LPT, row 7"


def test_a_blank_timescale_is_fixed_in_place_and_the_wording_stays_blank(officer: Browser, review: Review) -> None:
    page = upload(officer, review, a_trust_plan(BLANK))
    page = page.fill(Deadline=date(2016, 1, 31)).submit("Save the deadline of this row")
    assert page.messages == ["LPT, row 6 is saved."]
    assert "Settled by a person." in page
    page.submit("Import 1 recommendation and 1 action")
    action = db.session.scalars(select(Action)).one()
    assert (action.timescale, action.deadline, action.timescale_doubt) == ("", date(2016, 1, 31), "")


def test_a_doubtful_date_is_offered_but_never_filled_in(officer: Browser, review: Review) -> None:
    page = upload(officer, review, a_trust_plan([*ROW[:5], "31/12/2012", ROW[6]]))
    assert page.value("Or another deadline") == ["", "", ""]
    page = page.fill({"Keep 31 December 2012, as read": True}).submit("Save the deadline of this row")
    assert "No row needs a person." in page
    page.submit("Import 1 recommendation and 1 action")
    action = db.session.scalars(select(Action)).one()
    assert (action.deadline, action.timescale_doubt) == (date(2012, 12, 31), "")


def test_a_doubt_left_open_goes_with_the_action(officer: Browser, review: Review) -> None:
    page = upload(officer, review, a_trust_plan([*ROW[:5], "31/12/2012", ROW[6]]))
    page.submit("Import 1 recommendation and 1 action")
    action = db.session.scalars(select(Action)).one()
    assert action.deadline == date(2012, 12, 31)
    assert action.timescale_doubt


def test_a_date_that_does_not_exist_is_said_beside_its_boxes(officer: Browser, review: Review) -> None:
    page = upload(officer, review, a_trust_plan(BLANK))
    page = page.fill(Deadline=["31", "9", "2016"]).submit("Save the deadline of this row", 422)
    assert page.errors == ["Deadline cannot be 31 September 2016: that month has 30 days."]
    assert page.value("Deadline") == ["31", "9", "2016"]


def test_a_date_and_a_reason_for_none_together_are_asked_about(officer: Browser, review: Review) -> None:
    page = upload(officer, review, a_trust_plan(BLANK))
    page = page.fill({"Deadline": date(2016, 1, 31), "Or why there is none": "Daily work"})
    page = page.submit("Save the deadline of this row", 422)
    assert page.errors == ["Say one thing: keep the date, give another, or give the reason why there is none."]


def test_two_who_correct_one_row_each_see_both_texts(officer: Browser, review: Review, browser_as: SignIn) -> None:
    colleague = browser_as(a_person(Role.POLICY_OFFICER, review.board))
    mine = upload(officer, review, a_trust_plan(BLANK))
    theirs = colleague.get(mine.address)
    theirs.fill(Deadline=date(2016, 2, 29)).submit("Save the deadline of this row")
    mine = mine.fill(Deadline=date(2016, 1, 31)).submit("Save the deadline of this row", 422)
    assert "Someone else corrected this row" in mine.errors[0]
    assert "29 February 2016" in mine
    assert mine.value("Deadline") == ["31", "1", "2016"]
    mine.submit("Save the deadline of this row")
    assert db.session.scalars(select(Import)).one().rows[4].corrections["actions"]["0"] == {"deadline": "2016-01-31"}


def test_an_agency_nobody_knows_is_named_in_place(officer: Browser, review: Review) -> None:
    an_agency(review.board, name="Dental care")
    page = upload(officer, review, workbook(agency_sheet("Dentists", "Dental Service", ROW)))
    assert "“Dental Service” is not an agency this board knows: say which is meant." in page
    page = page.fill(Agency="Dental care").submit("Save the agency")
    assert page.messages == ["Taken for Dental care."]
    page.submit("Import 1 recommendation and 1 action")
    action = db.session.scalars(select(Action)).one()
    assert action.agency is not None
    assert action.agency.name == "Dental care"


def test_the_agency_can_be_chosen_for_the_whole_file(officer: Browser, review: Review) -> None:
    page = upload(officer, review, workbook(agency_sheet("Ours", "Our service", ROW)), Agency=TRUST)
    assert "chosen for the file" in page
    assert "Agency not known" not in page


def test_the_plan_date_counts_for_wording_such_as_within_three_months(officer: Browser, review: Review) -> None:
    row = [*ROW[:5], "Within three months", ROW[6]]
    page = upload(officer, review, a_trust_plan(row), **{"Plan date": date(2016, 1, 15)})
    assert "15 April 2016" in page


def test_each_item_links_to_what_it_made_and_back(officer: Browser, review: Review) -> None:
    upload(officer, review, a_trust_plan(ROW)).submit("Import 1 recommendation and 1 action")
    result = officer.get("/imports").click("plan.xlsx")
    reference = db.session.scalars(select(Action.reference)).one()
    action = result.click(reference)
    assert action.h1 == f"Action {reference}"
    back = action.click("plan.xlsx, LPT!6")
    assert back.h1 == "plan.xlsx"
    assert back.address.endswith("#row-5")
    assert "Agree this plan" in back.links


def test_every_cell_of_a_row_can_be_read_as_printed(officer: Browser, review: Review) -> None:
    page = upload(officer, review, a_trust_plan([*ROW[:5], "31/03/2016 ", "An audit\nof forty files"]))
    row = page.click("LPT, row 6")
    assert row.h1 == "LPT, row 6"
    assert "An audit" in row
    assert "of forty files" in row


def test_the_same_file_again_says_so_and_leads_to_the_first(officer: Browser, review: Review) -> None:
    data = a_trust_plan(ROW)
    first = upload(officer, review, data)
    again = upload(officer, review, data, name="another name.xlsx")
    assert again.status == 409
    assert again.errors == [
        f"This file was taken in for {review.code} already, so it proposes nothing new. It waits to be confirmed."
    ]
    assert again.click("Read and confirm it").h1 == first.h1
    assert how_many(Import) == 1


def test_a_saved_again_copy_says_that_nothing_in_it_is_new(officer: Browser, review: Review) -> None:
    upload(officer, review, a_trust_plan(ROW, BLANK)).submit("Import 2 recommendations and 2 actions")
    page = upload(officer, review, a_trust_plan(ROW, [], BLANK))
    assert "This file proposes nothing new: everything in it is recorded already." in page
    assert not [button for button in page.buttons if button.startswith("Import")]


def test_a_recommendation_of_the_review_is_shown_as_recorded_already(officer: Browser, review: Review) -> None:
    agency = an_agency(review.board, name="Midwives")
    listed = a_recommendation(review, text="Listen to children.", agencies=[agency])
    page = upload(officer, review, a_trust_plan(ROW), Agency="Midwives")
    assert f"Recommendation {listed.reference}, recorded already" in page
    assert "Import no recommendations and 1 action" in page.buttons


def test_pressing_confirm_twice_answers_with_the_result_and_doubles_nothing(officer: Browser, review: Review) -> None:
    page = upload(officer, review, a_trust_plan(ROW))
    first = page.submit("Import 1 recommendation and 1 action")
    again = page.submit("Import 1 recommendation and 1 action")
    assert first.address.split("#")[0] == again.address.split("#")[0]
    assert again.h1 == "plan.xlsx"
    assert how_many(Action) == 1


def test_a_colleague_who_confirms_second_is_told_and_doubles_nothing(
    officer: Browser, review: Review, browser_as: SignIn
) -> None:
    page = upload(officer, review, a_trust_plan(ROW))
    colleague = browser_as(a_person(Role.POLICY_OFFICER, review.board)).get(page.address)
    page.submit("Import 1 recommendation and 1 action")
    told = colleague.submit("Import 1 recommendation and 1 action")
    assert told.messages == ["This file was imported already. Nothing was made twice."]
    assert how_many(Action) == 1


def test_after_the_session_ended_the_import_is_still_there_to_confirm(
    officer: Browser, review: Review, browser_as: SignIn
) -> None:
    page = upload(officer, review, a_trust_plan(ROW))
    officer.client.delete_cookie("visit")
    page.submit("Import 1 recommendation and 1 action", 401)
    assert how_many(Action) == 0
    back = browser_as(a_person(Role.POLICY_OFFICER, review.board))
    page = back.get(f"{page.address}/confirmation")
    page.submit("Import 1 recommendation and 1 action")
    assert how_many(Action) == 1


def test_a_file_is_set_aside_only_after_asking_and_may_come_again(officer: Browser, review: Review) -> None:
    data = a_trust_plan(ROW)
    asks = upload(officer, review, data).click("Set this file aside")
    assert db.session.scalars(select(Import.status)).one() is ImportStatus.PROPOSED
    asks.submit("Set this file aside")
    assert db.session.scalars(select(Import.status)).one() is ImportStatus.SET_ASIDE
    assert upload(officer, review, data).status == 200
    assert how_many(Import) == 2


def test_the_original_comes_as_a_download_and_the_history_says_who_took_it(officer: Browser, review: Review) -> None:
    data = a_trust_plan(ROW)
    page = upload(officer, review, data, name="Trust plan.xlsx")
    form, _ = page.form("Download the file as it was sent")
    token = next(one.get("value") for one in form.iter("input") if one.get("name") == "csrf_token")
    answer = officer.client.post(f"{page.address}/original", data={"csrf_token": token})
    assert answer.data == data
    assert answer.headers["Content-Type"] == "application/octet-stream"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="Trust plan.xlsx"'
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert db.session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id.desc())).first() == "import.fetch_original"


def test_a_lost_original_is_said_in_a_sentence(officer: Browser, review: Review, files: FileStore) -> None:
    page = upload(officer, review, a_trust_plan(ROW))
    files.path_of(db.session.scalars(select(Import.fingerprint)).one()).unlink()
    assert "missing from the store" in page.submit("Download the file as it was sent", 404)
