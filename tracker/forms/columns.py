"""What each column of a table holds."""

from collections.abc import Mapping, Sequence
from typing import Any

from tracker.forms.fields import Form, Hidden, PickOne

FIELDS = {
    "ref": "Reference",
    "recommendation": "Recommendation",
    "source_report": "Source report",
    "agency": "Agency",
    "outcome_sought": "Outcome sought",
    "action": "Action",
    "lead": "Lead",
    "timescale": "Timescale",
    "outcome_measure": "Outcome measure",
    "evidence": "Evidence",
    "progress": "Progress",
    "rag": "Rating",
    "status": "Status",
    "date_completed": "Date completed",
    "signed_off": "Signed off",
    "theme": "Theme",
    "priority": "Priority",
    "comments": "Comments",
    "resources": "Resources",
    "other": "None of these: kept and shown",
}


class ColumnForm(Form):
    """What one column holds."""

    field = PickOne("Holds", choices=list(FIELDS.items()), required="Say what the column holds.")

    def __init__(self, table: int, number: int, heading: str, **more: Any) -> None:
        super().__init__(prefix=f"table-{table}-column-{number}-", **more)
        self.heading = heading
        self.field.label.text = heading or "Column without a heading"


class ColumnsForm(Form):
    """What the columns of one table hold."""

    version = Hidden()

    def __init__(self, table: int, columns: Sequence[Mapping[str, str]], *, sent: bool = False, **more: Any) -> None:
        """`columns` are the headings of the table with the field each was taken for."""
        asked: dict[str, Any] = {} if sent else {"formdata": None}
        super().__init__(**asked, **more)
        self.table = table
        self.parts = [
            ColumnForm(table, number, one["heading"], data={"field": one["field"]}, **asked)
            for number, one in enumerate(columns)
        ]

    def validate(self, extra_validators: object = None) -> bool:
        """Every column is judged."""
        return all([super().validate(extra_validators), *[part.validate() for part in self.parts]])

    @property
    def said(self) -> dict[str, str]:
        """The field chosen for each heading; of two columns with one heading the first counts."""
        chosen: dict[str, str] = {}
        for part in self.parts:
            if part.heading:
                chosen.setdefault(part.heading, part.field.data)
        return chosen
