"""What a workbook shows by its look: words struck through, comments, colours and their key, what is hidden."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color

from tests.plans import PlanSheet, a_plan, coloured, with_timescale, workbook
from tracker.reading.plan import ProposedAction, Row, read_plan

REC = "Staff should know when and how to escalate a worry."
HEADINGS = ("No.", "Recommendation", "Action", "Lead", "Timescale", "RAG")
ROW = ("1", REC, "Brief every team.", "Named Nurse", "May 2016")
SECOND = ("2", "Every file has a chronology.", "Write the guide.", "Team Leader", "June 2016")


def rows_of(data: bytes) -> list[Row]:
    return read_plan(data, "plan.xlsx", agreed=date(2015, 9, 30)).rows


def only_item(data: bytes) -> Row:
    (row,) = [row for row in rows_of(data) if row.kind == "item"]
    return row


def only_action(data: bytes) -> ProposedAction:
    (action,) = only_item(data).actions
    return action


def touched(touch: Callable[[Any], None], *rows: tuple[Any, ...]) -> bytes:
    return workbook(PlanSheet("Plan", rows or (ROW,), headings=HEADINGS, touch=touch))


def partly_struck(struck: str, standing: str) -> CellRichText:
    return CellRichText(TextBlock(InlineFont(strike=True), struck), standing)


def test_a_deadline_struck_through_is_never_used_without_a_question() -> None:
    def strike(page: Any) -> None:
        page["E2"].font = Font(strike=True)

    action = only_action(touched(strike))
    assert action.needs_review
    assert "struck through" in str(action.reason)


def test_of_a_date_partly_struck_through_what_stands_is_offered_and_asked_about() -> None:
    def strike(page: Any) -> None:
        page["E2"] = partly_struck("31/03/2016", " 30/06/2016")

    action = only_action(touched(strike))
    assert action.deadlines == (date(2016, 6, 30),)
    assert action.needs_review
    assert "31/03/2016" in str(action.reason)
    assert action.timescale == "31/03/2016 30/06/2016"


def test_words_struck_through_in_an_action_are_kept_and_pointed_at() -> None:
    def strike(page: Any) -> None:
        page["C2"] = partly_struck("Write a policy. ", "Brief every team.")

    row = only_item(touched(strike))
    assert row.actions[0].text == "Write a policy. Brief every team."
    assert any("Write a policy." in problem.message for problem in row.problems)


def test_a_date_struck_through_does_not_pair_with_an_action() -> None:
    def strike(page: Any) -> None:
        page["E2"] = partly_struck("31.03.2016", "\n31.05.2016")

    row = only_item(touched(strike, ("1", REC, "Brief.\nAudit.", "Nurse\nManager", None)))
    (action,) = row.actions
    assert action.deadlines == (date(2016, 5, 31),)
    assert action.needs_review


def test_a_comment_on_a_cell_is_kept_and_one_on_a_deadline_is_pointed_at() -> None:
    def comment(page: Any) -> None:
        page["E2"].comment = Comment("Moved to July by the chair", "board")
        page["B2"].comment = Comment("See the overview report", "board")

    row = only_item(touched(comment))
    assert row.notes["Timescale"] == "Moved to July by the chair"
    assert row.notes["Recommendation"] == "See the overview report"
    assert any("Moved to July" in problem.message for problem in row.problems)


@pytest.mark.parametrize(
    ("colour", "name"),
    [
        (Color(rgb="FF00B050"), "green"),
        (Color(rgb="FFC6EFCE"), "green"),
        (Color(indexed=10), "red"),
        (Color(theme=9, tint=-0.25), "amber"),
        (Color(theme=4), "blue"),
        (Color(rgb="FFF2F2F2"), None),
    ],
)
def test_a_status_by_fill_is_read_however_the_colour_is_written(colour: Color, name: str | None) -> None:
    def fill(page: Any) -> None:
        page["F2"].fill = PatternFill("solid", fgColor=colour)

    assert only_item(touched(fill)).rag == name


def keyed(page: Any) -> None:
    page["F2"].fill = coloured("FFFFC000")
    page["F3"].fill = coloured("FF7030A0")
    page["A6"] = "Key"
    page["A7"].fill = coloured("FFFFC000")
    page["B7"] = "Action on track"
    page["A8"].fill = coloured("FF7030A0")
    page["B8"] = "Embedded in practice"


def test_a_status_by_fill_is_offered_with_the_sheets_own_key() -> None:
    rows = rows_of(touched(keyed, ROW, SECOND))
    items = [row for row in rows if row.kind == "item"]
    assert [(row.rag, row.rag_meaning) for row in items] == [
        ("amber", "Action on track"),
        ("purple", "Embedded in practice"),
    ]
    assert [row.kind for row in rows[3:]] == ["guidance"] * 3
    assert all("key" in str(row.reason) for row in rows[3:])


def test_a_key_in_one_line_gives_colours_their_words() -> None:
    def key(page: Any) -> None:
        page["F2"].fill = coloured("FFFF0000")
        page["A5"] = "Key: Red = overdue; Amber = at risk; Green = complete"

    row = next(row for row in rows_of(touched(key)) if row.kind == "item")
    assert (row.rag, row.rag_meaning) == ("red", "overdue")


def test_a_row_coloured_from_end_to_end_shows_a_status_only_where_a_key_says_so() -> None:
    def colour_row(page: Any) -> None:
        for cell in page[2]:
            cell.fill = coloured("FF92D050")

    def with_key(page: Any) -> None:
        colour_row(page)
        page["A5"] = "Colour key"
        page["A6"] = "Complete"
        page["A6"].fill = coloured("FF92D050")

    plain = ("No.", "Recommendation", "Action", "Lead", "Timescale")
    without = workbook(PlanSheet("Plan", [ROW], headings=plain, touch=colour_row))
    assert only_item(without).rag is None
    keyed_ = workbook(PlanSheet("Plan", [ROW], headings=plain, touch=with_key))
    assert (only_item(keyed_).rag, only_item(keyed_).rag_meaning) == ("green", "Complete")


def test_a_rating_in_words_that_its_colour_gainsays_is_pointed_at() -> None:
    def fill(page: Any) -> None:
        page["F2"] = "Green"
        page["F2"].fill = coloured("FFFF0000")

    row = only_item(touched(fill))
    assert row.rag == "Green"
    assert any("coloured red" in problem.message for problem in row.problems)


def test_a_column_under_a_heading_that_says_nothing_is_a_rating_where_it_holds_colours() -> None:
    def fill(page: Any) -> None:
        page["F1"] = "B"
        page["F2"].fill, page["F3"].fill = coloured("FF00B050"), coloured("FFFF0000")

    items = [row for row in rows_of(touched(fill, ROW, SECOND)) if row.kind == "item"]
    assert [row.rag for row in items] == ["green", "red"]


def test_a_hidden_column_is_read_and_marked() -> None:
    def hide(page: Any) -> None:
        page.column_dimensions["B"].hidden = True

    plan = read_plan(touched(hide), "plan.xlsx")
    (table,) = plan.tables
    assert [column.hidden for column in table.columns[:3]] == [False, True, False]
    assert plan.items[0].recommendation == REC
    assert any("Column B" in remark for remark in table.remarks)


def test_what_stands_unseen_under_a_merged_cell_is_not_read() -> None:
    from tests.plans import altered

    data = a_plan(["1", REC, None, "Brief.", "Lead", "May 2016", "Seen"], merges=("F2:G2",))
    under = b'<c r="G2" t="inlineStr"><is><t>unseen</t></is></c>'
    changed = altered(data, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b'<c r="G2"', under + b'<c r="H2"', 1))
    assert changed != data
    assert "unseen" not in only_item(changed).cells.values()


def test_a_line_ending_that_excel_wrote_as_a_code_divides_lines() -> None:
    row = only_item(with_timescale("31.03.2016_x000D_\n31.05.2016", "Brief._x000D_\nAudit.", "Nurse"))
    assert [action.text for action in row.actions] == ["Brief.", "Audit."]
