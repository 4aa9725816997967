"""A person's word on what was read: the deadline of a proposed action, and the agency of a table. The wording stays."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from tracker import db
from tracker.models import Agency, Import, ImportRow, Person
from tracker.models.vocabulary import ImportStatus
from tracker.rules import audit
from tracker.rules.errors import Overtaken, Refused, check_may

LONGEST_REASON = 1_000


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
    batch = row.batch
    _hold_proposal(batch, by=by)
    db.lock(row)
    if version_of(row) != version:
        raise Overtaken(
            "Someone else corrected this row while you were writing. What they saved is shown beside yours; "
            "check which should stand, and save again."
        )
    for number, one in given.items():
        if one.deadline is not None and one.no_deadline_reason.strip():
            raise Refused("Give a deadline, or a reason for none, not both.", field=f"action-{number}-reason")
    before: dict[str, Any] = row.corrections.get("actions", {})
    after = {name: value for name, value in before.items() if int(name) not in given}
    after |= {str(number): one.as_json() for number, one in given.items() if not one.is_empty}
    if after == before:
        return row
    row.corrections = {**row.corrections, "version": version + 1, "actions": after}
    old, new = {"row": row.source, "actions": before}, {"row": row.source, "actions": after}
    audit.record("import.correct", batch, by=by, old=old, new=new)
    return row


def name_agency(batch: Import, *, key: str, agency: Agency | None, version: int, by: Person) -> Import:
    """Say which agency is meant by the words of a table (`NamedAgency.key`); None goes back to the words themselves."""
    _hold_proposal(batch, by=by)
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


def _hold_proposal(batch: Import, *, by: Person) -> None:
    db.lock(batch)
    check_may("import.correct", by=by, subject=batch)
    if batch.status is ImportStatus.APPLIED:
        raise Refused("This file was imported already. Correct its actions on their own pages.")
    if batch.status is ImportStatus.SET_ASIDE:
        raise Refused("This file was set aside. Take it in again to import it.")
