"""Giving a plan back: the agency's own file with what is known here filled in, or plain tables where there is none."""

from dataclasses import dataclass
from enum import StrEnum

from tracker.models import Action, Agency, Import, Person, Progress, Review
from tracker.models.reviews import slug_of
from tracker.outside import documents_out, workbooks_out
from tracker.outside.files import FileStore, fingerprint_of
from tracker.outside.tables_out import Plain
from tracker.queries import exports as find
from tracker.rules import audit
from tracker.rules.errors import Refused, check_may
from tracker.rules.exports import rendering
from tracker.rules.exports.filling import FilledTable, filled

LONGEST_REASON = 1_000
WORKBOOKS = ("xlsx", "xlsm")


class Form(StrEnum):
    """What kind of file a plan is given back as."""

    WORKBOOK = "xlsx"
    DOCUMENT = "docx"


@dataclass(frozen=True)
class Exported:
    """A file to hand over: its bytes, a name for it, and how many actions it speaks of."""

    data: bytes
    name: str
    actions: int


def export_plan(
    review: Review, *, agency: Agency | None, form: Form, files: FileStore, why: str = "", by: Person | None
) -> Exported:
    """Give back the plan of an agency, or of the whole review where `agency` is None; who and why is recorded.

    As a workbook it comes in the file it was last imported from, with the sheets of other agencies left out. Raises
    Refused where there is nothing to give back, where the plans came in several files and no agency is named, and where
    the original is gone from the store.
    """
    check_may("plan.export", by=by, subject=review)
    if agency is not None and agency.board_id != review.board_id:
        raise Refused(f"{agency.name} is not an agency of this board.", field="agency")
    actions = find.actions(review, agency)
    if not actions:
        whose = agency.name if agency else review.code
        raise Refused(f"There are no actions of {whose} in {review.code} yet, so there is no plan to give back.")
    sources = _sources(review, agency)
    data = _workbook(review, agency, actions, sources, files) if form is Form.WORKBOOK else b""
    data = data or _document(review, agency, actions, sources)
    made = Exported(data, _name(review, agency, form), len(actions))
    audit.record(
        "plan.export",
        review,
        by=by,
        new={
            "agency": agency.name if agency else "",
            "form": form,
            "actions": len(actions),
            "file": fingerprint_of(data),
            "imports": [batch.id for batch in sources],
        },
        why=why.strip()[:LONGEST_REASON],
    )
    return made


def _sources(review: Review, agency: Agency | None) -> list[Import]:
    """The files that the plan came in, the latest of each agency."""
    latest = find.latest_imports(review)
    wanted = latest.values() if agency is None else [latest[agency.id]] if agency.id in latest else []
    return sorted({batch.id: batch for batch in wanted}.values(), key=lambda batch: batch.id)


def _workbook(
    review: Review, agency: Agency | None, actions: list[Action], sources: list[Import], files: FileStore
) -> bytes:
    title = _title(review, agency)
    if len(sources) > 1:
        names = "; ".join(dict.fromkeys(action.agency.name for action in actions if action.agency))
        raise Refused(
            f"The plans of {review.code} came in {len(sources)} files. Say which agency's plan you want: {names}.",
            field="agency",
        )
    if not sources or sources[0].format not in WORKBOOKS:
        return workbooks_out.written(_plain(review, agency, actions, sources), title=title)
    (batch,) = sources
    tables, left, progress = _filled(batch, actions)
    if any(table.holds_records for table in tables):
        # A page a record has no column to fill in: beside its own pages, ours would say everything twice.
        return workbooks_out.written(_plain(review, agency, actions, sources), title=title)
    without = rendering.sheets_of_others(tables, agency.id) if agency and batch.agency_id is None else []
    return workbooks_out.rewritten(
        _original(batch, files),
        rendering.changes_of(tables),
        rendering.in_seven_columns(review, left, progress),
        without=without,
    )


def _document(review: Review, agency: Agency | None, actions: list[Action], sources: list[Import]) -> bytes:
    return documents_out.written(_plain(review, agency, actions, sources), title=_title(review, agency))


def _plain(review: Review, agency: Agency | None, actions: list[Action], sources: list[Import]) -> list[Plain]:
    """Tables in the columns each plan came in, then those of our own for the actions that came in none."""
    plains: list[Plain] = []
    for batch in sources:
        tables, actions, _ = _filled(batch, actions)
        others = rendering.sheets_of_others(tables, agency.id) if agency and batch.agency_id is None else []
        name = batch.agency.name if batch.agency else ""
        plains += [rendering.in_its_columns(table, agency=name) for table in tables if _shown(table, others)]
    progress = find.progress(action.id for action in actions)
    return plains + rendering.in_seven_columns(review, actions, progress)


def _shown(table: FilledTable, others: list[str]) -> bool:
    return table.is_plan and table.has_items and not table.hidden and table.name not in others


def _filled(batch: Import, actions: list[Action]) -> tuple[list[FilledTable], list[Action], dict[int, list[Progress]]]:
    progress = find.progress(action.id for action in actions)
    tables, left = filled(batch.reading, find.rows(batch), find.spoken_of(batch), actions, progress)
    return tables, left, progress


def _title(review: Review, agency: Agency | None) -> str:
    return f"{review.code}: action plan{f' of {agency.name}' if agency else ''}"


def _original(batch: Import, files: FileStore) -> bytes:
    try:
        return files.fetch(batch.fingerprint)
    except (FileNotFoundError, ValueError) as error:
        raise Refused(
            f"The file that this plan came in ({batch.file_name}) is missing from the store, or was altered there. "
            "Tell whoever looks after the tracker; meanwhile the plan can be had as a Word document."
        ) from error


def _name(review: Review, agency: Agency | None, form: Form) -> str:
    parts = [review.slug, *([slug_of(agency.name)[:60]] if agency else []), "action-plan"]
    return f"{'-'.join(parts)}.{form.value}"
