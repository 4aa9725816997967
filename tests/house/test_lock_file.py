"""What the program is built from comes from the public registries and from nowhere else."""

import json
import re
import tomllib
from urllib.parse import urlsplit

from tracker.config import PROJECT

PYPI = {"pypi.org", "files.pythonhosted.org"}


def test_python_packages_come_from_pypi() -> None:
    text = (PROJECT / "uv.lock").read_text()
    hosts = {urlsplit(address).hostname for address in re.findall(r"\w+://[^\"\s]+", text)}
    assert hosts == PYPI


def test_every_python_package_is_locked_to_its_fingerprints() -> None:
    locked = tomllib.loads((PROJECT / "uv.lock").read_text())["package"]
    ours = [one["name"] for one in locked if "registry" not in one["source"]]
    assert ours == ["recommendation-tracker"]
    loose = [
        one["name"]
        for one in locked
        for file in [*one.get("wheels", []), *([one["sdist"]] if "sdist" in one else [])]
        if not file["hash"].startswith("sha256:")
    ]
    assert not loose


def test_node_packages_name_no_host_and_are_locked_to_their_fingerprints() -> None:
    locked = json.loads((PROJECT / "package-lock.json").read_text())["packages"]
    assert not [name for name, one in locked.items() if "resolved" in one]
    assert not [name for name, one in locked.items() if name and not one.get("integrity", "").startswith("sha512-")]


def test_settings_of_the_package_managers_name_no_other_index() -> None:
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text())
    assert not project["tool"]["uv"].keys() & {"index", "index-url", "extra-index-url", "find-links", "sources"}
    assert "://" not in (PROJECT / ".npmrc").read_text()
