"""Times counted from a start: within three months, in the next 6 months, by the end of next year."""

import re
from datetime import date, timedelta

from .mention import Mention, add_months, add_working_days, last_day
from .months import NUMBER, number
from .periods import quarter_days

FROM_PLAN = "The time is counted from the day the plan was agreed; check that its start is meant."
NO_PLAN_DAY = "The time is counted from a day that is not known."
UNIT = (
    r"(?:(?P<working>working|business)\s|calendar\s)?(?P<unit>day|week|fortnight|month|year"
    r"|quarter|term)s?'?s?(?![a-z])"
)
LENGTH = re.compile(
    rf"(?<![a-z0-9/.-])(?:within|over|during)?\s?(?:the\s|a\s(?=(?:further|maximum)))?"
    rf"(?:next|first|following|coming|period of|maximum of|further)?\s?"
    rf"(?P<count>{NUMBER})[\s-](?:\([0-9]+\)\s)?{UNIT}(?:\stime)?"
    rf"(?P<anchor>\s(?:from|of|after|following|since)\s[^,;.¶()]+)?"
)
COMING = re.compile(
    r"(?<![a-z])(?:(?:the )?end of (?:the )?)?(?P<which>next|this|coming|following|current|the)\s"
    r"(?P<unit>financial year|academic year|calendar year|week|month|quarter|year|term)(?![a-z])(?:[\s-]end)?"
)
END_OF = re.compile(
    r"(?<![a-z])(?:end of (?:the )?(?P<unit>week|month|quarter|year|term)|(?P<ends>month"
    r"|week)[\s-]end)(?![a-z])"
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
FROM_THIS_PLAN = re.compile(
    r"\s(?:from|of|after|following|since)\s(?:the\s)?"
    r"(?:date of (?:this |the )?(?:report|plan|action plan|review)|today|now"
    r"|date of (?:this|the) meeting|this plan|plan date)\s*$"
)


def length(found: re.Match[str], agreed: date | None) -> Mention:
    """Within three months: from the plan, or from another start that is named and not known."""
    anchor = found["anchor"]
    if anchor and not FROM_THIS_PLAN.match(anchor):
        return Mention("relative", doubts=(f"The time is counted from another event:{anchor}. Its date is not known.",))
    if agreed is None:
        return Mention("relative", doubts=(NO_PLAN_DAY,))
    try:
        day = counted(agreed, number(found["count"]), found["unit"], bool(found["working"]))
    except (ValueError, OverflowError):
        return Mention("relative", doubts=(NO_PLAN_DAY,))
    return Mention("relative", day, day, (FROM_PLAN,))


def counted(start: date, count: int, unit: str, working: bool) -> date:
    if unit == "day":
        return add_working_days(start, count) if working else start + timedelta(days=count)
    if unit in ("week", "fortnight"):
        return start + timedelta(weeks=count * (2 if unit == "fortnight" else 1))
    return add_months(start, count * {"month": 1, "quarter": 3, "term": 4, "year": 12}[unit])


def coming(found: re.Match[str], agreed: date | None) -> Mention:
    unit = found["unit"]
    if agreed is None:
        return Mention("relative", doubts=(NO_PLAN_DAY,))
    after = found["which"] in ("next", "coming", "following")
    day = end_of(unit, agreed)
    if after:
        day = end_of(unit, day + timedelta(days=1))
    if unit == "quarter" and found["which"] == "next" and (agreed - day).days < 0:
        day = end_of(unit, end_of(unit, agreed) + timedelta(days=1))
    return Mention("relative", day, day, (FROM_PLAN,))


def end_of(unit: str, day: date) -> date:
    """The last day of the week, month, quarter, term or year that holds the day."""
    if unit == "week":
        return day + timedelta(days=6 - day.weekday())
    if unit == "month":
        return last_day(day.year, day.month)
    if unit == "quarter":
        return next(end for q in (4, 1, 2, 3) if (end := quarter_days(day.year, q)[1]) >= day)
    if unit == "term":
        return next(end for month in (3, 7, 12) if (end := last_day(day.year, month)) >= day)
    closing = {"financial year": 3, "academic year": 7}.get(unit, 12)
    return last_day(day.year + (day.month > closing), closing)


def ending(found: re.Match[str], agreed: date | None) -> Mention:
    if agreed is None:
        return Mention("relative", doubts=(NO_PLAN_DAY,))
    day = end_of(found["unit"] or found["ends"], agreed)
    return Mention("relative", day, day, (FROM_PLAN,))


def later(found: re.Match[str], agreed: date | None) -> Mention:
    del found
    day = date(agreed.year, 12, 31) if agreed else None
    return Mention("relative", day, day, ("Only a part of the year is named.",))


RELATIVE = [(LENGTH, length), (LATER, later), (COMING, coming), (END_OF, ending)]
