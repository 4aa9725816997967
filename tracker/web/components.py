"""What the GOV.UK macros need to show one field of a form."""

from typing import Any

from wtforms import Field, SelectFieldBase

from tracker.forms.dates import PARTS, DateInThreeBoxes

_BOX_WIDTH = {"day": 2, "month": 2, "year": 4}


def part_of(field: Field) -> str:
    """Which component shows a field."""
    return str(getattr(field, "part", "text"))


def params(field: Field, *, quiet: bool = False, width: int | str = "", **options: Any) -> dict[str, Any]:
    """The parameters every component shares; `quiet` keeps the label for screen readers only."""
    hidden = "govuk-visually-hidden"
    shared: dict[str, Any] = {
        "id": field.id,
        "idPrefix": field.id,
        "name": field.name,
        "label": {"text": field.label.text, "classes": hidden if quiet else "govuk-label--s"},
        "fieldset": {"legend": {"text": field.label.text, "classes": hidden if quiet else "govuk-fieldset__legend--s"}},
        "classes": _width_class(width),
    }
    if field.description:
        shared["hint"] = {"text": field.description}
    if field.errors:
        shared["errorMessage"] = {"text": field.errors[0]}
    return shared | {name: value for name, value in options.items() if value not in ("", None)}


def _width_class(width: int | str) -> str:
    if isinstance(width, int):
        return f"govuk-input--width-{width}"
    return f"govuk-!-width-{width}" if width else ""


def answers(field: SelectFieldBase) -> list[dict[str, Any]]:
    """The answers offered by radios or boxes to tick; a choice's render_kw may carry a `hint`."""
    return [
        {
            "value": value,
            "text": label,
            "checked": chosen,
            **({"hint": {"text": more[0]["hint"]}} if more and more[0].get("hint") else {}),
        }
        for value, label, chosen, *more in field.iter_choices()
    ]


def option_groups(field: SelectFieldBase) -> list[tuple[str, list[tuple[Any, str, bool]]]]:
    """The options of a select under their headings; one group without a heading when it has none."""
    if field.has_groups():
        return [
            (heading, [(value, label, chosen) for value, label, chosen, *_ in options])
            for heading, options in field.iter_groups()
        ]
    return [("", [(value, label, chosen) for value, label, chosen, *_ in field.iter_choices()])]


def date_boxes(field: DateInThreeBoxes) -> list[dict[str, Any]]:
    """The three boxes of a date, with what was typed in each and the wrong ones marked."""
    blamed = field.wrong if field.wrong or not field.errors else set(PARTS)
    return [
        {
            "id": f"{field.id}-{part}",
            "name": part,
            "label": part.capitalize(),
            "value": field.boxes[part],
            "classes": f"govuk-input--width-{_BOX_WIDTH[part]}" + (" govuk-input--error" if part in blamed else ""),
        }
        for part in PARTS
    ]


def error_list(form: Any) -> list[dict[str, str]]:
    """A form's errors for the summary at the top, each leading to the input to put right."""
    return [
        {"text": sentence, **({"href": f"#{where}"} if where else {})}
        for sentence, where in (form.problems() if form else [])
    ]


def pages_shown(page: int, pages: int) -> list[int | None]:
    """The page numbers to link: the first, the last, this one and its neighbours; None where some are left out."""
    near = sorted({1, pages, *range(max(1, page - 1), min(pages, page + 1) + 1)})
    shown: list[int | None] = []
    for number in near:
        before = shown[-1] if shown else None
        if before is not None and number - before == 2:
            shown.append(number - 1)
        elif before is not None and number - before > 1:
            shown.append(None)
        shown.append(number)
    return shown
