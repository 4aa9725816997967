"""A date that can only be month first puts the others of its file in doubt."""

from datetime import date

from openpyxl.worksheet.worksheet import Worksheet

from tests.plans import PlanSheet, workbook
from tracker.reading.plan import ProposedPlan, read_plan

HEADINGS = ("Ref", "Action", "Lead", "Deadline", "Date completed")
AGREED = date(2025, 2, 10)


def plan_due(*due: object, done: object = None) -> ProposedPlan:
    rows = [[str(number), f"Brief team {number}.", "Named Nurse", day, done] for number, day in enumerate(due, 1)]
    return read_plan(workbook(PlanSheet("Plan", rows, headings=HEADINGS)), "plan.xlsx", agreed=AGREED)


def asked(plan: ProposedPlan) -> list[bool]:
    return [action.needs_review for item in plan.items for action in item.actions]


def test_one_month_first_date_puts_every_date_in_doubt_that_reads_both_ways() -> None:
    plan = plan_due("03/04/2025", "12/31/2025", "05/05/2025", "3 April 2025", "5.6.25")
    assert asked(plan) == [True, True, False, False, True]
    first = plan.items[0].actions[0]
    assert first.deadlines == (date(2025, 4, 3),)
    assert first.reason is not None
    assert "“12/31/2025”" in first.reason
    assert "“03/04/2025”" in first.reason


def test_a_true_date_beside_a_month_first_text_is_asked_about_too() -> None:
    rows = [["1", "Brief team 1.", "Nurse", date(2025, 4, 3)], ["2", "Brief team 2.", "Nurse", "12/31/2025"]]

    def shown_day_first(sheet: Worksheet) -> None:
        sheet["D2"].number_format = "dd/mm/yyyy"

    sheet = PlanSheet("Plan", rows, headings=HEADINGS, touch=shown_day_first)
    assert asked(read_plan(workbook(sheet), "plan.xlsx", agreed=AGREED)) == [True, True]


def test_a_completion_date_is_in_doubt_with_the_rest() -> None:
    assert asked(plan_due("31 May 2025", "12/31/2025", done="02/03/2025")) == [True, True]


def test_day_first_dates_alone_are_not_asked_about() -> None:
    assert asked(plan_due("03/04/2025", "31/12/2025", "05/06/2025")) == [False, False, False]


def test_a_plain_text_file_belongs_to_no_agency_by_its_own_name() -> None:
    data = b"Ref,Recommendation,Action,Lead,Timescale\n1,Share it,Write to schools,Named Nurse,1 May 2025\n"
    plan = read_plan(data, "plan.csv", agreed=AGREED)
    assert [item.agency for item in plan.items] == [None]
