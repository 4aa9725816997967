"""Who is meant by the words for a lead: found by name or title, near misses offered, nobody picked between two."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from rapidfuzz import fuzz, process

from tracker.queries.known import Known, KnownPerson, KnownPost
from tracker.rules.imports.intended import IntendedLead, NearLead
from tracker.rules.people import folded

# From this likeness (0 to 100) two names are offered as perhaps the same; a slip of the pen in a title gives over 90.
NEAR, NEAR_BY_WORDS = 84, 95
MOST_NEAR = 3
SHORTEST_NEAR = 4


def lead_key(agency_id: int, printed: str) -> str:
    """The key under which a person's word on who is meant is kept."""
    return f"{agency_id}:{folded(printed)}"


@dataclass(frozen=True)
class _Agency:
    people: Mapping[str, list[KnownPerson]]
    posts: Mapping[str, KnownPost]


class Leading:
    """The people and posts of each agency, among whom a lead is looked for."""

    def __init__(self, known: Known, named: Mapping[str, str] | None = None) -> None:
        """`named` is a person's word for the whole file, by `lead_key`."""
        people: dict[int, dict[str, list[KnownPerson]]] = defaultdict(lambda: defaultdict(list))
        posts: dict[int, dict[str, KnownPost]] = defaultdict(dict)
        for person in known.people:
            people[person.agency_id][folded(person.name)].append(person)
        for post in known.posts:
            posts[post.agency_id][post.folded] = post
        self._agencies = {number: _Agency(people[number], posts[number]) for number in {*people, *posts}}
        self._by_choice = {f"person-{one.id}": one for one in known.people} | {
            f"post-{one.id}": one for one in known.posts
        }
        self._named = named or {}
        self._found: dict[str, IntendedLead] = {}

    def lead(self, printed: str, agency_id: int | None, named: Mapping[str, str]) -> IntendedLead:
        """The lead meant by printed words in an agency. `named` is a person's word for this row alone."""
        if agency_id is None:
            return IntendedLead(printed, printed)
        key = lead_key(agency_id, printed)
        meant = named.get(key) or self._named.get(key, "")
        if meant:
            return self._as_named(printed, agency_id, meant)
        if key not in self._found:
            self._found[key] = self._look(printed, agency_id)
        found = self._found[key]
        return found if found.printed_as == printed else IntendedLead(**{**vars(found), "printed_as": printed})

    def _as_named(self, printed: str, agency_id: int, meant: str) -> IntendedLead:
        one = self._by_choice.get(meant)
        if one is None or one.agency_id != agency_id:
            return IntendedLead(printed, _title(printed), named=meant == "new")
        return _as(printed, one, named=True)

    def _look(self, printed: str, agency_id: int) -> IntendedLead:
        agency, words = self._agencies.get(agency_id), folded(printed)
        if agency is None:
            return IntendedLead(printed, _title(printed))
        people, post = agency.people.get(words, []), agency.posts.get(words)
        if len(people) == 1 and post is None:
            return _as(printed, people[0])
        if post is not None and not people:
            return _as(printed, post)
        if people:
            return IntendedLead(printed, _title(printed), near=tuple(_near(one) for one in people))
        return IntendedLead(printed, _title(printed), near=_near_ones(words, agency))


def agencies_near(printed: str, names: Mapping[str, int]) -> tuple[int, ...]:
    """The agencies nearly called so, likeliest first, for a person to choose from. `names` maps folded names to ids."""
    words = folded(printed)
    if len(words) < SHORTEST_NEAR:
        return ()
    choices = [name for name in names if len(name) >= SHORTEST_NEAR]
    found: dict[int, float] = {}
    for scorer, enough in ((fuzz.ratio, NEAR), (fuzz.token_set_ratio, NEAR_BY_WORDS)):
        for name, score, _ in process.extract(words, choices, scorer=scorer, score_cutoff=enough, limit=MOST_NEAR):
            found[names[name]] = max(score, found.get(names[name], 0))
    return tuple(sorted(found, key=lambda number: (-found[number], number))[:MOST_NEAR])


def _title(printed: str) -> str:
    return " ".join(printed.split()).strip(" .,;:")


def _as(printed: str, one: KnownPerson | KnownPost, *, named: bool = False) -> IntendedLead:
    if isinstance(one, KnownPost):
        return IntendedLead(printed, one.title, post_id=one.id, holder=one.holder, named=named)
    return IntendedLead(printed, one.name, person_id=one.id, holder=one.name, named=named)


def _near(one: KnownPerson | KnownPost) -> NearLead:
    if isinstance(one, KnownPost):
        return NearLead(f"post-{one.id}", f"{one.title} ({one.holder or 'no one fills it'})")
    return NearLead(f"person-{one.id}", f"{one.name} (a person of the agency)")


def _near_ones(words: str, agency: _Agency) -> tuple[NearLead, ...]:
    """Posts and people whose names differ by a slip, or hold all the words of the other."""
    if len(words) < SHORTEST_NEAR:
        return ()
    names: list[tuple[str, KnownPerson | KnownPost]] = [*agency.posts.items()]
    names += [(name, person) for name, people in agency.people.items() for person in people]
    choices = [name for name, _ in names]
    found: dict[int, float] = {}
    for scorer, enough in ((fuzz.ratio, NEAR), (fuzz.token_set_ratio, NEAR_BY_WORDS)):
        for name, score, place in process.extract(words, choices, scorer=scorer, score_cutoff=enough, limit=MOST_NEAR):
            if len(name) >= SHORTEST_NEAR:
                found[place] = max(score, found.get(place, 0))
    best = sorted(found, key=lambda place: (-found[place], place))[:MOST_NEAR]
    return tuple(_near(names[place][1]) for place in best)
