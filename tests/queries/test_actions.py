"""The list of actions: who sees which, how it is filtered, and in what order."""

from datetime import date

import pytest

from tests import build
from tests.databases import Database
from tracker.access import Reader
from tracker.models.vocabulary import ActionStatus, Role
from tracker.queries import action_list, actions
from tracker.queries.action_list import Filters

TODAY = date(2016, 4, 1)


@pytest.fixture
def cast(database: Database):
    """A board with two agencies; each has a lead with an open action, and one action has nobody."""
    board = build.a_board()
    trust, police = build.an_agency(board, name="Trust"), build.an_agency(board, name="Police")
    nurse = build.a_person(Role.LEAD, board, agency=trust)
    inspector = build.a_person(Role.LEAD, board, agency=police)
    review, other = build.a_review(board, code="Child A1"), build.a_review(board, code="Child A2")
    return {
        "board": board,
        "trust": trust,
        "nurse": nurse,
        "inspector": inspector,
        "overdue": build.an_action(
            review, status=ActionStatus.OPEN, agency=trust, lead=nurse, deadline=date(2016, 3, 31), text="Audit files"
        ),
        "due": build.an_action(
            review,
            status=ActionStatus.OPEN,
            agency=police,
            lead=inspector,
            deadline=date(2016, 4, 20),
            text="100% check",
        ),
        "draft": build.an_action(other, agency=trust, timescale="As soon as possible"),
    }


def references(cast, person, **asked) -> list[str]:
    page = action_list.listed(Filters.asked(asked), reader=Reader(person, cast["board"]), today=TODAY)
    assert page.total == len(page.rows)
    return [row.reference for row in page.rows]


def all_of(cast) -> list[str]:
    return [cast[name].reference for name in ("overdue", "due", "draft")]


@pytest.mark.parametrize("role", [Role.POLICY_OFFICER, Role.CHAIR, Role.MEMBER, Role.EVALUATOR, Role.OBSERVER])
def test_the_board_sees_every_action_by_deadline_with_none_last(cast, role):
    assert references(cast, build.a_person(role, cast["board"])) == all_of(cast)


def test_a_lead_sees_only_what_they_lead(cast):
    assert references(cast, cast["nurse"]) == [cast["overdue"].reference]
    assert references(cast, cast["inspector"]) == [cast["due"].reference]


def test_the_agency_safeguarding_lead_sees_what_the_agency_owes_drafts_too(cast):
    head = build.a_person(Role.AGENCY_LEAD, cast["board"], agency=cast["trust"])
    assert references(cast, head) == [cast["overdue"].reference, cast["draft"].reference]


def test_an_administrator_sees_no_action(cast):
    assert references(cast, build.a_person(Role.ADMINISTRATOR, cast["board"])) == []


def test_no_one_sees_another_boards_actions(cast):
    stranger = build.a_person(Role.POLICY_OFFICER, build.a_board())
    assert references(cast, stranger) == []
    assert actions.one(cast["due"].reference, reader=Reader(stranger, stranger.memberships[0].board)) is None


def test_whoever_fills_the_post_sees_its_actions(cast):
    successor = build.a_person(Role.LEAD, cast["board"], agency=cast["trust"])
    post = build.a_post(cast["trust"], holder=successor)
    action = build.an_action(
        cast["draft"].review, status=ActionStatus.OPEN, agency=cast["trust"], lead=post, deadline=date(2017, 1, 1)
    )
    assert references(cast, successor) == [action.reference]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"due": "overdue"}, ["overdue"]),
        ({"due": "late"}, ["overdue"]),
        ({"due": "30"}, ["due"]),
        ({"due": "7"}, []),
        ({"due": "none"}, ["draft"]),
        ({"status": "draft"}, ["draft"]),
        ({"status": "live"}, ["overdue", "due"]),
        ({"rating": "red"}, ["overdue"]),
        ({"rating": "amber"}, ["due"]),
        ({"review": "child-a2"}, ["draft"]),
        ({"review": "Child A1"}, ["overdue", "due"]),
        ({"lead": "none"}, ["draft"]),
        ({"q": "audit"}, ["overdue"]),
        ({"q": "soon possible"}, ["draft"]),
        ({"q": "100%"}, ["due"]),
        ({"q": "%"}, ["due"]),
        ({"status": "nonsense", "rating": "mauve", "due": "never", "sort": "shade"}, ["overdue", "due", "draft"]),
        ({"sort": "-deadline"}, ["due", "overdue", "draft"]),
        ({"sort": "-reference"}, ["draft", "due", "overdue"]),
    ],
)
def test_filters_and_sorting_in_the_query_string(cast, asked, found):
    officer = build.a_person(Role.POLICY_OFFICER, cast["board"])
    assert references(cast, officer, **asked) == [cast[name].reference for name in found]


def test_a_lead_filter_by_number_and_by_me(cast):
    officer = build.a_person(Role.POLICY_OFFICER, cast["board"])
    assert references(cast, officer, lead=str(cast["nurse"].id)) == [cast["overdue"].reference]
    assert references(cast, cast["nurse"], lead="me") == [cast["overdue"].reference]
    assert references(cast, officer, lead="me") == []


def test_a_long_list_is_paged_in_a_stated_order(database: Database):
    board = build.a_board()
    review = build.a_review(board)
    made = [build.an_action(review).reference for _ in range(53)]
    officer = build.a_person(Role.POLICY_OFFICER, board)
    first = action_list.listed(Filters(), reader=Reader(officer, board), today=TODAY)
    second = action_list.listed(Filters(page="2"), reader=Reader(officer, board), today=TODAY)
    assert (first.total, len(first.rows), len(second.rows)) == (53, 50, 3)
    assert [row.reference for row in (*first.rows, *second.rows)] == made


def test_a_leads_own_actions_come_overdue_first_and_drafts_last(cast):
    nurse, trust, review = cast["nurse"], cast["trust"], cast["draft"].review
    later = build.an_action(review, status=ActionStatus.OPEN, agency=trust, lead=nurse, deadline=date(2017, 1, 1))
    draft = build.an_action(review, agency=trust, lead=nurse, deadline=date(2015, 1, 1))
    mine = actions.led_by(Reader(nurse, cast["board"]))
    assert [row.reference for row in mine.rows] == [cast["overdue"].reference, later.reference, draft.reference]


def test_the_tally_counts_what_the_lists_behind_it_hold(cast):
    reader = Reader(build.a_person(Role.POLICY_OFFICER, cast["board"]), cast["board"])
    tally = action_list.tally(reader=reader, today=TODAY)

    def counted(**asked: str) -> int:
        return action_list.listed(Filters.asked(asked), reader=reader, today=TODAY).total

    assert tally.overdue == counted(due="overdue") == 1
    assert tally.due_soon == counted(due="30") == 1
    assert tally.open == counted(status="open") == 2
    assert tally.draft == counted(status="draft") == 1
    assert tally.no_deadline == counted(due="none") == 1
    assert tally.no_lead == counted(lead="none") == 1
