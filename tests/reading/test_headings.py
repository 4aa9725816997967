"""What a column heading means, in whatever words an agency puts it."""

import pytest

from tracker.reading.headings import meaning

# Headings as agencies write them, in wordings of our own, with what a policy officer takes the column for.
HEADINGS = {
    "ref": """
        Rec. No. | Recommendation No. | Action Ref. | Rec # | IMR Ref | Item No | S.No | Unique ID | Row | Ref.
        Number | Recommendation number | SCR Ref | Line No. | Action no | № | No of recommendation
    """,
    "recommendation": """
        Recommendation (from overview report) | SCR Recommendation | Overview Report Recommendation | Learning
        identified | Key Finding | Area for development | What did we learn? | IMR Recommendation | Recommendations
        made | Practice issue identified | Panel recommendation | Full text of recommendation
    """,
    "agency": """
        Agency | Lead Agency | Name of organisation | Responsible organisation | Which agency? | Agency/Service |
        Partner(s) | Agencies involved | Owning agency
    """,
    "outcome_sought": """
        Intended Outcome | What outcome do we want? | Expected Outcome for Children | What will be different for
        children? | Desired result | What are we trying to achieve? | Outcome to be achieved | Purpose
    """,
    "action": """
        Action to be taken | Actions to be taken | Agreed action | Proposed action(s) | Key Actions | Action Plan |
        What are we going to do? | What action will be taken? | Specific actions | Steps to be taken | Action needed
        to address recommendation | Management action | What needs to change? | How will we do this? | Action/Task |
        Actions agreed by agency
    """,
    "lead": """
        Lead Officer | By Whom | By whom? | Who is responsible? | Person Responsible | Responsible Lead | Named
        lead/role | Action Lead | Lead name and job title | Accountable Officer | Job title of lead | Who? |
        Responsible person/agency | Lead professional | Owner (job title) | Lead (post) | Person leading | Assigned
        to | Delegated to | Manager responsible
    """,
    "timescale": """
        By When | By when? | Target date for completion | Date due | Due by | Completion due | Timeframe | Date to
        be achieved by | To be completed by (date) | Deadline for completion | Original deadline | Expected date of
        completion | Timescale for completion | When will this be done? | End date | Completion target | Planned
        date | Target | Due date (dd/mm/yyyy) | Date by which action will be completed | Time-scale | Target
        implementation date | Agreed timescales | When
    """,
    "outcome_measure": """
        Success criteria | How will we know it has worked? | Measure of success | Success measures | Impact measure
        | How will success be measured? | Performance measure | How will this be monitored and measured? | KPI |
        What does good look like? | Evidence of impact | Measurable outcome | Impact on children and families
    """,
    "evidence": """
        Evidence | Evidence of completion | Evidence submitted | Supporting evidence | Evidence to be provided |
        Evidence required | Assurance | Sources of assurance | Proof of completion | Evidence (embed documents)
    """,
    "progress": """
        Progress | Progress to date | Update | Latest update (March 2016) | Progress update | Progress made |
        Current position | Action taken to date | Q2 update | Narrative update | Progress notes | Progress report |
        Agency update | What has been done so far?
    """,
    "rag": "RAG | RAG Rating | BRAG | RAG Status | R/A/G | RAG rate | Current RAG | BRAG rating | Traffic light",
    "status": """
        Status | Current status | Open or closed | Complete Y/N | Completed? | Status (open/closed) | Action status
        | Done? | Delivery status
    """,
    "date_completed": """
        Date completed | Completion date (actual) | Date action completed | Date achieved | Actual completion date |
        Date closed | Completed on | Date of completion
    """,
    "signed_off": "Signed off | Sign-off date | Date signed off | Signed off by | Approved by | Board sign off",
    "theme": "Theme | Priority area | Category | Workstream | Key theme | Section | Learning theme",
    "priority": "Priority | Priority rating | Priority (H/M/L) | Priority level",
    "comments": "Comments | Notes | Additional comments | Remarks | Any other comments | Barriers and comments",
    "resources": "Resources | Resource implications | Cost | Resources required | Budget implications",
    "source_report": "Source | Source of recommendation | Source report | Report title | Which review?",
    "other": """
        Start date | Date raised | Date added to plan | Monitored by | Risk | Meeting date | Weather | Date of last
        review | Column1 | Level of risk
    """,
}  # fmt: skip
CASES = [(heading.strip(), field) for field, text in HEADINGS.items() for heading in " ".join(text.split()).split("|")]


@pytest.mark.parametrize(("heading", "field"), CASES)
def test_a_heading_is_known_by_its_meaning(heading: str, field: str) -> None:
    assert meaning(heading).field == field
