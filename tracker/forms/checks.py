"""The checks fields share, and the tidying done before them."""

import re
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from wtforms import Field
from wtforms.validators import StopValidation, ValidationError

Check = Callable[[Any, Any], object]

SHORT_TEXT = 200
LONG_TEXT = 10_000
_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


class Filled:
    """Refuses a blank answer with the field's own sentence; runs before every other check."""

    field_flags: ClassVar[dict[str, Any]] = {}

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, form: object, field: Field) -> None:
        if field.process_errors:
            raise StopValidation()
        if field.data is None or field.data == "" or field.data == []:
            raise StopValidation(self.sentence)


class AtMost:
    """Refuses a text that is too long, saying how long it is."""

    def __init__(self, characters: int) -> None:
        self.characters = characters

    def __call__(self, form: object, field: Field) -> None:
        if len(field.data or "") > self.characters:
            raise ValidationError(
                f"{field.label.text} has {len(field.data):,} characters. Shorten it to {self.characters:,} or fewer."
            )


def one_line(typed: str | None) -> str | None:
    """What was typed, on one line and without spaces around it."""
    return typed if typed is None else " ".join(_UNPRINTABLE.sub("", typed).split())


def several_lines(typed: str | None) -> str | None:
    """What was typed, its line breaks kept and made alike."""
    return typed if typed is None else _UNPRINTABLE.sub("", typed.replace("\r\n", "\n").replace("\r", "\n")).strip()


def in_order(required: str, more: Sequence[Check], at_most: int | None = None) -> list[Check]:
    """A field's checks, the one for a blank answer first."""
    first: list[Check] = [Filled(required)] if required else []
    length: list[Check] = [AtMost(at_most)] if at_most else []
    return [*first, *length, *more]


class Ticked:
    """Refuses a box left unticked."""

    def __init__(self, sentence: str) -> None:
        self.sentence = sentence

    def __call__(self, form: object, field: Field) -> None:
        if not field.data:
            raise StopValidation(self.sentence)
