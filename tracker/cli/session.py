"""One transaction a command, on the installation that the environment describes."""

from collections.abc import Iterator
from contextlib import contextmanager
from zoneinfo import ZoneInfoNotFoundError

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError

from tracker import clock, config, db
from tracker.config import Settings, SettingsError
from tracker.models import Person
from tracker.queries.people import person_by_email
from tracker.rules.errors import Refused


@contextmanager
def connected(*, production: bool = False) -> Iterator[Settings]:
    """Settings read, clock set, database open; commit at the end, or nothing at all when something went wrong."""
    settings = read_settings(production=production)
    engine = db.connect(settings.database_url)
    try:
        yield settings
        db.session.commit()
    except BaseException:
        db.session.rollback()
        raise
    finally:
        db.session.remove()
        engine.dispose()


def read_settings(*, production: bool = False, demo: bool = False) -> Settings:
    """The settings of the environment, with the clock set by them; raises SettingsError for what cannot be used."""
    settings = config.from_environment(production=production, demo=demo)
    try:
        make_url(settings.database_url).get_dialect()
    except (ArgumentError, NoSuchModuleError, ValueError) as error:
        raise SettingsError(
            "DATABASE_URL is not the address of a database the tracker knows. Write it like "
            "postgresql://user:password@host/database, or leave it out for a file under instance/."
        ) from error
    try:
        clock.use(tz_name=settings.tz_name, today=settings.today)
    except (ZoneInfoNotFoundError, ValueError) as error:
        raise SettingsError(f"TZ_NAME is {settings.tz_name!r}, which is no time zone. Write Europe/London.") from error
    return settings


def acting(email: str | None) -> Person | None:
    """The person in whose name a command acts; the installation itself where none is given."""
    if email is None:
        return None
    person = person_by_email(email)
    if person is None or not person.active:
        raise Refused(f"There is no person with the address {email} who may act here. Check --by.")
    return person
