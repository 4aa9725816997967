"""The published reviews, boards, agencies and demonstration people, as the files of seed_data hold them."""

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

Table = Mapping[str, Any]


@dataclass(frozen=True)
class SeedBoard:
    """A board, under the name it had when it published."""

    key: str
    name: str
    short_name: str
    status_words: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class SeedAgency:
    """An agency as one board knows it; `key` is unique within the board."""

    board: str
    key: str
    name: str
    kind: str
    aliases: tuple[str, ...]


@dataclass(frozen=True)
class SeedMembership:
    """A role at a board, for an agency where the role has one."""

    board: str
    role: str
    agency: str = ""


@dataclass(frozen=True)
class SeedPerson:
    """An invented person; `fills` are posts of the agency of the first membership."""

    email: str
    name: str
    memberships: tuple[SeedMembership, ...]
    fills: tuple[str, ...]


@dataclass(frozen=True)
class SeedMilestone:
    """A dated step of a review; of a month or a year, `date` is the last day."""

    kind: str
    date: date
    precision: str
    note: str
    paragraph: str


@dataclass(frozen=True)
class SeedSource:
    """A report that recommendations come from."""

    key: str
    name: str
    kind: str
    agency: str = ""


@dataclass(frozen=True)
class SeedRepeat:
    """Where the earlier recommendation was printed that this one repeats."""

    printed_in: str
    note: str


@dataclass(frozen=True)
class SeedRecommendation:
    """What a review asks for, with the paragraph that asks it."""

    key: str
    source: str
    printed_reference: str
    text: str
    paragraph: str
    agencies: tuple[str, ...]
    all_agencies: bool
    repeats: SeedRepeat | None


@dataclass(frozen=True)
class SeedProgress:
    """What a lead said of an action, so many days before or after the day of loading."""

    days: int
    text: str
    view: str


@dataclass(frozen=True)
class SeedShow:
    """What the demonstration makes of an action; deadline and claim in days from the day of loading."""

    note: str
    agreed: bool
    deadline: int | None
    vacancy: str
    progress: SeedProgress | None
    claimed: int | None


@dataclass(frozen=True)
class SeedAction:
    """An action as a plan prints it, or an invented one of the demonstration; the first lead is accountable."""

    key: str
    answers: tuple[str, ...]
    agency: str
    text: str
    outcome_sought: str
    outcome_measure: str
    timescale: str
    whole_timescale: str
    doubt: str
    deadline: date | None
    ongoing: bool
    paragraph: str
    leads: tuple[str, ...]
    vacancy: str
    show: SeedShow | None


@dataclass(frozen=True)
class SeedReview:
    """A published review with all that is held of it."""

    code: str
    board: str
    type: str
    title: str
    summary: str
    plan_date: date | None
    milestones: tuple[SeedMilestone, ...]
    sources: tuple[SeedSource, ...]
    recommendations: tuple[SeedRecommendation, ...]
    actions: tuple[SeedAction, ...]


@dataclass(frozen=True)
class SeedData:
    """Everything there is to load."""

    boards: tuple[SeedBoard, ...]
    agencies: tuple[SeedAgency, ...]
    people: tuple[SeedPerson, ...]
    reviews: tuple[SeedReview, ...]


def read_seed_data(folder: Path) -> SeedData:
    """Read the files of a folder; raises OSError, KeyError, TypeError or ValueError where one is not as agreed."""
    return SeedData(
        boards=tuple(SeedBoard(**table) for table in _tables(folder / "boards.toml", "boards")),
        agencies=tuple(_agency(table) for table in _tables(folder / "agencies.toml", "agencies")),
        people=tuple(_person(table) for table in _tables(folder / "people.toml", "people")),
        reviews=tuple(_review(_read(path)) for path in sorted((folder / "reviews").glob("*.toml"))),
    )


def _read(path: Path) -> Table:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _tables(path: Path, name: str) -> Iterable[Table]:
    tables: Iterable[Table] = _read(path)[name]
    return tables


def _agency(table: Table) -> SeedAgency:
    return SeedAgency(**{**table, "aliases": tuple(table["aliases"])})


def _person(table: Table) -> SeedPerson:
    return SeedPerson(
        email=table["email"],
        name=table["name"],
        memberships=tuple(SeedMembership(**membership) for membership in table["memberships"]),
        fills=tuple(table.get("fills", ())),
    )


def _review(table: Table) -> SeedReview:
    facts = table["review"]
    shows = {entry["action"]: _show(entry) for entry in table.get("demonstration", ())}
    printed = [_action(entry, shows.get(entry["key"])) for entry in table.get("actions", ())]
    invented = [_action(entry, _show(entry, "vacancy")) for entry in table.get("demonstration_actions", ())]
    return SeedReview(
        code=facts["code"],
        board=facts["board"],
        type=facts["type"],
        title=facts["title"],
        summary=facts["summary"],
        plan_date=facts.get("plan_date"),
        milestones=tuple(SeedMilestone(**entry) for entry in table.get("milestones", ())),
        sources=tuple(SeedSource(**entry) for entry in table.get("sources", ())),
        recommendations=tuple(_recommendation(entry) for entry in table["recommendations"]),
        actions=(*printed, *invented),
    )


def _recommendation(table: Table) -> SeedRecommendation:
    return SeedRecommendation(
        key=table["key"],
        source=table["source"],
        printed_reference=table["printed_reference"],
        text=table["text"],
        paragraph=table["paragraph"],
        agencies=tuple(table.get("agencies", ())),
        all_agencies=table.get("all_agencies", False),
        repeats=SeedRepeat(**table["repeats"]) if "repeats" in table else None,
    )


def _action(table: Table, show: SeedShow | None) -> SeedAction:
    leads = sorted(table.get("leads", ()), key=lambda lead: not lead.get("accountable", False))
    return SeedAction(
        key=table["key"],
        answers=tuple(table["answers"]),
        agency=table["agency"],
        text=table["text"],
        outcome_sought=table["outcome_sought"],
        outcome_measure=table["outcome_measure"],
        timescale=table["timescale"],
        whole_timescale=table.get("row_timescale", ""),
        doubt=table.get("review_reason", ""),
        # The deadline of an invented action is counted in days, as its show says.
        deadline=table["deadline"] if isinstance(table.get("deadline"), date) else None,
        ongoing=table.get("ongoing", False),
        paragraph=table["paragraph"],
        leads=tuple(lead["post"] for lead in leads),
        vacancy=table.get("vacancy", ""),
        show=show,
    )


def _show(table: Table, vacancy: str = "lead_vacant") -> SeedShow:
    said = table.get("progress")
    return SeedShow(
        note=table["note"],
        agreed=table["status"] == "open",
        deadline=_days(table.get("deadline")),
        vacancy=table.get(vacancy, ""),
        progress=SeedProgress(int(said["on"].rstrip("d")), said["text"], said["view"]) if said else None,
        claimed=_days(table.get("claimed_completion")),
    )


def _days(offset: str | None) -> int | None:
    """Days from the day of loading, written +45d or -8d."""
    return int(offset.removesuffix("d")) if offset is not None else None
