"""Word documents made here, down to their elements: the traps that agencies send, in words of our own."""

from collections.abc import Iterable, Sequence
from xml.sax.saxutils import escape

from tests.plans import zipped

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
HEADINGS = ("No.", "Recommendation", "Action", "Lead", "Timescale")
RELATIONS = (
    b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    b' Target="word/document.xml"/></Relationships>'
)
NUMBERED = f"""<w:numbering xmlns:w="{W}">
<w:abstractNum w:abstractNumId="0">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%2)"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="1">
<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="lowerRoman"/><w:lvlText w:val="%1"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2">
<w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val=""/></w:lvl></w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="0"/>
<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>"""
STYLES = f"""<w:styles xmlns:w="{W}">
<w:style w:styleId="H1"><w:name w:val="heading 1"/></w:style>
<w:style w:styleId="Numbered"><w:name w:val="List Number"/>
<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="Deeper"><w:name w:val="Own"/><w:basedOn w:val="Numbered"/></w:style>
</w:styles>"""


def document(*blocks: str, comments: str = "", **parts: bytes) -> bytes:
    """The bytes of a Word document with those paragraphs and tables."""
    body = f'<w:document xmlns:w="{W}"><w:body>{"".join(blocks)}<w:sectPr/></w:body></w:document>'
    named = {
        "_rels/.rels": RELATIONS,
        "word/document.xml": body.encode(),
        "word/numbering.xml": NUMBERED.encode(),
        "word/styles.xml": STYLES.encode(),
    }
    if comments:
        named["word/comments.xml"] = f'<w:comments xmlns:w="{W}">{comments}</w:comments>'.encode()
    return zipped({**named, **parts})


def run(text: str, look: str = "") -> str:
    """Words with a look such as <w:strike/>."""
    return f'<w:r><w:rPr>{look}</w:rPr><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def paragraph(*runs: str, style: str = "", numbered: int = 0, level: int = 0) -> str:
    """A paragraph of runs, or of one plain text; `numbered` is one of the lists above."""
    inside = "".join(part if part.startswith("<w:") else run(part) for part in runs)
    look = f'<w:pStyle w:val="{style}"/>' if style else ""
    if numbered:
        look += f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{numbered}"/></w:numPr>'
    return f"<w:p><w:pPr>{look}</w:pPr>{inside}</w:p>"


def cell(*content: str, span: int = 1, merge: str = "", fill: str = "", width: int = 0) -> str:
    """A cell of paragraphs, or of plain texts; `merge` is "restart" where a merge down begins, else "continue"."""
    look = f'<w:tcW w:w="{width}"/>' if width else ""
    look += f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    look += f'<w:vMerge w:val="{merge}"/>' if merge else ""
    look += f'<w:shd w:val="clear" w:fill="{fill}"/>' if fill else ""
    inside = "".join(part if part.startswith("<w:") else paragraph(part) for part in content or ("",))
    return f"<w:tc><w:tcPr>{look}</w:tcPr>{inside}</w:tc>"


def row(*cells: str, look: str = "") -> str:
    """A row of cells, or of plain texts; `look` is such as <w:hidden/>."""
    inside = "".join(part if part.startswith(("<w:tc", "<w:sdt")) else cell(part) for part in cells)
    return f"<w:tr><w:trPr>{look}</w:trPr>{inside}</w:tr>"


def table(*rows: str | Sequence[str], widths: Iterable[int] = ()) -> str:
    """A table of rows; `widths` are those of the page's grid."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    inside = "".join(part if isinstance(part, str) else row(*part) for part in rows)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{inside}</w:tbl>"


def a_row(ref: str = "1", action: str = "Brief every team.", timescale: str = "May 2016") -> tuple[str, ...]:
    return (ref, "Staff know when to escalate.", action, "Named Nurse", timescale)
