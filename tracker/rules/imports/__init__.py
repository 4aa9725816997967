"""Taking in a plan: receive the file, plan what it would make, correct what was read, then apply it whole."""

from tracker.rules.imports.applying import AlreadyApplied, Applied, apply, claimed_in, plan_of
from tracker.rules.imports.correcting import DeadlineGiven, correct_row, name_agency, version_of
from tracker.rules.imports.intended import Doubt, IntendedAction, IntendedRow, NamedAgency, Plan, RowAsRead, TableAsRead
from tracker.rules.imports.planning import as_read, plan
from tracker.rules.imports.receiving import fetch_original, receive, refuse_if_received, set_aside

__all__ = [
    "AlreadyApplied",
    "Applied",
    "DeadlineGiven",
    "Doubt",
    "IntendedAction",
    "IntendedRow",
    "NamedAgency",
    "Plan",
    "RowAsRead",
    "TableAsRead",
    "apply",
    "as_read",
    "claimed_in",
    "correct_row",
    "fetch_original",
    "name_agency",
    "plan",
    "plan_of",
    "receive",
    "refuse_if_received",
    "set_aside",
    "version_of",
]
