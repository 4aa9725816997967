"""Several actions in one row: cells whose lines pair up, each lead with its own date."""

import re
from collections.abc import Callable
from dataclasses import dataclass

LABEL = re.compile(r"^\s*\(?(?:[0-9]{0,2}[a-z]|[ivx]{1,4}|[0-9]{1,2})[).]\s", re.IGNORECASE)


@dataclass(frozen=True)
class Piece:
    """One action of a row: its words, its leads' words, its timescale's words."""

    text: str
    leads: str
    timescale: str


def lines_of(text: str) -> list[str]:
    """The lines of a cell; where a line break was lost on the way, two spaces after a stop or a date stand for it."""
    lines = [line.strip() for line in re.split(r"[\r\n]+", text) if line.strip()]
    if len(lines) == 1:
        lines = [line.strip() for line in re.split(r"(?<=[.;:0-9])\s{2,}", lines[0]) if line.strip()]
    return lines


def spaced_lines(text: str) -> list[str]:
    lines = lines_of(text)
    if len(lines) == 1:
        lines = [line.strip() for line in re.split(r"\s{2,}", lines[0]) if line.strip()]
    return lines


def labelled_lines(text: str) -> list[str]:
    """The lines that begin with a label, (1b) or ii., each with the lines under it; [] where there are none."""
    lines = lines_of(text)
    if not lines or not LABEL.match(lines[0]):
        return []
    kept: list[str] = []
    for line in lines:
        if LABEL.match(line):
            kept.append(line)
        else:
            kept[-1] = f"{kept[-1]}\n{line}"
    return kept


def paired(text: str, leads: str, timescale: str, is_date: Callable[[str], bool]) -> list[Piece]:
    """The actions of a row where its lines pair up with its dates, or [] where they do not.

    Every line of the timescale must be a plain date by itself (`is_date`), there must be as many actions as
    dates, and as many leads as dates or one line of leads for all.
    """
    dates = spaced_lines(timescale)
    if len(dates) < 2 or not all(is_date(line) for line in dates):
        return []
    actions = next((found for found in (labelled_lines(text), lines_of(text)) if len(found) == len(dates)), [])
    if not actions:
        return []
    owners = lines_of(leads)
    if len(owners) <= 1:
        owners = [leads.strip()] * len(dates)
    if len(owners) != len(dates):
        return []
    return [Piece(*piece) for piece in zip(actions, owners, dates, strict=True)]
