"""Rows of a plan put right in the preview: split, joined, edited, set aside, taken as items, doubt after doubt."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select

from tests.build import a_person, a_post, an_agency
from tests.pages import Browser, Page
from tests.plans import SEVEN_HEADINGS, agency_sheet, workbook
from tests.strict import words
from tests.taking_in import AGREED, BLANK, ROW, TRUST, a_review_of_the_trust, a_trust_plan, received
from tracker import db
from tracker.models import Action, Agency, Import, ImportRow, LayoutChoice, Review
from tracker.models.vocabulary import ImportStatus, Role, RowKind
from tracker.rules import imports
from tracker.web import background, receiving

SignIn = Callable[..., Browser]
TWO = ["1", "Listen.", "Heard", "Brief every team.\nAudit forty files.", "Named Nurse", "31/03/2016", "Audit"]


@pytest.fixture
def review(app: Any) -> Review:
    assert app
    return a_review_of_the_trust()


@pytest.fixture
def officer(review: Review, browser_as: SignIn) -> Browser:
    return browser_as(a_person(Role.POLICY_OFFICER, review.board))


def taken_in(app: Any, review: Review, *rows: Any) -> Import:
    return received(review, app.config["FILES"], a_trust_plan(*rows))


def row_page(officer: Browser, batch: Import, number: int) -> Page:
    """The page of the row with that number on the sheet."""
    record = db.session.scalars(select(ImportRow).where(ImportRow.source == f"LPT!{number}")).one()
    return officer.get(f"/imports/{batch.id}/rows/{record.id}")


def confirmed(officer: Browser, batch: Import) -> list[Action]:
    page = officer.get(f"/imports/{batch.id}")
    page.submit(next(button for button in page.buttons if button.startswith("Import ")))
    return list(db.session.scalars(select(Action).order_by(Action.id)))


def test_doubts_are_walked_one_by_one_and_saving_goes_on_to_the_next(
    app: Any, officer: Browser, review: Review
) -> None:
    batch = taken_in(app, review, BLANK, ROW, ["3", "Ask.", "x", "Ask daily.", "Named Doctor", "Ongoing", "Audit"])
    first = officer.get(f"/imports/{batch.id}").click("Go through the doubts one by one")
    assert first.h1 == "LPT, row 6"
    assert "Doubt 1 of 2" in first
    assert first.click("Next doubt").h1 == "LPT, row 8"
    second = first.fill({"Or why there is none": "Daily work"}).submit("Save the deadline of this row")
    assert second.h1 == "LPT, row 8"
    assert "Doubt 1 of 1" in second
    done = second.fill({"Or why there is none": "Daily work"}).submit("Save the deadline of this row")
    assert done.h1 == "plan.xlsx"
    assert "No row needs a person." in done


def test_an_action_of_two_lines_is_split_and_each_is_edited(app: Any, officer: Browser, review: Review) -> None:
    batch = taken_in(app, review, TWO)
    page = row_page(officer, batch, 6).submit("Split it by its lines")
    assert "Action 2 of 2" in page
    page = officer.get(page.address.split("#")[0])
    page.submit("Save the actions")
    made = confirmed(officer, batch)
    assert [action.text for action in made] == ["Brief every team.", "Audit forty files."]
    assert {action.timescale for action in made} == {"31/03/2016"}
    assert all("Say whether it holds for each" in action.timescale_doubt for action in made)


def test_two_actions_are_joined_and_different_dates_are_asked_about(app: Any, officer: Browser, review: Review) -> None:
    batch = taken_in(app, review, [*TWO[:5], "31.03.2016\n31.05.2016", TWO[6]])
    page = row_page(officer, batch, 6)
    assert "Action 2 of 2" in page
    page = page.submit("Join them into one")
    assert "The actions joined here had different dates: 31 March 2016 and 31 May 2016." in page
    page = page.submit("Back to as it was read")
    assert "Action 2 of 2" in page
    page.submit("Join them into one")
    (action,) = confirmed(officer, batch)
    assert action.text == "Brief every team.\nAudit forty files."
    assert action.deadline is None
    assert action.timescale == "31.03.2016\n31.05.2016"


def test_an_action_is_added_and_another_taken_out(app: Any, officer: Browser, review: Review) -> None:
    batch = taken_in(app, review, ROW)
    page = row_page(officer, batch, 6).submit("Add another action")
    assert "Action 2 of 2" in page
    page = page.submit("Take out action 1")
    assert "Action 1 of 1" in page


def test_the_words_of_an_action_are_edited_and_the_cells_stay_as_printed(
    app: Any, officer: Browser, review: Review
) -> None:
    batch = taken_in(app, review, ROW)
    page = row_page(officer, batch, 6).fill({"What will be done": "Brief each ward.", "Leads": "Head of Wards"})
    page = page.submit("Save the actions")
    assert "Brief every team." in page
    (action,) = confirmed(officer, batch)
    assert action.text == "Brief each ward."
    assert [lead.printed_as for lead in action.leads] == ["Head of Wards"]


def test_an_item_is_set_aside_with_a_reason_and_the_count_still_adds_up(
    app: Any, officer: Browser, review: Review
) -> None:
    batch = taken_in(app, review, ROW, BLANK)
    asked = row_page(officer, batch, 7).submit("Set this row aside", 422)
    assert asked.errors == ["Say why nothing should be made of this row."]
    asked.fill({"Why nothing should be made of it": "A copy of row 6."}).submit("Set this row aside")
    page = officer.get(f"/imports/{batch.id}")
    assert "7 rows: 1 item, 1 guidance, 4 headings and 1 set aside." in page
    assert len(confirmed(officer, batch)) == 1
    record = db.session.scalars(select(ImportRow).where(ImportRow.source == "LPT!7")).one()
    assert (record.kind, record.reason) == (RowKind.SET_ASIDE, "A copy of row 6.")


def test_a_row_read_as_guidance_is_taken_as_an_item(app: Any, officer: Browser, review: Review) -> None:
    batch = taken_in(app, review, ROW)
    record = db.session.scalars(select(ImportRow).where(ImportRow.kind == RowKind.GUIDANCE)).one()
    page = officer.get(f"/imports/{batch.id}/rows/{record.id}")
    page = page.fill(
        {
            "Recommendation": "Send changes in time.",
            "Action": "Tell every agency.",
            "Timescale as printed": "by 8 April 2016",
        }
    ).submit("Take it as an item")
    assert "8 April 2016" in page
    made = confirmed(officer, batch)
    assert "Tell every agency." in [action.text for action in made]


def test_a_lead_nearly_called_like_a_post_is_offered_and_never_picked(
    app: Any, officer: Browser, review: Review
) -> None:
    batch = taken_in(app, review, ROW, [*BLANK[:4], "Named Nurse", "31/03/2016", "Audit"])
    post = a_post(the_trust(), title="Named Nurses")
    db.session.commit()
    page = row_page(officer, batch, 6)
    assert "“Named Nurse” may be Named Nurses (no one fills it)." in page
    page.fill({"Who is meant": "Named Nurses (no one fills it)"}).submit("Save the lead")
    page = officer.get(f"/imports/{batch.id}")
    assert "No row needs a person." in page
    made = confirmed(officer, batch)
    assert {lead.post_id for action in made for lead in action.leads} == {post.id}
    assert {lead.printed_as for action in made for lead in action.leads} == {"Named Nurse"}


def the_trust() -> Agency:
    """The agency the plans here are from."""
    return db.session.scalars(select(Agency).where(Agency.name == TRUST)).one()


def test_between_two_people_of_one_name_a_person_chooses(app: Any, officer: Browser, review: Review) -> None:
    batch = taken_in(app, review, ROW)
    for _ in range(2):
        a_person(Role.LEAD, review.board, agency=the_trust(), name="Named Nurse")
    db.session.commit()
    assert "“Named Nurse” may be" in row_page(officer, batch, 6)
    (action,) = confirmed(officer, batch)
    assert [lead.person_id for lead in action.leads] == [None]


def test_an_agency_nearly_called_so_is_offered_first(officer: Browser, review: Review, app: Any) -> None:
    an_agency(review.board, name="Dental Services")
    data = workbook(agency_sheet("Dentists", "Dental Servise", ROW))
    batch = received(review, app.config["FILES"], data)
    page = officer.get(f"/imports/{batch.id}")
    assert "1 agency of nearly this name is offered first." in page


def test_this_column_is_the_lead_is_remembered_for_the_next_plan(app: Any, officer: Browser, review: Review) -> None:
    batch = taken_in(app, review, ROW)
    page = officer.get(f"/imports/{batch.id}").click("What each column was taken for")
    page = page.fill({SEVEN_HEADINGS[6]: "Comments"}).submit("Read the file again so")
    assert "The file was read again." in page.messages[0]
    assert db.session.scalars(select(LayoutChoice.field)).one() == "comments"
    assert "was read as this board chose before" in page
    upload = officer.get(f"/imports/add?review={review.slug}")
    page = upload.fill({"The plan": (a_trust_plan(ROW, BLANK), "next.xlsx")}).submit("Read the plan")
    assert "was read as this board chose before" in page


def test_a_pasted_list_becomes_a_proposal(officer: Browser, review: Review) -> None:
    page = officer.get(f"/imports/add?review={review.slug}")
    page = page.fill(
        {
            "Or a list of recommendations, pasted": "1. Every agency should listen to children.\n\n"
            "2. Every agency should write down what was said."
        }
    ).submit("Read the plan")
    assert page.h1 == "pasted list.txt"
    assert "Import 2 recommendations and no actions" in page.buttons


def test_a_long_file_is_kept_at_once_and_read_behind_a_page_of_progress(
    officer: Browser, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "READ_AT_ONCE_UP_TO", 0)
    begun: list[tuple[int, int, background.Reading]] = []
    monkeypatch.setattr(background, "record", lambda *of: begun.append(of))
    page = officer.get(f"/imports/add?review={review.slug}")
    page = page.fill({"The plan": (a_trust_plan(ROW), "long.xlsx")}).submit("Read the plan")
    assert "The file is kept and is being read." in page
    ((number, attempt, reading),) = begun
    batch = db.session.get(Import, number)
    assert batch is not None
    assert imports.hear(batch, attempt=attempt, rows=400)
    db.session.commit()
    assert "400 rows read so far." in officer.get(page.address)
    assert imports.finish_reading(batch, reading.done.result(), attempt=attempt)
    db.session.commit()
    assert "Import 1 recommendation and 1 action" in officer.get(page.address).buttons


def test_a_reading_that_died_is_begun_again_with_one_button(
    officer: Browser, review: Review, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(background, "READ_AT_ONCE_UP_TO", 0)
    begun: list[tuple[int, int, background.Reading]] = []
    monkeypatch.setattr(background, "record", lambda *of: begun.append(of))
    page = officer.get(f"/imports/add?review={review.slug}")
    page = page.fill({"The plan": (a_trust_plan(ROW), "long.xlsx")}).submit("Read the plan")
    batch = db.session.scalars(select(Import)).one()
    batch.reading = {**batch.reading, "heard": "2015-01-01T00:00:00+00:00"}
    db.session.commit()
    page = officer.get(page.address).submit("Read it again")
    assert "The file is kept and is being read." in page
    (_, first, _), (_, second, reading) = begun
    assert (first, second) == (1, 2)
    assert not imports.finish_reading(batch, reading.done.result(), attempt=first)
    assert imports.finish_reading(batch, reading.done.result(), attempt=second)


def test_a_long_file_that_cannot_be_read_is_set_aside_with_the_sentence(officer: Browser, review: Review) -> None:
    officer.get("/imports")
    batch = imports.receive_unread(
        review,
        data=b"not a workbook",
        name="broken.xlsx",
        agency=None,
        plan_date=AGREED,
        files=receiving_files(officer),
        by=a_person(Role.POLICY_OFFICER, review.board),
    )
    assert imports.give_up_reading(batch, "broken.xlsx is damaged. Send it again.", attempt=1)
    db.session.commit()
    page = officer.get(f"/imports/{batch.id}")
    assert "broken.xlsx is damaged. Send it again." in page
    assert batch.status is ImportStatus.SET_ASIDE


def receiving_files(officer: Browser) -> Any:
    """The store of the program behind a browser."""
    with officer.client.application.app_context():
        return receiving.files()


def test_the_page_says_who_took_the_file_in_and_who_last_worked_on_it(
    app: Any, officer: Browser, review: Review
) -> None:
    batch = taken_in(app, review, BLANK)
    page = officer.get(f"/imports/{batch.id}")
    assert "Last worked on" not in page
    page.fill({"Or why there is none": "Daily work"}).submit("Save the deadline of this row")
    assert "Last worked on" in officer.get(f"/imports/{batch.id}")
    assert [words(one) for one in page.classed("page-tags")] == ["Proposed"]
