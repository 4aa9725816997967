"""How a rule says no, in a sentence for the person who asked."""

from typing import Any

from tracker import access
from tracker.models import Person


class Refused(Exception):
    """What was asked cannot be done; the sentence says why and what to do, and may name the field it belongs to."""

    def __init__(self, sentence: str, field: str | None = None) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.field = field


class NotAllowed(Refused):
    """The person may not do this."""


class Overtaken(Refused):
    """Someone else changed the same thing first; nothing of theirs is overwritten."""


class AlreadyReceived(Refused):
    """This file has been taken in for this review and agency; `batch` is that import."""

    def __init__(self, sentence: str, batch: Any) -> None:
        super().__init__(sentence)
        self.batch = batch


def check_may(verb: str, *, by: Person | None, subject: Any) -> None:
    """Raise NotAllowed unless `by` may carry out the verb; None is the installation itself (a command)."""
    if by is not None and not access.may(verb, by, subject):
        raise NotAllowed(access.refusal(verb))
