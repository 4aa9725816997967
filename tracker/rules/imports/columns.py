"""A person's word on what the columns of a plan hold, kept for the next plan of the same layout."""

from collections.abc import Mapping

from sqlalchemy import select

from tracker import db
from tracker.models import Import, LayoutChoice, Person
from tracker.reading.proposal import ProposedPlan
from tracker.rules import audit
from tracker.rules.errors import Overtaken
from tracker.rules.imports.correcting import hold_proposal
from tracker.rules.imports.receiving import keep_reading


def choose_columns(
    batch: Import,
    *,
    layout: str,
    said: Mapping[str, str],
    reading: ProposedPlan,
    version: int,
    by: Person,
) -> int:
    """Take a file as it was read anew with a person's columns, and remember them at the board for the same layout.

    `said` maps the headings of a table of that layout to the fields a person chose, "" where the program's own reading
    counts again. `reading` is the file read with them. Returns how many rows lost what a person had put right in them,
    because they are read otherwise now. Raises Refused when the file no longer waits, and Overtaken when someone else
    changed the file since `version`.
    """
    hold_proposal(batch, by=by)
    if batch.version != version:
        raise Overtaken("Someone else changed this file while you were choosing. Look, then save again.")
    known = {
        one.heading: one
        for one in db.session.scalars(
            select(LayoutChoice).where(LayoutChoice.board_id == batch.board_id, LayoutChoice.layout == layout)
        )
    }
    before = {heading: one.field for heading, one in known.items()}
    for heading, field in said.items():
        if heading in known and not field:
            db.session.delete(known[heading])
        elif heading in known:
            known[heading].field, known[heading].chosen_by_id = field, by.id
        elif field:
            db.session.add(
                LayoutChoice(board_id=batch.board_id, layout=layout, heading=heading, field=field, chosen_by_id=by.id)
            )
    db.session.flush()
    lost = keep_reading(batch, reading)
    batch.version += 1
    after = {heading: field for heading, field in {**before, **said}.items() if field}
    audit.record(
        "import.correct", batch, by=by, old={"columns": before}, new={"columns": after, "corrections_lost": lost}
    )
    return lost
