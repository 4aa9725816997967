"""How a command says that it cannot: one clear line and a status that is not zero, never a traceback."""

from typing import Any

import click
from sqlalchemy.exc import DBAPIError, OperationalError

from tracker.config import SettingsError
from tracker.reading.limits import CannotRead
from tracker.rules.errors import Refused

_NO_TABLES = ("no such table", "no such column", "does not exist")


class CannotDo(click.ClickException):
    """One line on the error stream."""

    def __init__(self, sentence: str) -> None:
        super().__init__(" ".join(sentence.split()))

    def show(self, file: Any = None) -> None:
        """Print the sentence and nothing else."""
        click.echo(self.message, file=file, err=True)


class NotReadable(CannotDo):
    """The same where a file cannot be read, so that a script can tell."""

    exit_code = 2


class Commands(click.Group):
    """A group whose commands answer in plain words, its sub-groups' too."""

    def invoke(self, ctx: click.Context) -> Any:
        """Carry out the command, turning what it raises into its sentence."""
        try:
            return super().invoke(ctx)
        except CannotRead as error:
            raise NotReadable(error.sentence) from error
        except Refused as error:
            raise CannotDo(error.sentence) from error
        except SettingsError as error:
            raise CannotDo(str(error)) from error
        except DBAPIError as error:
            raise CannotDo(database_trouble(error)) from error
        except OSError as error:
            raise CannotDo(file_trouble(error)) from error


def database_trouble(error: DBAPIError) -> str:
    """What a database error means for the person at the command line."""
    said = str(error.orig).strip().splitlines()
    first = said[0] if said else type(error).__name__
    if any(sign in first for sign in _NO_TABLES):
        return "The database has not been set up for this version yet. Run: tracker migrate"
    if isinstance(error, OperationalError):
        return f"The database does not answer ({first}). Check DATABASE_URL, and that the database is running."
    return f"The database refused this ({first}). Nothing was changed."


def file_trouble(error: OSError) -> str:
    """What an error of the file system means; its words name the file."""
    where = f": {error.filename}" if error.filename else ""
    return f"{error.strerror or error}{where}. Nothing was changed."
