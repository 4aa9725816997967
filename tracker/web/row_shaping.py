"""Putting one row of a plan right: its actions split, joined and written, its leads, and what the row is taken for."""

from flask import Blueprint, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from tracker.forms.import_rows import AsideForm, ItemForm, ShapeForm, VersionForm
from tracker.models import Import
from tracker.queries import people
from tracker.queries.settings import reading_calendar
from tracker.reading.proposal import Row
from tracker.reading.reckoning import Reckoning
from tracker.rules import imports as rules
from tracker.rules.errors import Refused
from tracker.rules.imports import IntendedRow, Piece
from tracker.rules.imports.pieces import a_new_action, another, edited, fitted, join, pieces_of, split, without
from tracker.web.guard import needs, reader
from tracker.web.import_rows import ROW, Shown, refuse, row_page, saved, shown, too_late
from tracker.web.imports import number_typed
from tracker.web.row_forms import lead_form, sent_shape

pages = Blueprint("row_shaping", __name__, url_prefix="/imports")

ACTIONS = "actions"


@pages.route(f"{ROW}/actions", methods=["GET", "POST"])
@needs("import.correct")
def shape(import_id: int, row_id: int) -> ResponseReturnValue:
    one = shown(import_id, row_id)
    form = sent_shape()
    if not form.is_submitted():
        return _back_to(one)
    if one.intended is None:
        return too_late(one)
    if form.validate():
        act = request.form.get("act", "save")
        try:
            rules.shape_row(
                one.record,
                _reshaped(one, form, act),
                version=number_typed(form.version.data),
                by=g.person,
                checked=act == "save",
            )
        except Refused as no:
            refuse(one, form, no)
        else:
            return saved(one, stay="" if act == "save" else ACTIONS)
    return row_page(one, shape=form, wrong=form)


def _reshaped(one: Shown, form: ShapeForm, act: str) -> list[Piece]:
    """The actions with what was typed, and then what the button pressed does to them."""
    pieces = pieces_of(Row.from_json(one.record.reading), one.record.corrections)
    pieces = edited(fitted(pieces, len(form.pieces)), form.said)
    verb, _, typed = act.partition("-")
    number = int(typed) if typed.isdecimal() and len(typed) < 4 else -1
    if verb == "join":
        return join(pieces)
    if verb == "another":
        return another(pieces, one.record.source, reckoning_of(one.batch))
    if verb == "split" and 0 <= number < len(pieces):
        return split(pieces, number, reckoning_of(one.batch))
    if verb == "without" and 0 <= number < len(pieces):
        return without(pieces, number)
    return pieces


def reckoning_of(batch: Import) -> Reckoning:
    """What the timescales of a file are reckoned by."""
    return Reckoning(batch.plan_date, reading_calendar(batch.board_id))


@pages.route(f"{ROW}/lead", methods=["GET", "POST"])
@needs("import.correct")
def lead(import_id: int, row_id: int) -> ResponseReturnValue:
    one = shown(import_id, row_id)
    printed = request.form.get("printed", "")
    meant = next((lead for lead in _leads(one.intended) if lead.printed_as == printed), None)
    if meant is None or one.intended is None or one.intended.agency is None:
        return _back_to(one)
    agency = people.agency(one.intended.agency.agency_id, reader=reader())
    if agency is None:
        return _back_to(one)
    form = lead_form(0, one.record, meant, one.candidates, sent=True)
    if form.validate():
        try:
            rules.name_lead(
                one.record,
                printed=printed,
                agency=agency,
                meant=form.meant.data or "",
                everywhere=bool(form.everywhere.data),
                version=number_typed(form.version.data),
                by=g.person,
            )
        except Refused as no:
            refuse(one, form, no)
        else:
            return saved(one)
    return row_page(one, leads=[(meant, form)], wrong=form)


def _leads(intended: IntendedRow | None) -> list[rules.IntendedLead]:
    return [lead for action in intended.actions for lead in action.leads] if intended else []


@pages.route(f"{ROW}/set-aside", methods=["GET", "POST"])
@needs("import.correct")
def put_aside(import_id: int, row_id: int) -> ResponseReturnValue:
    one, form = shown(import_id, row_id), AsideForm()
    if not form.is_submitted():
        return _back_to(one)
    if one.intended is None:
        return too_late(one)
    if form.validate():
        try:
            rules.put_row_aside(
                one.record, reason=form.reason.data or "", version=number_typed(form.version.data), by=g.person
            )
        except Refused as no:
            refuse(one, form, no)
        else:
            return saved(one)
    return row_page(one, aside=form, wrong=form)


@pages.route(f"{ROW}/item", methods=["GET", "POST"])
@needs("import.correct")
def take_as_item(import_id: int, row_id: int) -> ResponseReturnValue:
    one, form = shown(import_id, row_id), ItemForm()
    if not form.is_submitted():
        return _back_to(one)
    if one.intended is None:
        return too_late(one)
    if form.validate():
        try:
            rules.take_as_item(
                one.record,
                recommendation=form.recommendation.data or "",
                reference=form.ref.data or "",
                pieces=_pieces_typed(one, form),
                version=number_typed(form.version.data),
                by=g.person,
            )
        except Refused as no:
            refuse(one, form, no)
        else:
            return saved(one, stay=ACTIONS)
    return row_page(one, item=form, wrong=form)


def _pieces_typed(one: Shown, form: ItemForm) -> list[Piece]:
    text, timescale = form.action.data or "", form.timescale.data or ""
    if not text.strip():
        return []
    action = a_new_action(text, form.named, timescale, one.record.source, reckoning_of(one.batch))
    return [Piece(action)]


@pages.route(f"{ROW}/checked", methods=["GET", "POST"])
@needs("import.correct")
def checked(import_id: int, row_id: int) -> ResponseReturnValue:
    return _pressed(import_id, row_id, back=False)


@pages.route(f"{ROW}/as-read", methods=["GET", "POST"])
@needs("import.correct")
def as_read(import_id: int, row_id: int) -> ResponseReturnValue:
    return _pressed(import_id, row_id, back=True)


def _pressed(import_id: int, row_id: int, *, back: bool) -> ResponseReturnValue:
    one, form = shown(import_id, row_id), VersionForm()
    if not form.validate_on_submit():
        return _back_to(one)
    if one.intended is None:
        return too_late(one)
    act = rules.back_to_as_read if back else rules.check_row
    try:
        act(one.record, version=number_typed(form.version.data), by=g.person)
    except Refused as no:
        refuse(one, form, no)
        return row_page(one, wrong=form)
    return saved(one, stay=ACTIONS if back else "")


def _back_to(one: Shown) -> ResponseReturnValue:
    return redirect(url_for("import_rows.row", import_id=one.batch.id, row_id=one.record.id))
