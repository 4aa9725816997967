"""A plan taken in again, revised: what is new, changed, unchanged and gone; and what people entered here stays."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from tests.build import a_person
from tests.taking_in import BLANK, ROW, a_review_of_the_trust, a_trust_plan, how_many, received
from tracker import db
from tracker.models import Action, ActionSource, Import, Post, Progress, Recommendation, Review
from tracker.models.vocabulary import ActionStatus, Role
from tracker.outside.files import FileStore
from tracker.queries import history
from tracker.queries import imports as find
from tracker.rules import actions, audit, imports, people
from tracker.rules.errors import Overtaken, Refused
from tracker.rules.imports import NEW, Change, Plan

pytestmark = pytest.mark.usefixtures("database")

THIRD = [
    "3",
    "Share what is known.",
    "Facts are shared",
    "Hold a meeting each month.",
    "Head of Care",
    "1/2/2016",
    "Log",
]


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


@pytest.fixture
def review() -> Review:
    return a_review_of_the_trust()


@pytest.fixture
def first(review: Review, files: FileStore) -> Import:
    """The plan as it came first, imported."""
    batch = received(review, files, a_trust_plan(ROW, BLANK))
    imports.apply(batch, by=batch.received_by)
    db.session.commit()
    return batch


def with_cell(row: Sequence[Any], column: int, value: Any) -> list[Any]:
    return [value if number == column else cell for number, cell in enumerate(row)]


def again(first: Import, files: FileStore, *rows: Sequence[Any]) -> Import:
    return received(first.review, files, a_trust_plan(*rows), by=first.received_by)


def planned(batch: Import) -> Plan:
    return imports.plan_of(batch, find.rows(batch))


def differences(batch: Import) -> list[tuple[str, str | None, str, str]]:
    return [(one.field, one.said, one.now, one.says) for _, one in planned(batch).changes]


def only(batch: Import) -> Change:
    ((_, change),) = planned(batch).changes
    return change


def the_action(reference: str = "") -> Action:
    asked = select(Action).order_by(Action.number)
    found = list(db.session.scalars(asked.where(Action.reference.endswith(reference))))
    return found[0]


def test_the_same_plan_saved_again_proposes_nothing(first: Import, files: FileStore) -> None:
    plan = planned(again(first, files, ROW, BLANK, []))
    assert plan.makes_nothing
    assert (plan.unchanged_actions, plan.gone) == (2, ())


@pytest.mark.parametrize(
    ("column", "value", "field", "said", "says"),
    [
        (2, "Children are heard at home", "outcome_sought", "Children are heard", "Children are heard at home"),
        (3, "Brief every team, nights too.", "text", "Brief every team.", "Brief every team, nights too."),
        (4, "Head of Nursing", "leads", "Named Nurse", "Head of Nursing"),
        (
            5,
            "30/06/2016",
            "timescale",
            "31/03/2016 (deadline 31 March 2016)",
            "30/06/2016 (deadline 30 June 2016)",
        ),
        (6, "Two audits", "outcome_measure", "Audit", "Two audits"),
        (1, "Listen to each child.", "recommendation", "Listen to children.", "Listen to each child."),
    ],
)
def test_one_cell_edited_is_one_difference_with_old_and_new(
    first: Import, files: FileStore, column: int, value: str, field: str, said: str, says: str
) -> None:
    plan = planned(again(first, files, with_cell(ROW, column, value), BLANK))
    assert [(one.field, one.said, one.says, one.ticked, one.clash) for _, one in plan.changes] == [
        (field, said, says, True, False)
    ]
    assert (plan.new_actions, plan.new_recommendations, plan.gone) == (0, 0, ())


def test_ticked_differences_are_made_on_the_draft_and_nothing_is_doubled(first: Import, files: FileStore) -> None:
    revised = ["1", *ROW[1:3], "Brief all teams.", "Head of Nursing", "30/06/2016", "Two audits"]
    batch = again(first, files, revised, BLANK)
    made = imports.apply(batch, by=batch.received_by)
    db.session.commit()
    action = the_action("-001")
    assert (made.actions, made.recommendations, made.changes) == ([], [], 4)
    assert (action.text, action.deadline, action.timescale, action.outcome_measure) == (
        "Brief all teams.",
        date(2016, 6, 30),
        "30/06/2016",
        "Two audits",
    )
    assert [(lead.title, lead.accountable) for lead in action.leads] == [("Head of Nursing", True)]
    assert how_many(Action) == 2
    assert [entry.verb for entry in history.of(action)] == ["action.revise", "action.add"]
    assert audit.faults(history.sealed_entries(), history.head()) == []
    assert planned(again(first, files, revised, BLANK, [])).makes_nothing


def test_a_difference_that_was_unticked_is_not_made(first: Import, files: FileStore) -> None:
    batch = again(first, files, with_cell(ROW, 3, "Brief all teams."), BLANK)
    tick(batch, "0:text", take=False)
    imports.apply(batch, by=batch.received_by)
    assert the_action("-001").text == "Brief every team."


def tick(batch: Import, key: str, *, take: bool) -> None:
    plan = planned(batch)
    intended = next(row for row in plan.rows if row.changes)
    row = next(one for one in find.rows(batch) if one.position == intended.position)
    imports.tick(row, intended, ticks={key: take}, version=imports.version_of(row), by=batch.received_by)
    db.session.commit()


def corrected_here(first: Import, text: str = "Brief each team in person.") -> Action:
    action = the_action("-001")
    actions.edit_action(
        action,
        version=action.version,
        text=text,
        agency=action.agency,
        recommendations=action.recommendations,
        outcome_sought=action.outcome_sought,
        outcome_measure=action.outcome_measure,
        by=first.received_by,
    )
    db.session.commit()
    return action


def test_what_a_person_changed_here_stays_where_the_plan_says_what_it_always_said(
    first: Import, files: FileStore
) -> None:
    corrected_here(first)
    assert planned(again(first, files, ROW, BLANK, [])).makes_nothing


def test_what_a_person_changed_here_and_the_plan_changes_too_is_shown_with_all_three_and_not_overwritten(
    first: Import, files: FileStore
) -> None:
    corrected_here(first)
    batch = again(first, files, with_cell(ROW, 3, "Brief all teams."), BLANK)
    change = only(batch)
    assert (change.said, change.now, change.says) == (
        "Brief every team.",
        "Brief each team in person.",
        "Brief all teams.",
    )
    assert (change.clash, change.ticked) == (True, False)
    assert [row.row.source for row in planned(batch).doubtful] == ["LPT!6"]
    imports.apply(batch, by=batch.received_by)
    assert the_action("-001").text == "Brief each team in person."


def test_a_clash_is_overwritten_only_when_ticked(first: Import, files: FileStore) -> None:
    corrected_here(first)
    batch = again(first, files, with_cell(ROW, 3, "Brief all teams."), BLANK)
    tick(batch, "0:text", take=True)
    imports.apply(batch, by=batch.received_by)
    assert the_action("-001").text == "Brief all teams."


def test_a_tick_does_not_hold_for_what_someone_changes_after_it(first: Import, files: FileStore) -> None:
    batch = again(first, files, with_cell(ROW, 3, "Brief all teams."), BLANK)
    tick(batch, "0:text", take=True)
    corrected_here(first, "Brief each team before the summer.")
    assert (only(batch).clash, only(batch).ticked) == (True, False)
    imports.apply(batch, by=batch.received_by)
    assert the_action("-001").text == "Brief each team before the summer."


def test_a_person_and_a_plan_that_say_the_same_do_not_differ(first: Import, files: FileStore) -> None:
    corrected_here(first, "Brief all teams.")
    assert planned(again(first, files, with_cell(ROW, 3, "Brief all teams."), BLANK)).makes_nothing


def test_a_deadline_a_person_set_here_is_not_moved_unasked(first: Import, files: FileStore) -> None:
    actions.set_deadline(the_action("-002"), deadline=date(2016, 1, 15), by=first.received_by)
    db.session.commit()
    assert planned(again(first, files, ROW, BLANK, [])).makes_nothing
    batch = again(first, files, ROW, with_cell(BLANK, 5, "30/06/2016"))
    change = only(batch)
    assert (change.now, change.clash, change.ticked) == ("blank (deadline 15 January 2016)", True, False)
    imports.apply(batch, by=batch.received_by)
    assert the_action("-002").deadline == date(2016, 1, 15)


def test_a_lead_a_person_put_in_another_s_place_is_not_replaced_unasked(first: Import, files: FileStore) -> None:
    action = the_action("-001")
    assert action.agency is not None
    doctor = people.the_post(action.agency, "Medical Director", by=None)
    db.session.flush()
    leads = [actions.ProposedLead(post=doctor, printed_as="Named Nurse")]
    actions.set_leads(action, leads=leads, by=first.received_by)
    db.session.commit()
    batch = again(first, files, with_cell(ROW, 4, "Head of Nursing"), BLANK)
    change = only(batch)
    assert (change.said, change.now, change.says) == ("Named Nurse", "Medical Director", "Head of Nursing")
    assert (change.clash, change.ticked) == (True, False)


def test_a_wording_that_gives_no_date_leaves_the_deadline_blank_and_asks(first: Import, files: FileStore) -> None:
    batch = again(first, files, with_cell(ROW, 5, "when the policy is out"), BLANK)
    imports.apply(batch, by=batch.received_by)
    action = the_action("-001")
    assert (action.deadline, action.timescale) == (None, "when the policy is out")
    assert action.timescale_doubt


def test_renumbered_and_reordered_rows_are_known_by_their_words(first: Import, files: FileStore) -> None:
    plan = planned(again(first, files, with_cell(BLANK, 0, "1"), with_cell(ROW, 0, "2")))
    assert plan.makes_nothing
    assert plan.unchanged_actions == 2


def test_rows_of_other_recommendations_that_say_the_same_are_not_mixed_up(review: Review, files: FileStore) -> None:
    alike = [[str(number), f"Recommendation on matter {number}.", *ROW[2:]] for number in range(1, 5)]
    batch = received(review, files, a_trust_plan(*alike))
    imports.apply(batch, by=batch.received_by)
    db.session.commit()
    turned = [alike[3], with_cell(alike[1], 5, "1/7/2016"), alike[0], alike[2]]
    later = again(batch, files, *turned)
    assert [reference[-4:] for reference in only(later).references] == ["-002"]


def test_an_action_no_longer_in_the_file_is_shown_and_left_alone(first: Import, files: FileStore) -> None:
    batch = again(first, files, ROW, THIRD)
    plan = planned(batch)
    assert [action.text for action in plan.gone] == ["Visit each home."]
    assert (plan.new_actions, plan.new_recommendations) == (1, 1)
    imports.apply(batch, by=batch.received_by)
    assert how_many(Action) == 3
    assert the_action("-002").status is ActionStatus.DRAFT


def test_a_row_that_may_be_an_action_in_other_words_is_asked_about_and_nothing_is_imported_before(
    first: Import, files: FileStore
) -> None:
    batch = again(first, files, ROW, *alike_but_other())
    plan = planned(batch)
    assert plan.unanswered
    with pytest.raises(Refused, match="may be actions on record in other words"):
        imports.apply(batch, by=batch.received_by)
    db.session.rollback()
    for row in plan.unanswered:
        answer(batch, row.position, NEW)
    made = imports.apply(batch, by=batch.received_by)
    assert [action.text for action in made.actions] == ["Visit families who ask.", "Visit schools."]


def alike_but_other() -> list[list[Any]]:
    """Two rows of which either may be the action recorded for the second recommendation, or neither."""
    return [
        with_cell(with_cell(BLANK, 3, text), 5, "1/5/2016") for text in ("Visit families who ask.", "Visit schools.")
    ]


def answer(batch: Import, position: int, reference: str) -> None:
    row = next(one for one in find.rows(batch) if one.position == position)
    intended = next(one for one in planned(batch).rows if one.position == position)
    version = imports.version_of(row)
    imports.say_which(row, intended, number=0, reference=reference, version=version, by=batch.received_by)
    db.session.commit()


def test_a_row_a_person_says_is_an_action_changes_it_and_makes_none(first: Import, files: FileStore) -> None:
    batch = again(first, files, ROW, *alike_but_other())
    asked = planned(batch).unanswered[0]
    ((reference, text), *_) = asked.actions[0].candidates
    assert text == "Visit each home."
    answer(batch, asked.position, reference)
    for row in planned(batch).unanswered:
        answer(batch, row.position, NEW)
    made = imports.apply(batch, by=batch.received_by)
    assert len(made.actions) == 1
    assert the_action("-002").text == asked.actions[0].read.text


def test_two_rows_never_change_one_action(first: Import, files: FileStore) -> None:
    nearly = [with_cell(ROW, 3, f"Brief every team {when}.") for when in ("in March", "in April")]
    plan = planned(again(first, files, *nearly, BLANK))
    taken = [number for row in plan.rows for action in row.actions for number in action.known_ids]
    assert len(taken) == len(set(taken))
    assert plan.unanswered


def test_a_row_copied_down_with_our_reference_is_a_new_action(first: Import, files: FileStore) -> None:
    batch = again(first, files, ROW, with_cell(ROW, 3, "Write to all schools in the city."), BLANK)
    reference = the_action("-001").reference
    for row in find.rows(batch):
        if row.reading["kind"] == "item" and row.reading["ref"] == "1":
            row.reading = {**row.reading, "tracker_reference": reference}
    db.session.commit()
    plan = planned(batch)
    assert next(action.known for row in plan.rows for action in row.actions) == reference
    assert plan.new_actions + len(plan.unanswered) == 1
    assert plan.changes == []


def test_our_reference_finds_an_action_whatever_else_was_edited(first: Import, files: FileStore) -> None:
    rewritten = ["7", "Another matter.", "Other", "Something else entirely.", "Someone", "1/8/2016", "Other"]
    batch = again(first, files, ROW, rewritten)
    reference = the_action("-002").reference
    (row,) = [one for one in find.rows(batch) if one.reading["ref"] == "7"]
    row.reading = {**row.reading, "tracker_reference": reference}
    db.session.commit()
    plan = planned(batch)
    assert {change.field for _, change in plan.changes} == {
        "recommendation",
        "text",
        "outcome_sought",
        "outcome_measure",
        "leads",
        "timescale",
    }
    assert (plan.new_actions, plan.gone) == (0, ())


def test_an_agreed_action_is_not_changed_by_a_plan_and_the_page_says_why(first: Import, files: FileStore) -> None:
    agreed(first)
    batch = again(first, files, with_cell(with_cell(ROW, 3, "Brief all teams."), 5, "30/06/2016"), BLANK)
    obstacles = {one.field: one.obstacle for _, one in planned(batch).changes}
    assert "was agreed" in obstacles["text"]
    assert "extension" in obstacles["timescale"]
    with pytest.raises(Refused, match="extension"):
        tick(batch, "0:timescale", take=True)
    db.session.rollback()
    imports.apply(batch, by=batch.received_by)
    action = the_action("-001")
    assert (action.text, action.deadline) == ("Brief every team.", date(2016, 3, 31))


def agreed(first: Import) -> Action:
    action = the_action("-001")
    nurse = a_person(Role.LEAD, first.review.board, agency=action.agency)
    post = action.leads[0].post
    assert post is not None
    people.fill_post(post, person=nurse, by=None)
    actions.agree(action, by=first.received_by)
    db.session.commit()
    return action


def test_what_the_plan_now_says_is_completed_is_added_as_a_claim_and_moves_no_deadline(
    first: Import, files: FileStore
) -> None:
    agreed(first)
    batch = again(first, files, with_cell(ROW, 5, "Completed August 2015"), BLANK)
    assert [(one.field, one.ticked, one.obstacle) for _, one in planned(batch).changes] == [("claim", True, "")]
    imports.apply(batch, by=batch.received_by)
    db.session.commit()
    claim = db.session.scalars(select(Progress)).one()
    assert (claim.from_plan, claim.claimed_completed_on, claim.action.reference[-4:]) == (
        True,
        date(2015, 8, 31),
        "-001",
    )
    assert (claim.action.deadline, claim.action.status) == (date(2016, 3, 31), ActionStatus.OPEN)
    assert planned(again(first, files, with_cell(ROW, 5, "Completed August 2015"), BLANK, [])).makes_nothing


def test_a_recommendation_two_rows_word_otherwise_is_not_changed_unasked(review: Review, files: FileStore) -> None:
    both = [ROW, with_cell(ROW, 3, "Write to every surgery.")]
    batch = received(review, files, a_trust_plan(*both))
    imports.apply(batch, by=batch.received_by)
    db.session.commit()
    later = again(batch, files, with_cell(ROW, 1, "Listen to every child."), both[1])
    change = only(later)
    assert (change.field, change.ticked) == ("recommendation", False)


def test_each_row_is_kept_as_a_source_of_its_action(first: Import, files: FileStore) -> None:
    batch = again(first, files, with_cell(ROW, 6, "Two audits"), BLANK)
    imports.apply(batch, by=batch.received_by)
    db.session.commit()
    action = the_action("-001")
    sources = db.session.scalars(select(ActionSource).where(ActionSource.action_id == action.id))
    assert sorted(one.import_row.import_id for one in sources) == [first.id, batch.id]


def test_ticks_of_two_people_at_the_same_row_lose_neither(first: Import, files: FileStore) -> None:
    batch = again(first, files, with_cell(ROW, 3, "Brief all teams."), BLANK)
    intended = next(row for row in planned(batch).rows if row.changes)
    row = next(one for one in find.rows(batch) if one.position == intended.position)
    imports.tick(row, intended, ticks={"0:text": False}, version=0, by=batch.received_by)
    with pytest.raises(Overtaken):
        imports.tick(row, intended, ticks={"0:text": True}, version=0, by=batch.received_by)


def test_posts_are_made_only_for_leads_that_are_taken_over(first: Import, files: FileStore) -> None:
    batch = again(first, files, with_cell(ROW, 4, "Head of Nursing"), BLANK)
    tick(batch, "0:leads", take=False)
    imports.apply(batch, by=batch.received_by)
    assert "Head of Nursing" not in set(db.session.scalars(select(Post.title)))


def test_a_plan_without_a_column_says_nothing_of_it(first: Import, files: FileStore) -> None:
    batch = again(first, files, ROW[:6], BLANK[:6])
    tables = [
        {**table, "columns": [one for one in table["columns"] if one["field"] != "outcome_measure"]}
        for table in batch.reading["tables"]
    ]
    batch.reading = {**batch.reading, "tables": tables}
    db.session.commit()
    assert "outcome_measure" not in {one.field for _, one in planned(batch).changes}


def test_recommendations_are_not_doubled_when_their_words_change(first: Import, files: FileStore) -> None:
    batch = again(first, files, with_cell(ROW, 1, "Listen to children whenever they speak, at home too."), BLANK)
    imports.apply(batch, by=batch.received_by)
    assert how_many(Recommendation) == 2
    assert "at home too" in " ".join(db.session.scalars(select(Recommendation.text)))
