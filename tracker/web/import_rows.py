"""One row of a plan: every cell as printed, what would be made or was made of it, and putting its deadlines right."""

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import access, db
from tracker.forms.imports import RowForm
from tracker.models import Import, ImportRow
from tracker.queries import imports as find
from tracker.rules import imports as rules
from tracker.rules.errors import Overtaken, Refused
from tracker.rules.imports import DeadlineGiven, IntendedRow
from tracker.web import once, preview
from tracker.web.guard import needs, or_404, reader
from tracker.web.imports import ONE, number_typed, words_about

pages = Blueprint("import_rows", __name__, url_prefix="/imports")

ROW = f"{ONE}/rows/<int(max=2147483647):row_id>"


@pages.get(ROW)
@needs("import.read")
def row(import_id: int, row_id: int) -> ResponseReturnValue:
    batch, record = _row(import_id, row_id)
    intended = _intended(batch, record)
    form = None
    if intended is not None and access.may("import.correct", g.person, batch):
        form = preview.row_form(record, intended, show=request.args.get("show", ""), all_actions=True)
    return _row_page(batch, record, intended, form)


@pages.post(ROW)
@needs("import.correct")
def correct(import_id: int, row_id: int) -> ResponseReturnValue:
    batch, record = _row(import_id, row_id)
    intended = _intended(batch, record)
    if intended is None:
        flash("This file no longer waits to be confirmed, so its rows cannot be corrected.", "warning")
        return redirect(_row_address(batch, record.position))
    form = _sent_row_form(record, intended)
    if form.validate_on_submit():
        show = form.show.data if form.show.data in preview.FILTERS else ""
        try:
            rules.correct_row(
                record, given=_given(form, intended), version=number_typed(form.version.data), by=g.person
            )
        except Refused as no:
            form.refuse(no)
            db.session.rollback()
            intended = _intended(batch, record)
            if isinstance(no, Overtaken):
                form.version.data = str(rules.version_of(record))
        else:
            flash(f"{preview.spoken_source(record.source)} is saved.")
            return once.finish(_row_address(batch, record.position, show or ""))
    return _row_page(batch, record, intended, form, status=422)


def _row(import_id: int, row_id: int) -> tuple[Import, ImportRow]:
    batch = or_404(find.one(import_id, reader=reader()))
    return batch, or_404(find.row(batch, row_id))


def _intended(batch: Import, record: ImportRow) -> IntendedRow | None:
    """What a row would make, beside all the others; nothing once the file no longer waits."""
    if not preview.is_proposal(batch):
        return None
    rows = rules.plan_of(batch, find.rows(batch)).rows
    return next((one for one in rows if one.position == record.position), None)


def _row_page(
    batch: Import, record: ImportRow, intended: IntendedRow | None, form: RowForm | None, status: int = 200
) -> ResponseReturnValue:
    seen = preview.shown_row(record, intended, form)
    page = render_template(
        "imports/row.html",
        batch=batch,
        seen=seen,
        form=form,
        back=_row_address(batch, record.position),
        **words_about(batch),
    )
    return page, status


def _sent_row_form(record: ImportRow, intended: IntendedRow) -> RowForm:
    sent = [
        one
        for one in intended.actions
        if one.is_new and f"row-{record.position}-{one.number}-deadline-day" in request.form
    ]
    return RowForm([preview.deadline_form(record, one, bound=True) for one in sent])


def _given(form: RowForm, intended: IntendedRow) -> dict[int, DeadlineGiven]:
    """What was said of each deadline; a date left as it was surely read says nothing."""
    said = {}
    for part in form.parts:
        settled = intended.actions[part.number].settled
        if not settled.doubt and not settled.corrected and part.chosen == settled.deadline:
            continue
        said[part.number] = DeadlineGiven(part.chosen, part.no_deadline_reason.data or "")
    return said


def _row_address(batch: Import, position: int, show: str = "") -> str:
    """Where a row is shown: among all rows, or in the filtered list it was corrected in."""
    if show:
        return url_for("imports.show", import_id=batch.id, show=show)
    return url_for("imports.show", import_id=batch.id, row=position, _anchor=f"row-{position}")
