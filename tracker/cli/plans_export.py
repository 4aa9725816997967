"""The command `export-plan`: an agency's plan back, in the file it came in."""

from pathlib import Path

import click

from tracker.cli.naming import agency_named
from tracker.cli.session import acting, connected
from tracker.models.reviews import slug_of
from tracker.outside.files import FileStore
from tracker.queries import exports as find
from tracker.queries.people import boards_of
from tracker.rules.errors import Refused
from tracker.rules.exports import Form, export_plan


@click.command("export-plan")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--review", "code", required=True, metavar="CODE", help="The review's code name, such as “Child B1”.")
@click.option("--agency", metavar="NAME", help="Whose plan; left out, that of the whole review.")
@click.option("--why", default="", metavar="TEXT", help="What it is for; kept in the history of changes.")
@click.option("--by", metavar="EMAIL", help="In whose name; the installation's own where left out.")
def export_plan_command(file: Path, code: str, agency: str | None, why: str, by: str | None) -> None:
    """Write a plan to FILE (.xlsx or .docx) with what is known here filled in. FILE must not be there yet."""
    form = _form_of(file)
    if file.exists():
        raise Refused(f"{file.name} is there already and is not overwritten. Choose another name.")
    with connected() as settings:
        person = acting(by)
        review = find.review_to_export(slug_of(code), boards=boards_of(person) if person else None)
        if review is None:
            raise Refused(f"There is no review called {code}. Check the code name.")
        whose = agency_named(agency, review.board) if agency else None
        made = export_plan(
            review, agency=whose, form=form, files=FileStore(settings.evidence_store), why=why, by=person
        )
        done = f"Written to {file}: {made.actions} actions of {whose.name if whose else review.code}."
    # Only now: what is not on record does not leave.
    with file.open("xb") as stream:
        stream.write(made.data)
    click.echo(done)


def _form_of(file: Path) -> Form:
    try:
        return Form(file.suffix.lower().removeprefix("."))
    except ValueError as error:
        raise Refused(f"{file.name} must end in .xlsx or .docx: that says what kind of file is written.") from error
