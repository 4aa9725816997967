"""From the times a wording names to the days meant: years inherited, ranges closed, repeats dropped."""

import re
from dataclasses import replace
from datetime import date

from .mention import Mention, nearest
from .scan import Scan

ASSUMED_YEAR = "The year is taken from the date beside it."
REVERSED = "The second date of the range is before the first."


def settle(found: Scan, agreed: date | None) -> None:
    """Settle the times of `found` in place, so that each D of its line has its days or a doubt."""
    ranges(found)
    inherit(found)
    found.times = [nearest(time, agreed, ahead="Y" in found.line) for time in found.times]
    merge_repeats(found)


def ranges(found: Scan) -> None:
    """June - July 2012, from April to June, between 1 and 9 May: one time, ending with the second."""
    pattern = re.compile(r"(?<![~R])(?:GL*)?D(?:[~R]L*D|(?<=D)¶?[~R]L*D)(?!L*[~R]L*D)|ML*DAL*D")
    while match := pattern.search(found.line):
        first = found.line.count("D", 0, match.start())
        if found.line[: match.start()].rstrip("L").endswith(("D~", "DR")):
            return
        joined = joint(found.times[first], found.times[first + 1])
        if joined is None:
            return
        found.times[first : first + 2] = [joined]
        found.line = found.line[: match.start()] + "D" + found.line[match.end() :]


def joint(first: Mention, second: Mention) -> Mention | None:
    """One range of two times, or None where they cannot be one. The start may lack the year the end has."""
    if first.yearless and second.yearless:
        return both_yearless(first, second)
    if first.yearless and second.end:
        first = replace(before(first, second.end), doubts=())
    elif second.yearless and first.end:
        second = after(second, first.end).doubted(ASSUMED_YEAR)
    if first.start is None or second.end is None:
        return None
    doubts = tuple(dict.fromkeys((*first.doubts, *second.doubts)))
    if first.start > second.end:
        return None
    return Mention("range", first.start, second.end, doubts, bare=second.bare)


def before(first: Mention, end: date) -> Mention:
    placed = first.placed(end.year)
    return placed if placed.start and placed.start <= end else first.placed(end.year - 1)


def after(second: Mention, start: date) -> Mention:
    placed = second.placed(start.year)
    return placed if placed.end and placed.end >= start else second.placed(start.year + 1)


def both_yearless(first: Mention, second: Mention) -> Mention:
    def in_year(year: int) -> tuple[date, date]:
        end = second.placed(year).end
        if end is None:
            raise ValueError("no such day in that year")
        start = before(first, end).start
        return start or end, end

    doubts = tuple(dict.fromkeys((*first.doubts, *second.doubts)))
    return replace(second, kind="range", in_year=in_year, doubts=doubts)


def inherit(found: Scan) -> None:
    """A time without a year takes that of the next dated one, or of the last; the same day again is no doubt."""
    times = found.times
    for place, time in enumerate(times):
        if not time.yearless:
            continue
        dated = [other for other in times if not other.yearless and other.end]
        same = [other for other in dated if other.end and time.placed(other.end.year).end == other.end]
        if same and same[0].end:
            times[place] = replace(time.placed(same[0].end.year), doubts=())
            continue
        beside = [other for other in (*times[place + 1 :], *reversed(times[:place])) if other in dated]
        if beside and beside[0].end:
            times[place] = time.placed(beside[0].end.year).doubted(ASSUMED_YEAR)


def merge_repeats(found: Scan) -> None:
    """The same day said twice over is said once: March 2016 (31 March 2016)."""
    line, place = "", 0
    kept: list[Mention] = []
    for mark in found.line:
        if mark != "D":
            line += mark
            continue
        time = found.times[place]
        place += 1
        stripped = line.rstrip(",.:;(~/¶")
        if kept and time.end is not None and stripped.endswith("D") and kept[-1].end == time.end:
            doubts = kept[-1].doubts if len(kept[-1].doubts) <= len(time.doubts) else time.doubts
            kept[-1] = replace(kept[-1], doubts=doubts)
            continue
        kept.append(time)
        line += mark
    found.line, found.times = line, kept
