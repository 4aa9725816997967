"""Dates written month first: one of them in a file puts every date in doubt that could be read both ways."""

import re
from collections.abc import Iterator
from dataclasses import replace

from .proposal import Row, Table

NUMERIC = re.compile(r"(?<![0-9/.-])([0-9]{1,2})([/.-])([0-9]{1,2})\2(?:[0-9]{4}|[0-9]{2})(?![0-9/-])")
WHY = (
    "The date “{said}” at {place} has the month before the day. If the whole file is written so,"
    " “{here}” is another day than the one read; ask the agency."
)


def doubt_month_order(tables: list[Table]) -> None:
    """Ask about each date of a file that could be read both ways, once a date of it can only be month first.

    Rule 1 of reading a timescale: day first, but a text that can only be month first may stand for the whole file.
    Excel leaves such a text alone and turns the others about as it takes them for dates, so true dates are asked
    about too.
    """
    for row, dates in dated_rows(tables):
        found = next((one for one in dates if only_month_first(one)), None)
        if found:
            put_in_doubt(tables, found[0], row.source)
            return


def put_in_doubt(tables: list[Table], said: str, place: str) -> None:
    for row, dates in dated_rows(tables):
        own = [one[0] for one in dates if either_way(one)]
        beside = [text for text in own if not any(text in action.timescale for action in row.actions)]
        for number, action in enumerate(row.actions):
            here = next((text for text in own if text in action.timescale), None) or next(iter(beside), None)
            if here:
                why = WHY.format(said=said, place=place, here=here)
                reason = f"{action.reason} {why}" if action.reason else why
                row.actions[number] = replace(action, needs_review=True, reason=reason)


def dated_rows(tables: list[Table]) -> Iterator[tuple[Row, list[re.Match[str]]]]:
    """The rows that make actions, each with the dates in figures of its timescales and completion columns."""
    for table in tables:
        completed = [column.heading for column in table.columns if column.field == "date_completed"]
        for row in table.rows:
            if row.actions:
                texts = [action.timescale for action in row.actions] + [row.cells.get(name, "") for name in completed]
                yield row, [found for text in texts for found in NUMERIC.finditer(text)]


def only_month_first(found: re.Match[str]) -> bool:
    return int(found[1]) <= 12 < int(found[3]) <= 31


def either_way(found: re.Match[str]) -> bool:
    return int(found[1]) <= 12 and int(found[3]) <= 12 and int(found[1]) != int(found[3])
