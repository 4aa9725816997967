"""The history of changes told in words: each verb as a sentence, with what was before and after."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from tracker.models import AuditEntry
from tracker.web.display import day

SENTENCES = {
    "action.add": "Added as a draft",
    "action.edit": "Corrected",
    "action.set_deadline": "Deadline set",
    "action.set_leads": "Lead set",
    "action.follow": "Deadline followed the date it is counted from",
    "action.agree": "Agreed: now open",
    "action.record_progress": "Progress recorded",
    "recommendation.add": "Added",
    "recommendation.edit": "Corrected",
    "recommendation.link_repeat": "Linked as a repeat",
    "recommendation.unlink_repeat": "Link to an earlier one taken back",
    "review.add": "Review added",
    "review.edit": "Review changed",
    "review.add_milestone": "Milestone added",
    "review.move_milestone": "Milestone corrected",
    "review.remove_milestone": "Milestone removed",
    "review.add_source": "Source report added",
    "settings.calendar": "Calendar settled",
    "settings.add_status_word": "Status word added",
    "settings.change_status_word": "Status word changed",
    "settings.take_out_status_word": "Status word taken out",
    "plan.export": "Plan exported",
    "import.receive": "File taken in",
    "import.read": "File read",
    "import.read_again": "Reading begun again",
    "import.not_read": "File could not be read",
    "import.correct": "Reading corrected",
    "import.apply": "Imported",
    "import.set_aside": "Set aside",
    "import.undo": "Undone",
    "import.take_out": "Taken out again as its import was undone",
    "import.put_back": "Put back as it was before an import that was undone",
    "action.revise": "Changed by a revised plan",
    "import.fetch_original": "Original fetched",
}
NAMES = {
    "text": "text",
    "deadline": "deadline",
    "no_deadline_reason": "reason for no deadline",
    "timescale_doubt": "doubt about the timescale",
    "timescale": "timescale as printed",
    "leads": "lead",
    "vacancy_reason": "reason for no lead",
    "status": "status",
    "outcome_sought": "outcome sought",
    "outcome_measure": "outcome measure",
    "plan_date": "plan date",
    "printed_reference": "printed reference",
    "paragraph": "paragraph",
    "title": "title",
    "summary": "summary",
    "type": "type",
    "code": "code name",
    "kind": "kind",
    "day": "date",
    "view": "own view",
    "name": "name",
    "agencies": "addressed to",
    "source": "source report",
    "earlier": "repeats",
    "printed_in": "printed in",
    "to_all_agencies": "addressed to all agencies",
    "precision": "exact to the",
    "written_as": "word",
    "meaning": "meaning",
    "autumn_ends": "autumn term ends",
    "spring_ends": "spring term ends",
    "summer_ends": "summer term ends",
    "quarters": "quarters",
}
ISO_LENGTH = 10


@dataclass(frozen=True)
class Told:
    """One entry of a history as the page shows it; `changes` are (name, before, after)."""

    what: str
    at: datetime
    who: str
    why: str
    changes: list[tuple[str, str, str]]


def entry(recorded: AuditEntry) -> Told:
    """An entry in words. Numbers of other records are left out: they say nothing to a person."""
    names = [name for name in (*recorded.old, *recorded.new) if name in NAMES]
    changes = [
        (NAMES[name], _said(recorded.old.get(name)), _said(recorded.new.get(name))) for name in dict.fromkeys(names)
    ]
    return Told(
        SENTENCES.get(recorded.verb, recorded.verb.replace(".", " ").replace("_", " ").capitalize()),
        recorded.at,
        recorded.by.name if recorded.by else "The installation",
        recorded.why,
        [change for change in changes if change[1] or change[2]],
    )


def _said(value: Any) -> str:
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_said(one) for one in value)
    text = str(value)
    if len(text) == ISO_LENGTH and text[4] == text[7] == "-":
        try:
            return day(date.fromisoformat(text))
        except ValueError:
            return text
    return text
