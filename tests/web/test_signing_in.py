"""Who may come in, where they land, and what happens when their visit has ended."""

from datetime import timedelta

import pytest

from tests import build
from tests.pages import Browser
from tracker import clock, db
from tracker.models import Visit
from tracker.models.vocabulary import Role
from tracker.rules import invitations, people, visits

PASSWORD = "three random words"


@pytest.fixture
def officer(app):
    return build.a_person(
        Role.POLICY_OFFICER, build.a_board(name="Northshire"), password=PASSWORD, email="po@north.example"
    )


def sign_in(app, email="po@north.example", password=PASSWORD, start="/sign-in"):
    browser = Browser(app.test_client())
    page = browser.get(start)
    return browser, page.fill(**{"E-mail address": email, "Password": password}).submit("Sign in")


def test_a_person_of_one_board_lands_on_its_start_page(app, officer):
    _, page = sign_in(app, email=" PO@North.example ")
    assert page.h1 == "Start"
    assert "Northshire" in page.title


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(app, officer):
    _, wrong = sign_in(app, password="not this one")
    _, unknown = sign_in(app, email="nobody@north.example")
    assert wrong.status == unknown.status == 422
    assert wrong.errors == unknown.errors == ["The e-mail address or the password is wrong. Check both and try again."]
    assert "po@north.example" in wrong.html


def test_guessing_is_slowed_and_the_right_password_works_again_later(app, officer, clock_at):
    for _ in range(10):
        _, page = sign_in(app, password="a guess")
    _, page = sign_in(app)
    assert "too many attempts" in page.errors[0]
    clock_at((clock.today() + timedelta(days=1)).isoformat())
    _, page = sign_in(app)
    assert page.h1 == "Start"


def test_someone_who_has_left_may_not_sign_in(app, officer):
    officer.active = False
    db.session.commit()
    _, page = sign_in(app)
    assert page.status == 422


def test_leaving_ends_the_visit_at_the_next_page(app, officer):
    browser, _ = sign_in(app)
    officer.active = False
    db.session.commit()
    assert browser.get("/actions").h1 == "Sign in"


def test_signing_out_ends_the_visit_in_the_record(app, officer):
    browser, page = sign_in(app)
    assert db.session.query(Visit).count() == 1
    assert page.submit("Sign out").h1 == "Sign in"
    assert db.session.query(Visit).count() == 0
    assert browser.get("/").h1 == "Sign in"


def test_the_cookie_kept_here_is_only_a_fingerprint(app, officer):
    secret = visits.begin(officer, hours=1)
    db.session.commit()
    kept = db.session.query(Visit).one().fingerprint
    assert secret not in kept
    assert kept == visits.mark(secret)


def test_after_signing_in_one_goes_on_to_the_page_asked_for(app, officer):
    action = build.an_action(build.a_review(officer.memberships[0].board))
    _, page = sign_in(app, start=f"/actions/{action.reference}")
    assert page.h1 == f"Action {action.reference}"


@pytest.mark.parametrize(
    "elsewhere",
    ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)", "\t//evil.example"],
)
def test_after_signing_in_one_never_leaves_the_site(app, officer, elsewhere):
    client = app.test_client()
    browser = Browser(client)
    page = (
        browser.get("/sign-in", query_string={"next": elsewhere})
        if False
        else browser.get("/sign-in?next=" + elsewhere)
    )
    landed = page.fill(**{"E-mail address": "po@north.example", "Password": PASSWORD}).submit("Sign in")
    assert landed.h1 == "Start"


def test_a_person_of_two_boards_chooses_and_every_page_says_which(app, officer):
    other = build.a_board(name="Southshire")
    build.a_membership(officer, Role.OBSERVER, other)
    db.session.expire_all()
    browser, page = sign_in(app)
    assert page.h1 == "Choose a board"
    page = page.submit("Southshire Safeguarding Partnership")
    assert "You are observer at Southshire" in page
    assert "Southshire" in browser.get("/actions").title
    page = browser.get("/").submit("Northshire Safeguarding Partnership")
    assert "You are policy officer at Northshire" in page


def test_no_one_turns_to_a_board_they_do_not_belong_to(app, officer):
    stranger = build.a_board(name="Elsewhere", key="elsewhere")
    browser, page = sign_in(app)
    token = page.html.split('name="csrf_token" value="')[1].split('"')[0]
    answer = browser.client.post("/board", data={"csrf_token": token, "board": stranger.key})
    assert answer.status_code == 404


def test_an_invitation_sets_the_first_password_once(app):
    person = build.a_person(Role.LEAD, build.a_board())
    address = "/invitation/" + invitations.write(person, secret=app.config["SECRET_KEY"])
    page = Browser(app.test_client()).get(address)
    short = page.fill(**{"New password": "short", "The same password again": "short"}).submit(
        "Set the password and sign in"
    )
    assert "at least 12 characters" in short.errors[0]
    differ = short.fill(**{"New password": PASSWORD, "The same password again": PASSWORD + "s"}).submit(
        "Set the password and sign in"
    )
    assert "differ" in differ.errors[0]
    page = differ.fill(**{"New password": PASSWORD, "The same password again": PASSWORD}).submit(
        "Set the password and sign in"
    )
    assert page.h1 in ("Start", "Your actions")
    assert Browser(app.test_client()).get(address, status=410).h1 == "This invitation has been used"


def test_an_invitation_is_good_for_a_week_and_only_if_it_is_ours(app):
    person = build.a_person(Role.LEAD, build.a_board())
    assert invitations.read("made-up", secret="x" * 40) is None
    token = invitations.write(person, secret="x" * 40)
    assert invitations.read(token, secret="y" * 40) is None
    read = invitations.read(token, secret="x" * 40)
    assert read is not None
    assert invitations.is_open(person, read[1])
    people.set_password(person, password_hash="new", by=None)
    assert not invitations.is_open(person, read[1])


def test_pages_tell_the_browser_to_keep_nothing(app, officer):
    browser, _ = sign_in(app)
    answer = browser.client.get("/actions")
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Security-Policy"].startswith("default-src 'none'")
