"""Taking in a plan: receive the file, plan what it would make, correct what was read, then apply it whole."""

from tracker.rules.imports.applying import AlreadyApplied, Applied, apply, claimed_in, plan_of
from tracker.rules.imports.correcting import (
    DeadlineGiven,
    back_to_as_read,
    check_row,
    correct_row,
    name_agency,
    name_lead,
    put_row_aside,
    shape_row,
    take_as_item,
    version_of,
)
from tracker.rules.imports.intended import (
    Doubt,
    IntendedAction,
    IntendedLead,
    IntendedRow,
    NamedAgency,
    Plan,
    RowAsRead,
    TableAsRead,
)
from tracker.rules.imports.pieces import Piece, corrected
from tracker.rules.imports.planning import as_read, plan
from tracker.rules.imports.receiving import fetch_original, receive, refuse_if_received, set_aside

__all__ = [
    "AlreadyApplied",
    "Applied",
    "DeadlineGiven",
    "Doubt",
    "IntendedAction",
    "IntendedLead",
    "IntendedRow",
    "NamedAgency",
    "Piece",
    "Plan",
    "RowAsRead",
    "TableAsRead",
    "apply",
    "as_read",
    "back_to_as_read",
    "check_row",
    "claimed_in",
    "correct_row",
    "corrected",
    "fetch_original",
    "name_agency",
    "name_lead",
    "plan",
    "plan_of",
    "put_row_aside",
    "receive",
    "refuse_if_received",
    "set_aside",
    "shape_row",
    "take_as_item",
    "version_of",
]
