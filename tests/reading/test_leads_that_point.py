"""A lead cell that names nobody makes no post of its words."""

from datetime import date

from tests.plans import PlanSheet, workbook
from tracker.reading.plan import ProposedPlan, read_plan

HEADINGS = ("Ref", "Action", "Lead", "Deadline", "Date completed")
AGREED = date(2025, 2, 10)


def led_by(*leads: str) -> ProposedPlan:
    rows = [[str(number), f"Brief team {number}.", lead, "1 May 2025"] for number, lead in enumerate(leads, 1)]
    return read_plan(workbook(PlanSheet("Plan", rows, headings=HEADINGS)), "plan.xlsx", agreed=AGREED)


def leads_of(plan: ProposedPlan) -> list[tuple[str, ...]]:
    return [action.leads for item in plan.items for action in item.actions]


def test_ditto_is_the_lead_above_and_asks() -> None:
    plan = led_by("Named Nurse", "ditto", '"', "As above", "Head of Audit", "as above.")
    assert leads_of(plan) == [("Named Nurse",)] * 4 + [("Head of Audit",)] * 2
    assert [len(item.problems) for item in plan.items] == [0, 1, 1, 1, 0, 1]
    assert "Named Nurse" in plan.items[1].problems[0].message
    assert plan.items[1].actions[0].lead_text == "ditto"


def test_ditto_with_no_lead_above_names_nobody_and_asks() -> None:
    plan = led_by("ditto", "Named Nurse")
    assert leads_of(plan) == [(), ("Named Nurse",)]
    assert "no lead stands above" in plan.items[0].problems[0].message


def test_a_lead_still_to_be_found_is_no_post() -> None:
    plan = led_by("TBC", "N/A", "-", "to be confirmed", "Vacant", "Named Nurse (TBC)")
    assert leads_of(plan)[:5] == [()] * 5
    assert leads_of(plan)[5] != ()
    assert "“TBC”" in plan.items[0].problems[0].message


def test_a_completion_date_beside_several_actions_is_pointed_at() -> None:
    row = ["1", "1. Brief\n2. Train", "Named Nurse\nTrainer", "1 May 2025\n1 June 2025", "2 May 2025"]
    plan = read_plan(workbook(PlanSheet("Plan", [row], headings=HEADINGS)), "plan.xlsx", agreed=AGREED)
    (item,) = plan.items
    assert len(item.actions) == 2
    assert [problem.column for problem in item.problems if "2 May 2025" in problem.message] == ["Date completed"]
