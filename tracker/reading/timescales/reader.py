"""Reads a timescale as a careful policy officer would, and says when the officer would pick up the phone."""

import re
from collections.abc import Iterable
from datetime import date
from functools import lru_cache

from .answer import Anchor, Timescale, spoken
from .board_calendar import RULES, Calendar
from .mention import Mention, add_months
from .scan import LONGEST, Scan, scan
from .settle import settle

EARLIEST, LATEST_YEARS_AHEAD = 1995, 15
STALE_MONTHS = 7
ANY = r"[,.:()~/¶]*"
# As soon as possible says no more where a last day follows: "asap, but no later than".
BEFORE = r"(?:J[A,.:~/]*(?=B))?[LB,.:()~/¶]*"

# The only wordings given without asking; every other one is asked about.
TASK = r"(?:[WU][WULAR,:~/]*B(?:[RL]+[WU]+B)?[LB:~]*|U[UAL,/]*[:,~(¶]+B?L*)?"
DEADLINE = re.compile(rf"(?:{BEFORE}{TASK}|R[LB]*)D[LB,.:()¶]*(?:\(U[UA,/]*\)[.]?)?")
DEADLINE_ONGOING = re.compile(rf"{BEFORE}{TASK}D[,.(/¶]*A?,?O[W,.)¶]*")
CLAIM = re.compile(rf"{ANY}C[,.:(~¶]*L?:?D{ANY}|{ANY}D{ANY}C{ANY}|{ANY}Z[:~(]L?D{ANY}|{ANY}D[,:~(¶]+Z{ANY}")
# By a date yet to come can only be an instruction, and so can "complete" with one.
TO_COME = re.compile(r"[WULAB,.:()~/¶]*(?:K[LB]*|Z[:~(]*L*)D[LB,.:()¶]*(?:A?O[W,.¶]*)?")


@lru_cache(maxsize=4096)
def read_timescale(text: str, *, agreed: date | None = None, calendar: Calendar = RULES) -> Timescale:
    """Read the wording of a timescale.

    `agreed` is the day the plan was agreed, from which relative times count and years are inferred; it is
    never guessed. `calendar` is what the board has settled about its terms and quarters. Deadlines come in the
    order written. Where a date cannot be fixed, or rests on something outside the wording, `needs_review` is set
    with the reason in words. Never raises.

    The rules are those a board's policy officer works by: day first; a period means its last day; quarters
    with a pair of years are financial; "complete by" is an instruction and "completed" a claim; a start, a
    reference or a condition is no deadline; a blank stays blank.
    """
    if not text.strip():
        return Timescale(text, "none_or_tbc", needs_review=True, reason="The timescale is blank.")
    found = scan(text, agreed, calendar)
    settle(found, agreed)
    answer = plain_answer(text, found, agreed) if len(text) <= LONGEST else None
    return answer or asked(text, found, agreed)


def ends(times: Iterable[Mention]) -> tuple[date, ...]:
    """The distinct last days, in the order written."""
    return tuple(dict.fromkeys(time.end for time in times if time.end is not None))


def plain_answer(text: str, found: Scan, agreed: date | None) -> Timescale | None:
    """The answer where the whole wording is understood and one date stands beyond doubt, else None."""
    if len(found.times) != 1 or found.doubts or found.strange:
        return None
    time, line = found.times[0], found.line.lstrip(",.:(~/¶")
    if time.doubts or time.bare or time.end is None or implausible(time.end, agreed):
        return None
    if CLAIM.fullmatch(line) and (said := claim(text, time, agreed)):
        return said
    if DEADLINE.fullmatch(line) and not stale(time.end, agreed):
        return Timescale(text, time.kind, (time.end,))
    if DEADLINE_ONGOING.fullmatch(line) and not stale(time.end, agreed):
        return Timescale(text, "mixed", (time.end,), ongoing=True)
    later = agreed is not None and time.start is not None and time.start > agreed
    if TO_COME.fullmatch(line) and later:
        return Timescale(text, "mixed" if "O" in line else time.kind, (time.end,), ongoing="O" in line)
    return None


def claim(text: str, time: Mention, agreed: date | None) -> Timescale | None:
    """Completed with a date is a claim, unless the date had not come when the plan was agreed."""
    if not time.claimable or time.end is None or (agreed is not None and time.end > agreed):
        return None
    return Timescale(text, "completed", completed_on=time.end)


def implausible(day: date, agreed: date | None) -> str | None:
    """Why the year looks wrongly typed, if it does."""
    around = agreed.year if agreed else None
    latest = (around or 2045) + LATEST_YEARS_AHEAD
    if day.year < EARLIEST or day.year > latest or (around and day.year < around - LATEST_YEARS_AHEAD):
        return f"The year {day.year} looks wrongly typed."
    return None


def stale(day: date, agreed: date | None) -> str | None:
    """Plans are often published after their own deadlines; one long past when it was agreed is asked about.

    Herefordshire agreed in November 2019 a target of 31 March 2019 that was meant to be 2020.
    """
    if agreed is None or add_months(day, STALE_MONTHS) >= agreed:
        return None
    return f"{spoken(day)} was long past when the plan was agreed."


def asked(text: str, found: Scan, agreed: date | None) -> Timescale:
    """A best guess that a person must look at, with why."""
    line = found.line
    days = ends(found.times)
    kept = tuple(day for day in days if not far_off(day, agreed))
    ongoing = bool(re.search("[OY]", line))
    kind, deadlines, done, why = guess(found, kept, agreed)
    doubts = [*found.doubts, *(doubt for time in found.times for doubt in time.doubts), *why]
    doubts += [said for day in days if (said := implausible(day, agreed) or (None if done else stale(day, agreed)))]
    if found.strange:
        words = " ".join(dict.fromkeys(found.strange))[:80]
        doubts.append(f"These words were not understood: {words}.")
    if len(text) > LONGEST:
        doubts.append("The text is too long to be a timescale.")
    reason = " ".join(dict.fromkeys(doubts)) or "The wording can be read in more than one way."
    return Timescale(text, kind, deadlines, done, ongoing, True, reason, anchor_of(found, kind))


def anchor_of(found: Scan, kind: str) -> Anchor | None:
    """What the wording counts from, where it counts from one start and nothing else is named."""
    if kind == "immediate" and "I" in found.line:
        return Anchor("plan date", "", 0, "day")
    if len(found.times) == 1 and not set(found.line) & set("KCZPN"):
        return found.times[0].anchor
    return None


def far_off(day: date, agreed: date | None) -> bool:
    """A year no plan can mean is not offered even as a guess."""
    return abs(day.year - (agreed.year if agreed else 2020)) > 40


Guess = tuple[str, tuple[date, ...], date | None, list[str]]


def guess(found: Scan, days: tuple[date, ...], agreed: date | None) -> Guess:
    line = found.line
    has = set(line)
    if not days:
        return without_date(has, found, agreed)
    if "F" in has and not has & set("KCP"):
        return "reference", (), None, ["The wording points to another place."]
    if has & set("SG") and not has & set("KC") and len(days) == 1:
        return "mixed", (), None, ["A start is named, not a deadline."]
    if "E" in has and not has & set("BKCZPOYRQ") and not re.search("[LD]D?E", line):
        return "reference", (), None, ["The date is that of an event."]
    if "K" in has:
        return done_by(days, agreed)
    if "N" not in has and ("C" in has or "Z" in has or "P" in has) and "B" not in has:
        done = days[-1] if agreed is None or days[-1] <= agreed else None
        return "completed", () if done else days, done, ["The wording claims that the action is done."]
    if len(days) > 1:
        return "multiple", days, None, ["Several dates are written; each may belong to one action or lead."]
    kind = found.times[0].kind if len(found.times) == 1 else "mixed"
    if has & set("OY"):
        return "ongoing" if "Y" in has else "mixed", days, None, ["The action goes on after the date."]
    return kind, days, None, reasons(has)


def done_by(days: tuple[date, ...], agreed: date | None) -> Guess:
    why = ["“By” a date may be an instruction or a claim that it is done."]
    if agreed is not None and days[-1] > agreed:
        return "mixed", days, None, why
    done = days[-1] if agreed is None or days[-1] < agreed else None
    return "completed", days, done, why


def reasons(has: set[str]) -> list[str]:
    said = {
        "V": "“Before” a date may mean the day itself or the day before.",
        "H": "The date rests on a condition.",
        "Q": "The wording is tentative.",
        "T": "The date is still to be settled.",
        "N": "The wording says the action is not, or only partly, done.",
        "X": "The wording gives a choice.",
        "E": "The date may be that of an event.",
    }
    return [text for letter, text in said.items() if letter in has]


def without_date(has: set[str], found: Scan, agreed: date | None) -> Guess:
    """No day could be fixed: say what the wording is instead."""
    if found.times:
        return found.times[0].kind, (), None, []
    if "I" in has and not has & set("FHN"):
        days = (agreed,) if agreed else ()
        return "immediate", days, None, ["“Immediate” is counted from the day the plan was agreed."]
    for letters, kind, why in WITHOUT_DATE:
        if has & set(letters):
            return kind, (), None, [why]
    return "none_or_tbc", (), None, ["No date could be found in the wording."]


WITHOUT_DATE = (
    ("N", "none_or_tbc", "The wording says the action is not, or only partly, done, and gives no date."),
    ("T", "none_or_tbc", "The date is still to be settled."),
    ("KCZP", "completed", "The wording claims that the action is done, without a date."),
    ("F", "reference", "The wording points to another place."),
    ("OY", "ongoing", "The action has no end; set a date to review it."),
    ("J", "immediate", "“As soon as possible” names no day."),
    ("HV", "conditional", "The date waits on something else."),
    ("SG", "mixed", "A start is named, not a deadline."),
    ("E", "conditional", "The wording names an event and no date."),
)
