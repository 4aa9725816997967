"""What an action is about and whose it is: words that stand before "by 31 March 2016" and say nothing against it."""

TASKS = (
    r"training|programmes?|elements?|cpd|monitoring|work|supervision|practice|learning|e-?learning|support|processe?s?"
    r"|implementation|audits?|actions?|all|tasks?|policy|policies|procedures?|guidance|protocols?|briefings?|sessions?"
    r"|plans?|pathways?|templates?|reports?(?: back)?|staff|teams?|managers?|practitioners|workforce|boards?|lscb|scb"
    r"|leaflets?|tools?|toolkits?|new|recruitment|dissemination|roll[ -]?out|data(?:set)?|surveys?|questionnaires?"
    r"|arrangements?|changes|recommendations?|specifications?|services?|events?|assessments?|evaluations?|information"
    r"|development|proposals?|business cases?|cases?|files?|quality assurance|strategy|strategies|frameworks?|systems?"
    r"|database|forms?|letters?|(?:e-)?newsletters?|(?:e-)?bulletins?|website|intranet|courses?|modules?|packages?"
    r"|standards?|checklists?|flow ?charts?|posters?|records?|documents?|joint|versions?|leads?|officers?|professionals"
    r"|safeguarding|child|children|young people|families|parents|carers|nurses|doctors|midwives|social workers|risk"
    r"|referrals?|lessons|induction|performance|management|agenda|terms of reference|roles?|contracts?|commissioning"
    r"|escalation|sharing|sub[ -]?groups?|panel|groups?|job descriptions?|awareness|materials?|resources?|mechanisms?"
    # what is to be done
    r"|complete|submit|feed ?back|confirm|agree|develop|produce|deliver|arrange|ensure|update|write"
    r"|provide|share|circulate|send|implement|establish|finali[sz]e|undertake|commission|identify|amend|revise|publish"
    r"|disseminate|cascade|brief|train|recruit|appoint|collate|analyse|present|promote|introduce|create|set up|issue"
)
BODIES = (
    r"(?:all |each |both )?(?:partner |single[ -]|multi[ -]|relevant |statutory )?(?:agenc(?:y|ies)|partners?)"
    r"|(?:all )?(?:organisations|providers|practices|schools?|services)|police|ccgs?|health|nhs|cafcass|probation"
    r"|education|local authorit(?:y|ies)|council"
    r"|(?:adult(?:'?s)? |children'?s )?social care|(?:adult|children)'?s services"
    r"|gps?|camhs|yot|yos|midwifery|health visit(?:ing|ors)|school nurs(?:ing|es)|hospitals?"
    r"|(?:nhs )?(?:foundation )?trusts?|housing|voluntary sector|fire service|ambulance service"
)
