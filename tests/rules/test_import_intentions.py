"""What a plan would make, worked out beside what is known. Nothing here touches a database."""

from datetime import date
from typing import Any

from tracker.queries.known import Known, KnownAction, KnownPerson, KnownPost, KnownRecommendation
from tracker.reading.proposal import ProposedAction, Row
from tracker.rules.imports import Plan, RowAsRead, TableAsRead, plan

LPT, CSC = 7, 8
KNOWN = Known(
    agencies={"leicestershire partnership nhs trust": LPT, "lpt": LPT, "childrens social care": CSC},
    agency_names={LPT: "Leicestershire Partnership NHS Trust", CSC: "Children's Social Care"},
)
LONG = "Health visitors see the child alone at each visit and write down what the child said"


def an_action(text: str = "Brief every team.", **more: Any) -> ProposedAction:
    usual: dict[str, Any] = {
        "leads": ("Named Nurse",),
        "timescale": "31 March 2016",
        "deadlines": (date(2016, 3, 31),),
        "completed_on": None,
        "ongoing": False,
        "needs_review": False,
        "reason": None,
    }
    return ProposedAction(text, **{**usual, **more})


def an_item(number: int, recommendation: str | None, *actions: ProposedAction, **more: Any) -> RowAsRead:
    corrections = more.pop("corrections", {})
    table = more.pop("table", 0)
    row = Row(f"Sheet1!{number}", "item", recommendation=recommendation, actions=list(actions), **more)
    return RowAsRead(number, table, row, corrections)


def planned(*rows: RowAsRead, known: Known = KNOWN, agencies: tuple[str, ...] = ("LPT",), **more: Any) -> Plan:
    return plan([TableAsRead(f"Sheet{n}", name) for n, name in enumerate(agencies, 1)], rows, known, **more)


def knowing(**more: Any) -> Known:
    return Known(KNOWN.agencies, KNOWN.agency_names, **more)


def a_known_recommendation(text: str, *, agency: int | None = LPT, reference: str = "", **more: Any) -> Any:
    agencies = frozenset({agency} if agency else ())
    return KnownRecommendation(1, "B1-R01", reference, text, agencies, more.pop("to_all", False), **more)


def test_a_row_makes_its_recommendation_and_each_of_its_actions() -> None:
    made = planned(an_item(5, "Listen to children.", an_action("Train staff."), an_action("Audit files."), ref="1."))
    assert (made.new_recommendations, made.new_actions) == (1, 2)
    assert [action.read.text for action in made.rows[0].actions if action.is_new] == ["Train staff.", "Audit files."]


def test_one_sure_date_becomes_the_deadline_without_asking() -> None:
    settled = planned(an_item(5, "Listen.", an_action())).rows[0].actions[0].settled
    assert (settled.deadline, settled.doubt) == (date(2016, 3, 31), "")


def test_a_flagged_date_is_put_forward_with_its_doubt() -> None:
    action = an_action(needs_review=True, reason="The year is not written.")
    settled = planned(an_item(5, "Listen.", action)).rows[0].actions[0].settled
    assert (settled.deadline, settled.doubt) == (date(2016, 3, 31), "The year is not written.")


def test_of_several_dates_none_is_chosen_and_all_are_named() -> None:
    action = an_action(deadlines=(date(2015, 3, 31), date(2015, 5, 31)), needs_review=True, reason="Two dates")
    settled = planned(an_item(5, "Listen.", action)).rows[0].actions[0].settled
    assert settled.deadline is None
    assert settled.doubt == (
        "Two dates. The wording gives several dates: 31 March 2015 and 31 May 2015. Say which is the deadline."
    )


def test_a_blank_timescale_stays_blank_and_asks() -> None:
    made = planned(an_item(5, "Listen.", an_action(timescale="", deadlines=())))
    assert made.rows[0].actions[0].settled.deadline is None
    assert [doubt.sentence for doubt in made.rows[0].doubts] == ["The plan gives no timescale."]


def test_a_claim_of_completion_is_no_deadline() -> None:
    action = an_action(timescale="Completed March 2015", deadlines=(), completed_on=date(2015, 3, 31))
    settled = planned(an_item(5, "Listen.", action)).rows[0].actions[0].settled
    assert settled.deadline is None
    assert settled.doubt == "The plan says it was completed on 31 March 2015 and gives no deadline."


def test_a_persons_word_settles_a_doubt() -> None:
    action = an_action(timescale="", deadlines=(), needs_review=True, reason="The timescale is blank.")
    by_date = an_item(5, "Listen.", action, corrections={"actions": {"0": {"deadline": "2016-01-31"}}})
    by_reason = an_item(6, "See.", action, corrections={"actions": {"0": {"no_deadline_reason": "It is daily work."}}})
    made = planned(by_date, by_reason)
    assert [row.actions[0].settled.deadline for row in made.rows] == [date(2016, 1, 31), None]
    assert made.rows[1].actions[0].settled.no_deadline_reason == "It is daily work."
    assert made.doubtful == []


def test_an_agency_is_found_by_any_of_its_names_also_with_its_letters_in_brackets() -> None:
    for printed in ("LPT", "the Leicestershire Partnership NHS Trust", "Leicestershire Partnership NHS Trust (LPT)"):
        (named,) = planned(an_item(5, "Listen."), agencies=(printed,)).agencies
        assert (named.agency_id, named.how, named.doubt) == (LPT, "matched", "")


def test_words_that_name_two_agencies_name_none() -> None:
    (named,) = planned(an_item(5, "Listen."), agencies=("Children's Social Care (LPT)",)).agencies
    assert named.agency_id is None
    assert named.doubt.startswith("“Children's Social Care (LPT)” is not an agency this board knows")


def test_an_agency_nobody_knows_is_said_and_its_leads_are_not_made() -> None:
    made = planned(an_item(5, "Listen.", an_action()), agencies=("Dental Service",))
    assert made.unknown_agencies == 1
    assert made.new_actions == 1
    assert made.new_posts == []


def test_the_agency_chosen_for_the_file_counts_and_other_words_in_it_are_said() -> None:
    (named,) = planned(an_item(5, "Listen."), agencies=("Children's Social Care",), chosen=LPT).agencies
    assert (named.agency_id, named.how) == (LPT, "chosen")
    assert named.doubt == "The plan names Children's Social Care here, not the agency chosen for the file."


def test_a_persons_word_on_a_tables_agency_comes_first() -> None:
    (named,) = planned(an_item(5, "Listen."), agencies=("Dental Service",), corrected={"0": CSC}, chosen=LPT).agencies
    assert (named.agency_id, named.how, named.doubt) == (CSC, "corrected", "")


def test_a_row_under_another_agencys_heading_keeps_its_own_agency() -> None:
    made = planned(an_item(5, "Listen.", agency="LPT"), an_item(6, "See.", agency="Children's Social Care"))
    assert [row.agency.agency_id for row in made.rows if row.agency] == [LPT, CSC]


def test_a_recommendation_the_review_lists_for_the_agency_is_not_made_again() -> None:
    known = knowing(recommendations=(a_known_recommendation("Listen to CHILDREN"),))
    made = planned(an_item(5, "Listen to\nchildren.", an_action()), known=known)
    assert (made.new_recommendations, made.known_recommendations) == (0, 1)
    assert made.rows[0].recommendation is not None
    assert made.rows[0].recommendation.known_reference == "B1-R01"


def test_the_same_words_for_another_agency_are_another_recommendation() -> None:
    known = knowing(recommendations=(a_known_recommendation("Listen.", agency=CSC),))
    assert planned(an_item(5, "Listen."), known=known).new_recommendations == 1


def test_a_recommendation_to_all_agencies_is_found_by_each() -> None:
    known = knowing(recommendations=(a_known_recommendation("Listen.", agency=None, to_all=True),))
    assert planned(an_item(5, "Listen."), known=known).new_recommendations == 0


def test_nearly_the_same_words_under_the_same_reference_are_one_and_a_person_is_told() -> None:
    known = knowing(recommendations=(a_known_recommendation(LONG, reference="2a"),))
    made = planned(an_item(5, f"{LONG}s.", ref="2a."), known=known)
    assert made.new_recommendations == 0
    assert [doubt.about for doubt in made.rows[0].doubts] == ["recommendation"]
    assert "B1-R01" in made.rows[0].doubts[0].sentence


def test_nearly_the_same_words_under_another_reference_are_two() -> None:
    known = knowing(recommendations=(a_known_recommendation(LONG, reference="2a"),))
    assert planned(an_item(5, f"{LONG}s.", ref="3"), known=known).new_recommendations == 1


def test_other_words_under_the_same_reference_are_two() -> None:
    known = knowing(recommendations=(a_known_recommendation(LONG, reference="1"),))
    assert planned(an_item(5, "Managers read each file before it is closed.", ref="1"), known=known).new_recommendations


def test_a_recommendation_corrected_since_is_still_known_by_its_printed_words() -> None:
    known = knowing(recommendations=(a_known_recommendation("Hear children.", printed=("Lissen to childen.",)),))
    assert planned(an_item(5, "Lissen to childen."), known=known).new_recommendations == 0


def test_a_recommendation_listed_on_one_sheet_and_planned_on_another_is_made_once() -> None:
    listed = an_item(5, "Listen to children.", listed=True)
    again = an_item(20, "Listen to children", an_action(), table=1)
    made = planned(listed, again, agencies=("LPT", "Leicestershire Partnership NHS Trust"))
    assert (made.new_recommendations, made.new_actions) == (1, 1)
    assert made.rows[1].recommendation is not None
    assert made.rows[1].recommendation.stands_at == "Sheet1!5"


def test_an_item_of_a_list_becomes_a_recommendation_without_an_action() -> None:
    made = planned(an_item(5, "Listen to children.", listed=True))
    assert (made.new_recommendations, made.new_actions) == (1, 0)


def test_a_reference_alone_is_enough_where_one_recommendation_bears_it() -> None:
    known = knowing(recommendations=(a_known_recommendation("Listen.", reference="4"),))
    made = planned(an_item(5, None, an_action(), ref="4."), known=known)
    assert made.rows[0].recommendation is not None
    assert made.rows[0].recommendation.known_id == 1


def test_an_action_recorded_already_proposes_nothing_new() -> None:
    known = knowing(
        recommendations=(a_known_recommendation("Listen."),),
        actions=(KnownAction(3, "B1-003", "Brief every team", LPT, frozenset({1})),),
    )
    made = planned(an_item(5, "Listen.", an_action("Brief every team.")), known=known)
    assert made.makes_nothing
    assert made.rows[0].actions[0].known == "B1-003"
    assert made.rows[0].doubts == ()


def test_one_recorded_action_answers_for_one_of_two_alike() -> None:
    known = knowing(
        recommendations=(a_known_recommendation("Listen."),),
        actions=(KnownAction(3, "B1-003", "Brief every team", LPT, frozenset({1})),),
    )
    two = an_item(5, "Listen.", an_action(leads=("Named Nurse",)), an_action(leads=("Named Doctor",)))
    assert [action.known for action in planned(two, known=known).rows[0].actions] == ["B1-003", ""]


def test_the_same_words_under_two_recommendations_are_two_actions() -> None:
    made = planned(an_item(5, "Listen.", an_action()), an_item(6, "See.", an_action()))
    assert made.new_actions == 2


def test_an_action_printed_twice_in_all_its_parts_is_made_once() -> None:
    made = planned(an_item(5, "Listen.", an_action()), an_item(6, "Listen.", an_action()))
    assert made.new_actions == 1
    assert made.rows[1].actions[0].repeats == "Sheet1!5"


def test_a_lead_without_an_action_in_words_is_said_and_nothing_is_made() -> None:
    made = planned(an_item(5, "Listen.", an_action(" ")))
    assert made.new_actions == 0
    assert "no action" in made.rows[0].doubts[0].sentence


def test_a_lead_is_a_person_of_the_agency_a_post_it_has_or_a_post_to_make() -> None:
    known = knowing(
        people=(KnownPerson(4, LPT, "Head of Nursing"), KnownPerson(5, CSC, "Named Nurse")),
        posts=(KnownPost(9, LPT, "named doctor", "Named Doctor", holder="Somebody"),),
    )
    action = an_action(leads=("head of nursing", "Named Doctor.", "Named Nurse,"))
    leads = planned(an_item(5, "Listen.", action), known=known).rows[0].actions[0].leads
    assert [(lead.person_id, lead.post_id, lead.is_new_post) for lead in leads] == [
        (4, None, False),
        (None, 9, False),
        (None, None, True),
    ]
    assert [lead.printed_as for lead in leads] == ["head of nursing", "Named Doctor.", "Named Nurse,"]
    assert leads[2].title == "Named Nurse"


def test_a_name_that_two_people_bear_is_nobody() -> None:
    known = knowing(people=(KnownPerson(4, LPT, "Head of Nursing"), KnownPerson(5, LPT, "Head of Nursing")))
    leads = planned(an_item(5, "Listen.", an_action(leads=("Head of Nursing",))), known=known).rows[0].actions[0].leads
    assert leads[0].person_id is None


def test_a_post_named_in_several_ways_is_made_once() -> None:
    rows = (
        an_item(5, "Listen.", an_action(leads=("Named Nurse.",))),
        an_item(6, "See.", an_action(leads=("named nurse",))),
    )
    assert planned(*rows).new_posts == [(LPT, "Named Nurse")]


def test_rows_that_are_no_items_make_nothing_and_are_kept() -> None:
    rows = [RowAsRead(n, 0, Row(f"Sheet1!{n}", kind)) for n, kind in enumerate(("heading", "guidance", "set_aside"), 1)]
    made = planned(*rows)
    assert made.makes_nothing
    assert [row.row.kind for row in made.rows] == ["heading", "guidance", "set_aside"]


def test_the_same_question_has_the_same_answer() -> None:
    rows = (an_item(5, "Listen.", an_action()), an_item(6, "See.", an_action(timescale="", deadlines=())))
    assert planned(*rows) == planned(*rows)
