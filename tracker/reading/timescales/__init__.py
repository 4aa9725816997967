"""Timescales: from the wording in a plan to a deadline, or a flag with the reason, never a silent guess."""

from .anchors import resolve
from .answer import Anchor, Timescale, spoken
from .board_calendar import Calendar
from .reader import implausible, read_timescale, stale

__all__ = ["Anchor", "Calendar", "Timescale", "implausible", "read_timescale", "resolve", "spoken", "stale"]
