"""What a plan given back says: in the agency's own columns, in ours, in rows put in, and when it came in no file."""

import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.build import a_person, a_post, a_recommendation, a_review, an_action, an_agency
from tests.plans import agency_sheet, altered, child_b1_composite, coloured, workbook
from tests.rules.test_round_trip import assert_proposes_nothing, given_back, proposed, sheet_of, taken_in, the_action
from tests.taking_in import BLANK, ROW, TRUST, a_review_of_the_trust, a_trust_plan, received, row_of
from tracker import db
from tracker.models import Review
from tracker.models.vocabulary import Role
from tracker.outside.files import FileStore
from tracker.queries import history
from tracker.queries import imports as find
from tracker.reading.proposal import Row
from tracker.rules import actions, imports
from tracker.rules.actions import ProposedLead
from tracker.rules.errors import NotAllowed, Refused
from tracker.rules.exports import Form, export_plan
from tracker.rules.imports import pieces

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


@pytest.fixture
def review() -> Review:
    return a_review_of_the_trust()


def texts(page: Any, row: int) -> list[Any]:
    return [cell.value for cell in page[row]]


def with_columns(*headings: str, rows: list[list[Any]]) -> bytes:
    sheet = agency_sheet("LPT", TRUST, *rows)
    sheet.headings = (*sheet.headings, *headings)
    return workbook(sheet)


def test_the_plans_own_columns_keep_the_agencys_words_with_ours_beneath(review: Review, files: FileStore) -> None:
    data = with_columns("Status", "Progress to date", rows=[[*ROW, "Amber", "Two of six teams."], BLANK])
    taken_in(review, files, data)
    actions.record_progress(the_action("T1-001"), day=date(2015, 11, 2), text="Four of six.", by=None)
    page = sheet_of(given_back(review, files).data)
    assert texts(page, 5)[7:] == ["Status", "Progress to date", "Tracker reference", "Tracker deadline"]
    assert page["H6"].value == "Amber\n[Tracker, T1-001: draft]"
    assert page["I6"].value == "Two of six teams.\n[Tracker, T1-001: 2 November 2015: Four of six.]"
    assert (page["H7"].value, page["I7"].value) == ("[Tracker, T1-002: draft]", None)
    assert_proposes_nothing(proposed(review, files, given_back(review, files).data))


def test_what_the_agency_writes_beside_our_words_is_its_claim(review: Review, files: FileStore) -> None:
    taken_in(review, files, a_trust_plan(ROW, BLANK))
    book = load_workbook(io.BytesIO(given_back(review, files).data))
    book["LPT"]["K6"] = "All teams briefed."
    book["LPT"]["I7"] = "Complete"
    stream = io.BytesIO()
    book.save(stream)
    plan = proposed(review, files, stream.getvalue())
    assert [(change.field, change.says) for _, change in plan.changes] == [
        ("claim", "All teams briefed."),
        ("claim", "Status in the plan: Complete"),
    ]


def test_a_deadline_written_over_in_our_column_is_pointed_at_and_not_taken(review: Review, files: FileStore) -> None:
    taken_in(review, files, a_trust_plan(ROW, BLANK))
    book = load_workbook(io.BytesIO(given_back(review, files).data))
    book["LPT"]["J6"] = date(2016, 9, 1)
    stream = io.BytesIO()
    book.save(stream)
    plan = proposed(review, files, stream.getvalue())
    assert plan.makes_nothing
    assert [doubt.sentence for row in plan.doubtful for doubt in row.doubts] == [
        "The column Tracker deadline says 1 September 2016, and the deadline of T1-001 on record is 31 March 2016. "
        "If the agency asks for that date, set it on the page of the action."
    ]


def test_words_corrected_here_stand_in_the_plan_and_the_timescale_stays_as_printed(
    review: Review, files: FileStore
) -> None:
    taken_in(review, files, a_trust_plan(ROW, BLANK))
    action = the_action("T1-001")
    actions.edit_action(
        action,
        version=action.version,
        text="Brief every team and every school.",
        agency=action.agency,
        recommendations=action.recommendations,
        outcome_sought="Children are heard sooner",
        outcome_measure=action.outcome_measure,
        by=None,
    )
    actions.set_deadline(action, deadline=date(2016, 6, 30), by=None)
    doctor = a_post(action.agency, title="Named Doctor")
    actions.set_leads(action, leads=[ProposedLead(post=doctor)], by=None)
    data = given_back(review, files).data
    page = sheet_of(data)
    assert texts(page, 6)[2:6] == [
        "Children are heard sooner", "Brief every team and every school.", "Named Doctor", "31/03/2016",
    ]  # fmt: skip
    assert page["J6"].value.date() == date(2016, 6, 30)
    assert_proposes_nothing(proposed(review, files, data))


def test_an_action_added_here_gets_a_row_under_the_last_of_its_item(review: Review, files: FileStore) -> None:
    broken = [None, "Every day.", None, "and every school."]
    taken_in(review, files, a_trust_plan(ROW, broken, BLANK))
    first = the_action("T1-001")
    an_action(review, agency=first.agency, recommendations=first.recommendations, text="-Audit the briefings.")
    an_action(review, agency=first.agency, text="Tell the board how it went.", deadline=date(2016, 5, 31))
    data = given_back(review, files).data
    page = sheet_of(data)
    assert texts(page, 7)[3] == "and every school."
    assert texts(page, 8)[:4] == ["1", first.recommendations[0].text, None, "-Audit the briefings."]
    assert page["D8"].data_type == "s"
    assert page["H8"].value == "T1-003"
    assert (page["A9"].value, page["H9"].value) == ("2", "T1-002")
    assert (page["A10"].value, page["D10"].value) == ("T1-004", "Tell the board how it went.")
    assert "A12:G12" in {str(area) for area in page.merged_cells.ranges}
    assert page["A12"].value.startswith("Note: please send")
    assert_proposes_nothing(proposed(review, files, data))


def test_a_row_put_in_does_not_take_on_the_colour_of_the_row_above(review: Review, files: FileStore) -> None:
    def colour(page: Any) -> None:
        page["H6"].fill = coloured("FFFF0000")

    sheet = agency_sheet("LPT", TRUST, ROW)
    sheet.headings, sheet.touch = (*sheet.headings, "RAG"), colour
    taken_in(review, files, workbook(sheet))
    first = the_action("T1-001")
    an_action(review, agency=first.agency, recommendations=first.recommendations, text="Audit the briefings.")
    data = given_back(review, files).data
    assert sheet_of(data)["H6"].fill.fgColor.rgb == "FFFF0000"
    assert_proposes_nothing(proposed(review, files, data))


def test_a_row_split_by_a_person_comes_back_as_a_row_for_each_action(review: Review, files: FileStore) -> None:
    batch = received(review, files, a_trust_plan([*ROW[:3], "Brief every team.\nWrite to schools.", *ROW[4:]], BLANK))
    row = row_of(batch, "LPT!6")
    whole = pieces.pieces_of(Row.from_json(row.reading), row.corrections)
    parts = [pieces.edited(whole, [(text, ["Named Nurse"])])[0] for text in ("Brief every team.", "Write to schools.")]
    imports.shape_row(row, parts, version=0, by=batch.received_by)
    imports.apply(batch, by=batch.received_by)
    db.session.commit()
    data = given_back(review, files).data
    page = sheet_of(data)
    assert [page[f"D{number}"].value for number in (6, 7, 8)] == ["Brief every team.", "Write to schools.", BLANK[3]]
    assert [page[f"H{number}"].value for number in (6, 7, 8)] == ["T1-001", "T1-002", "T1-003"]
    assert_proposes_nothing(proposed(review, files, data))


def test_a_cell_of_two_actions_carries_both_references(review: Review, files: FileStore) -> None:
    two = ["3.", "Records.", "Kept", "Put up a reminder.\nTalk it over.", "Named Nurse\nNamed Doctor",
           "31.03.2015\n31.05.2015", "None"]  # fmt: skip
    taken_in(review, files, a_trust_plan(two, BLANK))
    data = given_back(review, files).data
    page = sheet_of(data)
    assert page["H6"].value == "T1-001\nT1-002"
    assert page["I6"].value == "[T1-001: draft]\n[T1-002: draft]"
    assert page["J6"].value == "T1-001: 31 March 2015\nT1-002: 31 May 2015"
    assert_proposes_nothing(proposed(review, files, data))


def test_the_sheets_of_other_agencies_are_left_out(tmp_path: Path, files: FileStore) -> None:
    review = a_review_of_the_trust()
    an_agency(review.board, name="Leicester City CCG")
    taken_in(review, files, child_b1_composite(tmp_path / "plan.xlsx").read_bytes())
    trust = next(one for one in find.agencies_by_id(review.board_id).values() if one.name == TRUST)
    data = given_back(review, files, agency=trust).data
    assert load_workbook(io.BytesIO(data)).sheetnames == ["LPT", "Guidance"]
    assert_proposes_nothing(proposed(review, files, data))


def test_a_formula_comes_back_as_what_it_last_showed(review: Review, files: FileStore) -> None:
    def number(page: Any) -> None:
        page["A6"] = "=0+1"

    sheet = agency_sheet("LPT", TRUST, ROW, BLANK)
    sheet.touch = number
    held = altered(workbook(sheet), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"<v></v>", b"<v>1</v>"))
    taken_in(review, files, held)
    data = given_back(review, files).data
    assert sheet_of(data)["A6"].value == 1
    assert_proposes_nothing(proposed(review, files, data))


def test_text_that_looks_like_a_formula_stays_text(review: Review, files: FileStore) -> None:
    taken_in(review, files, a_trust_plan([*ROW[:3], "=HYPERLINK(A1)", "@Named Nurse", *ROW[5:]], BLANK))
    page = sheet_of(given_back(review, files).data)
    assert (page["D6"].value, page["D6"].data_type, page["E6"].data_type) == ("=HYPERLINK(A1)", "s", "s")


def test_a_plan_that_came_in_no_file_is_given_in_seven_plain_columns() -> None:
    agency = an_agency(name="Town Council")
    review = a_review(agency.board)
    asked = a_recommendation(review, agencies=[agency], printed_reference="3")
    an_action(review, agency=agency, recommendations=[asked], lead=a_post(agency, title="Head of Service"),
              text="=Brief\x07 teams.\nThen schools.", deadline=date(2016, 4, 8))  # fmt: skip
    made = export_plan(review, agency=agency, form=Form.WORKBOOK, files=FileStore(Path("nowhere")), by=None)
    page = sheet_of(made.data, "Town Council")
    assert texts(page, 1)[0] == f"{review.code}: action plan"
    assert texts(page, 5)[:5] == ["3", asked.text, None, "=Brief teams.\nThen schools.", "Head of Service"]
    assert page["D5"].data_type == "s"
    assert page["J5"].value.date() == date(2016, 4, 8)
    assert page["J5"].number_format == "d mmm yyyy"
    assert made.name == f"{review.slug}-town-council-action-plan.xlsx"


def test_the_word_document_has_a_table_for_each_agency_on_wide_pages(tmp_path: Path, files: FileStore) -> None:
    review = a_review_of_the_trust()
    an_agency(review.board, name="Leicester City CCG")
    taken_in(review, files, child_b1_composite(tmp_path / "plan.xlsx").read_bytes())
    made = export_plan(review, agency=None, form=Form.DOCUMENT, files=files, by=None)
    document = Document(io.BytesIO(made.data))
    assert (document.core_properties.title, document.core_properties.language) == ("Child T1: action plan", "en-GB")
    headings = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert headings[:2] == ["Agency: Leicester City CCG", f"Agency: {TRUST}"]
    assert len(document.tables) >= 2
    assert all("w:tblHeader" in table.rows[0]._tr.xml for table in document.tables)
    section = document.sections[0]
    assert section.page_width > section.page_height


def test_plans_that_came_in_several_files_are_given_back_one_agency_at_a_time(review: Review, files: FileStore) -> None:
    council = an_agency(review.board, name="Town Council")
    trust = next(one for one in find.agencies_by_id(review.board_id).values() if one.name == TRUST)
    taken_in(review, files, a_trust_plan(ROW), agency=trust)
    taken_in(review, files, a_trust_plan(BLANK), agency=council)
    with pytest.raises(Refused, match=r"came in 2 files. Say which agency's plan you want: .*Town Council"):
        given_all(review, files)
    assert len(load_workbook(io.BytesIO(given_back(review, files, agency=council).data)).sheetnames) == 1


def given_all(review: Review, files: FileStore) -> Any:
    return export_plan(review, agency=None, form=Form.WORKBOOK, files=files, by=None)


def test_who_exported_what_and_why_is_in_the_history(review: Review, files: FileStore) -> None:
    taken_in(review, files, a_trust_plan(ROW))
    officer = a_person(Role.POLICY_OFFICER, review.board)
    trust = next(iter(find.agencies_by_id(review.board_id).values()))
    export_plan(review, agency=trust, form=Form.WORKBOOK, files=files, why="For the meeting in May", by=officer)
    db.session.commit()
    entry = next(one for one in history.of(review) if one.verb == "plan.export")
    assert (entry.by, entry.why, entry.new["agency"]) == (officer, "For the meeting in May", TRUST)


def test_only_a_policy_officer_may_export(review: Review, files: FileStore) -> None:
    taken_in(review, files, a_trust_plan(ROW))
    with pytest.raises(NotAllowed):
        export_plan(
            review, agency=None, form=Form.WORKBOOK, files=files, by=a_person(Role.OBSERVER, review.board)
        )  # fmt: skip


def test_an_agency_with_no_action_has_no_plan_to_give_back(review: Review, files: FileStore) -> None:
    with pytest.raises(Refused, match="There are no actions of"):
        given_back(review, files)


@pytest.mark.parametrize("form", list(Form))
def test_a_plan_that_came_as_text_is_given_back_in_its_own_columns(
    review: Review, files: FileStore, form: Form
) -> None:
    data = (
        b"Agency: Leicestershire Partnership NHS Trust,,,,\n"
        b"No.,Recommendation,Action,Lead,Timescale\n"
        b"1,Listen to children.,Brief every team.,Named Nurse,31/03/2016\n"
        b"2,See the home.,Visit each home.,Named Doctor,\n"
    )
    taken_in(review, files, data, name="plan.csv")
    made = given_back(review, files, form)
    batch = received(review, files, made.data, name=made.name)
    assert "Tracker reference" in batch.rows[-1].reading["cells"]
    assert_proposes_nothing(imports.plan_of(batch, find.rows(batch)))
