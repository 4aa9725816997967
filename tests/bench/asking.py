"""Pages asked for again and again, turn and turn about, so that a busy machine slows all of them alike."""

import http.client
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass

from tests.bench.serving import Server

WARM_UP = 20
PATIENCE = 60.0
OK = 200


@dataclass(frozen=True)
class Asked:
    """A page of a server, and the pages it is held against, by name."""

    name: str
    server: Server
    address: str
    beside: tuple[str, ...] = ()


@dataclass(frozen=True)
class Slice:
    """What one turn of a page gave: milliseconds of processor and of waiting, requests a second, bytes of the page."""

    processor: float
    middle: float
    slowest_twentieth: float
    rate: float
    size: int


def slices(pages: Sequence[Asked], *, rounds: int, seconds: float, clients: int) -> dict[str, list[Slice]]:
    """Each page's turns, one a round: first to last, then last to first, and so on."""
    for page in pages:
        _ask(page, _Turn(requests=WARM_UP))
    got: dict[str, list[Slice]] = {page.name: [] for page in pages}
    for number in range(rounds):
        for page in pages if number % 2 == 0 else list(reversed(pages)):
            got[page.name].append(_slice(page, seconds, clients))
    return got


def ratios(got: dict[str, list[Slice]], page: str, beside: str) -> list[float]:
    """Processor time over that of the other page in the same round."""
    return [ours.processor / theirs.processor for ours, theirs in zip(got[page], got[beside], strict=True)]


def typical(turns: Sequence[Slice]) -> Slice:
    """The median of each figure."""
    return Slice(
        statistics.median(one.processor for one in turns),
        statistics.median(one.middle for one in turns),
        statistics.median(one.slowest_twentieth for one in turns),
        statistics.median(one.rate for one in turns),
        turns[-1].size,
    )


class _Turn:
    """Ends after so many requests, or at a time; keeps how long each answer took."""

    def __init__(self, *, requests: int = 0, until: float = 0.0) -> None:
        self.requests = requests
        self.until = until
        self.waits: list[float] = []
        self.size = 0

    def goes_on(self) -> bool:
        return len(self.waits) < self.requests if self.requests else time.perf_counter() < self.until


def _slice(page: Asked, seconds: float, clients: int) -> Slice:
    before, began = page.server.used(), time.perf_counter()
    turns = [_Turn(until=began + seconds) for _ in range(clients)]
    threads = [threading.Thread(target=_ask, args=(page, turn)) for turn in turns]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    waits = sorted(wait for turn in turns for wait in turn.waits)
    if not waits:
        raise RuntimeError(f"{page.name} answered nothing.")
    took = time.perf_counter() - began
    return Slice(
        1000 * (page.server.used() - before) / len(waits),
        1000 * statistics.median(waits),
        1000 * waits[int(0.95 * len(waits))],
        len(waits) / took,
        turns[0].size,
    )


def _ask(page: Asked, turn: _Turn) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", page.server.port, timeout=PATIENCE)
    try:
        while turn.goes_on():
            began = time.perf_counter()
            connection.request("GET", page.address, headers=page.server.headers)
            answer = connection.getresponse()
            body = answer.read()
            turn.waits.append(time.perf_counter() - began)
            if answer.status != OK:
                raise RuntimeError(f"{page.name} answered {answer.status} for {page.address}.")
            turn.size = len(body)
    finally:
        connection.close()
