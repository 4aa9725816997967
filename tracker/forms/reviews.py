"""Adding and correcting a review, its milestones and its source reports."""

import calendar
from collections.abc import Iterable
from datetime import date
from typing import Any

from tracker.forms.dates import DateInThreeBoxes
from tracker.forms.fields import Form, Hidden, Lines, Once, OneLine, PickOne, PickRadio
from tracker.models import Agency, Review
from tracker.models.vocabulary import MilestoneKind, Precision, ReviewType, SourceKind

LONGEST_SUMMARY = 5_000


def _said(words: str) -> str:
    return words[:1].upper() + words[1:]


def _type() -> PickRadio:
    names = [
        (kind.value, kind.label if kind.value not in ("SCR", "LCSPR", "SAR", "DHR") else f"{kind.label} ({kind.value})")
        for kind in ReviewType
    ]
    return PickRadio(
        "Type of review",
        choices=[(value, _said(name)) for value, name in names],
        required="Choose the type of review.",
    )


class DateAsKnown(DateInThreeBoxes):
    """A date known to the day, the month or only the year: what is not known is left blank. The date kept is the last
    day of the month or year."""

    precision: Precision = Precision.DAY

    def _read(self) -> date:
        typed = dict(self.boxes)
        self.precision = _precision(typed)
        self.typed = {**typed, **_FILLED_IN[self.precision]}
        try:
            found = super()._read()
        finally:
            self.typed = typed
        if self.precision is Precision.MONTH:
            return found.replace(day=calendar.monthrange(found.year, found.month)[1])
        return found


_FILLED_IN: dict[Precision, dict[str, str]] = {
    Precision.DAY: {},
    Precision.MONTH: {"day": "1"},
    Precision.YEAR: {"day": "31", "month": "12"},
}


def _precision(boxes: dict[str, str]) -> Precision:
    if boxes["year"] and not boxes["day"]:
        return Precision.MONTH if boxes["month"] else Precision.YEAR
    return Precision.DAY


class EditReviewForm(Form):
    """The plain facts of a review; its code name is set once."""

    type = _type()
    title = OneLine("Title", hint="A short title in your own words. Left blank, it is the code name.")
    summary = Lines("What it is about", at_most=LONGEST_SUMMARY, hint="A few sentences, without any person’s name.")
    plan_date = DateInThreeBoxes(
        "Plan date",
        hint="The day the plan was agreed: “within three months” is counted from it. For example, 30 9 2015.",
    )
    version = Hidden()
    once = Once()

    @staticmethod
    def said_by(review: Review) -> dict[str, Any]:
        """What the review says now, as the form shows it."""
        return {
            "type": review.type.value,
            "title": review.title,
            "summary": review.summary,
            "plan_date": review.plan_date,
            "version": str(review.version),
        }

    @property
    def version_shown(self) -> int:
        """The version the person saw; 0, which none has, where the form lost it."""
        return version_of(self.version.data)


class AddReviewForm(Form):
    """A review that is new to the tracker."""

    code = OneLine(
        "Code name",
        required="Give the review a code name, such as Child B1. Never use a child’s name.",
        hint="As published, for example Child B1. Never a child’s name.",
    )
    type = _type()
    title = OneLine("Title", hint="A short title in your own words. Left blank, it is the code name.")
    summary = Lines("What it is about", at_most=LONGEST_SUMMARY, hint="A few sentences, without any person’s name.")
    plan_date = DateInThreeBoxes(
        "Plan date",
        hint="The day the plan was agreed. Leave it blank if it is not known yet. For example, 30 9 2015.",
    )
    once = Once()


class MilestoneForm(Form):
    """A dated step of a review."""

    kind = PickOne(
        "Milestone",
        choices=[(kind.value, _said(kind.value)) for kind in MilestoneKind],
        blank="Choose a milestone",
        required="Choose which milestone it is.",
    )
    day = DateAsKnown(
        "Date",
        required="Enter the date, or as much of it as is known.",
        hint="As exactly as it is known: leave the day blank for “September 2015”, the day and month for “2010”.",
    )
    note = OneLine("Note", hint="Anything a reader should know about the date. May be left blank.")
    once = Once()


class MoveMilestoneForm(Form):
    """The date of a milestone, put right."""

    day = DateAsKnown(
        "Date",
        required="Enter the date, or as much of it as is known.",
        hint="As exactly as it is known: leave the day blank for “September 2015”, the day and month for “2010”.",
    )
    note = OneLine("Note", hint="Anything a reader should know about the date. May be left blank.")
    once = Once()


class SourceForm(Form):
    """A report that recommendations come from."""

    name = OneLine(
        "Name of the report",
        required="Give the source report a name, such as Overview report.",
        hint="For example, Overview report, or Individual management review, Health Visiting.",
    )
    kind = PickOne(
        "Kind of report",
        choices=[(kind.value, _said(kind.value)) for kind in SourceKind],
        blank="Choose a kind",
        required="Choose what kind of report it is.",
    )
    agency = PickOne("Agency", blank="None: it is the board’s own", coerce=int, hint="Where one agency wrote it.")
    once = Once()

    def offer(self, agencies: Iterable[Agency]) -> None:
        """Set the agencies that may be chosen."""
        self.agency.offer([(agency.id, agency.name) for agency in agencies])


class ConfirmForm(Form):
    """A yes to something that was asked first."""

    once = Once()


def version_of(sent: str | None) -> int:
    """The version a form carried; 0, which nothing has, where it carried none."""
    return int(sent) if sent and sent.isascii() and sent.isdigit() and len(sent) < len("1000000000") else 0
