"""What a relative wording counts from, and the day it comes to once the start has a date."""

import re
from datetime import date, timedelta

from .answer import Anchor, AnchorKind
from .board_calendar import RULES, Calendar
from .mention import add_months, add_working_days, last_day

REPORT = r"(?:report|review|scr|lcspr|sar|dhr|overview|board|lscb|executive|partnership)"
AGREED = (
    r"(?:agree[ds]?|agreement|agreeing|approv(?:al|ed|ing)|ratif(?:y|ied|ication)|accept(?:ed|ance)|endorse[d]?"
    r"|endorsement|finali[sz](?:ed|ation)|adopt(?:ed|ion)|sign(?:ed|ing)?[\s-]?off|presented|completion|completed)"
)
STARTS: tuple[tuple[AnchorKind, str], ...] = (
    ("publication", r"\bpublication\b|\bpublish(?:ed|ing)?\b|\breleased?\b.*\breport\b|\breport\b.*\breleased?\b"),
    (
        "plan date",
        r"^(?:the )?(?:(?:date of )?(?:this |the )?(?:report|plan|action plan|review|meeting)|today|now|plan date"
        r"|date of (?:this|the) meeting|this date)$",
    ),
    ("plan date", rf"\bplan\b.*\b{AGREED}\b|\b{AGREED}\b.*\bplan\b"),
    ("report agreed", rf"\b{REPORT}\b.*\b{AGREED}\b|\b{AGREED}\b.*\b{REPORT}\b"),
    ("sign-off", r"\bsign(?:ed|ing)?[\s-]?off\b"),
)


def kind_of_start(words: str) -> AnchorKind:
    """Which start some words name: "publication of this report" is publication; what is not known is other."""
    words = " ".join(words.lower().split())
    return next((kind for kind, pattern in STARTS if re.search(pattern, words)), "other")


def resolve(anchor: Anchor, on: date, *, calendar: Calendar = RULES) -> date:
    """The deadline of a relative wording whose start has the date `on`.

    Three months from 30 November is the last day of February; working days leave out weekends only, since bank
    holidays differ within the United Kingdom. `calendar` says when the board's quarters and terms end.
    Raises ValueError where the unit is not known or the day lies beyond the year 9999.
    """
    try:
        if anchor.unit.startswith("end of "):
            return end_after(anchor.unit.removeprefix("end of "), on, anchor.amount, calendar)
        return counted(on, anchor.amount, anchor.unit)
    except OverflowError as beyond:
        raise ValueError("The day lies beyond the year 9999.") from beyond


def counted(start: date, amount: int, unit: str) -> date:
    """So many days, working days, weeks, months or years on."""
    if unit == "working day":
        return add_working_days(start, amount)
    if unit in ("day", "week"):
        return start + timedelta(days=amount * (7 if unit == "week" else 1))
    if unit in ("month", "year"):
        months = amount * (12 if unit == "year" else 1)
        if start.year * 12 + start.month - 1 + months >= 120_000:
            raise OverflowError
        return add_months(start, months)
    raise ValueError(f"{unit!r} is no unit of time.")


def end_after(unit: str, day: date, more: int, calendar: Calendar) -> date:
    """The end of the period that holds the day, or of one so many periods on."""
    end = end_of(unit, day, calendar)
    for _ in range(more):
        end = end_of(unit, end + timedelta(days=1), calendar)
    return end


def end_of(unit: str, day: date, calendar: Calendar = RULES) -> date:
    """The last day of the week, month, quarter, term or year that holds the day."""
    if unit == "week":
        return day + timedelta(days=6 - day.weekday())
    if unit == "month":
        return last_day(day.year, day.month)
    if unit == "quarter":
        return last_day(day.year, -(-day.month // 3) * 3)
    if unit == "term":
        ends = (date(year, *end) for year in (day.year, day.year + 1) for end in calendar.term_ends)
        return next(end for end in ends if end >= day)
    closing = {"year": 12, "calendar year": 12, "financial year": 3, "academic year": 7}.get(unit)
    if closing is None:
        raise ValueError(f"{unit!r} is no period.")
    return last_day(day.year + (day.month > closing), closing)
