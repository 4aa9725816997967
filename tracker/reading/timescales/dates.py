"""Days and months written out: 8/04/2015, 2nd Sep. 2016, Sept '15, 9/15."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from .mention import Mention, Span, add_months, last_day
from .months import MONTH, PAIR, WEEKDAY, WEEKDAYS, full_year, month_number, year_pair

Found = Sequence[Mention | str] | None
DAY = r"(?<![0-9])([0-9]{1,2})"
IMPOSSIBLE = "There is no such day in the calendar."
US_ORDER = "The month stands before the day; ask whether the whole file is written so."
SHORT_YEAR = "Two digits after the month may be a year or a day."
EXCEL_EPOCH = date(1899, 12, 30)


def on_day(year: int, month: int, day: int) -> Mention:
    try:
        there = date(year, month, day)
    except ValueError:
        return Mention("date", doubts=(IMPOSSIBLE,))
    return Mention("date", there, there, claimable=True)


def in_month(year: int, month: int) -> Mention:
    if not 1 <= month <= 12 or not 1 <= year <= 9999:
        return Mention("month", doubts=(IMPOSSIBLE,))
    return Mention("month", date(year, month, 1), last_day(year, month), claimable=True)


def numeric(found: re.Match[str]) -> Found:
    """Day first, always; month first only where nothing else is possible, and then in doubt."""
    day, month, year = int(found[1]), int(found[3]), full_year(found[4])
    if month > 12 and day <= 12:
        return [on_day(year, day, month).doubted(US_ORDER)]
    return [on_day(year, month, day)]


def iso(found: re.Match[str]) -> Found:
    return [on_day(int(found[1]), int(found[3]), int(found[4]))]


def spaced(found: re.Match[str]) -> Found:
    return [on_day(int(found[3]), int(found[2]), int(found[1]))]


def mixed_marks(found: re.Match[str]) -> Found:
    return [on_day(full_year(found[3]), int(found[2]), int(found[1])).doubted("The date is written with mixed marks.")]


def weekday_agrees(name: str | None, mention: Mention) -> Mention:
    """The day, in doubt where it is not the weekday named beside it."""
    if name is None or mention.end is None or mention.start != mention.end:
        return mention
    said = [day[:3] for day in WEEKDAYS].index(name.strip()[:3])
    if mention.end.weekday() == said:
        return mention
    return mention.doubted(f"{mention.end.day} {mention.end:%B %Y} is a {WEEKDAYS[mention.end.weekday()].title()}.")


def day_in_words(found: re.Match[str]) -> Found:
    mention = on_day(full_year(found["year"]), month_number(found["month"]), int(found["day"]))
    return [weekday_agrees(found["weekday"], mention)]


def day_without_year(found: re.Match[str]) -> Found:
    return [yearless_day(month_number(found["month"]), int(found["day"]))]


def yearless_day(month: int, day: int) -> Mention:
    def in_year(year: int) -> Span:
        return date(year, month, day), date(year, month, day)

    try:
        in_year(2000)
    except ValueError:
        return Mention("date", doubts=(IMPOSSIBLE,))
    return Mention("date", in_year=in_year, claimable=True)


def yearless_month(month: int) -> Mention:
    def in_year(year: int) -> Span:
        return date(year, month, 1), last_day(year, month)

    return Mention("month", in_year=in_year, claimable=True)


def two_days(found: re.Match[str]) -> Found:
    month, year = month_number(found["month"]), found["year"]
    first, second = int(found["first"]), int(found["second"])
    if year is None:
        return [yearless_day(month, first), found["between"], yearless_day(month, second)]
    there = full_year(year)
    return [on_day(there, month, first), found["between"], on_day(there, month, second)]


def month_of_year(found: re.Match[str]) -> Found:
    return [in_month(full_year(found["year"]), month_number(found["month"]))]


def month_short_year(found: re.Match[str]) -> Found:
    return [in_month(full_year(found["year"]), month_number(found["month"])).doubted(SHORT_YEAR)]


def month_first(found: re.Match[str]) -> Found:
    return [on_day(int(found["year"]), month_number(found["month"]), int(found["day"]))]


def numeric_month(found: re.Match[str]) -> Found:
    return [in_month(int(found[2]), int(found[1]))]


def iso_month(found: re.Match[str]) -> Found:
    """2015-09 is a month; 2011-12 may be a year as well, and is left to the pairs of years."""
    return None if year_pair(found[0]) else [in_month(int(found[1]), int(found[2]))]


MAY_NOT_MONTH = re.compile(r"(?:be|need|require|have|not|take|change|also|vary|extend|include|result)\b")
BEFORE_MAY = re.compile(
    r"(?:^|[-/,;:.(¶&\"']|\b(?:in|by|of|end|early|mid|late|until|till|to|from|and|or|before"
    r"|for|next|the))\s*$"
)


def month_alone(found: re.Match[str]) -> Found:
    """A month without a year; "may" only where it cannot be the verb."""
    if found[0].startswith("may"):
        before, after = found.string[: found.start()], found.string[found.end() :].lstrip()
        if not BEFORE_MAY.search(before) or MAY_NOT_MONTH.match(after):
            return None
    return [yearless_month(month_number(found[0]))]


def pair_of_numbers(found: re.Match[str]) -> Found:
    """30/9 is a day, 9/15 a month, 15/16 a year, 6/12 and 2/52 a doctor's months and weeks (read elsewhere)."""
    first, second = int(found[1]), int(found[2])
    if second <= 12 and first <= 31:
        return [yearless_day(second, first)]
    if first <= 12:
        return [in_month(full_year(f"{second:02}"), first).doubted("Two numbers may be a month and a year.")]
    return None


def excel_serial(found: re.Match[str]) -> Found:
    day = EXCEL_EPOCH + timedelta(days=int(found[0]))
    return [Mention("date", day, day, ("A number stands where a date was meant; Excel would show it as this day.",))]


def eight_digits(found: re.Match[str]) -> Found:
    text = found[0]
    if text[:2] in ("19", "20"):
        mention = on_day(int(text[:4]), int(text[4:6]), int(text[6:]))
    else:
        mention = on_day(int(text[4:]), int(text[2:4]), int(text[:2]))
    return [mention.doubted("Eight digits are read as a date.")]


def medical(found: re.Match[str], agreed: date | None) -> Mention:
    """6/12 as clinicians write six months, 2/52 two weeks: counted from the plan, always in doubt."""
    count, unit = int(found[1]), found[2]
    doubt = f"{found[0]} may be {count} {'months' if unit == '12' else 'weeks'}, or a date."
    if agreed is None:
        return Mention("relative", doubts=(doubt,))
    day = add_months(agreed, count) if unit == "12" else agreed + timedelta(weeks=count)
    return Mention("relative", day, day, (doubt,))


MON = rf"(?P<month>{MONTH})"
BETWEEN = r"(?P<between>-|to|until|till|and|&|/|,|or)"
# "1. March 2016" is the first of a list, not the first of March, so a mark stands close or not at all.
BESIDE = r"(?:\s?(?:day )?(?:of )?|[-/.]|\s?-\s?(?=[a-z]{3,9}\s?-))"
SHORT = r"(?P<year>[0-9]{4}|'?[0-9]{2})(?![0-9])"

FULL_DATES = [
    (r"(?<![0-9])([0-9]{4})([-/.])([0-9]{1,2})\2([0-9]{1,2})t?(?![0-9])", iso),
    (rf"{DAY}\s?([./-])\s?([0-9]{{1,2}})\s?\2\s?([0-9]{{4}}|'?[0-9]{{2}})(?![0-9])(?!\s?\2\s?[0-9])", numeric),
    (rf"{DAY}\s?[./-]\s?([0-9]{{1,2}})\s?[./-]\s?([0-9]{{4}})(?![0-9])", mixed_marks),
    (rf"{DAY} ([0-9]{{1,2}}) ([0-9]{{4}})(?![0-9])", spaced),
    (
        rf"(?<![0-9/.-])(?P<first>[0-9]{{1,2}})\s?{BETWEEN}\s?(?P<second>[0-9]{{1,2}})\s?(?:of )?{MON}"
        rf"(?:[\s,]*(?P<year>[0-9]{{4}})(?![0-9]))?",
        two_days,
    ),
    (
        rf"(?:(?P<weekday>{WEEKDAY}),?\s?)?(?:the )?(?<![0-9])(?P<day>[0-9]{{1,2}}){BESIDE}{MON}"
        rf"\s?[-/.,]?\s?{SHORT}(?!\s?{MONTH})(?!\s?:|[/.-][0-9])",
        day_in_words,
    ),
    (rf"{MON}\s?(?P<day>[0-9]{{1,2}})[,\s]\s?(?P<year>[0-9]{{4}})(?![0-9])", month_first),
    (
        rf"(?:{WEEKDAY},?\s?)?(?:the )?(?<![0-9])(?P<day>[0-9]{{1,2}}){BESIDE}{MON}"
        rf"(?!\s?[-/.,]?\s?'?[0-9])",
        day_without_year,
    ),
    (rf"{MON}(?:\send)?\s?[-/.,]?\s?(?P<year>[0-9]{{4}})(?![0-9])", month_of_year),
    (rf"{MON}\s?(?P<year>'[0-9]{{2}})(?![0-9])", month_of_year),
    (rf"{MON}\s?[-/.]?\s?(?P<year>[0-9]{{2}})(?![0-9])", month_short_year),
    (r"(?<![0-9/.-])([0-9]{1,2})[/.-]([0-9]{4})(?![0-9/])", numeric_month),
    (r"(?<![0-9/.-])((?:19|20)[0-9]{2})-([0-9]{2})(?![0-9/-])", iso_month),
]
PARTIAL_DATES = [
    (r"(?<![0-9/.-])([0-9]{1,2})/([0-9]{1,2})(?![0-9/.-])", pair_of_numbers),
    (r"(?<![0-9/.-])[34][0-9]{4}(?![0-9/.-])", excel_serial),
    (r"(?<![0-9/.-])[0-9]{8}(?![0-9/.-])", eight_digits),
    (MONTH, month_alone),
]
__all__ = ["FULL_DATES", "PAIR", "PARTIAL_DATES", "Found", "medical"]
