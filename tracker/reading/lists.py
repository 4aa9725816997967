"""Recommendations listed in plain text."""

from .proposal import Row, Table
from .prose import Prose


def table_of_prose(prose: Prose) -> Table:
    rows = [Row(p.source, "heading", cells={"Text": p.said}) for p in prose.paragraphs]
    return Table(prose.name, None, None, [], rows)
