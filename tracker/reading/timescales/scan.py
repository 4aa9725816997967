"""From a wording to its parts: the times it names, the words around them, and what is not understood."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import lru_cache, partial

from .board_calendar import Calendar
from .dates import FULL_DATES, PARTIAL_DATES, Found, medical, weekday_agrees
from .mention import Mention, Span
from .months import MONTH, WEEKDAY, WEEKDAYS, corrected, in_english
from .periods import BY_CALENDAR, PERIODS
from .phrases import MARKS, PART_PATTERNS
from .ranges import joint
from .relative import LENGTH, RECURRING, RELATIVE, length_from

LONGEST = 400  # characters; a longer text is prose, not a timescale
FIRST_MARK = 0xE000
MARK = r"[\ue000-\uf8ff]"
Read = Callable[[re.Match[str]], Found]
Count = Callable[[re.Match[str], date | None, Calendar], Mention]
TIME_OF_DAY = re.compile(
    r"(?<![0-9:])[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9](?:\.[0-9]+)?)?\s?(?:am|pm)?(?![0-9:a-z])"
    r"|(?<![0-9./-])[0-9]{1,2}(?:\.[0-9]{2})?\s?(?:am|pm)(?![a-z])"
)


# A date that a narrow column breaks over lines; "1" above "March 2016" is the first of a list.
BROKEN = re.compile(
    rf"(?<![0-9])[0-9]{{1,2}}(?:st|nd|rd|th) ¶ {MONTH}(?: ¶)? ?[0-9]{{4}}(?![0-9])|{MONTH} ¶ [0-9]{{4}}(?![0-9])"
    r"|(?<![0-9])[0-9]{1,2}([/.-])[0-9]{1,2}\1 ¶ [0-9]{4}(?![0-9])"
)


def plain(text: str) -> str:
    """Small letters, one kind of dash and quote, line breaks as ¶, ordinals as numbers."""
    text = unicodedata.normalize("NFKC", text).lower()
    text = "".join(letter for letter in text if unicodedata.category(letter) != "Cf")
    text = re.sub(MARK, " ", text).replace("¶", " ")
    text = re.sub(r"[\u2010-\u2015\u2212]", "-", text)
    text = re.sub(r"[\u2018\u2019\u201b\u02bc`´]", "'", text)
    text = re.sub(r"[\u201c\u201d]", '"', text)
    text = re.sub(r"(?<=[0-9])\\(?=[0-9])", "/", text)
    text = re.sub(r"\s*[\r\n\v\f\x85\u2028\u2029]+\s*", " ¶ ", text.strip())
    text = re.sub(r"[•●▪◦·]", "•", text)
    text = re.sub(r"^[*>•-]\s", "", re.sub(r"\s+", " ", text).strip())
    text = BROKEN.sub(lambda found: found[0].replace("¶", "").replace("  ", " "), text)
    return re.sub(r"(?<![0-9])([0-9]{1,2})\s?(?:st|nd|rd|th)(?![a-z])", r"\1", text)


@dataclass
class Scan:
    """A wording taken apart. `line` holds one letter or mark a part, D for each time named."""

    mentions: list[Mention] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    line: str = ""
    times: list[Mention] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)

    def keep(self, mention: Mention) -> str:
        self.mentions.append(mention)
        return f" {chr(FIRST_MARK + len(self.mentions) - 1)} "

    def mention(self, mark: str) -> Mention:
        return self.mentions[ord(mark) - FIRST_MARK]


def scan(text: str, agreed: date | None, calendar: Calendar) -> Scan:
    """Take a wording apart. Never raises."""
    found = Scan()
    text, wrong = corrected(in_english(plain(text[:LONGEST])))
    found.doubts += [f"“{bad}” is read as {good.title()}." for bad, good in wrong]
    text = TIME_OF_DAY.sub(" ", text)
    text = re.sub(r"(?<![0-9/.-])([0-9]{1,2})/(12|52)(?![0-9/.-])", lambda m: found.keep(medical(m, agreed)), text)
    for pattern, read in readers(calendar):
        text = pattern.sub(lambda m, read=read: placed(found, m, read), text)  # type: ignore[misc]
    text = RECURRING.sub(" Y ", text)
    text = started_and_ended(found, counted_from(found, text, agreed, calendar))
    text = named_days(found, qualified(found, text))
    for letter, words in PART_PATTERNS:
        text = words.sub(f" {letter} ", text)
    lined(found, text)
    return found


def counted_from(found: Scan, text: str, agreed: date | None, calendar: Calendar) -> str:
    """The times that count from a start, which may itself stand in the wording."""

    def told(match: re.Match[str], count: Count) -> str:
        if match.re is LENGTH and match["dated"]:
            return found.keep(length_from(found.mention(match["dated"]), match, calendar))
        return found.keep(count(match, agreed, calendar))

    for relative, count in RELATIVE:
        text = relative.sub(lambda m, count=count: told(m, count), text)  # type: ignore[misc]
    return text


def placed(found: Scan, match: re.Match[str], read: Callable[[re.Match[str]], Found]) -> str:
    try:
        parts = read(match)
    except (ValueError, OverflowError):
        return match[0]
    if parts is None:
        return match[0]
    return "".join(f" {part} " if isinstance(part, str) else found.keep(part) for part in parts)


@lru_cache(maxsize=64)
def readers(calendar: Calendar) -> list[tuple[re.Pattern[str], Read]]:
    """What is looked for in a wording, the surest first."""
    settled: list[tuple[str, Read]] = [(pattern, partial(read, calendar=calendar)) for pattern, read in BY_CALENDAR]
    every: list[tuple[str, Read]] = [*FULL_DATES, *settled, *PERIODS, *PARTIAL_DATES]
    return [(re.compile(pattern), read) for pattern, read in every]


OF = r"[\s-]*(?:(?:of|in|the|month of|month|calendar|year)\s)*\s*"
QUALIFIERS: list[tuple[re.Pattern[str], str]] = [
    (re.compile(rf"(?:the )?(?:very )?(?<![a-z])(?:(?:month[\s-])?end|close|last day){OF}({MARK})"), "end"),
    (re.compile(rf"({MARK})\s*\(\s*end(?: of(?: month)?)?\s*\)"), "end"),
    (re.compile(rf"(?:the )?(?<![a-z])(?:early|(?:beginning|start)(?= of| in)){OF}({MARK})"), "early"),
    (re.compile(rf"(?:the )?(?<![a-z])(?:mid(?:dle|way)?(?: through)?){OF}({MARK})"), "mid"),
    (re.compile(rf"(?:the )?(?<![a-z])(?:late|latter part){OF}({MARK})"), "late"),
    (re.compile(rf"(?:the )?(?<![a-z])(?:(first|second|third|last|1|2|3) (?:full )?week){OF}({MARK})"), "week"),
    (re.compile(rf"(?:the )?(?<![a-z])last ((?:{'|'.join(WEEKDAYS)})){OF}({MARK})"), "weekday"),
    (re.compile(rf"(?<![a-z])(?:w/?c|week (?:commencing|beginning|of|starting)){OF}({MARK})"), "commencing"),
]
APPROXIMATE = "The wording gives no exact day."


def qualified(found: Scan, text: str) -> str:
    """Early, mid, late, end of: the words before a period that move its day."""
    for pattern, name in QUALIFIERS:

        def turn(match: re.Match[str], name: str = name) -> str:
            mention = found.mention(match[match.lastindex or 1])
            if name == "end":
                return found.keep(ended(mention))
            if name in ("week", "weekday"):
                return found.keep(mention.moved(TURNS[match[1]], APPROXIMATE))
            return found.keep(mention.moved(TURNS[name], APPROXIMATE))

        text = pattern.sub(turn, text)
    return text


def ended(mention: Mention) -> Mention:
    """The end of a year is its last day; the end of 2015/16 still needs its kind of year."""
    if mention.bare and mention.kind == "date":
        return Mention("date", mention.start, mention.end)
    return mention


def early(start: date, end: date) -> Span:
    return start, date(start.year, 3, 31) if (end - start).days > 300 else start + timedelta(days=9)


def middle(start: date, end: date) -> Span:
    if (end - start).days > 300:
        return start, date(start.year, 6, 30)
    return start, start + timedelta(days=14 if (end - start).days < 40 else (end - start).days // 2)


def late(start: date, end: date) -> Span:
    return start, end


def week(number: int) -> Callable[[date, date], Span]:
    return lambda start, end: (start, start + timedelta(days=7 * number - 1))


def last_weekday(name: str) -> Callable[[date, date], Span]:
    def turn(start: date, end: date) -> Span:
        day = end - timedelta(days=(end.weekday() - WEEKDAYS.index(name)) % 7)
        return day, day

    return turn


TURNS: dict[str, Callable[[date, date], Span]] = {
    "early": early,
    "mid": middle,
    "late": late,
    "commencing": lambda start, end: (start, end + timedelta(days=6)),
    **{word: week(number) for word, number in {"first": 1, "second": 2, "third": 3, "1": 1, "2": 2, "3": 3}.items()},
    "last": late,
    **{name: last_weekday(name) for name in WEEKDAYS},
}


NAMED_DAY = re.compile(
    rf"(?P<before>{WEEKDAY})[\s,]*(?P<day>{MARK})|(?P<dated>{MARK})\s*[,(]\s*(?P<after>{WEEKDAY})(?:\s*\))?"
)


def named_days(found: Scan, text: str) -> str:
    """Friday 6/9/2019, or 6/9/2019 (Friday): the day, in doubt where it is another weekday."""

    def told(match: re.Match[str]) -> str:
        mention = found.mention(match["day"] or match["dated"])
        if mention.kind != "date":
            return match[0]
        return found.keep(weekday_agrees(match["before"] or match["after"], mention))

    return NAMED_DAY.sub(told, text)


STARTED_ENDED = re.compile(
    rf"(?<![a-z])start(?: date)?[\s:-]*(?P<start>{MARK})[\s,;¶-]*(?:end|finish)(?: date)?[\s:-]*(?P<end>{MARK})"
)


def started_and_ended(found: Scan, text: str) -> str:
    """Start: 1 April 2019 End: 30 June 2019 is one time, ending with the second."""

    def told(match: re.Match[str]) -> str:
        whole = joint(found.mention(match["start"]), found.mention(match["end"]))
        return match[0] if whole is None else found.keep(whole)

    return STARTED_ENDED.sub(told, text)


def lined(found: Scan, text: str) -> None:
    """One letter or mark for each part; words in no list become ? and are kept to be shown."""
    parts = re.findall(rf"{MARK}|[A-Z]|[^\sA-Z\ue000-\uf8ff]+", text)
    for part in parts:
        if re.fullmatch(MARK, part):
            found.line += "D"
            found.times.append(found.mention(part))
        elif re.fullmatch("[A-Z]", part):
            found.line += part
        else:
            for piece in re.findall(r"[\w'%+*#]+|[^\w]", part):
                marked(found, piece)


def marked(found: Scan, piece: str) -> None:
    mark = MARKS.get(piece)
    if mark is None:
        found.strange.append(piece)
    found.line += mark or "?"
