"""Lead cells that name nobody: those that say so, and those that point at the row above."""

import re
from collections.abc import Iterable
from dataclasses import replace

from .layout import Layout
from .proposal import Problem, ProposedAction, Row

NOBODY = re.compile(
    r"\W*(?:t\.?\s?b\.?\s?[cda]\.?|to be (?:confirmed|agreed|decided|identified|appointed)|n\s?/?\s?a|not applicable"
    r"|none|nil|not known|unknown|vacant|vacancy)?\W*",
    re.IGNORECASE,
)
ABOVE = re.compile(
    r"\W*(?:ditto|do\.|as above|see above|same(?: as above)?|as before)\W*|\s*[\"“”″〃]\s*", re.IGNORECASE
)


def settle_leads(rows: Iterable[Row], layout: Layout) -> None:
    """Give no lead to an action whose cell says TBC or the like, and the lead of the one above where it says ditto.

    Both are pointed at. The words stay in `lead_text` as they are printed.
    """
    if not layout.has("lead"):
        return
    heading = layout.name_of(layout.of("lead")[0])
    before: ProposedAction | None = None
    for row in rows:
        for number, action in enumerate(row.actions):
            said = action.lead_text.strip()
            if said and ABOVE.fullmatch(said):
                row.actions[number] = as_above(action, before)
                row.problems.append(Problem("warning", heading, of_above(said, before)))
            elif said and NOBODY.fullmatch(said):
                row.actions[number] = replace(action, leads=(), lead_parts=())
                row.problems.append(Problem("warning", heading, f"No lead is named: the cell says “{said}”."))
            before = row.actions[number]


def as_above(action: ProposedAction, before: ProposedAction | None) -> ProposedAction:
    leads, parts = (before.leads, before.lead_parts) if before else ((), ())
    return replace(action, leads=leads, lead_parts=parts)


def of_above(said: str, before: ProposedAction | None) -> str:
    if before is None or not before.leads:
        return f"The lead is written “{said}”, and no lead stands above it; say who leads."
    return f"The lead is written “{said}”. It is taken as {' and '.join(before.leads)}, as above; check it."
