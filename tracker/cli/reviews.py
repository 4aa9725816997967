"""Making a review."""

from datetime import date

import click

from tracker import db
from tracker.cli.naming import board_named
from tracker.cli.plans_read import PlanDay
from tracker.cli.session import acting, connected
from tracker.models.vocabulary import ReviewType
from tracker.reading.timescales import spoken
from tracker.rules import reviews

TYPES = [kind.value for kind in ReviewType]


@click.group("review")
def review_group() -> None:
    """Published reviews."""


@review_group.command("add")
@click.argument("code")
@click.option("--board", help="The board, by its key or name; needed where there is more than one.")
@click.option("--type", "kind", type=click.Choice(TYPES, case_sensitive=False), required=True)
@click.option("--agreed", type=PlanDay(), help="The day the plan was agreed, as 2015-09-30 or 2015-09.")
@click.option("--title", default="", help="A short title; the code name where left out.")
@click.option("--by", metavar="EMAIL", help="In whose name; the installation's own where left out.")
def review_add_command(
    code: str, board: str | None, kind: str, agreed: date | None, title: str, by: str | None
) -> None:
    """Make a review under its CODE name, such as "Child B1"; never a child's name."""
    with connected() as settings:
        review = reviews.add_review(
            board_named(board),
            code=code,
            type=ReviewType(kind),
            title=title,
            plan_date=agreed,
            by=acting(by),
        )
        db.session.flush()
        counted = f"its plan date is {spoken(agreed)}" if agreed else "it has no plan date yet"
        told = (
            f"{review.code} was added at {review.board.name}: {review.type.label}, {counted}. "
            f"Its page: {settings.base_url}/reviews/{review.slug}"
        )
    click.echo(told)
