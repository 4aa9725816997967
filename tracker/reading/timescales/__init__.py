"""Timescales: from the wording in a plan to a deadline, or a flag with the reason, never a silent guess."""

from .answer import Timescale, spoken
from .reader import implausible, read_timescale, stale

__all__ = ["Timescale", "implausible", "read_timescale", "spoken", "stale"]
