"""The commands that read and write nothing: `read-plan` and `timescale`."""

import json
import sys
from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import click

from tracker.cli.reading_bar import reading_bar
from tracker.reading.confined import read_confined
from tracker.reading.limits import CannotRead, Limits
from tracker.reading.proposal import ProposedAction, ProposedPlan, Row
from tracker.reading.timescales import Timescale, read_timescale, spoken


class PlanDay(click.ParamType[date]):
    """A day as 2015-09-30, or a month as 2015-09, which means its last day."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        if isinstance(value, date):
            return value
        try:
            return plan_day(str(value))
        except ValueError:
            return self.fail(f"{value!r} is not a date; write it as 2015-09-30, or 2015-09 for a month.", param, ctx)


def plan_day(text: str) -> date:
    """The day meant by 2015-09-30 or 2015-09. Raises ValueError for anything else."""
    if len(text) == 7:
        first = date.fromisoformat(f"{text}-01")
        return first.replace(day=monthrange(first.year, first.month)[1])
    return date.fromisoformat(text)


@click.command("timescale")
@click.option("--agreed", type=PlanDay(), help="The day the plan was agreed, as 2015-09-30 or 2015-09.")
@click.argument("text")
def timescale_command(text: str, agreed: date | None) -> None:
    """Read the wording of a timescale; with -, JSON lines in (text, agreed) and out."""
    if text == "-":
        for line in answered(sys.stdin, agreed):
            click.echo(line)
        return
    click.echo(account(read_timescale(text, agreed=agreed)))


def answered(lines: Iterable[str], agreed: date | None) -> Iterator[str]:
    """An answer for each line. Exits with status 2 at the first line that is not a question."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            asked = json.loads(line)
            day = plan_day(asked["agreed"]) if asked.get("agreed") else agreed
            answer = read_timescale(asked["text"] or "", agreed=day)
        except (ValueError, KeyError, TypeError, AttributeError):
            click.echo(f'Line {number} is not a JSON object with "text" and, if known, "agreed".', err=True)
            sys.exit(2)
        yield json.dumps(answer.as_json(), ensure_ascii=False)


def account(answer: Timescale) -> str:
    """The answer in a sentence or two."""
    parts = []
    if answer.deadlines:
        parts.append("Deadline: " + ", ".join(spoken(day) for day in answer.deadlines) + ".")
    if answer.completed_on:
        parts.append(f"Said to be completed: {spoken(answer.completed_on)}.")
    if answer.ongoing:
        parts.append("Ongoing.")
    if answer.needs_review:
        parts.append(f"A person must look: {answer.reason}")
    return " ".join(parts)


@click.command("read-plan")
@click.option("--agreed", type=PlanDay(), help="The day the plan was agreed, as 2015-09-30 or 2015-09.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object instead of an account.")
@click.argument("file", type=click.Path(path_type=Path))
def read_plan_command(file: Path, agreed: date | None, as_json: bool) -> None:
    """Read an action plan and print what was understood; nothing is written."""
    try:
        with reading_bar() as told_rows:
            plan = read_confined(contents(file), file.name, agreed=agreed, told=told_rows)
    except CannotRead as refused:
        click.echo(" ".join(refused.sentence.split()), err=True)
        sys.exit(2)
    click.echo(json.dumps(plan.as_json(), ensure_ascii=False) if as_json else "\n".join(told(plan)))


def contents(file: Path) -> bytes:
    """The bytes of a file. Raises CannotRead where there is none, or it is larger than any plan."""
    try:
        with file.open("rb") as stream:
            return stream.read(Limits().file_bytes + 1)
    except OSError as error:
        raise CannotRead(f"{file.name} cannot be opened: {error.strerror}. Check the name and the folder.") from error


def told(plan: ProposedPlan) -> Iterator[str]:
    """The plan as a person reads it: each table, each item with its actions, and the line that adds up."""
    for table in plan.tables:
        owner = f", {table.agency}" if table.agency else ""
        yield f"{table.name}{owner}{' (hidden sheet)' if table.hidden else ''}"
        for row in table.rows:
            yield from told_row(row)
        yield ""
    yield reconciled(plan)


def told_row(row: Row) -> Iterator[str]:
    words = row.recommendation or " / ".join(row.cells.values())
    reason = f" ({row.reason})" if row.reason else ""
    words = f"{row.ref} {words}" if row.ref else words
    yield f"  {row.source}  {row.kind.replace('_', ' ')}{reason}: {short(words)}"
    for action in row.actions:
        yield f"      action: {short(action.text) or 'none written'}"
        yield f"        lead: {'; '.join(action.leads) or 'none named'}"
        yield f"        timescale: {short(action.timescale) or 'blank'}. {told_days(action)}"
    for problem in row.problems:
        where = f"{short(problem.column)}: " if problem.column else ""
        yield f"      {problem.severity}: {where}{problem.message}"


def told_days(action: ProposedAction) -> str:
    read = Timescale(
        action.timescale,
        action.timescale_kind,
        action.deadlines,
        action.completed_on,
        action.ongoing,
        action.needs_review,
        action.reason,
    )
    return account(read)


def short(text: str, most: int = 90) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1]}…"


def reconciled(plan: ProposedPlan) -> str:
    """57 rows: 41 items, 9 continued, 4 headings, 3 set aside. Every row is in one of the counts."""
    counts = plan.summary()
    parts = ", ".join(
        f"{counts[kind]} {one if counts[kind] == 1 else many}" for kind, one, many in SAID if counts[kind]
    )
    doubts = f"{counts['actions']} actions, of which {counts['needs_review']} need a person."
    return f"{counts['rows_seen']} rows: {parts}. {doubts}"


SAID = (
    ("items", "item", "items"),
    ("continuations", "continued", "continued"),
    ("sections", "section", "sections"),
    ("guidance", "guidance", "guidance"),
    ("headings", "heading", "headings"),
    ("set_aside", "set aside", "set aside"),
)
