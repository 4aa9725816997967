"""Reading a plan beside the least it could cost: openpyxl loading the same workbook and giving up every value."""

import io
import os
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from openpyxl import load_workbook

from tests.bench import generated
from tests.bench.generated import wording
from tests.bench.taking_in import office
from tests.plans import SEVEN_HEADINGS, PlanSheet, workbook
from tracker.reading.confined import read_confined
from tracker.reading.plan import read_plan

BARE = "openpyxl alone"
READ = "read in process"
CONFINED = "read in a child"
PLANNED = "read in a child and planned"
TAKEN_IN = "taken in, history and all"
HEADINGS = (*SEVEN_HEADINGS, "Progress so far")
WIDTHS = {"recommendation": 15, "outcome": 10, "action": 20, "measure": 10, "progress": 5}


@dataclass(frozen=True)
class Read:
    """Medians of one way of reading: seconds of processor and of waiting, and processor time over openpyxl alone."""

    processor: float
    wait: float
    ratio: float


def a_plan_of(rows: int) -> bytes:
    """A workbook of eight columns and that many rows, with about sixty words in each."""
    sheet = PlanSheet("Plan", list(_rows(rows)), titles=("ACTION PLAN",), headings=HEADINGS)
    return workbook(sheet)


def _rows(count: int) -> Iterator[Sequence[object]]:
    chance = random.Random(60)
    for number in range(1, count + 1):
        words = {name: wording(chance, width) for name, width in WIDTHS.items()}
        deadline = generated.TODAY + timedelta(days=chance.randrange(900))
        yield (
            str(number),
            words["recommendation"],
            words["outcome"],
            words["action"],
            chance.choice(("Named Nurse", "Head of Service", "Team Leader")),
            f"{deadline:%d/%m/%Y}",
            words["measure"],
            words["progress"],
        )


def measured(rows: int, *, rounds: int) -> dict[str, Read]:
    """Each way of reading such a plan, in turns."""
    data = a_plan_of(rows)
    _check(data, rows)
    with office() as here:
        ways: dict[str, Callable[[], object]] = {
            BARE: lambda: _bare(data),
            READ: lambda: read_plan(data, "plan.xlsx"),
            CONFINED: lambda: read_confined(data, "plan.xlsx"),
            PLANNED: lambda: here.plan(data),
            TAKEN_IN: lambda: here.take_in(data),
        }
        got: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
        for number in range(rounds):
            for name in ways if number % 2 == 0 else list(reversed(ways)):
                got[name].append(_timed(ways[name]))
    return {name: _typical(turns, got[BARE]) for name, turns in got.items()}


def _check(data: bytes, rows: int) -> None:
    found = sum(row.kind == "item" for table in read_plan(data, "plan.xlsx").tables for row in table.rows)
    if found != rows:
        raise RuntimeError(f"Of {rows} rows {found} were read as items, so the figures would mean nothing.")


def _bare(data: bytes) -> int:
    book = load_workbook(io.BytesIO(data))
    return sum(value is not None for sheet in book for row in sheet.iter_rows(values_only=True) for value in row)


def _timed(way: Callable[[], object]) -> tuple[float, float]:
    before, began = _processor(), time.perf_counter()
    way()
    return _processor() - before, time.perf_counter() - began


def _processor() -> float:
    """Seconds used by this process and by the children it has waited for."""
    used = os.times()
    return used.user + used.system + used.children_user + used.children_system


def _typical(turns: Sequence[tuple[float, float]], bare: Sequence[tuple[float, float]]) -> Read:
    return Read(
        statistics.median(processor for processor, _ in turns),
        statistics.median(wait for _, wait in turns),
        statistics.median(mine[0] / theirs[0] for mine, theirs in zip(turns, bare, strict=True)),
    )
