"""Every row of a plan is accounted for, once, as what it is."""

from datetime import date
from pathlib import Path

import pytest

from tests.plans import PlanSheet, a_plan, agency_sheet, child_b1_composite, coloured, with_timescale, workbook
from tracker.reading.plan import ProposedAction, ProposedPlan, Row, read_plan

AGREED = date(2015, 9, 30)
REC = "Staff should know when and how to escalate a worry."


def plan_of(data: bytes) -> ProposedPlan:
    return read_plan(data, "plan.xlsx", agreed=AGREED)


def row_at(plan: ProposedPlan, source: str) -> Row:
    (row,) = [row for row in plan.rows if row.source == source]
    return row


def only_action(data: bytes) -> ProposedAction:
    (row,) = plan_of(data).items
    (action,) = row.actions
    return action


def test_the_composite_plan_gives_every_agency_its_own_items(tmp_path: Path) -> None:
    plan = read_plan(child_b1_composite(tmp_path / "plan.xlsx").read_bytes(), "plan.xlsx", agreed=AGREED)
    owners = {table.name: table.agency for table in plan.tables if not table.hidden}
    assert owners == {
        "CCG": "Leicester City CCG",
        "LPT": "Leicestershire Partnership NHS Trust",
        "UHL": "University Hospitals of Leicester NHS Trust",
        "Early Years": "Early Years Support Team",
        "Social Care": "Children's Social Care",
        "LSCB": "Local Safeguarding Children Board",
    }
    counts = plan.summary()
    assert counts["items"] == 16
    assert counts["actions"] == 17
    assert counts["continuations"] == 1
    assert counts["rows_seen"] == len(plan.rows) == len({row.source for row in plan.rows})


def test_title_lines_stand_above_the_headings_and_name_the_agency() -> None:
    plan = plan_of(
        workbook(agency_sheet("Sheet1", "Early Years Support Team", ["1", REC, None, "Brief.", "Lead", "May 2016"]))
    )
    table = plan.tables[0]
    assert table.agency == "Early Years Support Team"
    assert table.heading_row == 5
    assert [row.kind for row in table.rows] == ["heading"] * 4 + ["item", "guidance"]


def test_long_headings_with_guidance_in_them_are_known_by_their_first_telling_words() -> None:
    (table,) = plan_of(with_timescale("May 2016")).tables
    assert [column.field for column in table.columns] == [
        "ref", "recommendation", "outcome_sought", "action", "lead", "timescale", "outcome_measure",
    ]  # fmt: skip


@pytest.mark.parametrize("ref", ["1", "1,", "2.", "iii", "2a", "R4", "01.05", 7])
def test_a_reference_is_kept_as_printed(ref: object) -> None:
    (row,) = plan_of(a_plan([ref, REC, None, "Brief.", "Lead", "May 2016"])).items
    assert row.ref == str(ref)


def test_a_reference_stored_as_a_number_keeps_its_decimals() -> None:
    (row,) = plan_of(a_plan([(3.1, "0.00"), REC, None, "Brief.", "Lead", "May 2016"])).items
    assert row.ref == "3.10"


def test_a_blank_timescale_stays_blank_and_asks() -> None:
    action = only_action(with_timescale(None))
    assert (action.timescale, action.deadlines, action.needs_review) == ("", (), True)
    assert action.reason == "The timescale is blank."


def test_a_true_date_is_read_as_the_day_and_kept_as_printed() -> None:
    action = only_action(with_timescale((date(2016, 4, 8), "d/mm/yyyy")))
    assert (action.timescale, action.deadlines, action.needs_review) == ("8/04/2016", (date(2016, 4, 8),), False)


def test_a_true_date_in_an_american_format_is_printed_day_first() -> None:
    action = only_action(with_timescale((date(2016, 4, 8), "mm-dd-yy")))
    assert (action.timescale, action.deadlines) == ("08/04/2016", (date(2016, 4, 8),))


def test_a_date_that_shows_only_its_month_means_the_whole_month() -> None:
    action = only_action(with_timescale((date(2015, 11, 1), "mmm yyyy")))
    assert (action.timescale, action.deadlines) == ("Nov 2015", (date(2015, 11, 30),))


def test_an_excel_zero_is_no_date() -> None:
    action = only_action(with_timescale((0, "dd/mm/yyyy")))
    assert action.deadlines == ()
    assert action.needs_review


def test_actions_leads_and_dates_that_pair_up_by_line_are_proposed_as_several_actions() -> None:
    data = with_timescale(
        "31.03.2016\n31.05.2016", "Put it into the briefing.\nTalk it over in teams.", "Named Nurses\nTeam Leaders"
    )
    (row,) = plan_of(data).items
    assert [(action.text, action.leads, action.timescale, action.deadlines) for action in row.actions] == [
        ("Put it into the briefing.", ("Named Nurses",), "31.03.2016", (date(2016, 3, 31),)),
        ("Talk it over in teams.", ("Team Leaders",), "31.05.2016", (date(2016, 5, 31),)),
    ]
    assert any("2 actions" in problem.message for problem in row.problems)


def test_two_spaces_stand_for_a_lost_line_break() -> None:
    data = with_timescale(
        "31.03.2016  31.05.2016", "Put it into the briefing.  Talk it over.", "Named Nurse.  Team Leader."
    )
    (row,) = plan_of(data).items
    assert [action.deadlines for action in row.actions] == [(date(2016, 3, 31),), (date(2016, 5, 31),)]


def test_dates_that_do_not_pair_up_stay_one_action_with_every_date_and_a_flag() -> None:
    action = only_action(with_timescale("31.03.2016\n31.05.2016", "Put it into the briefing."))
    assert action.deadlines == (date(2016, 3, 31), date(2016, 5, 31))
    assert action.needs_review


def test_numbered_dates_are_not_days_of_the_month() -> None:
    data = with_timescale("1. March 2016\n2. June 2016", "1. Brief teams.\n2. Audit it.")
    (row,) = plan_of(data).items
    assert not any(day.day == 1 for action in row.actions for day in action.deadlines)
    assert all(action.needs_review for action in row.actions) or len(row.actions) == 2


def test_a_row_broken_over_a_page_is_joined_in_the_middle_of_its_sentence() -> None:
    plan = plan_of(
        a_plan(
            ["4", "Records show the history and", None, "Every form has a box for", "Team Leader", "May 2016"],
            [None, "the worries of the school.", None, "what others have seen."],
        )
    )
    (row,) = plan.items
    assert row.recommendation == "Records show the history and the worries of the school."
    assert [action.text for action in row.actions] == ["Every form has a box for what others have seen."]
    rest = row_at(plan, "Plan!3")
    assert (rest.kind, rest.continues, rest.actions) == ("continuation", "Plan!2", [])


def test_a_stray_half_after_a_blank_row_is_joined_to_the_item_above() -> None:
    plan = plan_of(
        a_plan(
            ["1", REC, None, "Check the list of teams", "Lead", "May 2016"], [], [None, None, None, "and phone them."]
        )
    )
    (row,) = plan.items
    assert row.actions[0].text == "Check the list of teams and phone them."


def test_merged_cells_give_one_recommendation_several_actions() -> None:
    plan = plan_of(
        a_plan(
            ["2", REC, "Calm", "Review the form.", "Director", "Jan 2016"],
            [None, None, None, "Ask carers.", "Manager", "Nov 2015"],
            [None, None, None, "Audit it.", "Manager", "Oct 2015"],
            merges=("A2:A4", "B2:B4", "C2:C4"),
        )
    )
    (row,) = plan.items
    assert [(action.text, action.source) for action in row.actions] == [
        ("Review the form.", "Plan!2"), ("Ask carers.", "Plan!3"), ("Audit it.", "Plan!4"),
    ]  # fmt: skip
    assert [action.deadlines[0].month for action in row.actions] == [1, 11, 10]


def test_a_row_under_another_agencys_title_without_headings_is_pointed_at() -> None:
    plan = plan_of(
        workbook(
            agency_sheet(
                "CCG",
                "Leicester City CCG",
                ["1", REC, None, "Brief.", "Lead", "8/04/2015"],
                [],
                ["Recommendations (University Hospitals of Leicester NHS Trust)"],
                ["2.", "Another one of the same plan.", None, "Train.", "Lead", "8/04/2015"],
            )
        )
    )
    orphan = plan.items[1]
    assert orphan.agency == "Leicester City CCG"
    assert any("University Hospitals of Leicester" in problem.message for problem in orphan.problems)


def test_a_second_table_on_a_sheet_with_its_own_headings_belongs_to_its_own_agency() -> None:
    headings = ["No.", "Recommendation", "Action", "Lead", "Timescale"]
    plan = plan_of(
        workbook(
            PlanSheet(
                "Plans",
                [
                    ["1", REC, "Brief.", "Lead", "May 2016"],
                    [],
                    ["(Housing Association)"],
                    headings,
                    ["1", REC, "Train.", "Lead", "June 2016"],
                ],
                titles=("ACTION PLAN", "(City Police)"),
                headings=headings,
            )
        )
    )
    assert [table.agency for table in plan.tables] == ["City Police", "Housing Association"]
    assert [row.agency for row in plan.items] == ["City Police", "Housing Association"]


def test_headings_typed_again_after_a_page_are_headings_and_make_nothing() -> None:
    headings = ["No.", "Recommendation", "Action", "Lead", "Timescale"]
    rows = [["1", REC, "Brief.", "Lead", "May 2016"], headings, ["2", REC, "Train.", "Lead", "June 2016"]]
    plan = plan_of(workbook(PlanSheet("Plan", rows, headings=headings)))
    assert [row.kind for row in plan.rows] == ["heading", "item", "heading", "item"]
    assert len(plan.tables) == 1


def test_guidance_under_the_headings_is_set_apart() -> None:
    headings = ["Recommendation", "Action", "Lead", "Target date"]
    rows = [["Add the recommendation here", "Additional action required", "Roles not names", "Realistic target date"],
            [REC, "Brief.", "Lead", "May 2016"]]  # fmt: skip
    plan = plan_of(workbook(PlanSheet("Plan", rows, headings=headings)))
    assert [row.kind for row in plan.rows] == ["heading", "guidance", "item"]


def test_a_hidden_guidance_sheet_is_read_set_aside_and_marked() -> None:
    example = PlanSheet(
        "Guidance", [["0", "EXAMPLE: use it", None, "EXAMPLE: brief", "Nurse", "31/12/2099"]], hidden=True
    )
    plan = plan_of(workbook(PlanSheet("Plan", [["1", REC, None, "Brief.", "Lead", "May 2016"]]), example))
    assert [row.source for row in plan.items] == ["Plan!2"]
    aside = row_at(plan, "Guidance!2")
    assert (aside.kind, aside.hidden) == ("set_aside", True)
    assert aside.reason


def test_a_plan_on_a_hidden_sheet_makes_nothing_by_itself() -> None:
    rows = [["1", REC, None, "Brief.", "Lead", "May 2016"]]
    plan = plan_of(workbook(PlanSheet("Plan", rows), PlanSheet("Old plan", rows, hidden=True)))
    assert len(plan.items) == 1
    assert "hidden" in str(row_at(plan, "Old plan!2").reason)


def test_recommendations_listed_apart_are_items_without_actions_unless_the_plan_has_them() -> None:
    listed = PlanSheet("Recommendations", [["i", REC], ["ii", "Midwives should follow up each of their referrals."]],
                       titles=("Recommendations", "(General Practitioners)"), headings=())  # fmt: skip
    plan = plan_of(workbook(PlanSheet("Plan", [["1", REC, None, "Brief.", "Lead", "May 2016"]]), listed))
    gap = row_at(plan, "Recommendations!6")
    assert (gap.kind, gap.listed, gap.actions, gap.agency) == ("item", True, [], "General Practitioners")
    again = row_at(plan, "Recommendations!5")
    assert (again.kind, again.reason) == ("set_aside", "The same recommendation stands in the plan at Plan!2.")


def test_a_title_between_the_rows_is_a_section_and_holds_for_the_rows_under_it() -> None:
    plan = plan_of(a_plan(["Theme 1: Training"], ["1", REC, None, "Brief.", "Lead", "May 2016"]))
    assert [row.kind for row in plan.rows] == ["heading", "section", "item"]
    assert plan.items[0].section == "Theme 1: Training"


def test_a_number_and_nothing_else_is_set_aside_with_the_reason() -> None:
    plan = plan_of(a_plan(["1", REC, None, "Brief.", "Lead", "May 2016"], ["2"], ["3"], merges=()))
    assert {row.kind for row in plan.rows[2:]} <= {"set_aside", "section"}
    assert not [row for row in plan.rows if row.kind == "set_aside" and not row.reason]


def test_a_status_shown_only_by_its_colour_is_read_as_the_colour() -> None:
    headings = ["No.", "Recommendation", "Action", "Lead", "Timescale"]
    sheet = PlanSheet("Plan", [["1", REC, "Brief.", "Lead", "May 2016"]], headings=headings)
    sheet.touch = lambda page: setattr(page["F2"], "fill", coloured("FF00B050"))
    (row,) = plan_of(workbook(sheet)).items
    assert row.rag == "green"


def test_a_cell_that_begins_like_a_formula_is_text() -> None:
    action = only_action(with_timescale("May 2016", action="=CMD()+1 is what they typed"))
    assert action.text == "=CMD()+1 is what they typed"


def test_two_date_columns_show_both_dates_and_ask_which_holds() -> None:
    headings = ["No.", "Action", "Lead", "Target date", "New date"]
    plan = plan_of(
        workbook(PlanSheet("Plan", [["1", "Brief.", "Lead", "30/10/2015", "30/11/2015"]], headings=headings))
    )
    (action,) = plan.items[0].actions
    assert action.deadlines == (date(2015, 10, 30), date(2015, 11, 30))
    assert action.needs_review


def test_a_review_date_beside_the_deadline_is_no_second_deadline() -> None:
    headings = ["No.", "Action", "Lead", "Target date", "Review date"]
    rows = [["1", "Brief.", "Lead", "30/10/2015", "30/11/2015"]]
    (action,) = plan_of(workbook(PlanSheet("Plan", rows, headings=headings))).items[0].actions
    assert (action.deadlines, action.needs_review) == ((date(2015, 10, 30),), False)


def test_a_completion_date_in_its_own_column_is_the_agencys_claim() -> None:
    headings = ["No.", "Action", "Lead", "Target date", "Date completed"]
    plan = plan_of(
        workbook(PlanSheet("Plan", [["1", "Brief.", "Lead", "30/10/2015", "12/09/2015"]], headings=headings))
    )
    (action,) = plan.items[0].actions
    assert (action.deadlines, action.completed_on) == ((date(2015, 10, 30),), date(2015, 9, 12))
    assert not action.needs_review


def test_an_unknown_column_is_kept_as_other_and_its_cells_are_shown() -> None:
    headings = ["No.", "Action", "Lead", "Target date", "Weather"]
    plan = plan_of(workbook(PlanSheet("Plan", [["1", "Brief.", "Lead", "30/10/2015", "Rain"]], headings=headings)))
    assert plan.tables[0].columns[-1].field == "other"
    assert plan.items[0].cells["Weather"] == "Rain"


def test_the_same_heading_twice_hides_no_cell() -> None:
    headings = ["No.", "Action", "Lead", "Target date", "Comments", "Comments"]
    plan = plan_of(
        workbook(PlanSheet("Plan", [["1", "Brief.", "Lead", "30/10/2015", "one", "two"]], headings=headings))
    )
    assert {"one", "two"} <= set(plan.items[0].cells.values())


def test_a_hidden_row_is_read_and_pointed_at() -> None:
    def hide(page: object) -> None:
        page.row_dimensions[2].hidden = True  # type: ignore[attr-defined]

    (row,) = plan_of(a_plan(["1", REC, None, "Brief.", "Lead", "May 2016"], touch=hide)).items
    assert row.hidden
    assert any("hidden" in problem.message for problem in row.problems)


def test_a_plan_written_down_as_json_comes_back_the_same(tmp_path: Path) -> None:
    plan = read_plan(child_b1_composite(tmp_path / "plan.xlsx").read_bytes(), "plan.xlsx", agreed=AGREED)
    assert ProposedPlan.from_json(plan.as_json()) == plan
