"""Reading in a child process with caps on memory and time, so that a hostile file takes nothing else down.

A process of its own, started afresh (`child`), rather than a fork, so that it is safe under threads.
"""

import json
import os
import struct
import subprocess
import sys
from dataclasses import asdict
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from types import ModuleType
from typing import Any

from .limits import CannotRead, Limits
from .plan import read_plan
from .proposal import ProposedPlan
from .timescales import Calendar

# Not on every system; where it is missing only the time is capped.
resource: ModuleType | None = import_module("resource") if find_spec("resource") else None

CHILD = Path(__file__).resolve().with_name("child.py")
LENGTH = struct.Struct(">Q")


def read_confined(
    data: bytes,
    name: str,
    *,
    agreed: date | None = None,
    calendar: Calendar | None = None,
    limits: Limits | None = None,
) -> ProposedPlan:
    """Read a plan in a child process. Arguments and result are those of `read_plan`.

    Raises CannotRead also when the child dies, or takes more time or memory than `limits` allow.
    """
    limits = limits or Limits()
    if len(data) > limits.file_bytes:
        return read_plan(
            data, name, agreed=agreed, calendar=calendar, limits=limits
        )  # refused by its size alone, before any parser
    day = agreed.isoformat() if agreed else None
    year = asdict(calendar or Calendar())
    request = json.dumps({"name": name, "agreed": day, "calendar": year, "limits": asdict(limits)}).encode()
    try:
        ran = subprocess.run(  # noqa: S603  (our own interpreter and file, no words from outside)
            [sys.executable, "-I", str(CHILD)],
            input=LENGTH.pack(len(request)) + request + data,
            capture_output=True,
            timeout=limits.seconds,
            env=environment(),
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise CannotRead(
            f"Reading {name} took longer than {limits.seconds} seconds and was stopped. {SMALLER}"
        ) from error
    return answer(ran.stdout, name)


SMALLER = "Send the plan alone, without other sheets, or in smaller parts."


def environment() -> dict[str, str]:
    """What a child needs to start; secrets of the parent's environment are not passed on."""
    kept = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "TMPDIR")
    return {name: os.environ[name] for name in kept if name in os.environ}


def answer(output: bytes, name: str) -> ProposedPlan:
    try:
        said: dict[str, Any] = json.loads(output)
        if "refused" in said:
            raise CannotRead(str(said["refused"]))
        return ProposedPlan.from_json(said["plan"])
    except (ValueError, KeyError, TypeError) as error:
        raise CannotRead(
            f"{name} could not be read: it needs more memory than a plan may take, or it is damaged. {SMALLER}"
        ) from error


def confine(limits: Limits) -> None:
    """Cap this process's memory and processor time, where the system can."""
    if resource is None:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.memory_bytes, limits.memory_bytes))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.seconds, limits.seconds + 5))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def main() -> None:
    """Answer one request: its length, itself as JSON, then the file."""
    stream = sys.stdin.buffer
    (length,) = LENGTH.unpack(stream.read(LENGTH.size))
    request = json.loads(stream.read(length))
    limits = Limits(**request["limits"])
    confine(limits)
    agreed = date.fromisoformat(request["agreed"]) if request["agreed"] else None
    year = Calendar.from_json(request["calendar"])
    try:
        plan = read_plan(stream.read(), request["name"], agreed=agreed, calendar=year, limits=limits)
        said: dict[str, Any] = {"plan": plan.as_json()}
    except CannotRead as refused:
        said = {"refused": refused.sentence}
    sys.stdout.buffer.write(json.dumps(said).encode())
