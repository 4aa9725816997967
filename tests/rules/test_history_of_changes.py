"""Every verb leaves its entry, and the entries hold together: a changed, removed or cut one is named."""

from datetime import date

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests import build
from tests.databases import Database
from tracker import db
from tracker.models import AuditEntry
from tracker.models.vocabulary import Role
from tracker.queries import history
from tracker.rules import actions, audit


def faults() -> list[str]:
    db.session.expire_all()
    return audit.faults(history.sealed_entries(), history.head())


@pytest.fixture
def some_history(database: Database) -> Database:
    board = build.a_board()
    officer = build.a_person(Role.POLICY_OFFICER, board)
    action = build.an_action(build.a_review(board))
    actions.set_deadline(action, deadline=date(2016, 3, 31), by=officer)
    db.session.commit()
    return database


@pytest.mark.usefixtures("some_history")
def test_a_verb_records_who_what_before_and_after():
    entry = db.session.query(AuditEntry).filter_by(verb="action.set_deadline").one()
    assert entry.by is not None
    assert entry.by.name.startswith("Policy officer")
    assert (entry.old["deadline"], entry.new["deadline"]) == (None, "2016-03-31")


@pytest.mark.usefixtures("some_history")
def test_an_untouched_history_is_whole():
    assert db.session.query(AuditEntry).count() > 5
    assert faults() == []


@pytest.mark.usefixtures("some_history")
@pytest.mark.parametrize(
    "change", ["UPDATE audit_entry SET why = 'x'", "DELETE FROM audit_entry", "DELETE FROM audit_seal"]
)
def test_the_database_refuses_to_change_or_remove_an_entry(change):
    with pytest.raises(DBAPIError, match="added to, never changed"):
        db.session.execute(text(change))
    db.session.rollback()


def _without_guard(statement: str) -> None:
    postgres = db.session.get_bind().dialect.name == "postgresql"
    if postgres:
        db.session.execute(text("ALTER TABLE audit_entry DISABLE TRIGGER USER"))
        db.session.execute(text("ALTER TABLE audit_seal DISABLE TRIGGER USER"))
    else:
        for table in ("audit_entry", "audit_seal"):
            for change in ("update", "delete"):
                db.session.execute(text(f"DROP TRIGGER {table}_is_kept_from_{change}"))
    db.session.execute(text(statement))


@pytest.mark.parametrize(
    ("tampering", "said"),
    [
        ("UPDATE audit_entry SET why = 'nothing to see' WHERE verb = 'action.set_deadline'", "action.set_deadline"),
        (
            "DELETE FROM audit_seal WHERE entry_id = (SELECT min(id) FROM audit_entry WHERE verb = 'action.add')",
            "action.add",
        ),
        (
            "DELETE FROM audit_seal WHERE entry_id = (SELECT max(id) FROM audit_entry)",
            "has no seal",
        ),
    ],
)
@pytest.mark.usefixtures("some_history")
def test_tampering_is_named(tampering, said):
    _without_guard(tampering)
    found = faults()
    assert len(found) == 1
    assert said in found[0] or "altered or removed" in found[0]


@pytest.mark.usefixtures("some_history")
def test_a_cut_tail_is_noticed_by_the_head_kept_apart():
    _without_guard("DELETE FROM audit_seal WHERE entry_id = (SELECT max(id) FROM audit_entry)")
    db.session.execute(text("DELETE FROM audit_entry WHERE id = (SELECT max(id) FROM audit_entry)"))
    assert faults()[0].startswith("The last entries are missing")


def test_the_history_can_be_neither_emptied_at_a_stroke_nor_replaced(some_history):
    postgres = some_history.kind == "postgresql"
    replacing = "INSERT OR REPLACE INTO audit_seal (id, entry_id, fingerprint) SELECT id, entry_id, 'x' FROM audit_seal"
    stroke = "TRUNCATE audit_seal, audit_entry" if postgres else replacing
    with pytest.raises(DBAPIError, match="added to, never changed"):
        db.session.execute(text(stroke))
    db.session.rollback()


@pytest.mark.usefixtures("database")
def test_what_is_rolled_back_leaves_no_entry_and_no_gap():
    board = build.a_board()
    before = db.session.query(AuditEntry).count()
    review = build.a_review(board)
    action = build.an_action(review)
    actions.set_deadline(action, deadline=date(2016, 1, 1), by=None)
    db.session.rollback()
    build.an_action(review)
    assert db.session.query(AuditEntry).filter_by(verb="action.set_deadline").count() == 0
    assert db.session.query(AuditEntry).count() > before
    assert faults() == []
