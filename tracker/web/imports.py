"""Taking in an agency's plan: upload, preview, correct, confirm; and what came of every row."""

from io import BytesIO

from flask import Blueprint, abort, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from tracker import access, db
from tracker.forms.imports import AgencyForm, ConfirmForm
from tracker.models import Import
from tracker.models.vocabulary import ImportStatus
from tracker.queries import history, people
from tracker.queries import imports as find
from tracker.rules import imports as rules
from tracker.rules.errors import Refused
from tracker.web import once, preview, told
from tracker.web.display import count
from tracker.web.guard import needs, or_404, reader
from tracker.web.receiving import files, progress_page

pages = Blueprint("imports", __name__, url_prefix="/imports")

ONE = "/<int(max=2147483647):import_id>"


@pages.get("")
@needs("import.read")
def index() -> ResponseReturnValue:
    page = find.listed(reader(), request.args.get("page"))
    return render_template("imports/index.html", page=page, may_receive=access.may("import.receive", g.person, g.board))


@pages.get(ONE)
@needs("import.read")
def show(import_id: int) -> ResponseReturnValue:
    batch = or_404(find.one(import_id, reader=reader()))
    if batch.status is ImportStatus.READING:
        return progress_page(batch)
    wanted, show = request.args.get("row", ""), request.args.get("show", "")
    if wanted.isdecimal() and len(wanted) < 7:
        return redirect(_place(batch, int(wanted), show))
    if not preview.is_proposal(batch):
        return render_template(
            "imports/outcome.html",
            batch=batch,
            seen=preview.outcome(batch),
            made=find.made_by(batch),
            history=[told.entry(entry) for entry in history.of(batch)],
            spoken_source=preview.spoken_source,
            may_export=access.may("plan.export", g.person, batch),
            may_undo=access.may("import.undo", g.person, batch),
        )
    seen = preview.proposal(
        batch,
        people.agencies(reader()),
        show=show,
        may_correct=access.may("import.correct", g.person, batch),
    )
    form = ConfirmForm(formdata=None)
    may_apply = access.may("import.apply", g.person, batch)
    return render_template(
        "imports/proposal.html",
        batch=batch,
        seen=seen,
        confirm=form,
        may_apply=may_apply,
        may_correct=access.may("import.correct", g.person, batch),
        worked_on=find.last_worked_on(batch),
        spoken_source=preview.spoken_source,
    )


def _place(batch: Import, position: int, show: str) -> str:
    """The page and the place of a row, in the list asked for or else in the whole."""
    page, kept = preview.page_with(batch, position, show)
    return url_for(
        "imports.show",
        import_id=batch.id,
        show=kept if preview.is_proposal(batch) else None,
        page=page if page > 1 else None,
        _anchor=f"row-{position}",
    )


@pages.route(f"{ONE}/agencies", methods=["GET", "POST"])
@needs("import.correct")
def agencies(import_id: int) -> ResponseReturnValue:
    batch = or_404(find.one(import_id, reader=reader()))
    form = AgencyForm()
    form.offer(people.agencies(reader()))
    where = url_for("imports.show", import_id=batch.id, _anchor="agencies")
    if not form.is_submitted():
        return redirect(where)
    if not form.validate():
        flash(" ".join(sentence for sentence, _ in form.problems()), "warning")
        return redirect(where)
    agency = people.agency(form.agency.data, reader=reader())
    try:
        rules.name_agency(
            batch, key=form.key.data or "", agency=agency, version=number_typed(form.version.data), by=g.person
        )
    except Refused as no:
        db.session.rollback()
        flash(no.sentence, "warning")
        return redirect(where)
    flash(f"Taken for {agency.name}." if agency else "Taken as its words say.")
    return once.finish(where)


@pages.route(f"{ONE}/confirmation", methods=["GET", "POST"])
@needs("import.apply")
def confirm(import_id: int) -> ResponseReturnValue:
    first = once.answered() if request.method == "POST" else None
    if first is not None:
        return first
    batch = or_404(find.one(import_id, reader=reader()))
    where = url_for("imports.show", import_id=batch.id)
    if not ConfirmForm().validate_on_submit():
        return redirect(where)
    try:
        made = rules.apply(batch, by=g.person)
    except Refused as no:
        db.session.rollback()
        flash(no.sentence, "message" if isinstance(no, rules.AlreadyApplied) else "warning")
        return redirect(where)
    recommendations, actions = len(made.recommendation_ids), len(made.action_ids)
    flash(
        f"Imported: {count('recommendation', recommendations)} and {count('action', actions)}. "
        + (f"Changed in drafts: {count('field', made.changes)}. " if made.changes else "")
        + "The actions are drafts until the plan is agreed."
    )
    return once.finish(where)


@pages.route(f"{ONE}/set-aside", methods=["GET", "POST"])
@needs("import.set_aside")
def set_aside(import_id: int) -> ResponseReturnValue:
    batch = or_404(find.one(import_id, reader=reader()))
    form = ConfirmForm()
    if not form.validate_on_submit():
        if batch.status not in (ImportStatus.PROPOSED, ImportStatus.READING):
            return redirect(url_for("imports.show", import_id=batch.id))
        return render_template("imports/set_aside.html", batch=batch, form=form)
    try:
        rules.set_aside(batch, by=g.person)
    except Refused as no:
        db.session.rollback()
        flash(no.sentence, "warning")
        return redirect(url_for("imports.show", import_id=batch.id))
    flash(f"{batch.file_name} is set aside. Nothing of it was imported.")
    return once.finish(url_for("imports.index"))


@pages.route(f"{ONE}/original", methods=["GET", "POST"])
@needs("import.read")
def original(import_id: int) -> ResponseReturnValue:
    batch = or_404(find.one(import_id, reader=reader()))
    if not ConfirmForm().validate_on_submit():
        return redirect(url_for("imports.show", import_id=batch.id))
    try:
        data = rules.fetch_original(batch, files=files(), by=g.person)
    except Refused as no:
        abort(404, no.sentence)
    name = batch.file_name
    db.session.commit()
    return send_file(BytesIO(data), mimetype="application/octet-stream", as_attachment=True, download_name=name)


def number_typed(typed: str | None) -> int:
    """The version a form was shown with; one that never was, where it is no number."""
    return int(typed) if typed and typed.isdecimal() and len(typed) < 10 else -1
