"""Every template compiles, is used, starts from the one base, and brings nothing of its own that the policy forbids."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest
from jinja2 import nodes

from tracker import create_app
from tracker.config import DEMO_SECRET, PROJECT, Settings

FOLDER = PROJECT / "templates"
NAMES = sorted(str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*") if path.is_file())
SETTINGS = Settings("sqlite://", DEMO_SECRET, Path("nowhere"), "http://localhost")
ENVIRONMENT = create_app(SETTINGS, connect=False).jinja_env
JINJA = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}", re.DOTALL)
REFERENCES = (nodes.Extends, nodes.Include, nodes.Import, nodes.FromImport)
INLINE = re.compile(r"<style\b|\sstyle=|\son\w+=\"|javascript:|<script(?![^>]*\ssrc=)", re.IGNORECASE)
ELSEWHERE = re.compile(r"(?:src|href|action)=[\"']?(?:https?:)?//", re.IGNORECASE)


def source(name: str) -> str:
    return (FOLDER / name).read_text()


def parsed(name: str) -> nodes.Template:
    return ENVIRONMENT.parse(source(name))


@cache
def rendered() -> set[str]:
    """The templates that the program's own code names."""
    return {
        node.value
        for path in (PROJECT / "tracker").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value in NAMES
    }


def named_in(name: str) -> set[str]:
    """The templates a template stands on."""
    return {
        found.template.value
        for found in parsed(name).find_all(REFERENCES)
        if isinstance(found.template, nodes.Const)  # type: ignore[attr-defined]
    }


def parents(name: str) -> list[str]:
    """What a page is laid out by, up to the last."""
    found = parsed(name).find(nodes.Extends)
    if found is None or not isinstance(found.template, nodes.Const):
        return []
    return [found.template.value, *parents(found.template.value)]


def is_page(name: str) -> bool:
    folder = name.partition("/")[0]
    part = Path(name).name.startswith("_") or folder in ("macros", "mail")
    return name in rendered() and not part


@pytest.mark.parametrize("name", NAMES)
def test_each_template_compiles(name: str) -> None:
    assert ENVIRONMENT.get_template(name).name == name


@pytest.mark.parametrize("name", [name for name in NAMES if is_page(name)])
def test_each_page_starts_from_the_base(name: str) -> None:
    only_macros = not parents(name) and all(
        isinstance(part, nodes.Macro | nodes.Output | nodes.Import) for part in parsed(name).body
    )
    assert parents(name)[-1:] == ["base.html"] or only_macros


def test_no_template_is_left_over() -> None:
    used = rendered().union(*(named_in(name) for name in NAMES))
    assert not {name for name in NAMES if name not in used and not name.startswith("macros/")}


@pytest.mark.parametrize("name", NAMES)
def test_each_template_brings_nothing_inline_and_nothing_from_elsewhere(name: str) -> None:
    markup = JINJA.sub("", source(name))
    assert not INLINE.findall(markup)
    assert not ELSEWHERE.findall(markup)


@pytest.mark.parametrize("name", NAMES)
def test_each_template_leaves_the_escaping_of_what_people_typed_alone(name: str) -> None:
    filters = {found.name for found in parsed(name).find_all(nodes.Filter)}
    assert "safe" not in filters
    assert not list(parsed(name).find_all(nodes.EvalContextModifier))
