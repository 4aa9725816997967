"""Recommendations that a revised plan words otherwise, and what a person is asked about differences."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from tracker.queries.known import KnownRecommendation
from tracker.reading.proposal import Row
from tracker.rules.imports.changed import WHOLE_ROW, Change
from tracker.rules.imports.intended import IntendedRow
from tracker.rules.imports.matching import same_words
from tracker.rules.imports.revising import plain_text


def recommendation_change(row: Row, known: KnownRecommendation, earlier: Row | None) -> Change | None:
    """A recommendation worded otherwise than in the agency's earlier plan, and than on record.

    `earlier` is the row of that plan which this one was paired with. Beside a row of another plan a comma more or less
    is no difference.
    """
    says = (row.recommendation or "").strip()
    if not says or not known.printed or plain_text(says) == plain_text(known.text):
        return None
    if earlier is not None and earlier.recommendation:
        if plain_text(says) == plain_text(earlier.recommendation):
            return None
        said = earlier.recommendation
    else:
        if same_words(says) in {same_words(text) for text in (*known.printed, known.text)}:
            return None
        said = known.printed[-1]
    clash = plain_text(known.text) not in {plain_text(text) for text in known.printed}
    return Change(
        "recommendation", WHOLE_ROW, (known.id,), (known.reference,), said.strip(), known.text, says, clash=clash
    )


def told_once(rows: Sequence[IntendedRow]) -> tuple[IntendedRow, ...]:
    """The rows with each recommendation's change told by one of them, unticked where another still has other words."""
    says: dict[int, set[str]] = defaultdict(set)
    for row in rows:
        known = row.recommendation.known_id if row.recommendation else None
        if known is not None and row.recommendation and row.recommendation.text:
            says[known].add(plain_text(row.recommendation.text))
    told: set[int] = set()
    return tuple(_telling(row, says, told) if row.changes else row for row in rows)


def _telling(row: IntendedRow, says: Mapping[int, set[str]], told: set[int]) -> IntendedRow:
    kept = []
    for change in row.changes:
        if change.field == "recommendation":
            if change.ids[0] in told and len(says[change.ids[0]]) == 1:
                continue
            told.add(change.ids[0])
            if len(says[change.ids[0]]) > 1 and not change.chosen:
                change = replace(change, ticked=False, obstacle="", clash=True)
        kept.append(change)
    return replace(row, changes=tuple(kept))


def asked_about(change: Change) -> str:
    """The sentence for a field that was changed here and is now said otherwise by the plan."""
    references = " and ".join(change.references)
    return (
        f"{change.name} of {references}: it was changed here, and the plan now says something else again. "
        "Yours stays unless you tick the plan's."
    )


def which_one(candidates: Sequence[tuple[str, str]]) -> str:
    """The question for a row that may be an action on record in other words."""
    references = " or ".join(reference for reference, _ in candidates)
    return f"This may be {references} in other words, or a new action. Say which."
