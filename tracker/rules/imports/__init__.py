"""Taking in a plan: receive the file, plan what it would make, correct what was read, then apply it whole."""

from tracker.rules.imports.applying import AlreadyApplied, Applied, apply, plan_of
from tracker.rules.imports.changed import Change
from tracker.rules.imports.claims import Claim, UnsaidWord, claimed_in
from tracker.rules.imports.columns import choose_columns
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
from tracker.rules.imports.pairing import NEW
from tracker.rules.imports.pieces import Piece, corrected
from tracker.rules.imports.planning import as_read, plan
from tracker.rules.imports.reading_job import (
    attempt_of,
    finish_reading,
    give_up_reading,
    hear,
    is_silent,
    read_again,
    receive_unread,
)
from tracker.rules.imports.receiving import fetch_original, original_of, receive, refuse_if_received, set_aside
from tracker.rules.imports.ticking import say_which, tick
from tracker.rules.imports.undoing import Undoing, Undone, undo, undoing

__all__ = [
    "NEW",
    "AlreadyApplied",
    "Applied",
    "Change",
    "Claim",
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
    "Undoing",
    "Undone",
    "UnsaidWord",
    "apply",
    "as_read",
    "attempt_of",
    "back_to_as_read",
    "check_row",
    "choose_columns",
    "claimed_in",
    "correct_row",
    "corrected",
    "fetch_original",
    "finish_reading",
    "give_up_reading",
    "hear",
    "is_silent",
    "name_agency",
    "name_lead",
    "original_of",
    "plan",
    "plan_of",
    "put_row_aside",
    "read_again",
    "receive",
    "receive_unread",
    "refuse_if_received",
    "say_which",
    "set_aside",
    "shape_row",
    "take_as_item",
    "tick",
    "undo",
    "undoing",
    "version_of",
]
