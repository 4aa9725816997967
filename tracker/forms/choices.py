"""Fields that offer answers to choose from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from wtforms import RadioField, SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]
from wtforms.validators import StopValidation

from tracker.forms.checks import Check, in_order

Answers = Iterable[tuple[Any, ...]]
Grouped = Mapping[str, Sequence[tuple[Any, ...]]]


def _or_nothing(coerce: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda value: None if value is None or value == "" else coerce(value)


def _choices(given: Answers | Grouped | None, blank: str = "") -> list[SelectChoice]:
    """Answers as (value, words), or (value, words, {"hint": words}); a mapping puts them under headings."""
    first = [SelectChoice("", blank)] if blank else []
    if isinstance(given, Mapping):
        return [*first, *(SelectChoice(*one, optgroup=heading) for heading, some in given.items() for one in some)]
    return [*first, *(SelectChoice(*one) for one in given or [])]


class _Offering(SelectField):
    """What the three kinds share: answers set at once or later, a sentence for what was not offered."""

    blank = ""

    def __init__(
        self,
        label: str,
        *,
        choices: Answers | Grouped | None = None,
        hint: str = "",
        required: str = "",
        checks: Sequence[Check] = (),
        **more: Any,
    ) -> None:
        super().__init__(
            label,
            description=hint,
            validators=in_order(required, checks),
            **more,
        )
        self.not_offered = self.invalid_value_message = f"Choose from the answers offered under “{label}”."
        self.offer(choices)

    def offer(self, choices: Answers | Grouped | None) -> None:
        """Set what may be chosen."""
        self._offered = _choices(choices, self.blank)

    @property
    def choices(self) -> list[SelectChoice]:
        """What may be chosen; setting it is offering it."""
        return self._offered

    @choices.setter
    def choices(self, choices: Answers | Grouped | None) -> None:
        self.offer(choices)

    def pre_validate(self, form: object) -> None:
        """Refuse what was not offered; an empty answer is left to `required`."""
        if self.process_errors:
            raise StopValidation()
        chosen = self.data if isinstance(self.data, list) else [self.data]
        offered = {self.coerce(choice.value) for choice in self.choices}
        if any(answer is not None and answer not in offered for answer in chosen):
            raise StopValidation(self.not_offered)


class PickOne(_Offering):
    """One of a list. `blank` is the wording of the first, empty choice; an empty choice comes back as None."""

    part = "select"

    def __init__(self, label: str, *, blank: str = "", coerce: Callable[[Any], Any] = str, **more: Any) -> None:
        self.blank = blank
        super().__init__(label, coerce=_or_nothing(coerce), **more)


class PickRadio(_Offering, RadioField):
    """One of a few, all of them shown; no answer comes back as None."""

    part = "radios"

    def __init__(self, label: str, *, coerce: Callable[[Any], Any] = str, **more: Any) -> None:
        super().__init__(label, coerce=_or_nothing(coerce), **more)


class Many(_Offering, SelectMultipleField):
    """Any number of a list, as boxes to tick; comes back as a list."""

    part = "checkboxes"
