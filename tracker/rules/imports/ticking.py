"""A person's word on a revised plan: which differences are to be made, and which action on record a row speaks of."""

from collections.abc import Mapping
from typing import Any

from tracker.models import ImportRow, Person
from tracker.rules.errors import Refused
from tracker.rules.imports.correcting import hold_row, keep
from tracker.rules.imports.intended import IntendedRow
from tracker.rules.imports.pairing import NEW


def tick(row: ImportRow, intended: IntendedRow, *, ticks: Mapping[str, bool], version: int, by: Person) -> ImportRow:
    """Keep which differences of a row are to be made, by `Change.key`, beside what was on record when they were ticked.

    `intended` is the row as the person saw it: a tick does not hold for what someone changes afterwards. Raises
    Overtaken when someone else corrected the row since `version`, and Refused where a difference cannot be made.
    """
    hold_row(row, version, by=by)
    shown = {change.key: change for change in intended.changes}
    kept: dict[str, Any] = dict(row.corrections.get("ticks", {}))
    for key, take in ticks.items():
        change = shown.get(key)
        if change is None:
            raise Refused("This difference is no longer there: someone changed what is on record. Look at it again.")
        if take and change.obstacle:
            raise Refused(change.obstacle)
        kept[key] = {"take": take, "beside": change.now}
    return keep(row, {"ticks": kept}, by=by)


def say_which(
    row: ImportRow, intended: IntendedRow, *, number: int, reference: str, version: int, by: Person
) -> ImportRow:
    """Say which action on record an action of a row is, by our reference, or NEW; an empty reference asks again.

    Raises Overtaken as `tick` does, and Refused for an action that was not among those asked about.
    """
    hold_row(row, version, by=by)
    matches: dict[str, str] = dict(row.corrections.get("matches", {}))
    action = next((one for one in intended.actions if one.number == number), None)
    offered = {NEW, *(name for name, _ in action.candidates)} if action is not None else set()
    if reference and reference not in offered and matches.get(str(number)) != reference:
        raise Refused("Choose one of the actions offered, or say that it is new.", field="reference")
    if reference:
        matches[str(number)] = reference
    else:
        matches.pop(str(number), None)
    return keep(row, {"matches": matches}, by=by)
