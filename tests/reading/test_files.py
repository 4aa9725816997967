"""What cannot be read is refused with one clear sentence, before it can do harm."""

import io
import zipfile
from contextlib import suppress
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook

from tests.plans import PlanSheet, a_plan, altered, with_timescale, workbook, zipped
from tracker.reading.confined import read_confined
from tracker.reading.limits import CannotRead, Limits
from tracker.reading.plan import ProposedPlan, read_plan

SHEET = "xl/worksheets/sheet1.xml"
PLAN = with_timescale("May 2016")


def refusal(data: bytes, name: str = "plan.xlsx", limits: Limits | None = None) -> str:
    with pytest.raises(CannotRead) as refused:
        read_plan(data, name, limits=limits)
    sentence = refused.value.sentence
    assert "\n" not in sentence
    assert name in sentence
    return sentence


def bare_workbook() -> bytes:
    stream = io.BytesIO()
    Workbook().save(stream)
    return stream.getvalue()


def test_a_file_that_is_no_workbook_is_refused() -> None:
    assert "not an Excel workbook" in refusal(b"PK\x03\x04 no workbook at all")
    assert "not an Excel workbook" in refusal(b"%PDF-1.4")


def test_an_empty_file_is_refused() -> None:
    assert "is empty" in refusal(b"")


def test_a_wrong_ending_is_refused() -> None:
    assert ".xlsx" in refusal(PLAN, "plan.pdf")


def test_a_word_document_under_an_excel_name_is_refused() -> None:
    assert "Word document" in refusal(zipped({"word/document.xml": b"<w/>"}))


def test_a_protected_workbook_is_refused() -> None:
    assert "password" in refusal(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))


def test_a_workbook_with_nothing_written_in_it_is_refused() -> None:
    assert "nothing" in refusal(bare_workbook()) or "empty" in refusal(bare_workbook())


def test_a_workbook_without_a_heading_row_is_refused() -> None:
    data = workbook(PlanSheet("Notes", [["Some words", "other words", "42"]], headings=("Red", "Blue", "Green")))
    assert "No heading row" in refusal(data)


def test_a_file_over_the_limit_is_refused_by_its_size() -> None:
    assert "limit" in refusal(PLAN, limits=replace(Limits(), file_bytes=1000))


def test_too_many_rows_are_refused_before_they_are_parsed() -> None:
    data = a_plan(*[[str(n), "Do it.", None, "Act.", "Lead", "May 2016"] for n in range(40)])
    assert "rows" in refusal(data, limits=replace(Limits(), rows=20))


def test_a_million_empty_rows_are_refused() -> None:
    rows = b"".join(b'<row r="%d"/>' % n for n in range(10, 30_000))
    assert "rows" in refusal(altered(PLAN, SHEET, lambda xml: xml.replace(b"</sheetData>", rows + b"</sheetData>")))


def test_a_cell_far_to_the_right_is_refused() -> None:
    far = b'<row r="9"><c r="XFD9" t="inlineStr"><is><t>far</t></is></c></row></sheetData>'
    assert "column" in refusal(altered(PLAN, SHEET, lambda xml: xml.replace(b"</sheetData>", far)))


def test_a_cell_far_below_costs_nothing() -> None:
    far = b'<row r="1048576"><c r="D1048576" t="inlineStr"><is><t>far below</t></is></c></row></sheetData>'
    plan = read_plan(altered(PLAN, SHEET, lambda xml: xml.replace(b"</sheetData>", far)), "plan.xlsx")
    assert plan.rows[-1].source == "Plan!1048576"


def test_the_stated_size_of_a_sheet_is_not_trusted() -> None:
    data = altered(PLAN, SHEET, lambda xml: xml.replace(b'<dimension ref="A1:G2"', b'<dimension ref="A1:A1"'))
    assert data != PLAN
    assert len(read_plan(data, "plan.xlsx").items) == 1


def test_a_zip_bomb_is_refused_by_what_it_unpacks_to() -> None:
    bomb = zipped({"xl/workbook.xml": b"<w/>", "xl/media/a.bin": bytes(30_000_000)})
    assert "unpacks" in refusal(bomb)
    assert "unpacks" in refusal(PLAN, limits=replace(Limits(), unpacked_bytes=2000))


def test_a_package_of_too_many_parts_is_refused() -> None:
    assert "parts" in refusal(zipped({f"xl/{n}.xml": b"" for n in range(30)}), limits=replace(Limits(), entries=20))


@pytest.mark.parametrize("part", [SHEET, "xl/workbook.xml"])
def test_a_document_type_declaration_is_refused_before_any_parser(part: str) -> None:
    declared = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "b">]>'
    assert "declaration" in refusal(altered(PLAN, part, lambda xml: declared + xml))


def test_a_damaged_sheet_is_refused() -> None:
    assert "damaged" in refusal(altered(PLAN, SHEET, lambda xml: xml[: len(xml) // 2]))


def test_a_truncated_package_is_refused() -> None:
    refusal(PLAN[: len(PLAN) // 2])


def test_a_formula_without_a_stored_value_is_pointed_at() -> None:
    def formula(page: object) -> None:
        page["F2"] = "=TODAY()"  # type: ignore[index]

    plan = read_plan(a_plan(["1", "Do it well.", None, "Act.", "Lead"], touch=formula), "plan.xlsx")
    (row,) = plan.items
    assert row.actions[0].needs_review
    assert any(problem.severity == "error" and "formula" in problem.message for problem in row.problems)


def test_reading_in_a_child_process_gives_the_same_plan() -> None:
    agreed = date(2015, 9, 30)
    assert read_confined(PLAN, "plan.xlsx", agreed=agreed) == read_plan(PLAN, "plan.xlsx", agreed=agreed)


def test_a_refusal_in_the_child_process_comes_back_as_the_same_sentence() -> None:
    with pytest.raises(CannotRead) as refused:
        read_confined(b"PK\x03\x04 broken", "plan.xlsx")
    assert refused.value.sentence == refusal(b"PK\x03\x04 broken")


def test_a_child_process_that_wants_too_much_memory_or_time_is_stopped_with_a_sentence() -> None:
    long = b"No.,Recommendation,Action,Lead,Timescale\n" + b"1,Share it,Write to schools,Nurse,May 2016\n" * 3_000
    with pytest.raises(CannotRead, match="more memory"):
        read_confined(long, "plan.csv", limits=replace(Limits(), memory_bytes=1_000_000))
    with pytest.raises(CannotRead, match="longer than 0 seconds"):
        read_confined(PLAN, "plan.xlsx", limits=replace(Limits(), seconds=0))


ODD = [
    "No.", "Recommendation", "Action", "Lead", "Timescale", "Outcome", "1", "ii", "31/03/2016", "and so on",
    "Note: hello", "Done.", "(Police)", "EXAMPLE: x", "=1+1", "@x", "May 2016\nJune 2016", "31.03.2015  31.05.2015",
    "Team (City Police)", "dd/mm/yyyy",
]  # fmt: skip
NUMBERS = st.integers(-5, 60_000) | st.floats(allow_nan=False, allow_infinity=False) | st.booleans()
CELLS = st.none() | st.text(max_size=12) | NUMBERS | st.sampled_from(ODD)


def printable(value: object) -> bool:
    return not isinstance(value, str) or value.replace("\n", "").isprintable()


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(st.lists(st.lists(CELLS.filter(printable), max_size=7), max_size=9), st.booleans())
def test_every_row_that_is_not_empty_is_accounted_for_exactly_once(rows: list[list[object]], headed: bool) -> None:
    sheet = PlanSheet("Plan", rows) if headed else PlanSheet("Plan", rows, headings=())
    data = workbook(sheet)
    try:
        plan = read_plan(data, "plan.xlsx", agreed=date(2015, 9, 30))
    except CannotRead:
        return
    first = sheet.heading_row + 1
    written = {first - 1} if headed else set()
    written |= {
        first + place
        for place, row in enumerate(rows)
        if any(value is not None and str(value).strip() for value in row)
    }  # fmt: skip
    assert sorted(int(row.source.split("!")[1]) for row in plan.rows) == sorted(written)
    counts = plan.summary()
    kinds = ("items", "continuations", "sections", "guidance", "headings", "set_aside")
    assert counts["rows_seen"] == sum(counts[kind] for kind in kinds) == len(plan.rows)
    assert all(row.reason for row in plan.rows if row.kind == "set_aside")
    assert all(action.reason for row in plan.rows for action in row.actions if action.needs_review)
    assert ProposedPlan.from_json(plan.as_json()) == plan


@settings(max_examples=60, deadline=None)
@given(st.integers(0, len(PLAN) - 1), st.binary(min_size=1, max_size=40))
def test_a_file_damaged_anywhere_is_read_or_refused_and_nothing_else(place: int, noise: bytes) -> None:
    with suppress(CannotRead):
        read_plan(PLAN[:place] + noise + PLAN[place + len(noise) :], "plan.xlsx")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 2500), st.binary(min_size=1, max_size=40))
def test_a_sheet_damaged_anywhere_is_read_or_refused_and_nothing_else(place: int, noise: bytes) -> None:
    damaged = altered(PLAN, SHEET, lambda xml: xml[: place % len(xml)] + noise + xml[place % len(xml) + len(noise) :])
    assert zipfile.is_zipfile(io.BytesIO(damaged))
    with suppress(CannotRead):
        read_plan(damaged, "plan.xlsx")
