"""An installation of the test's own, told what to do by the commands, in this process or as a program."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from tests.databases import Database
from tests.sessions import let_go
from tracker import db
from tracker.cli import main

PROGRAM = Path(sys.executable).with_name("tracker")
PATIENCE = 30


@dataclass(frozen=True)
class Installation:
    """A database and a folder, and nothing else of the environment that a setting could come from."""

    database: Database
    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """The settings, as a shell would give them."""
        return {
            "DATABASE_URL": self.database.address,
            "EVIDENCE_STORE": str(self.folder / "evidence"),
            "SECRET_KEY": "",
            "BASE_URL": "",
            "TODAY": "",
            "PORT": "",
        }

    def run(self, *words: str, **settings: str) -> Result:
        """Carry out one command here, then let the test look at the database."""
        result = CliRunner().invoke(main, words, env=self.environment | settings)
        let_go()
        db.session.configure(bind=self.database.engine)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return result

    def told(self, *words: str, **settings: str) -> str:
        """What a command that succeeds says."""
        result = self.run(*words, **settings)
        assert result.exit_code == 0, result.output
        return result.stdout

    def refused(self, *words: str, status: int = 1, **settings: str) -> str:
        """The one line with which a command says that it cannot."""
        result = self.run(*words, **settings)
        assert result.exit_code == status, (result.exit_code, result.output)
        lines = result.stderr.splitlines()
        assert len(lines) == 1, result.stderr
        return lines[0]

    @contextmanager
    def running(self, *words: str, until: str, **settings: str) -> Iterator[str]:
        """A command that serves, as a program of its own, from the line that holds `until` to the end of the block."""
        program = subprocess.Popen(
            [PROGRAM, *words],
            env={**os.environ, "HOME": str(self.folder), **self.environment, **settings},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            assert program.stdout is not None
            said = ""
            for line in program.stdout:
                said += line
                if until in line:
                    break
            assert until in said, said
            yield said
        finally:
            program.terminate()
            program.communicate(timeout=PATIENCE)
