"""How far the reading of a file is, told to whoever waits for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

Told = Callable[[int], None]

EVERY = 200
_listener: ContextVar[tuple[Told, list[int]] | None] = ContextVar("listener", default=None)


@contextmanager
def telling(told: Told | None) -> Iterator[None]:
    """Within this block, tell how many rows have been read, every so often."""
    token = _listener.set((told, [0]) if told else None)
    try:
        yield
    finally:
        _listener.reset(token)


def row_read() -> None:
    """Another row was read."""
    listener = _listener.get()
    if listener is None:
        return
    told, count = listener
    count[0] += 1
    if count[0] % EVERY == 0:
        told(count[0])
