"""Whether the program and its database answer."""

from flask import Blueprint
from flask.typing import ResponseReturnValue
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from tracker import db
from tracker.web.guard import open_to_all

pages = Blueprint("health", __name__)


@pages.route("/healthz")
@open_to_all
def healthz() -> ResponseReturnValue:
    try:
        db.session.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return {"status": "the database does not answer"}, 503
    return {"status": "well"}
