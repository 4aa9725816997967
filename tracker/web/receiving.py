"""A plan arrives: a file or a pasted list, read while the person waits, or with a page that shows how far it is."""

from collections.abc import Callable
from datetime import date

from flask import Blueprint, current_app, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import db
from tracker.forms.imports import NO_SUCH_REVIEW, ConfirmForm, ReceiveForm
from tracker.models import Import
from tracker.models.reviews import slug_of
from tracker.outside.files import FileStore, fingerprint_of
from tracker.queries import imports as find
from tracker.queries import people, settings
from tracker.reading.confined import read_confined
from tracker.reading.formats import format_of
from tracker.reading.limits import CannotRead, Limits
from tracker.reading.proposal import ProposedPlan
from tracker.rules import imports as rules
from tracker.rules.errors import AlreadyReceived, Refused
from tracker.web import background, once
from tracker.web.guard import needs, or_404, reader

pages = Blueprint("receiving", __name__, url_prefix="/imports")

PASTED = "pasted list.txt"
LOOK_AGAIN_SECONDS = 4


def files() -> FileStore:
    """Where files as they were sent are kept."""
    store: FileStore = current_app.config["FILES"]
    return store


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
            batch, reading = _receive(form)
        except AlreadyReceived as no:
            db.session.rollback()
            earlier = find.one(no.batch.id, reader=reader())
            form.refuse(no)
        except CannotRead as no:
            db.session.rollback()
            form.refuse(Refused(no.sentence, field="file" if form.file.data else "pasted"))
        except Refused as no:
            db.session.rollback()
            form.refuse(no)
        else:
            return _received(batch, reading)
    return render_template("imports/add.html", form=form, earlier=earlier), 409 if earlier else 422


def _receive_form() -> ReceiveForm:
    form = ReceiveForm()
    form.offer(find.reviews_to_choose(reader()), people.agencies(reader()))
    return form


def _receive(form: ReceiveForm) -> tuple[Import, background.Reading | None]:
    """Read the file and record it, or where that takes long, record it to be read.

    While it is read no lock is held, so that nobody waits for a large file.
    """
    review = or_404(find.review(form.review.data, reader=reader()))
    agency = people.agency(form.agency.data, reader=reader())
    data, name = _sent(form)
    day = form.plan_date.data or review.plan_date
    rules.refuse_if_received(review, agency, fingerprint_of(data))
    # What its size, its first bytes or its name tell is said at once, before anything is kept or waited for.
    format_of(data, name, Limits())
    read = reading_of(data, name, day, board_id=review.board_id)
    db.session.rollback()
    reading = background.begin(read)
    about = {"data": data, "name": name, "agency": agency, "plan_date": day, "files": files(), "by": g.person}
    if background.is_soon_read(reading, len(data)):
        return rules.receive(review, reading=reading.done.result(), **about), None
    return rules.receive_unread(review, **about), reading


def _sent(form: ReceiveForm) -> tuple[bytes, str]:
    if form.file.data:
        return form.file.data.read(), form.file.data.filename
    return (form.pasted.data or "").encode(), PASTED


def reading_of(
    data: bytes,
    name: str,
    agreed: date | None,
    *,
    board_id: int,
) -> background.Read:
    """How a file is read, as its board has settled its calendar and said what columns hold."""
    calendar, columns = settings.reading_calendar(board_id), find.columns_chosen(board_id)

    def read(note: Callable[[int], None]) -> ProposedPlan:
        return read_confined(data, name, agreed=agreed, calendar=calendar, columns=columns, told=note)

    return read


def _received(batch: Import, reading: background.Reading | None) -> ResponseReturnValue:
    where, attempt = url_for("imports.show", import_id=batch.id), rules.attempt_of(batch)
    number = batch.id
    if reading is None:
        flash(f"{batch.file_name} was read. Nothing is imported until you confirm it below.")
    answer = once.finish(where)
    if reading is not None:
        background.record(number, attempt, reading)
    return answer


@pages.route("/<int(max=2147483647):import_id>/reading", methods=["GET", "POST"])
@needs("import.receive")
def read_again(import_id: int) -> ResponseReturnValue:
    batch = or_404(find.one(import_id, reader=reader()))
    where = url_for("imports.show", import_id=batch.id)
    if not ConfirmForm().validate_on_submit():
        return redirect(where)
    try:
        data = rules.read_again(batch, files=files(), by=g.person)
    except Refused as no:
        db.session.rollback()
        flash(no.sentence, "warning")
        return redirect(where)
    read = reading_of(data, batch.file_name, batch.plan_date, board_id=batch.board_id)
    number, attempt = batch.id, rules.attempt_of(batch)
    answer = once.finish(where)
    background.record(number, attempt, background.begin(read))
    return answer


def progress_page(batch: Import) -> ResponseReturnValue:
    """How far the reading of a file is; the page looks again by itself, also without script, until it is done."""
    stopped = rules.is_silent(batch)
    page = render_template("imports/reading.html", batch=batch, form_again=ConfirmForm(formdata=None), stopped=stopped)
    return page, 200, {} if stopped else {"Refresh": str(LOOK_AGAIN_SECONDS)}
