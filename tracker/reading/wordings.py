"""The words that headings are known by, by field, and those that tell only in a certain company.

The wordings are those of published action plans of boards, trusts and councils, and their usual variants.
"""

PHRASES: dict[str, str] = {
    "ref": """
        no | nos | number | ref | ref no | reference | reference number | id | rec no | item | item no | relevant
        item | recommendation no | recommendation number | recommendation ref | recommendation reference | action no
        | action number | action ref | action reference | action id | serial | serial no | s/n | # | rec ref | rec |
        sn | imr ref | row | no of recommendation | unique id | line no | ref id | № | scr ref | rec id
    """,
    "recommendation": """
        recommendation | recommendations | area requiring improvement | areas requiring improvement | item to be
        rectified | standard | finding | findings | learning point | learning points | key learning | issue | issue
        identified | learning identified | what is the recommendation | lesson | lessons | area of concern |
        learning | area for development | areas for development | imr recommendation | scr recommendation | practice
        issue | what did we learn | what have we learned | what have we learnt | learning theme and recommendation |
        action area
    """,
    "source_report": """
        source | source of recommendation | source report | paper | link to | item discussed | imr | report | report
        title | which review | review name | name of review | source document | origin
    """,
    "agency": """
        agency | agencies | lead agency | organisation | lead organisation | service | provider | partner agency |
        partner | department | directorate | agency representation | responsible agency | agency responsible |
        responsible organisation | owning agency | which agency | organisations | lead organisation agency | team or
        service
    """,
    "outcome_sought": """
        desired | desired outcome | aim | outcome | outcomes | outcome sought | expected outcome | expected outcomes
        | intended outcome | objective | objectives | goal | goals | what do we want to achieve | joint plan outcome
        | outcome required | required outcome | anticipated outcome | planned outcome | target outcome | intended
        impact | purpose | what will be different | what will be better | desired result | desired impact | what
        should be better | result expected | benefits | expected benefit | expected benefits | ambition
    """,
    "action": """
        action | actions | action required | actions required | how will change be achieved | what are the actions |
        step | steps | task | tasks | activity | areas for improvement | mitigating actions | milestones and outputs
        | strategic action | intervention | what will be done | what will we do | what needs to be done | what needs
        to happen | what we will do | how will we do it | how | what | action point | action points | response to
        recommendation | objective action | what will you do | what are you going to do | how will this be achieved
        | what action | agency response | what are we going to do | how will we do this | what needs to change |
        what we are going to do | agreed action | agreed actions | proposed action | proposed actions | key actions
        | action plan | specific actions | what must be done | what do we need to do | planned action | planned
        actions | activities | smart action | smart actions | deliverable | deliverables | how this will be achieved
        | how will we achieve this
    """,
    "lead": """
        lead | leads | leadership | lead officer | lead person | lead professional | owner | ownership | action
        owner | action lead | responsible | responsibility | responsible officer | responsible person | responsible
        lead | accountable | accountable officer | accountability | by whom | who | who will | officer | officer
        responsible | person responsible | lead officer agency | named person | named lead | identified lead | lead
        responsibility | roles no names | lead for action | action by | assigned to | nominated lead | lead agency
        officer | lead and timescale | person leading | delegated to | designated lead | led by | manager
        responsible | post responsible | job title | job title of lead | who is responsible | who will do it |
        action holder | allocated to | point of contact | contact | sro | senior responsible officer | responsible
        role | role responsible | lead role | whom | assignee
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
        completion | review | review date | when will | agreed timescale | proposed timescale | date to be achieved
        by | planned date | time-scale | time-scales | time-frame | timelines | date by which | finish date | finish
        by | delivery by | deliver by | target completion by | required by | date required | needed by | date
        expected | expected date | completion due | completion target | projected completion date | forecast
        completion date | forecast date | to be achieved by | proposed date | agreed date for completion | complete
        before | extended to | extended date | revised timescale | revised timescales | revised due date | new
        deadline | how soon
    """,
    "outcome_measure": """
        outcome measure | outcome measures | outcome measured | measure | measures | measure of success | measures
        of success | success criteria | success measure | success measures | how will you know | how will we know |
        performance indicator | kpi | key performance indicator | what difference | impact | impact measure | how
        will success be measured | how will this be measured | how will it be measured | how will impact be measured
        | evaluation | intended impact and measure | how will this be evidenced | how will this be monitored | what
        will success look like | what difference will it make | monitoring arrangements | how will we measure |
        evidence of impact | measurable outcome | measurable outcomes | what does good look like | what will good
        look like | performance measure | performance measures | impact on | impact for | measuring success | how
        measured | how evidenced | method of measurement | how will we know it has worked | indicators | indicator |
        success indicator | success indicators | impact evidence | difference made | outcome achieved | outcomes
        achieved | impact achieved
    """,
    "evidence": """
        evidence | evidence of progress | evidence of completion | assurance | evidence and assurance | supporting
        evidence | proof of completion | proof | evidence required | evidence to be provided | documents |
        attachments | audit trail
    """,
    "progress": """
        progress | update | updates | progress update | quarterly progress | latest update | current position |
        position | achievement | achievements | response | key milestones achieved | what has been done | action
        taken | actions taken | action taken to date | progress to date | key achievements | position statement |
        agency update | narrative update | narrative | what has been done so far | q1 update | q2 update | q3 update
        | q4 update | work done to date | work completed to date | status update | position as at | position at |
        update on progress | quarter 1 update | quarter 2 update | quarter 3 update | quarter 4 update
    """,
    "rag": """
        rag | rag status | rag rating | brag | bragg | traffic light | red amber green | overall rag | blue red
        amber green | r a g | r / a / g | rag rate | current rag | brag rating | brag status | colour | colour
        rating
    """,
    "status": """
        status | action status | current status | status of action | open/close | open/closed | open close |
        proposed to open | score | assessment score | complete? | completed? | completed y/n | action completed |
        self assessment score | moderated score | implementation status | sub-action delivery rag | recommendation
        accepted | accepted | open or closed | complete y n | completed y n | complete | completed | done | delivery
        status | closed | closed y n | stage
    """,
    "date_completed": """
        date completed | date of completion | completed date | completed on | date action completed | actual
        completion date | actual completion | date achieved | date closed | date actioned | actual date | date of
        actual completion | closed date | completion date actual | completion date (actual) | completed (date) |
        date of closure | date finished | date delivered | date implemented | when completed | date done
    """,
    "signed_off": """
        signed off | sign off | sign-off | signed-off | date signed off | signed off by | approved by | approval |
        approved | board sign off | closure agreed | closure approved by | verified by | signed | ratified | sign
        off date
    """,
    "theme": """
        theme | themes | section | category | priority area | risk area | vulnerability | prevent vulnerability |
        workstream | risk/vulnerability | area | topic | subject | domain | key theme | learning theme | theme area
        | strand | pillar | key area | key line of enquiry | learning area
    """,
    "priority": """
        priority | priority level | priority rating
    """,
    "comments": """
        comment | comments | note | notes | remarks | reason | reason for rag | additional comment | further
        comments | barriers and comments | observations | commentary | further information | additional information
    """,
    "resources": """
        resource | resources | cost | costs | budget | resource implications | resources required | funding
    """,
    "other": """
        level | level for action | risk | risks | monitored by | monitoring | why | why are we doing this |
        description | definition | term | period | period ending | scope | scope of recommendation | start date |
        date started | date added | date raised | date opened | date of meeting | meeting date | date evidenced by |
        date | barriers | dependencies | date agreed | date of recommendation | commencement date | date set |
        frequency | date of last review | date last reviewed | last updated | date updated | date of update | date
        reported | reported to | governance | monitoring group | escalated to | created | year | month received |
        date received | date of incident | date issued | date of report | version | likelihood | consequence
    """,
}


ONLY_ALONE = """
    accepted | area | completion | cost | date | domain | due | evaluation | funding | goal | how | how will we
    know | id | impact | issue | item | learning | lesson | level | milestone | no | nos | note | notes | number
    | officer | partner | period | position | reason | rec | reference | report | response | review | risk |
    score | section | service | sn | standard | step | subject | target | task | term | topic | what | when |
    who | why | row | year | complete | completed | done | closed | approval | approved | purpose | proof |
    colour | stage | documents | contact | benefits | whom | origin | version | created | narrative | indicator
    | indicators | signed | governance | ambition | strand | pillar | activities | deliverable | deliverables |
    attachments | observations | job title | likelihood | consequence | audit trail | № | assignee | sro
"""


# What tells by its company rather than by a phrase. The first that is found counts; brackets are looked at too.
DONE = "completed|achieved|closed|actioned|implemented|delivered"
PATTERNS: tuple[tuple[str, str], ...] = (
    (r"^(?:reason|rationale|explanation|comments?|narrative)\b.*\b(?:b?rag+|rating|status)\b", "comments"),
    (r"\bactual\b.*\b(?:complet|closure|deliver|finish)", "date_completed"),
    (r"\b(?:complet|closure|deliver|finish)\w*\b.*\bactual\b", "date_completed"),
    (rf"\bdates?\b(?!.*\bbe (?:{DONE})).*\b(?:{DONE})\b(?!\s+by\b)", "date_completed"),
    (
        r"\bhow (?:will|do|would|can|shall|did) (?:we|you|i|they|it|this|the \w+) (?:be )?"
        r"(?:know|measure|tell|evidence|evaluat|show|monitor)",
        "outcome_measure",
    ),
    (
        r"\bhow (?:will|is|are) .{0,40}\b(?:measured|monitored|evidenced|evaluated|assessed|audited)\b",
        "outcome_measure",
    ),
    (r"\bwhat (?:difference|impact)\b", "outcome_measure"),
    (
        r"^what (?:will|would|should|do|does|are|is) .{0,30}\b(?:different|better|improve[ds]?|achieved?|achieving)\b",
        "outcome_sought",
    ),
    (r"^what (?:has|have) (?:been|we|you|the agency) .{0,20}\b(?:done|achieved|completed|changed)\b", "progress"),
    (r"^(?:by when|when)\b", "timescale"),
    (r"^(?:by whom|whose|who)\b", "lead"),
    (r"^(?:b?rag+|red.{1,3}amber|traffic light)\b", "rag"),
)
