"""Undoing an import as a whole, what stops it, and that an import or its undoing never half happens."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Connection, event, select

from tests.build import a_person, an_action
from tests.databases import Database
from tests.plans import SEVEN_HEADINGS, PlanSheet, workbook
from tests.rules.test_import_races import TOGETHER, at_once
from tests.taking_in import AGREED, BLANK, ROW, TRUST, a_review_of_the_trust, a_trust_plan, how_many, received
from tracker import db
from tracker.models import (
    Action,
    ActionSource,
    Import,
    ImportRow,
    Lead,
    Person,
    Post,
    Progress,
    Recommendation,
    Review,
    Step,
)
from tracker.models.vocabulary import ClaimMeaning, ImportStatus, LeadView, Role
from tracker.outside.files import FileStore
from tracker.queries import history
from tracker.queries import imports as find
from tracker.rules import actions, audit, imports, people, reviews, settings
from tracker.rules.errors import NotAllowed, Refused

MADE = (Action, ActionSource, Lead, Post, Progress, Recommendation, Step)
REVISED = [
    "1",
    "Listen to each child.",
    ROW[2],
    "Brief every team again.",
    "Head of Nursing",
    "30/06/2016",
    "Two audits",
]


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


def applied(review: Review, files: FileStore, *rows: Any) -> Import:
    officer = db.session.scalar(select(Person).where(Person.name == "Officer"))
    by = officer or a_person(Role.POLICY_OFFICER, review.board, name="Officer")
    batch = received(review, files, a_trust_plan(*rows), by=by)
    imports.apply(batch, by=by)
    db.session.commit()
    return batch


@pytest.fixture
def batch(database: Database, files: FileStore) -> Import:
    return applied(a_review_of_the_trust(), files, ROW, BLANK)


def undone(batch: Import) -> imports.Undone:
    done = imports.undo(batch, by=batch.received_by)
    db.session.commit()
    return done


def stops(batch: Import) -> str:
    return " ".join(imports.undoing(batch).stops)


def the_actions() -> list[Action]:
    return list(db.session.scalars(select(Action).order_by(Action.number)))


def test_undoing_takes_out_all_that_the_import_made_and_keeps_the_file_and_its_rows(batch: Import) -> None:
    rows = how_many(ImportRow)
    done = undone(batch)
    assert (done.actions, done.recommendations, done.posts, done.restored) == (2, 2, 2, 0)
    assert [how_many(kind) for kind in MADE] == [0] * len(MADE)
    assert (batch.status, batch.undone_by, how_many(ImportRow)) == (ImportStatus.UNDONE, batch.received_by, rows)


def test_the_history_keeps_what_was_taken_out_and_has_no_gaps(batch: Import) -> None:
    undone(batch)
    entries = [entry for entry, _ in history.sealed_entries()]
    taken = [entry for entry in entries if entry.verb == "import.take_out" and entry.subject == "action"]
    assert [(entry.reference[-4:], entry.old["text"]) for entry in taken] == [
        ("-001", "Brief every team."),
        ("-002", "Visit each home."),
    ]
    assert taken[0].old["leads"] == ["Named Nurse"]
    assert audit.faults(history.sealed_entries(), history.head()) == []


def test_the_same_file_may_be_taken_in_again_and_no_reference_is_given_twice(batch: Import, files: FileStore) -> None:
    data = files.fetch(batch.fingerprint)
    before = {(one.id, one.reference) for one in the_actions()}
    undone(batch)
    again = received(batch.review, files, data, by=batch.received_by)
    imports.apply(again, by=batch.received_by)
    db.session.commit()
    after = {(one.id, one.reference) for one in the_actions()}
    assert [reference[-4:] for _, reference in sorted(after)] == ["-003", "-004"]
    assert not {number for number, _ in before} & {number for number, _ in after}
    assert history.of(the_actions()[0])[-1].verb == "action.add"


def test_undoing_a_revised_plan_puts_back_what_was_there_before(batch: Import, files: FileStore) -> None:
    action = the_actions()[0]
    recommendation = action.recommendations[0]
    revised = applied(batch.review, files, REVISED, [*BLANK[:5], "Completed August 2015", BLANK[6]])
    assert (action.text, recommendation.text) == ("Brief every team again.", "Listen to each child.")
    assert how_many(Progress) == 1
    done = undone(revised)
    assert done.restored == 2
    assert (action.text, action.deadline, action.timescale, action.outcome_measure) == (
        "Brief every team.",
        date(2016, 3, 31),
        "31/03/2016",
        "Audit",
    )
    assert [(lead.title, lead.printed_as) for lead in action.leads] == [("Named Nurse", "Named Nurse")]
    assert recommendation.text == "Listen to children."
    assert how_many(Progress) == 0
    assert "Head of Nursing" not in set(db.session.scalars(select(Post.title)))
    assert history.of(action)[0].verb == "import.put_back"


def test_after_undoing_a_revised_plan_it_proposes_the_same_differences_again(batch: Import, files: FileStore) -> None:
    revised = applied(batch.review, files, REVISED, BLANK)
    first = [(one.field, one.says) for one in changes_in(revised, files)]
    assert first == []
    undone(revised)
    assert {one.field for one in changes_in(revised, files)} == {
        "recommendation",
        "text",
        "leads",
        "timescale",
        "outcome_measure",
    }


def test_a_claim_of_a_plan_undone_gives_back_the_view_the_lead_had(batch: Import, files: FileStore) -> None:
    settings.add_status_word(batch.board, written_as="Red", meaning=ClaimMeaning.OFF_TRACK, by=None)
    action = the_actions()[0]
    actions.record_progress(action, day=AGREED, text="Begun.", view=LeadView.ON_TRACK, by=batch.received_by)
    db.session.commit()
    data = workbook(PlanSheet("LPT", [[*ROW, "Red"]], titles=("Plan", TRUST), headings=(*SEVEN_HEADINGS, "RAG")))
    revised = received(batch.review, files, data, by=batch.received_by)
    imports.apply(revised, by=batch.received_by)
    db.session.commit()
    assert action.lead_view is LeadView.OFF_TRACK
    undone(revised)
    assert action.lead_view is LeadView.ON_TRACK


def changes_in(batch: Import, files: FileStore) -> list[imports.Change]:
    again = received(batch.review, files, a_trust_plan(REVISED, BLANK, []), by=batch.received_by)
    found = [change for _, change in imports.plan_of(again, find.rows(again)).changes]
    imports.set_aside(again, by=batch.received_by)
    db.session.commit()
    return found


def test_a_corrected_draft_stops_it(batch: Import) -> None:
    actions.set_deadline(the_actions()[1], deadline=date(2016, 1, 15), by=batch.received_by)
    db.session.commit()
    assert f"{the_actions()[1].reference} is changed by a person since." in stops(batch)
    with pytest.raises(Refused, match="cannot be undone"):
        imports.undo(batch, by=batch.received_by)
    db.session.rollback()
    assert how_many(Action) == 2


def test_an_agreed_action_stops_it(batch: Import) -> None:
    action = the_actions()[0]
    actions.set_leads(action, vacancy_reason="The post is being advertised.", by=batch.received_by)
    actions.agree(action, by=batch.received_by)
    db.session.commit()
    assert f"{action.reference} is no longer a draft." in stops(batch)


def test_progress_told_by_a_person_stops_it(batch: Import) -> None:
    actions.record_progress(the_actions()[0], day=AGREED, text="Two teams were briefed.", by=batch.received_by)
    db.session.commit()
    assert "reported on since" in stops(batch)


def test_a_filled_post_stops_it(batch: Import) -> None:
    post = db.session.scalars(select(Post).order_by(Post.id)).first()
    assert post is not None
    people.fill_post(post, person=a_person(Role.LEAD, agency=post.agency), by=None)
    db.session.commit()
    assert "Someone fills Named Nurse." in stops(batch)


def test_a_later_import_of_the_same_actions_stops_it(batch: Import, files: FileStore) -> None:
    later = applied(batch.review, files, REVISED, BLANK)
    assert "imported later" in stops(batch)
    undone(later)
    assert stops(batch) == ""
    undone(batch)
    assert how_many(Action) == 0


def test_another_action_that_answers_its_recommendation_stops_it(batch: Import) -> None:
    recommendation = the_actions()[0].recommendations[0]
    other = an_action(batch.review, recommendations=[recommendation])
    assert f"{other.reference}, which is not of this import, answers {recommendation.reference}." in stops(batch)


def test_a_corrected_recommendation_and_a_repeat_stop_it(batch: Import) -> None:
    first, second = (one.recommendations[0] for one in the_actions())
    reviews.link_repeat(first, printed_in="An earlier review", by=batch.received_by)
    reviews.edit_recommendation(
        second,
        version=second.version,
        text="See every home.",
        printed_reference="2",
        source=None,
        agencies=second.agencies,
        to_all_agencies=False,
        paragraph="",
        by=batch.received_by,
    )
    db.session.commit()
    assert f"{first.reference} is linked with another as a repeat." in stops(batch)
    assert f"The wording of {second.reference} was corrected since." in stops(batch)


def test_a_post_that_leads_other_actions_is_kept(batch: Import) -> None:
    post = db.session.scalars(select(Post).order_by(Post.id)).first()
    an_action(batch.review, agency=post.agency if post else None, lead=post)
    assert undone(batch).posts == 1
    assert list(db.session.scalars(select(Post.title))) == ["Named Nurse"]


def test_only_a_policy_officer_may_undo(batch: Import) -> None:
    chair = a_person(Role.CHAIR, batch.review.board)
    with pytest.raises(NotAllowed, match="policy officer"):
        imports.undo(batch, by=chair)


def test_what_was_not_imported_or_was_undone_cannot_be_undone(batch: Import, files: FileStore) -> None:
    waiting = received(batch.review, files, a_trust_plan(REVISED))
    assert "not imported yet" in stops(waiting)
    undone(batch)
    assert "undone already" in stops(batch)
    with pytest.raises(Refused, match="undone"):
        imports.apply(batch, by=batch.received_by)


def test_undoing_at_once_happens_once(fresh_database: Database, files: FileStore) -> None:
    batch = applied(a_review_of_the_trust(), files, ROW, BLANK)
    number, officer = batch.id, batch.received_by_id
    db.session.commit()

    def undo() -> str:
        try:
            imports.undo(db.session.get_one(Import, number), by=db.session.get_one(Person, officer))
            db.session.commit()
        except Refused:
            return "told"
        return "undone"

    assert at_once(undo) == ["told", "told", "told", "undone"]
    assert how_many(Action) == 0
    assert audit.faults(history.sealed_entries(), history.head()) == []


def test_two_revised_plans_confirmed_at_once_never_mix(fresh_database: Database, files: FileStore) -> None:
    first = applied(a_review_of_the_trust(), files, ROW, BLANK)
    officer = first.received_by
    words = {f"Brief team {name}.": f"Measure {name}" for name in ("north", "south", "east", "west")}
    waiting = [
        received(first.review, files, a_trust_plan([*ROW[:3], text, *ROW[4:6], measure], BLANK), by=officer).id
        for text, measure in words.items()
    ]
    assert len(waiting) == TOGETHER
    by = officer.id
    db.session.commit()

    def confirm() -> str:
        imports.apply(db.session.get_one(Import, waiting.pop()), by=db.session.get_one(Person, by))
        db.session.commit()
        return "done"

    assert at_once(confirm) == ["done"] * TOGETHER
    action = the_actions()[0]
    assert words[action.text] == action.outcome_measure
    assert (how_many(Action), how_many(Recommendation)) == (2, 2)
    assert audit.faults(history.sealed_entries(), history.head()) == []


def test_an_import_that_dies_at_any_statement_leaves_all_or_nothing(fresh_database: Database, files: FileStore) -> None:
    first = applied(a_review_of_the_trust(), files, ROW, BLANK)
    third = ["3", "Share what is known.", "Facts are shared", "Meet each month.", "Head of Care", "1/2/2016", "Log"]
    batch = received(first.review, files, a_trust_plan(REVISED, BLANK, third), by=first.received_by)
    swept(lambda: imports.apply(fresh(batch), by=fresh(batch).received_by), "Brief every team again.")


def test_an_undoing_that_dies_at_any_statement_leaves_all_or_nothing(
    fresh_database: Database, files: FileStore
) -> None:
    first = applied(a_review_of_the_trust(), files, ROW, BLANK)
    batch = applied(first.review, files, REVISED, BLANK)
    swept(lambda: imports.undo(fresh(batch), by=fresh(batch).received_by), "Brief every team.")


def fresh(batch: Import) -> Import:
    return db.session.get_one(Import, batch.id)


def swept(act: Callable[[], object], after: str) -> None:
    """Let the act die before its first writing statement, then before its second, and so on until it goes through."""
    before, number = on_record(), 0
    while True:
        number += 1
        with dying_at(number) as reached:
            try:
                act()
                db.session.commit()
            except PowerCut:
                db.session.rollback()
        if not reached:
            break
        db.session.expire_all()
        assert on_record() == before, f"something was left behind by statement {number}"
        assert audit.faults(history.sealed_entries(), history.head()) == []
        assert number < 200
    assert number > 10
    assert the_actions()[0].text == after
    assert audit.faults(history.sealed_entries(), history.head()) == []


def on_record() -> dict[str, list[tuple[Any, ...]]]:
    """All that a plan can change, row by row."""
    tables = (*MADE, Import, ImportRow)
    return {
        kind.__tablename__: [
            tuple(row) for row in db.session.execute(select(*kind.__table__.columns).order_by(kind.id))
        ]
        for kind in tables
    }


class PowerCut(Exception):
    """The server dies here."""


class dying_at:  # noqa: N801 - reads as a sentence where it is used
    """Within this block the given writing statement is never carried out; true once one was reached."""

    def __init__(self, number: int) -> None:
        self.number, self.seen, self.hit = number, 0, False

    def __enter__(self) -> "dying_at":
        event.listen(db.session.get_bind(), "before_cursor_execute", self._count)
        return self

    def __exit__(self, *_raised: object) -> None:
        event.remove(db.session.get_bind(), "before_cursor_execute", self._count)

    def __bool__(self) -> bool:
        return self.hit

    def _count(self, _connection: Connection, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement.split(None, 1)[0].upper() in ("INSERT", "UPDATE", "DELETE"):
            self.seen += 1
            if self.seen == self.number:
                self.hit = True
                raise PowerCut
