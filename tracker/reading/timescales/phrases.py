"""The words around a date, and the part each plays. What is in no list is not understood, and so is asked about.

Each part is one capital letter, so that a whole wording becomes a short line such as "B D A O", which `shapes` judges.
"""

import re

from .nouns import BODIES, TASKS

DONE = (
    r"(?:completed?|done|finished|achieved|actioned|implemented|delivered|concluded"
    r"|finali[sz]ed|in place|submitted|issued"
    r"|published|circulated|undertaken|carried out|produced|developed|drafted|written|ready"
    r"|operational|established|set up"
    r"|provided|disseminated|distributed|in use|held|signed off|closed|fully implemented"
    r"|rolled out|trained|addressed"
    r"|progressed|resolved|met|embedded|updated|amended|revised|refreshed|shared|cascaded|presented|reported|communicated"
    r"|discussed|evaluated|strengthened|added|sent|audited|raised|included|incorporated|recruited|appointed|tested|used|agreed|approved|ratified|confirmed|arranged|commissioned)"
)
TO_BE = (
    r"(?:(?:this|these|they|which|is|are|was|were|it|all|will|due|planned|scheduled|intended|needs?|required|must|should|shall|would)\s)*"
    r"(?:to be|will be|must be|should be|shall be|need to be|needs to be|to have been)"
)
PARTS: list[tuple[str, str]] = [
    # All through March is done when March is
    ("L", r"throughout(?= *[\ue000-\uf8ff])|month of(?= *[\ue000-\uf8ff])"),
    # N: says that it is not, or only partly, done; T: to be decided; F: points elsewhere
    (
        "N",
        r"not (?:yet )?(?:been )?(?:fully )?(?:complete[d]?|started|due|done|in place|achieved"
        r"|actioned|implemented|met|begun|agreed)",
    ),
    ("N", r"[0-9]{1,3}\s?% ?(?:complete[d]?|done|achieved)?|in-?complete|un-?completed|un-?started"),
    (
        "N",
        r"(?:part(?:ial(?:ly)?)?|almost|nearly|mostly|largely|substantially"
        r"|half)[\s-](?:complete[d]?|done|achieved|implemented|met)",
    ),
    (
        "N",
        r"(?:yet|still|soon) to (?:be )?(?:start(?:ed)?|begin|commence|complete[d]?|done)"
        r"|in[ -]progress|under ?way|(?:on|off) track",
    ),
    (
        "T",
        r"t\.?\s?b\.?\s?[cads]\b\.?|n/a|not applicable|not (?:known|specified|set|stated|given)"
        r"|unknown|none|nil|dd/mm/yy(?:yy)?",
    ),
    (
        "T",
        r"(?:date )?to be (?:confirmed|agreed|decided|determined|arranged|advised|announced|set"
        r"|scheduled|identified|negotiated)",
    ),
    (
        "F",
        r"see(?: also)?|as (?:above|below|before|per)|refer(?:red|s)? to|ditto"
        r"|same as(?: above)?|cross[\s-]ref(?:erence)?",
    ),
    ("B", r"now due|(?:from )?(?:now|today)(?: on)? ?(?:-(?= *[\ue000-\uf8ff])|to|until|till|up to)"),
    # I: at once; J: as soon as possible
    ("J", r"a\.?s\.?a\.?p\b\.?|as soon as (?:possible|practicable|is practicable)|soon(?:est)?|urgent(?:ly)?"),
    (
        "I",
        r"immediate(?:ly)?(?: effect)?|with immediate effect|from today|today|now"
        r"|straight ?away|forthwith|at once",
    ),
    # P: a claim that needs checking whatever its date; Y: comes round again; O: goes on
    (
        "P",
        r"already(?: (?:been )?(?:in place|actioned|completed?|done|implemented|underway"
        r"|achieved|met|established|happening))?",
    ),
    (
        "Y",
        r"(?:bi-?|semi-?)?(?:annual(?:ly)?|yearly|monthly|quarterly|weekly|daily|termly"
        r"|fortnightly)(?: basis)?|per annum|rolling|throughout",
    ),
    ("Y", r"(?:every|each)(?: (?:year|month|quarter|week|term|day|other))?|regular(?:ly)?(?: basis)?|twice yearly"),
    (
        "O",
        r"(?:and |then |thereafter )?(?:is )?on[\s-]?going(?: basis| as bau| as business as usual)?"
        r"(?: thereafter| after that| afterwards| from then(?: on)?)?"
        r"|continu(?:e|ing|ous(?:ly)?|al(?:ly)?|es)|business as usual|bau",
    ),
    # B: plainly a deadline; C: a claim; K: done by, which is an instruction or a claim; C and Z: a claim
    ("C", r"date completed(?! by)"),
    (
        "C",
        r"(?:(?:this|it|actions?|all actions|work|task) )?(?:was|were|has been|have been|is now|are now)"
        r" (?:fully |now )?completed(?! by)",
    ),
    (
        "B",
        r"(?:planned|target|due|agreed|expected|anticipated|estimated|proposed|scheduled|required)"
        r" (?:for )?(?:completion|implementation|delivery)(?: (?:date|by))*",
    ),
    (
        "B",
        r"(?:(?:we|it|they|the (?:team|agency|trust|service)) )?"
        r"(?:(?:is|are|will|planned|plans?|intends?|to|must|should) )+"
        r"(?:complete|finish|implement|deliver|conclude|finali[sz]e|achieve)"
        r" (?:this|it|these|them|(?:the |this |all )?(?:work|actions?|tasks?))(?: by)",
    ),
    ("B", r"(?:completion|implementation|delivery) (?:target|deadline|due)(?: date)?"),
    ("C", r"(?:all )?actions? (?:fully )?complete(?! by)"),
    ("B", r"or (?:sooner|earlier|before)(?: if possible)?|before or on|by close(?! of)|actions? due"),
    (
        "B",
        r"(?:by )?(?:the )?(?:end of (?:the )?(?:working |business )?day|end of (?:play|business)|e\.?o\.?[dp]\b\.?)"
        r"(?: on)?",
    ),
    ("B", rf"{TO_BE} (?:{DONE}|reviewed)(?: and {DONE})?(?: by)?(?: no later than)?"),
    ("B", r"(?:would|will|to|should|must) (?:take place|happen)(?: by)?"),
    (
        "B",
        r"(?:for )?(?:full )?(?:to )?(?:complet(?:e|ion)|implement(?:ation)?|deliver(?:y)?"
        r"|achieve(?:ment)?|finish|submit|submission"
        r"|finali[sz]e|conclude|conclusion)(?: (?:due|required|planned))? (?:by|no later than|on or before)",
    ),
    ("K", rf"{DONE} by"),
    ("G", r"from|across(?: the period)?|over the period"),
    (
        "B",
        r"(?:date )?for completion|completion due"
        r"|(?:revised|agreed|planned|proposed|first|final|new|original|scheduled) date(?: is)?",
    ),
    (
        "B",
        r"(?:(?:revised|agreed|planned|proposed|target|first|final|new|original|scheduled) )*"
        r"(?:due|deadline|target|completion|complete by|end|finish|delivery"
        r"|implementation)(?: (?:completion|complete|end|finish|delivery))?"
        r" ?(?:date|by|for completion)(?: (?:of|is|by))?",
    ),
    (
        "B",
        r"(?:the )?(?:deadline|target)(?: (?:for completion|is|of))?|(?:first )?due(?: (?:by|on"
        r"|in|for completion|at))?|planned for|scheduled for",
    ),
    (
        "B",
        r"(?:no|not) later than|by no later than|on or before|at (?:the )?(?:very )?latest|by the (?:very )?latest"
        r"|latest|extended (?:to|until)|revised to",
    ),
    ("B", r"(?:by )?(?:close of (?:play|business)|c\.?o\.?[pb]\b\.?|(?:12 )?(?:mid-?day|noon|midnight))(?: on)?|by"),
    (
        "B",
        r"(?:(?:the )?time(?: ?scales?| ?frames?| ?limit)|date|period)(?: for (?:completion"
        r"|concluding the review) was)?|period (?:ending|to)",
    ),
    ("B", r"(?:week|month|quarter|period|year|half[\s-]year)[\s-](?:ending|ended)|w/?e\b|ending"),
    (
        "P",
        r"in place|implemented|delivered|signed off|published|issued|in use|established"
        r"|embedded practice|submitted|circulated",
    ),
    (
        "C",
        r"date (?:of )?completed"
        r"|(?:(?:all )?(?:actions?|tasks?) )?(?:(?:fully )?completed|done|finished|closed|actioned|achieved)"
        r"(?: as (?:of|at))?",
    ),
    ("Z", r"(?:(?:all )?actions? )?(?:fully )?complete|completion"),
    ("O", r"embedded"),
    # S: a start; V: before; E: an event; H: waits on something; Q: not certain
    (
        "S",
        r"(?:has |have |had |was |were |to )?(?:start(?:s|ed|ing)?|beg[aiu]n(?:s|ning)?"
        r"|commenc(?:e|ed|es|ing|ement)|launch(?:ed|es)?)(?: (?:on|in|from|date))?",
    ),
    ("S", r"since|with effect from|effective from|onwards?"),
    ("M", r"between"),
    ("W", r"(?:reviews?|updates?|meetings?) of(?: the)?"),
    ("V", r"before|prior to|ahead of|in advance of|in time for"),
    (
        "E",
        r"held|meetings?|e-?mail(?:ed)?|submission|publication|re-?consideration|update[sd]?"
        r"|review(?:ed|s)?|conference|workshop|attended|inspection",
    ),
    (
        "H",
        r"depend(?:s|ing|ent)(?: (?:on|upon))?|subject to|pending|await(?:ing)?|once|when|upon"
        r"|after|following|if|unless|as (?:and when|required|needed|necessary|they|released)",
    ),
    (
        "Q",
        r"approx(?:imately)?\.?|circa|about|around|expected|anticipated|estimated?"
        r"|provisional(?:ly)?|possibly|likely|hopefully|aim(?:ing|s)?(?: to)?",
    ),
    # U: whose it is, of those who do not meet: a Board's March 2017 may be its meeting
    ("U", BODIES),
    # L: says nothing; A: joins; R: reaches to; W: work that goes on
    ("L", r"on|in|at|within|for|during|the|this is|it is"),
    ("A", r"and|but(?= +B)|then|plus|with|thereafter"),
    ("R", r"through to|up to|to|until|till|through|thru"),
    ("X", r"or"),
    ("W", TASKS),
]
MARKS = {
    "+": "A",
    ",": ",",
    ";": ",",
    ".": ".",
    ":": ":",
    "(": "(",
    ")": ")",
    "[": "(",
    "]": ")",
    "-": "~",
    "/": "/",
    "&": "A",
    "¶": "¶",
    "'": ".",
    '"': ".",
    "•": "¶",
}
PART_PATTERNS = [(letter, re.compile(rf"(?<![A-Za-z0-9])(?:{words})(?![a-z0-9])")) for letter, words in PARTS]
