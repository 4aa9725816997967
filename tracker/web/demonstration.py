"""What a demonstration tells everyone who opens it; nothing of this shows anywhere else."""

from dataclasses import dataclass

from flask import Flask, g

from tracker.config import DEMO_PASSWORD
from tracker.models import Board, Membership
from tracker.queries import demonstration

NOTICE = {
    "text": "The reviews are published ones, the people are invented. Enter nothing about a real child or family.",
    "href": "/sign-in",
    "link_text": "Accounts to try it with",
}


@dataclass(frozen=True)
class Accounts:
    """Who can sign in to a demonstration, by board, and the one password."""

    boards: dict[Board, list[Membership]]
    password: str = DEMO_PASSWORD

    @property
    def one_of_each(self) -> list[Membership]:
        """The first account of each role at the first board."""
        first = next(iter(self.boards.values()), [])
        return list({membership.role: membership for membership in reversed(first)}.values())[::-1]


def accounts() -> Accounts | None:
    """The accounts to show on the sign-in page; None where this is no demonstration."""
    return Accounts(demonstration.accounts()) if g.settings.demo else None


def register(app: Flask) -> None:
    """Say on every page of a demonstration that it is one."""
    app.context_processor(lambda: {"demo": NOTICE if app.config["TRACKER"].demo else None})
