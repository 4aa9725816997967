"""Who leads: the words of a cell split into people, posts and groups."""

import re

ROLE = re.compile(
    r"\b(?:managers?|heads?|leads?|leaders?|directors?|nurses?|doctors?|gps?|officers?"
    r"|professionals?|chairs?|chief|coordinators?"
    r"|co-ordinators?|administrators?|advis[eo]rs?|consultants?|practitioners?|teachers?"
    r"|principals?|superintendents?|inspectors?"
    r"|sergeants?|midwi(?:fe|ves)|matrons?|clinicians?|social workers?|health visitors?"
    r"|commissioners?|supervisors?|secretar(?:y|ies)"
    r"|executives?|deputy|governors?|trainers?|boards?|teams?|committees?|groups?"
    r"|subgroups?|ceo|dcs|hos|dsa|dsl|lado|lscb|scb|ccg)\b",
    re.IGNORECASE,
)
ACRONYM = re.compile(r"^(?:[A-Z][A-Za-z]?){1,6}(?:-[A-Z]{1,4})?$")
PART_BEFORE = re.compile(r"^(?P<part>[^:]{3,60}?)\s*:\s+(?P<lead>\S.*)$", re.DOTALL)
PART_AFTER = re.compile(r"^(?P<lead>.*\S)\s*\((?P<part>(?:for |to |the )?[a-z][^()]{2,60})\)$", re.DOTALL)
KEPT_WHOLE = re.compile(
    r"reporting to|on behalf of|supported by|with support|in liaison|and/or|in conjunction"
    r"|overseen by",
    re.IGNORECASE,
)
COMMA = r",\s+"
BULLET = re.compile(r"^\s*(?:[•▪◦*·-]|\(?[a-z0-9]{1,2}[).])\s+", re.IGNORECASE)


def split_leads(text: str) -> list[str]:
    """The leads named in a cell, as printed, in order.

    Lines are leads of their own. Within a line, "and", a slash, a comma or a double space divides only where
    both sides name a post: "Head of Safeguarding and Quality" is one lead.
    """
    leads: list[str] = []
    for line in re.split(r"[\r\n]+|;", text):
        line = BULLET.sub("", line).strip()
        if not line:
            continue
        if leads and (line[0].islower() or leads[-1].endswith((",", " and", "&", "/", "-", "–"))):
            leads[-1] = f"{leads[-1]} {line}"
        else:
            leads.append(line)
    return [part for line in leads for part in parts_of(line)]


def parts_of(line: str) -> list[str]:
    if KEPT_WHOLE.search(line):
        return [line]
    parts = [line]
    for mark in (r"(?<=[.a-z)])\s{2,}", r"\.\s+(?=[A-Z])", r"\s*/\s*", r"\s+(?:and|&)\s+", COMMA):
        parts = [piece for part in parts for piece in divided(part, mark)]
    return [part.strip(" ,") for part in parts if part.strip(" ,.")]


def divided(part: str, mark: str) -> list[str]:
    """The part cut at a mark, if every piece could be a lead by itself; else the part whole."""
    pieces = [piece for piece in re.split(mark, part) if piece.strip(" .,")]
    # What stands after a comma is as often the place where a post is held.
    names = ROLE.search if mark == COMMA else stands_alone
    if len(pieces) < 2 or not all(names(piece) for piece in pieces):
        return [part]
    return pieces


def stands_alone(piece: str) -> bool:
    """Whether the words name a post, a group or a body, by a word of office or as letters only."""
    piece = piece.strip(" .,")
    if ACRONYM.match(piece) and len(piece) > 1:
        return True
    if piece[:1].islower():
        return False
    return ROLE.search(piece) is not None or re.match(r"(?:[A-Z][a-z]+ ){2,}[A-Z][a-z]+$", piece) is not None


def parts_of_leads(text: str) -> list[tuple[str, str]]:
    """The leads of a cell, each with the part that is theirs in the plan's words, or "" where it does not say.

    "Training: Named Nurse" and "Named Nurse (training)" give the nurse the training. What names an office or a body
    before a colon or in brackets is no part.
    """
    return [part_of(lead) for lead in split_leads(text)]


def part_of(lead: str) -> tuple[str, str]:
    for form in (PART_BEFORE, PART_AFTER):
        found = form.match(lead)
        if found and ROLE.search(found["lead"]) and not ROLE.search(found["part"]):
            return found["lead"].strip(), found["part"].strip()
    return lead, ""
