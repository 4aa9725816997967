"""The production web workers."""

from dataclasses import dataclass
from typing import Any

import click
from flask import Flask
from gunicorn.app.base import BaseApplication
from werkzeug.middleware.proxy_fix import ProxyFix

from tracker import create_app
from tracker.cli.schema import behind, revision, wait_for
from tracker.cli.session import connected, read_settings
from tracker.config import Settings
from tracker.queries import demonstration
from tracker.rules.errors import Refused

HIGHEST_PORT = 65_535
# Reading a large plan takes longer than any other page.
LONGEST_REQUEST_SECONDS = 150
LAST_REQUESTS_SECONDS = 30
THREADS = 4


@dataclass(frozen=True)
class Place:
    """Where and by how many workers the pages are served."""

    host: str
    port: int
    workers: int
    proxies: int = 0

    def for_gunicorn(self) -> dict[str, Any]:
        """The same in gunicorn's words. No access log, since an address may carry a token; no socket to steer it by."""
        return {
            "bind": f"{self.host}:{self.port}",
            "workers": self.workers,
            "worker_class": "gthread",
            "threads": THREADS,
            "timeout": LONGEST_REQUEST_SECONDS,
            "graceful_timeout": LAST_REQUESTS_SECONDS,
            "accesslog": None,
            "control_socket_disable": True,
            "errorlog": "-",
            "loglevel": "info",
            "proc_name": "tracker",
        }


class Workers(BaseApplication):  # type: ignore[misc]
    """Gunicorn with our settings; each worker makes its own program and its own connections."""

    def __init__(self, settings: Settings, place: Place) -> None:
        self._settings = settings
        self._place = place
        super().__init__()

    def load_config(self) -> None:
        """Hand gunicorn its options."""
        for name, value in self._place.for_gunicorn().items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """Make the program, once in each worker."""
        app = create_app(self._settings)
        if self._place.proxies:
            app.wsgi_app = ProxyFix(app.wsgi_app, x_for=self._place.proxies, x_proto=self._place.proxies)  # type: ignore[method-assign]
        return app


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, help="0.0.0.0 serves other machines too.")
@click.option("--port", type=click.IntRange(1, HIGHEST_PORT), envvar="PORT", default=8000, show_default=True)
@click.option("--workers", type=click.IntRange(1), default=2, show_default=True)
@click.option(
    "--proxies",
    type=click.IntRange(0),
    default=0,
    show_default=True,
    help="How many proxies stand in front and say in X-Forwarded-For who asks.",
)
@click.option("--wait", type=click.IntRange(0), default=60, show_default=True, help="Seconds to wait for the database.")
def serve_command(host: str, port: int, workers: int, proxies: int, wait: int) -> None:
    """Serve the pages in production; migrate first, with `tracker migrate`."""
    settings = read_settings(production=True)
    if settings.today is not None:
        click.echo(f"TODAY is set: the tracker will hold every day for {settings.today.isoformat()}.", err=True)
    wait_for(settings.database_url, seconds=wait)
    wrong = behind(revision(settings.database_url))
    if wrong:
        raise Refused(wrong)
    check_no_open_door()
    click.echo(f"Serving {settings.base_url} from {host}:{port}.")
    Workers(settings, Place(host, port, workers, proxies)).run()


def check_no_open_door() -> None:
    """Raise Refused while an account has the password that the demonstration publishes."""
    with connected():
        accounts = demonstration.how_many()
    if accounts:
        raise Refused(
            f"{accounts} accounts of the demonstration have a password that everybody knows, so these pages are not "
            "served in production. Use a database in which the demonstration was never run."
        )
