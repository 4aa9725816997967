"""Every page says who it is for, sends strangers to sign in, and writes nothing when it is only looked at."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, Response, request_finished
from sqlalchemy import event
from werkzeug.routing import Rule

from tests import build
from tests.databases import Database
from tests.pages import Browser
from tracker import create_app, db
from tracker.access import MAY
from tracker.config import DEMO_SECRET, Settings
from tracker.models.vocabulary import ClaimMeaning, MilestoneKind, Role, SourceKind
from tracker.rules import reviews
from tracker.rules import settings as settle
from tracker.web.guard import OPEN, SIGNED_IN

MOST_QUERIES = 15
FORMS = {"actions", "agreement", "recommendations", "reviews", "settings"}
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "ALTER", "DROP", "TRUNCATE")
BETWEEN = ("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN")

APP = create_app(Settings("sqlite://", DEMO_SECRET, Path("nowhere"), "http://localhost"), connect=False)
RULES = sorted((rule for rule in APP.url_map.iter_rules() if rule.endpoint != "static"), key=str)
PAGES = [rule for rule in RULES if "GET" in (rule.methods or ())]
GUARDED = [rule for rule in PAGES if APP.view_functions[rule.endpoint].verb != OPEN]  # type: ignore[attr-defined]


def verb(rule: Rule) -> str:
    stated: str = getattr(APP.view_functions[rule.endpoint], "verb", "nothing")
    return stated


def anywhere(rule: Rule) -> str:
    """An address of this shape, whatever may or may not be there."""
    _, path = rule.build(dict.fromkeys(rule.arguments, 1)) or ("", "")
    return path


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.endpoint} {rule}")
def test_each_page_states_its_verb_and_the_page_of_who_may_knows_it(rule: Rule) -> None:
    assert verb(rule) in {OPEN, SIGNED_IN, *MAY}


def test_every_verb_of_a_page_that_shows_something_lets_someone_in() -> None:
    assert not [name for name, ways in MAY.items() if not ways or not all(ways)]


def test_only_the_pages_for_strangers_are_open_to_all() -> None:
    assert {rule.endpoint for rule in RULES if verb(rule) == OPEN} == {
        "signin.sign_in",
        "signin.invitation",
        "health.healthz",
    }


def test_a_stranger_is_sent_to_sign_in_and_then_back(app: Flask) -> None:
    client = app.test_client()
    for rule in GUARDED:
        address = anywhere(rule)
        answer = client.get(address)
        assert (answer.status_code, answer.location) == (302, f"/sign-in?next={address}"), rule


def test_a_stranger_may_change_nothing(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        for rule in RULES:
            if "POST" in (rule.methods or ()) and verb(rule) != OPEN:
                assert app.test_client().post(anywhere(rule)).status_code == 401, rule
    finally:
        app.config["WTF_CSRF_ENABLED"] = True


def test_a_form_without_its_token_changes_nothing(app: Flask) -> None:
    for rule in RULES:
        if "POST" in (rule.methods or ()):
            assert app.test_client().post(anywhere(rule)).status_code in (400, 401, 403), rule


@pytest.fixture
def cast(app: Flask) -> dict[str, Any]:
    """One of each thing a page can be about, by the name it has in an address."""
    board = build.a_board(name="Midtown")
    agency = build.an_agency(board)
    review = build.a_review(board, plan_date=date(2015, 9, 30))
    earlier, asked = (build.a_recommendation(review, agencies=[agency]) for _ in range(2))
    link = reviews.link_repeat(asked, earlier=earlier, by=None)
    milestone = reviews.add_milestone(review, kind=MilestoneKind.PUBLISHED, day=date(2015, 9, 1), by=None)
    reviews.add_source(review, name="Overview report", kind=SourceKind.OVERVIEW, by=None)
    db.session.commit()
    draft = build.an_action(review, agency=agency, recommendations=[asked])
    for _ in range(3):
        build.an_action(review, status="open", agency=agency, recommendations=[earlier])
    batch = build.an_import(review, files=app.config["FILES"], agency=agency)
    word = settle.add_status_word(board, written_as="Amber", meaning=ClaimMeaning.AT_RISK, by=None)
    db.session.commit()
    return {
        "officer": build.a_person(Role.POLICY_OFFICER, board),
        "code": review.slug,
        "slug": review.slug,
        "recommendations": {"reference": asked.reference, "number": link.id},
        "actions": {"reference": draft.reference},
        "reviews": {"number": milestone.id},
        "imports": {"import_id": batch.id, "row_id": batch.rows[-1].id, "table": 0},
        "settings": {"number": word.id},
    }


def somewhere(rule: Rule, cast: dict[str, Any]) -> str:
    """The address of this shape that is about the cast."""
    known = {**cast, **cast.get(rule.rule.split("/")[1], {})}
    unknown = rule.arguments - known.keys()
    assert not unknown, f"this test does not know what {unknown} is in {rule}: give the cast one"
    built = rule.build({name: known[name] for name in rule.arguments})
    assert built is not None
    return built[1]


@contextmanager
def watched(app: Flask, database: Database) -> Iterator[tuple[list[str], list[str]]]:
    """What is asked of the database meanwhile, and what a request leaves changed when it has answered."""
    asked: list[str] = []
    left: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(BETWEEN):
            asked.append(statement)

    def look(_app: Flask, response: Response) -> None:
        left.extend(repr(one) for one in (*db.session.new, *db.session.dirty, *db.session.deleted))

    event.listen(database.engine, "before_cursor_execute", hear)
    try:
        with request_finished.connected_to(look, app):
            yield asked, left
    finally:
        event.remove(database.engine, "before_cursor_execute", hear)


def test_looking_at_a_page_writes_nothing_and_asks_little(
    app: Flask, database: Database, cast: dict[str, Any], browser_as: Callable[..., Browser]
) -> None:
    browser = browser_as(cast["officer"])
    browser.get("/")
    for rule in GUARDED:
        with watched(app, database) as (asked, left):
            answer = browser.client.get(somewhere(rule, cast))
        assert answer.status_code in (200, 302), f"{rule}: {answer.status_code}"
        assert not [one for one in asked if one.lstrip().upper().startswith(WRITING)], rule
        assert not left, rule
        assert len(asked) <= MOST_QUERIES, f"{rule} asks {len(asked)} times: " + "\n".join(asked)


def test_whoever_asks_only_for_the_headings_of_a_form_is_not_told_it_was_filled_in_wrongly(
    app: Flask, cast: dict[str, Any], browser_as: Callable[..., Browser]
) -> None:
    browser = browser_as(cast["officer"])
    assert app.test_client().head("/sign-in").status_code == 200
    for rule in (one for one in GUARDED if one.endpoint.split(".")[0] in FORMS):
        address = somewhere(rule, cast)
        assert browser.client.head(address).status_code == browser.client.get(address).status_code, rule


def test_the_watch_notices_a_page_that_writes(app: Flask, database: Database) -> None:
    with watched(app, database) as (asked, left), app.test_request_context("/"):
        app.preprocess_request()
        board = build.a_board()
        board.name = "Another name"
        app.process_response(Response())
        request_finished.send(app, response=Response())
        app.do_teardown_request()
    assert any(one.startswith("INSERT INTO board") for one in asked)
    assert len(left) == 1
