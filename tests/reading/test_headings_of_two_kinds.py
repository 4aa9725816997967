"""Headings over two rows without merging, over months, and records that number their labels."""

from datetime import date

from tests.plans import PlanSheet, workbook
from tracker.reading.plan import ProposedPlan, read_plan

AGREED = date(2025, 2, 10)


def read(headings: list[str | None], *rows: list[str | None]) -> ProposedPlan:
    sheet = PlanSheet("Plan", rows, headings=headings)  # type: ignore[arg-type]
    return read_plan(workbook(sheet), "plan.xlsx", agreed=AGREED)


def test_a_second_row_of_headings_counts_without_merged_cells() -> None:
    plan = read(
        ["Ref", "Recommendation", "Action", "Accountability", None, "Progress", None],
        [None, None, None, "Who", "When", "RAG", "Update"],
        ["1", "Share what is known.", "Brief every team.", "Named Nurse", "30 June 2025", "Green", "Begun"],
    )
    (item,) = plan.items
    assert item.actions[0].leads == ("Named Nurse",)
    assert item.actions[0].deadlines == (date(2025, 6, 30),)
    assert (item.rag, item.progress) == ("Green", "Begun")
    assert plan.summary()["headings"] == 2


def test_a_plan_with_a_column_for_each_month_is_read_and_asks_for_its_deadlines() -> None:
    plan = read(["Ref", "Action", "Lead", "Apr-25", "May-25", "Q2"], ["1", "Brief.", "Nurse", None, "X", None])
    (item,) = plan.items
    assert item.cells["May-25"] == "X"
    assert item.actions[0].needs_review


def test_records_that_number_their_first_label_are_items_each() -> None:
    plan = read(
        ["Recommendation 1", "Staff are supervised."],
        ["Action", "Write a policy."], ["Lead", "Head of Nursing"], ["Timescale", "31 May 2025"], ["Progress", "Begun"],
        ["Recommendation 2", "Records are kept."],
        ["Action", "Audit records."], ["Lead", "Head of Audit"], ["Timescale", "June 2025"], ["Progress", "None"],
    )  # fmt: skip
    assert [(item.ref, item.recommendation) for item in plan.items] == [
        ("1", "Staff are supervised."),
        ("2", "Records are kept."),
    ]
    assert [item.actions[0].deadlines for item in plan.items] == [(date(2025, 5, 31),), (date(2025, 6, 30),)]
