"""What a board settles for itself: its calendar and its status words."""

import re
from typing import Any

from wtforms.validators import StopValidation

from tracker.forms.dates import MONTHS
from tracker.forms.fields import Form, Hidden, Once, OneLine, PickRadio
from tracker.forms.reviews import version_of
from tracker.models import BoardCalendar, StatusWord
from tracker.models.vocabulary import ClaimMeaning, QuarterReading

_DAY_AND_MONTH = re.compile(r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?(?: of)?[ /.-](?P<month>[A-Za-z]{3,9}|[0-9]{1,2})\.?")
_LONGEST_MONTH = 31
LONGEST_WORD = 60


def spoken_end(kept: str) -> str:
    """A term's end as kept, 12-31, in words: 31 December."""
    month, day = (int(part) for part in kept.split("-"))
    return f"{day} {MONTHS[month - 1]}"


class DayOfYear(OneLine):
    """A day and month of any year, typed as words: 20 December."""

    def pre_validate(self, form: object) -> None:
        """Refuse what is no day and month."""
        if self.data and self.month_and_day is None:
            raise StopValidation("Write a day and a month, such as 20 December.")

    @property
    def month_and_day(self) -> tuple[int, int] | None:
        """The (month, day) typed, if it is one."""
        found = _DAY_AND_MONTH.fullmatch(self.data or "")
        if not found:
            return None
        day, month = int(found["day"]), found["month"].casefold()
        number = int(month) if month.isdigit() else _numbered(month)
        return (number, day) if 1 <= number <= len(MONTHS) and 1 <= day <= _LONGEST_MONTH else None


def _numbered(word: str) -> int:
    return next((number for number, name in enumerate(MONTHS, 1) if name.casefold().startswith(word)), 0)


class CalendarForm(Form):
    """When terms end, and what a quarter means."""

    autumn_ends = DayOfYear(
        "Autumn term ends on",
        required="Say when the autumn term ends, such as 31 December.",
        hint="For example, 20 December. A plan’s “end of autumn term 2015” is then read as that day of 2015.",
    )
    spring_ends = DayOfYear(
        "Spring term ends on",
        required="Say when the spring term ends, such as 31 March.",
        hint="For example, 31 March.",
    )
    summer_ends = DayOfYear(
        "Summer term ends on", required="Say when the summer term ends, such as 31 July.", hint="For example, 22 July."
    )
    quarters = PickRadio(
        "What “Quarter 3 of 2015” means",
        choices=[
            (QuarterReading.FINANCIAL.value, "October to December", {"hint": "Quarters of the financial year."}),
            (QuarterReading.CALENDAR.value, "July to September", {"hint": "Quarters of the calendar year."}),
            (QuarterReading.ASK.value, "It differs: ask each time", {"hint": "The action waits for a person’s word."}),
        ],
        required="Say what a quarter means, or that it is to be asked each time.",
    )
    version = Hidden()
    once = Once()

    @staticmethod
    def said_by(calendar: BoardCalendar) -> dict[str, Any]:
        """What the calendar says now, as the form shows it."""
        return {
            "autumn_ends": spoken_end(calendar.autumn_ends),
            "spring_ends": spoken_end(calendar.spring_ends),
            "summer_ends": spoken_end(calendar.summer_ends),
            "quarters": calendar.quarters.value,
            "version": str(calendar.version),
        }

    @property
    def ends(self) -> dict[str, tuple[int, int]]:
        """The (month, day) typed for each term, once the form is found to be right."""
        terms = {"autumn": self.autumn_ends, "spring": self.spring_ends, "summer": self.summer_ends}
        return {name: field.month_and_day or (0, 0) for name, field in terms.items()}

    @property
    def version_shown(self) -> int:
        """The version the person saw; 0, which none has, where the form lost it."""
        return version_of(self.version.data)


MEANINGS = {
    ClaimMeaning.DONE: ("Done", "The agency says the action is complete. It is kept as a claim, never as sign-off."),
    ClaimMeaning.ON_TRACK: ("On track", "It will be done by its deadline."),
    ClaimMeaning.AT_RISK: ("At risk", "It may be late."),
    ClaimMeaning.OFF_TRACK: ("Off track", "It is late, or will be."),
    ClaimMeaning.NOT_STARTED: ("Not started", "Nothing has been done yet."),
    ClaimMeaning.NOTHING: ("Nothing", "The word is kept as printed and says nothing of how the action stands."),
}


class StatusWordForm(Form):
    """A word or colour as plans write it, and what it claims."""

    written_as = OneLine(
        "Word or colour",
        required="Give the word or colour as plans write it, such as Amber.",
        at_most=LONGEST_WORD,
        hint="As plans write it, such as Amber, Complete or Proposed for closure. Capitals make no difference.",
    )
    meaning = PickRadio(
        "What it means at this board",
        choices=[(one.value, label, {"hint": hint}) for one, (label, hint) in MEANINGS.items()],
        required="Say what the word means at this board.",
    )
    version = Hidden()
    once = Once()

    @staticmethod
    def said_by(word: StatusWord) -> dict[str, Any]:
        """What the word means now, as the form shows it."""
        return {"written_as": word.written_as, "meaning": word.meaning.value, "version": str(word.version)}

    @property
    def version_shown(self) -> int:
        """The version the person saw; 0, which none has, where the form lost it."""
        return version_of(self.version.data)
