"""A bar while a file is read, for a person at a terminal; nothing where the answer goes to another program."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count

import click

from tracker.reading.progress import Told


@contextmanager
def reading_bar() -> Iterator[Told | None]:
    """What to tell the number of rows read so far, within this block."""
    if not sys.stderr.isatty():
        yield None
        return
    rows_told = [0]
    with click.progressbar(
        count(), label="Reading", file=sys.stderr, item_show_func=lambda rows: f"{rows:,} rows" if rows else ""
    ) as bar:

        def told(rows: int) -> None:
            bar.update(rows - rows_told[0], rows)
            rows_told[0] = rows

        yield told
