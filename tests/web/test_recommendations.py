"""The pages of recommendations: what answers one, what it repeats, adding and correcting."""

from collections.abc import Callable

import pytest
from sqlalchemy import select

from tests import build
from tests.databases import Database
from tests.pages import Browser, Page
from tests.web.test_reviews import MOST_QUERIES, queries_counted
from tracker import db
from tracker.models import Recommendation, Repeat, Review
from tracker.models.vocabulary import SourceKind
from tracker.rules import reviews as rules

AsPerson = Callable[..., Browser]


@pytest.fixture
def review(database: Database) -> Review:
    return build.a_review(code="Child B1")


@pytest.fixture
def officer(browser_as: AsPerson, review: Review) -> Browser:
    return browser_as(build.a_person("policy-officer", review.board))


def known(page: Page) -> dict[str, str]:
    rows = page.classed("known__row")
    return {
        " ".join("".join(next(row.iter("dt")).itertext()).split()): " ".join(
            "".join(next(row.iter("dd")).itertext()).split()
        )
        for row in rows
    }


def test_a_recommendation_shows_everything_known_of_it(officer: Browser, review: Review) -> None:
    source = rules.add_source(review, name="Overview report", kind=SourceKind.OVERVIEW, by=None)
    agencies = [build.an_agency(review.board, name=name) for name in ("Leafy Trust", "Borough Police")]
    rules.add_recommendation(
        review,
        text="Ask what each day is like.\n\nThen write it down.",
        printed_reference="iii",
        source=source,
        agencies=agencies,
        paragraph="9.14",
        by=None,
    )
    page = officer.get("/recommendations/b1-r01")
    assert page.h1 == "Recommendation B1-R01"
    assert "Ask what each day is like." in page
    assert known(page) == {
        "Addressed to": "Borough Police, Leafy Trust",
        "Source report": "Overview report",
        "Printed reference": "iii",
        "Paragraph": "9.14",
        "Repeats": "No earlier recommendation that we know of",
    }
    assert page.click("Child B1").h1 == "Child B1"


def test_a_recommendation_nothing_answers_is_called_a_gap_and_offers_an_action(
    officer: Browser, review: Review
) -> None:
    asked = build.a_recommendation(review, text="Ask what each day is like.")
    page = officer.get("/recommendations/B1-R01")
    assert "Gap: no action answers it" in page
    assert "No action answers this recommendation" in page
    form = page.click("Add an action")
    assert form.value("Recommendations it answers") == [f"{asked.reference}: {asked.text}"]


def test_a_recommendation_says_where_it_stands_in_words(officer: Browser, review: Review) -> None:
    asked = build.a_recommendation(review)
    build.an_action(status="open", recommendations=[asked], text="Brief staff.")
    build.an_action(recommendations=[asked], text="Write the guide.")
    page = officer.get("/recommendations/B1-R01")
    assert "Open 2 actions: 1 draft, 1 open" in page.main
    assert [row["Action"] for row in page.table("Actions that answer B1-R01")] == [
        "B1-001 Brief staff.",
        "B1-002 Write the guide.",
    ]
    assert "Gap" not in page


def test_a_recommendation_whose_action_was_withdrawn_says_so(officer: Browser, review: Review) -> None:
    build.an_action(status="withdrawn", recommendations=[build.a_recommendation(review)])
    page = officer.get("/recommendations/B1-R01")
    assert "What was to answer it has been withdrawn." in page
    assert page.table("Actions that answer B1-R01")[0]["Status"] == "Withdrawn"


def test_a_lead_sees_what_is_asked_of_all_but_not_who_else_answers_it(browser_as: AsPerson, review: Review) -> None:
    lead = build.a_person("lead", agency=build.an_agency(review.board))
    to_all = build.a_recommendation(review, to_all_agencies=True)
    other = build.a_recommendation(review, agencies=[build.an_agency(review.board)])
    build.an_action(status="open", recommendations=[to_all], text="What another trust does.")
    own = build.a_recommendation(review)
    build.an_action(status="open", recommendations=[own], agency=lead.memberships[0].agency, lead=lead)
    browser = browser_as(lead)
    page = browser.get(f"/recommendations/{to_all.reference}")
    assert "1 action of other agencies answers it; your role does not show it." in page
    assert "What another trust does." not in page
    assert "None that your role shows." in page
    browser.get(f"/recommendations/{other.reference}", 404)
    assert browser.get(f"/recommendations/{own.reference}").table("Actions that answer")
    assert "What another trust does." not in browser.get("/reviews/child-b1")


@pytest.mark.parametrize("role", ["observer", "chair", "evaluator"])
def test_those_who_only_read_are_told_who_may_correct(browser_as: AsPerson, review: Review, role: str) -> None:
    build.a_recommendation(review)
    browser = browser_as(build.a_person(role, review.board))
    assert not {"Correct it", "Add an action"} & set(browser.get("/recommendations/B1-R01").links)
    sentence = "Only a policy officer of the board may correct a recommendation."
    assert sentence in browser.get("/recommendations/B1-R01/edit", 403)
    assert sentence in browser.get("/recommendations/B1-R01/repeats", 403)
    assert "may add a recommendation" in browser.get("/reviews/child-b1/recommendations/add", 403)


def test_a_recommendation_of_another_board_is_not_found(officer: Browser) -> None:
    elsewhere = build.a_recommendation()
    for address in ("", "/edit", "/repeats"):
        officer.get(f"/recommendations/{elsewhere.reference}{address}", 404)


def test_a_recommendation_is_added_by_hand_and_twice_pressed_is_once_added(officer: Browser, review: Review) -> None:
    rules.add_source(review, name="Overview report", kind=SourceKind.OVERVIEW, by=None)
    build.an_agency(review.board, name="Leafy Trust")
    form = officer.get("/reviews/child-b1").click("Add a recommendation")
    form.fill(
        {
            "Recommendation": "Ask what each day is like.",
            "Printed reference": "2a",
            "Source report": "Overview report",
            "Addressed to": ["Leafy Trust"],
            "Paragraph": "9.14",
        }
    )
    for _ in range(2):
        page = form.submit("Add the recommendation")
        assert page.h1 == "Recommendation B1-R01"
    assert known(page)["Addressed to"] == "Leafy Trust"
    assert len(db.session.scalars(select(Recommendation)).all()) == 1


def test_a_recommendation_needs_its_text_and_keeps_the_rest_as_typed(officer: Browser) -> None:
    form = officer.get("/reviews/child-b1/recommendations/add")
    again = form.fill({"Printed reference": "2a", "All agencies": True}).submit("Add the recommendation", 422)
    assert again.errors == ["Give the text of the recommendation."]
    assert again.value("Printed reference") == "2a"
    again = form.fill({"Recommendation": "a" * 10_001}).submit("Add the recommendation", 422)
    assert again.errors == ["Recommendation has 10,001 characters. Shorten it to 10,000 or fewer."]


def test_a_choice_that_was_not_offered_is_refused(officer: Browser, review: Review) -> None:
    source = rules.add_source(build.a_review(), name="Another's", kind=SourceKind.OVERVIEW, by=None)
    db.session.flush()
    form = officer.get("/reviews/child-b1/recommendations/add")
    token = form.root.find(".//input[@name='csrf_token']")
    assert token is not None
    sent = [("csrf_token", token.get("value")), ("text", "Listen."), ("source", str(source.id))]
    again = officer.post("/reviews/child-b1/recommendations/add", sent, 422)
    assert again.errors == ["Choose from the answers offered under “Source report”."]


def test_a_recommendation_is_corrected_and_the_history_says_what_changed(officer: Browser, review: Review) -> None:
    build.an_agency(review.board, name="Leafy Trust")
    build.a_recommendation(review, text="Ask what ech day is like.", printed_reference="3")
    form = officer.get("/recommendations/B1-R01").click("Correct it")
    assert form.value("Recommendation") == "Ask what ech day is like."
    page = form.fill({"Recommendation": "Ask what each day is like.", "Addressed to": ["Leafy Trust"]}).submit(
        "Save the recommendation"
    )
    assert page.messages == ["B1-R01 is saved."]
    newest = " ".join("".join(page.classed("timeline__entry")[0].itertext()).split())
    assert "Corrected" in newest
    assert "Text: Ask what ech day is like. Ask what each day is like." in newest
    assert "Addressed to: Leafy Trust" in newest


def test_when_two_correct_a_recommendation_at_once_both_texts_are_shown(
    officer: Browser, browser_as: AsPerson, review: Review
) -> None:
    build.an_agency(review.board, name="Leafy Trust")
    build.a_recommendation(review, text="As printed.")
    mine = officer.get("/recommendations/B1-R01/edit").fill({"Recommendation": "My correction."})
    colleague = browser_as(build.a_person("policy-officer", review.board))
    theirs = colleague.get("/recommendations/B1-R01/edit")
    theirs.fill({"Recommendation": "Their correction.", "Addressed to": ["Leafy Trust"], "All agencies": True})
    theirs.submit("Save the recommendation", 200)
    both = mine.submit("Save the recommendation", 409)
    assert "Saved by someone else Their correction. Typed by you, not saved yet My correction." in both
    assert "Addressed to Saved by someone else Leafy Trust Typed by you, not saved yet Blank" in both
    assert "All agencies Saved by someone else Yes Typed by you, not saved yet No" in both
    assert both.value("Recommendation") == "My correction."
    assert "Their correction." in colleague.get("/recommendations/B1-R01").main
    saved = both.fill({"Recommendation": "Our correction."}).submit("Save the recommendation")
    assert "Our correction." in saved


def test_a_recommendation_is_linked_to_an_earlier_one_of_ours_and_each_shows_the_other(
    officer: Browser, review: Review
) -> None:
    earlier = build.a_recommendation(build.a_review(review.board, code="Child A7"), text="It was asked before.")
    build.a_recommendation(review, text="It is asked again.")
    form = officer.get("/recommendations/B1-R01").click("Say that it repeats an earlier one")
    page = form.fill({"Reference of the earlier recommendation": "a7-r01", "Note": "In part"}).submit("Link it")
    assert known(page)["Repeats"].startswith("A7-R01 of Child A7: It was asked before. In part")
    back = page.click("A7-R01")
    assert known(back)["Repeated by"] == "B1-R01 of Child B1: It is asked again. In part"
    assert earlier.repeats == []


def test_a_recommendation_may_repeat_one_known_only_by_where_it_was_printed(officer: Browser, review: Review) -> None:
    build.a_recommendation(review)
    form = officer.get("/recommendations/B1-R01/repeats").fill({"Or where it was printed": "Child Q, 4"})
    page = form.submit("Link it")
    assert known(page)["Repeats"] == "Child Q, 4 Take back the link to Child Q, 4"
    assert "Printed in: Child Q, 4" in page


@pytest.mark.parametrize(
    ("earlier", "sentence"),
    [
        ("", "Say which recommendation is repeated, or where the earlier one was printed."),
        (
            "zz-r99",
            "There is no recommendation ZZ-R99 at this board. Its page gives its reference, such as H-R03; if it is "
            "not in the tracker, say where it was printed instead.",
        ),
        ("B1-R01", "A recommendation cannot repeat itself."),
    ],
)
def test_a_link_that_cannot_be_made_is_refused_in_a_sentence(
    officer: Browser, review: Review, earlier: str, sentence: str
) -> None:
    build.a_recommendation(review)
    form = officer.get("/recommendations/B1-R01/repeats").fill({"Reference of the earlier recommendation": earlier})
    again = form.submit("Link it", 422)
    assert again.errors == [sentence]
    assert db.session.scalars(select(Repeat)).all() == []


def test_a_link_made_by_mistake_is_taken_back_after_asking(officer: Browser, review: Review) -> None:
    rules.link_repeat(build.a_recommendation(review), printed_in="Child Q, 4", by=None)
    asks = officer.get("/recommendations/B1-R01").click("Take back the link to Child Q, 4")
    assert asks.h1 == "Take back this link?"
    for _ in range(2):
        page = asks.submit("Take the link back")
        assert page.h1 == "Recommendation B1-R01"
    assert known(page)["Repeats"] == "No earlier recommendation that we know of"
    assert "Link to an earlier one taken back" in page


def test_a_recommendation_with_many_actions_is_cut_into_pages(
    officer: Browser, review: Review, database: Database
) -> None:
    asked = build.a_recommendation(review)
    for _ in range(52):
        build.an_action(recommendations=[asked])
    with queries_counted(database) as statements:
        page = officer.get("/recommendations/B1-R01?page=2")
    assert len(statements) <= MOST_QUERIES
    assert "Showing 51 to 52 of 52 actions" in page
    assert len(page.table("Actions that answer")) == 2
