"""Signing in and out: visits, and slowing down those who guess."""

import hashlib
import secrets
from datetime import timedelta

from sqlalchemy import delete, func, select

from tracker import clock, db
from tracker.models import Board, Person, SignInAttempt, Visit
from tracker.rules import audit
from tracker.rules.errors import Refused

GUESSES_ABOUT_ONE_PERSON = 10
GUESSES_FROM_ONE_PLACE = 50
WAIT = timedelta(minutes=15)


def mark(secret: str) -> str:
    """What is kept of a cookie: its SHA-256, so that a copy of the database opens no visit."""
    return hashlib.sha256(secret.encode()).hexdigest()


def check_patience(*, email: str, place: str) -> None:
    """Raise Refused when too many sign-ins about this person, or from this place, have failed of late."""
    since = clock.now() - WAIT
    for about, most in ((_about(email), GUESSES_ABOUT_ONE_PERSON), (f"from {place}", GUESSES_FROM_ONE_PLACE)):
        failed = db.session.scalar(select(func.count()).where(SignInAttempt.about == about, SignInAttempt.at > since))
        if (failed or 0) >= most:
            raise Refused("There were too many attempts to sign in. Wait a quarter of an hour, then try again.")


def note_failure(*, email: str, place: str) -> None:
    """Remember that a sign-in failed, and forget those that no longer count."""
    db.session.execute(delete(SignInAttempt).where(SignInAttempt.at <= clock.now() - WAIT))
    for about in (_about(email), f"from {place}"):
        db.session.add(SignInAttempt(about=about, at=clock.now()))


def _about(email: str) -> str:
    return f"about {mark(email.strip().lower())}"


def begin(person: Person, *, hours: int) -> str:
    """Begin a visit and return the secret for the cookie; a person of one board is at that board."""
    secret = secrets.token_urlsafe(32)
    boards = {membership.board_id: membership.board for membership in person.memberships}
    db.session.add(
        Visit(
            fingerprint=mark(secret),
            person=person,
            board=next(iter(boards.values())) if len(boards) == 1 else None,
            began_at=clock.now(),
            ends_at=clock.now() + timedelta(hours=hours),
        )
    )
    audit.record("person.sign_in", person, by=person)
    return secret


def choose_board(visit: Visit, board: Board) -> None:
    """Turn a visit to another of the person's boards."""
    if all(membership.board_id != board.id for membership in visit.person.memberships):
        raise Refused("You do not belong to that board.")
    visit.board = board


def end(visit: Visit) -> None:
    """Sign out: the cookie opens nothing any more."""
    audit.record("person.sign_out", visit.person, by=visit.person)
    db.session.delete(visit)
