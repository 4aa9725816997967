"""The tracker filled and signed in to, ready to be measured, with what each of its pages asks of the database."""

from dataclasses import dataclass
from pathlib import Path

from tests.bench import counting, generated, recorded
from tests.bench.plan_reading import a_plan_of
from tests.bench.recorded import Recorded
from tests.databases import Database
from tracker import clock, create_app, db
from tracker.config import Settings
from tracker.outside.files import FileStore
from tracker.reading.plan import read_plan
from tracker.rules import imports, visits

SECRET = "a secret of no worth, for measuring only"
ROWS_OF_THE_IMPORT = 60
HOURS_OF_THE_VISIT = 12
LIST, ONE = "Actions of one lead", "One action"


@dataclass(frozen=True)
class Counted:
    """What one page costs, whatever the machine: queries asked of the database, and bytes sent."""

    queries: int
    bytes: int


@dataclass(frozen=True)
class Prepared:
    """The pages by name with their addresses and what was counted of each, and the cookie of a signed-in officer."""

    addresses: dict[str, str]
    counted: dict[str, Counted]
    cookie: str
    settings: Settings

    @property
    def environment(self) -> dict[str, str]:
        """The same settings as a production server is told them."""
        return {
            "DATABASE_URL": self.settings.database_url,
            "SECRET_KEY": self.settings.secret_key,
            "EVIDENCE_STORE": str(self.settings.evidence_store),
            "BASE_URL": self.settings.base_url,
            "TODAY": generated.TODAY.isoformat(),
        }


def prepare(database: Database, files: Path, scale: int) -> Prepared:
    """Fill the database, have the policy officer sign in, and count what each page asks for."""
    settings = Settings(database.address, SECRET, files, "http://127.0.0.1", today=generated.TODAY)
    app = create_app(settings, connect=False)
    db.session.configure(bind=database.engine)
    try:
        made = recorded.record(scale)
        batch_id = take_in(made, FileStore(files))
        secret = visits.begin(made.officer, hours=HOURS_OF_THE_VISIT)
        pages = addresses(made, batch_id)
        db.session.commit()
        client = app.test_client()
        client.set_cookie("visit", secret)
        counted = {name: _counted(counting.cost(client, where, database.engine)) for name, where in pages.items()}
    finally:
        db.session.remove()
        db.session.configure(bind=None)
        clock.use()
        database.engine.dispose()
    return Prepared(pages, counted, f"visit={secret}", settings)


def _counted(cost: tuple[list[str], int]) -> Counted:
    return Counted(len(cost[0]), cost[1])


def take_in(made: Recorded, files: FileStore) -> int:
    """Have the officer take in a plan, which then waits to be confirmed; the number of the import."""
    data = a_plan_of(ROWS_OF_THE_IMPORT)
    batch = imports.receive(
        made.review,
        data=data,
        name="plan.xlsx",
        agency=None,
        plan_date=made.review.plan_date,
        reading=read_plan(data, "plan.xlsx"),
        files=files,
        by=made.officer,
    )
    db.session.flush()
    return batch.id


def addresses(made: Recorded, batch_id: int) -> dict[str, str]:
    """The pages whose costs are watched, by name."""
    review = f"/reviews/{made.review.slug}"
    return {
        LIST: f"/actions?lead={made.busy_lead.id}&status=live",
        ONE: f"/actions/{made.action}",
        "Start": "/",
        "All actions": "/actions",
        "Reviews": "/reviews",
        "One review": review,
        "Agreeing a plan": f"{review}/agreement",
        "One import": f"/imports/{batch_id}",
    }
