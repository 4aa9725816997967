"""Action plans as workbooks, made here: the layouts and the traps that agencies send, in words of our own."""

import io
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.worksheet import Worksheet

SEVEN_HEADINGS = (
    "No.",
    "What is the recommendation? (Copy it word for word from your agency's report)",
    "What is the desired outcome of the recommendation? What should be better?",
    "How will change be achieved? What has to be done?",
    "Leadership Who will see that the action is finished?",
    "Timescale By what date will it be finished?",
    "Outcome Measure How will you know? What difference has it made for children?",
)
NOTE = "Note: please send changes to the business unit a week before the meeting."


@dataclass
class PlanSheet:
    """One sheet: title lines, a blank row, the headings, the rows, and what is done to it afterwards."""

    name: str
    rows: Sequence[Sequence[Any]]
    titles: Sequence[str] = ()
    headings: Sequence[str] = SEVEN_HEADINGS
    merges: Sequence[str] = ()
    hidden: bool = False
    touch: Callable[[Worksheet], None] | None = None
    wide: Sequence[str] = field(default_factory=tuple)

    @property
    def heading_row(self) -> int:
        return len(self.titles) + 2 if self.titles else 1


def workbook(*sheets: PlanSheet) -> bytes:
    """The bytes of a workbook with those sheets. Titles, and rows of one text, are merged over the table."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        page = book.create_sheet(sheet.name)
        place(page, sheet)
        if sheet.hidden:
            page.sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def place(page: Worksheet, sheet: PlanSheet) -> None:
    width = max(len(sheet.headings), 2)
    for number, title in enumerate(sheet.titles, 1):
        page.cell(number, 1, title)
        page.merge_cells(start_row=number, start_column=1, end_row=number, end_column=width)
    number = sheet.heading_row
    for column, heading in enumerate(sheet.headings, 1):
        page.cell(number, column, heading).font = Font(bold=True)
    for row in sheet.rows:
        number += 1
        for column, value in enumerate(row, 1):
            if value is not None:
                put(page, number, column, value)
        if len(row) == 1 and len(sheet.headings) > 2:
            page.merge_cells(start_row=number, start_column=1, end_row=number, end_column=width)
    for area in sheet.merges:
        page.merge_cells(area)
    if sheet.touch:
        sheet.touch(page)


def put(page: Worksheet, row: int, column: int, value: Any) -> None:
    cell = page.cell(row, column)
    if isinstance(value, tuple):
        value, cell.number_format = value
    cell.value = value
    if isinstance(value, str) and value[:1] in "=+-@":
        cell.data_type = "s"


def a_plan(*rows: Sequence[Any], **about: Any) -> bytes:
    """A workbook of one sheet in the seven-column layout."""
    return workbook(PlanSheet(about.pop("name", "Plan"), rows, **about))


def with_timescale(value: Any, action: str = "Brief every team.", lead: str = "Named Nurse") -> bytes:
    """A plan of one row whose timescale cell holds the value."""
    return a_plan(["1", "Staff should know when to escalate.", "Worries are raised early.", action, lead, value])


def coloured(colour: str) -> PatternFill:
    return PatternFill("solid", fgColor=colour)


def agency_sheet(name: str, agency: str, *rows: Sequence[Any], note: bool = True) -> PlanSheet:
    titles = ("Appendix 2:", "ACTION PLAN FOR THE CHILD B1 REVIEW", f"({agency})")
    return PlanSheet(name, [*rows, [], [NOTE]] if note else list(rows), titles=titles)


def child_b1_composite(path: Path) -> Path:
    """One workbook, six agencies a sheet each, in the seven-column layout, with one blank timescale.

    The references and the kinds of timescale are those of the published plans; the sentences are not.
    """
    path.write_bytes(workbook(*composite_sheets()))
    return path


def composite_sheets() -> list[PlanSheet]:
    lead = "Lead professionals for safeguarding children"
    return [
        agency_sheet(
            "CCG",
            "Leicester City CCG",
            ["1", "A baby who is not gaining weight is seen by a paediatrician.", "Earlier diagnosis",
             "Put growth and weight into the level 3 course.", lead, (date(2015, 4, 8), "d/mm/yyyy")],
            ["2.", "Family doctors tell social care when no illness explains poor growth.", "Help comes sooner",
             "Teach it at every level 3 course for surgeries.", lead, "8/04/2015", "Referrals go up"],
        ),
        agency_sheet(
            "LPT",
            "Leicestershire Partnership NHS Trust",
            ["1,", "Staff use the board's procedure when they disagree.", "Disagreements are settled in days",
             "Check that the route upwards is clear.  Remind staff where to find it.", "Named Nurse/Named Doctor"],
            ["2.", "One pathway for safeguarding supervision.", "Fewer calls to the advice line",
             "Count the calls.\nAgree who answers what.", "Associate Director and Named Nurses", "31.07.2015",
             "Supervision is used"],
            ["3.", "Child health records are not copied without consent.", "Records are kept as the policy says",
             "Put a reminder into the briefing.\nTalk it over in team meetings.",
             "Named Nurses\nClinical Team Leaders", "31.03.2015\n31.05.2015", "No further incident"],
        ),
        agency_sheet(
            "UHL",
            "University Hospitals of Leicester NHS Trust",
            ["1", "Safeguarding leads hear what the review found.", "Lessons are learnt",
             "Present the report to the assurance group.", "Trust Head of Safeguarding",
             "Dependent on release of report", "Minutes show it"],
        ),
        agency_sheet(
            "Early Years",
            "Early Years Support Team",
            ["i", "The team knows the thresholds.", "Thresholds are understood",
             "Give everyone the guidance and go through it.", "Team Leader reporting to the Head of Service",
             "September 2015 and ongoing CPD element", "Staff can say them"],
            ["iii", "Records show the history of the family and", "Referrals carry the history",
             "All forms now have a box for", "Team Leader", "Immediate – completed by July 2015."],
            [None, "a list of worries with dates.", None, "worries that seem small alone."],
        ),
        agency_sheet(
            "Social Care",
            "Children's Social Care",
            ["1", "Supervision asks about the child's day.", "Better decisions", "Use the policy in every case.",
             "All managers", "Already actioned see 8.5.2"],
            ["2.", "Domestic violence is asked about in each assessment.", "Parents get support",
             "Train social workers.", "Service Manager and Head of Workforce", "By September 2015"],
            ["4.", "One model of assessment.", "Plans rest on good assessments", "Agree a model and train staff in it.",
             "Heads of service", "April 2016"],
            ["6", "Assessments are done in the child's time.", "No drift", "Give staff the tools.", "Head of Service",
             "Has begun May 2015"],
            ["9.", "Duty looks at the family's past.", "The right service at once", "Check every referral.",
             "Duty Manager", "Already in place March 2015"],
            ["12", "Managers are supported.", "Enough staff", "Work through the improvement plan.", "Director",
             "See 8.5.1"],
        ),
        agency_sheet(
            "LSCB",
            "Local Safeguarding Children Board",
            ["1.", "Practitioners can respond to poor growth.", "Children are seen sooner", "Write a guide and train.",
             "Board", "December 2015", "The guide is out"],
            [],
            ["2.", "The procedure for disagreements is used.", "Disagreements are settled", "Make it known.",
             "Board manager", "June 2015", "It is known"],
        ),
        PlanSheet(
            "Guidance",
            [["0", "EXAMPLE: staff use the policy", None, "EXAMPLE: brief them", "EXAMPLE: Nurse", "31/12/2099"]],
            titles=("How to fill this in", "One row for each recommendation."),
            hidden=True,
        ),
    ]  # fmt: skip


def zipped(parts: dict[str, bytes]) -> bytes:
    """A package of those parts: for files that only look like workbooks."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return stream.getvalue()


def altered(data: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    """The workbook with the bytes of one of its parts changed."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    parts[part] = change(parts[part])
    return zipped(parts)
