"""Recommendations listed apart from the plan, and the rows of the plan that repeat them."""

import re

from .proposal import Row, Table

SAME_WORDS = 0.85  # share of words in common from which a listed recommendation is that of the plan
NEAR_WORDS = 0.8  # share of the shorter one's words in the longer from which a person should compare the two

Words = frozenset[str]


def answered_listed(tables: list[Table]) -> dict[str, str]:
    """Set aside each recommendation listed apart that a row of the plan repeats, so that nothing is made twice.

    Returns, for those that a row says in nearly the same words, the source of that row by the source in the list.
    """
    near: dict[str, str] = {}
    planned = [
        (words(row.recommendation), row)
        for table in tables
        for row in table.rows
        if row.kind == "item" and not row.listed
    ]
    for table in tables:
        for row in table.rows:
            if row.kind != "item" or not row.listed:
                continue
            row.agency = row.agency or table.agency
            said = words(row.recommendation)
            same = next((other for found, other in planned if alike(said, found)), None)
            if same:
                row.kind, row.reason = "set_aside", f"The same recommendation stands in the plan at {same.source}."
            elif close := nearest(said, planned):
                near[row.source] = close.source
    return near


def words(text: str | None) -> Words:
    return frozenset(re.findall(r"\w+", (text or "").lower()))


def alike(first: Words, second: Words) -> bool:
    return bool(first) and len(first & second) >= SAME_WORDS * len(first | second)


def nearest(said: Words, planned: list[tuple[Words, Row]]) -> Row | None:
    """The row whose words are nearest, where they are near enough to be compared by a person."""
    best, found = NEAR_WORDS, None
    for other, row in planned:
        shorter = min(len(said), len(other))
        share = len(said & other) / shorter if shorter else 0.0
        if share >= best:
            best, found = share, row
    return found
