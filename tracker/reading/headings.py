"""What a column heading means, and which row of a sheet holds the headings.

A heading is known by the first telling phrase in it; of two that begin at the same place the longer one
counts. So "Leadership: who will chase progress" is a lead, and "Progress against agreed action" is progress.
"""

import re
from dataclasses import dataclass

from .grid import Cell, Line

PHRASES: dict[str, str] = {
    "ref": """
        no | nos | number | ref | ref no | reference | reference number | id | rec no | item | item no | relevant
        item | recommendation no | recommendation number | recommendation ref | recommendation reference | action no
        | action number | action ref | action reference | action id | serial | serial no | s/n | # | rec ref | rec |
        sn
    """,
    "recommendation": """
        recommendation | recommendations | area requiring improvement | areas requiring improvement | item to be
        rectified | standard | finding | findings | learning point | learning points | key learning | issue | issue
        identified | learning identified | what is the recommendation | lesson | lessons | area of concern |
        learning
    """,
    "source_report": """
        source | source of recommendation | source report | paper | link to | item discussed | imr | report
    """,
    "agency": """
        agency | agencies | lead agency | organisation | lead organisation | service | provider | partner agency |
        partner | department | directorate | agency representation | responsible agency | agency responsible
    """,
    "outcome_sought": """
        desired | desired outcome | aim | outcome | outcomes | outcome sought | expected outcome | expected outcomes
        | intended outcome | objective | objectives | goal | goals | what do we want to achieve | joint plan outcome
        | outcome required | required outcome | anticipated outcome | planned outcome | target outcome | intended
        impact
    """,
    "action": """
        action | actions | action required | actions required | how will change be achieved | what are the actions |
        step | steps | task | tasks | activity | areas for improvement | mitigating actions | milestones and outputs
        | strategic action | intervention | what will be done | what will we do | what needs to be done | what needs
        to happen | what we will do | how will we do it | how | what | action point | action points | response to
        recommendation | objective action | what will you do | what are you going to do | how will this be achieved
        | what action | agency response
    """,
    "lead": """
        lead | leads | leadership | lead officer | lead person | lead professional | owner | ownership | action
        owner | action lead | responsible | responsibility | responsible officer | responsible person | responsible
        lead | accountable | accountable officer | accountability | by whom | who | who will | officer | officer
        responsible | person responsible | lead officer agency | named person | named lead | identified lead | lead
        responsibility | roles no names | lead for action | action by | assigned to | nominated lead | lead agency
        officer | lead and timescale
    """,
    "timescale": """
        timescale | timescales | time scale | time scales | timeframe | time frame | timeline | timetable | target
        date | target | due date | date due | due | due by | deadline | deadlines | completion date | target
        completion date | planned completion date | planned completion | target completion | revised target
        completion date | revised target date | revised date | new date | new target date | original target date |
        expected completion | expected completion date | expected date of completion | by when | when | when by |
        date for completion | to be completed by | complete by | completed by | completion by | end date | milestone
        | milestones | realistic target date | date for action | action by date | target date for completion | date
        to be completed | date to be completed by | implementation date | proposed completion date | anticipated
        completion date | estimated completion date | agreed completion date | original completion date | revised
        completion date | revised deadline | delivery date | timing | target timescale | completion | target for
        completion | review | review date | when will | agreed timescale | proposed timescale
    """,
    "outcome_measure": """
        outcome measure | outcome measures | outcome measured | measure | measures | measure of success | measures
        of success | success criteria | success measure | success measures | how will you know | how will we know |
        performance indicator | kpi | key performance indicator | what difference | impact | impact measure | how
        will success be measured | how will this be measured | how will it be measured | how will impact be measured
        | evaluation | intended impact and measure | how will this be evidenced | how will this be monitored | what
        will success look like | what difference will it make | monitoring arrangements | how will we measure
    """,
    "evidence": """
        evidence | evidence of progress | evidence of completion | assurance | evidence and assurance | supporting
        evidence
    """,
    "progress": """
        progress | update | updates | progress update | quarterly progress | latest update | current position |
        position | achievement | achievements | response | key milestones achieved | what has been done | action
        taken | actions taken | action taken to date | progress to date | key achievements | position statement
    """,
    "rag": """
        rag | rag status | rag rating | brag | bragg | traffic light | red amber green | overall rag | blue red
        amber green
    """,
    "status": """
        status | action status | current status | status of action | open/close | open/closed | open close |
        proposed to open | score | assessment score | complete? | completed? | completed y/n | action completed |
        self assessment score | moderated score | implementation status | sub-action delivery rag | recommendation
        accepted | accepted
    """,
    "date_completed": """
        date completed | date of completion | completed date | completed on | date action completed | actual
        completion date | actual completion | date achieved | date closed | date actioned | actual date | date of
        actual completion | closed date | completion date actual
    """,
    "signed_off": """
        signed off | sign off | sign-off | signed-off | date signed off | signed off by
    """,
    "theme": """
        theme | themes | section | category | priority area | risk area | vulnerability | prevent vulnerability |
        workstream | risk/vulnerability | area | topic | subject | domain | key theme
    """,
    "priority": """
        priority | priority level | priority rating
    """,
    "comments": """
        comment | comments | note | notes | remarks | reason | reason for rag | additional comment | further
        comments
    """,
    "resources": """
        resource | resources | cost | costs | budget | resource implications | resources required | funding
    """,
    "other": """
        level | level for action | risk | risks | monitored by | monitoring | why | why are we doing this |
        description | definition | term | period | period ending | scope | scope of recommendation | start date |
        date started | date added | date raised | date opened | date of meeting | meeting date | date evidenced by |
        date | barriers | dependencies | date agreed | date of recommendation | commencement date | date set |
        frequency
    """,
}


ONLY_ALONE = """
    accepted | area | completion | cost | date | domain | due | evaluation | funding | goal | how | how will we
    know | id | impact | issue | item | learning | lesson | level | milestone | no | nos | note | notes | number
    | officer | partner | period | position | reason | rec | reference | report | response | review | risk |
    score | section | service | sn | standard | step | subject | target | task | term | topic | what | when |
    who | why
"""


def phrases_of(text: str) -> list[str]:
    return [" ".join(phrase.split()) for phrase in text.split("|")]


MEANING = {phrase: field for field, text in PHRASES.items() for phrase in phrases_of(text)}
# Words that tell only where they are the whole heading.
WHOLE_ONLY = frozenset(phrases_of(ONLY_ALONE))
# Longest first, so that of two phrases that begin together the longer one is found.
PHRASE = re.compile(
    r"(?<![a-z0-9])(?:" + "|".join(re.escape(p) for p in sorted(MEANING, key=len, reverse=True)) + r")(?![a-z0-9])"
)
LONGEST_HEADING = 160
CORE = {"action", "recommendation", "timescale", "lead", "outcome_sought"}
GIVEN_BACK = re.compile(r"tracker (?:reference|status|deadline|progress)$")


@dataclass(frozen=True)
class Meaning:
    """The field a heading means, and whether the heading says so plainly enough to know a heading row by it."""

    field: str
    plain: bool


def bare(heading: str) -> str:
    """The heading in small letters, without brackets and marks: what the phrases are looked for in."""
    text = re.sub(r"\s+", " ", heading.lower().replace("’", "'")).strip()
    without = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text)
    text = without if re.search(r"[a-z#]", without) else text
    text = re.sub(r"\s*/\s*", " / ", text)
    return re.sub(r"[.:*_,]+", " ", text).strip()


def meaning(heading: str) -> Meaning:
    """What a heading means; `other` where nothing in it tells. The fields are the keys of PHRASES."""
    text = re.sub(r"\s+", " ", bare(heading)).strip(" ?-,;")
    if not text or len(text) > LONGEST_HEADING:
        return Meaning("other", False)
    joined = re.sub(r"\s/\s", " ", text)
    if GIVEN_BACK.match(joined):
        return Meaning("other", True)
    if joined in MEANING:
        return Meaning(MEANING[joined], True)
    found = first_phrase(joined)
    if found is None:
        return Meaning("other", False)
    words_before = len(joined[: found.start()].split())
    share = len(found[0].split()) / len(joined.split())
    plain = (words_before == 0 and (len(joined.split()) <= 8 or "?" in heading or "(" in heading)) or share >= 0.5
    return Meaning(MEANING[found[0]], plain)


def first_phrase(text: str) -> re.Match[str] | None:
    """The first telling phrase; words that tell only when they stand alone are passed over."""
    for found in PHRASE.finditer(text):
        if found[0] not in WHOLE_ONLY:
            return found
    weak = PHRASE.search(text)
    return weak if weak and len(text.split()) <= 4 else None


def heading_fields(line: Line) -> dict[int, Meaning]:
    return {column: meaning(cell.text) for column, cell in line.cells.items() if heading_like(cell)}


def heading_like(cell: Cell) -> bool:
    return cell.day is None and len(cell.text) <= LONGEST_HEADING and re.search(r"[A-Za-z#]", cell.text) is not None


def is_heading_row(line: Line, *, strict: bool = False) -> bool:
    """Whether a row holds column headings: two or more telling ones, one of them at the core of a plan.

    `strict` is for rows below a heading row already found, where a row of data must not be taken for one.
    """
    if len(line.cells) < 2 or (strict and sum(map(heading_like, line.cells.values())) < 0.8 * len(line.cells)):
        return False
    plain = {column: found.field for column, found in heading_fields(line).items() if found.plain}
    fields = {field for field in plain.values() if field != "other"}
    if len(fields) < 2 or not fields & CORE:
        return False
    share = len(plain) / len(line.cells)
    if strict:
        return len(fields) >= 3 and share >= 0.8 and not any(sentence(cell) for cell in line.cells.values())
    return share >= 0.6 or len(fields) >= 4


def sentence(cell: Cell) -> bool:
    """A full sentence is data; "No." and "Ref. no." are headings."""
    return len(cell.text) > 20 and cell.text.endswith(".")
