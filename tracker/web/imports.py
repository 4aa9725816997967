"""Taking in an agency's plan: upload, preview, correct, confirm; and what came of every row."""

from io import BytesIO

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from tracker import access, db
from tracker.forms.imports import NO_SUCH_REVIEW, AgencyForm, ConfirmForm, ReceiveForm, RowForm
from tracker.models import Import, ImportRow
from tracker.models.reviews import slug_of
from tracker.models.vocabulary import ImportStatus
from tracker.outside.files import FileStore, fingerprint_of
from tracker.queries import imports as find
from tracker.queries import people
from tracker.reading.confined import read_confined
from tracker.reading.limits import CannotRead
from tracker.rules import imports as rules
from tracker.rules.errors import AlreadyReceived, Overtaken, Refused
from tracker.rules.imports import DeadlineGiven, IntendedRow
from tracker.web import once, preview
from tracker.web.display import count
from tracker.web.guard import needs, or_404, reader

pages = Blueprint("imports", __name__, url_prefix="/imports")

ONE = "/<int(max=2147483647):import_id>"
ROW = f"{ONE}/rows/<int(max=2147483647):row_id>"


def files() -> FileStore:
    store: FileStore = current_app.config["FILES"]
    return store


@pages.get("")
@needs("import.read")
def index() -> ResponseReturnValue:
    page = find.listed(reader(), request.args.get("page"))
    return render_template("imports/index.html", page=page, may_receive=access.may("import.receive", g.person, g.board))


@pages.get("/add")
@needs("import.receive")
def add() -> ResponseReturnValue:
    form = _receive_form()
    asked = request.args.get("review", "")
    review = find.review_written(slug_of(asked), board_ids=[g.board.id]) if asked else None
    if review is not None:
        form.review.data = review.id
    if asked and review is None:
        form.refuse(Refused(f"“{asked[:60]}”: {NO_SUCH_REVIEW}", field="review"))
        return render_template("imports/add.html", form=form, earlier=None), 404
    return render_template("imports/add.html", form=form, earlier=None)


@pages.post("/add")
@needs("import.receive")
def receive() -> ResponseReturnValue:
    first = once.answered()
    if first is not None:
        return first
    form, earlier = _receive_form(), None
    if form.validate_on_submit():
        try:
            batch = _receive(form)
        except AlreadyReceived as no:
            db.session.rollback()
            earlier = find.one(no.batch.id, reader=reader())
            form.refuse(no)
        except CannotRead as no:
            db.session.rollback()
            form.refuse(Refused(no.sentence, field="file"))
        except Refused as no:
            db.session.rollback()
            form.refuse(no)
        else:
            flash(f"{batch.file_name} was read. Nothing is imported until you confirm it below.")
            return once.finish(url_for("imports.show", import_id=batch.id))
    return render_template("imports/add.html", form=form, earlier=earlier), 409 if earlier else 422


def _receive_form() -> ReceiveForm:
    form = ReceiveForm()
    form.offer(find.reviews_to_choose(reader()), people.agencies(reader()))
    return form


def _receive(form: ReceiveForm) -> Import:
    """Read the file, then record it. While the child reads no lock is held, so that nobody waits for a large file."""
    review = or_404(find.review(form.review.data, reader=reader()))
    agency = people.agency(form.agency.data, reader=reader())
    data, name = form.file.data.read(), form.file.data.filename
    day = form.plan_date.data or review.plan_date
    rules.refuse_if_received(review, agency, fingerprint_of(data))
    db.session.rollback()
    proposed = read_confined(data, name, agreed=day)
    return rules.receive(
        review,
        data=data,
        name=name,
        agency=agency,
        plan_date=day,
        reading=proposed,
        files=files(),
        by=g.person,
    )


@pages.get(ONE)
@needs("import.read")
def show(import_id: int) -> ResponseReturnValue:
    batch = or_404(find.one(import_id, reader=reader()))
    wanted = request.args.get("row", "")
    if wanted.isdecimal() and len(wanted) < 7:
        return redirect(_row_address(batch, int(wanted)))
    if not preview.is_proposal(batch):
        seen = preview.outcome(batch)
        return render_template(
            "imports/outcome.html", batch=batch, seen=seen, made=find.made_by(batch), **_words(batch)
        )
    show = request.args.get("show", "")
    seen = preview.proposal(
        batch,
        people.agencies(reader()),
        show=show if show in preview.FILTERS else "",
        may_correct=access.may("import.correct", g.person, batch),
    )
    form = ConfirmForm(formdata=None)
    may_apply = access.may("import.apply", g.person, batch)
    return render_template(
        "imports/proposal.html", batch=batch, seen=seen, confirm=form, may_apply=may_apply, **_words(batch)
    )


def _words(batch: Import) -> dict[str, object]:
    return {"reconciliation": preview.reconciliation(batch), "spoken_source": preview.spoken_source}


def _row_address(batch: Import, position: int, show: str = "") -> str:
    """Where a row is shown: its page of the whole list, or the filtered list it was corrected in."""
    if show:
        return url_for("imports.show", import_id=batch.id, show=show)
    page = preview.page_with(position)
    return url_for("imports.show", import_id=batch.id, page=page if page > 1 else None, _anchor=f"row-{position}")


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
            rules.correct_row(record, given=_given(form, intended), version=_number(form.version.data), by=g.person)
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
        **_words(batch),
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
            batch, key=form.key.data or "", agency=agency, version=_number(form.version.data), by=g.person
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
    flash(
        f"Imported: {count('recommendation', len(made.recommendations))} and {count('action', len(made.actions))}. "
        "The actions are drafts until the plan is agreed."
    )
    return once.finish(where)


@pages.route(f"{ONE}/set-aside", methods=["GET", "POST"])
@needs("import.set_aside")
def set_aside(import_id: int) -> ResponseReturnValue:
    batch = or_404(find.one(import_id, reader=reader()))
    form = ConfirmForm()
    if not form.validate_on_submit():
        if batch.status is not ImportStatus.PROPOSED:
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


def _number(typed: str | None) -> int:
    return int(typed) if typed and typed.isdecimal() and len(typed) < 10 else -1
