"""Actions made up for measuring: the same ones every time, for our records, for the floor and for the dressed page.

Ten of the leads hold a fiftieth of all actions each, so that one lead's list fills its page however many there are.
"""

import random
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

TODAY = date(2026, 3, 2)
FIRST_DEADLINE = date(2022, 1, 3)
YEARS_OF_DEADLINES = 6
REVIEWS, AGENCIES, LEADS = 200, 40, 300
BUSY_LEADS, SHARE_OF_A_BUSY_LEAD = 10, 50
FEWEST_ACTIONS_IN_A_REVIEW = 50
PROGRESS = 4
MONTH = timedelta(days=30)
STATUSES = {
    "draft": 8, "open": 62, "submitted": 6, "verified": 4, "signed off": 6, "closed": 12, "withdrawn": 2,
}  # fmt: skip
OPENINGS = (
    "Brief every",
    "Write guidance for each",
    "Audit the records of the",
    "Train the whole",
    "Ask once more the",
)
TEAMS = (
    "midwifery team",
    "school nursing team",
    "duty team",
    "housing office",
    "emergency department",
    "early years team",
)
SUBJECTS = (
    "the voice of the child", "growth and weight", "disguised compliance", "domestic abuse in the home",
    "fathers who are out of sight", "records that cross a border", "supervision of staff", "injuries before walking",
)  # fmt: skip
PROSE = (
    "the named nurse will see that each file shows who spoke with the child and what was heard and that worries which "
    "seem small alone are read together at supervision before a case is closed or handed to another team with a plan"
)
WORDS = PROSE.split()


class Said(NamedTuple):
    """One update of a lead."""

    day: date
    text: str


class Generated(NamedTuple):
    """One action. Review, agency and lead are numbers that count from 1."""

    number: int
    review: int
    agency: int
    lead: int
    reference: str
    text: str
    outcome: str
    timescale: str
    status: str
    deadline: date
    added: date
    said: tuple[Said, ...]


def how_many_reviews(scale: int) -> int:
    """Two hundred, or fewer where that would leave a review with hardly an action."""
    return max(1, min(REVIEWS, scale // FEWEST_ACTIONS_IN_A_REVIEW))


def agency_name(number: int) -> str:
    return f"Agency {number:02} of the Partnership"


def agency_of(lead: int) -> int:
    return lead % AGENCIES + 1


def lead_name(number: int) -> str:
    return f"Named Lead {number:03}"


def review_code(number: int) -> str:
    return f"Child Z{number}"


def wording(chance: random.Random, count: int) -> str:
    """So many words, which read almost like a plan's."""
    said = chance.choices(WORDS, k=count)
    return f"{' '.join(said).capitalize()}."


def actions(scale: int) -> Iterator[Generated]:
    """That many actions, spread over the reviews in turn."""
    chance = random.Random(2026)
    reviews = how_many_reviews(scale)
    kinds, weights = list(STATUSES), list(STATUSES.values())
    for number in range(1, scale + 1):
        lead = _lead(number, chance)
        review, place = (number - 1) % reviews + 1, (number - 1) // reviews + 1
        deadline = FIRST_DEADLINE + timedelta(days=chance.randrange(365 * YEARS_OF_DEADLINES))
        added = min(deadline - timedelta(days=chance.randrange(90, 400)), TODAY - 5 * MONTH)
        subject = chance.choice(SUBJECTS)
        yield Generated(
            number,
            review,
            agency_of(lead),
            lead,
            f"Z{review}-{place:03}",
            f"{chance.choice(OPENINGS)} {chance.choice(TEAMS)} about {subject}. {wording(chance, 18)}",
            f"Staff know what to do about {subject}. {wording(chance, 8)}",
            f"By {deadline:%B %Y}",
            chance.choices(kinds, weights)[0],
            deadline,
            added,
            tuple(Said(added + turn * MONTH, wording(chance, 25)) for turn in range(1, PROGRESS + 1)),
        )


def _lead(number: int, chance: random.Random) -> int:
    turn = number % SHARE_OF_A_BUSY_LEAD
    return turn + 1 if turn < BUSY_LEADS else chance.randrange(BUSY_LEADS + 1, LEADS + 1)


def typical(made: Sequence[Generated]) -> Generated:
    """The action whose page is measured: open, of the lead whose list is measured, from the middle of the plans."""
    fitting = [one for one in made if one.lead == 1 and one.status == "open"]
    return fitting[len(fitting) // 2]
