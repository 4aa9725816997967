"""Deadlines that hang on a date of the review: "within three months of publication" keeps what it counts from.

When that date is entered, moves or is removed, the proposed deadline of each draft that hangs on it follows, with a
doubt that says so, until a person fixes the deadline; nothing agreed ever moves.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date

from tracker import db
from tracker.models import Action, Person, Review
from tracker.models.vocabulary import Precision
from tracker.queries import anchors as find
from tracker.queries.anchors import PLAN_DATE, Start, Starts
from tracker.queries.settings import reading_calendar
from tracker.reading.timescales import Anchor, Calendar, resolve, spoken
from tracker.reading.timescales.relative import FROM_PLAN, NO_PLAN_DAY
from tracker.rules import audit

NAMES = {
    PLAN_DATE: "the plan date",
    find.PUBLICATION: "publication",
    find.REPORT_AGREED: "the day the report was agreed",
}
CHECK = "Check that this start is meant."


@dataclass(frozen=True)
class Counted:
    """What an anchor comes to: a deadline or none, and in words what a person should look at."""

    deadline: date | None
    doubt: str


def count_from(anchor: Anchor, starts: Starts, calendar: Calendar) -> Counted | None:
    """The deadline of a relative wording by the dates of its review; None where its start is no date of a review.

    A start that is not recorded gives none, and one recorded with two dates is not chosen between. Never without a
    doubt: a relative wording is always for a person to confirm.
    """
    if anchor.kind not in NAMES:
        return None
    name, known = NAMES[anchor.kind], starts.get(anchor.kind, ())
    if not known:
        return Counted(
            None,
            f"The time is counted from {name}, which is not recorded for this review. Once it is, the date follows.",
        )
    if len({start.day for start in known}) > 1:
        days = " and ".join(in_words(start) for start in known)
        return Counted(None, f"The time is counted from {name}, which is recorded as {days}. Keep the one that holds.")
    try:
        day = resolve(anchor, known[0].day, calendar=calendar)
    except ValueError:
        return Counted(None, f"The time counted from {name} comes to no date.")
    return Counted(day, f"Counted from {name}, {in_words(known[0])}. {CHECK}")


def settled(anchor: Anchor, reason: str, starts: Starts, calendar: Calendar) -> Counted | None:
    """What a relative wording comes to, with whatever else the reader doubted about it beside its start."""
    counted = count_from(anchor, starts, calendar)
    if counted is None:
        return None
    for sentence in (
        FROM_PLAN,
        NO_PLAN_DAY,
        f"The time is counted from another event: {anchor.words}. Its date is not known.",
    ):
        reason = reason.replace(sentence, "")
    return replace(counted, doubt=f"{counted.doubt} {reason.strip()}".strip())


def with_plan_date(starts: Starts, plan_date: date | None) -> Starts:
    """The same starts for a plan that was read with a plan date of its own."""
    return starts if plan_date is None else {**starts, PLAN_DATE: (Start(plan_date),)}


def in_words(start: Start) -> str:
    """A start as exactly as it is known: 3 May 2016; May 2016, taken to its last day."""
    if start.precision is Precision.DAY:
        return spoken(start.day)
    known = f"{start.day:%B %Y}" if start.precision is Precision.MONTH else str(start.day.year)
    return f"{known} (taken as {spoken(start.day)})"


def of_plan(anchor: Anchor | None, *, plan_date: date | None, review: Review) -> Anchor | None:
    """The anchor of an action of a plan; one counted from the plan's own plan date does not follow the review's."""
    own = plan_date is not None and plan_date != review.plan_date
    return replace(anchor, kind="other") if anchor and anchor.kind == PLAN_DATE and own else anchor


@contextmanager
def following(review: Review, *, by: Person | None) -> Iterator[None]:
    """Around a change to a review's dates: afterwards the drafts that hang on a date that changed have followed it."""
    db.lock(review)
    before = find.starts(review)
    yield
    db.session.flush()
    after = find.starts(review)
    changed = [start for start in NAMES if before[start] != after[start]]
    calendar = reading_calendar(review.board_id) if changed else Calendar()
    for start in changed:
        for action in find.hanging(review, start):
            _follow(action, before, after, calendar, by=by)


def _follow(action: Action, before: Starts, after: Starts, calendar: Calendar, *, by: Person | None) -> None:
    anchor = _kept(action)
    counted = count_from(anchor, after, calendar) if anchor else None
    if anchor is None or counted is None:
        return
    given = {"deadline": counted.deadline, "timescale_doubt": _moved(anchor.kind, counted, before, after)}
    old, new = audit.changes(action, given)
    if new:
        action.version += 1
        audit.record("action.follow", action, by=by, old=old, new=new)


def _kept(action: Action) -> Anchor | None:
    """The anchor an action was recorded with."""
    kind = next((name for name in NAMES if name == action.anchor), None)
    if kind is None or action.anchor_amount is None:
        return None
    return Anchor(kind, "", action.anchor_amount, action.anchor_unit)  # type: ignore[arg-type]


def _moved(kind: str, counted: Counted, before: Starts, after: Starts) -> str:
    was, now = before[kind], after[kind]
    if len(was) == 1 and len(now) == 1:
        name = NAMES[kind]
        return (
            f"Counted from {name}, {in_words(now[0])}; it moved from {in_words(was[0])} to {in_words(now[0])}. {CHECK}"
        )
    if was and not now:
        return f"{counted.doubt} It was {' and '.join(in_words(start) for start in was)} until that was taken back."
    return counted.doubt


def phrase(action: Action) -> str:
    """What an action's deadline is counted from, in words: "3 months from publication"; empty where from nothing."""
    if action.anchor not in NAMES or action.anchor_amount is None:
        return ""
    amount, unit, name = action.anchor_amount, action.anchor_unit, NAMES[action.anchor]
    if unit.startswith("end of "):
        period = unit.removeprefix("end of ")
        return f"the end of the {period} after that of {name}" if amount else f"the end of the {period} of {name}"
    return f"{amount} {unit}{'' if amount == 1 else 's'} from {name}"
