"""The child's side of reading in a process of its own: one request in, the plan out line by line.

The first line holds the plan without its rows, then come the rows some at a time, then the number of them: so
neither side ever holds the plan and its whole text at once, and an answer broken off is known for one.
"""

import gc
import json
import struct
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any

from .limits import CannotRead, Limits
from .plan import read_plan
from .progress import telling
from .proposal import ProposedPlan
from .timescales import Calendar

# Not on every system; where it is missing only the time is capped.
resource: ModuleType | None = import_module("resource") if find_spec("resource") else None

LENGTH = struct.Struct(">Q")
ROWS_A_LINE = 200


def confine(limits: Limits) -> None:
    """Cap this process's memory and processor time, where the system can."""
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def lines(plan: ProposedPlan) -> Iterator[dict[str, Any]]:
    """The plan as the lines of an answer."""
    bare = [replace(table, rows=[]) for table in plan.tables]
    yield {"plan": ProposedPlan(plan.file, plan.format, bare, plan.remarks, plan.gaps).as_json()}
    for number, table in enumerate(plan.tables):
        for place in range(0, len(table.rows), ROWS_A_LINE):
            rows = [filled(row.as_json()) for row in table.rows[place : place + ROWS_A_LINE]]
            yield {"table": number, "rows": rows}
    yield {"rows_told": len(plan.rows)}


def filled(said: dict[str, Any]) -> dict[str, Any]:
    """What says something of a row; `Row.from_json` takes the rest for granted."""
    return {name: value for name, value in said.items() if value or name == "cells"}


def answer(request: dict[str, Any], data: bytes) -> Iterator[dict[str, Any]]:
    agreed = date.fromisoformat(request["agreed"]) if request["agreed"] else None
    year = Calendar.from_json(request["calendar"])
    limits = Limits(**request["limits"])
    try:
        plan = read_plan(data, request["name"], agreed=agreed, calendar=year, limits=limits, columns=request["columns"])
    except CannotRead as refused:
        yield {"refused": refused.sentence}
    else:
        yield from lines(plan)


def main() -> None:
    """Answer one request: its length, itself as JSON, then the file."""
    gc.disable()  # the process ends with its answer; going through a large plan again and again takes half its time
    stream = sys.stdin.buffer
    (length,) = LENGTH.unpack(stream.read(LENGTH.size))
    request = json.loads(stream.read(length))
    confine(Limits(**request["limits"]))
    with telling(lambda rows: write({"so_far": rows}, now=True)):
        for said in answer(request, stream.read()):
            write(said)


def write(said: dict[str, Any], *, now: bool = False) -> None:
    """One line of the answer; `now` where someone waits for it."""
    sys.stdout.buffer.write(json.dumps(said).encode() + b"\n")
    if now:
        sys.stdout.buffer.flush()
