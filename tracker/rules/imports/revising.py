"""What a revised plan says otherwise: three ways, the file before, what people entered here since, and this file.

A field is a difference when this file says something else than the one before and than what is on record. Where the
file says what it always said, a change made here is kept and is no difference.
"""

import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tracker.models.vocabulary import LIVE, ActionStatus
from tracker.queries.earlier import Recorded, RecordedLead
from tracker.queries.known import KnownAction
from tracker.reading.proposal import ProposedAction, Row
from tracker.rules.imports.changed import WHOLE_ROW, Change
from tracker.rules.imports.claims import claimed_in
from tracker.rules.imports.deadlines import settle, spoken
from tracker.rules.imports.intended import IntendedAction, IntendedLead
from tracker.rules.imports.likeness import said_earlier
from tracker.rules.people import folded

SPLIT = "A person split this row when it was taken in before. Change its actions on their own pages."
QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-"})
NOTHING_HERE = Recorded()
COMPLETED = "completed"
SILENT = ProposedAction("", (), "", (), None, False, False, None)


@dataclass(frozen=True)
class Matched:
    """An action of a row beside the one on record it was paired with, and those the same words were split into."""

    intended: IntendedAction
    action: KnownAction
    with_it: tuple[KnownAction, ...] = ()

    @property
    def all(self) -> tuple[KnownAction, ...]:
        return (self.action, *self.with_it)

    @property
    def said(self) -> ProposedAction | None:
        """What the file before said of the action, whole where it was split here."""
        if self.with_it and self.action.earlier is not None:
            read, number = self.action.earlier.row.actions, self.intended.number
            return read[number] if number < len(read) else None
        return said_earlier(self.action)


def plain_text(text: str | None) -> str:
    """A text as it is compared word for word: without the differences that saving a file again can make."""
    return " ".join(unicodedata.normalize("NFKC", text or "").translate(QUOTES).split())


def changes_of(row: Row, fields: frozenset[str], matched: Sequence[Matched]) -> list[Change]:
    """Every difference of one row with what is on record of its actions.

    `fields` are those the table has columns for (none: not known): what a file has no column for, it says nothing of.
    """
    compared = [one for one in matched if one.action.now is not None]
    if not compared:
        return []
    has = _has(fields)
    found = [
        _whole_row(row, "outcome_sought", compared) if has("outcome_sought") else None,
        _whole_row(row, "outcome_measure", compared) if has("outcome_measure") else None,
        _claim(row, compared),
    ]
    for one in compared:
        found += [
            _text(one),
            _leads(one) if has("lead") else None,
            _timescale(one) if has("timescale") else None,
        ]
    return [change for change in found if change is not None]


def _has(fields: frozenset[str]) -> Callable[[str], bool]:
    return lambda name: not fields or name in fields


def _whole_row(row: Row, name: str, matched: Sequence[Matched]) -> Change | None:
    """A cell that holds for every action of its row is one difference, however many actions it concerns."""
    says = getattr(row, name)
    concerned = []
    for action in [action for one in matched for action in one.all if action.now is not None]:
        earlier = getattr(action.earlier.row, name) if action.earlier else None
        change = _compared(name, action, earlier, getattr(_now(action), name), says, WHOLE_ROW, action.earlier is None)
        if change is not None:
            concerned.append((action, change))
    return _together(concerned)


def _together(concerned: Sequence[tuple[KnownAction, Change]]) -> Change | None:
    """One difference for several actions: those that it can be made for, or all where it can be made for none."""
    free = [(action, change) for action, change in concerned if not change.obstacle]
    kept = free or list(concerned)
    if not kept:
        return None
    clashing = next((change for _, change in kept if change.clash), None)
    return replace(
        clashing or kept[0][1],
        ids=tuple(action.id for action, _ in kept),
        references=tuple(action.reference for action, _ in kept),
    )


def _compared(
    name: str, action: KnownAction, said: str | None, now: str, says: str | None, number: int | None, unheard: bool
) -> Change | None:
    """The three texts of a field laid beside each other; `unheard` where no earlier file spoke of the action."""
    words = plain_text(says)
    if words == plain_text(now) or (words == plain_text(said) if not unheard else not words):
        return None
    clash = bool(plain_text(now)) if unheard else plain_text(now) != plain_text(said)
    return Change(
        name,
        number,
        (action.id,),
        (action.reference,),
        None if unheard else (said or "").strip(),
        now,
        (says or "").strip(),
        clash=clash,
        obstacle=_obstacle(action, name),
    )


def _obstacle(action: KnownAction, name: str) -> str:
    status = _now(action).status
    if name == "claim":
        if status is ActionStatus.DRAFT or status in LIVE:
            return ""
        return f"{action.reference} is {status.value}, so nothing is added to it."
    if status is ActionStatus.DRAFT:
        return ""
    if name == "timescale" and status in LIVE:
        return (
            f"{action.reference} was agreed, and the deadline of an agreed action moves only by an extension: "
            "its lead asks for one."
        )
    if status in LIVE:
        return f"{action.reference} was agreed, so a plan no longer changes it."
    return f"{action.reference} is {status.value}, so a plan no longer changes it."


def _now(action: KnownAction) -> Recorded:
    return action.now or NOTHING_HERE


def _text(one: Matched) -> Change | None:
    said = one.said
    number, unheard = one.intended.number, one.action.earlier is None
    before = said.text if said else one.action.printed
    change = _compared("text", one.action, before, one.action.text, one.intended.read.text, number, unheard)
    return _unless_split(one, change, said.text if said else "")


def _unless_split(one: Matched, change: Change | None, whole: str) -> Change | None:
    if change is None or not one.with_it:
        return change
    references = tuple(action.reference for action in one.all)
    return replace(change, said=whole, now=" / ".join(references), clash=False, obstacle=SPLIT, references=references)


def _leads(one: Matched) -> Change | None:
    said, says = one.said, [printed for printed in one.intended.read.leads if folded(printed)]
    before = list(said.leads) if said else []
    now = _now(one.action).leads
    unheard = one.action.earlier is None
    if not unheard and _names(says) == _names(before):
        return None
    if _led_by(now, one.intended.leads) or (unheard and not says):
        return None
    clash = bool(now) if unheard else not _as_printed(now, before)
    change = Change(
        "leads",
        one.intended.number,
        (one.action.id,),
        (one.action.reference,),
        None if unheard else ", ".join(before),
        ", ".join(lead.title for lead in now),
        ", ".join(says),
        clash=clash,
        obstacle=_obstacle(one.action, "leads") or ("" if says else "The plan names no lead any more."),
    )
    return _unless_split(one, change, change.said or "")


def _names(printed: Sequence[str]) -> list[str]:
    return [folded(name) for name in printed if folded(name)]


def _led_by(now: Sequence[RecordedLead], meant: Sequence[IntendedLead]) -> bool:
    """Whether those on record are those the file means: the same people and posts in the same order."""
    there = [(lead.person_id, lead.post_id) for lead in now]
    wanted = list(dict.fromkeys((lead.person_id, lead.post_id, folded(lead.title)) for lead in meant))
    if len(there) != len(wanted):
        return False
    return all(
        (person, post) == mine if (person, post) != (None, None) else folded(lead.title) == title
        for lead, mine, (person, post, title) in zip(now, there, wanted, strict=True)
    )


def _as_printed(now: Sequence[RecordedLead], printed: Sequence[str]) -> bool:
    """Whether the leads on record are still those the earlier file named: nobody was put in another's place here."""
    return [folded(lead.title) for lead in now] == list(dict.fromkeys(_names(printed)))


def _timescale(one: Matched) -> Change | None:
    """The wording and its deadline together. What is now said to be completed is a claim, and moves no deadline."""
    said, read, now = one.said, one.intended.read, _now(one.action)
    unheard = one.action.earlier is None
    wording = said.timescale if said else ""
    if plain_text(read.timescale) == plain_text(now.timescale) or (
        plain_text(read.timescale) == plain_text(wording) if not unheard else not plain_text(read.timescale)
    ):
        return None
    if read.timescale_kind == COMPLETED:
        return _completed(one, wording if not unheard else None)
    change = Change(
        "timescale",
        one.intended.number,
        (one.action.id,),
        (one.action.reference,),
        None if unheard else _dated(wording, _only(said)),
        _dated(now.timescale, now.deadline),
        _dated(read.timescale, one.intended.settled.deadline),
        clash=_deadline_set_here(one, now, said),
        obstacle=_obstacle(one.action, "timescale"),
    )
    return _unless_split(one, change, _dated(wording, _only(said)))


def _completed(one: Matched, wording: str | None) -> Change | None:
    words = f"Timescale in the plan: {one.intended.read.timescale.strip()}"
    now = _now(one.action)
    if words in now.claims:
        return None
    return Change(
        "claim",
        one.intended.number,
        (one.action.id,),
        (one.action.reference,),
        wording,
        _dated(now.timescale, now.deadline),
        words,
        obstacle=_obstacle(one.action, "claim") or (SPLIT if one.with_it else ""),
    )


def _deadline_set_here(one: Matched, now: Recorded, said: ProposedAction | None) -> bool:
    if said is None:
        return now.deadline is not None or bool(now.no_deadline_reason)
    if now.follows_a_date:
        return False
    first = settle(said, None)
    return bool(now.no_deadline_reason) or (now.deadline is not None and now.deadline != first.deadline)


def _only(said: ProposedAction | None) -> date | None:
    return said.deadlines[0] if said and len(said.deadlines) == 1 else None


def _dated(wording: str, deadline: date | None) -> str:
    words = plain_text(wording) or "blank"
    return f"{words} (deadline {spoken(deadline)})" if deadline else f"{words} (no deadline)"


def _claim(row: Row, matched: Sequence[Matched]) -> Change | None:
    """What the progress, status and rating columns now say, to be added as the plan's claim; nothing is replaced."""
    says = claimed_in(row, SILENT)
    if not says:
        return None
    concerned = []
    for action in [action for one in matched for action in one.all if action.now is not None]:
        before = claimed_in(action.earlier.row, SILENT) if action.earlier else None
        if says in _now(action).claims or (before is not None and plain_text(before) == plain_text(says)):
            continue
        change = Change("claim", WHOLE_ROW, (), (), before, before or "", says, obstacle=_obstacle(action, "claim"))
        concerned.append((action, change))
    return _together(concerned)


def still_counts(action: KnownAction) -> bool:
    """Whether it matters that a plan no longer holds an action: not once it is over."""
    return _now(action).status in (ActionStatus.DRAFT, *LIVE)
