"""What the installation itself is asked: its files, and whether anything may be amiss."""

from dataclasses import dataclass

from sqlalchemy import func, select

from tracker import db
from tracker.models import Import, Person


@dataclass(frozen=True)
class KeptFile:
    """A file that the records say is kept."""

    batch_id: int
    fingerprint: str


def kept_files() -> list[KeptFile]:
    """The original of every import, by number."""
    rows = db.session.execute(select(Import.id, Import.fingerprint).order_by(Import.id))
    return [KeptFile(*row) for row in rows]


def people_who_can_sign_in() -> int:
    """How many active people have a password."""
    return db.session.scalar(select(func.count()).where(Person.active, Person.password_hash.is_not(None))) or 0
