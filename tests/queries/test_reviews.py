"""What is known of reviews and recommendations, who may see it, and what is counted."""

from datetime import date

import pytest

from tests import build
from tracker import db
from tracker.access import Reader
from tracker.models import Action, Agency, Board, Person, Recommendation, Review
from tracker.models.vocabulary import ActionStatus, Role, SourceKind
from tracker.queries import answers, recommendations, reviews
from tracker.queries.answers import Answers
from tracker.queries.recommendations import Wanted
from tracker.rules import reviews as rules

pytestmark = pytest.mark.usefixtures("database")

TODAY = date(2016, 3, 1)


def reader_of(review: Review, role: str = "policy-officer", agency: Agency | None = None) -> Reader:
    return Reader(build.a_person(role, review.board, agency=agency), review.board)


def tally_of(review: Review, reader: Reader | None = None) -> reviews.Tally:
    return reviews.tallies([review.id], reader=reader or reader_of(review), today=TODAY)[review.id]


@pytest.mark.parametrize("written", ["Child B1", "child b1", "CHILD B1", "child-b1", "Child-B1"])
def test_a_review_is_found_by_its_code_name_however_it_is_written(written: str) -> None:
    review = build.a_review(code="Child B1")
    assert reviews.by_code(written, reader=reader_of(review)) is review


@pytest.mark.parametrize("written", ["", "Child", "Child B", "Child B11", "%", "child_b1x"])
def test_another_code_name_finds_nothing(written: str) -> None:
    review = build.a_review(code="Child B1")
    assert reviews.by_code(written, reader=reader_of(review)) is None


def test_a_review_of_another_board_is_not_found() -> None:
    review, other = build.a_review(), build.a_review()
    assert reviews.by_code(review.code, reader=reader_of(other)) is None
    assert reviews.codes(reader=reader_of(other)) == [(other.slug, other.code)]


def test_the_list_is_in_the_order_of_the_code_names_and_counts_each_review() -> None:
    board = build.a_board()
    later, earlier = build.a_review(board, code="Child Z1"), build.a_review(board, code="Baby A1")
    asked = build.a_recommendation(later)
    build.a_recommendation(later)
    build.an_action(later, status="open", recommendations=[asked], deadline=date(2016, 2, 29))
    page = reviews.listed("1", reader=reader_of(later), today=TODAY)
    assert [review.code for review, _ in page.rows] == ["Baby A1", "Child Z1"]
    counted = page.rows[1][1]
    assert (counted.recommendations, counted.unanswered, counted.actions, counted.open, counted.overdue) == (
        2,
        1,
        1,
        1,
        1,
    )
    assert page.rows[0][1] == reviews.Tally()
    assert earlier.code == "Baby A1"


def test_the_list_is_cut_into_pages() -> None:
    board = build.a_board()
    for number in range(reviews.REVIEWS_ON_A_PAGE + 2):
        build.a_review(board, code=f"Child {number:03d}")
    reader = Reader(build.a_person("observer", board), board)
    assert [review.code for review, _ in reviews.listed("2", reader=reader, today=TODAY).rows] == [
        "Child 025",
        "Child 026",
    ]
    assert reviews.listed("99", reader=reader, today=TODAY).number == 2


def test_gaps_are_recommendations_without_an_action_and_actions_without_a_lead_a_deadline_or_anyone_in_the_post() -> (
    None
):
    board = build.a_board()
    review, agency = build.a_review(board), build.an_agency(board)
    answered, _gap = build.a_recommendation(review), build.a_recommendation(review)
    lead, empty = build.a_person("lead", agency=agency), build.a_post(agency)
    filled = build.a_post(agency, holder=lead)
    day = date(2016, 6, 1)
    build.an_action(review, recommendations=[answered], agency=agency, lead=filled, deadline=day)
    unfilled = build.an_action(review, recommendations=[answered], agency=agency, lead=empty, deadline=day)
    no_lead = build.an_action(review, agency=agency, deadline=day)
    no_deadline = build.an_action(review, agency=agency, lead=lead)
    nothing = build.an_action(review)
    counted = tally_of(review)
    assert (counted.unanswered, counted.no_lead, counted.unfilled, counted.no_deadline) == (1, 2, 1, 2)
    assert (counted.lacking, counted.gaps, counted.drafts, counted.apart) == (4, 5, 5, 3)
    lines = reviews.first_lacking(review, limit=10, reader=reader_of(review), today=TODAY)
    assert [line.reference for line in lines] == [one.reference for one in (unfilled, no_lead, no_deadline, nothing)]
    page = reviews.lacking(review, "1", counted.lacking, reader=reader_of(review), today=TODAY)
    assert list(page.rows) == lines


def test_a_recorded_vacancy_is_still_a_gap_and_what_is_finished_is_none() -> None:
    review = build.a_review()
    build.an_action(review, status="open", vacancy="The post is being advertised.")
    build.an_action(review, status="closed", no_deadline_reason="Done before it was agreed.")
    build.an_action(review, status="withdrawn", vacancy="Nobody")
    counted = tally_of(review)
    assert (counted.actions, counted.no_lead, counted.no_deadline, counted.lacking) == (3, 1, 0, 1)


def test_a_recommendation_whose_only_action_was_withdrawn_is_a_gap_again() -> None:
    review = build.a_review()
    asked = build.a_recommendation(review)
    build.an_action(review, status="withdrawn", recommendations=[asked])
    assert tally_of(review).unanswered == 1
    counted = answers.counted([asked.id], reader=reader_of(review), today=TODAY)[asked.id]
    assert counted.is_gap
    assert counted.seen == 1
    assert counted.status is None


def test_a_deadline_today_is_not_overdue_and_only_an_open_action_can_be() -> None:
    review = build.a_review()
    build.an_action(review, status="open", deadline=TODAY)
    build.an_action(review, status="open", deadline=date(2016, 2, 29))
    build.an_action(review, status="submitted", deadline=date(2016, 2, 29))
    build.an_action(review, deadline=date(2016, 2, 29))
    assert tally_of(review).overdue == 1


@pytest.mark.parametrize(
    ("statuses", "status"),
    [
        (["draft", "draft"], ActionStatus.DRAFT),
        (["draft", "closed"], ActionStatus.OPEN),
        (["open", "submitted"], ActionStatus.OPEN),
        (["closed", "verified", "withdrawn"], ActionStatus.VERIFIED),
        (["signed off", "closed"], ActionStatus.SIGNED_OFF),
        (["closed"], ActionStatus.CLOSED),
    ],
)
def test_the_status_of_a_recommendation_follows_from_its_actions(statuses: list[str], status: ActionStatus) -> None:
    counted = Answers()
    for one in statuses:
        counted.by_status[ActionStatus(one)] += 1
    assert counted.status is status
    assert not counted.is_gap


def test_recommendations_come_by_source_in_the_order_they_were_printed() -> None:
    review = build.a_review()
    overview = rules.add_source(review, name="Overview report", kind=SourceKind.OVERVIEW, by=None)
    db.session.flush()
    imr = rules.add_source(review, name="A trust's own review", kind=SourceKind.IMR, by=None)
    db.session.flush()

    def asked(source: object) -> Recommendation:
        made = rules.add_recommendation(review, text="Listen.", source=source, by=None)  # type: ignore[arg-type]
        db.session.flush()
        return made

    order = [asked(None), asked(imr), asked(overview), asked(imr)]
    db.session.commit()
    page = recommendations.listed(review, Wanted(), "1", reader=reader_of(review))
    assert list(page.rows) == [order[2], order[1], order[3], order[0]]
    assert recommendations.to_choose(review, reader=reader_of(review)) == list(page.rows)
    only = recommendations.listed(review, Wanted(source=imr.id), "1", reader=reader_of(review))
    assert list(only.rows) == [order[1], order[3]]


def test_recommendations_can_be_narrowed_to_an_agency_or_to_those_nothing_answers() -> None:
    review = build.a_review()
    named, other = build.an_agency(review.board, name="Named"), build.an_agency(review.board, name="Other")
    first = build.a_recommendation(review, agencies=[named, other])
    second = build.a_recommendation(review, agencies=[other])
    build.an_action(review, recommendations=[second])
    reader = reader_of(review)
    assert list(recommendations.listed(review, Wanted(agency=named.id), "1", reader=reader).rows) == [first]
    assert list(recommendations.listed(review, Wanted(unanswered=True), "1", reader=reader).rows) == [first]
    assert recommendations.unanswered(review, reader=reader, limit=5) == [first]
    assert recommendations.agencies_addressed(review, reader=reader) == [named, other]


def test_an_action_is_shown_under_each_recommendation_it_answers() -> None:
    review = build.a_review()
    asked = [build.a_recommendation(review) for _ in range(2)]
    both = build.an_action(review, status="open", recommendations=asked, deadline=date(2016, 2, 1))
    one = build.an_action(review, recommendations=asked[:1])
    reader = reader_of(review)
    counted = answers.counted([each.id for each in asked], reader=reader, today=TODAY)
    lines = answers.under(counted, reader=reader, today=TODAY)
    assert [[line.reference for line in lines[each.id]] for each in asked] == [
        [both.reference, one.reference],
        [both.reference],
    ]
    line = lines[asked[1].id][0]
    assert (line.overdue, line.has_lead, line.lead) == (True, True, both.leads[0].title)
    assert not lines[asked[0].id][1].has_lead


def test_where_many_actions_come_together_each_recommendation_shows_fewer_of_its_own() -> None:
    review = build.a_review()
    asked = [build.a_recommendation(review) for _ in range(10)]
    for _ in range(12):
        build.an_action(review, recommendations=asked)
    reader = reader_of(review)
    counted = answers.counted([one.id for one in asked], reader=reader, today=TODAY)
    assert {one.seen for one in counted.values()} == {12}
    lines = answers.under(counted, reader=reader, today=TODAY)
    assert {len(lines[one.id]) for one in asked} == {8}
    page = answers.of(asked[0], "1", 12, reader=reader, today=TODAY)
    assert len(page.rows) == 12


class TwoAgencies:
    """A review that asks four things; two agencies answer one each."""

    def __init__(self) -> None:
        self.board: Board = build.a_board()
        self.review = build.a_review(self.board)
        self.ours, self.theirs = build.an_agency(self.board), build.an_agency(self.board)
        self.to_us = build.a_recommendation(self.review, agencies=[self.ours])
        self.to_them = build.a_recommendation(self.review, agencies=[self.theirs])
        self.to_all = build.a_recommendation(self.review, to_all_agencies=True)
        self.to_nobody = build.a_recommendation(self.review)
        self.lead: Person = build.a_person("lead", agency=self.ours)
        self.our_action: Action = build.an_action(
            status="open", recommendations=[self.to_us, self.to_nobody], agency=self.ours, lead=self.lead
        )
        self.their_action = build.an_action(
            status="open", recommendations=[self.to_them, self.to_all], agency=self.theirs
        )


@pytest.mark.parametrize("role", ["lead", "agency-lead"])
def test_an_agency_sees_what_is_asked_of_it_of_all_and_what_its_actions_answer(role: str) -> None:
    cast = TwoAgencies()
    person = cast.lead if role == "lead" else build.a_person(role, agency=cast.ours)
    reader = Reader(person, cast.board)
    page = recommendations.listed(cast.review, Wanted(), "1", reader=reader)
    assert list(page.rows) == [cast.to_us, cast.to_all, cast.to_nobody]
    assert recommendations.one(cast.to_them.reference, reader=reader) is None
    counted = answers.counted([cast.to_us.id, cast.to_all.id], reader=reader, today=TODAY)
    assert (counted[cast.to_us.id].seen, counted[cast.to_us.id].unseen) == (1, 0)
    assert (counted[cast.to_all.id].seen, counted[cast.to_all.id].unseen) == (0, 1)
    assert not counted[cast.to_all.id].is_gap
    tally = tally_of(cast.review, reader)
    assert (tally.recommendations, tally.unanswered, tally.actions) == (3, 0, 1)


def test_a_lead_with_nothing_to_do_for_a_review_does_not_see_it() -> None:
    cast = TwoAgencies()
    stranger = Reader(build.a_person("lead", agency=cast.ours), cast.board)
    assert reviews.by_code(cast.review.code, reader=stranger) is None
    assert recommendations.one(cast.to_us.reference, reader=stranger) is None
    assert recommendations.to_choose(cast.review, reader=stranger) == []


@pytest.mark.parametrize("role", ["policy-officer", "member", "chair", "evaluator", "observer"])
def test_those_who_read_the_board_see_every_recommendation(role: str) -> None:
    cast = TwoAgencies()
    reader = reader_of(cast.review, role)
    assert len(recommendations.listed(cast.review, Wanted(), "1", reader=reader).rows) == 4


def test_a_recommendation_is_found_by_our_reference_in_either_case() -> None:
    asked = build.a_recommendation(build.a_review(code="Child V9"))
    reader = reader_of(asked.review)
    assert recommendations.one("v9-r01", reader=reader) is asked
    assert recommendations.one("V9-R02", reader=reader) is None


def test_what_repeats_a_recommendation_is_known_as_far_as_the_reader_may_see_it() -> None:
    board = build.a_board()
    earlier = build.a_recommendation(build.a_review(board))
    later = build.a_recommendation(build.a_review(board))
    elsewhere = build.a_recommendation()
    for one in (later, elsewhere):
        rules.link_repeat(one, earlier=earlier, by=None)
    db.session.commit()
    reader = reader_of(earlier.review)
    assert [found for _, found in recommendations.repeated_by(earlier, reader=reader)] == [later]
    assert recommendations.visible_among([earlier, elsewhere], reader=reader) == {earlier.id}


def test_an_agency_safeguarding_lead_sees_the_gap_that_is_their_agencys() -> None:
    board = build.a_board()
    agency = build.an_agency(board)
    review = build.a_review(board)
    recommendation = build.a_recommendation(review, agencies=[agency])
    other = build.a_review(board)
    build.a_recommendation(other, agencies=[build.an_agency(board)])
    head = Reader(build.a_person(Role.AGENCY_LEAD, board, agency=agency), board)
    assert [slug for slug, _ in reviews.codes(reader=head)] == [review.slug]
    assert recommendations.one(recommendation.reference, reader=head) is not None
