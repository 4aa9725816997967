"""Settings, from the environment only."""

import os
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

PROJECT = Path(__file__).resolve().parent.parent
INSTANCE = PROJECT / "instance"
DEMO_SECRET = "only-for-the-demo-and-the-tests"  # noqa: S105 - refused in production below
DEMO_PASSWORD = "only-a-demonstration"  # noqa: S105 - printed on the sign-in page of every demonstration
SHORTEST_SECRET = 32
MEGABYTE = 1024 * 1024


class SettingsError(Exception):
    """A setting is missing or cannot be used; the message says which and what to do."""


@dataclass(frozen=True)
class Settings:
    """What one installation is told from outside."""

    database_url: str
    secret_key: str
    evidence_store: Path
    base_url: str
    tz_name: str = "Europe/London"
    today: date | None = None
    demo: bool = False
    largest_upload: int = 20 * MEGABYTE
    session_hours: int = 12
    password_cost: dict[str, int] = field(default_factory=dict)

    @property
    def secure(self) -> bool:
        """Whether pages are served over https, so that cookies may be marked Secure."""
        return urlsplit(self.base_url).scheme == "https"


def from_environment(*, production: bool = True, demo: bool = False) -> Settings:
    """Read the settings; raise SettingsError with one sentence when production lacks what it needs."""
    env = os.environ
    secret = env.get("SECRET_KEY", "")
    if production and (not secret or secret == DEMO_SECRET):
        raise SettingsError(
            "SECRET_KEY is not set. Set it to a long random text, for example the output of: openssl rand -hex 32"
        )
    if production and len(secret) < SHORTEST_SECRET:
        raise SettingsError(
            f"SECRET_KEY is too short ({len(secret)} characters). Use at least {SHORTEST_SECRET}: openssl rand -hex 32"
        )
    return Settings(
        database_url=database_url(env.get("DATABASE_URL", "")),
        secret_key=secret or DEMO_SECRET,
        evidence_store=Path(env.get("EVIDENCE_STORE") or INSTANCE / "evidence"),
        base_url=(env.get("BASE_URL") or "http://127.0.0.1:5000").rstrip("/"),
        tz_name=env.get("TZ_NAME") or "Europe/London",
        today=pinned_day(env.get("TODAY", "")),
        demo=demo,
    )


def database_url(given: str) -> str:
    """The address of the database for SQLAlchemy: psycopg 3 for PostgreSQL, a file under instance/ by default."""
    if not given:
        return f"sqlite:///{INSTANCE / 'tracker.sqlite'}"
    for prefix in ("postgres://", "postgresql://"):
        if given.startswith(prefix):
            return "postgresql+psycopg://" + given.removeprefix(prefix)
    return given


def pinned_day(given: str) -> date | None:
    """The day TODAY pins, for tests and demonstrations."""
    if not given:
        return None
    try:
        return date.fromisoformat(given)
    except ValueError as error:
        raise SettingsError(f"TODAY is {given!r}, which is not a date. Write it as 2015-09-30.") from error
