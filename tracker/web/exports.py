"""Giving a plan back to an agency: one page that asks whose and why, and a button that sends the file."""

from io import BytesIO

from flask import Blueprint, g, render_template, request, send_file
from flask.typing import ResponseReturnValue

from tracker import db
from tracker.forms.exports import ExportForm
from tracker.models import Review
from tracker.queries import exports as find
from tracker.queries import people
from tracker.queries import reviews as find_reviews
from tracker.rules.errors import Refused
from tracker.rules.exports import Exported, Form, export_plan
from tracker.web.guard import needs, or_404, reader
from tracker.web.receiving import files

pages = Blueprint("exports", __name__)

KINDS = {
    Form.WORKBOOK: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    Form.DOCUMENT: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}


@pages.get("/reviews/<code>/plan-export")
@needs("plan.export")
def ask(code: str) -> ResponseReturnValue:
    review = or_404(find_reviews.by_code(code, reader=reader()))
    form = _form(review)
    asked = request.args.get("agency", "")
    if asked.isascii() and asked.isdecimal() and len(asked) < len("1000000000"):
        form.agency.data = int(asked)
    return render_template("exports/plan.html", review=review, form=form)


@pages.post("/reviews/<code>/plan-export")
@needs("plan.export")
def give(code: str) -> ResponseReturnValue:
    review = or_404(find_reviews.by_code(code, reader=reader()))
    form = _form(review)
    if form.validate_on_submit():
        kind = Form(form.kind.data)
        try:
            made = _made(review, form, kind)
        except Refused as no:
            db.session.rollback()
            form.refuse(no)
        else:
            db.session.commit()
            return send_file(BytesIO(made.data), mimetype=KINDS[kind], as_attachment=True, download_name=made.name)
    return render_template("exports/plan.html", review=review, form=form), 422


def _form(review: Review) -> ExportForm:
    form = ExportForm()
    form.offer(find.agencies_to_choose(review, reader=reader()))
    return form


def _made(review: Review, form: ExportForm, kind: Form) -> Exported:
    agency = people.agency(form.agency.data, reader=reader())
    return export_plan(review, agency=agency, form=kind, files=files(), why=form.why.data or "", by=g.person)
