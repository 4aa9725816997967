"""A revised plan's differences, ticked or not; which action a row speaks of; and an import undone as a whole."""

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import db
from tracker.forms.changes import ChangesForm
from tracker.forms.imports import ConfirmForm
from tracker.models import Import
from tracker.models.vocabulary import ImportStatus
from tracker.queries import imports as find
from tracker.rules import imports as rules
from tracker.rules.errors import Refused
from tracker.web import once
from tracker.web.display import count
from tracker.web.guard import needs, or_404, reader
from tracker.web.import_rows import ROW, Shown, row_address, saved, shown, too_late
from tracker.web.imports import ONE, number_typed

pages = Blueprint("import_changes", __name__, url_prefix="/imports")


@pages.route(f"{ROW}/changes", methods=["GET", "POST"])
@needs("import.correct")
def choose(import_id: int, row_id: int) -> ResponseReturnValue:
    one = shown(import_id, row_id)
    if one.intended is None:
        return too_late(one)
    form = ChangesForm()
    if not form.validate_on_submit():
        return redirect(row_address(one.batch, one.record.position))
    try:
        _keep(one, form)
    except Refused as no:
        db.session.rollback()
        flash(no.sentence, "warning")
        return redirect(url_for("import_rows.row", import_id=import_id, row_id=row_id))
    return saved(one, form.show.data or "")


def _keep(one: Shown, form: ChangesForm) -> None:
    intended = one.intended
    assert intended is not None
    asked = [action.number for action in intended.actions if action.candidates]
    version = number_typed(form.version.data)
    for number, reference in form.choices(asked).items():
        rules.say_which(one.record, intended, number=number, reference=reference, version=version, by=g.person)
        version = rules.version_of(one.record)
    ticks = form.ticks([change.key for change in intended.changes if not change.obstacle])
    if ticks:
        rules.tick(one.record, intended, ticks=ticks, version=version, by=g.person)


@pages.route(f"{ONE}/undo", methods=["GET", "POST"])
@needs("import.undo")
def undo(import_id: int) -> ResponseReturnValue:
    batch = or_404(find.one(import_id, reader=reader()))
    form = ConfirmForm()
    if not form.validate_on_submit():
        if batch.status is not ImportStatus.APPLIED:
            return redirect(url_for("imports.show", import_id=batch.id))
        return _undo_page(batch, form), 200
    try:
        done = rules.undo(batch, by=g.person)
    except Refused as no:
        db.session.rollback()
        if batch.status is not ImportStatus.APPLIED:
            flash(no.sentence, "warning")
            return redirect(url_for("imports.show", import_id=batch.id))
        form.refuse(no)
        return _undo_page(batch, form), 422
    flash(
        f"Undone: {count('action', done.actions)}, {count('recommendation', done.recommendations)} and "
        f"{count('post', done.posts)} were taken out again, and {done.restored} put back as they were. The same file "
        "may be taken in anew."
    )
    return once.finish(url_for("imports.show", import_id=batch.id))


def _undo_page(batch: Import, form: ConfirmForm) -> str:
    return render_template("imports/undo.html", batch=batch, form=form, undoing=rules.undoing(batch))
