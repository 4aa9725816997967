"""Reading in a child process with caps on memory and time, so that a hostile file takes nothing else down.

A process of its own, started afresh (`child`), rather than a fork, so that it is safe under threads.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import asdict
from datetime import date
from pathlib import Path
from threading import Event, Thread, Timer
from typing import IO, Any

from .answering import LENGTH
from .layout import Say
from .limits import CannotRead, Limits
from .plan import checked_columns, read_plan
from .progress import Told
from .proposal import ProposedPlan, Row
from .timescales import Calendar

CHILD = Path(__file__).resolve().with_name("child.py")
SMALLER = "Send the plan alone, without other sheets, or in smaller parts."


def read_confined(
    data: bytes,
    name: str,
    *,
    agreed: date | None = None,
    calendar: Calendar | None = None,
    limits: Limits | None = None,
    columns: Mapping[str, Say] | None = None,
    told: Told | None = None,
) -> ProposedPlan:
    """Read a plan in a child process. Arguments and result are those of `read_plan`.

    `told` is called now and then with the number of rows read so far. Raises CannotRead also when the child dies, or
    takes more time or memory than `limits` allow.
    """
    limits = limits or Limits()
    if len(data) > limits.file_bytes:  # refused by its size alone, before any parser
        return read_plan(data, name, agreed=agreed, calendar=calendar, limits=limits, columns=columns)
    request = {
        "name": name,
        "agreed": agreed.isoformat() if agreed else None,
        "calendar": asdict(calendar or Calendar()),
        "limits": asdict(limits),
        "columns": {key: dict(say) for key, say in checked_columns(columns).items()},
    }
    late = Event()
    with answered(json.dumps(request).encode(), data, limits.seconds, late) as lines:
        plan = put_together(lines, told)
    if plan is not None:
        return plan
    if late.is_set():
        raise CannotRead(f"Reading {name} took longer than {limits.seconds} seconds and was stopped. {SMALLER}")
    raise CannotRead(
        f"{name} could not be read: it needs more memory than a plan may take, or it is damaged. {SMALLER}"
    )


@contextmanager
def answered(request: bytes, data: bytes, seconds: float, late: Event) -> Iterator[IO[bytes]]:
    """The lines of a child's answer. It is stopped after so many seconds (then `late` is set), and in any case at
    the end.
    """
    child = subprocess.Popen(  # noqa: S603  (our own interpreter and file, no words from outside)
        [sys.executable, "-I", str(CHILD)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=environment(),
    )
    assert child.stdin is not None
    assert child.stdout is not None

    def stop() -> None:
        late.set()
        child.kill()

    timer = Timer(seconds, stop)
    teller = Thread(target=tell, args=(child.stdin, (LENGTH.pack(len(request)), request, data)), daemon=True)
    timer.start()
    teller.start()
    try:
        yield child.stdout
    finally:
        timer.cancel()
        child.kill()
        child.wait()
        teller.join()
        child.stdout.close()


def tell(stream: IO[bytes], parts: Iterable[bytes]) -> None:
    """Hand the request to the child; one that has died does not listen to its end."""
    with suppress(OSError), stream:
        for part in parts:
            stream.write(part)


def environment() -> dict[str, str]:
    """What a child needs to start; secrets of the parent's environment are not passed on."""
    kept = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "TMPDIR")
    return {name: os.environ[name] for name in kept if name in os.environ}


def put_together(lines: Iterable[bytes], told: Told | None = None) -> ProposedPlan | None:
    """The plan from the lines of an answer; None where it broke off. Raises CannotRead where the child refused."""
    plan: ProposedPlan | None = None
    try:
        for line in lines:
            said: dict[str, Any] = json.loads(line)
            if "refused" in said:
                raise CannotRead(str(said["refused"]))
            if "so_far" in said:
                if told is not None:
                    told(int(said["so_far"]))
            elif "plan" in said:
                plan = ProposedPlan.from_json(said["plan"])
            elif plan is not None and "rows" in said:
                plan.tables[said["table"]].rows += [Row.from_json(row) for row in said["rows"]]
            elif plan is not None and said["rows_told"] == len(plan.rows):
                return plan
    except (ValueError, KeyError, TypeError, IndexError):
        return None
    return None
