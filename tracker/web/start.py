"""The signed-in person's own start page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from tracker.web.guard import needs

pages = Blueprint("start", __name__)


@pages.route("/")
@needs("start.read")
def show() -> ResponseReturnValue:
    return render_template("start/show.html")
