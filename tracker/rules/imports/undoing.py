"""An import undone as a whole, while nothing in it has been worked on; the file, its rows and the history stay."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import delete, or_, select, update

from tracker import clock, db
from tracker.models import (
    Action,
    ActionSource,
    Import,
    ImportRow,
    Lead,
    Person,
    Post,
    Progress,
    Recommendation,
    Step,
    action_recommendation,
    recommendation_agency,
)
from tracker.models.vocabulary import ActionStatus, ImportStatus
from tracker.queries import undoing as find
from tracker.queries.undoing import Work
from tracker.rules import audit
from tracker.rules.actions import ProposedLead
from tracker.rules.errors import Refused, check_may
from tracker.rules.imports.carrying import put_views_back, replace_leads

MOST_NAMED = 6


@dataclass(frozen=True)
class Undone:
    """How much was taken out again, and how much was put back as it was before."""

    actions: int
    recommendations: int
    posts: int
    restored: int


@dataclass(frozen=True)
class Undoing:
    """What undoing an import would take out and put back, and the sentences that say what stops it."""

    work: Work
    stops: tuple[str, ...]
    kept_posts: frozenset[int] = frozenset()

    @property
    def counts(self) -> Undone:
        work = self.work
        posts = len(work.posts) - len(self.kept_posts)
        return Undone(len(work.actions), len(work.recommendations), posts, len(work.changed) + len(work.reworded))


def undoing(batch: Import, *, held: bool = False) -> Undoing:
    """What undoing an import would do, and what stops it, in sentences; nothing is written.

    It is stopped by anything a person did with what the import made or changed: an action agreed, corrected or
    reported on, a post filled, a recommendation corrected, answered by another action or linked as a repeat; and by a
    later import that speaks of the same. A post made by it that leads other actions as well is kept.
    """
    if batch.status is not ImportStatus.APPLIED:
        return Undoing(Work(), (NOT_APPLIED[batch.status],))
    work = find.work_of(batch, held=held)
    stops = [*_of_actions(batch, work), *_of_recommendations(batch, work)]
    filled = [post.title for post in work.posts if post.holder_id is not None]
    if filled:
        stops.append(f"Someone fills {_named(filled)}. Empty the post first.")
    for later in find.later_imports(batch, work):
        stops.append(f"{later.file_name}, imported later, speaks of the same actions. Undo that import first.")
    return Undoing(work, tuple(stops), frozenset(find.used_elsewhere(batch, work)))


NOT_APPLIED = {
    ImportStatus.READING: "This file is still being read, so there is nothing to undo.",
    ImportStatus.PROPOSED: "This file was not imported yet, so there is nothing to undo. It can be set aside.",
    ImportStatus.SET_ASIDE: "This file was set aside; nothing of it was imported.",
    ImportStatus.UNDONE: "This import was undone already.",
}


def _of_actions(batch: Import, work: Work) -> list[str]:
    versions = {one["action"]: one["version"] for row in work.rows for one in row.made.get("changes", [])}
    versions |= {int(number): version for row in work.rows for number, version in row.made.get("versions", {}).items()}
    every = [*work.actions, *work.changed]
    begun = [one for one in every if one.status is not ActionStatus.DRAFT]
    corrected = [
        one for one in every if one.status is ActionStatus.DRAFT and one.version != versions.get(one.id, FIRST_VERSION)
    ]
    told = find.progress_told(batch)
    reported = [one for one in work.actions if one.id in told and one not in begun]
    return [
        sentence
        for found, sentence in (
            (begun, "no longer a draft"),
            (corrected, "changed by a person since"),
            (reported, "reported on since"),
        )
        for sentence in _if_any(found, sentence)
    ]


FIRST_VERSION = 1


def _if_any(found: Iterable[Action], what: str) -> list[str]:
    references = [one.reference for one in found]
    if not references:
        return []
    return [f"{_named(references)} {'is' if len(references) == 1 else 'are'} {what}."]


def _of_recommendations(batch: Import, work: Work) -> list[str]:
    versions = {
        row.recommendation_id: row.made["recommendation_before"]["version"]
        for row in work.rows
        if "recommendation_before" in row.made
    }
    versions |= {
        row.recommendation_id: row.made["recommendation_version"]
        for row in work.rows
        if "recommendation_version" in row.made
    }
    stops = []
    every = {one.id: one for one in (*work.recommendations, *work.reworded)}
    corrected = [one.reference for one in every.values() if one.version != versions.get(one.id, FIRST_VERSION)]
    if corrected:
        stops.append(f"The wording of {_named(corrected)} was corrected since.")
    for number, reference in find.answered_by_others(batch, work).items():
        stops.append(f"{reference}, which is not of this import, answers {every[number].reference}.")
    linked = [every[number].reference for number in sorted(find.repeated(work))]
    if linked:
        stops.append(f"{_named(linked)} {'is' if len(linked) == 1 else 'are'} linked with another as a repeat.")
    return stops


def _named(names: list[str]) -> str:
    shown = names[:MOST_NAMED]
    if len(names) > len(shown):
        return f"{', '.join(shown)} and {len(names) - len(shown)} more"
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"


def undo(batch: Import, *, by: Person) -> Undone:
    """Take out all that an import made and put back what it changed, in one transaction; the caller commits.

    What was there is kept in the history of changes; references are never given anew, and the same file may be taken
    in again. Raises Refused with every sentence of what stops it.
    """
    check_may("import.undo", by=by, subject=batch)
    db.lock(batch)
    db.lock(batch.review)
    found = undoing(batch, held=True)
    if found.stops:
        raise Refused("This import cannot be undone. " + " ".join(found.stops))
    done, work = found.counts, found.work
    _put_back(work, by=by)
    _tell_earlier(batch, work)
    db.session.flush()
    _take_out(batch, work, found.kept_posts, by=by)
    batch.status, batch.undone_at, batch.undone_by = ImportStatus.UNDONE, clock.now(), by
    batch.version += 1
    audit.record(
        "import.undo",
        batch,
        by=by,
        old={"status": ImportStatus.APPLIED},
        new={
            "status": batch.status,
            "actions": done.actions,
            "recommendations": done.recommendations,
            "restored": done.restored,
        },
    )
    return done


def _put_back(work: Work, *, by: Person) -> None:
    """The drafts and recommendations that the import changed, as they were before it."""
    changed = {action.id: action for action in work.changed}
    reworded = {one.id: one for one in work.reworded}
    for row in reversed(work.rows):
        put_views_back(row)
        for told in row.made.get("changes", []):
            _restore(changed[told["action"]], told, by=by)
        before = row.made.get("recommendation_before")
        if before is not None and row.recommendation_id is not None:
            recommendation = reworded[row.recommendation_id]
            old, new = audit.changes(recommendation, {"text": before["text"]})
            recommendation.version += 1
            audit.record(
                "import.put_back", recommendation, by=by, board_id=recommendation.review.board_id, old=old, new=new
            )


def _tell_earlier(batch: Import, work: Work) -> None:
    """Note on the rows of imports before that what changed since was put back, so that they can be undone in turn."""
    actions_now = {one.id: one.version for one in work.changed}
    recommendations_now = {one.id: one.version for one in work.reworded}
    for row, number in find.rows_before(batch, work):
        if number in actions_now:
            row.made = {**row.made, "versions": {**row.made.get("versions", {}), str(number): actions_now[number]}}
        if row.recommendation_id in recommendations_now:
            row.made = {**row.made, "recommendation_version": recommendations_now[row.recommendation_id]}


def _restore(action: Action, told: dict[str, Any], *, by: Person) -> None:
    values = {name: value for name, value in told["old"].items() if name != "leads"}
    if values.get("deadline"):
        values["deadline"] = date.fromisoformat(values["deadline"])
    old, new = audit.changes(action, values)
    if told["leads"] is not None:
        old["leads"] = [lead.title for lead in action.leads]
        replace_leads(action, [_lead(kept) for kept in told["leads"]])
        new["leads"] = [lead.title for lead in action.leads]
    action.version += 1
    audit.record("import.put_back", action, by=by, old=old, new=new)


def _lead(kept: dict[str, Any]) -> ProposedLead:
    person = db.session.get(Person, kept["person"]) if kept["person"] else None
    post = db.session.get(Post, kept["post"]) if kept["post"] else None
    return ProposedLead(person=person, post=post, part=kept["part"], printed_as=kept["printed_as"])


def _take_out(batch: Import, work: Work, kept_posts: frozenset[int], *, by: Person) -> None:
    """Every draft, recommendation and empty post the import made; each leaves an entry that says what it was."""
    for action in work.actions:
        audit.record("import.take_out", action, by=by, old=_told(action))
    for recommendation in work.recommendations:
        old = {"text": recommendation.text, "printed_reference": recommendation.printed_reference}
        audit.record("import.take_out", recommendation, by=by, board_id=batch.board_id, old=old)
    posts = [post for post in work.posts if post.id not in kept_posts]
    for post in posts:
        audit.record("import.take_out", post, by=by, board_id=batch.board_id, old={"title": post.title})
    db.session.flush()
    _delete_actions(batch, [number for row in work.rows for number in row.made.get("progress", [])])
    _delete_recommendations(batch, [one.id for one in work.recommendations])
    if posts:
        db.session.execute(delete(Post).where(Post.id.in_([post.id for post in posts])), execution_options=LATER)
    for gone in (*work.actions, *work.recommendations, *posts):
        db.session.expunge(gone)
    for row in work.rows:
        db.session.expire(row)


# What is taken out in bulk is not looked for among what the session holds; it is let go of afterwards.
LATER = {"synchronize_session": False}


def _told(action: Action) -> dict[str, Any]:
    return {
        "text": action.text,
        "timescale": action.timescale,
        "deadline": action.deadline,
        "leads": [lead.title for lead in action.leads],
        "outcome_sought": action.outcome_sought,
        "outcome_measure": action.outcome_measure,
        "agency": action.agency_id,
    }


def _delete_actions(batch: Import, progress: list[int]) -> None:
    rows = select(ImportRow.id).where(ImportRow.import_id == batch.id)
    made = find.made_actions(batch)
    orders = [
        delete(ActionSource).where(ActionSource.import_row_id.in_(rows)),
        delete(Progress).where(or_(Progress.action_id.in_(made), Progress.id.in_(progress))),
        delete(Step).where(Step.action_id.in_(made)),
        delete(Lead).where(Lead.action_id.in_(made)),
        delete(action_recommendation).where(action_recommendation.c.action_id.in_(made)),
        delete(Action).where(Action.import_row_id.in_(rows)),
    ]
    for order in orders:
        db.session.execute(order, execution_options=LATER)


def _delete_recommendations(batch: Import, ids: list[int]) -> None:
    undone = update(ImportRow).where(ImportRow.import_id == batch.id).values(recommendation_id=None)
    db.session.execute(undone, execution_options=LATER)
    if not ids:
        return
    # Rows of files set aside or undone may still name one of them.
    named = update(ImportRow).where(ImportRow.recommendation_id.in_(ids)).values(recommendation_id=None)
    for order in (
        named,
        delete(recommendation_agency).where(recommendation_agency.c.recommendation_id.in_(ids)),
        delete(Recommendation).where(Recommendation.id.in_(ids)),
    ):
        db.session.execute(order, execution_options=LATER)
