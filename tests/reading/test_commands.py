"""The commands that read and write nothing."""

import json
from pathlib import Path

from click.testing import CliRunner, Result

from tests.plans import child_b1_composite, with_timescale
from tracker.cli.plans_read import read_plan_command, timescale_command


def asked(*words: str, lines: str | None = None) -> Result:
    return CliRunner().invoke(timescale_command, list(words), input=lines)


def test_a_timescale_is_answered_in_a_sentence() -> None:
    assert asked("By September 2015").output == "Deadline: 30 September 2015.\n"


def test_a_month_given_as_the_day_of_the_plan_means_its_last_day() -> None:
    assert "30 December 2015" in asked("--agreed", "2015-09", "within three months").output


def test_a_day_that_is_no_day_is_refused_with_status_two() -> None:
    answer = asked("--agreed", "30/9/2015", "May 2016")
    assert answer.exit_code == 2
    assert "2015-09-30" in answer.stderr


def test_lines_of_questions_are_answered_line_by_line() -> None:
    lines = '{"text": "By May 2016", "agreed": "2015-09"}\n{"text": "", "agreed": null}\n'
    first, second = [json.loads(line) for line in asked("-", lines=lines).output.splitlines()]
    assert first == {
        "text": "By May 2016",
        "kind": "month",
        "deadlines": ["2016-05-31"],
        "completed_on": None,
        "ongoing": False,
        "needs_review": False,
        "reason": None,
        "anchor": None,
    }
    assert (second["deadlines"], second["needs_review"]) == ([], True)


def test_a_line_that_is_no_question_stops_with_status_two_and_its_number() -> None:
    answer = asked("-", lines='{"text": "May 2016"}\nhello\n')
    assert answer.exit_code == 2
    assert "Line 2" in answer.stderr


def test_a_plan_is_told_to_a_person_with_a_line_that_adds_up(tmp_path: Path) -> None:
    file = child_b1_composite(tmp_path / "plan.xlsx")
    told = CliRunner().invoke(read_plan_command, [str(file), "--agreed", "2015-09"])
    assert told.exit_code == 0
    assert "Leicester City CCG" in told.output
    assert "The timescale is blank." in told.output
    last = told.output.strip().splitlines()[-1]
    assert last.startswith("51 rows: 16 items, 1 continued, 7 guidance, 26 headings, 1 set aside.")


def test_a_plan_is_printed_as_one_object_of_the_fixed_form(tmp_path: Path) -> None:
    file = tmp_path / "plan.xlsx"
    file.write_bytes(with_timescale("May 2016"))
    said = json.loads(CliRunner().invoke(read_plan_command, [str(file), "--json"]).output)
    assert set(said) == {"file", "format", "tables", "remarks", "gaps", "summary"}
    row = said["tables"][0]["rows"][1]
    assert row["source"] == "Plan!2"
    assert row["actions"][0]["deadlines"] == ["2016-05-31"]
    assert said["summary"]["rows_seen"] == 2


def test_a_file_that_cannot_be_read_gives_status_two_and_one_line(tmp_path: Path) -> None:
    broken = tmp_path / "broken.xlsx"
    broken.write_bytes(b"PK\x03\x04")
    for file in (broken, tmp_path / "absent.xlsx", tmp_path):
        answer = CliRunner().invoke(read_plan_command, [str(file)])
        assert answer.exit_code == 2
        assert len(answer.stderr.strip().splitlines()) == 1
        assert answer.stdout == ""
