"""Word documents given back: a plan as tables on wide pages, fit for a screen reader."""

import io
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from tracker.outside.tables_out import Plain, clean, spoken

LANGUAGE = "en-GB"
MARGIN = Cm(1.5)
LONG, SHORT = Cm(29.7), Cm(21.0)  # A4


def written(tables: Sequence[Plain], *, title: str) -> bytes:
    """A document with a table for each of these, the headings repeated on every page."""
    document = Document()
    core = document.core_properties
    core.title, core.language, core.author, core.comments = clean(title), LANGUAGE, "", ""
    core.created = core.modified = datetime.now(UTC).replace(tzinfo=None)
    style = document.styles["Normal"]
    style.font.name, style.font.size = "Arial", Pt(9)
    speak_english(style)
    lie_wide(document.sections[0])
    document.add_heading(clean(title), 0)
    for table in tables:
        add_table(document, table)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def speak_english(style: Any) -> None:
    """Say the language of the text, so that it is read aloud as English."""
    properties = style.element.get_or_add_rPr()
    language = properties.find(qn("w:lang"))
    if language is None:
        language = OxmlElement("w:lang")
        properties.append(language)
    language.set(qn("w:val"), LANGUAGE)


def lie_wide(section: Any) -> None:
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, LONG, SHORT
    section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = MARGIN


def add_table(document: Any, plain: Plain) -> None:
    for number, title in enumerate(plain.titles or (plain.name,)):
        if number == 0:
            document.add_heading(clean(title), 1)
        else:
            document.add_paragraph(clean(title))
    if not plain.headings:
        for row in plain.rows:
            document.add_paragraph("  ".join(spoken(value) for value in row if value))
        return
    table = document.add_table(rows=1 + len(plain.rows), cols=len(plain.headings))
    table.style = "Table Grid"
    rows = list(table.rows)
    fill(rows[0], [clean(heading) for heading in plain.headings], bold=True)
    mark(rows[0], "w:tblHeader")
    for row, values in zip(rows[1:], plain.rows, strict=True):
        fill(row, [spoken(value) for value in values])
        mark(row, "w:cantSplit")
        if len(values) == 1 and len(plain.headings) > 1:
            cells = row.cells
            cells[0].merge(cells[-1])


def fill(row: Any, texts: Sequence[str], *, bold: bool = False) -> None:
    for cell, text in zip(row.cells, texts, strict=False):
        run = cell.paragraphs[0].add_run(text)
        run.bold = bold or None


def mark(row: Any, name: str) -> None:
    """Set a property of a row: its headings come again on each page, or it is not parted between two."""
    properties = row._tr.get_or_add_trPr()
    element = OxmlElement(name)
    element.set(qn("w:val"), "true")
    properties.append(element)
