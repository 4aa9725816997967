"""How many queries a page asks of the database, and how large it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask.testing import FlaskClient
from sqlalchemy import Connection, Engine, event

MOST_QUERIES = 15
MOST_BYTES = 100_000
NOT_QUERIES = ("BEGIN", "SAVEPOINT", "RELEASE", "ROLLBACK", "COMMIT")


@contextmanager
def queries(of: Engine | Connection) -> Iterator[list[str]]:
    """The queries carried out within the block; where transactions begin and end is not counted."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        if not statement.startswith(NOT_QUERIES):
            seen.append(statement)

    event.listen(of, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(of, "before_cursor_execute", note)


def cost(client: FlaskClient, address: str, of: Engine | Connection) -> tuple[list[str], int]:
    """The queries of one page and its bytes; it must answer 200."""
    client.get(address)  # what is looked up once in the life of the program is no cost of a page
    with queries(of) as seen:
        answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address} answered {answer.status_code}.")
    return seen, len(answer.data)
