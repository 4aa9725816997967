"""Whose plan it is: the agency named in the titles above a table, or by its sheet."""

import re

NOUN = (
    r"(?:trust|council|ccg|icb|police|constabulary|board|partnership|services?|school"
    r"|academy|college|team|hospitals?"
    r"|association|housing|practice|practitioners|care|probation|cafcass|authority|charity"
    r"|diocese|foundation|lscb|scb|uhl|lpt)"
)
NOT_AGENCY = re.compile(
    r"\b(?:action plan|plan|review|report|list|minutes|meeting|tracker|confidential|draft"
    r"|version|final|page|compiled|appendix"
    r"|recommendations?|actions?|imr|guidance|example|delete|complete|updated?|insert"
    r"|template|if applicable|restricted|official)\b",
    re.IGNORECASE,
)
BRACKETED = re.compile(r"\(([^()]{2,90})\)")
LABELLED = re.compile(
    r"^\s*(?:lead )?(?:agency|organisation|name of agency"
    r"|agency name)\s*[:–-]\s*(\S.{1,88})$",
    re.IGNORECASE,
)
OWN_PLAN = re.compile(rf"^(?P<agency>.*?\b{NOUN})\b\s*[-–:]?\s*(?:\w+\s){{0,3}}action plan", re.IGNORECASE)
ENDS_AS_AGENCY = re.compile(rf"\b{NOUN}$", re.IGNORECASE)
SHEET_WORDS = re.compile(
    r"\b(?:action|improvement|plans?|recommendations?|recs?|actions|sheet|final|draft|copy"
    r"|tracker|tracking|log|list|table|appendix|updated?"
    r"|v|version|imr|scr|the|for|of|board|data|master|summary|overview|text|old|new|current|archived?)\b|[0-9_]+",
    re.IGNORECASE,
)


def agency_of(titles: list[str], sheet: str | None = None) -> str | None:
    """The agency a plan belongs to, by its titles (the nearest to the table first), then by its sheet's name."""
    for read in (labelled, bracketed, titled):
        for title in reversed(titles):
            if agency := read(title):
                return agency
    return by_sheet(sheet) if sheet else None


def labelled(title: str) -> str | None:
    """Agency: Leicester City CCG."""
    found = LABELLED.match(title)
    return found[1].strip() if found else None


def bracketed(title: str) -> str | None:
    """ACTION PLAN FOR CHILD B1 (Social Care)."""
    for text in reversed(BRACKETED.findall(title)):
        name = " ".join(text.split())
        if not re.search(r"[0-9]", name) and name[0].isupper() and not NOT_AGENCY.search(name):
            return str(name)
    return None


def titled(title: str) -> str | None:
    """Youth Offending Services - Improvement Action Plan; or a line that is an agency's name and nothing else."""
    title = " ".join(title.split())
    if found := OWN_PLAN.match(title):
        name = found["agency"].strip()
        return None if NOT_AGENCY.search(name) or len(name) > 80 else name
    if len(title) <= 80 and ENDS_AS_AGENCY.search(title) and not NOT_AGENCY.search(title) and len(title.split()) > 1:
        return title
    return None


def by_sheet(sheet: str) -> str | None:
    """UHL action plan is UHL's; Sheet1 and Action Plan are nobody's."""
    name = " ".join(SHEET_WORDS.sub(" ", re.sub(r"[-–(),.]", " ", sheet)).split())
    return name if re.search(r"[A-Za-z]{2}", name) else None
