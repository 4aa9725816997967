"""The figures as a table to read and as JSON to keep."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from tests.bench.counting import MOST_BYTES, MOST_QUERIES
from tests.bench.pages import Figures, How
from tests.bench.plan_reading import Read

NONE = "-"


def pages(how: How, figures: Iterable[Figures]) -> str:
    """The table of pages."""
    database = "PostgreSQL" if how.postgres else "SQLite"
    clients = "1 client" if how.clients == 1 else f"{how.clients} clients"
    title = f"Pages, {how.scale:,} actions, {database}, {clients}, {how.rounds} rounds of {how.seconds:g} s"
    heads = ("", "processor ms", "x floor", "x dressed", "p50 ms", "p95 ms", "a second", "queries", "kB")
    lines = [
        (
            one.page,
            f"{one.processor:.2f}",
            _times(one.floor),
            _times(one.dressed),
            f"{one.middle:.1f}",
            f"{one.slowest_twentieth:.1f}",
            f"{one.rate:.0f}",
            NONE if one.queries is None else f"{one.queries}{_over(one.queries, MOST_QUERIES)}",
            f"{one.bytes / 1000:.1f}{_over(one.bytes, MOST_BYTES)}",
        )
        for one in figures
    ]
    return _table(title, heads, lines)


def reading(rows: int, rounds: int, ways: Mapping[str, Read]) -> str:
    """The table of ways to read a plan."""
    heads = ("", "processor s", "x openpyxl alone", "waiting s")
    lines = [(name, f"{one.processor:.3f}", _times(one.ratio), f"{one.wait:.3f}") for name, one in ways.items()]
    return _table(f"Reading a plan of {rows:,} rows, {rounds} rounds", heads, lines)


def as_json(how: How, figures: Iterable[Figures], plans: Mapping[int, Mapping[str, Read]]) -> dict[str, Any]:
    """All of it, as JSON holds it."""
    return {
        "how": asdict(how),
        "pages": [asdict(one) for one in figures],
        "reading": {str(rows): {name: asdict(one) for name, one in ways.items()} for rows, ways in plans.items()},
    }


def _times(ratio: float | None) -> str:
    return NONE if ratio is None else f"{ratio:.2f}"


def _over(number: int, most: int) -> str:
    return "!" if number > most else ""


def _table(title: str, heads: Sequence[str], lines: Sequence[Sequence[str]]) -> str:
    widths = [max(len(line[place]) for line in (heads, *lines)) for place in range(len(heads))]
    told = [
        "  ".join(cell.ljust(width) if place == 0 else cell.rjust(width) for place, (cell, width) in enumerate(pairs))
        for pairs in (list(zip(line, widths, strict=True)) for line in (heads, *lines))
    ]
    return "\n".join([title, "", *(line.rstrip() for line in told)])
