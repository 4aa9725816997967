"""Taking in a plan, and correcting what was read of it before it is imported."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from tracker.forms.fields import DateInThreeBoxes, Form, Hidden, Lines, Once, OneLine, PickOne, Tick, Upload
from tracker.models import Agency, Review

LONGEST_REASON = 1_000
ONE_OF_BOTH = "Give a file or a pasted list, not both: take them in one after the other."
NO_SUCH_REVIEW = "There is no such review at this board. Choose one from the list, or add it first."


class ReceiveForm(Form):
    """A file, and what it is a plan for."""

    review = PickOne("Review", blank="Choose a review", coerce=int, required="Choose the review this plan belongs to.")
    agency = PickOne(
        "Agency",
        blank="As the plan says",
        coerce=int,
        hint="Leave it so if the file names its agencies, or holds the plans of several. You can correct each next.",
    )
    file = Upload(
        "The plan",
        hint="As the agency sent it: Excel (.xlsx, .xlsm, .xls), Word (.docx), OpenDocument (.ods) or text (.csv). "
        "It is kept unchanged.",
    )
    pasted = Lines(
        "Or a list of recommendations, pasted",
        hint="Numbered paragraphs, under the names of the agencies where there are several.",
        at_most=200_000,
    )
    plan_date = DateInThreeBoxes(
        "Plan date",
        hint="The day the plan was agreed: “within three months” counts from it. Leave it blank to use the review’s.",
    )
    once = Once()

    def validate(self, extra_validators: object = None) -> bool:
        """A file or a pasted list, one of the two."""
        well_formed = bool(super().validate(extra_validators))
        if bool(self.file.data) == bool((self.pasted.data or "").strip()):
            self.file.errors = [ONE_OF_BOTH if self.file.data else "Choose the file that holds the plan."]
            return False
        return well_formed

    def offer(self, reviews: Sequence[Review], agencies: Sequence[Agency]) -> None:
        """Set what may be chosen."""
        self.review.offer([(review.id, review.code) for review in reviews])
        self.review.not_offered = NO_SUCH_REVIEW
        self.agency.offer([(agency.id, agency.name) for agency in agencies])


class DeadlineForm(Form):
    """A person's word on the deadline of one proposed action. Its fields are named by row and action."""

    keep = Tick("Keep the date as read")
    deadline = DateInThreeBoxes("Deadline")
    no_deadline_reason = OneLine("Or why there is none", at_most=LONGEST_REASON)

    def __init__(self, number: int, *, as_read: date | None = None, **more: Any) -> None:
        super().__init__(**more)
        self.number, self.as_read = number, as_read
        if as_read is not None:
            self.keep.label.text = f"Keep {as_read.day} {as_read:%B %Y}, as read"
            self.deadline.label.text = "Or another deadline"

    @property
    def chosen(self) -> date | None:
        """The deadline given: the one typed, or the one read where it is to be kept."""
        typed: date | None = self.deadline.data
        return typed or (self.as_read if self.keep.data else None)

    def validate(self, extra_validators: object = None) -> bool:
        """A person says one thing: keep the date, another date, or why there is none."""
        if not super().validate(extra_validators):
            return False
        said = [
            bool(self.keep.data and self.as_read),
            self.deadline.data is not None,
            bool(self.no_deadline_reason.data),
        ]
        if sum(said) > 1:
            self.deadline.errors = ["Say one thing: keep the date, give another, or give the reason why there is none."]
            return False
        return True


class RowForm(Form):
    """The deadlines of one row's actions, saved together."""

    version = Hidden()
    show = Hidden()

    def __init__(self, parts: Iterable[DeadlineForm] = (), **more: Any) -> None:
        super().__init__(**more)
        self.parts = list(parts)

    def validate(self, extra_validators: object = None) -> bool:
        """Every part is judged, so that all that is wrong is said at once."""
        return all([super().validate(extra_validators), *[part.validate() for part in self.parts]])

    @property
    def errors(self) -> dict[str, Any]:
        """The errors of all parts, as the page's title needs them."""
        return {**super().errors, **{str(part.number): part.errors for part in self.parts if part.errors}}

    def problems(self) -> list[tuple[str, str | None]]:
        """The errors of all parts, each leading to its input."""
        return super().problems() + [problem for part in self.parts for problem in part.problems()]


class AgencyForm(Form):
    """Which agency the words of a table mean."""

    agency = PickOne("Agency", blank="As the words say", coerce=int)
    key = Hidden()
    version = Hidden()

    def offer(self, agencies: Sequence[Agency], near: Sequence[int] = ()) -> None:
        """Set what may be chosen: those nearly called so first."""
        names = {agency.id: agency.name for agency in agencies}
        alike = [(number, names[number]) for number in near if number in names]
        others = [(number, name) for number, name in names.items() if number not in near]
        self.agency.offer({"Nearly the same": alike, "Agencies of the board": others} if alike else others)


class ConfirmForm(Form):
    """Only a button: import it, set it aside, or fetch the original."""

    once = Once()
