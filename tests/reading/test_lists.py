"""Recommendations listed without a table: numbered paragraphs under the headings of agencies."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plans_word import HEADINGS, a_row, document, paragraph, table
from tracker.reading.limits import CannotRead
from tracker.reading.plan import ProposedPlan, read_pasted, read_plan


def listed(plan: ProposedPlan) -> list[tuple[str | None, str | None, str | None]]:
    """Reference, agency and text of each recommendation."""
    return [(row.ref, row.agency, row.recommendation) for row in plan.items]


def test_numbered_paragraphs_belong_to_the_agency_they_stand_under() -> None:
    plan = read_pasted(
        "RECOMMENDATIONS\n\nPOLICE\n1) Record each visit to a home.\n2) Check the warning markers.\n\n"
        "HEALTH\n1) Weigh every baby.\n\nMULTI-AGENCY RECOMMENDATIONS\n1) Settle disagreements in days.\n"
    )
    assert listed(plan) == [
        ("1", "POLICE", "Record each visit to a home."), ("2", "POLICE", "Check the warning markers."),
        ("1", "HEALTH", "Weigh every baby."), ("1", None, "Settle disagreements in days."),
    ]  # fmt: skip
    assert all(row.listed and not row.actions for row in plan.items)
    assert len(plan.rows) == 8


def test_roman_numerals_and_letters_are_references_too() -> None:
    plan = read_pasted(
        "Children's Social Care\ni. Visit at home each week.\nii. See the child alone.\n"
        "Police\na) Record it all.\nb) Share it at once."
    )
    assert [(row.ref, row.agency) for row in plan.items] == [
        ("i", "Children's Social Care"), ("ii", "Children's Social Care"), ("a", "Police"), ("b", "Police")
    ]  # fmt: skip


def test_bullets_and_further_paragraphs_are_joined_to_their_recommendation() -> None:
    plan = read_pasted(
        "Recommendation 1:\nThe board should audit:\n- who shared what\n- who answered\n\n"
        "The audit should be repeated.\n\n"
        "Recommendation 2: Train everyone.\n"
    )
    assert listed(plan) == [
        ("1", None, "The board should audit:\n- who shared what\n- who answered\nThe audit should be repeated."),
        ("2", None, "Train everyone."),
    ]
    joined = [row for row in plan.rows if row.kind == "continuation"]
    assert {row.continues for row in joined} == {"line 1"}


def test_points_within_a_recommendation_stay_in_it() -> None:
    plan = read_pasted(
        "Housing\n1. Change the form so that it asks:\na) who lives there\nb) who visits\n2. Use the form every time."
    )
    assert [row.ref for row in plan.items] == ["1", "2"]
    assert "b) who visits" in (plan.items[0].recommendation or "")


def test_a_recommendation_in_parts_gives_each_part_its_agency() -> None:
    plan = read_pasted(
        "9. RECOMMENDATIONS\n9.1 Recommendation 1\nSocial Care\nDecisions should be told to all partners.\n"
        "9.2 Recommendation 2\na) Social Care\nEvery referral should lead to a talk with the child.\n"
        "b) All agencies\nAn advocate should be offered.\n"
        "9.3 Recommendation 3\nLSCB\nThe board should watch progress.\n"
    )
    assert listed(plan) == [
        ("1", "Social Care", "Decisions should be told to all partners."),
        ("2a", "Social Care", "Every referral should lead to a talk with the child."),
        ("2b", "All agencies", "An advocate should be offered."),
        ("3", "LSCB", "The board should watch progress."),
    ]


def test_prose_around_the_list_is_set_aside_with_the_reason() -> None:
    plan = read_pasted(
        "5. RECOMMENDATIONS\n5.1 The panel thanks all who took part in it.\ni. Audit the records of each team.\n"
        "5.2 These were agreed by the executive group.\nProgress will be watched.\n"
        "SOURCES AND READING\n1. A book about assessment in practice."
    )
    assert [row.ref for row in plan.items] == ["i"]
    aside = [row for row in plan.rows if row.kind == "set_aside"]
    assert len(aside) == 4
    assert all(row.reason for row in aside)


def test_a_contents_page_and_a_mention_are_no_recommendations() -> None:
    plan = read_pasted(
        "CONTENTS\nRECOMMENDATIONS.....\t11\n\nRecommendation 3 was repeated from an earlier review.\n\n"
        "RECOMMENDATIONS\n1. Audit the records of each team."
    )
    assert listed(plan) == [("1", None, "Audit the records of each team.")]


def test_a_list_without_numbers_is_refused_with_what_to_do() -> None:
    with pytest.raises(CannotRead, match="Number them"):
        read_pasted("Do it well.\nDo it soon.")
    with pytest.raises(CannotRead, match="Nothing was pasted"):
        read_pasted(" \n ")


def test_a_list_numbered_by_word_itself_is_read() -> None:
    plan = read_plan(
        document(
            paragraph("Recommendations", style="H1"), paragraph("Ambulance Service", style="H1"),
            paragraph("Train every crew in what to look for.", numbered=1),
            paragraph("in the first week", numbered=1, level=1),
            paragraph("Send the form the same day.", numbered=1),
        ), "report.docx",
    )  # fmt: skip
    assert listed(plan) == [
        ("1", "Ambulance Service", "Train every crew in what to look for.\na) in the first week"),
        ("2", "Ambulance Service", "Send the form the same day."),
    ]
    assert plan.items[0].source == "paragraph 3"


def test_the_numbered_paragraphs_of_a_report_outside_its_recommendations_are_prose() -> None:
    plan = read_plan(
        document(
            paragraph("CIRCUMSTANCES"), paragraph("1. The family moved house three times that year."),
            paragraph("RECOMMENDATIONS"), paragraph("1. Share the history when a family moves."),
            paragraph("APPENDICES"), paragraph("1. Members of the panel were as follows."),
        ), "report.docx",
    )  # fmt: skip
    assert listed(plan) == [("1", None, "Share the history when a family moves.")]
    assert len(plan.rows) == 6


def test_a_listed_recommendation_that_the_plan_answers_is_not_made_twice() -> None:
    plan = read_plan(
        document(
            paragraph("Recommendations (Police)"), paragraph("1. Staff know when to escalate."),
            paragraph("2. Something that no row of the plan answers."), paragraph("Action plan"),
            table(HEADINGS, a_row()),
        ), "plan.docx",
    )  # fmt: skip
    assert [row.source for row in plan.items] == ["paragraph 3", "table 1 row 2"]


ODD = ["RECOMMENDATIONS", "POLICE", "Health", "1. Do the first thing.", "2) Do it again and well.", "Note: x", "---",
       "Recommendation 4", "a) Social Care", "- a bullet", "prose that goes on", "A sentence.", "9.1 Dotted words.",
       "ii. Roman things to do.", "SOURCES", ""]  # fmt: skip
LINES = st.sampled_from(ODD)


@settings(max_examples=200, deadline=None)
@given(st.lists(LINES | st.text(max_size=10), max_size=14))
def test_every_line_that_is_not_empty_is_accounted_for_exactly_once(lines: list[str]) -> None:
    text = "\n".join(lines)
    try:
        plan = read_pasted(text)
    except CannotRead:
        return
    expected = [f"line {number}" for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    assert sorted(row.source for row in plan.rows) == sorted(expected)
    assert all(row.reason for row in plan.rows if row.kind == "set_aside")
    items = {row.source for row in plan.items}
    assert all(row.continues in items for row in plan.rows if row.kind == "continuation")
