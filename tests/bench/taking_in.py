"""Taking a plan in, from its bytes to drafts on record: read, planned, and written with its history."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests import build
from tests.databases import SqliteDatabases
from tracker import db
from tracker.models import Board
from tracker.models.vocabulary import Role
from tracker.outside.files import FileStore
from tracker.queries import known
from tracker.reading.confined import read_confined
from tracker.rules import imports

NAME = "plan.xlsx"


class Office:
    """A board with a policy officer and an agency, on a SQLite file of its own."""

    def __init__(self, board: Board, files: FileStore) -> None:
        self.board, self.files = board, files
        self.agency = build.an_agency(board)
        self.officer = build.a_person(Role.POLICY_OFFICER, board)

    def plan(self, data: bytes) -> int:
        """Read a file in a child process and work out what it would make; nothing is written."""
        review = build.a_review(self.board)
        tables, rows = imports.as_read(read_confined(data, NAME))
        return len(imports.plan(tables, rows, known.beside(review), chosen=self.agency.id).rows)

    def take_in(self, data: bytes) -> int:
        """Take a file in and confirm it, for a review of its own."""
        review = build.a_review(self.board)
        batch = imports.receive(
            review,
            data=data,
            name=NAME,
            agency=self.agency,
            plan_date=None,
            reading=read_confined(data, NAME),
            files=self.files,
            by=self.officer,
        )
        db.session.commit()
        made = imports.apply(batch, by=self.officer)
        db.session.commit()
        return len(made.action_ids)


@contextmanager
def office() -> Iterator[Office]:
    """An office that is gone afterwards, with all it took in."""
    with tempfile.TemporaryDirectory() as folder:
        databases = SqliteDatabases(Path(folder))
        made = databases.fresh()
        db.session.configure(bind=made.engine)
        try:
            yield Office(build.a_board(), FileStore(Path(folder) / "files"))
        finally:
            db.session.remove()
            db.session.configure(bind=None)
            databases.close()
