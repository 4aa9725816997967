"""What a plan lacks, told by itself: numbers missing from its sequence, and recommendations that no row answers."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from .proposal import Gap, Row, Table

NUMBER = re.compile(
    r"^[^0-9a-z]*(?:(?:recommendation|rec|action|item|no|number|ref|r|a)[\s.:#-]*)*"
    r"(?:(?P<digits>[0-9]{1,3})|(?P<roman>[ivxl]{1,8}))\s*\(?[a-h]?\)?\s*[^0-9a-z]*$",
    re.IGNORECASE,
)
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}
VALID_ROMAN = re.compile(r"^(?:x[lc]|l?x{0,3})(?:ix|iv|v?i{0,3})$", re.IGNORECASE)
FEWEST = 3


@dataclass
class Run:
    """Numbers that go on from one another, as they are printed in one table or in several of one agency."""

    table: str
    agency: str | None
    roman: bool
    numbers: list[int] = field(default_factory=list)

    @property
    def missing(self) -> list[int]:
        """The numbers passed over; none where there are too many for the rest to be a sequence."""
        present = set(self.numbers)
        if len(present) < FEWEST:
            return []
        lacking = [number for number in range(min(present), max(present)) if number not in present]
        return lacking if len(lacking) * 2 <= len(present) else []


def gaps_in(tables: list[Table], near: Mapping[str, str] | None = None) -> list[Gap]:
    """The gaps of a whole file, in its order: missing numbers first, then what is listed and not answered.

    `near` gives for a recommendation in a list the row of the plan that says nearly the same, both by their source.
    """
    shown = [table for table in tables if not table.hidden]
    return [*missing_numbers(shown), *unanswered(shown, near or {})]


def missing_numbers(tables: list[Table]) -> Iterator[Gap]:
    for run in runs(tables):
        missing = [printed(number, run.roman) for number in run.missing]
        if missing:
            first, last = (printed(number, run.roman) for number in (min(run.numbers), max(run.numbers)))
            whose = f"the plan of {run.agency}" if run.agency else f"the plan in {run.table}"
            are = "Number {} is" if len(missing) == 1 else "Numbers {} are"
            yield Gap(
                run.table,
                "missing_number",
                f"{are.format(listed(missing))} missing from {whose}, whose numbers go from {first} to {last}.",
            )


def runs(tables: list[Table]) -> list[Run]:
    """The sequences of numbers in a file. One begins anew where the first number comes again."""
    found: list[Run] = []
    latest: dict[tuple[str | None, str, bool], Run] = {}
    for table in tables:
        if table.heading_row is None:
            continue
        for row in table.rows:
            number, roman = number_of(row)
            if number is None:
                continue
            agency = row.agency or table.agency
            key = (agency, "" if agency else table.name, roman)
            run = latest.get(key)
            if run is None or (number == run.numbers[0] and run.numbers[-1] != number):
                run = latest[key] = Run(table.name, agency, roman)
                found.append(run)
            run.numbers.append(number)
    return [run for run in found if not muddled(run, tables)]


def muddled(run: Run, tables: list[Table]) -> bool:
    """Whether other references of the same table are of a kind that a number may hide in: 1.2, or 3 and 4."""
    return any(
        row.ref and number_of(row)[0] is None and re.search(r"[0-9]", row.ref)
        for table in tables
        if table.name == run.table
        for row in table.rows
        if row.kind == "item"
    )


def number_of(row: Row) -> tuple[int | None, bool]:
    """The number in the reference of a row, and whether it is a Roman one: 2a is 2, "3." is 3, iii is 3."""
    text = row.ref if row.kind == "item" else next(iter(row.cells.values()), "") if row.kind == "set_aside" else None
    found = NUMBER.match(text) if text and len(text) <= 40 else None
    if found is None:
        return None, False
    if found["digits"]:
        return int(found["digits"]), False
    return (value_of(found["roman"]), True) if VALID_ROMAN.match(found["roman"]) else (None, True)


def value_of(roman: str) -> int:
    values = [ROMAN[letter] for letter in roman.lower()]
    following = [*values[1:], 0]
    return sum(-value if value < after else value for value, after in zip(values, following, strict=True))


def printed(number: int, roman: bool) -> str:
    if not roman:
        return str(number)
    text = ""
    for value, letters in ((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")):
        while number >= value:
            text, number = text + letters, number - value
    return text


def unanswered(tables: list[Table], near: Mapping[str, str]) -> Iterator[Gap]:
    """The recommendations that stand in a list and in no row of the plan; none where the file is a list alone."""
    planned = any(row.kind == "item" and not row.listed for table in tables for row in table.rows)
    if not planned:
        return
    for table in tables:
        for row in table.rows:
            if row.kind == "item" and row.listed:
                whose = f" of {row.agency}" if row.agency else ""
                which = f"Recommendation {row.ref.strip(' .,:;)')}{whose}" if row.ref else f"A recommendation{whose}"
                message = f"{which} is in the list at {row.source}, and no row of the plan answers it."
                if row.source in near:
                    close = near[row.source]
                    message = (
                        f"{which} is in the list at {row.source} in other words than the row at {close};"
                        " check whether that row answers it."
                    )
                yield Gap(table.name, "unanswered", message, row.source)


def listed(words: Iterable[str]) -> str:
    *first, last = words
    return f"{', '.join(first)} and {last}" if first else last
