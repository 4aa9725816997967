"""Commands act on an installation of the test's own."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.cli.installation import Installation
from tests.databases import Database, Databases


@pytest.fixture
def installation(fresh_database: Database, tmp_path: Path) -> Installation:
    """A migrated database, a folder, and no settings beside."""
    return Installation(fresh_database, tmp_path)


@pytest.fixture
def bare_installation(databases: Databases, fresh_database: Database, tmp_path: Path) -> Iterator[Installation]:
    """The same before `tracker migrate`."""
    assert fresh_database
    empty = databases.empty()
    yield Installation(empty, tmp_path)
    databases.drop(empty)
