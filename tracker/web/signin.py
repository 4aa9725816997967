"""Signing in and out, the first password, and choosing the board."""

from urllib.parse import urlsplit

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from tracker import db
from tracker.forms.fields import Form
from tracker.forms.signin import FirstPasswordForm, SignInForm
from tracker.models import Person
from tracker.outside.passwords import Passwords
from tracker.queries import people
from tracker.rules import invitations, visits
from tracker.rules import people as people_rules
from tracker.rules.errors import Refused
from tracker.web import demonstration, once
from tracker.web.guard import cookie_name, open_to_all, or_404, signed_in

pages = Blueprint("signin", __name__)

WRONG = Refused("The e-mail address or the password is wrong. Check both and try again.", field="password")


def passwords() -> Passwords:
    return Passwords(g.settings.password_cost)


@pages.route("/sign-in", methods=["GET", "POST"])
@open_to_all
def sign_in() -> ResponseReturnValue:
    form = SignInForm()
    if form.validate_on_submit():
        try:
            person = _recognise(form.email.data or "", form.password.data or "")
        except Refused as no:
            db.session.commit()
            form.refuse(no)
        else:
            return _welcome(person)
    page = render_template("signin/sign_in.html", form=form, next=_next(), demo_accounts=demonstration.accounts())
    return page, 200 if request.method != "POST" else 422


def _recognise(email: str, password: str) -> Person:
    place = request.remote_addr or "somewhere"
    visits.check_patience(email=email, place=place)
    person = people.person_by_email(email)
    if passwords().right(person.password_hash if person else None, password) and person is not None and person.active:
        return person
    visits.note_failure(email=email, place=place)
    raise WRONG


def _welcome(person: Person) -> ResponseReturnValue:
    secret = visits.begin(person, hours=g.settings.session_hours)
    db.session.commit()
    session.clear()
    answer = redirect(_next())
    answer.set_cookie(
        cookie_name(),
        secret,
        max_age=g.settings.session_hours * 3600,
        secure=g.settings.secure,
        httponly=True,
        samesite="Lax",
        path="/",
    )
    return answer


def _next() -> str:
    """Where to go on: a page of this site, never another's."""
    wanted = request.values.get("next", "")
    parts = urlsplit(wanted)
    safe = wanted.startswith("/") and not wanted.startswith(("//", "/\\")) and not parts.netloc and not parts.scheme
    return wanted if safe and wanted.isprintable() and "\\" not in wanted else url_for("start.show")


@pages.route("/sign-out", methods=["POST"])
@signed_in
def sign_out() -> ResponseReturnValue:
    visits.end(g.visit)
    db.session.commit()
    session.clear()
    flash("You have signed out.")
    answer = redirect(url_for("signin.sign_in"))
    answer.delete_cookie(cookie_name(), path="/", secure=g.settings.secure, httponly=True, samesite="Lax")
    return answer


@pages.route("/board", methods=["GET", "POST"])
@signed_in
def choose_board() -> ResponseReturnValue:
    form = Form()
    if request.method == "POST" and form.validate_on_submit():
        board = or_404(people.board_by_key(request.form.get("board", "")))
        if board not in g.boards:
            abort(404)
        visits.choose_board(g.visit, board)
        return once.finish(_next())
    return render_template("signin/board.html", form=form, next=_next())


@pages.route("/invitation/<token>", methods=["GET", "POST"])
@open_to_all
def invitation(token: str) -> ResponseReturnValue:
    person_id, mark = invitations.read(token, secret=current_app.secret_key) or abort(404)
    person = or_404(db.session.get(Person, person_id))
    if not invitations.is_open(person, mark):
        return render_template("signin/invitation_used.html"), 410
    form = FirstPasswordForm()
    if form.validate_on_submit():
        people_rules.set_password(person, password_hash=passwords().hash(form.password.data or ""), by=person)
        return _welcome(person)
    return render_template("signin/invitation.html", form=form, invited=person)
