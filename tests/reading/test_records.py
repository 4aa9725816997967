"""Plans of one record a page, as label and value."""

from datetime import date

from tests.plans import PlanSheet, workbook
from tests.plans_word import cell, document, paragraph, row, table
from tracker.reading.plan import ProposedPlan, read_plan

AGREED = date(2015, 9, 30)


def record(ref: str, action: str = "Brief every team.") -> list[list[str]]:
    return [
        ["Recommendation No:", ref],
        ["Recommendation:", "Staff know when to escalate."],
        ["Action required:", action],
        ["Lead officer:", "Named Nurse"],
        ["Timescale:", "May 2016"],
        ["Colour of the folder", "blue"],
    ]


def read(*blocks: str) -> ProposedPlan:
    return read_plan(document(*blocks), "plan.docx", agreed=AGREED)


def test_each_table_of_labels_and_values_is_one_item() -> None:
    plan = read(paragraph("(Leicestershire Police)"), table(*record("1")), paragraph("next page"), table(*record("2")))
    assert [(item.source, item.ref, item.agency) for item in plan.items] == [
        ("table 1 row 1", "1", "Leicestershire Police"),
        ("table 2 row 1", "2", None),
    ]
    first = plan.items[0]
    assert first.recommendation == "Staff know when to escalate."
    assert first.actions[0].leads == ("Named Nurse",)
    assert first.actions[0].deadlines == (date(2016, 5, 31),)
    assert first.cells["Colour of the folder"] == "blue"


def test_every_row_of_a_record_is_accounted_for_once() -> None:
    plan = read(table(*record("1"), *record("2")))
    kinds = [found.kind for found in plan.rows]
    assert kinds == (["item"] + ["continuation"] * 5) * 2
    assert len({found.source for found in plan.rows}) == 12
    assert plan.rows[8].continues == "table 1 row 7"


def test_labels_two_to_a_row_and_values_over_several_rows_are_read() -> None:
    plan = read(
        table(
            row(cell("Record of one action", span=4)),
            ["Ref", "3", "Agency", "Ambulance Service"],
            ["Recommendation", "Crews know whom to tell.", "Lead", "Operations Manager"],
            ["Action", "Teach every crew,", "Target date", "8/04/2016"],
            row(cell("and ask them after a month.", span=4)),
        )
    )
    (item,) = plan.items
    assert (item.ref, item.agency) == ("3", "Ambulance Service")
    assert item.actions[0].deadlines == (date(2016, 4, 8),)
    assert plan.rows[0].kind == "heading"


def test_records_on_a_sheet_are_read_alike() -> None:
    sheet = PlanSheet("Plan", [*record("1"), *record("2", "Ask them again.")], headings=())
    plan = read_plan(workbook(sheet), "plan.xlsx", agreed=AGREED)
    assert [item.actions[0].text for item in plan.items] == ["Brief every team.", "Ask them again."]


def test_a_table_with_headings_along_its_top_is_not_taken_for_records() -> None:
    plan = read(
        table(["Action", "Lead"], ["Brief every team.", "Nurse"], ["Ask them.", "Lead officer"], ["Go on.", "x"])
    )
    assert plan.tables[0].heading_row == 1
    assert len(plan.items) == 3
