"""Where headings stand, what a person says of columns, and what titles between the rows say of those under them."""

from datetime import date
from typing import Any

import pytest

from tests.plans import PlanSheet, a_plan, with_timescale, workbook
from tracker.reading.confined import read_confined
from tracker.reading.plan import ProposedAction, ProposedPlan, Row, read_plan

REC = "Staff should know when and how to escalate a worry."
PLAIN = ("No.", "Recommendation", "Action", "Lead", "Timescale")


def plan_of(data: bytes, **more: Any) -> ProposedPlan:
    return read_plan(data, "plan.xlsx", agreed=date(2015, 9, 30), **more)


def items(*rows: Any, headings: Any = PLAIN, titles: Any = (), **more: Any) -> list[Row]:
    return plan_of(workbook(PlanSheet("Plan", rows, headings=headings, titles=titles, **more))).items


def test_headings_are_found_under_ten_title_lines() -> None:
    titles = tuple(f"Line {number} about how this came to be" for number in range(1, 11))
    (table,) = plan_of(
        workbook(PlanSheet("Plan", [["1", REC, "Brief.", "Lead", "May 2016"]], titles=titles, headings=PLAIN))
    ).tables
    assert table.heading_row == 12


def test_headings_in_two_rows_are_read_together() -> None:
    upper = ("No.", "Recommendation", "Agreed action", None, None, "Progress", None)
    rows = [
        [None, None, "What", "Who", "By when", "Update", "RAG"],
        ["1", REC, "Brief.", "Nurse", "May 2016", "Begun", "Amber"],
    ]
    merges = ("A1:A2", "B1:B2", "C1:E1", "F1:G1")
    plan = plan_of(workbook(PlanSheet("Plan", rows, headings=upper, merges=merges)))
    (table,) = plan.tables
    assert [column.field for column in table.columns] == [
        "ref", "recommendation", "action", "lead", "timescale", "progress", "rag",
    ]  # fmt: skip
    assert [row.kind for row in table.rows] == ["heading", "heading", "item"]
    (action,) = plan.items[0].actions
    assert (action.text, action.leads, action.deadlines) == ("Brief.", ("Nurse",), (date(2016, 5, 31),))


def test_a_row_that_groups_the_headings_stands_above_them() -> None:
    upper = ("The review", None, "The agency's answer", None, None)
    rows = [list(PLAIN), ["1", REC, "Brief.", "Nurse", "May 2016"]]
    plan = plan_of(workbook(PlanSheet("Plan", rows, headings=upper, merges=("A1:B1", "C1:E1"))))
    assert plan.tables[0].heading_row == 2
    assert [row.kind for row in plan.rows] == ["heading", "heading", "item"]


def test_a_person_may_say_what_a_column_is_by_its_heading_or_its_letter() -> None:
    headings = ("No.", "Recommendation", "Action", "Hat", "Timescale")
    data = workbook(PlanSheet("Plan", [["1", REC, "Brief.", "Nurse", "May 2016"]], headings=headings))
    (table,) = plan_of(data).tables
    assert table.layout
    assert plan_of(data).items[0].actions[0].leads == ()
    for say in ({"hat": "lead"}, {"D": "lead"}):
        read = plan_of(data, columns={table.layout: say})
        assert read.items[0].actions[0].leads == ("Nurse",)
        assert [column.chosen for column in read.tables[0].columns] == [False, False, False, True, False]
    assert plan_of(data, columns={"another layout": {"Hat": "lead"}}).items[0].actions[0].leads == ()


def test_what_a_person_says_of_a_column_reaches_the_child_process() -> None:
    data = workbook(PlanSheet("Plan", [["1", REC, "Brief.", "Nurse", "May 2016"]], headings=("No.", "Recommendation",
                    "Action", "Hat", "Timescale")))  # fmt: skip
    read = read_confined(data, "plan.xlsx", columns={"": {"Hat": "lead"}})
    assert read.items[0].actions[0].leads == ("Nurse",)
    assert read == read_plan(data, "plan.xlsx", columns={"": {"Hat": "lead"}})


def test_a_field_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no field"):
        plan_of(with_timescale("May 2016"), columns={"": {"Lead": "boss"}})


def test_the_same_headings_have_the_same_mark_however_they_are_spelt() -> None:
    def mark(*headings: str) -> str | None:
        return plan_of(workbook(PlanSheet("P", [["1", REC, "Brief."]], headings=headings))).tables[0].layout

    assert mark("No.", "Recommendation", "Action") == mark("NO", " Recommendation ", "Action:")
    assert mark("No.", "Recommendation", "Action") != mark("No.", "Action", "Recommendation")


def only_action(*rows: Any, **more: Any) -> ProposedAction:
    (action,) = items(*rows, **more)[-1].actions
    return action


def test_a_title_between_the_rows_that_names_a_day_gives_it_to_rows_without_one_and_asks() -> None:
    rows = (["To be completed by 31 March 2016"], ["1", REC, "Brief.", "Nurse"])
    action = only_action(*rows)
    assert action.deadlines == (date(2016, 3, 31),)
    assert action.needs_review
    assert "To be completed by 31 March 2016" in str(action.reason)


def test_a_rows_own_day_stands_over_that_of_its_title() -> None:
    action = only_action(["To be completed by 31 March 2016"], ["1", REC, "Brief.", "Nurse", "May 2016"])
    assert (action.deadlines, action.needs_review) == ((date(2016, 5, 31),), False)


def test_the_next_title_takes_the_day_away_again() -> None:
    action = only_action(
        ["By 31 March 2016"], ["1", REC, "Brief.", "Nurse"], ["Longer term"], ["2", REC, "Go.", "Nurse"]
    )
    assert (action.deadlines, action.reason) == ((), "The timescale is blank.")


def test_a_month_over_the_rows_may_be_that_of_a_meeting_and_gives_no_day() -> None:
    action = only_action(["April 2016"], ["1", REC, "Brief.", "Nurse"])
    assert (action.deadlines, action.reason) == ((), "The timescale is blank.")


def test_a_month_over_the_rows_is_asked_about_where_the_plan_has_no_dates_else() -> None:
    action = only_action(["April 2016"], ["1", "Brief every team.", "Nurse"], headings=("No.", "Action", "Lead"))
    assert (action.deadlines, action.needs_review) == ((date(2016, 4, 30),), True)


def test_a_title_between_the_rows_gives_its_theme() -> None:
    (row,) = items(["Theme 2: Training and supervision"], ["1", REC, "Brief.", "Nurse", "May 2016"])
    assert (row.theme, row.section) == ("Training and supervision", "Theme 2: Training and supervision")


def test_a_title_that_is_the_recommendation_gives_it_to_the_actions_under_it() -> None:
    rows = (
        ["Recommendation 3: Every agency should check that its staff can escalate a worry."],
        ["Brief every team.", "Nurse", "May 2016"],
        ["Audit the files.", "Manager", "June 2016"],
    )
    found = items(*rows, headings=("Action", "Lead", "Timescale"))
    assert [row.ref for row in found] == ["3", "3"]
    assert {row.recommendation for row in found} == {"Every agency should check that its staff can escalate a worry."}


def test_in_a_plan_of_several_agencies_a_title_between_the_rows_says_whose_they_are() -> None:
    found = items(
        ["Leicestershire Police"], ["1", REC, "Brief.", "Sergeant", "May 2016"],
        ["Rutland Council"], ["1", REC, "Train.", "Head of Service", "June 2016"],
    )  # fmt: skip
    assert [row.agency for row in found] == ["Leicestershire Police", "Rutland Council"]
    assert not any(row.problems for row in found)


def test_actions_leads_and_dates_pair_up_by_their_labels() -> None:
    data = with_timescale("b) June 2016\na) March 2016", "a) Brief every team.\nb) Audit the files.", "Named Nurse")
    found = plan_of(data).items[0].actions
    assert [(one.text, one.timescale) for one in found] == [
        ("a) Brief every team.", "March 2016"),
        ("b) Audit the files.", "June 2016"),
    ]


def test_two_leads_with_a_date_each_are_two_actions() -> None:
    data = with_timescale("31.03.2016\n31.05.2016", "Brief every team.", "Named Nurse\nTeam Leader")
    found = plan_of(data).items[0].actions
    assert [(one.text, one.leads, one.deadlines) for one in found] == [
        ("Brief every team.", ("Named Nurse",), (date(2016, 3, 31),)),
        ("Brief every team.", ("Team Leader",), (date(2016, 5, 31),)),
    ]


def test_more_leads_than_dates_stay_one_action_that_asks() -> None:
    data = with_timescale("31.03.2016\n31.05.2016", "Brief.\nAudit.", "Named Nurse\nTeam Leader\nHead of Service")
    (action,) = plan_of(data).items[0].actions
    assert action.needs_review
    assert len(action.deadlines) == 2


def test_joint_leads_keep_their_part() -> None:
    (action,) = (
        plan_of(with_timescale("May 2016", lead="Training: Named Nurse\nTeam Leader (the audit)")).items[0].actions
    )
    assert action.leads == ("Named Nurse", "Team Leader")
    assert action.lead_parts == ("Training", "the audit")


def test_each_action_is_named_the_same_whenever_the_file_is_read() -> None:
    data = a_plan(
        ["1", REC, None, "Brief.\nAudit.", "Nurse\nManager", "31.03.2016\n31.05.2016"],
        ["2", REC, None, "Train.", "Nurse", "May 2016"],
    )
    named = [[(action.source, action.part) for row in plan_of(data).items for action in row.actions] for _ in range(2)]
    assert named[0] == named[1] == [("Plan!2", 1), ("Plan!2", 2), ("Plan!3", 1)]
