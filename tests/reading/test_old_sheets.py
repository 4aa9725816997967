"""Plans as old Excel workbooks and as OpenDocument spreadsheets."""

from datetime import date
from typing import Any

from tests.plans import altered
from tests.plans_sheets import old_workbook, open_sheet
from tests.plans_word import HEADINGS, a_row
from tracker.reading.plan import ProposedPlan, read_plan

AGREED = date(2015, 9, 30)


def old(*rows: Any, touch: Any = None) -> ProposedPlan:
    return read_plan(old_workbook([HEADINGS, *rows], touch), "plan.xls", agreed=AGREED)


def opened(*rows: Any, **about: str) -> ProposedPlan:
    return read_plan(open_sheet([HEADINGS, *rows], **about), "plan.ods", agreed=AGREED)


def test_a_date_cell_of_an_old_workbook_is_its_day_and_one_that_shows_a_month_is_the_month() -> None:
    plan = old([*a_row()[:4], date(2016, 4, 8)], [*a_row("2")[:4], (date(2016, 4, 1), "mmm yyyy")])
    assert [item.actions[0].deadlines for item in plan.items] == [(date(2016, 4, 8),), (date(2016, 4, 30),)]
    assert [item.actions[0].timescale for item in plan.items] == ["08/04/2016", "Apr 2016"]


def test_numbers_merges_and_hidden_rows_of_an_old_workbook_are_read() -> None:
    def touch(page: Any) -> None:
        page.write_merge(1, 2, 0, 0, 3)
        page.write_merge(1, 2, 1, 1, "Know the pathway.")
        for row, action in ((1, "Draw it."), (2, "Teach it.")):
            page.write(row, 2, action)
            page.write(row, 3, "Nurse")
            page.write(row, 4, "May 2016")
        page.row(2).hidden = True

    plan = old(touch=touch)
    assert plan.items[0].ref == "3"
    assert [action.text for action in plan.items[0].actions] == ["Draw it.", "Teach it."]
    assert plan.rows[2].hidden


def test_colours_and_struck_text_of_an_old_workbook_are_read() -> None:
    headings = [*HEADINGS, "RAG"]
    red = ("", "pattern: pattern solid, fore_colour red")
    struck = ("Brief.", "font: struck_out on")
    data = old_workbook([headings, [*a_row()[:2], struck, *a_row()[3:], red]])
    plan = read_plan(data, "plan.xls")
    assert plan.items[0].rag == "red"
    assert any("struck" in problem.message for problem in plan.items[0].problems)


def dated(text: str, day: str, look: str) -> str:
    return (
        f'<table:table-cell office:value-type="date" office:date-value="{day}" table:style-name="{look}">'
        f"<text:p>{text}</text:p></table:table-cell>"
    )


def test_a_date_cell_of_an_open_spreadsheet_is_its_day_and_one_that_shows_a_month_is_the_month() -> None:
    plan = opened(
        [*a_row()[:4], dated("04/08/16", "2016-04-08", "daily")],
        [*a_row("2")[:4], dated("04/2016", "2016-04-01T00:00:00", "monthly")],
    )
    assert [item.actions[0].deadlines for item in plan.items] == [(date(2016, 4, 8),), (date(2016, 4, 30),)]
    assert plan.items[0].actions[0].timescale == "04/08/16"


def test_the_usual_style_of_a_column_holds_for_its_cells() -> None:
    columns = (
        '<table:table-column table:number-columns-repeated="4"/>'
        '<table:table-column table:default-cell-style-name="monthly"/>'
    )
    data = open_sheet([[columns, *HEADINGS], [*a_row()[:4], dated("04/2016", "2016-04-01", "")]])
    inside, before = columns.encode(), b"<table:table-row>"
    moved = altered(data, "content.xml", lambda xml: xml.replace(inside, b"").replace(before, inside + before, 1))
    assert read_plan(moved, "plan.ods", agreed=AGREED).items[0].actions[0].deadlines == (date(2016, 4, 30),)


def test_line_breaks_spaces_and_comments_of_an_open_spreadsheet_are_read() -> None:
    cell = (
        "<table:table-cell><office:annotation><text:p>Is this agreed?</text:p></office:annotation>"
        '<text:p>Draw<text:s text:c="2"/>it.</text:p><text:p>Teach<text:line-break/>it.</text:p></table:table-cell>'
    )
    item = opened([*a_row()[:2], cell, "Nurse", "May 2016"]).items[0]
    assert item.cells["Action"] == "Draw  it.\nTeach\nit."


def test_repeated_rows_and_cells_of_an_open_spreadsheet_each_have_their_place() -> None:
    twice = (
        '<table:table-row table:number-rows-repeated="2"><table:table-cell><text:p>1</text:p></table:table-cell>'
        '<table:table-cell table:number-columns-repeated="2"><text:p>Do it well.</text:p></table:table-cell>'
        "</table:table-row>"
    )
    gap = '<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>'
    plan = opened(more=gap + twice)
    assert [row.source for row in plan.rows] == ["Plan!1", "Plan!5", "Plan!6"]
    assert plan.items[0].cells["Action"] == "Do it well."


def test_merged_cells_of_an_open_spreadsheet_hold_for_the_rows_they_cover() -> None:
    def deep(text: str) -> str:
        return f'<table:table-cell table:number-rows-spanned="2"><text:p>{text}</text:p></table:table-cell>'

    covered = "<table:covered-table-cell/>"
    plan = opened(
        [deep("1"), deep("Know the pathway."), "Draw it.", "Nurse", "May 2016"],
        [covered, covered, "Teach it.", "Trainer", "June 2016"],
    )
    assert [action.text for action in plan.items[0].actions] == ["Draw it.", "Teach it."]


def test_hidden_sheets_struck_text_and_colours_of_an_open_spreadsheet_are_seen() -> None:
    assert not opened(a_row(), look="away").items
    struck = '<table:table-cell table:style-name="struck"><text:p>Brief.</text:p></table:table-cell>'
    assert opened([*a_row()[:2], struck, *a_row()[3:]]).items[0].problems
    red = '<table:table-cell table:style-name="red"/>'
    data = open_sheet([[*HEADINGS, "RAG"], [*a_row(), red]])
    assert read_plan(data, "plan.ods").items[0].rag == "red"


def test_a_formula_without_a_result_is_pointed_at() -> None:
    formula = '<table:table-cell table:formula="of:=TODAY()"/>'
    item = opened([*a_row()[:4], formula]).items[0]
    assert any(problem.severity == "error" and "formula" in problem.message for problem in item.problems)
