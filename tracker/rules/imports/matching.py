"""Whether what a plan says is known already: agencies by their names, recommendations and actions by their words."""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import SequenceMatcher

from tracker.queries.known import KnownRecommendation
from tracker.rules.people import folded

EVERYBODY = ""
WORDS = re.compile(r"[^\W_]+")
NEARLY_THE_SAME = 0.9
LONG_ENOUGH_TO_BEGIN_ALIKE = 40


def same_words(text: str) -> str:
    """A text as it is compared: without case, accents, punctuation or line breaks."""
    if not text.isascii():
        text = "".join(sign for sign in unicodedata.normalize("NFKD", text) if not unicodedata.combining(sign))
    return " ".join(WORDS.findall(text.casefold()))


def same_reference(printed: str) -> str:
    """A printed reference as it is compared: "1,", "1." and "1" are one."""
    return re.sub(r"[^0-9a-z]+$", "", re.sub(r"^[^0-9a-z]+", "", printed.casefold()))


def agency_named(printed: str, names: dict[str, int]) -> int | None:
    """The agency meant by printed words, such as "Leicestershire Partnership NHS Trust (LPT)".

    The whole is tried first, then what stands outside and inside its brackets; None where these name nobody, or two.
    """
    whole = names.get(folded(printed))
    if whole is not None:
        return whole
    outside = re.sub(r"\([^)]*\)", " ", printed)
    meant = {names.get(folded(part)) for part in (outside, *re.findall(r"\(([^)]*)\)", printed)) if folded(part)}
    meant.discard(None)
    return meant.pop() if len(meant) == 1 else None


@dataclass(frozen=True)
class Listed:
    """A recommendation the plan may be speaking of: recorded already (`known`), or made by an earlier row of the file.

    Text and reference are as they are compared.
    """

    text: str
    reference: str
    known: KnownRecommendation | None = None
    position: int = 0
    source: str = ""

    @property
    def identity(self) -> tuple[str, int]:
        return ("known", self.known.id) if self.known else ("row", self.position)


class Recommendations:
    """The recommendations of the review and of the file so far, found by their words within one agency."""

    def __init__(self, known: Iterable[KnownRecommendation]) -> None:
        self._by_words: dict[tuple[str, str], Listed] = {}
        self._by_reference: dict[tuple[str, str], list[Listed]] = defaultdict(list)
        for one in known:
            whose = [str(agency) for agency in sorted(one.agency_ids)]
            if one.to_all_agencies or not whose:
                whose = [EVERYBODY]
            for text in dict.fromkeys((one.text, *one.printed)):
                listed = Listed(same_words(text), same_reference(one.printed_reference), known=one)
                for agency in whose:
                    self.add(listed, agency)

    def add(self, listed: Listed, agency: str) -> None:
        self._by_words.setdefault((agency, listed.text), listed)
        if listed.reference:
            self._by_reference[agency, listed.reference].append(listed)

    def find(self, text: str, reference: str, agency: str) -> tuple[Listed | None, bool]:
        """The same recommendation, and whether its words differ a little.

        The same words are enough. Words that differ a little count only under the same printed reference; a reference
        without words is enough where just one recommendation bears it.
        """
        words, printed = same_words(text), same_reference(reference)
        for whose in (agency, EVERYBODY):
            if words and (whose, words) in self._by_words:
                return self._by_words[whose, words], False
        alike = [one for whose in (agency, EVERYBODY) for one in self._by_reference.get((whose, printed), [])]
        if not printed or not alike:
            return None, False
        if not words:
            return (alike[0], False) if len({one.identity for one in alike}) == 1 else (None, False)
        near = next((one for one in alike if nearly_the_same(one.text, words)), None)
        return near, near is not None


def nearly_the_same(one: str, other: str) -> bool:
    """Whether two texts, as `same_words` gives them, are one text with a slip, or one cut short."""
    shorter, longer = sorted((one, other), key=len)
    if len(shorter) >= LONG_ENOUGH_TO_BEGIN_ALIKE and longer.startswith(shorter):
        return True
    match = SequenceMatcher(None, one, other, autojunk=False)
    return match.real_quick_ratio() >= NEARLY_THE_SAME and match.ratio() >= NEARLY_THE_SAME
