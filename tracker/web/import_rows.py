"""One row of a plan: every cell as printed, what would be made or was made of it, and putting its deadlines right."""

from dataclasses import dataclass
from typing import Any

from flask import Blueprint, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from tracker import access, db
from tracker.forms.imports import RowForm
from tracker.models import Import, ImportRow
from tracker.queries import imports as find
from tracker.queries import plans
from tracker.queries.plans import Candidates
from tracker.rules import imports as rules
from tracker.rules.errors import Overtaken, Refused
from tracker.rules.imports import DeadlineGiven, IntendedRow, Plan
from tracker.web import once, preview
from tracker.web.guard import needs, or_404, reader
from tracker.web.imports import ONE, number_typed
from tracker.web.row_forms import RowForms, forms_of
from tracker.web.walking import next_in_list, onward, walk_from

pages = Blueprint("import_rows", __name__, url_prefix="/imports")

ROW = f"{ONE}/rows/<int(max=2147483647):row_id>"
NO_LONGER = "This file no longer waits to be confirmed, so its rows cannot be corrected."


@dataclass
class Shown:
    """A row with all of its file, and what would come of it; `plan` and `intended` are none once nothing waits."""

    batch: Import
    record: ImportRow
    rows: list[ImportRow]
    plan: Plan | None = None
    intended: IntendedRow | None = None

    @property
    def candidates(self) -> Candidates:
        """Who could lead in the agency of the row."""
        agency = self.intended.agency if self.intended else None
        if agency is None or agency.agency_id is None:
            return Candidates()
        return plans.candidates([agency.agency_id], reader=reader())[agency.agency_id]

    def again(self) -> None:
        """Work out anew what would come of it, after a change that was refused was taken back."""
        self.rows = find.rows(self.batch)
        self.plan_again()

    def plan_again(self) -> None:
        """Work out what would come of the row, beside all the others."""
        self.plan = rules.plan_of(self.batch, self.rows)
        self.intended = next((one for one in self.plan.rows if one.position == self.record.position), None)


def shown(import_id: int, row_id: int) -> Shown:
    """One row of a file the reader may see."""
    batch = or_404(find.one(import_id, reader=reader()))
    if not preview.is_proposal(batch):
        return Shown(batch, or_404(find.row(batch, row_id)), [])
    rows = find.rows(batch)
    one = Shown(batch, or_404(next((row for row in rows if row.id == row_id), None)), rows)
    one.plan_again()
    return one


@pages.get(ROW)
@needs("import.read")
def row(import_id: int, row_id: int) -> ResponseReturnValue:
    one = shown(import_id, row_id)
    return row_page(one)


@pages.post(ROW)
@needs("import.correct")
def correct(import_id: int, row_id: int) -> ResponseReturnValue:
    one = shown(import_id, row_id)
    if one.intended is None:
        return too_late(one)
    form = _sent_row_form(one.record, one.intended)
    if form.validate_on_submit():
        try:
            rules.correct_row(
                one.record, given=_given(form, one.intended), version=number_typed(form.version.data), by=g.person
            )
        except Refused as no:
            refuse(one, form, no)
        else:
            return saved(one, form.show.data or "")
    return row_page(one, deadlines=form, wrong=form)


def refuse(one: Shown, form: Any, no: Refused) -> None:
    """Put a rule's refusal on the form; where someone was first, what they saved is shown beside it."""
    form.refuse(no)
    db.session.rollback()
    one.again()
    if isinstance(no, Overtaken):
        form.version.data = str(rules.version_of(one.record))


def too_late(one: Shown) -> ResponseReturnValue:
    """The file was imported or set aside meanwhile."""
    flash(NO_LONGER, "warning")
    return redirect(row_address(one.batch, one.record.position))


def saved(one: Shown, show: str = "", *, stay: str = "") -> ResponseReturnValue:
    """Commit, and go on: to the next doubt of the list or of the walk, or stay at a part of this row's page."""
    flash(f"{preview.spoken_source(one.record.source)} is saved.")
    was_doubtful = one.intended is not None and bool(one.intended.doubts)
    if show in preview.FILTERS:
        return once.finish(next_in_list(one.batch, one.record, show))
    here = url_for("import_rows.row", import_id=one.batch.id, row_id=one.record.id, _anchor=stay or None)
    return once.finish(onward(one.batch, one.record) if was_doubtful and not stay else here)


def row_page(one: Shown, *, wrong: Any = None, **forms: Any) -> ResponseReturnValue:
    """The page of a row. `forms` are those sent and found wrong, in place of fresh ones; `wrong` leads the page."""
    made = RowForms()
    if one.intended is not None and access.may("import.correct", g.person, one.batch):
        made = forms_of(one.batch, one.record, one.intended, one.candidates)
        made.deadlines = preview.row_form(one.record, one.intended, show="", all_actions=True)
        for name, form in forms.items():
            setattr(made, name, form)
    seen = preview.shown_row(one.record, one.intended, made.deadlines)
    page = render_template(
        "imports/row.html",
        batch=one.batch,
        seen=seen,
        form=wrong,
        forms_for=made,
        walk=walk_from(one.record.position, one.plan, one.rows) if one.plan else None,
        back=row_address(one.batch, one.record.position),
        spoken_source=preview.spoken_source,
        may_correct=access.may("import.correct", g.person, one.batch),
    )
    return page, 422 if wrong is not None else 200


def _sent_row_form(record: ImportRow, intended: IntendedRow) -> RowForm:
    sent = [
        one
        for one in intended.actions
        if intended.takes_timescale(one) and f"row-{record.position}-{one.number}-deadline-day" in request.form
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


def row_address(batch: Import, position: int) -> str:
    """Where a row is shown among all the others."""
    return url_for("imports.show", import_id=batch.id, row=position, _anchor=f"row-{position}")
