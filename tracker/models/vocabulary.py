"""The partnership's words for where a thing stands and what kind it is; each value is the word on the page."""

from enum import StrEnum


class Role(StrEnum):
    """What a person is, at one board."""

    LEAD = "lead"
    AGENCY_LEAD = "agency-lead"
    POLICY_OFFICER = "policy-officer"
    MEMBER = "member"
    CHAIR = "chair"
    EVALUATOR = "evaluator"
    OBSERVER = "observer"
    ADMINISTRATOR = "administrator"

    @property
    def label(self) -> str:
        return _ROLE_LABELS[self]


_ROLE_LABELS = {
    Role.LEAD: "action lead",
    Role.AGENCY_LEAD: "agency safeguarding lead",
    Role.POLICY_OFFICER: "policy officer",
    Role.MEMBER: "subgroup member",
    Role.CHAIR: "subgroup chair",
    Role.EVALUATOR: "evaluator",
    Role.OBSERVER: "observer",
    Role.ADMINISTRATOR: "administrator",
}


class AgencyKind(StrEnum):
    """What sort of body an agency is."""

    BOARD = "board"
    COUNCIL = "council"
    HEALTH = "health"
    POLICE = "police"
    EDUCATION = "education"
    PROBATION = "probation"
    VOLUNTARY = "voluntary"
    OTHER = "other"


class ReviewType(StrEnum):
    """The kinds of review a board publishes."""

    SCR = "SCR"
    LCSPR = "LCSPR"
    SAR = "SAR"
    DHR = "DHR"
    LEARNING = "learning review"
    OTHER = "other"

    @property
    def label(self) -> str:
        return _REVIEW_LABELS[self]


_REVIEW_LABELS = {
    ReviewType.SCR: "Serious Case Review",
    ReviewType.LCSPR: "Local Child Safeguarding Practice Review",
    ReviewType.SAR: "Safeguarding Adults Review",
    ReviewType.DHR: "Domestic Homicide Review",
    ReviewType.LEARNING: "learning review",
    ReviewType.OTHER: "other review",
}


class MilestoneKind(StrEnum):
    """The dated steps of a review."""

    COMMISSIONED = "commissioned"
    REPORT_AGREED = "report agreed"
    SENT = "sent to the inspectorate"
    JUDGED = "judged by it"
    RECONSIDERED = "reconsidered"
    PUBLISHED = "published"


class Precision(StrEnum):
    """How exactly a published date is known; the date kept is the last day of the period."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"


class SourceKind(StrEnum):
    """What a recommendation comes from."""

    OVERVIEW = "overview report"
    IMR = "agency IMR"
    HEALTH_OVERVIEW = "health overview"
    AGENCY_PLAN = "agency plan"
    OTHER = "other"


class ActionStatus(StrEnum):
    """Where an action stands."""

    DRAFT = "draft"
    OPEN = "open"
    SUBMITTED = "submitted"
    VERIFIED = "verified"
    SIGNED_OFF = "signed off"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"


LIVE = (ActionStatus.OPEN, ActionStatus.SUBMITTED, ActionStatus.VERIFIED)


class LeadView(StrEnum):
    """A lead's own view of how an action goes."""

    ON_TRACK = "on track"
    AT_RISK = "at risk"
    OFF_TRACK = "off track"


class Rating(StrEnum):
    """Worked out from dates and records, never typed."""

    BLUE = "blue"
    RED = "red"
    AMBER = "amber"
    GREEN = "green"


class QuarterReading(StrEnum):
    """What "Quarter 3 of 2015" means to a board: October to December, July to September, or it is asked each time."""

    FINANCIAL = "financial"
    CALENDAR = "calendar"
    ASK = "ask"


class ClaimMeaning(StrEnum):
    """What a status word or colour in a plan claims; a claim of done is never a sign-off."""

    DONE = "done"
    ON_TRACK = "on track"
    AT_RISK = "at risk"
    OFF_TRACK = "off track"
    NOT_STARTED = "not started"
    NOTHING = "says nothing"


class ImportStatus(StrEnum):
    """Where one file taken in stands."""

    READING = "reading"
    PROPOSED = "proposed"
    APPLIED = "applied"
    SET_ASIDE = "set aside"
    UNDONE = "undone"


class RowKind(StrEnum):
    """What a row of a plan was read as."""

    ITEM = "item"
    CONTINUATION = "continuation"
    SECTION = "section"
    GUIDANCE = "guidance"
    HEADING = "heading"
    SET_ASIDE = "set_aside"

    @property
    def label(self) -> str:
        return self.value.replace("_", " ")
