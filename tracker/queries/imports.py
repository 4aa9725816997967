"""Files taken in, their rows as read, and what is known already beside which a new plan is laid."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import defer, joinedload

from tracker import db
from tracker.access import Reader, visible_imports
from tracker.models import Action, Agency, AuditEntry, Import, ImportRow, LayoutChoice, Recommendation, Review
from tracker.models.base import Base
from tracker.models.vocabulary import ImportStatus
from tracker.queries.paging import Page, page_number

Kind = TypeVar("Kind", bound=Base)


def listed(reader: Reader, asked: str | None = None) -> Page[Import]:
    """The files the reader's board took in, newest first, a page at a time."""
    mine = visible_imports(reader)
    total = db.session.scalar(select(func.count()).select_from(Import).where(mine)) or 0
    number = page_number(asked, total)
    page: Page[Import] = Page([], number, total)
    rows = db.session.scalars(
        select(Import)
        .where(mine)
        .options(joinedload(Import.review), joinedload(Import.agency), joinedload(Import.received_by))
        .order_by(Import.received_at.desc(), Import.id.desc())
        .offset((number - 1) * page.length)
        .limit(page.length)
    )
    return Page(list(rows), number, total)


def one(import_id: int, *, reader: Reader) -> Import | None:
    """One file taken in, with its review, its agency and who received and confirmed it."""
    return db.session.scalar(
        select(Import)
        .where(Import.id == import_id, visible_imports(reader))
        .options(
            joinedload(Import.review).joinedload(Review.board),
            joinedload(Import.agency),
            joinedload(Import.received_by),
            joinedload(Import.applied_by),
        )
    )


def received(review_id: int, agency_id: int | None, fingerprint: str) -> Import | None:
    """The import of the same file for the same review and agency that was not set aside, if there is one."""
    return db.session.scalar(
        select(Import).where(
            Import.review_id == review_id,
            func.coalesce(Import.agency_id, 0) == (agency_id or 0),
            Import.fingerprint == fingerprint,
            Import.status.not_in((ImportStatus.SET_ASIDE, ImportStatus.UNDONE)),
        )
    )


def rows(batch: Import) -> list[ImportRow]:
    """Every row of a file, in the order of the file."""
    return list(
        db.session.scalars(select(ImportRow).where(ImportRow.import_id == batch.id).order_by(ImportRow.position))
    )


def columns_chosen(board_id: int) -> dict[str, dict[str, str]]:
    """What people of a board said of columns: for each layout the field of each heading."""
    chosen: dict[str, dict[str, str]] = {}
    for one in db.session.scalars(
        select(LayoutChoice).where(LayoutChoice.board_id == board_id).order_by(LayoutChoice.id)
    ):
        chosen.setdefault(one.layout, {})[one.heading] = one.field
    return chosen


def last_worked_on(batch: Import) -> AuditEntry | None:
    """When a person last put something of a file right, and who."""
    return db.session.scalar(
        select(AuditEntry)
        .where(
            AuditEntry.subject == Import.__tablename__,
            AuditEntry.subject_id == batch.id,
            AuditEntry.verb == "import.correct",
        )
        .options(joinedload(AuditEntry.by))
        .order_by(AuditEntry.id.desc())
        .limit(1)
    )


def row(batch: Import, row_id: int) -> ImportRow | None:
    """One row of a file the reader has already been allowed to see."""
    return db.session.scalar(select(ImportRow).where(ImportRow.import_id == batch.id, ImportRow.id == row_id))


def recommendations_of(rows_shown: Sequence[ImportRow]) -> dict[int, Recommendation]:
    """The recommendations these rows made or were found to repeat, by id."""
    wanted = {one.recommendation_id for one in rows_shown if one.recommendation_id}
    if not wanted:
        return {}
    found = db.session.scalars(select(Recommendation).where(Recommendation.id.in_(wanted)))
    return {recommendation.id: recommendation for recommendation in found}


def actions_of(row_ids: Iterable[int]) -> dict[int, list[Action]]:
    """The actions made of these rows, by row, in the order they were made."""
    made: dict[int, list[Action]] = {}
    found = db.session.scalars(
        select(Action)
        .where(Action.import_row_id.in_(list(row_ids)))
        .options(joinedload(Action.agency))
        .order_by(Action.review_id, Action.number)
    )
    for action in found:
        made.setdefault(action.import_row_id or 0, []).append(action)
    return made


def made_by(batch: Import) -> dict[str, int]:
    """How many actions came of an import, and how many recommendations its rows made or repeat."""
    actions = select(func.count(Action.id)).join(ImportRow, ImportRow.id == Action.import_row_id)
    linked = select(func.count(func.distinct(ImportRow.recommendation_id)))
    return {
        "actions": db.session.scalar(actions.where(ImportRow.import_id == batch.id)) or 0,
        "recommendations": db.session.scalar(linked.where(ImportRow.import_id == batch.id)) or 0,
    }


def reviews_to_choose(reader: Reader) -> list[Review]:
    """The reviews of the reader's board that a plan may be taken in for, by code name."""
    return list(
        db.session.scalars(
            select(Review)
            .where(Review.board_id == reader.board.id)
            .options(defer(Review.summary))
            .order_by(Review.code, Review.id)
        )
    )


def review(review_id: int, *, reader: Reader) -> Review | None:
    """One review of the reader's board."""
    return db.session.scalar(select(Review).where(Review.id == review_id, Review.board_id == reader.board.id))


def review_written(slug: str, *, board_ids: Iterable[int]) -> Review | None:
    """The review with a code name, given as it stands in an address, at one of these boards."""
    return db.session.scalar(
        select(Review)
        .where(Review.slug == slug, Review.board_id.in_(list(board_ids)))
        .options(joinedload(Review.board))
    )


def agencies_by_id(board_id: int) -> dict[int, Agency]:
    """A board's agencies by id."""
    return {one.id: one for one in db.session.scalars(select(Agency).where(Agency.board_id == board_id))}


def of_ids(kind: type[Kind], ids: Sequence[int]) -> list[Kind]:
    """The records of these numbers, in the order given."""
    found = {one.id: one for one in db.session.scalars(select(kind).where(kind.id.in_(ids)))}
    return [found[number] for number in ids]
