"""What an action is about and whose it is: words that stand beside a deadline and say nothing against it."""

TASKS = (
    r"training|programme|elements?|cpd|monitoring|work|supervision|practice|learning|e-?learning|support|implementation"
    r"|process(?:es)?|audits?|actions?|all|tasks?|policy|policies|procedures?|guidance|protocols?|briefings?|sessions?"
    r"|plans?|pathways?|templates?|reports?|staff|teams?|managers?|practitioners|workforce|boards?|lscb|scb|leaflets?"
    r"|tools?|toolkits?|joint|new|recruitment|dissemination|roll[ -]?out|data(?:set)?|surveys?|questionnaires?"
    r"|arrangements?|changes|recommendations?|specifications?|services?|events?|assessments?|evaluations?|information"
    r"|development|proposals?|business cases?|cases?|files?|quality assurance|strategy|frameworks?|systems?|database"
    r"|forms?|letters?|newsletter|website|courses?|modules?|packages?|standards?|checklists?|flow ?charts?|posters?"
    r"|records?|documents?"
)
BODIES = (
    r"(?:all |each |both )?(?:partner |single[ -]|multi[ -]|relevant |statutory )?agenc(?:y|ies)|police|ccgs?|health|nhs"
    r"|cafcass|probation|education|local authorit(?:y|ies)|council|children'?s services|(?:adult )?social care|schools?"
    r"|gps?|camhs|yot|yos|midwifery|health visit(?:ing|ors)|school nurs(?:ing|es)|hospitals?"
    r"|(?:nhs )?(?:foundation )?trusts?|housing|voluntary sector|fire service|ambulance service"
)
