"""The published reviews held as data: that the files are whole, agree with one another and name nobody."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

SEED = Path(__file__).resolve().parents[2] / "seed_data"
REVIEW_FILES = ["baby_c", "baby_l", "baby_m", "child_b1", "child_h"]
AGENCY_KINDS = {"council", "health", "police", "education", "probation", "voluntary", "board", "other"}
SOURCE_KINDS = {"overview report", "agency IMR", "health overview", "agency plan"}
MILESTONES = {"commissioned", "report agreed", "sent to the inspectorate", "judged by it", "reconsidered", "published"}
ROLES = {"lead", "agency-lead", "policy-officer", "member", "chair", "evaluator", "observer", "administrator"}
VIEWS = {"on track", "at risk", "off track"}
DAYS_FROM_TODAY = re.compile(r"[+-]\d+d")

Table = dict[str, Any]


def read(name: str) -> Table:
    return tomllib.loads((SEED / f"{name}.toml").read_text(encoding="utf-8"))


def review(name: str) -> Table:
    return read(f"reviews/{name}")


BOARDS: list[Table] = read("boards")["boards"]
AGENCIES: list[Table] = read("agencies")["agencies"]
PEOPLE: list[Table] = read("people")["people"]
REVIEWS: dict[str, Table] = {name: review(name) for name in REVIEW_FILES}


def agency_keys(board: str) -> set[str]:
    return {agency["key"] for agency in AGENCIES if agency["board"] == board}


def all_actions(data: Table) -> list[Table]:
    return [*data.get("actions", []), *data.get("demonstration_actions", [])]


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, list):
        for part in value:
            yield from strings(part)


def repeated(values: list[Any]) -> list[Any]:
    return [value for value, times in Counter(values).items() if times > 1]


def folded(name: str) -> str:
    """A name without case, punctuation, "the", or the choice between "&" and "and"."""
    plain = re.sub(r"['’]", "", name.replace("&", " and ").casefold())
    return " ".join(word for word in re.findall(r"\w+", plain) if word != "the")


def days(offset: str) -> int:
    assert DAYS_FROM_TODAY.fullmatch(offset), f"{offset!r} is not a number of days from today, such as +45d"
    return int(offset[:-1])


@pytest.fixture(params=REVIEW_FILES)
def data(request: pytest.FixtureRequest) -> Table:
    return REVIEWS[request.param]


def test_every_review_file_is_known_to_these_tests() -> None:
    assert sorted(path.stem for path in (SEED / "reviews").glob("*.toml")) == REVIEW_FILES


def test_an_agency_has_one_key_and_no_name_shared_with_another_of_its_board() -> None:
    boards = {board["key"] for board in BOARDS}
    assert len(boards) == len(BOARDS) == 4
    assert repeated([(agency["board"], agency["key"]) for agency in AGENCIES]) == []
    assert {agency["board"] for agency in AGENCIES} == boards
    assert {agency["kind"] for agency in AGENCIES} <= AGENCY_KINDS
    names = [(a["board"], folded(name)) for a in AGENCIES for name in [a["name"], *a["aliases"]]]
    assert repeated(names) == []


def test_a_person_has_an_invented_address_and_memberships_that_exist() -> None:
    assert repeated([person["email"] for person in PEOPLE]) == []
    assert repeated([person["name"] for person in PEOPLE]) == []
    for person in PEOPLE:
        assert re.fullmatch(r"[a-z.]+@[a-z-]+\.example", person["email"]), person["email"]
        assert person["memberships"], person["email"]
        for membership in person["memberships"]:
            assert membership["role"] in ROLES, person["email"]
            if "agency" in membership:
                assert membership["agency"] in agency_keys(membership["board"]), person["email"]


def test_leicester_has_every_role_two_policy_officers_and_members_of_different_agencies() -> None:
    leicester = [m for person in PEOPLE for m in person["memberships"] if m["board"] == "leicester"]
    roles = Counter(membership["role"] for membership in leicester)
    assert set(roles) == ROLES
    assert roles["policy-officer"] == 2
    members = [m["agency"] for m in leicester if m["role"] == "member"]
    assert len(set(members)) == len(members) >= 4


def test_every_other_board_has_a_policy_officer_a_lead_and_an_agency_lead() -> None:
    for board in BOARDS:
        roles = {m["role"] for person in PEOPLE for m in person["memberships"] if m["board"] == board["key"]}
        assert {"policy-officer", "lead", "agency-lead"} <= roles, board["name"]


def test_one_person_belongs_to_two_boards() -> None:
    boards = [{m["board"] for m in person["memberships"]} for person in PEOPLE]
    assert [belongs for belongs in boards if len(belongs) > 1] == [{"leicester", "leicestershire-rutland"}]


def test_a_post_that_a_person_fills_is_worded_as_in_an_action_of_their_agency() -> None:
    posts = {
        (action["agency"], lead["post"])
        for name in ("child_b1", "baby_l")
        for action in all_actions(REVIEWS[name])
        for lead in action.get("leads", [])
    }
    filled = [(p["memberships"][0]["agency"], post) for p in PEOPLE for post in p.get("fills", [])]
    assert set(filled) <= posts
    assert repeated(filled) == []
    assert len(filled) >= 10


def test_a_review_says_its_board_type_and_dated_milestones(data: Table) -> None:
    about = data["review"]
    assert about["board"] in {board["key"] for board in BOARDS}
    assert about["type"] == "SCR"
    assert about["title"]
    assert about["summary"]
    for milestone in data["milestones"]:
        assert milestone["kind"] in MILESTONES
        assert type(milestone["date"]) is date
        assert milestone["precision"] in {"day", "month", "year"}
        if milestone["precision"] == "month":
            assert (milestone["date"] + timedelta(days=1)).day == 1, "a month is kept as its last day"
        assert milestone["paragraph"]
    dates = [milestone["date"] for milestone in data["milestones"]]
    assert dates == sorted(dates)


def test_only_the_reviews_with_a_published_or_agreed_plan_have_a_plan_date() -> None:
    dates = {name: data["review"].get("plan_date") for name, data in REVIEWS.items()}
    known = {name: day for name, day in dates.items() if day is not None}
    assert known == {"baby_l": date(2012, 6, 30), "child_b1": date(2015, 9, 30)}


def test_every_recommendation_has_its_source_paragraph_and_those_it_addresses(data: Table) -> None:
    known = agency_keys(data["review"]["board"])
    sources = {source["key"] for source in data["sources"]}
    assert {source["kind"] for source in data["sources"]} <= SOURCE_KINDS
    assert {source["agency"] for source in data["sources"] if "agency" in source} <= known
    for recommendation in data["recommendations"]:
        key = recommendation["key"]
        assert recommendation["source"] in sources, key
        assert recommendation["paragraph"].strip(), key
        assert len(recommendation["text"].split()) >= 5, key
        if recommendation.get("all_agencies"):
            assert "agencies" not in recommendation, key
        else:
            assert recommendation["agencies"], key
            assert set(recommendation["agencies"]) <= known, key


def test_references_are_unique_within_their_source_and_keys_within_the_file(data: Table) -> None:
    printed = [(r["source"], r["printed_reference"]) for r in data["recommendations"] if r["printed_reference"]]
    assert repeated(printed) == []
    assert repeated([r["key"] for r in data["recommendations"]]) == []
    assert repeated([source["key"] for source in data["sources"]]) == []
    assert repeated([action["key"] for action in all_actions(data)]) == []
    assert {r["source"] for r in data["recommendations"]} == {source["key"] for source in data["sources"]}


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("baby_l", [7, 1, 1, 1, 1]),
        ("child_h", [9]),
        ("baby_m", [10, 6, 3, 9, 9, 3, 3]),
        ("baby_c", [5]),
        ("child_b1", [3, 5, 1, 6, 1, 6, 13, 1, 1, 1]),
    ],
)
def test_each_source_has_as_many_recommendations_as_it_published(name: str, counts: list[int]) -> None:
    held = Counter(recommendation["source"] for recommendation in REVIEWS[name]["recommendations"])
    assert [held[source["key"]] for source in REVIEWS[name]["sources"]] == counts


def test_baby_c_has_a_second_in_two_parts_and_a_third_to_several_named_agencies() -> None:
    by_reference = {r["printed_reference"]: r for r in REVIEWS["baby_c"]["recommendations"]}
    assert list(by_reference) == ["1", "2a", "2b", "3", "4"]
    assert by_reference["2b"]["all_agencies"] is True
    assert len(by_reference["3"]["agencies"]) == 7


def test_what_a_review_repeats_is_either_held_here_or_said_not_to_be() -> None:
    held = {data["review"]["code"]: {r["key"] for r in data["recommendations"]} for data in REVIEWS.values()}
    for data in REVIEWS.values():
        for recommendation in data["recommendations"]:
            earlier = recommendation.get("repeats")
            if earlier is None:
                continue
            if "review" in earlier:
                assert earlier["recommendation"] in held[earlier["review"]]
            else:
                assert earlier["printed_in"]
                assert "not held" in earlier["note"]


def test_child_b1_repeats_five_recommendations_of_child_a_and_child_q() -> None:
    repeats = [r for r in REVIEWS["child_b1"]["recommendations"] if "repeats" in r]
    assert [r["printed_reference"] for r in repeats] == ["i", "ii", "iii", "iv", "v"]
    assert {r["repeats"]["printed_in"] for r in repeats} == {"Child A and Child Q"}


def test_an_action_answers_recommendations_of_its_review_and_has_a_known_agency(data: Table) -> None:
    recommendations = {r["key"] for r in data["recommendations"]}
    known = agency_keys(data["review"]["board"])
    for action in all_actions(data):
        assert action["answers"], action["key"]
        assert set(action["answers"]) <= recommendations, action["key"]
        assert action["agency"] in known, action["key"]
        assert action["text"], action["key"]
        assert action["paragraph"], action["key"]


def test_an_action_has_one_accountable_lead_or_a_vacancy_with_its_reason(data: Table) -> None:
    for action in all_actions(data):
        if "vacancy" in action:
            assert action["vacancy"].strip(), action["key"]
            assert "leads" not in action, action["key"]
        else:
            assert sum(lead.get("accountable", False) for lead in action["leads"]) == 1, action["key"]
            assert all(lead["post"].strip() for lead in action["leads"]), action["key"]


def test_an_action_without_a_date_in_its_wording_asks_for_one(data: Table) -> None:
    for action in data.get("actions", []):
        if "deadline" in action:
            assert type(action["deadline"]) is date, action["key"]
        else:
            assert action["needs_review"] is True, action["key"]
        assert bool(action.get("review_reason")) is action["needs_review"], action["key"]


def test_the_plans_of_child_b1_are_held_row_by_row() -> None:
    rows = {(action["agency"], action["paragraph"]) for action in REVIEWS["child_b1"]["actions"]}
    assert Counter(agency for agency, _ in rows) == {"ccg": 2, "lpt": 6, "uhl": 1, "eyst": 5, "csc": 10, "lscb": 2}


def test_the_timescales_of_child_b1_are_worded_as_printed() -> None:
    wordings = {a["paragraph"]: a.get("row_timescale", a["timescale"]) for a in REVIEWS["child_b1"]["actions"]}
    assert sorted(wordings.values()) == sorted(
        [
            *["8/04/2015"] * 2,
            "",
            *["31.07.2015"] * 2,
            "31.03.2015\n31.05.2015",
            "31.03.2015  31.05.2015",
            "30.04.2015\n31.03.2015\n30.04.2015",
            "Dependent on release of report",
            *["September 2015 and ongoing CPD element"] * 2,
            "Immediate – completed by July 2015.",
            "In place for the beginning of the new academic year (September 2015)",
            "Review completed by September 2015 and ongoing training programme.",
            "Already actioned see 8.5.2",
            "By September 2015",
            "April 2016",
            *["April 2015"] * 2,
            "Has begun May 2015",
            *["May 2015"] * 2,
            "Already in place March 2015",
            "See 8.5.1",
            "December 2015",
            "June 2015",
        ]
    )


def test_a_blank_timescale_stays_blank_and_asks() -> None:
    blank = [action for action in REVIEWS["child_b1"]["actions"] if action["timescale"] == ""]
    assert [action["key"] for action in blank] == ["lpt-1a", "lpt-1b"]
    assert all("blank" in action["review_reason"] and "deadline" not in action for action in blank)


def test_a_row_of_several_actions_gives_each_its_own_lead_and_date() -> None:
    parts: dict[str, list[Table]] = {}
    for action in REVIEWS["child_b1"]["actions"]:
        if "split_of" in action:
            parts.setdefault(action["split_of"], []).append(action)
    sizes = {row: len(actions) for row, actions in parts.items()}
    assert sizes == {"lpt-row-1": 2, "lpt-row-3": 2, "lpt-row-4": 2, "lpt-row-6": 3}
    for actions in parts.values():
        if "row_timescale" in actions[0]:
            assert [a["timescale"] for a in actions] == actions[0]["row_timescale"].split()
            assert all(a["row_timescale"] == actions[0]["row_timescale"] for a in actions)
            assert all(a["deadline"].strftime("%d.%m.%Y") == a["timescale"] for a in actions)
        assert len({a["paragraph"] for a in actions}) == 1


def test_the_early_april_date_is_read_day_first() -> None:
    dates = {a["deadline"] for a in REVIEWS["child_b1"]["actions"] if a["timescale"] == "8/04/2015"}
    assert dates == {date(2015, 4, 8)}


def test_a_demonstration_counts_in_days_from_today_and_says_what_it_is(data: Table) -> None:
    printed = {action["key"] for action in data.get("actions", [])}
    shown = [entry["action"] for entry in data.get("demonstration", [])]
    assert set(shown) <= printed
    assert repeated(shown) == []
    for entry in [*data.get("demonstration", []), *data.get("demonstration_actions", [])]:
        assert entry["note"].startswith("Demonstration: ")
        assert entry["status"] in {"draft", "open"}
        if "deadline" in entry:
            days(entry["deadline"])
        if "progress" in entry:
            assert days(entry["progress"]["on"]) < 0
            assert entry["progress"]["view"] in VIEWS
            assert entry["progress"]["text"]
        if "claimed_completion" in entry:
            assert days(entry["claimed_completion"]) < 0


def test_an_open_demonstration_has_a_deadline_so_that_it_can_be_agreed(data: Table) -> None:
    printed = {action["key"]: action for action in data.get("actions", [])}
    for entry in data.get("demonstration", []):
        if entry["status"] == "open":
            assert "deadline" in entry or "deadline" in printed[entry["action"]], entry["action"]
    for action in data.get("demonstration_actions", []):
        assert action["text"].startswith("Demonstration: ")
        assert action["status"] == "draft" or "deadline" in action, action["key"]


def test_the_demonstration_shows_every_status_and_dates_near_and_far() -> None:
    data = REVIEWS["child_b1"]
    entries = [*data["demonstration"], *data["demonstration_actions"]]
    offsets = [days(entry["deadline"]) for entry in entries if "deadline" in entry]
    assert any(offset < 0 for offset in offsets), "overdue"
    assert any(0 <= offset <= 7 for offset in offsets), "due this week"
    assert any(7 < offset <= 30 for offset in offsets), "due this month"
    assert any(offset > 90 for offset in offsets), "due in some months"
    assert any("lead_vacant" in entry for entry in entries), "a vacancy"
    assert any("claimed_completion" in entry for entry in entries), "a claim"
    assert {entry["progress"]["view"] for entry in entries if "progress" in entry} == VIEWS
    drafts = {action["key"] for action in data["actions"]} - {entry["action"] for entry in data["demonstration"]}
    assert "lpt-1a" in drafts
    assert "uhl-1" in drafts


def test_recommendations_that_no_action_answers_remain_gaps() -> None:
    data = REVIEWS["child_b1"]
    answered = {key for action in all_actions(data) for key in action["answers"]}
    gaps = {r["key"] for r in data["recommendations"]} - answered
    repeated_gaps = {"repeated-ii", "repeated-iii", "repeated-iv", "repeated-v"}
    assert gaps == {"overview-iii", "lpt-vi", "uhl-i", "csc-vi"} | repeated_gaps
    for name in ("child_h", "baby_m", "baby_c"):
        assert all_actions(REVIEWS[name]) == []


# Words that begin with a capital in the names of services, posts and documents, beside those of boards and agencies.
SERVICE_WORDS = """
Advice Appendix Assessment Assessments Board Briefing Chair Child Clinical Community Core Director Duty Early
Effectiveness Executive Family Framework Government Head Independent Inspector Lead Leader Learning Line Liquid
Locality Manager Named Observer Offer Officer Outreach Parenting Policy Professional Programme Protection
Quality Recommendation Referral Review Reviews September Serious Subgroup Supervision Supporting Team
Training Trust Unit Working
"""


def test_nobody_is_named() -> None:
    known = {word for text in strings([BOARDS, AGENCIES, SERVICE_WORDS]) for word in re.findall(r"[A-Z][a-z]+", text)}
    for text in strings([PEOPLE, REVIEWS]):
        assert not re.search(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame|Lord|Lady|Professor)\b\.? [A-Z]", text), text
        for pair in re.findall(r"(?=\b([A-Z][a-z]+[ -][A-Z][a-z]+)\b)", text):
            assert set(re.split("[ -]", pair)) & known, f"{pair!r} reads like a person's name, in: {text}"


def test_a_child_has_a_code_name_and_nothing_of_the_family_is_told() -> None:
    codes = [data["review"]["code"] for data in REVIEWS.values()]
    assert sorted(codes) == ["Baby C", "Baby L", "Baby M", "Child B1", "Child H"]
    private = re.compile(r"\b(?:born|died|death|aged|\d+ (?:weeks|months) old|siblings?|stepfather|inquest)\b", re.I)
    for data in REVIEWS.values():
        for text in strings(data):
            assert not private.search(text), text
