"""Plans taken in for a test: one agency's sheet, received for a review as a policy officer would."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import func, select

from tests.build import a_board, a_person, a_review, an_agency
from tests.plans import agency_sheet, workbook
from tracker import db
from tracker.models import Import, ImportRow, Review
from tracker.models.vocabulary import Role
from tracker.outside.files import FileStore
from tracker.queries import imports as find
from tracker.reading.plan import read_plan
from tracker.rules import imports

AGREED = date(2015, 9, 30)
TRUST = "Leicestershire Partnership NHS Trust"
ROW = ["1", "Listen to children.", "Children are heard", "Brief every team.", "Named Nurse", "31/03/2016", "Audit"]
BLANK = ["2", "See the home.", "Homes are seen", "Visit each home.", "Named Doctor", None, "Audit"]


def a_review_of_the_trust() -> Review:
    """A review of a board that knows one agency, the trust."""
    board = a_board()
    an_agency(board, name=TRUST, aliases=("LPT",))
    return a_review(board, plan_date=AGREED)


def a_trust_plan(*rows: Sequence[Any]) -> bytes:
    """The trust's plan; its rows begin in row 6 of the sheet LPT."""
    return workbook(agency_sheet("LPT", TRUST, *rows))


def received(review: Review, files: FileStore, data: bytes, **more: Any) -> Import:
    """A file taken in and committed, by a policy officer of the board unless another is named."""
    by = more.pop("by", None) or a_person(Role.POLICY_OFFICER, review.board)
    name = more.pop("name", "plan.xlsx")
    batch = imports.receive(
        review,
        data=data,
        name=name,
        agency=more.pop("agency", None),
        plan_date=AGREED,
        reading=read_plan(data, name, agreed=AGREED),
        files=files,
        by=by,
    )
    db.session.commit()
    return batch


def row_of(batch: Import, source: str) -> ImportRow:
    """The row read from a place of the file."""
    return next(row for row in find.rows(batch) if row.source == source)


def how_many(kind: Any) -> int:
    """How many of a kind are on record."""
    return db.session.scalar(select(func.count()).select_from(kind)) or 0
