"""What an import made and changed, and what has been done with it since."""

from dataclasses import dataclass, field

from sqlalchemy import Select, exists, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from tracker import db
from tracker.models import (
    Action,
    ActionSource,
    Import,
    ImportRow,
    Lead,
    Post,
    Progress,
    Recommendation,
    Repeat,
    action_recommendation,
)
from tracker.models.vocabulary import ImportStatus


@dataclass
class Work:
    """All that came of one import: what it made, the actions it changed, and the rows that say so."""

    actions: list[Action] = field(default_factory=list)
    recommendations: list[Recommendation] = field(default_factory=list)
    posts: list[Post] = field(default_factory=list)
    changed: list[Action] = field(default_factory=list)
    reworded: list[Recommendation] = field(default_factory=list)
    rows: list[ImportRow] = field(default_factory=list)


def work_of(batch: Import, *, held: bool = False) -> Work:
    """What came of an import, each kind in the order it was made; `held` keeps it from changing till the end."""
    rows = list(
        db.session.scalars(
            select(ImportRow)
            .where(
                ImportRow.import_id == batch.id,
                or_(
                    ImportRow.recommendation_id.is_not(None), exists().where(ActionSource.import_row_id == ImportRow.id)
                ),
            )
            .order_by(ImportRow.position)
        )
    )
    changed = {one["action"] for row in rows for one in row.made.get("changes", [])}
    recommendations = {
        row.recommendation_id: row.made
        for row in rows
        if row.made.get("recommendation") or row.made.get("recommendation_before")
    }
    asked = select(Action).options(selectinload(Action.leads).options(joinedload(Lead.person), joinedload(Lead.post)))
    made = (
        asked.join(ImportRow, ImportRow.id == Action.import_row_id)
        .where(ImportRow.import_id == batch.id)
        .order_by(Action.id)
    )
    others = asked.where(Action.id.in_(changed)).order_by(Action.id)
    listed = select(Recommendation).where(Recommendation.id.in_(recommendations)).order_by(Recommendation.id)
    posts = select(Post).where(Post.id.in_(batch.reading.get("posts", []))).order_by(Post.id)
    if held:
        made, others = made.with_for_update(of=Action), others.with_for_update(of=Action)
        listed, posts = listed.with_for_update(), posts.with_for_update()
    fresh = {"populate_existing": held}
    found = list(db.session.scalars(listed, execution_options=fresh))
    return Work(
        list(db.session.scalars(made, execution_options=fresh)),
        [one for one in found if recommendations[one.id].get("recommendation")],
        list(db.session.scalars(posts, execution_options=fresh)),
        list(db.session.scalars(others, execution_options=fresh)),
        [one for one in found if recommendations[one.id].get("recommendation_before")],
        rows,
    )


def made_actions(batch: Import) -> Select[int]:
    """The ids of the actions an import made, for use within another question."""
    return (
        select(Action.id).join(ImportRow, ImportRow.id == Action.import_row_id).where(ImportRow.import_id == batch.id)
    )


def progress_told(batch: Import) -> set[int]:
    """The ids of those of its actions of which a person told progress."""
    found = select(Progress.action_id).where(Progress.action_id.in_(made_actions(batch)), Progress.from_plan.is_(False))
    return set(db.session.scalars(found))


def later_imports(batch: Import, work: Work) -> list[Import]:
    """The imports applied since that speak of an action or a recommendation of this one, oldest first."""
    changed = [one.id for one in work.changed]
    recommendations = [one.id for one in (*work.recommendations, *work.reworded)]
    speaking = (
        select(ImportRow.import_id)
        .outerjoin(ActionSource, ActionSource.import_row_id == ImportRow.id)
        .where(
            or_(
                ActionSource.action_id.in_(made_actions(batch)),
                ActionSource.action_id.in_(changed),
                ImportRow.recommendation_id.in_(recommendations),
            )
        )
    )
    return list(
        db.session.scalars(
            select(Import)
            .where(
                Import.id.in_(speaking),
                Import.status == ImportStatus.APPLIED,
                or_(
                    Import.applied_at > batch.applied_at,
                    (Import.applied_at == batch.applied_at) & (Import.id > batch.id),
                ),
            )
            .order_by(Import.id)
        )
    )


def answered_by_others(batch: Import, work: Work) -> dict[int, str]:
    """Those of its recommendations that another action answers, with the reference of one such action."""
    found = db.session.execute(
        select(action_recommendation.c.recommendation_id, func.min(Action.reference))
        .join(Action, Action.id == action_recommendation.c.action_id)
        .where(
            action_recommendation.c.recommendation_id.in_([one.id for one in work.recommendations]),
            action_recommendation.c.action_id.not_in(made_actions(batch)),
        )
        .group_by(action_recommendation.c.recommendation_id)
    )
    return {row[0]: row[1] for row in found}


def repeated(work: Work) -> set[int]:
    """Those of its recommendations that are linked with another as a repeat."""
    ids = [one.id for one in work.recommendations]
    found = db.session.execute(
        select(Repeat.recommendation_id, Repeat.earlier_id).where(
            or_(Repeat.recommendation_id.in_(ids), Repeat.earlier_id.in_(ids))
        )
    )
    return {number for pair in found for number in pair} & set(ids)


def used_elsewhere(batch: Import, work: Work) -> set[int]:
    """Those of its posts that lead actions which it neither made nor changed."""
    posts, changed = [one.id for one in work.posts], [one.id for one in work.changed]
    found = select(Lead.post_id).where(
        Lead.post_id.in_(posts), Lead.action_id.not_in(made_actions(batch)), Lead.action_id.not_in(changed)
    )
    return {number for number in db.session.scalars(found) if number is not None}


def rows_before(batch: Import, work: Work) -> list[tuple[ImportRow, int | None]]:
    """The rows of other imports that speak of what this one changed: of an action (its id), or of a recommendation."""
    changed, reworded = [one.id for one in work.changed], [one.id for one in work.reworded]
    found = db.session.execute(
        select(ImportRow, ActionSource.action_id)
        .join(Import, Import.id == ImportRow.import_id)
        .outerjoin(ActionSource, ActionSource.import_row_id == ImportRow.id)
        .where(
            Import.status == ImportStatus.APPLIED,
            Import.id != batch.id,
            or_(ActionSource.action_id.in_(changed), ImportRow.recommendation_id.in_(reworded)),
        )
        .order_by(ImportRow.id, ActionSource.part)
    )
    return [(row[0], row[1]) for row in found]
