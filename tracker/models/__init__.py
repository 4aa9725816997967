"""What is recorded: importing this brings in every table there is."""

from tracker.models.actions import Action, ActionSource, Lead, Progress, Step, action_recommendation
from tracker.models.audit import AuditEntry, AuditHead, AuditSeal
from tracker.models.base import Base
from tracker.models.imports import Import, ImportRow
from tracker.models.people import Agency, AgencyAlias, Board, FormToken, Membership, Person, Post, SignInAttempt, Visit
from tracker.models.reviews import Milestone, Recommendation, Repeat, Review, SourceReport, recommendation_agency
from tracker.models.settings import BoardCalendar, LayoutChoice, StatusWord

__all__ = [
    "Action",
    "ActionSource",
    "Agency",
    "AgencyAlias",
    "AuditEntry",
    "AuditHead",
    "AuditSeal",
    "Base",
    "Board",
    "BoardCalendar",
    "FormToken",
    "Import",
    "ImportRow",
    "LayoutChoice",
    "Lead",
    "Membership",
    "Milestone",
    "Person",
    "Post",
    "Progress",
    "Recommendation",
    "Repeat",
    "Review",
    "SignInAttempt",
    "SourceReport",
    "StatusWord",
    "Step",
    "Visit",
    "action_recommendation",
    "recommendation_agency",
]
