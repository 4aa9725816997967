"""A person's word on what was read: deadlines, actions split and joined, leads, agencies. The wording stays."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker import db
from tracker.models import Agency, Import, ImportRow, Person, Post
from tracker.models.vocabulary import ImportStatus, RowKind
from tracker.rules import audit
from tracker.rules.errors import Overtaken, Refused, check_may
from tracker.rules.imports.leading import lead_key
from tracker.rules.imports.pieces import Piece

LONGEST_REASON = 1_000
MOST_PIECES = 40
# What is kept beside a row but says nothing of how it was read: which of a revised plan's changes are to be made.
NOT_OF_THE_READING = ("ticks", "matches")


@dataclass(frozen=True)
class DeadlineGiven:
    """A person's word on one proposed action: a deadline, or why there is none. Neither takes their word back."""

    deadline: date | None = None
    no_deadline_reason: str = ""

    @property
    def is_empty(self) -> bool:
        return self.deadline is None and not self.no_deadline_reason.strip()

    def as_json(self) -> dict[str, str]:
        if self.deadline is not None:
            return {"deadline": self.deadline.isoformat()}
        return {"no_deadline_reason": self.no_deadline_reason.strip()[:LONGEST_REASON]}


def version_of(row: ImportRow) -> int:
    """How often a row was corrected: what a form must show to be the latest."""
    return int(row.corrections.get("version", 0))


def correct_row(row: ImportRow, *, given: Mapping[int, DeadlineGiven], version: int, by: Person) -> ImportRow:
    """Keep a person's word on the deadlines of a row's actions, by their number from 0; saving a date confirms it.

    Raises Refused when the import is no longer a proposal or a deadline comes with a reason for none, and Overtaken
    when someone else corrected the row since `version`.
    """
    hold_row(row, version, by=by)
    for number, one in given.items():
        if one.deadline is not None and one.no_deadline_reason.strip():
            raise Refused("Give a deadline, or a reason for none, not both.", field=f"action-{number}-reason")
    before: dict[str, Any] = row.corrections.get("actions", {})
    after = {name: value for name, value in before.items() if int(name) not in given}
    after |= {str(number): one.as_json() for number, one in given.items() if not one.is_empty}
    return keep(row, {"actions": after}, by=by)


def shape_row(row: ImportRow, pieces: Sequence[Piece], *, version: int, by: Person, checked: bool = False) -> ImportRow:
    """Keep the actions of a row as a person split, joined or wrote them. `checked` settles what was pointed at.

    The words on deadlines go with the actions they were said of. Raises as `correct_row` does, and Refused when there
    would be more actions than a row can hold.
    """
    hold_row(row, version, by=by)
    if len(pieces) > MOST_PIECES:
        raise Refused(f"A row can be split into {MOST_PIECES} actions at most.")
    changes: dict[str, Any] = {
        "pieces": [piece.action.as_json() for piece in pieces],
        "actions": {str(number): dict(piece.given) for number, piece in enumerate(pieces) if piece.given},
    }
    return keep(row, changes | ({"checked": True} if checked else {}), by=by)


def check_row(row: ImportRow, *, version: int, by: Person) -> ImportRow:
    """Say that what is pointed at in a row is as it should be. A doubt about a deadline or a lead is settled there."""
    hold_row(row, version, by=by)
    return keep(row, {"checked": True}, by=by)


def put_row_aside(row: ImportRow, *, reason: str, version: int, by: Person) -> ImportRow:
    """Make nothing of a row that was read as an item, for a reason kept beside it. Raises as `correct_row` does."""
    hold_row(row, version, by=by)
    if not reason.strip():
        raise Refused("Say why nothing should be made of this row.", field="reason")
    return keep(row, {"kind": RowKind.SET_ASIDE.value, "reason": reason.strip()[:LONGEST_REASON]}, by=by)


def take_as_item(
    row: ImportRow, *, recommendation: str, reference: str, pieces: Sequence[Piece], version: int, by: Person
) -> ImportRow:
    """Make a recommendation and actions of a row that was read as something else. Raises as `correct_row` does."""
    hold_row(row, version, by=by)
    if not recommendation.strip() and not any(piece.action.text.strip() for piece in pieces):
        raise Refused("Give the words of the recommendation, or of the action.", field="recommendation")
    changes: dict[str, Any] = {
        "kind": RowKind.ITEM.value,
        "reason": None,
        "recommendation": recommendation.strip() or None,
        "ref": reference.strip() or None,
        "pieces": [piece.action.as_json() for piece in pieces],
        "actions": {},
        "checked": True,
    }
    return keep(row, changes, by=by)


def back_to_as_read(row: ImportRow, *, version: int, by: Person) -> ImportRow:
    """Take back every correction of a row. Raises as `correct_row` does."""
    hold_row(row, version, by=by)
    kept = {name: value for name, value in row.corrections.items() if name in NOT_OF_THE_READING}
    return keep(row, kept, by=by, all_of_it=True)


def name_lead(
    row: ImportRow, *, printed: str, agency: Agency, meant: str, everywhere: bool, version: int, by: Person
) -> ImportRow:
    """Say who of an agency is meant by the words for a lead: `post-7`, `person-3`, or `new` for a post of that title.

    An empty `meant` takes the word back. `everywhere` says it for all rows of the file with these words for that
    agency; what a row says itself counts first. Raises as `correct_row` does, and Refused for someone of elsewhere.
    """
    hold_row(row, version, by=by)
    _check_is_of(agency, meant)
    said = lead_key(agency.id, printed)
    named = {name: value for name, value in row.corrections.get("leads", {}).items() if name != said}
    if meant and not everywhere:
        named[said] = meant
    if everywhere:
        _name_everywhere(row.batch, said, meant, by=by)
    return keep(row, {"leads": named}, by=by)


def _name_everywhere(batch: Import, said: str, meant: str, *, by: Person) -> None:
    before: dict[str, Any] = batch.reading.get("leads", {})
    after = {name: value for name, value in before.items() if name != said} | ({said: meant} if meant else {})
    if after == before:
        return
    batch.reading = {**batch.reading, "leads": after}
    batch.version += 1
    audit.record("import.correct", batch, by=by, old={"named": before}, new={"named": after})


def _check_is_of(agency: Agency, meant: str) -> None:
    kind, _, number = meant.partition("-")
    if kind in ("", "new"):
        return
    if kind == "post" and number.isdecimal():
        post = db.session.get(Post, int(number))
        if post is not None and post.agency_id == agency.id:
            return
    if kind == "person" and number.isdecimal():
        person = db.session.get(Person, int(number))
        if person is not None and any(one.agency_id == agency.id for one in person.memberships):
            return
    raise Refused(f"Choose a post or a person of {agency.name}.", field="meant")


def hold_row(row: ImportRow, version: int, *, by: Person) -> None:
    """Hold a row of a proposal for correcting. Raises Overtaken when someone else corrected it since `version`."""
    hold_proposal(row.batch, by=by)
    db.lock(row)
    if version_of(row) != version:
        raise Overtaken(
            "Someone else corrected this row while you were writing. What they saved is shown beside yours; "
            "check which should stand, and save again."
        )


def keep(row: ImportRow, changes: Mapping[str, Any], *, by: Person, all_of_it: bool = False) -> ImportRow:
    """Write corrections beside a row, with what the row now counts as, and record what changed."""
    before = {name: value for name, value in row.corrections.items() if name != "version"}
    after = {**({} if all_of_it else before), **changes}
    after = {name: value for name, value in after.items() if value not in ({}, []) or name == "pieces"}
    if after == before:
        return row
    changed = [name for name in (before | after) if before.get(name) != after.get(name)]
    row.corrections = {**after, "version": version_of(row) + 1}
    row.kind = RowKind(after.get("kind") or row.reading["kind"])
    row.reason = (after["reason"] if "reason" in after else row.reading["reason"]) or ""
    audit.record(
        "import.correct",
        row.batch,
        by=by,
        old={"row": row.source, **{name: before[name] for name in changed if name in before}},
        new={"row": row.source, **{name: after[name] for name in changed if name in after}},
    )
    return row


def name_agency(batch: Import, *, key: str, agency: Agency | None, version: int, by: Person) -> Import:
    """Say which agency is meant by the words of a table (`NamedAgency.key`); None goes back to the words themselves."""
    hold_proposal(batch, by=by)
    if batch.version != version:
        raise Overtaken("Someone else changed this file's agencies while you were choosing. Look, then save again.")
    if agency is not None and agency.board_id != batch.board_id:
        raise Refused("Choose an agency of this board.", field="agency")
    before: dict[str, Any] = batch.reading.get("agencies", {})
    after = {name: value for name, value in before.items() if name != key}
    if agency is not None:
        after[key] = agency.id
    if after == before:
        return batch
    batch.reading = {**batch.reading, "agencies": after}
    batch.version += 1
    audit.record("import.correct", batch, by=by, old={"agencies": before}, new={"agencies": after})
    return batch


def hold_proposal(batch: Import, *, by: Person) -> None:
    """Hold a file for a correction. Raises Refused when it no longer waits to be confirmed."""
    db.lock(batch)
    check_may("import.correct", by=by, subject=batch)
    if batch.status is ImportStatus.APPLIED:
        raise Refused("This file was imported already. Correct its actions on their own pages.")
    if batch.status is ImportStatus.SET_ASIDE:
        raise Refused("This file was set aside. Take it in again to import it.")
    if batch.status is ImportStatus.READING:
        raise Refused("This file is still being read. Wait until its rows are there.")
    if batch.status is ImportStatus.UNDONE:
        raise Refused("This import was undone. Take the file in again to import it.")
