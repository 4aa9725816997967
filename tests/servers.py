"""The program behind a real server, for browsers and for whatever else comes by the network."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from flask import Flask
from waitress import wasyncore
from waitress.server import create_server

from tests.databases import Database, Databases
from tests.sessions import own
from tracker import create_app
from tracker.config import Settings


@dataclass(frozen=True)
class Server:
    """A real server, and the program and database behind it.

    Commit what the pages are to see. Before looking at what they changed, `db.session.rollback()`.
    """

    address: str
    app: Flask
    database: Database


@contextmanager
def serving(databases: Databases, settings: Settings) -> Iterator[Server]:
    """Serve on a free port of this machine, in a thread, with a database of its own, until the block ends."""
    with own(databases) as database:
        app = create_app(replace(settings, database_url=database.address), connect=False)
        server = create_server(app, host="127.0.0.1", port=0, threads=4, clear_untrusted_proxy_headers=True)
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            yield Server(f"http://127.0.0.1:{server.effective_port}", app, database)
        finally:
            # Browsers hold their connections open; the server's own thread must close them for its loop to end.
            server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map, ignore_all=True))
            thread.join(10)
            assert not thread.is_alive(), "the test's server did not stop"
