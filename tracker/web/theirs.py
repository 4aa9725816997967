"""When two people edit the same thing at once: what the other saved, beside what this person typed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from wtforms import Field, SelectFieldBase

from tracker.forms.fields import Form, Many
from tracker.web.display import day


@dataclass(frozen=True)
class Difference:
    """One field in which what stands now differs from what was typed, both in words."""

    label: str
    stands: str
    typed: str


def differences(form: Form, stands: Mapping[str, Any]) -> list[Difference]:
    """The fields that differ, in the order of the page; the form then carries the version that stands, so that sending
    it again means the person has seen both."""
    form["version"].data = str(stands["version"])
    found = []
    for field in form:
        if field.short_name in stands and field.short_name != "version":
            now = stands[field.short_name]
            if (field.data or None) != (now or None):
                found.append(Difference(field.label.text, in_words(field, now), in_words(field, field.data)))
    return found


def in_words(field: Field, value: Any) -> str:
    """A field's value as a person reads it: the words of a choice, a date spelt out."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, date):
        return day(value)
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(field, Many):
        return ", ".join(words for number, words, *_ in field.choices or [] if number in value)
    if isinstance(field, SelectFieldBase):
        return next((str(label) for choice, label, *_ in field.iter_choices() if str(choice) == str(value)), str(value))
    return str(value)
