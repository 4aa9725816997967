"""What a plan given back is filled with: the file it came in, the actions it speaks of, and how they stand."""

from collections import defaultdict
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from tracker import db
from tracker.access import Reader, visible_actions
from tracker.models import Action, ActionSource, Agency, Board, Import, ImportRow, Lead, Progress, Review
from tracker.models.vocabulary import ImportStatus


def review_to_export(slug: str, *, boards: Iterable[Board] | None = None) -> Review | None:
    """The review with a code name, given as it stands in an address, at any board or at one of these."""
    wanted = select(Review).where(Review.slug == slug).options(joinedload(Review.board))
    if boards is not None:
        wanted = wanted.where(Review.board_id.in_([board.id for board in boards]))
    return db.session.scalar(wanted)


def actions(review: Review, agency: Agency | None) -> list[Action]:
    """The actions of a review, or of one agency in it, with their leads and recommendations, by number."""
    wanted = select(Action).where(Action.review_id == review.id)
    if agency is not None:
        wanted = wanted.where(Action.agency_id == agency.id)
    return list(
        db.session.scalars(
            wanted.options(
                joinedload(Action.agency),
                selectinload(Action.recommendations),
                selectinload(Action.leads).joinedload(Lead.person),
                selectinload(Action.leads).joinedload(Lead.post),
            ).order_by(Action.number)
        )
    )


def latest_imports(review: Review) -> dict[int | None, Import]:
    """For each agency that has actions in a review, the plan last imported that speaks of any of them."""
    spoken = (
        select(Action.agency_id, ImportRow.import_id)
        .join(ActionSource, ActionSource.action_id == Action.id)
        .join(ImportRow, ImportRow.id == ActionSource.import_row_id)
        .where(Action.review_id == review.id)
        .union(
            select(Action.agency_id, ImportRow.import_id)
            .join(ImportRow, ImportRow.id == Action.import_row_id)
            .where(Action.review_id == review.id)
        )
        .subquery()
    )
    found = db.session.execute(
        select(spoken.c.agency_id, Import)
        .join(Import, Import.id == spoken.c.import_id)
        .where(Import.status == ImportStatus.APPLIED)
        .order_by(Import.applied_at, Import.id)
    )
    return {row[0]: row[1] for row in found}


def rows(batch: Import) -> list[ImportRow]:
    """Every row of a file, in the order of the file."""
    return list(
        db.session.scalars(select(ImportRow).where(ImportRow.import_id == batch.id).order_by(ImportRow.position))
    )


def spoken_of(batch: Import) -> dict[int, dict[int, int]]:
    """Which actions the rows of a file speak of: by row, the number within the row and the action's id."""
    found = db.session.execute(
        select(ActionSource.import_row_id, ActionSource.part, ActionSource.action_id)
        .join(ImportRow, ImportRow.id == ActionSource.import_row_id)
        .where(ImportRow.import_id == batch.id)
        .order_by(ActionSource.import_row_id, ActionSource.part)
    )
    parts: dict[int, dict[int, int]] = defaultdict(dict)
    for row, part, action in found:
        parts[row][part] = action
    made = db.session.execute(
        select(Action.import_row_id, Action.id)
        .join(ImportRow, ImportRow.id == Action.import_row_id)
        .where(ImportRow.import_id == batch.id)
        .order_by(Action.import_row_id, Action.number)
    )
    for row, action in ((one[0], one[1]) for one in made if one[0] is not None):
        if action not in parts[row].values():
            parts[row][max(parts[row], default=-1) + 1] = action
    return dict(parts)


def progress(action_ids: Iterable[int]) -> dict[int, list[Progress]]:
    """What was recorded here of these actions, not what a plan claimed, the oldest first."""
    told: dict[int, list[Progress]] = defaultdict(list)
    found = db.session.scalars(
        select(Progress)
        .where(Progress.action_id.in_(list(action_ids)), ~Progress.from_plan)
        .order_by(Progress.day, Progress.id)
    )
    for one in found:
        told[one.action_id].append(one)
    return told


def agencies_to_choose(review: Review, *, reader: Reader) -> list[tuple[int, str]]:
    """The agencies with actions in a review that the reader may see, as numbers and names, by name."""
    found = db.session.execute(
        select(Agency.id, Agency.name)
        .join(Action, Action.agency_id == Agency.id)
        .where(Action.review_id == review.id, visible_actions(reader))
        .distinct()
        .order_by(Agency.name, Agency.id)
    )
    return [(number, name) for number, name in found]
