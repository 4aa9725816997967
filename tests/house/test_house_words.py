"""The partnership's word for each thing, once; and nothing of one machine or one workplace in what is shipped."""

import re
from pathlib import Path

import pytest

from tracker.config import PROJECT

SHIPPED = ("assets", "migrations", "seed_data", "templates", "tests", "tracker")
KINDS = {".css", ".html", ".js", ".json", ".md", ".mjs", ".py", ".scss", ".toml", ".txt", ".yml", ".yaml", ""}
BUILT = PROJECT / "tracker" / "static" / "built"
FILES = sorted(
    path
    for path in [*PROJECT.iterdir(), *(found for folder in SHIPPED for found in (PROJECT / folder).rglob("*"))]
    if path.is_file() and path.suffix in KINDS and not path.is_relative_to(BUILT) and not path.name.startswith(".git")
)
# A word of another tracker, and ours for it.
OTHERS = {
    "owner": "lead",
    "owners": "leads",
    "coordinator": "policy officer",
    "impact": "difference made",
    "state": "status",
    "states": "statuses",
    "colour-coded": "rating",
    "due date": "deadline",
    "target date": "deadline",
}
TAGS = re.compile(r"\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<[^>]*>", re.DOTALL)
# A folder of one machine: its first part, then more. Written in parts so as not to find itself.
OF_ONE_MACHINE = re.compile(r"(?<![\w.:~-])/(?:work|home|root|Users)/[\w.]")
OF_THE_WORKPLACE = re.compile(r"\b(?:issue|ticket) #?\d+\b|\bTO" r"DO\b|\bFIX" r"ME\b", re.IGNORECASE)
SPOKEN = ("templates", "tracker/forms")


def said(path: Path) -> str:
    """What a template says to a reader, or the texts in the quotation marks of a form."""
    text = path.read_text()
    return TAGS.sub(" ", text) if path.suffix == ".html" else " ".join(re.findall(r'"([A-Z][^"\n]*)"', text))


def test_nothing_shipped_speaks_of_one_machine_or_of_how_it_was_made() -> None:
    found = {
        f"{path.relative_to(PROJECT)}: {words}"
        for path in FILES
        for pattern in (OF_ONE_MACHINE, OF_THE_WORKPLACE)
        for words in pattern.findall(path.read_text())
    }
    assert not found


@pytest.mark.parametrize("folder", SPOKEN)
def test_pages_use_the_partnerships_word_for_each_thing(folder: str) -> None:
    found = {
        f"{path.relative_to(PROJECT)}: {word} (say {ours})"
        for path in sorted((PROJECT / folder).rglob("*"))
        if path.suffix in (".html", ".py")
        for word, ours in OTHERS.items()
        if re.search(rf"\b{re.escape(word)}\b", said(path), re.IGNORECASE)
    }
    assert not found
