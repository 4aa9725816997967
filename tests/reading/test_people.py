"""Leads: who is named in a cell."""

import pytest

from tracker.reading.people import split_leads


@pytest.mark.parametrize(
    ("text", "leads"),
    [
        ("", []),
        ("Named Nurse", ["Named Nurse"]),
        ("Named Nurse\nTeam Leader", ["Named Nurse", "Team Leader"]),
        ("Duty Manager and Service Manager", ["Duty Manager", "Service Manager"]),
        ("Housing Manager/Head of Lettings", ["Housing Manager", "Head of Lettings"]),
        ("Head of Safeguarding and Quality", ["Head of Safeguarding and Quality"]),
        ("Clinical Director, Eastern Mental Health Services", ["Clinical Director, Eastern Mental Health Services"]),
        ("Team Leader reporting to the Manager and the Head", ["Team Leader reporting to the Manager and the Head"]),
        ("LSCB and Head of Service", ["LSCB", "Head of Service"]),
        ("• Training Officer\n• Board Manager", ["Training Officer", "Board Manager"]),
        ("Director of Nursing,\nQuality and Safety", ["Director of Nursing, Quality and Safety"]),
    ],
)
def test_leads_are_divided_only_where_each_part_names_someone(text: str, leads: list[str]) -> None:
    assert split_leads(text) == leads
