"""The marks that order a text without tables: numbers before paragraphs, titles, the agencies that titles name."""

import re
from dataclasses import dataclass, field

from .agencies import bracketed, labelled
from .prose import Paragraph

LONGEST_TITLE = 90
LONGEST_AGENCIES = 600
EXPLICIT = re.compile(
    r"^(?:[0-9]+(?:\.[0-9]+)*[.)]?\s+)?(?:(?:overview|multi-agency|single-agency|key|national|local)\s+)*"
    r"(?:recommendation|rec)\b\.?\s*(?:no\b\.?|number\b|#)?\s*(?P<ref>[0-9]{1,3}|[ivxl]{1,6}\b)"
    r"(?:\s?\(?(?P<part>[a-z])\)?(?![\w’']))?(?P<sign>\s*[:.)–—-]*)(?:\s+(?P<rest>.*)|$)",
    re.IGNORECASE | re.DOTALL,
)
SHORT_EXPLICIT = re.compile(r"^(?P<ref>R\s?[0-9]{1,3}[a-z]?)\s*[:.)–—-]*\s+(?P<rest>[A-Z].*)$", re.DOTALL)
DOTTED = re.compile(r"^(?P<ref>[0-9]{1,3}(?:\.[0-9]{1,3})+)[.)]?\s+(?P<rest>.*)$", re.DOTALL)
PLAIN = re.compile(
    r"^\(?(?P<ref>[0-9]{1,3}\s?[a-z]?|[ivxl]{1,7}|[a-z])(?:\s*[.):]+(?:\s+|(?=[A-Z“\"]))|\s*[-–]\s+|\t+)(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)
TITLE_NUMBER = re.compile(r"^(?P<ref>[0-9]{1,3}(?:\.[0-9]{1,3})*)[.)]?\s+(?=\S)")
DRESS = re.compile(r"^#+\s*|\*\*|^[-*•]\s+(?=\(?(?:[0-9]{1,3}(?:\.[0-9]+)*[a-z]?|[ivxl]+|[a-z])[.)]\s)", re.IGNORECASE)
BULLETED = re.compile(r"^\s*[•▪◦●○*·‣o–-]\s+")
NOTE = re.compile(
    r"^\s*(?:notes?\s*[:.–-]|n\.?\s?b\.?[\s:]|please note|key\s*[:–-]|page \d+(?: of \d+)?$|footnote|©|[⁰¹²³⁴-⁹]"
    r"|\[[0-9]+\])",
    re.IGNORECASE,
)
CONTENTS_LINE = re.compile(r"(?:\.{3,}|…|\t)\s*[0-9]{1,3}$|\s[0-9]{1,3}$")
ENDS = re.compile(r"[.!?;,][\"”’')]*$")
MUST = re.compile(
    r"\b(?:should|must|shall|will|would|ensures?|needs? to|to be|is|are|has|have|was|were|recommended|consider(?:s|ed)?"
    r"|to (?!the\b)[a-z]+|reviews?|reviewed|provides?|develops?|undertakes?|that)\b",
    re.IGNORECASE,
)
AGENCY_WORD = re.compile(
    r"\b(?:police|constabulary|health|nhs|ccgs?|icbs?|trusts?|hospitals?|gps?|general pract\w+|midwi\w+|health visit\w+"
    r"|social (?:care|services|work)|services?|early (?:years|help)|education|schools?|colleges?|academ(?:y|ies)"
    r"|nurser(?:y|ies)|probation|cafcass|housing|council|local authorit(?:y|ies)|l?scb|lscp"
    r"|safeguarding (?:children|adults?)|boards?|partnerships?|fire|ambulance|courts?|prisons?|camhs"
    r"|commission(?:ers?|ing)|voluntary|agenc(?:y|ies)|yos|yot|department"
    r"|providers?|diocese|church|prosecution|cps|women['’]s aid|refuge|all partners|uhl|lpt)\b",
    re.IGNORECASE,
)
NO_AGENCY = re.compile(
    r"\b(?:multi-?agency|single-?agency|individual|inter-?agency|overview|author|recommendations?|plan|report|reviews?"
    r"|learning|summary|background|appendi\w+|process|family|practice|training|supervision|assessments?)\b",
    re.IGNORECASE,
)
OPENING = re.compile(
    r"^(?:(?:part|section|chapter|appendix)\s+\w+\s*[:.–-]?\s*)?(?:[0-9]+(?:\.[0-9]+)*[.):]?\s*)?"
    r"(?P<before>(?:[\w'’&/,()-]+\s+){0,7}?)(?:recommendations?|learning points?)\b(?P<after>.{0,80})$",
    re.IGNORECASE,
)
ABOUT = re.compile(
    r"\b(?:progress\w*|implement\w*|monitor\w*|respon\w+|deliver\w*|dissemina\w+|previous|following"
    r"|action(?:s|ing)? (?:on|from)|the recommendations|these|this|no|our|were|was|are|is|has|have|make|made)\b",
    re.IGNORECASE,
)
CLOSING = re.compile(
    r"^(?:(?:part|section|chapter)\s+\w+\s*[:.–-]?\s*)?[0-9.]*[.)]?\s*(?:appendi(?:x|ces)|annex|sources?\b|references?\b"
    r"|bibliography|glossary|contents|introduction|conclusions?\b|methodology|terms of reference|background"
    r"|circumstances|summary|next steps|(?:the )?(?:integrated )?action plan|progressing|implementation|monitoring"
    r"|panel|acknowledge\w*|abbreviations|chronology|footnotes?|signed|author\b"
    r"|independent (?:overview )?(?:author|chair))",
    re.IGNORECASE,
)
FOR_WHOM = re.compile(r"^\s*(?:for|to|addressed to)\s+(?:the\s+)?(?P<whom>.+)$", re.IGNORECASE)
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


@dataclass(frozen=True)
class Mark:
    """The number before a paragraph. `style` is explicit, dotted or plain; `values` what the number may count as:
    "i" is the first of roman numerals and the ninth letter.
    """

    style: str
    ref: str
    rest: str
    values: dict[str, int] = field(default_factory=dict)


def plain_text(paragraph: Paragraph) -> str:
    """What is printed, without the signs by which plain text shows a heading or bold letters."""
    text = DRESS.sub("", paragraph.said.strip())
    return DRESS.sub("", text).strip()


def mark_of(text: str) -> Mark | None:
    """The number before a paragraph, None where there is none."""
    if found := EXPLICIT.match(text):
        rest = (found["rest"] or "").strip()
        if not rest or found["sign"].strip() or rest[:1].isupper():
            return Mark("explicit", found["ref"] + (found["part"] or "").lower(), rest)
        return None
    if found := SHORT_EXPLICIT.match(text):
        return Mark("explicit", found["ref"], found["rest"])
    if found := DOTTED.match(text):
        return Mark("dotted", found["ref"], found["rest"])
    if found := PLAIN.match(text):
        ref = found["ref"].lower()
        return Mark("plain", found["ref"], found["rest"], values_of(ref))
    return None


def values_of(ref: str) -> dict[str, int]:
    values: dict[str, int] = {}
    digits = re.match(r"[0-9]+", ref)
    if digits:
        values["number"] = int(digits[0])
    elif len(ref) == 1:
        values["letter"] = ord(ref) - 96
    if re.fullmatch("[ivxl]+", ref):
        values["roman"] = roman(ref)
    return values


def roman(letters: str) -> int:
    total = 0
    for sign, after in zip(letters, [*letters[1:], ""], strict=True):
        worth = ROMAN[sign]
        total += -worth if ROMAN.get(after, 0) > worth else worth
    return total


def is_title(paragraph: Paragraph, text: str) -> bool:
    """Whether a paragraph is a title: short, no sentence, and set or written as one."""
    if not text or len(text) > LONGEST_TITLE or BULLETED.match(text) or ENDS.search(text.rstrip(":")):
        return False
    bare = title_text(text).lstrip("(")
    return paragraph.heading or text.isupper() or text.endswith(":") or (len(bare.split()) <= 12 and bare[:1].isupper())


def title_text(text: str) -> str:
    return TITLE_NUMBER.sub("", text).strip().rstrip(":").strip()


def opens_list(paragraph: Paragraph, text: str) -> bool:
    """Whether a title begins the recommendations of a report."""
    found = OPENING.match(text) if is_title(paragraph, text) else None
    if found is None or ENDS.search(text.rstrip(":")) or CONTENTS_LINE.search(text):
        return False
    return not ABOUT.search(found["before"]) and not MUST.search(found["after"])


def closes_list(text: str) -> bool:
    return CLOSING.match(text) is not None


def agency_in(text: str) -> str | None:
    """The agency that a title names: "POLICE", "a) Social Care", "Recommendations for the Ambulance Service"."""
    title = title_text(text)
    if found := labelled(title) or bracketed(title):
        return found
    if opening := OPENING.match(title):
        whom = FOR_WHOM.match(opening["after"])
        title = whom["whom"].strip() if whom else opening["before"].strip() or opening["after"].strip(" :–-")
    return title if is_agency(title, LONGEST_TITLE) else None


def is_agency(title: str, longest: int = LONGEST_AGENCIES) -> bool:
    """Whether words name agencies and say nothing else."""
    if not 1 < len(title) <= longest or NO_AGENCY.search(title) or MUST.search(title):
        return False
    return AGENCY_WORD.search(title) is not None and not ENDS.search(title.removesuffix("."))
