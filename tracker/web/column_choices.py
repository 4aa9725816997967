"""Saying what the columns of a plan hold: the file is read again so, and the next of the same layout too."""

from dataclasses import dataclass, field

from flask import Blueprint, flash, g, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from tracker import db
from tracker.forms.columns import FIELDS, ColumnsForm
from tracker.models import Import
from tracker.queries import imports as find
from tracker.queries import settings
from tracker.reading.confined import read_confined
from tracker.reading.limits import CannotRead
from tracker.rules import imports as rules
from tracker.rules.errors import Refused
from tracker.web import once, preview
from tracker.web.display import count
from tracker.web.guard import needs, or_404, reader
from tracker.web.imports import ONE, number_typed
from tracker.web.receiving import files

pages = Blueprint("column_choices", __name__, url_prefix="/imports")


@dataclass(frozen=True)
class TableColumns:
    """A table of a file, the columns it was read with, which of them a person chose, and the form to say otherwise."""

    number: int
    name: str
    columns: list[tuple[str, str]]
    chosen: list[str] = field(default_factory=list)
    form: ColumnsForm | None = None


def tables_of(batch: Import, chosen: dict[str, dict[str, str]], wrong: ColumnsForm | None = None) -> list[TableColumns]:
    """The tables whose columns can be said: those with headings, one for each layout."""
    shown: dict[str, TableColumns] = {}
    for number, table in enumerate(batch.reading["tables"]):
        layout = table.get("layout")
        if not layout or layout in shown:
            continue
        columns = [(one["heading"], FIELDS.get(one["field"], one["field"])) for one in table["columns"]]
        form = wrong if wrong is not None and wrong.table == number else None
        form = form or ColumnsForm(number, table["columns"], data={"version": str(batch.version)})
        shown[layout] = TableColumns(number, table["name"], columns, sorted(chosen.get(layout, {})), form)
    return list(shown.values())


@pages.get(f"{ONE}/columns")
@needs("import.correct")
def columns(import_id: int) -> ResponseReturnValue:
    batch = or_404(find.one(import_id, reader=reader()))
    if not preview.is_proposal(batch):
        return redirect(url_for("imports.show", import_id=batch.id))
    return _page(batch)


@pages.route(f"{ONE}/columns/<int(max=9999):table>", methods=["GET", "POST"])
@needs("import.correct")
def choose(import_id: int, table: int) -> ResponseReturnValue:
    batch = or_404(find.one(import_id, reader=reader()))
    tables = batch.reading["tables"]
    read = or_404(tables[table] if table < len(tables) and tables[table].get("layout") else None)
    form = ColumnsForm(table, read["columns"], sent=True)
    if not form.is_submitted() or not preview.is_proposal(batch):
        return redirect(url_for("column_choices.columns", import_id=batch.id))
    if form.validate():
        try:
            lost = _read_so(batch, read["layout"], form)
        except (Refused, CannotRead) as no:
            db.session.rollback()
            form.refuse(no if isinstance(no, Refused) else Refused(no.sentence))
            form.version.data = str(batch.version)
        else:
            flash("The file was read again. The next plan of this layout is read the same way.")
            if lost:
                flash(f"{count('row', lost).capitalize()} are read otherwise now: put them right again.", "warning")
            return once.finish(url_for("imports.show", import_id=batch.id))
    return _page(batch, form)


def _read_so(batch: Import, layout: str, form: ColumnsForm) -> int:
    """Read the stored file with the columns chosen; no lock is held while the child reads."""
    tables = [table for table in batch.reading["tables"] if table.get("layout") == layout]
    before = {one["heading"]: one["field"] for table in tables for one in table["columns"]}
    chosen = find.columns_chosen(batch.board_id)
    changed = {heading: name for heading, name in form.said.items() if before.get(heading) != name}
    if not changed:
        return 0
    data = rules.original_of(batch, files=files())
    name, day, calendar = batch.file_name, batch.plan_date, settings.reading_calendar(batch.board_id)
    db.session.rollback()
    says = {**chosen, layout: {**chosen.get(layout, {}), **changed}}
    reading = read_confined(data, name, agreed=day, calendar=calendar, columns=says)
    return rules.choose_columns(
        batch, layout=layout, said=changed, reading=reading, version=number_typed(form.version.data), by=g.person
    )


def _page(batch: Import, wrong: ColumnsForm | None = None) -> ResponseReturnValue:
    tables = tables_of(batch, batch.reading.get("chosen", {}), wrong)
    page = render_template("imports/columns.html", batch=batch, tables=tables, form=wrong)
    return page, 422 if wrong is not None else 200
