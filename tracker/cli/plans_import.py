"""The command `import-plan`: read a plan as `read-plan` does, then make its drafts."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import click

from tracker import db
from tracker.cli.naming import agency_named
from tracker.cli.plans_read import PlanDay, contents, reconciled
from tracker.cli.reading_bar import reading_bar
from tracker.cli.session import acting, connected
from tracker.config import Settings
from tracker.models import Agency, Import, Person, Review
from tracker.models.reviews import slug_of
from tracker.models.vocabulary import ImportStatus
from tracker.outside.files import FileStore, fingerprint_of
from tracker.queries import imports as find
from tracker.queries import known
from tracker.queries import settings as settled
from tracker.queries.people import boards_of
from tracker.reading.confined import read_confined
from tracker.reading.proposal import ProposedPlan
from tracker.rules import imports
from tracker.rules.errors import AlreadyReceived, Refused, check_may
from tracker.rules.imports import Applied, Change, Plan

MOST_NAMED = 5


@dataclass(frozen=True)
class Asked:
    """One plan to import, with everything the words of the command stand for."""

    file: Path
    data: bytes
    review: Review
    agency: Agency | None
    plan_date: date | None
    by: Person


@click.command("import-plan")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--review", "code", required=True, metavar="CODE", help="The review's code name, such as “Child B1”.")
@click.option("--agency", metavar="NAME", help="Whose plan it is; as the plan says where left out.")
@click.option("--agreed", type=PlanDay(), help="The day the plan was agreed; the review's plan date where left out.")
@click.option("--by", required=True, metavar="EMAIL", help="The policy officer in whose name.")
@click.option("--dry-run", is_flag=True, help="Say what would be made, and make nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of an account.")
def import_plan_command(
    file: Path, code: str, agency: str | None, agreed: date | None, by: str, dry_run: bool, as_json: bool
) -> None:
    """Take in an action plan and make its recommendations and actions as drafts, all of it or nothing."""
    data = contents(file)
    with connected() as settings:
        asked = _asked(file, data, code=code, agency=agency, agreed=agreed, by=by)
        if as_json:
            click.echo(json.dumps(_answer(asked, settings, dry_run=dry_run), ensure_ascii=False))
        else:
            click.echo("\n".join(_account(asked, settings, dry_run=dry_run)))


def _asked(file: Path, data: bytes, *, code: str, agency: str | None, agreed: date | None, by: str) -> Asked:
    person = acting(by)
    if person is None:
        raise Refused("Say with --by in whose name the plan is imported.")
    boards = {board.id: board for board in boards_of(person)}
    review = find.review_written(slug_of(code), board_ids=boards)
    if review is None:
        raise Refused(
            f"There is no review called {code} at a board {person.name} belongs to. Check the code name, "
            "or add the review with: tracker review add"
        )
    check_may("import.receive", by=person, subject=review)
    whose = agency_named(agency, boards[review.board_id]) if agency else None
    return Asked(file, data, review, whose, agreed or review.plan_date, person)


@dataclass(frozen=True)
class Done:
    """What came of it: the file as read, what it would make, and unless only asked, the import and what it made."""

    read: ProposedPlan
    plan: Plan
    batch: Import | None = None
    made: Applied | None = None


def _done(asked: Asked, settings: Settings, *, dry_run: bool) -> Done:
    imports.refuse_if_received(asked.review, asked.agency, fingerprint_of(asked.data))
    # Nothing is held while the child reads, so that the pages are not kept waiting.
    calendar, columns = settled.reading_calendar(asked.review.board_id), find.columns_chosen(asked.review.board_id)
    db.session.rollback()
    with reading_bar() as told:
        read = read_confined(
            asked.data, asked.file.name, agreed=asked.plan_date, calendar=calendar, columns=columns, told=told
        )
    if dry_run:
        tables, rows = imports.as_read(read)
        chosen = asked.agency.id if asked.agency else None
        return Done(
            read, imports.plan(tables, rows, known.beside(asked.review), chosen=chosen, plan_date=asked.plan_date)
        )
    batch = imports.receive(
        asked.review,
        data=asked.data,
        name=asked.file.name,
        agency=asked.agency,
        plan_date=asked.plan_date,
        reading=read,
        files=FileStore(settings.evidence_store),
        by=asked.by,
    )
    plan = imports.plan_of(batch, find.rows(batch))
    if plan.unanswered:
        raise Refused(_asks(asked, settings, plan))
    made = imports.apply(batch, by=asked.by)
    db.session.flush()
    return Done(read, plan, batch, made)


def _asks(asked: Asked, settings: Settings, plan: Plan) -> str:
    places = ", ".join(row.row.source for row in plan.unanswered[:MOST_NAMED])
    more = " and more" if len(plan.unanswered) > MOST_NAMED else ""
    return (
        f"Some rows may be actions on record in other words ({places}{more}). Nothing was imported. Take the file "
        f"in at {settings.base_url}/imports/add?review={asked.review.slug} and say there of each which action it is."
    )


def _revised(plan: Plan) -> Iterator[str]:
    """What a plan that was taken in before says otherwise now, and what it no longer holds."""
    for row, change in plan.changes:
        told = f"“{change.now or 'blank'}” to “{change.says or 'blank'}”"
        taken = "changed" if change.ticked else change.obstacle or "not changed: it was changed here since"
        yield f"  {row.row.source}: {change.name} of {', '.join(change.references)}, {told}: {taken}"
    for action in plan.gone:
        yield f"  {action.reference} is no longer in the file; it stays as it is."


def _earlier(asked: Asked, settings: Settings, told: AlreadyReceived) -> str:
    """The sentence for a file that is there; raises Refused while it still waits for a person."""
    sentence = f"{told.sentence} See {settings.base_url}/imports/{told.batch.id}"
    if told.batch.status is ImportStatus.PROPOSED:
        raise Refused(sentence) from told
    return sentence


def _account(asked: Asked, settings: Settings, *, dry_run: bool) -> Iterator[str]:
    try:
        done = _done(asked, settings, dry_run=dry_run)
    except AlreadyReceived as told:
        yield _earlier(asked, settings, told)
        return
    yield f"{asked.file.name}, for {asked.review.code}. {reconciled(done.read)}"
    plan = done.plan
    yield (
        f"{'Would make' if dry_run else 'Made'} {plan.new_recommendations} recommendations, {plan.new_actions} actions "
        f"(drafts) and {len(plan.new_posts)} posts. Recorded already: {plan.known_recommendations} recommendations and "
        f"{plan.known_actions} actions."
    )
    if plan.changes or plan.gone:
        yield (
            f"{'Would change' if dry_run else 'Changed'} {len(plan.ticked)} of {len(plan.changes)} fields that differ. "
            f"Unchanged: {plan.unchanged_actions} actions. No longer in the file: {len(plan.gone)}."
        )
        yield from _revised(plan)
    for agency in plan.agencies:
        if agency.rows and agency.doubt:
            yield f"  {agency.table}: {agency.doubt}"
    for one in plan.unsaid_words:
        yield f"  {one.sentence} Its words are kept; say what they mean at {settings.base_url}/settings/status-words"
    for row in plan.doubtful:
        yield f"  {row.row.source}: {' '.join(doubt.sentence for doubt in row.doubts)}"
    if done.batch is not None:
        yield f"Its page: {settings.base_url}/imports/{done.batch.id}"
    else:
        yield "Nothing was written."


def _answer(asked: Asked, settings: Settings, *, dry_run: bool) -> dict[str, Any]:
    """The object `read-plan --json` prints, with what was made of it under `import`."""
    try:
        done = _done(asked, settings, dry_run=dry_run)
    except AlreadyReceived as told:
        _earlier(asked, settings, told)
        return {"file": asked.file.name, "import": _made(told.batch.id, "already imported", None)}
    status = "dry run" if dry_run else "applied"
    return done.read.as_json() | {
        "import": _made(done.batch.id if done.batch else None, status, done.made)
        | {
            "new": {
                "recommendations": done.plan.new_recommendations,
                "actions": done.plan.new_actions,
                "posts": len(done.plan.new_posts),
            },
            "known": {"recommendations": done.plan.known_recommendations, "actions": done.plan.known_actions},
            "changes": [_change(row.row.source, change) for row, change in done.plan.changes],
            "gone": [action.reference for action in done.plan.gone],
            "asked": [row.row.source for row in done.plan.unanswered],
        }
    }


def _change(source: str, change: Change) -> dict[str, Any]:
    return {
        "source": source,
        "field": change.field,
        "references": list(change.references),
        "before": change.said,
        "recorded": change.now,
        "now": change.says,
        "clash": change.clash,
        "made": change.ticked,
    }


def _made(number: int | None, status: str, made: Applied | None) -> dict[str, Any]:
    return {
        "id": number,
        "status": status,
        "recommendations": [one.reference for one in made.recommendations] if made else [],
        "actions": [one.reference for one in made.actions] if made else [],
    }
