"""Giving a plan back: whose, as what kind of file, and why."""

from collections.abc import Sequence

from tracker.forms.fields import Form, OneLine, PickOne, PickRadio
from tracker.rules.exports import LONGEST_REASON
from tracker.rules.exports import Form as Kind

KINDS = [
    (Kind.WORKBOOK.value, "Excel workbook, in the layout it came in"),
    (Kind.DOCUMENT.value, "Word document, with a table for each agency"),
]


class ExportForm(Form):
    """Whose plan to give back, and what for."""

    agency = PickOne("Agency", blank="All agencies", coerce=int)
    kind = PickRadio("Kind of file", choices=KINDS, default=Kind.WORKBOOK.value, required="Choose a kind of file.")
    why = OneLine(
        "What is it for? (optional)", hint="Kept in the history of changes, with your name.", at_most=LONGEST_REASON
    )

    def offer(self, agencies: Sequence[tuple[int, str]]) -> None:
        """Set which agencies may be chosen."""
        self.agency.offer(list(agencies))
