"""A form pressed twice is carried out once, and answers both times with the same page."""

import re

from flask import g, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from tracker import clock, db
from tracker.models import FormToken

OURS = re.compile(r"[A-Za-z0-9_-]{1,60}")


def _token() -> str:
    """The mark of the form, if it is one of ours; what is not is no mark."""
    token = request.form.get("once", "")
    return token if OURS.fullmatch(token) else ""


def answered() -> ResponseReturnValue | None:
    """The first answer to this form, if it was carried out already."""
    token = _token()
    if not token:
        return None
    answer = db.session.scalar(
        select(FormToken.answer).where(FormToken.token == token, FormToken.person_id == g.person.id)
    )
    return redirect(answer) if answer else None


def finish(answer: str) -> ResponseReturnValue:
    """Commit what a form did together with its mark; if the same form got there first, undo and give its answer."""
    token = _token()
    if not token:
        db.session.commit()
        return redirect(answer)
    db.session.add(FormToken(token=token, person_id=g.person.id, answer=answer, at=clock.now()))
    try:
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        first = db.session.scalar(select(FormToken.answer).where(FormToken.token == token))
        if first is None:
            raise
        return redirect(first)
    return redirect(answer)
