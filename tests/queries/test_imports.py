"""What is asked of the files taken in, and what is known beside a plan for a review."""

from pathlib import Path

import pytest

from tests.build import a_board, a_person, a_post, a_recommendation, a_review, an_action, an_agency
from tests.taking_in import BLANK, ROW, a_review_of_the_trust, a_trust_plan, received
from tracker.access import Reader
from tracker.models import Review
from tracker.models.vocabulary import Role
from tracker.outside.files import FileStore
from tracker.queries import imports as find
from tracker.queries import known
from tracker.rules import imports

pytestmark = pytest.mark.usefixtures("database")


@pytest.fixture
def files(tmp_path: Path) -> FileStore:
    return FileStore(tmp_path / "files")


@pytest.fixture
def review() -> Review:
    return a_review_of_the_trust()


def test_files_are_listed_newest_first_to_the_officer_and_the_chair_of_their_board(
    review: Review, files: FileStore
) -> None:
    officer = a_person(Role.POLICY_OFFICER, review.board)
    first = received(review, files, a_trust_plan(ROW), by=officer)
    second = received(review, files, a_trust_plan(BLANK), by=officer)
    elsewhere = a_review_of_the_trust()
    received(elsewhere, files, a_trust_plan(ROW))
    for person in (officer, a_person(Role.CHAIR, review.board)):
        assert [one.id for one in find.listed(Reader(person, review.board)).rows] == [second.id, first.id]
    for role in (Role.LEAD, Role.AGENCY_LEAD, Role.MEMBER, Role.OBSERVER, Role.EVALUATOR, Role.ADMINISTRATOR):
        reader = Reader(a_person(role, review.board), review.board)
        assert find.listed(reader).total == 0
        assert find.one(first.id, reader=reader) is None


def test_a_list_of_files_comes_a_page_at_a_time(review: Review, files: FileStore) -> None:
    officer = a_person(Role.POLICY_OFFICER, review.board)
    for number in range(51):
        received(review, files, a_trust_plan([*ROW[:6], f"Measure {number}"]), by=officer)
    page = find.listed(Reader(officer, review.board), "2")
    assert (len(page.rows), page.number, page.pages, page.total) == (1, 2, 2, 51)


def test_a_file_is_known_by_its_review_agency_and_fingerprint(review: Review, files: FileStore) -> None:
    batch = received(review, files, a_trust_plan(ROW))
    agency = find.agencies_by_id(review.board_id).popitem()[1]
    assert find.received(review.id, None, batch.fingerprint) is batch
    assert find.received(review.id, agency.id, batch.fingerprint) is None
    assert find.received(a_review(review.board).id, None, batch.fingerprint) is None
    imports.set_aside(batch, by=batch.received_by)
    assert find.received(review.id, None, batch.fingerprint) is None


def test_what_an_import_made_is_found_by_its_rows(review: Review, files: FileStore) -> None:
    batch = received(review, files, a_trust_plan(ROW, BLANK))
    made = imports.apply(batch, by=batch.received_by)
    rows = find.rows(batch)
    found = find.actions_of(row.id for row in rows)
    assert [[action.reference for action in some] for some in found.values()] == [
        [action.reference] for action in made.actions
    ]
    assert set(find.recommendations_of(rows)) == {one.id for one in made.recommendations}
    assert find.made_by(batch) == {"actions": 2, "recommendations": 2}


def test_known_beside_a_plan_is_only_what_concerns_its_review_and_board(review: Review) -> None:
    agency = find.agencies_by_id(review.board_id).popitem()[1]
    asked = a_recommendation(review, agencies=[agency], printed_reference="2a")
    action = an_action(review, agency=agency, recommendations=[asked])
    nurse = a_person(Role.LEAD, review.board, agency=agency)
    post = a_post(agency, holder=nurse)
    an_action(a_review(review.board))
    a_post(an_agency(a_board()))
    seen = known.beside(review)
    assert seen.agencies == {"leicestershire partnership nhs trust": agency.id, "lpt": agency.id}
    assert [(one.reference, one.printed_reference, one.agency_ids) for one in seen.recommendations] == [
        (asked.reference, "2a", frozenset({agency.id}))
    ]
    assert [(one.reference, one.recommendation_ids) for one in seen.actions] == [
        (action.reference, frozenset({asked.id}))
    ]
    assert [(one.id, one.holder) for one in seen.posts] == [(post.id, nurse.name)]
    assert [(one.id, one.agency_id) for one in seen.people] == [(nurse.id, agency.id)]


def test_known_wordings_include_those_of_plans_imported_before(review: Review, files: FileStore) -> None:
    batch = received(review, files, a_trust_plan(ROW))
    made = imports.apply(batch, by=batch.received_by)
    made.actions[0].text, made.recommendations[0].text = "Another wording.", "Another, too."
    seen = known.beside(review)
    assert [(one.text, one.printed) for one in seen.actions] == [("Another wording.", "Brief every team.")]
    assert [(one.text, one.printed) for one in seen.recommendations] == [("Another, too.", ("Listen to children.",))]
