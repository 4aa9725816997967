"""What a demonstration tells everyone who opens it; nothing of this shows anywhere else."""

from typing import Any

from flask import Flask, g

from tracker.config import DEMO_PASSWORD
from tracker.models import Board, Membership
from tracker.models.vocabulary import Role
from tracker.queries.people import demo_accounts

NOTICE = {
    "text": "The reviews are published ones, the people are invented. Enter nothing about a real child or family.",
    "href": "/sign-in",
    "link_text": "Accounts to try it with",
}
ORDER = list(Role)


def accounts() -> dict[str, Any] | None:
    """The password, and the accounts by board in the order of the roles; None where this is no demonstration."""
    if not g.settings.demo:
        return None
    boards: dict[Board, list[Membership]] = {}
    for _, memberships in demo_accounts():
        for membership in memberships:
            boards.setdefault(membership.board, []).append(membership)
    for theirs in boards.values():
        theirs.sort(key=lambda membership: ORDER.index(membership.role))
    return {"password": DEMO_PASSWORD, "boards": boards}


def register(app: Flask) -> None:
    """Say on every page of a demonstration that it is one."""
    app.context_processor(lambda: {"demo": NOTICE if app.config["TRACKER"].demo else None})
