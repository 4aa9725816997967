"""Plans as text files: any usual encoding and separator, and every record in its place."""

import csv
from contextlib import suppress
from datetime import date
from io import StringIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.reading.limits import CannotRead
from tracker.reading.plan import ProposedPlan, read_pasted, read_plan

PLAN = (
    "Action plan (Early Years Support Team),,,,\n"
    ",,,,\n"
    "No.,Recommendation,Action,Lead,Timescale\n"
    "1,Staff know the café’s number.,Brief every team.,Named Nurse,May 2016\n"
    '2,"Know when, and how","Draw it.\nTeach it.",Trainer,8/04/2016\n'
)


def read(text: str | bytes, name: str = "plan.csv") -> ProposedPlan:
    return read_plan(text.encode() if isinstance(text, str) else text, name, agreed=date(2015, 9, 30))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "utf-32"])
def test_every_usual_encoding_is_read(encoding: str) -> None:
    plan = read(PLAN.encode(encoding))
    assert plan.format == "csv"
    assert [row.recommendation for row in plan.items] == ["Staff know the café’s number.", "Know when, and how"]
    assert plan.remarks == []


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_every_usual_separator_is_found_by_the_table_it_makes(separator: str) -> None:
    stream = StringIO(newline="")
    csv.writer(stream, delimiter=separator).writerows(csv.reader(StringIO(PLAN)))
    assert read(stream.getvalue()).items == read(PLAN).items


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_ending_is_read(ending: str) -> None:
    assert len(read(PLAN.replace("\n", ending)).items) == 2


def test_rows_are_counted_by_records_so_that_line_breaks_in_a_cell_do_not_count() -> None:
    plan = read(PLAN + "3,Third thing to do.,Act.,Nurse,May 2017\n")
    assert [row.source for row in plan.rows] == ["row 1", "row 3", "row 4", "row 5", "row 6"]
    assert plan.tables[0].heading_row == 3
    assert plan.tables[0].agency == "Early Years Support Team"
    assert plan.items[1].cells["Action"] == "Draw it.\nTeach it."


def test_a_quotation_mark_that_is_never_closed_loses_no_row_and_is_pointed_at() -> None:
    plan = read(PLAN + '3,"Third thing,Act.,Nurse,May 2017\n4,Fourth thing.,Act again.,Nurse,May 2018\n')
    assert [row.ref for row in plan.items] == ["1", "2", "3", "4"]
    third = plan.items[2]
    assert third.actions[0].deadlines == (date(2017, 5, 31),)
    assert any("quotation mark" in problem.message for problem in third.problems)
    assert not any("quotation mark" in problem.message for problem in plan.items[3].problems)


def test_a_cell_that_swallowed_the_rows_below_it_is_pointed_at() -> None:
    plan = read(PLAN + '3,"Third thing,Act.,Nurse,May 2017\n4,Fourth" thing.,Act again.,Nurse,May 2018\n')
    assert any("quotation mark" in problem.message for problem in plan.items[-1].problems)


def test_signs_without_a_meaning_are_left_out_and_said() -> None:
    plan = read(PLAN.replace("Brief", "Br\x00ief").encode())
    assert plan.items[0].actions[0].text == "Brief every team."
    assert any("NUL" in remark for remark in plan.remarks)
    assert any("compare" in remark for remark in read(PLAN.encode("cp1252").replace(b"caf", b"c\x81f")).remarks)


def test_a_formula_is_pointed_at_and_a_guarded_text_is_itself() -> None:
    plan = read(PLAN + '="01.05",Third thing.,"=SUM(A1:A2)",Nurse,May 2017\n')
    third = plan.items[2]
    assert third.ref == "01.05"
    assert any(problem.severity == "error" and "formula" in problem.message for problem in third.problems)


def test_excels_own_line_about_the_separator_is_no_row_of_the_plan() -> None:
    plan = read("sep=;\n" + PLAN.replace(",", ";").replace("when; and", "when, and"))
    assert len(plan.items) == 2
    assert plan.rows[0].kind != "item"


def test_a_text_file_without_a_table_is_read_as_a_list() -> None:
    plan = read("POLICE\n\n1) Record every deployment to a home.\n2) Check the warning markers.\n", "list.txt")
    assert [(row.source, row.ref, row.agency) for row in plan.items] == [
        ("line 3", "1", "POLICE"),
        ("line 4", "2", "POLICE"),
    ]


def test_a_csv_without_headings_is_refused_with_a_sentence() -> None:
    with pytest.raises(CannotRead, match="No heading row"):
        read("a,b\nc,d\n")


def test_a_copied_table_is_read_when_it_is_pasted() -> None:
    rows = PLAN.splitlines()[2:4]
    plan = read_pasted("\n".join(row.replace(",", "\t") for row in rows), agreed=date(2015, 9, 30))
    assert plan.format == "text"
    assert plan.items[0].actions[0].deadlines == (date(2016, 5, 31),)


TEXTS = st.sampled_from(["", "1", "2a", "Action", "Note: x", "a,b", 'said "no"', "two\nlines", "May 2016"]) | st.text(
    max_size=8
)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.lists(TEXTS, max_size=6), max_size=8), st.sampled_from(",;\t|"), st.booleans())
def test_every_record_that_is_not_empty_is_accounted_for_exactly_once(
    rows: list[list[str]], separator: str, headed: bool
) -> None:
    rows = [["No.", "Recommendation", "Action", "Lead", "Timescale"], *rows] if headed else rows
    stream = StringIO(newline="")
    csv.writer(stream, delimiter=separator).writerows(rows)
    try:
        plan = read(stream.getvalue().encode("utf-8", "replace"))
    except CannotRead:
        return
    sources = [row.source for row in plan.rows]
    assert len(sources) == len(set(sources))
    counts = plan.summary()
    assert (
        counts["rows_seen"]
        == len(sources)
        == sum(counts[kind] for kind in ("items", "continuations", "sections", "guidance", "headings", "set_aside"))
    )
    assert all(row.reason for row in plan.rows if row.kind == "set_aside")


@settings(max_examples=150, deadline=None)
@given(
    st.binary(max_size=300)
    | st.text(max_size=200).map(lambda text: f"No.,Action,Lead\n{text}".encode("utf-8", "replace"))
)
def test_any_bytes_at_all_are_read_or_refused_and_nothing_else(data: bytes) -> None:
    for name in ("plan.csv", "plan.txt"):
        with suppress(CannotRead):
            read(data, name)
