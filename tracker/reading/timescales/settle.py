"""From the times a wording names to the days meant: years inherited, ranges closed, repeats dropped."""

import re
from dataclasses import replace
from datetime import date

from .mention import Mention, nearest
from .ranges import ASSUMED_YEAR, joint
from .scan import Scan

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


def inherit(found: Scan) -> None:
    """A time without a year takes that of the next dated one, or of the last; the same day again adds no doubt."""
    times = found.times
    for place, time in enumerate(times):
        if not time.yearless:
            continue
        dated = [other for other in times if not other.yearless and other.end]
        same = [other for other in dated if other.end and time.placed(other.end.year).end == other.end]
        if same and same[0].end:
            times[place] = replace(time.placed(same[0].end.year), doubts=same[0].doubts)
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
        stripped = line.rstrip(",.:;(~/¶LB")
        if kept and time.end is not None and stripped.endswith("D") and kept[-1].end == time.end:
            doubts = kept[-1].doubts if len(kept[-1].doubts) <= len(time.doubts) else time.doubts
            kept[-1] = replace(kept[-1], doubts=doubts)
            line = stripped + ("(" if "(" in line[len(stripped) :] else "")
            continue
        kept.append(time)
        line += mark
    found.line, found.times = line, kept
