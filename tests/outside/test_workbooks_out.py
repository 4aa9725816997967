"""Workbooks and documents written out: text stays text, looks are kept, and rows put in move what is below them."""

import io
from datetime import date
from typing import Any

from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font
from openpyxl.worksheet.datavalidation import DataValidation

from tests.soak import examples
from tracker.outside import documents_out
from tracker.outside.cells_out import Beside
from tracker.outside.tables_out import LONGEST_CELL, Plain, clean
from tracker.outside.workbooks_out import NewRow, SheetChanges, rewritten, written


def a_workbook(touch: Any = None) -> bytes:
    book = Workbook()
    page = book.worksheets[0]
    page.title = "Plan"
    page["A1"] = "ACTION PLAN"
    page.merge_cells("A1:C1")
    for row, cells in enumerate([["No.", "Action", "Status"], ["1", "Brief.", None], ["2", "Audit.", "Amber"]], 2):
        for column, value in enumerate(cells, 1):
            page.cell(row, column, value)
    page.column_dimensions["B"].width = 61
    page.row_dimensions[4].height = 33
    page["B4"].font = Font(name="Calibri", size=14, italic=True)
    if touch:
        touch(page)
    return saved(book)


def saved(book: Workbook) -> bytes:
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def opened(data: bytes, **more: Any) -> Any:
    return load_workbook(io.BytesIO(data), **more)["Plan"]


def test_a_workbook_with_nothing_changed_keeps_its_look() -> None:
    page = opened(rewritten(a_workbook(), []))
    assert [str(area) for area in page.merged_cells.ranges] == ["A1:C1"]
    assert (page.column_dimensions["B"].width, page.row_dimensions[4].height) == (61, 33)
    assert (page["B4"].font.name, page["B4"].font.size, page["B4"].font.italic) == ("Calibri", 14, True)


def test_our_columns_stand_beyond_the_right_end_under_headings_of_their_own() -> None:
    changes = SheetChanges(
        "Plan", headings={2: ("Reference", "Deadline")}, ours={3: ("B1-001", date(2016, 4, 8)), 4: ("B1-002", None)}
    )
    page = opened(rewritten(a_workbook(), [changes]))
    assert [cell.value for cell in page[2]] == ["No.", "Action", "Status", "Reference", "Deadline"]
    assert [cell.value for cell in page[4]] == ["2", "Audit.", "Amber", "B1-002", None]
    assert (page["E3"].value.date(), page["E3"].number_format) == (date(2016, 4, 8), "d mmm yyyy")
    assert page["D2"].font.bold


def test_words_are_set_under_what_a_cell_holds() -> None:
    changes = SheetChanges("Plan", {(3, 3): Beside(("[new]",)), (4, 3): Beside(("[one]", "[two]"), "Amber")})
    page = opened(rewritten(a_workbook(), [changes]))
    assert (page["C3"].value, page["C4"].value) == ("[new]", "Amber\n[one]\n[two]")


def test_the_oldest_words_go_where_a_cell_cannot_hold_all() -> None:
    marks = tuple(f"[{number} {'x' * 9_000}]" for number in range(4))
    page = opened(rewritten(a_workbook(), [SheetChanges("Plan", {(4, 3): Beside(marks, "Amber")})]))
    assert len(page["C4"].value) <= LONGEST_CELL
    assert page["C4"].value.startswith("Amber\n[1 x")
    assert page["C4"].value.endswith("]")


def test_words_struck_through_within_a_cell_stay_so() -> None:
    def strike(page: Any) -> None:
        page["C4"] = CellRichText("Red ", TextBlock(InlineFont(strike=True), "Amber"))

    page = opened(rewritten(a_workbook(strike), [SheetChanges("Plan", {(4, 3): Beside(("[ours]",))})]), rich_text=True)
    assert str(page["C4"].value) == "Red Amber\n[ours]"
    assert page["C4"].value[1].font.strike


def test_a_row_put_in_moves_what_is_below_it() -> None:
    def furnish(page: Any) -> None:
        page["A5"] = "Notes"
        page.merge_cells("A5:C5")
        page.merge_cells("A3:A4")
        rule = DataValidation("list", formula1='"Red,Amber"')
        rule.add("C3:C4")
        page.add_data_validation(rule)

    changes = SheetChanges(
        "Plan", headings={2: ("Reference",)}, rows=[NewRow(4, {2: "=First"}, ("B1-003",)), NewRow(4, {2: "Second"})]
    )
    changes.rows[1] = NewRow(4, {2: "Second"}, ("B1-004",))
    page = opened(rewritten(a_workbook(furnish), [changes]))
    assert [(page[f"B{row}"].value, page[f"D{row}"].value) for row in (5, 6)] == [
        ("=First", "B1-003"),
        ("Second", "B1-004"),
    ]
    assert page["B5"].data_type == "s"
    assert page["B5"].font.italic
    assert page["A7"].value == "Notes"
    assert {str(area) for area in page.merged_cells.ranges} == {"A1:C1", "A3:A4", "A7:C7"}
    assert page.row_dimensions[4].height == 33


def test_a_formula_is_given_back_as_what_it_last_showed_and_as_itself_where_it_shows_nothing() -> None:
    def reckon(page: Any) -> None:
        page["A3"] = "=1+0"

    assert opened(rewritten(a_workbook(reckon), []))["A3"].value == "=1+0"


def test_sheets_are_left_out_and_added_under_names_that_may_be_borne() -> None:
    plain = Plain("Health/Care: " + "x" * 40, ("Action",), [("Brief.",)])
    data = rewritten(a_workbook(), [], [plain, plain], without=["Plan"])
    names = load_workbook(io.BytesIO(data)).sheetnames
    assert names == ["Health Care  xxxxxxxxxxxxxxxxxx", "Health Care  xxxxxxxxxxxxxx (2)"]


VALUES = st.one_of(st.none(), st.dates(), st.text(max_size=80))


@settings(max_examples=examples(25), deadline=None)
@given(rows=st.lists(st.tuples(VALUES, VALUES), max_size=4), title=st.text(max_size=50))
def test_whatever_is_written_can_be_opened_and_no_text_is_a_formula(rows: list[Any], title: str) -> None:
    plain = Plain(title, ("No.", "Action"), list(rows), (title,))
    book = load_workbook(io.BytesIO(written([plain], title=title)))
    assert not [cell for row in book.worksheets[0].iter_rows() for cell in row if cell.data_type == "f"]
    document = Document(io.BytesIO(documents_out.written([plain], title=title)))
    texts = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert len(texts) == len(rows) + 1


def test_signs_that_would_break_a_file_are_left_out_and_line_breaks_kept() -> None:
    assert clean("a\x00b\x0bc\r\nd\re\ud800￾") == "abc\nd\ne"


def test_a_row_of_one_cell_stands_over_the_whole_width() -> None:
    plain = Plain("Plan", ("No.", "Action"), [("Theme 1",), ("1", "Brief.\nThen audit.")])
    table = Document(io.BytesIO(documents_out.written([plain], title="Plan"))).tables[0]
    assert [cell.text for cell in table.rows[1].cells] == ["Theme 1", "Theme 1"]
    assert table.rows[2].cells[1].text == "Brief.\nThen audit."
