"""The house style where a machine can see it: directions of imports, lengths, names, who commits."""

import ast
import subprocess
import sysconfig
from collections.abc import Iterator
from pathlib import Path

import pytest

from tracker.config import PROJECT

LONGEST_FILE = 400
LONGEST_FUNCTION = 40
ATTICS = {"utils", "util", "helpers", "helper", "common", "misc", "manager", "managers"}
FOLDERS = ("tracker", "migrations", "tests")
SOURCES = sorted(path for folder in FOLDERS for path in (PROJECT / folder).rglob("*.py"))
OURS = [path for path in SOURCES if path.is_relative_to(PROJECT / "tracker")]
# The app factory alone may import inside a function: so that reading a plan does not cost the web.
IMPORTS_INSIDE = {"tracker/__init__.py"}
NEVER_COMMIT = ("access.py", "forms", "models", "outside", "queries", "reading", "rules")

Function = ast.FunctionDef | ast.AsyncFunctionDef


def where(path: Path, node: ast.stmt | ast.expr | None = None) -> str:
    return str(path.relative_to(PROJECT)) + (f":{node.lineno}" if node else "")


def walk(path: Path) -> Iterator[ast.AST]:
    return ast.walk(ast.parse(path.read_text()))


def length(function: Function) -> int:
    """Lines of the body without the docstring: naming what comes in and saying why are no faults."""
    body = function.body[1:] if ast.get_docstring(function) is not None else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


def called_from(paths: list[Path]) -> set[tuple[str, str]]:
    """What these files take from our modules: (module, name), by import or through the module."""
    taken = set()
    for path in paths:
        nodes = list(walk(path))
        imports = [(one.module, alias) for one in nodes if isinstance(one, ast.ImportFrom) for alias in one.names]
        taken |= {(module or "", alias.name) for module, alias in imports}
        modules = {alias.asname or alias.name: f"{module}.{alias.name}" for module, alias in imports}
        taken |= {
            (modules[one.value.id], one.attr)
            for one in nodes
            if isinstance(one, ast.Attribute) and isinstance(one.value, ast.Name) and one.value.id in modules
        }
    return taken


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(PROJECT).with_suffix("").parts)


def test_imports_go_only_where_the_contracts_let_them() -> None:
    lint = Path(sysconfig.get_path("scripts")) / "lint-imports"
    done = subprocess.run(
        [lint, "--no-cache", "--no-logo"], cwd=PROJECT, capture_output=True, text=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_no_file_is_too_long_to_read_at_a_sitting() -> None:
    lengths = {where(path): len(path.read_text().splitlines()) for path in OURS}
    assert not {name: lines for name, lines in lengths.items() if lines > LONGEST_FILE}


def test_no_function_is_too_long_to_see_at_once() -> None:
    lengths = {
        f"{where(path, node)} {node.name}": length(node)
        for path in OURS
        for node in walk(path)
        if isinstance(node, Function)
    }
    too_long = {name: lines for name, lines in lengths.items() if lines > LONGEST_FUNCTION}
    assert not too_long, f"the worst first: {sorted(too_long.items(), key=lambda pair: -pair[1])}"


def test_nothing_is_named_like_an_attic() -> None:
    named = [path for path in SOURCES if {*path.relative_to(PROJECT).with_suffix("").parts} & ATTICS]
    assert not [where(path) for path in named]
    classes = [
        where(path, node)
        for path in OURS
        for node in walk(path)
        if isinstance(node, ast.ClassDef) and node.name.lower().endswith(("manager", "helper", "util", "utils"))
    ]
    assert not classes


def test_imports_stand_at_the_top() -> None:
    inside = [
        where(path, statement)
        for path in OURS
        if where(path) not in IMPORTS_INSIDE
        for node in walk(path)
        if isinstance(node, Function)
        for statement in ast.walk(node)
        if isinstance(statement, ast.Import | ast.ImportFrom)
    ]
    assert not inside


def test_only_a_page_or_a_command_commits() -> None:
    found = [
        where(path, node)
        for path in OURS
        if path.relative_to(PROJECT / "tracker").parts[0] in NEVER_COMMIT
        for node in walk(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    ]
    assert not found


def test_queries_and_models_write_nothing() -> None:
    writes = {"add", "add_all", "delete", "merge", "flush", "bulk_save_objects"}
    found = [
        where(path, node)
        for path in OURS
        if path.relative_to(PROJECT / "tracker").parts[0] in ("access.py", "forms", "models", "queries")
        for node in walk(path)
        if isinstance(node, ast.Attribute)
        and node.attr in writes
        and isinstance(node.value, ast.Attribute)
        and node.value.attr == "session"
    ]
    assert not found


@pytest.mark.parametrize("room", ["reading", "rules"])
def test_what_others_call_of_a_rule_or_a_reader_says_what_it_does(room: str) -> None:
    inside = sorted((PROJECT / "tracker" / room).rglob("*.py"))
    called = called_from([path for path in OURS if path not in inside or path.name == "__init__.py"])
    silent = [
        f"{where(path, node)} {node.name}"
        for path in inside
        for node in ast.parse(path.read_text()).body
        if isinstance(node, Function) and (module_of(path), node.name) in called and not ast.get_docstring(node)
    ]
    assert not silent
