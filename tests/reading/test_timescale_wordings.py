"""Wordings as boards write them, with the answer by the rules: none silently wrong, and few asked about without need.

wordings.tsv: the day the plan was agreed, the answer (a deadline, "done" and the day claimed, or "ask"), the text.
"either" before an answer means that it may be given or asked about.
"""

from datetime import date
from pathlib import Path

from tracker.reading.timescales import read_timescale

WORDINGS = Path(__file__).with_name("wordings.tsv")


def labelled() -> list[tuple[date | None, str, str]]:
    """The day of the plan, the label and the wording."""
    rows = (line.split("\t") for line in WORDINGS.read_text(encoding="utf-8").splitlines()[1:])
    return [
        (date.fromisoformat(day) if day else None, label, text.replace("\\n", "\n").replace("\\t", "\t"))
        for day, label, text in rows
    ]


def said(text: str, agreed: date | None) -> str:
    """The answer as the labels write it."""
    answer = read_timescale(text, agreed=agreed)
    if answer.needs_review:
        return "ask"
    if answer.completed_on:
        return f"done {answer.completed_on}"
    return " ".join(map(str, answer.deadlines)) + " ongoing" * answer.ongoing


def variants(text: str) -> list[str]:
    """The same wording in another hand: capitals, spaces, dashes and marks."""
    return [
        text.upper(),
        text.lower(),
        f" {text} ",
        f"{text}.",
        text.replace(" ", "  "),
        text.replace(" ", "\u00a0"),
        text.replace("-", "–"),
    ]


def test_no_wording_is_silently_wrong() -> None:
    answers = [(text, label.removeprefix("either "), said(text, day)) for day, label, text in labelled()]
    assert [row for row in answers if row[2] not in ("ask", row[1])] == []


def test_ninety_of_a_hundred_plain_wordings_are_given_without_asking() -> None:
    plain = [(text, day) for day, label, text in labelled() if label[0] in "2d"]
    asked = [text for text, day in plain if said(text, day) == "ask"]
    assert len(plain) > 400
    assert len(asked) <= len(plain) / 10, asked


def test_the_same_wording_in_another_hand_has_the_same_answer() -> None:
    for day, label, text in labelled():
        if label != "ask" and said(text, day) == label:
            assert {said(variant, day) for variant in variants(text)} == {label}, text
