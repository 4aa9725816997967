"""What is refused before it can do harm, whichever kind of file it is: one clear sentence each, and no memory spent."""

import io
import zipfile
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.plans import altered, with_timescale, zipped
from tests.plans_sheets import old_workbook, open_sheet
from tests.plans_word import HEADINGS, a_row, document, paragraph, table
from tracker.reading.confined import read_confined
from tracker.reading.limits import CannotRead, Limits
from tracker.reading.plan import read_pasted, read_plan

EXCEL = with_timescale("May 2016")
WORD = document(table(HEADINGS, a_row()))
OPEN = open_sheet([HEADINGS, a_row()])
OLD = old_workbook([HEADINGS, a_row()])
TEXT = "\n".join(",".join(row) for row in (HEADINGS, a_row())).encode()
GOOD = {"xlsx": EXCEL, "docx": WORD, "ods": OPEN, "xls": OLD, "csv": TEXT}
PACKED = {"xlsx": "xl/worksheets/sheet1.xml", "docx": "word/document.xml", "ods": "content.xml"}
LOCKED = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")


def refusal(data: bytes, name: str, limits: Limits | None = None) -> str:
    with pytest.raises(CannotRead) as refused:
        read_plan(data, name, limits=limits)
    sentence = refused.value.sentence
    assert "\n" not in sentence
    assert name in sentence
    return sentence


def with_part(data: bytes, part: str, content: bytes) -> bytes:
    """The package with one part more."""
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as package:
        package.writestr(part, content)
    return stream.getvalue()


def open_row(cell: str, again: str = "") -> str:
    return f"<table:table-row {again}><table:table-cell {cell}</table:table-cell></table:table-row>"


@pytest.mark.parametrize("kind", GOOD)
def test_every_kind_of_file_is_read_and_says_which_it_is(kind: str) -> None:
    plan = read_plan(GOOD[kind], f"plan.{kind}")
    assert plan.format == kind
    assert plan.items[0].actions[0].leads == ("Named Nurse",)


@pytest.mark.parametrize("kind", GOOD)
def test_every_kind_of_file_is_read_alike_in_the_child_process(kind: str) -> None:
    assert read_confined(GOOD[kind], f"plan.{kind}") == read_plan(GOOD[kind], f"plan.{kind}")


@pytest.mark.parametrize("kind", GOOD)
@pytest.mark.parametrize("named", GOOD)
def test_a_file_under_a_wrong_name_is_told_what_it_is(kind: str, named: str) -> None:
    if kind != named:
        said = refusal(GOOD[kind], f"plan.{named}")
        assert f".{kind}" in said or kind == "csv"


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"%PDF-1.4 x", "a PDF"), (b"{\\rtf1 x", "rich text"), (b"<html><table><tr>", "web page"),
        (b"\x89PNG x", "picture"),
        (zipped({"mimetype": b"application/vnd.oasis.opendocument.text"}), "OpenDocument text"),
        (zipped({"xl/workbook.bin": b"x"}), ".xlsb"), (zipped({"Index/Document.iwa": b"x"}), "Apple"),
        (zipped({"plan.xlsx": b"x"}), "packed file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "old Word document"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("kind", GOOD)
def test_what_cannot_be_read_at_all_is_named_with_what_to_do(data: bytes, said: str, kind: str) -> None:
    assert said in refusal(data, f"plan.{kind}")


def test_an_ending_that_is_not_known_is_refused_with_what_can_be_read() -> None:
    assert ".docx" in refusal(b"%PDF-1.4 x", "plan.pdf")
    assert "let its name end in .xlsx" in refusal(EXCEL, "plan")


@pytest.mark.parametrize("kind", ["xlsx", "docx", "xls"])
def test_a_file_under_a_password_is_refused(kind: str) -> None:
    assert "password" in refusal(LOCKED, f"plan.{kind}")


def test_an_old_workbook_and_an_open_spreadsheet_under_a_password_are_refused() -> None:
    locked = altered(OPEN, "META-INF/manifest.xml", lambda xml: xml.replace(b"/>", b"><m:encryption-data/></x>"))
    assert "password" in refusal(locked, "plan.ods")
    at = OLD.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20
    filepass = b"\x2f\x00\x06\x00\x00\x00\x00\x00\x00\x00"
    assert "password" in refusal(OLD[:at] + filepass + OLD[at + len(filepass) :], "plan.xls")


@pytest.mark.parametrize("kind", PACKED)
def test_a_bomb_is_refused_by_what_it_unpacks_to(kind: str) -> None:
    bomb = with_part(GOOD[kind], "a.bin", bytes(30_000_000))
    assert "unpacks" in refusal(bomb, f"plan.{kind}")
    assert "unpacks" in refusal(GOOD[kind], f"plan.{kind}", replace(Limits(), unpacked_bytes=1000))


@pytest.mark.parametrize("kind", PACKED)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_bomb_is_refused_before_any_parser(kind: str, encoding: str) -> None:
    laughs = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    bomb = altered(GOOD[kind], PACKED[kind], lambda _: laughs.encode(encoding))
    assert "declaration" in refusal(bomb, f"plan.{kind}")


@pytest.mark.parametrize("kind", PACKED)
def test_a_damaged_or_truncated_file_is_refused(kind: str) -> None:
    data = GOOD[kind]
    assert "damaged" in refusal(altered(data, PACKED[kind], lambda xml: xml[: len(xml) // 2]), f"plan.{kind}")
    assert "damaged" in refusal(data[: len(data) // 2], f"plan.{kind}")


def test_too_many_rows_are_refused_in_every_kind_of_file() -> None:
    few = replace(Limits(), rows=20)
    rows = [HEADINGS, *(a_row(str(number)) for number in range(30))]
    made = {
        "docx": document(table(*rows)), "ods": open_sheet(rows), "xls": old_workbook(rows),
        "csv": "\n".join(",".join(row) for row in rows).encode(),
    }  # fmt: skip
    for kind, data in made.items():
        assert "rows" in refusal(data, f"plan.{kind}", few)
        assert "20" in refusal(data, f"plan.{kind}", few)


def test_a_million_empty_rows_cost_nothing_or_are_refused() -> None:
    assert "rows" in refusal(TEXT + b"\n,,,," * 1_000_000 + b"\nx", "plan.csv")
    assert "rows" in refusal(
        document(table(HEADINGS, a_row()), "<w:tbl>" + "<w:tr/>" * 25_000 + "</w:tbl>"), "plan.docx"
    )
    empty = '<table:table-row table:number-rows-repeated="1048574"><table:table-cell/></table:table-row>'
    assert len(read_plan(open_sheet([HEADINGS, a_row()], more=empty), "plan.ods").items) == 1
    full = open_row("><text:p>x</text:p>", 'table:number-rows-repeated="1000000"')
    assert "rows" in refusal(open_sheet([HEADINGS, a_row()], more=full), "plan.ods")


def test_sixteen_thousand_columns_are_refused() -> None:
    wide = open_row('table:number-columns-repeated="16000"><text:p>x</text:p>')
    assert "column" in refusal(open_sheet([HEADINGS, a_row()], more=wide), "plan.ods")
    assert "column" in refusal(TEXT + b"\n" + b"x," * 16_000, "plan.csv")
    blank = '<table:table-row><table:table-cell table:number-columns-repeated="16384"/></table:table-row>'
    assert read_plan(open_sheet([HEADINGS, a_row()], more=blank), "plan.ods").items


def test_elements_nested_without_end_are_refused() -> None:
    deep = "<w:p>" + "<w:ins>" * 5000 + "</w:ins>" * 5000 + "</w:p>"
    assert "damaged" in refusal(document(deep), "plan.docx")
    nested = "<w:tbl><w:tr><w:tc>" * 200 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 200
    assert "damaged" in refusal(document(nested), "plan.docx")


def test_macros_are_ignored_and_said() -> None:
    for name, part, data in (("plan.xlsm", "xl/vbaProject.bin", EXCEL), ("plan.docm", "word/vbaProject.bin", WORD)):
        plan = read_plan(with_part(data, part, b"macro"), name)
        assert len(plan.items) == 1
        assert any("macros" in remark for remark in plan.remarks)
    assert read_plan(EXCEL, "plan.xlsx").remarks == []


def test_links_to_other_files_are_not_followed_and_said() -> None:
    linked = with_part(EXCEL, "xl/externalLinks/externalLink1.xml", b"<x/>")
    assert any("other files" in remark for remark in read_plan(linked, "plan.xlsx").remarks)


def test_an_empty_file_of_every_kind_is_refused() -> None:
    for kind in GOOD:
        assert "empty" in refusal(b"", f"plan.{kind}")
        assert "empty" in refusal(b"\r\n \r\n", f"plan.{kind}")
    assert "empty" in refusal(document(), "plan.docx")
    assert "empty" in refusal(open_sheet([]), "plan.ods")
    assert "empty" in refusal(old_workbook([]), "plan.xls")


def test_what_is_pasted_has_a_limit_too() -> None:
    with pytest.raises(CannotRead, match="longer"):
        read_pasted("x" * 2000, limits=replace(Limits(), file_bytes=1000))
    with pytest.raises(CannotRead, match="rows"):
        read_pasted("1. Do it.\n" * 50, limits=replace(Limits(), rows=20))


def test_a_sheet_named_like_a_path_is_only_a_name() -> None:
    plan = read_plan(open_sheet([HEADINGS, a_row()], name="../../etc/passwd"), "plan.ods")
    assert plan.items[0].source == "../../etc/passwd!2"


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(sorted(GOOD)), st.integers(0, 20_000), st.binary(min_size=1, max_size=40))
def test_a_file_damaged_anywhere_is_read_or_refused_and_nothing_else(kind: str, place: int, noise: bytes) -> None:
    data = GOOD[kind]
    place %= len(data)
    with suppress(CannotRead):
        read_plan(data[:place] + noise + data[place + len(noise) :], f"plan.{kind}")


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(["docx", "ods"]), st.integers(0, 20_000), st.binary(min_size=1, max_size=40))
def test_a_part_damaged_anywhere_is_read_or_refused_and_nothing_else(kind: str, place: int, noise: bytes) -> None:
    with suppress(CannotRead):
        read_plan(
            altered(GOOD[kind], PACKED[kind], lambda xml: xml[: place % len(xml)] + noise + xml[place % len(xml) :]),
            f"plan.{kind}",
        )
