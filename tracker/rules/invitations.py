"""A link with which a new person sets their first password: good for a week, and only until it is used."""

import hashlib

from itsdangerous import BadSignature, URLSafeTimedSerializer

from tracker.models import Person

WEEK = 7 * 24 * 3600
SALT = "invitation"


def write(person: Person, *, secret: str) -> str:
    """The token for the address of an invitation."""
    return URLSafeTimedSerializer(secret, salt=SALT).dumps([person.id, _mark(person)])


def read(token: str, *, secret: str | bytes | None) -> tuple[int, str] | None:
    """The person's number and the mark within a token; none when it is not ours or older than a week."""
    try:
        number, mark = URLSafeTimedSerializer(secret or "", salt=SALT).loads(token, max_age=WEEK)
    except (BadSignature, ValueError, TypeError):
        return None
    return int(number), str(mark)


def is_open(person: Person, mark: str) -> bool:
    """Whether the invitation is still unused: setting a password changes the mark."""
    return person.active and mark == _mark(person)


def _mark(person: Person) -> str:
    return hashlib.sha256(f"{person.id} {person.email} {person.password_hash or ''}".encode()).hexdigest()[:16]
