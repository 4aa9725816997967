"""How much a row of a revised plan is like what an earlier one said of an action, from 0 to 1."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tracker.queries.known import KnownAction
from tracker.reading.proposal import ProposedAction, Row
from tracker.rules.imports.matching import same_reference, same_words

# Of these parts of a row, the words of the action weigh most; a row that only its surroundings share is asked about.
WEIGHTS = {
    "text": 5.0,
    "recommendation": 2.0,
    "ref": 1.0,
    "leads": 1.0,
    "timescale": 1.0,
    "sought": 1.0,
    "measure": 1.0,
}
ONLY_ONE_LEFT = 0.25
CANDIDATES_WEIGHED = 12

Place = tuple[int, int]


@dataclass(frozen=True)
class Item:
    """One item of the file: as a person put it right, as it was read, whose it is, and what it surely answers.

    `said` holds a person's word on which action is meant, by number within the row: our reference, or NEW.
    """

    position: int
    row: Row
    raw: Row
    agency_id: int | None
    recommendation_id: int | None
    said: Mapping[str, str] = field(default_factory=dict)


def may_be(item: Item, action: KnownAction) -> bool:
    """Whether agency and recommendation allow it; an agency not known then or now rules nothing out."""
    if item.agency_id is not None and action.agency_id is not None and item.agency_id != action.agency_id:
        return False
    return item.recommendation_id is None or item.recommendation_id in action.recommendation_ids


class Likeness:
    """How much a proposed action is like each recorded one, weighing only those that share rarer words with it."""

    def __init__(self, actions: Sequence[KnownAction], *, alone: Mapping[Place, int]) -> None:
        self._actions, self._alone = actions, alone
        self._parts = [_parts_on_record(action) for action in actions]
        self._holding: dict[str, list[int]] = defaultdict(list)
        self._about: dict[tuple[str, object], list[int]] = defaultdict(list)
        for index, (action, parts) in enumerate(zip(actions, self._parts, strict=True)):
            for word in parts["text"] | parts["other text"]:
                self._holding[word].append(index)
            for recommendation in action.recommendation_ids:
                self._about["recommendation", recommendation].append(index)
            if parts["ref"]:
                self._about["ref", tuple(parts["ref"])].append(index)

    def of(self, item: Item, number: int, read: ProposedAction) -> list[tuple[float, KnownAction]]:
        """The likeliest actions, from 0 to 1 and best first."""
        parts = _parts_of(item.row, read)
        scores = []
        for index in self._worth_weighing(item, parts):
            action = self._actions[index]
            if not may_be(item, action):
                continue
            score = _score(parts, self._parts[index])
            if self._alone.get((item.position, number)) == action.id:
                score += ONLY_ONE_LEFT
            scores.append((min(score, 1.0), action))
        return sorted(scores, key=lambda one: (-one[0], one[1].id))

    def _worth_weighing(self, item: Item, parts: dict[str, Counter[str]]) -> list[int]:
        shared: Counter[int] = Counter()
        rarest = sorted((word for word in parts["text"] if word in self._holding), key=lambda w: len(self._holding[w]))
        for word in rarest[:CANDIDATES_WEIGHED]:
            if len(self._holding[word]) <= max(50, len(self._actions) // 20):
                shared.update(self._holding[word])
        for about in (("recommendation", item.recommendation_id), ("ref", tuple(parts["ref"]))):
            if len(self._about.get(about, ())) <= CANDIDATES_WEIGHED:
                shared.update(self._about.get(about, ()))
        return [index for index, _ in shared.most_common(CANDIDATES_WEIGHED)]


def _score(one: dict[str, Counter[str]], other: dict[str, Counter[str]]) -> float:
    got = weighed = 0.0
    for name, weight in WEIGHTS.items():
        mine, theirs = one[name], other[name]
        if (not mine and not theirs) or (name == "recommendation" and not mine):
            continue
        weighed += weight
        likeness = _dice(mine, theirs)
        if name == "text":
            likeness = max(likeness, _dice(mine, other["other text"]))
        got += weight * likeness
    return got / weighed if weighed else 0.0


def _dice(one: Counter[str], other: Counter[str]) -> float:
    total = one.total() + other.total()
    return 2 * (one & other).total() / total if total else 0.0


def _words(text: str | None) -> Counter[str]:
    return Counter(same_words(text or "").split())


def _parts_of(row: Row, action: ProposedAction) -> dict[str, Counter[str]]:
    return {
        "text": _words(action.text),
        "other text": Counter(),
        "recommendation": _words(row.recommendation),
        "ref": Counter([same_reference(row.ref)] if row.ref and same_reference(row.ref) else []),
        "leads": _words(" ".join(action.leads)),
        "timescale": _words(action.timescale),
        "sought": _words(row.outcome_sought),
        "measure": _words(row.outcome_measure),
    }


def _parts_on_record(action: KnownAction) -> dict[str, Counter[str]]:
    earlier = action.earlier
    assert earlier is not None
    read = said_earlier(action)
    parts = _parts_of(earlier.row, read) if read is not None else _parts_of(earlier.row, _only_words(action.printed))
    return {**parts, "other text": _words(action.text)}


def _only_words(text: str) -> ProposedAction:
    return ProposedAction(text, (), "", (), None, False, False, None)


def said_earlier(action: KnownAction) -> ProposedAction | None:
    """What the latest plan said of an action; as a person put it right where they split or joined the row's actions."""
    if action.earlier is None:
        return None
    read = action.earlier.row.actions
    pieces = action.earlier.corrections.get("pieces")
    if pieces is not None and len(pieces) != len(read):
        return ProposedAction.from_json(pieces[action.part]) if action.part < len(pieces) else None
    return read[action.part] if action.part < len(read) else None


def alone_on_both_sides(
    wanted: Sequence[tuple[Item, int, ProposedAction]], left: Sequence[KnownAction]
) -> dict[Place, int]:
    """Where a recommendation or a number has one action on record and one in the file, neither paired yet."""
    asked: dict[tuple[object, ...], list[Place]] = defaultdict(list)
    for item, number, _ in wanted:
        reference = same_reference(item.row.ref or "")
        if item.recommendation_id is not None:
            asked["recommendation", item.recommendation_id].append((item.position, number))
        elif reference:
            asked["ref", item.agency_id, reference].append((item.position, number))
    answered: dict[tuple[object, ...], list[int]] = defaultdict(list)
    for action in left:
        for recommendation in action.recommendation_ids:
            answered["recommendation", recommendation].append(action.id)
        reference = same_reference(action.earlier.row.ref or "") if action.earlier else ""
        if reference:
            answered["ref", action.agency_id, reference].append(action.id)
    return {
        places[0]: answered[about][0]
        for about, places in asked.items()
        if len(places) == 1 and len(answered[about]) == 1
    }
