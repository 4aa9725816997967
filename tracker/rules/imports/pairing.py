"""Which row of a revised plan speaks of which recorded action: by our reference, by its words, or by likeness.

No two rows are given one action. Where likeness alone does not settle it, the candidates are named and a person is
asked: a wrong pair would overwrite one action with another, and a missed one would double it.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tracker.queries.known import KnownAction
from tracker.reading.proposal import ProposedAction, Row
from tracker.rules.imports.likeness import (
    Item,
    Likeness,
    Place,
    alone_on_both_sides,
    may_be,
    said_earlier,
)
from tracker.rules.imports.matching import same_reference, same_words

NEW = "new"
SURELY = 0.75
PERHAPS = 0.5
CLEARLY_AHEAD = 0.08
CANDIDATES_ASKED = 4
REFERENCE = re.compile(r"[A-Z0-9]+-\d{3,}")


@dataclass(frozen=True)
class Pair:
    """What one action of a row is taken for: a recorded action, or nothing yet where `candidates` are asked about.

    `with_it` are further actions that the same words became when a person split them.
    """

    action: KnownAction | None = None
    candidates: tuple[KnownAction, ...] = ()
    with_it: tuple[KnownAction, ...] = ()


class Pairing:
    """Pairs the items of one file with the actions of the review, the surest first."""

    def __init__(self, items: Sequence[Item], known: Iterable[KnownAction]) -> None:
        self._items = list(items)
        self._known = list(known)
        self._taken: set[int] = set()
        self._answered_new: set[Place] = set()
        self.pairs: dict[Place, Pair] = {}
        self._by_persons_word()
        self._by_our_reference()
        self._by_the_whole_row()
        self._by_words()
        self._by_likeness()

    def of(self, position: int, number: int) -> Pair:
        """What an action of a row is taken for; an empty pair where nothing on record is like it."""
        return self.pairs.get((position, number), Pair())

    def missing(self, agencies: Iterable[int | None]) -> list[KnownAction]:
        """The actions that an earlier plan of these agencies holds and this file does not, nor may hold."""
        of_them, asked = set(agencies), self._asked()
        return [
            action
            for action in self._known
            if action.earlier is not None
            and action.agency_id in of_them
            and action.id not in self._taken
            and action.id not in asked
        ]

    def _asked(self) -> set[int]:
        return {one.id for pair in self.pairs.values() for one in pair.candidates}

    def _take(self, place: Place, action: KnownAction, with_it: Sequence[KnownAction] = ()) -> None:
        self.pairs[place] = Pair(action, with_it=tuple(with_it))
        self._taken |= {action.id, *(one.id for one in with_it)}

    def _open(self) -> list[tuple[Item, int, ProposedAction]]:
        return [
            (item, number, action)
            for item in self._items
            for number, action in enumerate(item.row.actions)
            if (item.position, number) not in self.pairs
            and (item.position, number) not in self._answered_new
            and action.text.strip()
        ]

    def _left(self) -> list[KnownAction]:
        return [action for action in self._known if action.id not in self._taken]

    def _by_persons_word(self) -> None:
        by_reference = {action.reference: action for action in self._known}
        for item in self._items:
            for number, reference in item.said.items():
                place, action = (item.position, int(number)), by_reference.get(reference)
                if reference == NEW:
                    self._answered_new.add(place)
                elif action is not None and action.id not in self._taken:
                    self._take(place, action)

    def _by_our_reference(self) -> None:
        """First where the words agree too: a row copied down in a spreadsheet carries its reference with it."""
        by_reference = {action.reference: action for action in self._known}
        named = {}
        for item in self._items:
            written = REFERENCE.findall((item.raw.tracker_reference or "").upper())
            found = [by_reference[reference] for reference in written if reference in by_reference]
            if found:
                named[item.position] = found
        if not named:
            return
        for item, number, action in self._open():
            words = same_words(action.text)
            for one in named.get(item.position, ()):
                if one.id not in self._taken and words in _wordings(one):
                    self._take((item.position, number), one)
                    break
        for item, number, _ in self._open():
            rest = [one for one in named.get(item.position, ()) if one.id not in self._taken]
            if rest:
                last = number == len(item.row.actions) - 1
                self._take((item.position, number), rest[0], rest[1:] if last else ())

    def _by_the_whole_row(self) -> None:
        """A row that says all that an earlier one said speaks of the same actions, however a person split them."""
        earlier: dict[tuple[object, ...], list[dict[int, KnownAction]]] = defaultdict(list)
        for parts in self._rows_left():
            first = next(iter(parts.values()))
            if first.earlier is not None:
                earlier[_whole(first.earlier.row)].append(parts)
        for item in self._items if earlier else ():
            places = [number for of, number, _ in self._open_of(item)]
            if not places or len(places) != len(item.row.actions):
                continue
            same = earlier.get(_whole(item.raw), [])
            for parts in same:
                if may_be(item, next(iter(parts.values()))):
                    same.remove(parts)
                    self._take_parts(item, parts)
                    break

    def _rows_left(self) -> list[dict[int, KnownAction]]:
        rows: dict[int, dict[int, KnownAction]] = defaultdict(dict)
        for action in self._left():
            if action.earlier is not None:
                rows[action.earlier.id][action.part] = action
        return [dict(sorted(parts.items())) for parts in rows.values()]

    def _open_of(self, item: Item) -> list[tuple[Item, int, ProposedAction]]:
        return [
            (item, number, action)
            for number, action in enumerate(item.row.actions)
            if (item.position, number) not in self.pairs and (item.position, number) not in self._answered_new
        ]

    def _take_parts(self, item: Item, parts: dict[int, KnownAction]) -> None:
        numbers = range(len(item.row.actions))
        own = {number: parts[number] for number in numbers if number in parts}
        rest = [action for number, action in parts.items() if number not in own]
        for number, action in own.items():
            self._take((item.position, number), action, rest if number == max(own) else ())

    def _by_words(self) -> None:
        """The same words under the same recommendation; of several, the one whose surroundings agree most."""
        by_words: dict[tuple[int | None, str], list[KnownAction]] = defaultdict(list)
        for action in self._left():
            for words in _wordings(action) - {""}:
                for recommendation in action.recommendation_ids or {None}:
                    by_words[recommendation, words].append(action)
        for item, number, read in self._open():
            if item.recommendation_id is None and _answers_something(item.row):
                continue
            same = [
                action
                for action in by_words.get((item.recommendation_id, same_words(read.text)), ())
                if action.id not in self._taken and may_be(item, action)
            ]
            if same:
                self._take((item.position, number), max(same, key=lambda one: _agreement(item, read, one)))

    def _by_likeness(self) -> None:
        left = [action for action in self._left() if action.earlier is not None]
        wanted = self._open()
        if not left or not wanted:
            return
        weighed = Likeness(left, alone=alone_on_both_sides(wanted, left))
        likes = {(item.position, number): weighed.of(item, number, read) for item, number, read in wanted}
        best_of: dict[int, list[tuple[float, Place]]] = defaultdict(list)
        for place, candidates in likes.items():
            for score, action in candidates:
                best_of[action.id].append((score, place))
        for place, candidates in likes.items():
            sure = _surely(place, candidates, best_of)
            if sure is not None:
                self._take(place, sure)
        for place, candidates in likes.items():
            asked = [action for score, action in candidates if score >= PERHAPS and action.id not in self._taken]
            if place not in self.pairs and asked:
                self.pairs[place] = Pair(candidates=tuple(asked[:CANDIDATES_ASKED]))


def _surely(
    place: Place, candidates: Sequence[tuple[float, KnownAction]], best_of: Mapping[int, list[tuple[float, Place]]]
) -> KnownAction | None:
    """The action a row is surely like: well above every other action for it, and above every other row for that."""
    if not candidates or candidates[0][0] < SURELY:
        return None
    score, action = candidates[0]
    if len(candidates) > 1 and score - candidates[1][0] < CLEARLY_AHEAD:
        return None
    rivals = [other for other, where in best_of[action.id] if where != place]
    return action if not rivals or score - max(rivals) >= CLEARLY_AHEAD else None


def _wordings(action: KnownAction) -> set[str]:
    return {same_words(text) for text in (action.text, action.printed, *action.wordings)}


def _whole(row: Row) -> tuple[object, ...]:
    """All that a row says, as it is compared; its number may have changed."""
    return (
        same_words(row.recommendation or ""),
        *(same_words(text or "") for text in (row.outcome_sought, row.outcome_measure)),
        *((same_words(one.text), same_words(" ".join(one.leads)), same_words(one.timescale)) for one in row.actions),
    )


def _answers_something(row: Row) -> bool:
    return bool((row.recommendation or "").strip())


def _agreement(item: Item, read: ProposedAction, action: KnownAction) -> tuple[bool, int, int]:
    said = said_earlier(action)
    alike = 0
    if said is not None and action.earlier is not None:
        alike = sum(
            (
                2 * (same_words(" ".join(said.leads)) == same_words(" ".join(read.leads))),
                2 * (same_words(said.timescale) == same_words(read.timescale)),
                same_reference(action.earlier.row.ref or "") == same_reference(item.row.ref or ""),
            )
        )
    return action.agency_id == item.agency_id, alike, -action.id
