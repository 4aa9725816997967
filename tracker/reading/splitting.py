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


def label_of(line: str) -> str:
    """The label a line begins with, without its marks: a for "(a) ", 1b for "1b. "; "" where it has none."""
    found = LABEL.match(line)
    return re.sub(r"[^0-9a-z]", "", found[0].lower()) if found else ""


def unlabelled(line: str) -> str:
    return LABEL.sub("", line).strip()


def parted(text: str) -> list[str]:
    """The lines of a cell, or where it is one line its parts between semicolons."""
    lines = spaced_lines(text)
    if len(lines) == 1 and ";" in lines[0]:
        lines = [part.strip() for part in lines[0].split(";") if part.strip()]
    return lines


def paired(text: str, leads: str, timescale: str, is_date: Callable[[str], bool]) -> list[Piece]:
    """The actions of a row where its lines pair up with its dates, or [] where they do not.

    Every line of the timescale must be a plain date by itself (`is_date`). There must be as many actions as dates, or
    one action with a lead for each date; and as many leads as dates, or one line of leads for all. Where all lines
    have labels, a date belongs to the action of the same label.
    """
    dates = parted(timescale)
    if labelled := by_label(text, leads, dates, is_date):
        return labelled
    if len(dates) < 2 or not all(is_date(line) for line in dates):
        return []
    owners = next((found for found in (lines_of(leads), parted(leads)) if len(found) == len(dates)), [])
    actions = next((found for found in (labelled_lines(text), lines_of(text)) if len(found) == len(dates)), [])
    if not actions and owners and len(lines_of(text)) == 1:
        actions = [text.strip()] * len(dates)
    if not actions:
        return []
    if not owners and len(lines_of(leads)) <= 1:
        owners = [leads.strip()] * len(dates)
    return [Piece(*piece) for piece in zip(actions, owners, dates, strict=True)] if owners else []


def by_label(text: str, leads: str, dates: list[str], is_date: Callable[[str], bool]) -> list[Piece]:
    """The actions of a row whose lines are labelled, each with the lead and the date of the same label.

    One lead without a label, or one date, holds for all of them; every other label must be met exactly once.
    """
    actions = labelled_lines(text)
    labels = [label_of(line) for line in actions]
    if len(actions) < 2 or len(set(labels)) < len(labels):
        return []
    owners = shared_or_labelled(lines_of(leads), leads, labels)
    days = shared_or_labelled(dates, "\n".join(dates), labels)
    labelled = any(label_of(line) for line in (*dates, *lines_of(leads)))
    if not labelled or not owners or not days or not all(is_date(day) for day in days):
        return []
    return [Piece(*piece) for piece in zip(actions, owners, days, strict=True)]


def shared_or_labelled(lines: list[str], whole: str, labels: list[str]) -> list[str]:
    """One text for every label: that of its own line, or the only line there is; [] where they do not fit."""
    found = {label_of(line): unlabelled(line) for line in lines}
    if len(lines) == len(labels) and set(found) == set(labels):
        return [found[label] for label in labels]
    return [whole.strip()] * len(labels) if len(lines) == 1 and not label_of(lines[0]) else []
