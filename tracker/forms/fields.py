"""The fields every form is made of, each with the sentence shown when it is filled in wrongly."""

import re
import secrets
from collections.abc import Sequence
from typing import Any, Protocol

from flask_wtf import FlaskForm
from flask_wtf.file import FileField, MultipleFileField
from wtforms import (
    BooleanField,
    Field,
    HiddenField,
    IntegerField,
    PasswordField,
    StringField,
    TextAreaField,
)
from wtforms.validators import StopValidation

from tracker.forms.checks import LONG_TEXT as LONG_TEXT
from tracker.forms.checks import SHORT_TEXT, Check, Ticked, in_order, one_line, several_lines
from tracker.forms.choices import Many as Many
from tracker.forms.choices import PickOne as PickOne
from tracker.forms.choices import PickRadio as PickRadio
from tracker.forms.dates import DateInThreeBoxes as DateInThreeBoxes


class Refusal(Protocol):
    """What a rule answers when it will not do as asked: a sentence, and the field it is about, if one."""

    @property
    def sentence(self) -> str: ...

    @property
    def field(self) -> str | None: ...


class Form(FlaskForm):  # type: ignore[misc]
    """A form whose errors are sentences, and which can carry a rule's refusal back to the page."""

    def refuse(self, refusal: Refusal) -> None:
        """Show why a rule refused: beside the field it names, or at the top for the form as a whole."""
        field = self._fields.get(refusal.field) if refusal.field else None
        if field is None:
            self.form_errors.append(refusal.sentence)
        else:
            field.errors = [*field.errors, refusal.sentence]

    def problems(self) -> list[tuple[str, str | None]]:
        """Every error as a sentence and the id of the input to go to, in the order of the page."""
        found: list[tuple[str, str | None]] = [(sentence, None) for sentence in self.form_errors]
        for field in self:
            where = getattr(field, "first_error_id", field.id)
            found += [(str(sentence), None if _is_hidden(field) else where) for sentence in field.errors]
        return found


def _is_hidden(field: Field) -> bool:
    return isinstance(field, HiddenField)


class OneLine(StringField):
    """A short text. `required` is the sentence shown when it is blank."""

    part = "text"

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        required: str = "",
        at_most: int = SHORT_TEXT,
        checks: Sequence[Check] = (),
        **more: Any,
    ) -> None:
        super().__init__(
            label, description=hint, validators=in_order(required, checks, at_most), filters=[one_line], **more
        )


class Email(OneLine):
    """An e-mail address."""

    part = "email"

    def pre_validate(self, form: object) -> None:
        """Refuse what no mail server could deliver to; whether anyone reads it only a mail can tell."""
        if self.data and not re.fullmatch(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", self.data):
            raise StopValidation("Enter an e-mail address in the form name@agency.example.")


class Lines(TextAreaField):
    """A longer text that may have several lines; they are kept."""

    part = "textarea"

    def __init__(
        self,
        label: str,
        *,
        hint: str = "",
        required: str = "",
        at_most: int = LONG_TEXT,
        checks: Sequence[Check] = (),
        **more: Any,
    ) -> None:
        super().__init__(
            label, description=hint, validators=in_order(required, checks, at_most), filters=[several_lines], **more
        )


class Number(IntegerField):
    """A whole number."""

    part = "number"

    def __init__(
        self, label: str, *, hint: str = "", required: str = "", checks: Sequence[Check] = (), **more: Any
    ) -> None:
        super().__init__(label, description=hint, validators=in_order(required, checks), **more)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """Blank is no number; anything but digits is refused in words."""
        typed = str(valuelist[0]).strip() if valuelist else ""
        self.data = None
        if not typed:
            return
        if not re.fullmatch(r"-?[0-9]{1,9}", typed):
            raise ValueError(f"{self.label.text} must be a whole number in figures, such as 3.")
        self.data = int(typed)


class Tick(BooleanField):
    """One box to tick."""

    part = "checkbox"

    def __init__(self, label: str, *, hint: str = "", required: str = "", **more: Any) -> None:
        super().__init__(label, description=hint, validators=[Ticked(required)] if required else [], **more)


class Password(PasswordField):
    """A password: never shown again, never trimmed."""

    part = "password"

    def __init__(
        self, label: str, *, hint: str = "", required: str = "", checks: Sequence[Check] = (), **more: Any
    ) -> None:
        super().__init__(label, description=hint, validators=in_order(required, checks, SHORT_TEXT), **more)


class Upload(FileField):  # type: ignore[misc]
    """One file."""

    part = "file"

    def __init__(
        self, label: str, *, hint: str = "", required: str = "", checks: Sequence[Check] = (), **more: Any
    ) -> None:
        super().__init__(label, description=hint, validators=in_order(required, checks), **more)


class Uploads(MultipleFileField):  # type: ignore[misc]
    """One file or several."""

    part = "file"
    several = True

    def __init__(
        self, label: str, *, hint: str = "", required: str = "", checks: Sequence[Check] = (), **more: Any
    ) -> None:
        super().__init__(label, description=hint, validators=in_order(required, checks), **more)


class Once(HiddenField):
    """A random text that marks one showing of a form, so that pressing its button twice does the thing once."""

    part = "hidden"

    def __init__(self, **more: Any) -> None:
        super().__init__(default=lambda: secrets.token_urlsafe(16), **more)


class Hidden(HiddenField):
    """A value that goes with a form unseen, such as the version that was shown."""

    part = "hidden"
