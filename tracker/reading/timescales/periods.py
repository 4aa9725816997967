"""Longer periods: quarters, terms, seasons, financial and academic years. A period stands for its last day."""

import re
from datetime import date, timedelta

from .board_calendar import RULES, Calendar
from .dates import Found
from .mention import Mention, Span, last_day
from .months import ORDINALS, PAIR, YEAR, YEARS, full_year, year_pair

CALENDAR_QUARTER = (
    "A quarter with one year is read by the financial year (April to March); it may be the calendar year."
)
QUARTER_NO_YEAR = "The quarter is read by the financial year (April to March)."
TERM_DAY = "Term dates differ from place to place."
SEASON = "A season has no fixed last day."
YEAR_ALONE = "Only a year is written."
PAIR_ALONE = "It is not said whether a financial or an academic year is meant."
NO_YEAR_NAMED = "It is not said which year."


def quarter_days(year: int, month: int) -> Span:
    """The days of the quarter that ends with that month."""
    return date(year, month - 2, 1), last_day(year, month)


def quarter(number: str, year: str | None, calendar: Calendar) -> Found:
    which = ORDINALS[number]
    month = calendar.quarter_months[which - 1]

    def in_year(there: int) -> Span:
        return quarter_days(there, month)

    settled = calendar.quarter_reading != "ask"
    if year is None:
        return [Mention("quarter", in_year=in_year, doubts=() if settled else (QUARTER_NO_YEAR,))]
    if not re.search(r"[/-]", year):
        start, end = in_year(full_year(year) + (month == 3 and which == 4))
        return [Mention("quarter", start, end, () if settled else (CALENDAR_QUARTER,))]
    pair = year_pair(year)
    if pair is None:
        return None
    # A pair of years is the financial year, whatever a quarter with one year means to the board.
    start, end = quarter_days(pair[which == 4], (6, 9, 12, 3)[which - 1])
    return [Mention("quarter", start, end)]


def quarter_then_year(found: re.Match[str], calendar: Calendar) -> Found:
    said = found["short"] or found["word"]
    if not re.search("fin|fy", found[0]):
        return quarter(said, found["year"], calendar)
    # "Of financial year 2015" does not say whether that year begins or ends in 2015.
    return quarter(said, found["year"], RULES)


# The month a term begins in, and which of the three it is.
TERMS_OF_YEAR = {
    name: (first, term)
    for first, term, names in (
        (9, "autumn", "autumn michaelmas christmas winter"),
        (1, "spring", "spring lent easter"),
        (4, "summer", "summer trinity"),
    )
    for name in names.split()
}
HALF_TERM = {"autumn": 10, "spring": 2, "summer": 5}


def calendar_year(text: str, autumn: bool) -> int | None:
    """The calendar year of a term or season: the first of a pair in autumn, the second after it."""
    if not re.search(r"[/-]", text):
        return full_year(text)
    pair = year_pair(text)
    return None if pair is None else pair[0 if autumn else 1]


def term(found: re.Match[str], calendar: Calendar) -> Found:
    """A term by the board's own ends; half terms and the names of church and college terms stay in doubt."""
    name = found["name"]
    first, season_name = TERMS_OF_YEAR[name]
    doubts = () if name in HALF_TERM else (TERM_DAY,)
    halved = bool(found["half"]) or found["part"] == "1"
    month, day = getattr(calendar, f"{season_name}_ends")
    if halved:
        doubts = (TERM_DAY,)

    def in_year(year: int) -> Span:
        if halved and name in HALF_TERM:
            return date(year, first, 1), last_day(year, HALF_TERM[name])
        return date(year, first, 1), date(year, month, day)

    said = found["year"] or found["before"]
    if said is None:
        return [Mention("season_or_term", in_year=in_year, doubts=doubts)]
    year = calendar_year(said, first == 9)
    if year is None:
        return None
    start, end = in_year(year)
    return [Mention("season_or_term", start, end, doubts)]


SEASON_ENDS = {"spring": (3, 5), "summer": (6, 8), "autumn": (9, 11), "winter": (12, 2)}


def season(found: re.Match[str]) -> Found:
    first, final = SEASON_ENDS[found["name"]]

    def in_year(year: int) -> Span:
        over = final < first
        return date(year, first, 1), last_day(year + over, final)

    said = found["year"]
    if said is None:
        return [Mention("season_or_term", in_year=in_year, doubts=(SEASON,))]
    year = calendar_year(said, first >= 9)
    if year is None:
        return None
    start, end = in_year(year)
    return [Mention("season_or_term", start, end, (SEASON,))]


def year_to(said: str | None, month: int, kind: str) -> Found:
    """A year that ends in that month: 2015/16 names it, a single year leaves it in doubt."""

    def in_year(year: int) -> Span:
        return date(year - 1, month % 12 + 1, 1), last_day(year, month)

    if said is None:
        return [Mention(kind, in_year=in_year, doubts=(NO_YEAR_NAMED,))]
    pair = year_pair(said) if re.search(r"[/-]", said) else None
    if pair is None and re.search(r"[/-]", said):
        return None
    start, end = in_year(pair[1] if pair else full_year(said))
    return [Mention(kind, start, end, () if pair else (PAIR_ALONE,))]


def financial_year(found: re.Match[str]) -> Found:
    return year_to(found["year"] or found["before"], 3, "financial_year")


def academic_year(found: re.Match[str]) -> Found:
    return year_to(found["year"] or found["before"], 7, "academic_year")


def year_end(found: re.Match[str]) -> Found:
    read = year_to(found["year"], 3, "financial_year")
    return read and [one.doubted(PAIR_ALONE) for one in read if isinstance(one, Mention)]


def pair_alone(found: re.Match[str]) -> Found:
    """2015/16 alone is taken to the end of March, 2015/18 to the end of the last March; both in doubt."""
    first, second = re.split(r"\s?[/-]\s?", found[0])
    if len(first) == 2 and not year_pair(found[0]):
        return None
    if pair := year_pair(found[0]):
        return [Mention("financial_year", date(pair[0], 4, 1), date(pair[1], 3, 31), (PAIR_ALONE,), bare=True)]
    start = full_year(first)
    end = full_year(second) if len(second) == 4 else start // 100 * 100 + int(second)
    if not start < end < start + 20:
        return None
    return [Mention("range", date(start, 4, 1), date(end, 3, 31), (PAIR_ALONE,))]


def half_year(found: re.Match[str]) -> Found:
    number = ORDINALS[found["word"] or found["short"]]
    pair = year_pair(found["year"]) if re.search(r"[/-]", found["year"]) else None
    if pair:
        end = last_day(pair[0], 9) if number == 1 else last_day(pair[1], 3)
        return [Mention("range", None, end, (PAIR_ALONE,))]
    year = full_year(found["year"])
    months = (1, 6) if number == 1 else (7, 12)
    doubts = () if found["word"] else ("A half-year may be of the calendar or of the financial year.",)
    return [Mention("range", date(year, months[0], 1), last_day(year, months[1]), doubts)]


def year_alone(found: re.Match[str]) -> Found:
    year = int(found["year"])
    return [Mention("date", date(year, 1, 1), date(year, 12, 31), (YEAR_ALONE,), bare=True)]


def easter_sunday(year: int) -> date:
    """Easter of the western churches, by the anonymous Gregorian computus."""
    golden, century, place = year % 19, year // 100, year % 100
    leap, over = divmod(century, 4)
    moon = (19 * golden + century - leap - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    sunday = (32 + 2 * over + 2 * (place // 4) - moon - place % 4) % 7
    shift = (golden + 11 * moon + 22 * sunday) // 451
    month, day = divmod(moon + sunday - 7 * shift + 114, 31)
    return date(year, month, day + 1)


def festival(found: re.Match[str]) -> Found:
    name = found["name"]

    def in_year(year: int) -> Span:
        if name == "easter":
            return easter_sunday(year), easter_sunday(year)
        return (date(year, 12, 24),) * 2 if name != "new year" else (date(year, 1, 1) - timedelta(days=1),) * 2

    doubt = (f"{name.title()} is not a day to enter without asking.",)
    if found["year"] is None:
        return [Mention("season_or_term", in_year=in_year, doubts=doubt)]
    start, end = in_year(full_year(found["year"]))
    return [Mention("season_or_term", start, end, doubt)]


SEASONS = r"(?P<name>spring|summer|autumn|winter)"
TERMS = r"(?P<name>" + "|".join(TERMS_OF_YEAR) + r")"
QUARTER = (
    r"(?:(?<![a-z0-9])(?:q|qtr|quarter)\s?\.?\s?(?P<short>[1-4](?![0-9])|(?:one|two|three|four)(?![a-z]))"
    r"|(?<![a-z0-9])(?P<word>first|second|third|fourth|last|final|[1-4])\s(?:quarter|qtr)(?![a-z0-9]))"
)
OF_YEAR = (
    rf"(?:[\s,:(-]*(?:of|for|in)?\s*(?:the\s)?(?:financial year\s|fin year\s"
    rf"|fy\s?)?(?P<year>{PAIR}|{YEAR}|'[0-9]{{2}}(?![0-9])))"
)
BEFORE = rf"(?:(?P<before>{PAIR}|{YEAR})\s)?"
OPTIONAL_YEAR = rf"(?:[\s,(-]*(?:of|in|ending|to)?\s*(?P<year>{YEARS}))?"

BY_CALENDAR = [
    (rf"(?P<year>{PAIR}|{YEAR})[\s,:-]*{QUARTER}", quarter_then_year),
    (rf"{QUARTER}{OF_YEAR}?", quarter_then_year),
    (
        rf"{BEFORE}(?<![a-z]){TERMS}\s(?P<half>half[\s-]?)?term(?:\s?(?P<part>[12])(?![0-9/.-]))?(?![a-z]){OPTIONAL_YEAR}",
        term,
    ),
    (
        rf"(?<![a-z]){TERMS}\s(?P<year>{PAIR}"
        rf"|{YEAR})\s(?P<half>half[\s-]?)?term(?![a-z])(?P<part>)(?P<before>)",
        term,
    ),
]
PERIODS = [
    (rf"(?<![a-z]){SEASONS}(?![a-z]){OPTIONAL_YEAR}", season),
    (
        rf"{BEFORE}(?<![a-z])(?:(?:financial|fiscal|fin\.?)\syear|fy"
        rf"|f/y)(?![a-z])(?:[\s-]end(?:ing|ed)?(?![a-z]))?{OPTIONAL_YEAR}",
        financial_year,
    ),
    (rf"{BEFORE}(?<![a-z])(?:academic|school)\syear(?![a-z]){OPTIONAL_YEAR}", academic_year),
    (rf"(?<![a-z])year[\s-]end(?![a-z]){OPTIONAL_YEAR}", year_end),
    (
        rf"(?<![a-z0-9])(?:(?P<word>first|second|1|2)\shalf\s(?:of\s|in\s)?(?:the\s)?"
        rf"|h(?P<short>[12])\s)(?P<year>{PAIR}|{YEAR})",
        half_year,
    ),
    (rf"(?<![a-z])(?P<name>christmas|xmas|easter|new year)(?![a-z])(?:\s(?P<year>{YEAR}))?", festival),
    (PAIR, pair_alone),
    (rf"(?<![0-9/.-])(?:(?<![a-z])(?:calendar )?year )?(?P<year>{YEAR})(?![/.-]?[0-9])", year_alone),
]
