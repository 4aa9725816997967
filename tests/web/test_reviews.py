"""The pages of reviews: the list, one review with its gaps, its facts, milestones and source reports."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

import pytest
from sqlalchemy import event, select

from tests import build
from tests.databases import Database
from tests.pages import Browser
from tracker import db
from tracker.models import Milestone, Review
from tracker.models.vocabulary import MilestoneKind, Precision, SourceKind
from tracker.rules import actions
from tracker.rules import reviews as rules
from tracker.rules.actions import ProposedLead

AsPerson = Callable[..., Browser]
MOST_QUERIES = 15


@contextmanager
def queries_counted(database: Database) -> Iterator[list[str]]:
    asked: list[str] = []

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.lstrip().upper().startswith(("SELECT", "WITH")):
            asked.append(statement)

    event.listen(database.engine, "before_cursor_execute", note)
    yield asked
    event.remove(database.engine, "before_cursor_execute", note)


@pytest.fixture
def review(database: Database) -> Review:
    return build.a_review(code="Child B1", title="How risk was weighed")


@pytest.fixture
def officer(browser_as: AsPerson, review: Review) -> Browser:
    return browser_as(build.a_person("policy-officer", review.board))


def test_the_list_shows_each_review_with_its_counts(officer: Browser, review: Review) -> None:
    asked = build.a_recommendation(review)
    build.a_recommendation(review)
    build.an_action(review, status="open", recommendations=[asked], deadline=date(2015, 10, 5))
    build.an_action(review, recommendations=[asked])
    row = officer.get("/reviews").table("Reviews")[0]
    assert row.pop("Review") == "Child B1 Serious Case Review How risk was weighed"
    assert row == {"Recommendations": "2", "Actions": "2", "Draft": "1", "Open": "1", "Overdue": "1", "Gaps": "2"}


def test_a_board_without_reviews_says_so_and_offers_the_first(browser_as: AsPerson) -> None:
    board = build.a_board()
    page = browser_as(build.a_person("policy-officer", board)).get("/reviews")
    assert "There is no review here yet." in page
    assert page.click("Add a review").h1 == "Add a review"
    assert "Add a review" not in browser_as(build.a_person("observer", board)).get("/reviews")


@pytest.mark.parametrize("address", ["/reviews/child-b1", "/reviews/Child%20B1", "/reviews/CHILD-B1"])
def test_a_review_has_its_page_under_its_code_name_as_written(officer: Browser, address: str) -> None:
    assert officer.get(address).h1 == "Child B1"


def test_what_is_not_of_this_board_is_not_found(officer: Browser) -> None:
    elsewhere = build.a_review()
    for address in ("", "/edit", "/milestones", "/sources", "/gaps", "/recommendations/add"):
        assert officer.get(f"/reviews/{elsewhere.slug}{address}", 404).h1 == "Page not found"


@pytest.mark.parametrize("role", ["member", "observer", "agency-lead", "lead"])
def test_only_the_policy_officer_is_shown_ways_to_change_a_review(
    browser_as: AsPerson, review: Review, role: str
) -> None:
    agency = build.an_agency(review.board)
    person = build.a_person(role, agency=agency)
    build.an_action(review, agency=agency, lead=person, status="open")
    page = browser_as(person).get("/reviews/child-b1")
    assert not {"Import a plan", "Add a recommendation", "Agree the plan", "Change plan date"} & set(page.links)
    for address in ("/edit", "/milestones", "/sources"):
        refused = browser_as(person).get(f"/reviews/child-b1{address}", 403)
        assert "Only a policy officer of the board may change a review." in refused


def test_a_reviews_page_shows_its_milestones_as_exactly_as_they_are_known(officer: Browser, review: Review) -> None:
    for kind, day, precision in [
        (MilestoneKind.COMMISSIONED, date(2010, 12, 31), Precision.YEAR),
        (MilestoneKind.REPORT_AGREED, date(2015, 9, 30), Precision.MONTH),
        (MilestoneKind.PUBLISHED, date(2016, 4, 8), Precision.DAY),
    ]:
        rules.add_milestone(review, kind=kind, day=day, precision=precision, by=None)
    page = officer.get("/reviews/child-b1")
    assert "Commissioned: 2010 Report agreed: September 2015 Published: 8 April 2016" in page


def test_recommendations_stand_under_their_source_with_agency_lead_deadline_and_status(
    officer: Browser, review: Review, clock_at: Callable[[str], date]
) -> None:
    clock_at("2015-10-08")
    source = rules.add_source(review, name="Overview report", kind=SourceKind.OVERVIEW, by=None)
    agency = build.an_agency(review.board, name="Leafy Trust")
    asked = rules.add_recommendation(
        review, text="Ask what each day is like.", printed_reference="iii", source=source, agencies=[agency], by=None
    )
    post = build.a_post(agency, title="Named Nurse", holder=build.a_person("lead", agency=agency))
    build.an_action(
        status="open",
        recommendations=[asked],
        agency=agency,
        lead=post,
        deadline=date(2015, 10, 5),
        text="Brief staff.",
    )
    page = officer.get("/reviews/child-b1")
    assert (
        "Overview report B1-R01 printed as iii Open 1 action, 1 overdue Ask what each day is like. To Leafy Trust"
        in (page.main)
    )
    assert page.table("Actions that answer B1-R01") == [
        {
            "Action": "B1-001 Brief staff.",
            "Agency": "Leafy Trust",
            "Lead": "Named Nurse",
            "Deadline": "5 October 2015 3 days overdue",
            "Status": "Open",
        }
    ]
    assert page.links["B1-001"] == "/actions/B1-001"


def test_the_gaps_are_spelt_out_and_lead_to_what_lacks_something(officer: Browser, review: Review) -> None:
    gap = build.a_recommendation(review, printed_reference="4", text="Nobody has answered this.")
    answered = build.a_recommendation(review)
    empty = build.a_post(build.an_agency(review.board), title="Named Doctor")
    build.an_action(recommendations=[answered], lead=empty, agency=empty.agency)
    box = officer.get("/reviews/child-b1").classed("gap")[0]
    said = " ".join("".join(box.itertext()).split())
    assert "1 recommendation with no action" in said
    assert f"{gap.reference} (printed as 4): Nobody has answered this." in said
    assert "1 action with no lead, no one in the post, or no deadline" in said
    assert f"B1-001, {empty.agency.name} No one fills the post Named Doctor No deadline" in said
    page = officer.get("/reviews/child-b1/gaps")
    assert page.table("Actions that lack something")[0]["Lead"] == "Named Doctor No one fills it"


def test_an_action_that_answers_no_recommendation_is_shown_all_the_same(officer: Browser, review: Review) -> None:
    build.an_action(review, text="Tell all partners.")
    page = officer.get("/reviews/child-b1")
    assert page.table("Actions that answer no recommendation")[0]["Action"] == "B1-001 Tell all partners."


def test_recommendations_can_be_filtered_without_script(officer: Browser, review: Review) -> None:
    agency = build.an_agency(review.board, name="Leafy Trust")
    for number in range(6):
        build.a_recommendation(review, text=f"Request {number}.", agencies=[agency] if number == 3 else [])
    page = officer.get("/reviews/child-b1").fill({"Addressed to": "Leafy Trust"}).submit("Show")
    assert [one.text for one in page.root.iter("h4") for one in one.iter("a")] == ["B1-R04"]
    page = officer.get("/reviews/child-b1?agency=99999&show=unanswered&source=x")
    assert "No recommendation of this review is like that." in page


def test_a_large_review_stays_small_and_asks_little_of_the_database(
    officer: Browser, review: Review, database: Database
) -> None:
    source = rules.add_source(review, name="Overview report", kind=SourceKind.OVERVIEW, by=None)
    long = "Every team should ask, and write down, what the child's day was like. " * 7
    agency = build.an_agency(review.board, name="A Trust with a very long name of Very Many Hospitals")
    lead = build.a_person("lead", agency=agency)
    asked = [rules.add_recommendation(review, text=long, source=source, agencies=[agency], by=None) for _ in range(60)]
    db.session.flush()
    for number in range(150):
        action = actions.add_action(
            review,
            text=long,
            agency=agency,
            recommendations=[asked[number % 25 if number < 120 else number % 60]],
            leads=[ProposedLead(person=lead)] if number % 4 else [],
            vacancy_reason="The post is being advertised; a successor is expected." if not number % 4 else "",
            deadline=date(2015, 10, 5),
            by=None,
        )
        db.session.flush()
        if number % 3:
            actions.agree(action, by=None)
    for address in ("/reviews/child-b1", "/reviews/child-b1?page=3", f"/reviews/child-b1?agency={agency.id}"):
        with queries_counted(database) as statements:
            page = officer.get(address)
        assert len(statements) <= MOST_QUERIES
        assert len(page.html.encode()) < 95_000
    assert "Showing 1 to 25 of 60 recommendations" in officer.get("/reviews/child-b1")
    with queries_counted(database) as statements:
        officer.get("/reviews")
    assert len(statements) <= 6


def test_a_review_is_added(officer: Browser) -> None:
    page = officer.get("/reviews/add").fill(
        {"Code name": "Baby K", "Type of review": "Serious Case Review (SCR)", "Plan date": date(2016, 3, 31)}
    )
    made = page.submit("Add the review")
    assert made.h1 == "Baby K"
    assert "Baby K is added." in made.messages[0]
    assert "31 March 2016" in made


def test_pressing_the_button_twice_adds_one_review(officer: Browser) -> None:
    page = officer.get("/reviews/add").fill({"Code name": "Baby K", "Type of review": "Learning review"})
    assert page.submit("Add the review").h1 == page.submit("Add the review").h1 == "Baby K"
    assert len(db.session.scalars(select(Review).where(Review.code == "Baby K")).all()) == 1


def test_a_review_badly_filled_in_says_what_is_wrong_and_keeps_what_was_typed(officer: Browser) -> None:
    page = officer.get("/reviews/add").fill(
        {"Code name": " ", "Title": "How help came late", "Plan date": ["31", "6", "2015"]}
    )
    again = page.submit("Add the review", 422)
    assert again.errors == [
        "Give the review a code name, such as Child B1. Never use a child’s name.",
        "Choose the type of review.",
        "Plan date cannot be 31 June 2015: that month has 30 days.",
    ]
    assert again.value("Title") == "How help came late"
    assert again.value("Plan date") == ["31", "6", "2015"]


def test_a_code_name_already_taken_is_refused_beside_its_field(officer: Browser) -> None:
    page = officer.get("/reviews/add").fill({"Code name": "child  b1", "Type of review": "Learning review"})
    again = page.submit("Add the review", 422)
    assert again.errors == ["There is already a review called Child B1. Choose another code name."]
    assert "govuk-input--error" in (again.find("Code name").get("class") or "")


def test_the_facts_of_a_review_are_changed(officer: Browser) -> None:
    page = officer.get("/reviews/child-b1").click("Change plan date")
    assert page.value("Title") == "How risk was weighed"
    saved = page.fill({"Plan date": date(2015, 9, 30), "Title": ""}).submit("Save the review")
    assert (saved.h1, saved.messages) == ("Child B1", ["Child B1 is saved."])
    assert "30 September 2015" in saved


def test_when_two_change_a_review_at_once_the_second_sees_both_texts_and_loses_neither(
    officer: Browser, browser_as: AsPerson, review: Review
) -> None:
    mine = officer.get("/reviews/child-b1/edit").fill({"Title": "What I call it"})
    colleague = browser_as(build.a_person("policy-officer", review.board))
    colleague.get("/reviews/child-b1/edit").fill({"Title": "What they call it"}).submit("Save the review")
    both = mine.submit("Save the review", 409)
    assert "Someone else changed this" in both.errors[0]
    assert "Title Saved by someone else What they call it Typed by you, not saved yet What I call it" in both
    assert both.value("Title") == "What I call it"
    assert "What they call it" in colleague.get("/reviews/child-b1")
    assert both.fill({"Title": "What we call it"}).submit("Save the review").messages == ["Child B1 is saved."]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [(["8", "4", "2015"], "8 April 2015"), (["", "9", "2015"], "September 2015"), (["", "", "2010"], "2010")],
)
def test_a_milestone_is_added_as_exactly_as_it_is_known(officer: Browser, typed: list[str], shown: str) -> None:
    page = officer.get("/reviews/child-b1/milestones").fill({"Milestone": "Published", "Date": typed})
    made = page.submit("Add the milestone")
    assert made.messages == ["Milestone added: published."]
    row = made.table("Milestones")[0]
    assert (row["Milestone"], row["Date"]) == ("Published", shown)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["", "", ""], "Enter the date, or as much of it as is known."),
        (["", "13", "2015"], "Date has “13” as its month. Enter a number from 1 to 12."),
        (["", "", "15"], "Date has “15” as its year. Enter all four figures, such as 2015."),
        (["5", "", "2015"], "Date must include a month, or leave all three boxes empty."),
        (["30", "2", "2015"], "Date cannot be 30 February 2015: that month has 28 days."),
    ],
)
def test_a_milestones_date_that_cannot_be_is_refused_and_stays_as_typed(
    officer: Browser, typed: list[str], sentence: str
) -> None:
    page = officer.get("/reviews/child-b1/milestones").fill({"Milestone": "Published", "Date": typed})
    again = page.submit("Add the milestone", 422)
    assert again.errors == [sentence]
    assert again.value("Date") == typed
    assert db.session.scalars(select(Milestone)).all() == []


def test_removing_a_milestone_asks_first_and_may_be_pressed_twice(officer: Browser, review: Review) -> None:
    rules.add_milestone(review, kind=MilestoneKind.PUBLISHED, day=date(2016, 4, 8), by=None)
    asks = officer.get("/reviews/child-b1/milestones").click("Remove published, 8 April 2016")
    assert asks.h1 == "Remove this milestone?"
    assert "Published: 8 April 2016" in asks
    assert len(db.session.scalars(select(Milestone)).all()) == 1
    assert "Milestone removed: published." in asks.submit("Remove the milestone").messages[0]
    assert asks.submit("Remove the milestone").h1 == "Milestones of Child B1"
    assert db.session.scalars(select(Milestone)).all() == []


def test_a_milestone_of_another_review_cannot_be_removed_here(officer: Browser, review: Review) -> None:
    other = rules.add_milestone(build.a_review(), kind=MilestoneKind.PUBLISHED, day=date(2016, 4, 8), by=None)
    db.session.commit()
    officer.get(f"/reviews/child-b1/milestones/{other.id}/removal", 404)


def test_a_source_report_is_named_once(officer: Browser, review: Review) -> None:
    build.an_agency(review.board, name="Leafy Trust")
    filled = {"Name of the report": "Own review", "Kind of report": "Agency IMR", "Agency": "Leafy Trust"}
    made = officer.get("/reviews/child-b1/sources").fill(filled).submit("Add the source report")
    row = made.table("Source reports")[0]
    assert (row["Report"], row["Kind"], row["Agency"]) == ("Own review", "agency IMR", "Leafy Trust")
    again = made.fill({"Name of the report": "OWN REVIEW", "Kind of report": "Other"})
    assert again.submit("Add the source report", 422).errors == [
        "Child B1 already has a source report called OWN REVIEW."
    ]


def test_text_in_a_review_is_never_taken_for_markup(officer: Browser, review: Review) -> None:
    build.a_recommendation(review, text="<script>alert(1)</script> & <b>listen</b>", printed_reference='"><i>')
    page = officer.get("/reviews/child-b1")
    assert "<script>alert(1)</script> & <b>listen</b>" in page
    assert "<b>listen" not in page.html


def test_the_history_of_a_review_keeps_what_was_taken_away(officer: Browser, review: Review) -> None:
    milestone = rules.add_milestone(review, kind=MilestoneKind.PUBLISHED, day=date(2016, 4, 8), by=None)
    db.session.flush()
    rules.remove_milestone(milestone, by=build.a_person("policy-officer", review.board, name="Second Officer"))
    page = officer.get("/reviews/child-b1").click("History of changes")
    entries = [" ".join("".join(one.itertext()).split()) for one in page.classed("timeline__entry")]
    assert [entry.split("Second")[0].split("The inst")[0] for entry in entries] == [
        "Milestone removed",
        "Milestone added",
        "Review added",
    ]
    assert "Kind: published taken out" in entries[0]
    assert "Date: 8 April 2016 taken out" in entries[0]


def test_a_review_without_gaps_says_so(officer: Browser, review: Review) -> None:
    build.an_action(status="open", recommendations=[build.a_recommendation(review)])
    page = officer.get("/reviews/child-b1")
    assert "No gaps: an action answers every recommendation" in page
    assert page.classed("gap") == []


def test_a_milestone_someone_else_has_just_removed_is_not_removed_twice(
    officer: Browser, browser_as: AsPerson, review: Review
) -> None:
    rules.add_milestone(review, kind=MilestoneKind.PUBLISHED, day=date(2016, 4, 8), by=None)
    asks = officer.get("/reviews/child-b1/milestones").click("Remove published, 8 April 2016")
    colleague = browser_as(build.a_person("policy-officer", review.board))
    colleague.get(asks.address).submit("Remove the milestone")
    assert asks.submit("Remove the milestone", 404).h1 == "Page not found"
