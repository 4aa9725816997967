"""The actions of one row, put right by a person: split, joined, edited. Each timescale's wording stays as printed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from tracker.reading.proposal import ProposedAction, Row
from tracker.reading.reckoning import Reckoning
from tracker.reading.splitting import labelled_lines, lines_of
from tracker.rules.imports.deadlines import spoken

ONE_FOR_ALL = "The row gives one timescale for what was split into several actions. Say whether it holds for each."


@dataclass(frozen=True)
class Piece:
    """One action as it stands, and a person's word on its deadline (as `DeadlineGiven.as_json` gives it), if any."""

    action: ProposedAction
    given: Mapping[str, str] | None = None


def corrected(row: Row, corrections: Mapping[str, Any]) -> Row:
    """The row as a person put it right: what it is taken for, its words, its actions. Pure; unchanged where nobody did.

    `corrections` is what an import keeps beside a row. The word on deadlines and leads is not applied here: it is laid
    beside each action when the import is planned.
    """
    changes: dict[str, Any] = {
        name: corrections[name] for name in ("kind", "reason", "recommendation", "ref") if name in corrections
    }
    if "pieces" in corrections:
        changes["actions"] = [ProposedAction.from_json(one) for one in corrections["pieces"]]
    if corrections.get("checked"):
        changes["problems"] = []
    if changes.get("kind") == "set_aside":
        changes |= {"actions": [], "problems": []}
    if changes.get("kind") == "item":
        changes |= {"listed": False, "continues": None}
    return replace(row, **changes) if changes else row


def pieces_of(row: Row, corrections: Mapping[str, Any]) -> list[Piece]:
    """The actions of a row as they stand, each with the word on its deadline."""
    given = corrections.get("actions", {})
    actions = corrected(row, corrections).actions
    return [Piece(action, given.get(str(number))) for number, action in enumerate(actions)]


def edited(pieces: Sequence[Piece], said: Sequence[tuple[str, Sequence[str]]]) -> list[Piece]:
    """The same with the words and the leads a person typed for each."""
    return [
        replace(piece, action=replace(piece.action, text=text, leads=tuple(leads)))
        for piece, (text, leads) in zip(pieces, said, strict=True)
    ]


def split(pieces: Sequence[Piece], number: int, by: Reckoning) -> list[Piece]:
    """The action of that number as one for each of its lines; nothing changes where it has only one.

    Each line takes its own lead and its own line of the timescale where there are as many of these; otherwise all keep
    the whole, and a date among them is to be looked at.
    """
    whole = pieces[number].action
    lines = _lines(whole.text)
    if len(lines) < 2:
        return list(pieces)
    leads = _for_each(list(whole.leads), len(lines))
    times = lines_of(whole.timescale)
    apart = len(times) == len(lines)
    parts = []
    for place, line in enumerate(lines):
        action = replace(whole, text=line, leads=leads[place])
        if apart:
            parts.append(Piece(retimed(action, times[place], by)))
        elif whole.deadlines and not whole.needs_review:
            parts.append(Piece(replace(action, needs_review=True, reason=ONE_FOR_ALL)))
        else:
            parts.append(Piece(action))
    return [*pieces[:number], *parts, *pieces[number + 1 :]]


def can_split(action: ProposedAction) -> bool:
    """Whether the words of an action have lines to be split by."""
    return len(_lines(action.text)) > 1


def _lines(text: str) -> list[str]:
    return labelled_lines(text) or lines_of(text)


def _for_each(leads: list[str], number: int) -> list[tuple[str, ...]]:
    return [(lead,) for lead in leads] if len(leads) == number else [tuple(leads)] * number


def join(pieces: Sequence[Piece]) -> list[Piece]:
    """All the actions as one, with every lead; where their dates differ none is chosen, and a person is asked."""
    if len(pieces) < 2:
        return list(pieces)
    actions = [piece.action for piece in pieces]
    days = sorted({day for action in actions for day in action.deadlines})
    times = dict.fromkeys(action.timescale for action in actions if action.timescale.strip())
    reasons = dict.fromkeys(action.reason for action in actions if action.reason and action.reason != ONE_FOR_ALL)
    some_without = bool(days) and any(not action.deadlines for action in actions)
    if len(days) > 1:
        reasons[f"The actions joined here had different dates: {' and '.join(spoken(day) for day in days)}."] = None
    elif some_without:
        reasons["Not every action joined here had a date."] = None
    done = {action.completed_on for action in actions}
    joined = replace(
        actions[0],
        text="\n".join(action.text for action in actions if action.text.strip()),
        leads=tuple(dict.fromkeys(lead for action in actions for lead in action.leads)),
        timescale="\n".join(times),
        deadlines=tuple(days),
        completed_on=done.pop() if len(done) == 1 else None,
        ongoing=any(action.ongoing for action in actions),
        needs_review=bool(reasons),
        reason=" ".join(reasons) or None,
        timescale_kind=actions[0].timescale_kind if len(times) < 2 else "multiple",
        anchor=actions[0].anchor if len(times) < 2 else None,
    )
    given = [piece.given for piece in pieces]
    return [Piece(joined, given[0] if all(one == given[0] for one in given) else None)]


def fitted(pieces: Sequence[Piece], number: int) -> list[Piece]:
    """As many pieces as a form was written for, where someone else has changed their number meanwhile."""
    kept = list(pieces[:number])
    while kept and len(kept) < number:
        kept.append(replace(kept[-1], given=None))
    return kept


def another(pieces: Sequence[Piece], source: str, by: Reckoning) -> list[Piece]:
    """One more action, without words yet, for the leads and under the timescale of the one before it."""
    if not pieces:
        return [Piece(a_new_action("", (), "", source, by))]
    return [*pieces, Piece(replace(pieces[-1].action, text=""))]


def without(pieces: Sequence[Piece], number: int) -> list[Piece]:
    """The others, once one is left out."""
    return [piece for place, piece in enumerate(pieces) if place != number]


def a_new_action(text: str, leads: Sequence[str], timescale: str, source: str, by: Reckoning) -> ProposedAction:
    """An action a person writes for a row that was not read as one, its timescale read as any other."""
    blank = ProposedAction(
        text=text,
        leads=tuple(leads),
        timescale="",
        deadlines=(),
        completed_on=None,
        ongoing=False,
        needs_review=False,
        reason=None,
        source=source,
    )
    return retimed(blank, timescale, by)


def retimed(action: ProposedAction, timescale: str, by: Reckoning) -> ProposedAction:
    """The same action under another wording, read anew."""
    answer = by.read(timescale)
    return replace(
        action,
        timescale=timescale,
        deadlines=answer.deadlines,
        completed_on=answer.completed_on,
        ongoing=answer.ongoing,
        needs_review=answer.needs_review,
        reason=answer.reason,
        timescale_kind=answer.kind,
        anchor=answer.anchor,
    )
