"""What a person had typed when their form could not be taken, so that none of it is lost."""

from dataclasses import dataclass
from urllib.parse import urlsplit

from flask import request

TOKEN = "csrf_token"  # noqa: S105 - the name of a field
PASSWORDS = ("password", "code")
QUIET = ("once", "version", "next")


@dataclass(frozen=True)
class Answer:
    """One field as it was sent."""

    name: str
    value: str

    @property
    def label(self) -> str:
        """The field's name as words."""
        return self.name.replace("_", " ").replace("-", " ").capitalize()

    @property
    def rows(self) -> int:
        """How many lines its box needs."""
        return min(12, max(1, self.value.count("\n") + 1, len(self.value) // 70 + 1))

    @property
    def shown(self) -> bool:
        """Whether it says anything to the person; the rest travels unseen."""
        return bool(self.value.strip()) and not self.name.endswith(QUIET)


@dataclass(frozen=True)
class Sent:
    """A form as it was sent."""

    address: str
    answers: tuple[Answer, ...]
    had_files: bool
    had_password: bool
    from_our_page: bool

    @property
    def shown(self) -> list[Answer]:
        """The answers worth showing."""
        return [answer for answer in self.answers if answer.shown]

    @property
    def unseen(self) -> list[Answer]:
        """The answers that only travel with them."""
        return [answer for answer in self.answers if not answer.shown]

    @property
    def may_send_again(self) -> bool:
        """Whether one button can repeat it: never for another site's form, a file or a password."""
        return self.from_our_page and bool(self.answers) and not self.had_files and not self.had_password


def from_request() -> Sent | None:
    """What this request carried, or None if it was no form."""
    if request.method != "POST":
        return None
    pairs = [(name, value) for name, value in request.form.items(multi=True) if not name.endswith(TOKEN)]
    return Sent(
        address=request.full_path.removesuffix("?"),
        answers=tuple(Answer(name, value) for name, value in pairs if not name.endswith(PASSWORDS)),
        had_files=any(file.filename for file in request.files.values()),
        had_password=any(name.endswith(PASSWORDS) for name, _ in pairs),
        from_our_page=_from_our_page(),
    )


def _from_our_page() -> bool:
    if request.headers.get("Sec-Fetch-Site") == "same-origin":
        return True
    return urlsplit(request.headers.get("Origin", "")).netloc == request.host
