"""Spreadsheets of the older and the open kind, made here: .xls by xlwt, .ods down to its elements."""

import io
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

import xlwt

from tests.plans import zipped

ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"
SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
    for name, space in (
        ("office", "office"), ("table", "table"), ("text", "text"), ("style", "style"), ("number", "datastyle"),
        ("fo", "xsl-fo-compatible"),
    )
)  # fmt: skip
MANIFEST = b'<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><x/></m:manifest>'
STYLES = """
<number:date-style style:name="month"><number:month/><number:text>/</number:text><number:year/></number:date-style>
<number:date-style style:name="day"><number:day/><number:month/><number:year/></number:date-style>
<style:style style:name="monthly" style:family="table-cell" style:data-style-name="month"/>
<style:style style:name="daily" style:family="table-cell" style:data-style-name="day"/>
<style:style style:name="red" style:family="table-cell">
<style:table-cell-properties fo:background-color="#ff0000"/></style:style>
<style:style style:name="struck" style:family="table-cell">
<style:text-properties style:text-line-through-style="solid"/></style:style>
<style:style style:name="away" style:family="table"><style:table-properties table:display="false"/></style:style>
"""


def open_sheet(rows: Sequence[Sequence[str]], *, name: str = "Plan", more: str = "", look: str = "") -> bytes:
    """A spreadsheet of one sheet; a cell that begins with < stands as it is, and `more` is set under the rows."""
    inside = "".join(f"<table:table-row>{''.join(map(open_cell, row))}</table:table-row>" for row in rows)
    style = f' table:style-name="{look}"' if look else ""
    content = (
        f"<office:document-content {SPACES}><office:automatic-styles>{STYLES}</office:automatic-styles>"
        f'<office:body><office:spreadsheet><table:table table:name="{escape(name)}"{style}>{inside}{more}</table:table>'
        "</office:spreadsheet></office:body></office:document-content>"
    )
    return zipped({"mimetype": ODS_TYPE, "META-INF/manifest.xml": MANIFEST, "content.xml": content.encode()})


def open_cell(text: str) -> str:
    if text.startswith("<"):
        return text
    return f"<table:table-cell><text:p>{escape(text)}</text:p></table:table-cell>" if text else "<table:table-cell/>"


def old_workbook(rows: Sequence[Sequence[Any]], touch: Callable[[xlwt.Worksheet], None] | None = None) -> bytes:
    """An old workbook of one sheet; a pair is a value with its number format, or with a style."""
    book = xlwt.Workbook()
    page = book.add_sheet("Plan")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            put(page, number, column, value)
    if touch:
        touch(page)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def put(page: xlwt.Worksheet, row: int, column: int, value: Any) -> None:
    look, plain = xlwt.XFStyle(), not isinstance(value, tuple)
    if isinstance(value, tuple):
        value, given = value
        look = xlwt.easyxf(given) if ":" in given else xlwt.easyxf(num_format_str=given)
    elif isinstance(value, date):
        look = xlwt.easyxf(num_format_str="dd/mm/yyyy")
    if not plain or value not in ("", None):
        page.write(row, column, value, look)
