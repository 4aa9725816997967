"""Times counted from a start: within three months, in the next 6 months, by the end of next year."""

import re
from dataclasses import replace
from datetime import date

from .anchors import kind_of_start, resolve
from .answer import Anchor, spoken
from .board_calendar import Calendar
from .mention import Mention
from .months import NUMBER, number

FROM_PLAN = "The time is counted from the day the plan was agreed; check that its start is meant."
NO_PLAN_DAY = "The time is counted from a day that is not known."
FROM_DATE = "The time is counted from {}."
MARK = r"[\ue000-\uf8ff]"
UNIT = (
    r"(?:(?P<working>working|business)\s|calendar\s)?(?P<unit>day|week|fortnight|month|year"
    r"|quarter|term)s?'?s?(?![a-z])"
)
START = r"\s(?:from|of|after|following|since|post)[\s-]"
LENGTH = re.compile(
    rf"(?<![a-z0-9/.-])(?:within|over|during)?\s?(?:the\s|a\s(?=(?:further|maximum)))?"
    rf"(?:next|first|following|coming|period of|maximum of|further)?\s?"
    rf"(?P<count>{NUMBER})[\s-](?:\([0-9]+\)\s)?{UNIT}(?:\stime)?"
    rf"(?:{START}\s?(?:the\s+)?(?P<dated>{MARK})|(?P<start>{START}[^,;.¶()\ue000-\uf8ff]+))?"
)
COMING = re.compile(
    r"(?<![a-z])(?:(?:the )?end of (?:the )?)?(?P<which>next|this|coming|following|current|the)\s"
    r"(?P<unit>financial year|academic year|calendar year|week|month|quarter|year|term)(?![a-z])(?:[\s-]end)?"
)
END_OF = re.compile(
    r"(?<![a-z])(?:end of (?:the )?(?P<unit>week|month|quarter|year|term)|(?P<ends>month"
    r"|week)[\s-]end)(?![a-z])(?!\s*[\ue000-\uf8ff])"
)
# Six monthly, every 3 months, four times a year: how often, not when.
RECURRING = re.compile(
    rf"(?<![a-z0-9/.-])(?:(?:every|each)\s{NUMBER}\s(?:days|weeks|months|years|terms)"
    rf"|(?:on a )?{NUMBER}[\s-](?:daily|weekly|monthly|yearly)(?: basis)?"
    rf"|(?:a minimum of )?(?:{NUMBER} times|once|twice|several times) (?:a|per|each|every)"
    r" (?:day|week|month|term|year))"
    r"(?![a-z])"
)
LATER = re.compile(r"(?<![a-z])later (?:in the|this|that) year(?![a-z])")
MULTIPLES = {"fortnight": (2, "week"), "quarter": (3, "month"), "term": (4, "month")}


def length(found: re.Match[str], agreed: date | None, calendar: Calendar) -> Mention:
    """Within three months: from the plan, or from another start that is named and not known."""
    times, unit = MULTIPLES.get(found["unit"], (1, found["unit"]))
    words = re.sub(START, " ", found["start"] or "", count=1).strip(" -")
    kind = kind_of_start(words) if words else "plan date"
    unit = "working day" if found["working"] and unit == "day" else unit
    anchor = Anchor(kind, words, number(found["count"]) * times, unit)
    if kind != "plan date":
        doubt = f"The time is counted from another event: {words}. Its date is not known."
        return Mention("relative", doubts=(doubt,), anchor=anchor)
    return from_plan(anchor, agreed, calendar)


def from_plan(anchor: Anchor, agreed: date | None, calendar: Calendar, doubt: str = FROM_PLAN) -> Mention:
    """A time counted from the day the plan was agreed, always in doubt."""
    if agreed is None:
        return Mention("relative", doubts=(NO_PLAN_DAY,), anchor=anchor)
    try:
        day = resolve(anchor, agreed, calendar=calendar)
    except ValueError:
        return Mention("relative", doubts=(NO_PLAN_DAY,))
    return Mention("relative", day, day, (doubt,), anchor=anchor)


def length_from(start: Mention, found: re.Match[str], calendar: Calendar) -> Mention:
    """Within three months of 1 May 2015: from a day that stands in the wording."""
    if start.end is None:
        return Mention("relative", doubts=(*start.doubts, NO_PLAN_DAY))
    times, unit = MULTIPLES.get(found["unit"], (1, found["unit"]))
    anchor = Anchor("other", spoken(start.end), number(found["count"]) * times, unit)
    said = from_plan(anchor, start.end, calendar, FROM_DATE.format(spoken(start.end)))
    return replace(said, anchor=None).doubted(*start.doubts)


def coming(found: re.Match[str], agreed: date | None, calendar: Calendar) -> Mention:
    after = found["which"] in ("next", "coming", "following")
    # A plan agreed in September that says "the next quarter" means the one that follows.
    return from_plan(Anchor("plan date", "", int(after), f"end of {found['unit']}"), agreed, calendar)


def ending(found: re.Match[str], agreed: date | None, calendar: Calendar) -> Mention:
    unit = found["unit"] or found["ends"]
    return from_plan(Anchor("plan date", "", 0, f"end of {unit}"), agreed, calendar)


def later(found: re.Match[str], agreed: date | None, calendar: Calendar) -> Mention:
    del found
    anchor = Anchor("plan date", "", 0, "end of year")
    return from_plan(anchor, agreed, calendar, "Only a part of the year is named.")


RELATIVE = [(LENGTH, length), (LATER, later), (COMING, coming), (END_OF, ending)]
