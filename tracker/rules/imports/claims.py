"""What a plan says of how an action stands: the lead's claim, read by the board's own scheme, never a sign-off.

Schemes clash from body to body (amber is "on track" to one and "one month behind" to the next), so a word or colour
means only what the board has said it means; a word it has not explained is asked about and never interpreted.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from tracker.models.vocabulary import ClaimMeaning, LeadView
from tracker.reading.proposal import ProposedAction, Row
from tracker.reading.timescales import read_timescale
from tracker.rules.people import folded

VIEWS = {
    ClaimMeaning.ON_TRACK: LeadView.ON_TRACK,
    ClaimMeaning.AT_RISK: LeadView.AT_RISK,
    ClaimMeaning.OFF_TRACK: LeadView.OFF_TRACK,
}
# More words than this are a sentence about progress, and so is a date or a share: kept as text, nothing to look up.
MOST_WORDS, MOST_LETTERS = 5, 60
NUMBERED = re.compile(r"[0-9]")
COLOURS = "red|amber|green|blue|yellow|orange|purple|grey|gray|black|white|pink|brown"
COLOUR_WITH_KEY = re.compile(rf"\s*(?P<colour>{COLOURS})\s*[:=(–-]\s*(?P<key>.+?)\)?\s*", re.IGNORECASE | re.DOTALL)
AGREE = ({ClaimMeaning.DONE, ClaimMeaning.ON_TRACK}, {ClaimMeaning.NOT_STARTED, ClaimMeaning.ON_TRACK})


@dataclass(frozen=True)
class Claim:
    """What the plan says of one action: its words, and what they mean to the board.

    `unsaid` are the words the board has not explained; `doubt` says in a sentence where what the plan says clashes.
    """

    words: str = ""
    view: LeadView | None = None
    done: bool = False
    completed_on: date | None = None
    unsaid: tuple[str, ...] = ()
    doubt: str = ""


def claim_of(row: Row, action: ProposedAction, scheme: Mapping[str, ClaimMeaning]) -> Claim:
    """The claim a row makes for one of its actions; `scheme` is the board's, by the word folded."""
    found = [_read(said, scheme) for said in (row.status, row.rag) if said and said.strip()]
    alone = scheme.get(folded(row.progress)) if row.progress and len(row.progress) <= MOST_LETTERS else None
    meanings = {meaning for one in found for meaning in one.meanings} | ({alone} if alone else set())
    meanings.discard(ClaimMeaning.NOTHING)
    completed = action.completed_on or next((one.completed_on for one in found if one.completed_on), None)
    words = claimed_in(row, action)
    unsaid = tuple(dict.fromkeys(word for one in found for word in one.unsaid))
    told = meanings | ({ClaimMeaning.DONE} if completed else set())
    if len(told) > 1 and told not in AGREE:
        said = " and ".join(sorted(meaning.value for meaning in told))
        return Claim(words, completed_on=completed, done=completed is not None, unsaid=unsaid, doubt=_clash(said))
    done = ClaimMeaning.DONE in told
    view = None if done else next((VIEWS[meaning] for meaning in meanings if meaning in VIEWS), None)
    return Claim(words, view, done, completed, unsaid)


def _clash(said: str) -> str:
    return f"The plan claims both {said} for this action. Its words are kept; neither is taken as the lead’s view."


@dataclass(frozen=True)
class _Read:
    meanings: tuple[ClaimMeaning, ...] = ()
    unsaid: tuple[str, ...] = ()
    completed_on: date | None = None


def _read(said: str, scheme: Mapping[str, ClaimMeaning]) -> _Read:
    """One cell: a word of the scheme; a colour with what the plan's own key says of it; or "completed" with a date."""
    printed = " ".join(said.split())
    if len(printed) > MOST_LETTERS:
        return _Read()
    if (meaning := scheme.get(folded(printed))) is not None:
        return _Read((meaning,))
    if (found := COLOUR_WITH_KEY.fullmatch(printed)) is not None:
        return _by_key(found["colour"], found["key"], scheme)
    read = read_timescale(printed)
    if read.kind == "completed" and read.completed_on and not read.needs_review:
        return _Read(completed_on=read.completed_on)
    if not folded(printed) or len(printed.split()) > MOST_WORDS or NUMBERED.search(printed):
        return _Read()
    return _Read(unsaid=(printed,))


def _by_key(colour: str, key: str, scheme: Mapping[str, ClaimMeaning]) -> _Read:
    """The sheet's own key says what its colour means, and counts before the board's word on that colour."""
    by_key, by_colour = scheme.get(folded(key)), scheme.get(folded(colour))
    if by_key is None:
        return _Read(unsaid=(key.strip(),))
    return _Read((by_key, by_colour) if by_colour is not None else (by_key,))


def claimed_in(row: Row, action: ProposedAction) -> str:
    """The plan's own words on how an action stands: its progress, status and rating columns, or "completed ..."."""
    parts = [(row.progress or "").strip()]
    if row.status and row.status.strip() not in parts[0]:
        parts.append(f"Status in the plan: {row.status.strip()}")
    if row.rag and row.rag.strip() not in parts[0]:
        parts.append(f"Rating in the plan: {row.rag.strip()}")
    if action.completed_on and not parts[0]:
        parts.append(f"Timescale in the plan: {action.timescale.strip()}")
    return "\n".join(part for part in parts if part)


@dataclass(frozen=True)
class UnsaidWord:
    """A status word or colour of a plan that its board has not explained, and how many rows use it."""

    word: str
    rows: int
    first: str

    @property
    def sentence(self) -> str:
        """What a person is asked about it."""
        return f"This board has not said what “{self.word}” means."


def unsaid_in(claims: Mapping[str, tuple[str, ...]]) -> tuple[UnsaidWord, ...]:
    """The unexplained words of a plan, each once, in the order of the file; `claims` are words by the row's source."""
    first: dict[str, tuple[str, str]] = {}
    rows: dict[str, int] = {}
    for source, words in claims.items():
        for word in words:
            first.setdefault(folded(word), (word, source))
            rows[folded(word)] = rows.get(folded(word), 0) + 1
    return tuple(UnsaidWord(word, rows[name], source) for name, (word, source) in first.items())
