"""Wordings as boards write them, with the answer by the rules: none silently wrong, and few asked about without need.

wordings.tsv: the day the plan was agreed, the answer (a deadline, "done" and the day claimed, or "ask"), the text.
"either" before an answer means that it may be given or asked about.
"""

from datetime import date
from pathlib import Path

from tracker.reading.timescales import Timescale, read_timescale

WORDINGS = Path(__file__).with_name("wordings.tsv")


def labelled() -> list[tuple[str, str, Timescale]]:
    """Each wording with its label and what the reader says."""
    lines = WORDINGS.read_text(encoding="utf-8").splitlines()[1:]
    rows = [line.split("\t") for line in lines]
    return [
        (
            label,
            text,
            read_timescale(
                text.replace("\\n", "\n").replace("\\t", "\t"), agreed=date.fromisoformat(day) if day else None
            ),
        )
        for day, label, text in rows
    ]


def said(answer: Timescale) -> str:
    if answer.needs_review:
        return "ask"
    if answer.completed_on:
        return f"done {answer.completed_on}"
    return " ".join(map(str, answer.deadlines)) + " ongoing" * answer.ongoing


def test_no_wording_is_silently_wrong() -> None:
    wrong = [
        (text, label, said(answer))
        for label, text, answer in labelled()
        if said(answer) not in ("ask", label.removeprefix("either "))
    ]
    assert wrong == []


def test_ninety_of_a_hundred_plain_wordings_are_given_without_asking() -> None:
    plain = [(text, said(answer)) for label, text, answer in labelled() if label[0] in "2d"]
    asked = [text for text, answer in plain if answer == "ask"]
    assert len(plain) > 400
    assert len(asked) <= len(plain) / 10, asked
