"""Who may do what: asked of one page, by pages, rules and commands alike."""

from tests import build
from tracker import access, db
from tracker.access import MAY, Reader
from tracker.models.vocabulary import Role


def test_whoever_has_left_may_do_nothing_and_sees_nothing_at_any_door(database):
    board = build.a_board()
    officer = build.a_person(Role.POLICY_OFFICER, board)
    assert access.may("review.add", officer, board)
    officer.active = False
    db.session.commit()
    assert not [verb for verb in MAY if access.may(verb, officer, board)]
    assert not Reader(officer, board).roles


def test_a_role_at_one_board_is_none_at_another(database):
    here, there = build.a_board(), build.a_board()
    officer = build.a_person(Role.POLICY_OFFICER, here)
    assert not [verb for verb in MAY if access.may(verb, officer, there)]
