"""Giving a plan back: whose, as what kind of file, and why."""

from collections.abc import Sequence

from tracker.forms.fields import Form, OneLine, PickOne, PickRadio

LONGEST_REASON = 1_000
WORKBOOK = "xlsx"
KINDS = [
    (WORKBOOK, "Excel workbook, in the layout it came in"),
    ("docx", "Word document, with a table for each agency"),
]


class ExportForm(Form):
    """Whose plan to give back, and what for."""

    agency = PickOne("Agency", blank="All agencies", coerce=int)
    kind = PickRadio("Kind of file", choices=KINDS, default=WORKBOOK, required="Choose a kind of file.")
    why = OneLine(
        "What is it for? (optional)", hint="Kept in the history of changes, with your name.", at_most=LONGEST_REASON
    )

    def offer(self, agencies: Sequence[tuple[int, str]]) -> None:
        """Set which agencies may be chosen."""
        self.agency.offer(list(agencies))
