"""Servers to measure: each a process of its own on a loopback port, with the processor time it has used."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tracker.config import PROJECT

TICKS = os.sysconf("SC_CLK_TCK")
PATIENCE = 30.0
USER_TICKS, SYSTEM_TICKS, PARENT = 11, 12, 1
THREADS = 4


@dataclass
class Server:
    """One program being served, and what its processes have used."""

    port: int
    process: int
    database: str = ""
    headers: dict[str, str] = field(default_factory=dict)

    def used(self) -> float:
        """Seconds of processor time, user and system, of the server and of the database's processes that serve it."""
        return sum(seconds for _, seconds in _processes(self.process, self.database))


def _processes(root: int, database: str) -> Iterator[tuple[int, float]]:
    """The process, its children, and the PostgreSQL backends of the database, each with its processor time."""
    family = {root}
    for number, parent, seconds, command in sorted(_all()):
        if number in family or parent in family:
            family.add(number)
            yield number, seconds
        elif database and command.startswith("postgres:") and f" {database} " in command:
            yield number, seconds


def _all() -> Iterator[tuple[int, int, float, str]]:
    for folder in Path("/proc").iterdir():
        if not folder.name.isdecimal():
            continue
        try:
            stat = (folder / "stat").read_text().rpartition(")")[2].split()
            command = (folder / "cmdline").read_text().replace("\0", " ")
        except OSError:
            continue
        seconds = (int(stat[USER_TICKS]) + int(stat[SYSTEM_TICKS])) / TICKS
        yield int(folder.name), int(stat[PARENT]), seconds, f"{command} "


@contextmanager
def serving(program: str, settings: Mapping[str, str], *, database: str = "") -> Iterator[Server]:
    """Serve a program by one gunicorn worker with threads, as in production but for the number of workers."""
    port = _free_port()
    order = ["-w", "1", "-k", "gthread", "--threads", str(THREADS), "--keep-alive", "30"]
    child = subprocess.Popen(
        [sys.executable, "-m", "gunicorn", *order, "--log-level", "error", "-b", f"127.0.0.1:{port}", program],
        cwd=PROJECT,
        env={**os.environ, **settings},
    )
    try:
        _wait_for(port, child)
        yield Server(port, child.pid, database)
    finally:
        child.terminate()
        child.wait(PATIENCE)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port


def _wait_for(port: int, child: "subprocess.Popen[bytes]") -> None:
    until = time.monotonic() + PATIENCE
    while True:
        if child.poll() is not None or time.monotonic() > until:
            raise RuntimeError("A server to measure did not start; what it said is above.")
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        try:
            connection.request("GET", "/healthz")
            connection.getresponse().read()
            return
        except OSError:
            time.sleep(0.05)
        finally:
            connection.close()
