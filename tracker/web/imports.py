"""Taking in an agency's plan: upload, preview, correct, confirm; and what came of every row."""

from io import BytesIO

from flask import Blueprint, abort, current_app, flash, g, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from tracker import access, db
from tracker.forms.imports import NO_SUCH_REVIEW, AgencyForm, ConfirmForm, ReceiveForm
from tracker.models import Import
from tracker.models.reviews import slug_of
from tracker.models.vocabulary import ImportStatus
from tracker.outside.files import FileStore, fingerprint_of
from tracker.queries import history, people
from tracker.queries import imports as find
from tracker.reading.confined import read_confined
from tracker.reading.limits import CannotRead
from tracker.rules import imports as rules
from tracker.rules.errors import AlreadyReceived, Refused
from tracker.web import once, preview, told
from tracker.web.display import count
from tracker.web.guard import needs, or_404, reader

pages = Blueprint("imports", __name__, url_prefix="/imports")

ONE = "/<int(max=2147483647):import_id>"


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
        page = preview.page_with(batch, int(wanted))
        anchor = f"row-{int(wanted)}"
        return redirect(url_for("imports.show", import_id=batch.id, page=page if page > 1 else None, _anchor=anchor))
    if not preview.is_proposal(batch):
        return render_template(
            "imports/outcome.html",
            batch=batch,
            seen=preview.outcome(batch),
            made=find.made_by(batch),
            history=[told.entry(entry) for entry in history.of(batch)],
            **words_about(batch),
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
        "imports/proposal.html", batch=batch, seen=seen, confirm=form, may_apply=may_apply, **words_about(batch)
    )


def words_about(batch: Import) -> dict[str, object]:
    """What every page about an import says in words."""
    return {"reconciliation": preview.reconciliation(batch), "spoken_source": preview.spoken_source}


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


def number_typed(typed: str | None) -> int:
    """The version a form was shown with; one that never was, where it is no number."""
    return int(typed) if typed and typed.isdecimal() and len(typed) < 10 else -1
