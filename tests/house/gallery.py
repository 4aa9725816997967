"""A throw-away application whose first page shows every part of the look, and whose others go wrong on purpose."""

from datetime import UTC, date, datetime
from pathlib import Path
from types import SimpleNamespace

from flask import Flask, abort, render_template, request
from flask_wtf.csrf import CSRFProtect
from jinja2 import ChoiceLoader, FileSystemLoader
from sqlalchemy.exc import OperationalError

from tracker.forms.fields import (
    DateInThreeBoxes,
    Email,
    Form,
    Lines,
    Many,
    Number,
    Once,
    OneLine,
    Password,
    PickOne,
    PickRadio,
    Tick,
    Upload,
)
from tracker.web import display, errors, headers

PROJECT = Path(__file__).resolve().parents[2]
LEICESTER = SimpleNamespace(key="leicester", short_name="Leicester LSCB", name="Leicester Safeguarding Children Board")
RUTLAND = SimpleNamespace(key="rutland", short_name="Rutland LSCB", name="Rutland Safeguarding Children Board")


class GalleryForm(Form):
    agency = PickOne(
        "Agency", choices={"Health": [(1, "Acute trust"), (2, "Partnership trust")], "Police": [(3, "Police")]},
        blank="Any agency", coerce=int,
    )  # fmt: skip
    title = OneLine("Words in the action")
    words = Lines("What is to be done", hint="As the plan prints it.", required="Enter what is to be done.", at_most=80)
    deadline = DateInThreeBoxes("Deadline", hint="For example, 30 9 2015.")
    number = Number("How many cases")
    email = Email("E-mail address")
    view = PickRadio("How is it going?", choices=[("on", "On track"), ("off", "Off track")])
    agencies = Many("Addressed to", choices=[(1, "Acute trust"), (2, "Partnership trust")], coerce=int)
    sure = Tick("I have read the preview", required="Tick the box once you have read the preview.")
    plan = Upload("The plan", hint="An Excel or Word file.")
    secret = Password("Password")
    once = Once()


def _some_actions() -> list[SimpleNamespace]:
    text = "Midwives and health visitors use the same checklist at the first visit, and record that they did."
    return [
        SimpleNamespace(
            reference="B1-014", text=text, agency="Leicestershire Partnership NHS Trust", lead="Head of midwifery",
            status="open", rating="red", reason="3 days overdue", deadline=date(2015, 4, 8),
        ),
        SimpleNamespace(
            reference="B1-015", text=text, agency="Police", lead="", status="draft", rating=None, reason="",
            deadline=None,
        ),
    ]  # fmt: skip


def make_app() -> Flask:
    app = Flask(__name__, template_folder=str(PROJECT / "templates"), static_folder=str(PROJECT / "tracker" / "static"))
    app.config.update(SECRET_KEY="for-this-test-only", MAX_CONTENT_LENGTH=2 * 1024 * 1024)
    CSRFProtect(app)
    display.register(app)
    headers.register(app)
    errors.register(app)
    assert app.jinja_env.loader is not None
    app.jinja_env.loader = ChoiceLoader([app.jinja_env.loader, FileSystemLoader(Path(__file__).parent)])

    @app.context_processor
    def who() -> dict[str, object]:
        return {
            "board": LEICESTER,
            "boards": [LEICESTER, RUTLAND],
            "person": SimpleNamespace(name="Policy officer"),
            "navigation": [("Start", "/start", False), ("Reviews", "/reviews", False), ("Actions", "/", True)],
            "demo": {"text": "Invented people, published reviews."},
        }

    @app.route("/", methods=["GET", "POST"])
    def gallery() -> tuple[str, int]:
        form = GalleryForm()
        status = 422 if form.is_submitted() and not form.validate() else 200
        now = datetime(2015, 4, 8, 13, 5, tzinfo=UTC)
        sort = request.args.get("sort", "")
        return render_template("gallery.html", form=form, actions=_some_actions(), now=now, sort=sort), status

    @app.route("/code/<int:code>", methods=["GET", "POST"])
    def coded(code: int) -> str:
        abort(code)

    @app.route("/said")
    def said() -> str:
        abort(403, "Only the chair may reopen an action.")

    @app.route("/broken")
    def broken() -> str:
        raise RuntimeError("Child B1 was seen by the head of midwifery")

    @app.route("/locked", methods=["GET", "POST"])
    def locked() -> str:
        raise OperationalError("INSERT", {}, _sqlite_error("database is locked"))

    @app.route("/missing-table")
    def missing_table() -> str:
        raise OperationalError("SELECT", {}, _sqlite_error("no such table: action"))

    return app


def _sqlite_error(words: str) -> Exception:
    kind = type("OperationalError", (Exception,), {"__module__": "sqlite3"})
    error: Exception = kind(words)
    return error
