"""Our pages beside the floor and the dressed page: databases filled, servers started, each page asked for in turns."""

import http.client
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median

from sqlalchemy import create_engine

from tests.bench import asking, flat, generated
from tests.bench.asking import Asked, Slice
from tests.bench.prepared import LIST, ONE, Prepared, prepare
from tests.bench.serving import Server, serving
from tests.databases import Database, Databases, PostgresqlDatabases, SqliteDatabases, postgresql

FLOOR_LIST, FLOOR_ONE = "floor: list", "floor: one action"
DRESSED_LIST, DRESSED_ONE = "dressed: list", "dressed: one action"


@dataclass(frozen=True)
class How:
    """How much to measure, and how long."""

    scale: int
    rounds: int
    seconds: float
    clients: int
    postgres: bool


@dataclass(frozen=True)
class Figures:
    """One page's medians: times in milliseconds, `floor` and `dressed` its processor time over theirs in a round."""

    page: str
    processor: float
    middle: float
    slowest_twentieth: float
    rate: float
    bytes: int
    queries: int | None
    floor: float | None
    dressed: float | None


def measured(how: How) -> list[Figures]:
    """Every page's figures; the pages of the tracker as a signed-in policy officer sees them."""
    with tempfile.TemporaryDirectory(prefix="tracker-bench-") as folder, ExitStack() as stack:
        databases = stack.enter_context(_databases(Path(folder), postgres=how.postgres))
        prepared, servers = _served(stack, databases, Path(folder), how.scale)
        pages = _pages(*servers, prepared, how.scale)
        got = asking.slices(pages, rounds=how.rounds, seconds=how.seconds, clients=how.clients)
        return [_figures(page, got, prepared) for page in pages]


def _served(
    stack: ExitStack, databases: Databases, folder: Path, scale: int
) -> tuple[Prepared, tuple[Server, Server, Server]]:
    ours, theirs, file = databases.fresh(), databases.empty(), folder / "floor.sqlite"
    for engine in (theirs.engine, create_engine(f"sqlite:///{file}")):
        flat.fill(engine, scale)
        engine.dispose()
    prepared = prepare(ours, folder / "files", scale)
    floor = stack.enter_context(serving("tests.bench.floor:served()", {"BENCH_FILE": str(file)}))
    dressed = stack.enter_context(
        serving("tests.bench.dressed:served()", {"BENCH_DATABASE": theirs.address}, database=_backends(theirs))
    )
    dressed.headers["Cookie"] = _entered(dressed)
    tracker = stack.enter_context(serving("wsgi:app", prepared.environment, database=_backends(ours)))
    tracker.headers["Cookie"] = prepared.cookie
    return prepared, (floor, dressed, tracker)


@contextmanager
def _databases(folder: Path, *, postgres: bool) -> Iterator[Databases]:
    if not postgres:
        made: Databases = SqliteDatabases(folder)
        yield made
        made.close()
        return
    with postgresql() as server:
        made = PostgresqlDatabases(server)
        yield made
        made.close()


def _backends(database: Database) -> str:
    """The name under which PostgreSQL's processes serve this database; none for a file."""
    return str(database.url.database) if database.kind == "postgresql" else ""


def _entered(dressed: Server) -> str:
    connection = http.client.HTTPConnection("127.0.0.1", dressed.port)
    connection.request("GET", "/enter")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return str(answer.headers["Set-Cookie"]).partition(";")[0]


def _pages(floor: Server, dressed: Server, tracker: Server, prepared: Prepared, scale: int) -> list[Asked]:
    one = generated.typical(list(generated.actions(scale)))
    beside = {LIST: (FLOOR_LIST, DRESSED_LIST), ONE: (FLOOR_ONE, DRESSED_ONE)}
    return [
        Asked(FLOOR_LIST, floor, f"/actions?lead={one.lead}"),
        Asked(DRESSED_LIST, dressed, f"/actions?lead={one.lead}", (FLOOR_LIST,)),
        Asked(FLOOR_ONE, floor, f"/actions/{one.reference}"),
        Asked(DRESSED_ONE, dressed, f"/actions/{one.reference}", (FLOOR_ONE,)),
        *(
            Asked(name, tracker, where, beside.get(name, (FLOOR_LIST, DRESSED_LIST)))
            for name, where in prepared.addresses.items()
        ),
    ]


def _figures(page: Asked, got: dict[str, list[Slice]], prepared: Prepared) -> Figures:
    typical = asking.typical(got[page.name])
    over = {other.partition(":")[0]: median(asking.ratios(got, page.name, other)) for other in page.beside}
    counted = prepared.counted.get(page.name)
    return Figures(
        page.name,
        typical.processor,
        typical.middle,
        typical.slowest_twentieth,
        typical.rate,
        typical.size,
        counted.queries if counted else None,
        over.get("floor"),
        over.get("dressed"),
    )
