"""The forms beside one row of a plan, each showing what the row says now."""

from dataclasses import dataclass, field

from flask import request

from tracker.forms.import_rows import AsideForm, ItemForm, LeadForm, PieceForm, ShapeForm, VersionForm
from tracker.forms.imports import RowForm
from tracker.models import Import, ImportRow
from tracker.models.vocabulary import RowKind
from tracker.queries.plans import Candidates
from tracker.rules import imports as rules
from tracker.rules.imports import IntendedLead, IntendedRow
from tracker.rules.imports.pieces import can_split

ASKABLE = (RowKind.SET_ASIDE, RowKind.SECTION, RowKind.GUIDANCE, RowKind.CONTINUATION)


@dataclass
class RowForms:
    """What can be said of a row. None stands for what cannot be said of this one."""

    deadlines: RowForm | None = None
    shape: ShapeForm | None = None
    splits: list[int] = field(default_factory=list)
    leads: list[tuple[IntendedLead, LeadForm]] = field(default_factory=list)
    aside: AsideForm | None = None
    item: ItemForm | None = None
    checked: VersionForm | None = None
    as_read: VersionForm | None = None


def forms_of(batch: Import, record: ImportRow, intended: IntendedRow, candidates: Candidates) -> RowForms:
    """The forms for a row that waits to be imported, as it stands."""
    said = {"version": str(rules.version_of(record))}
    made = RowForms()
    if record.kind is RowKind.ITEM:
        pieces = [PieceForm(number, one, formdata=None) for number, one in enumerate(intended.row.actions)]
        made.shape = ShapeForm(pieces, formdata=None, data=said)
        made.splits = [number for number, one in enumerate(intended.row.actions) if can_split(one)]
        made.leads = lead_forms(record, intended, candidates)
        made.aside = AsideForm(formdata=None, data=said)
        if any(doubt.about in ("row", "recommendation") for doubt in intended.doubts):
            made.checked = VersionForm(formdata=None, data=said)
    elif record.kind in ASKABLE:
        made.item = ItemForm(formdata=None, data=said | _words_of(batch, record))
        if intended.doubts:
            made.checked = VersionForm(formdata=None, data=said)
    if any(name not in ("version", "ticks") for name in record.corrections):
        made.as_read = VersionForm(formdata=None, data=said)
    return made


def sent_shape() -> ShapeForm:
    """The actions as they were typed, however many there were."""
    number = 0
    while f"piece-{number}-text" in request.form:
        number += 1
    return ShapeForm([PieceForm(one) for one in range(number)])


def lead_forms(record: ImportRow, intended: IntendedRow, candidates: Candidates) -> list[tuple[IntendedLead, LeadForm]]:
    """A form for each lead of the row whose agency is known, those in doubt first."""
    if intended.agency is None or intended.agency.agency_id is None:
        return []
    leads = {lead.printed_as: lead for action in intended.actions if action.is_new for lead in action.leads}
    ordered = sorted(leads.values(), key=lambda lead: not lead.doubt)
    return [(lead, lead_form(number, record, lead, candidates)) for number, lead in enumerate(ordered)]


def lead_form(
    number: int, record: ImportRow, lead: IntendedLead, candidates: Candidates, *, sent: bool = False
) -> LeadForm:
    """The form that says who is meant by one lead. Nobody is filled in where it is in doubt."""
    said = {
        "version": str(rules.version_of(record)),
        "printed": lead.printed_as,
        "meant": lead.choice or None,
        "everywhere": True,
    }
    form = LeadForm() if sent else LeadForm(formdata=None, data=said)
    form.offer([(one.choice, one.name) for one in lead.near], lead.printed_as, candidates)
    form.meant.id, form.everywhere.id = f"lead-{number}-meant", f"lead-{number}-everywhere"
    return form


def _words_of(batch: Import, record: ImportRow) -> dict[str, str]:
    """The cells of a row by what their columns were taken for, to begin from."""
    columns = batch.reading["tables"][record.reading["table"]]["columns"]
    fields = {column["heading"]: column["field"] for column in columns}
    cells: dict[str, str] = record.reading["cells"]
    said: dict[str, str] = {}
    for heading, text in cells.items():
        name = fields.get(heading, "other")
        name = {"lead": "leads"}.get(name, name)
        if name in ("ref", "recommendation", "action", "leads", "timescale"):
            said[name] = f"{said[name]}\n{text}" if name in said else text
    if not said:
        said["recommendation"] = "\n".join(cells.values())
    if "timescale" in said:
        said["timescale"] = " ".join(said["timescale"].split())
    return said
