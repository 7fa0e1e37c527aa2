"""The Word reader, on files made by python-docx and on parts written by hand where it cannot make them."""

from __future__ import annotations

import io
import re
import zipfile

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alsreview.documents.model import Document
from alsreview.documents.read import read_text
from alsreview.errors import InputError

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"


def saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def by_hand(body: str, **parts: str) -> bytes:
    """A Word file with this body; further parts by file name (`footnotes` for word/footnotes.xml)."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", f"<w:document {NAMESPACES}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            path = "word/_rels/document.xml.rels" if name == "relations" else f"word/{name}.xml"
            archive.writestr(path, text)
    return buffer.getvalue()


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def read(data: bytes) -> Document:
    return read_text(data, "page.docx")


def paragraph(content: str) -> str:
    (block,) = read(by_hand(f"<w:p>{content}</w:p>")).blocks
    return block.text


def test_headings_lists_and_places() -> None:
    made = docx.Document()
    made.add_heading("Care", 1)
    made.add_paragraph("Avoid these:")
    made.add_paragraph("food", style="List Bullet")
    made.add_paragraph("thin drinks", style="List Bullet 2")
    made.add_paragraph("")
    made.add_paragraph("One 🧠 two.")
    document = read(saved(made))
    assert [(b.kind, b.text, b.headings, b.level) for b in document.blocks] == [
        ("heading", "Care", (), 1),
        ("paragraph", "Avoid these:", ("Care",), 0),
        ("list_item", "food", ("Care",), 1),
        ("list_item", "thin drinks", ("Care",), 2),
        ("paragraph", "One 🧠 two.", ("Care",), 0),
    ]
    start, end = document.blocks[-1].map.to_source(6, 9)
    place = document.lines.position(start)
    assert (place.line, place.column, document.source[start:end]) == (6, 7, "two")


def test_nested_numbered_lists() -> None:
    def item(text: str, level: int) -> str:
        numbers = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="7"/></w:numPr>'
        return f"<w:p><w:pPr>{numbers}</w:pPr>{run(text)}</w:p>"

    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{first}"/><w:numFmt w:val="{form}"/></w:lvl>'
        for level, first, form in ((0, 3, "decimal"), (1, 1, "lowerLetter"))
    )
    numbering = (
        f'<w:numbering {NAMESPACES}><w:abstractNum w:abstractNumId="1">{levels}</w:abstractNum>'
        '<w:num w:numId="7"><w:abstractNumId w:val="1"/></w:num></w:numbering>'
    )
    items = item("one", 0) + item("deep", 1) + item("deeper", 1) + item("two", 0) + item("again", 1)
    body = f"<w:p>{run('Steps:')}</w:p>{items}"
    blocks = read(by_hand(body, numbering=numbering)).blocks[1:]
    assert [(b.text, b.level, b.label, b.lead_in) for b in blocks] == [
        ("one", 1, "3", "Steps:"),
        ("deep", 2, "a", "Steps: one"),
        ("deeper", 2, "b", "Steps: one"),
        ("two", 1, "4", "Steps:"),
        ("again", 2, "a", "Steps: two"),
    ]


def test_tables() -> None:
    made = docx.Document()
    table = made.add_table(rows=3, cols=2)
    for row, texts in enumerate((("drug", "dose"), ("riluzole", "50 mg"), ("", "100 mg"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    table.cell(1, 0).merge(table.cell(2, 0))
    cells = [(b.kind, b.text, b.row_header, b.column_header) for b in read(saved(made)).blocks]
    assert cells == [
        ("table_cell", "drug", None, None),
        ("table_cell", "dose", None, None),
        ("table_cell", "riluzole", None, "drug"),
        ("table_cell", "50 mg", "riluzole", "dose"),
        ("table_cell", "100 mg", "riluzole", "dose"),
    ]


def test_scripts_and_strikes() -> None:
    raised = '<w:vertAlign w:val="superscript"/>'
    text = run("10") + run("-", raised) + run("5", raised) + run(" CO") + run("2", '<w:vertAlign w:val="subscript"/>')
    assert paragraph(text + run(" not", "<w:strike/>") + run(" safe", '<w:strike w:val="0"/>')) == "10^-5 CO_2 safe"


def test_tracked_changes_read_as_if_accepted() -> None:
    deleted = '<w:del><w:r><w:delText xml:space="preserve">not </w:delText></w:r></w:del>'
    moved = f"<w:moveFrom>{run('gone ')}</w:moveFrom>"
    assert paragraph(run("It is ") + deleted + moved + f"<w:ins>{run('safe')}</w:ins>" + run(".")) == "It is safe."


def test_hidden_text_and_field_codes_are_not_read() -> None:
    field = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "https://x.org/a" </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("trial")}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    (block,) = read(by_hand(f"<w:p>{run('See ')}{run('x', '<w:vanish/>')}{field}{run('.')}</w:p>")).blocks
    assert block.text == "See trial."
    assert [(link.target, block.text[link.start : link.end]) for link in block.links] == [("https://x.org/a", "trial")]


def test_hyperlinks() -> None:
    relations = f'<Relationships xmlns="{RELATIONS}"><Relationship Id="r1" Target="https://x.org/"/></Relationships>'
    link = f'<w:hyperlink r:id="r1">{run("a ")}{run("trial", "<w:b/>")}</w:hyperlink>'
    (block,) = read(by_hand(f"<w:p>{run('See ')}{link}</w:p>", relations=relations)).blocks
    assert [(x.target, block.text[x.start : x.end]) for x in block.links] == [("https://x.org/", "a trial")]


def test_footnotes_and_endnotes() -> None:
    notes = "".join(
        f'<w:footnote {kind} w:id="{index}"><w:p>{run(text)}</w:p></w:footnote>'
        for kind, index, text in (('w:type="separator"', 0, ""), ("", 2, "A trial."))
    )
    raised = '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
    body = f'<w:p>{run("It helps.")}<w:r>{raised}<w:footnoteReference w:id="2"/></w:r>{run(" Yes.")}</w:p>'
    document = read(by_hand(body, footnotes=f"<w:footnotes {NAMESPACES}>{notes}</w:footnotes>"))
    mark, note = document.blocks
    assert (mark.text, [(x.kind, x.target, x.start, x.end) for x in mark.links]) == (
        "It helps. Yes.",
        [("footnote", "2", 9, 9)],
    )
    assert (note.kind, note.label, note.text) == ("footnote", "2", "A trial.")


def test_text_boxes_are_read_once_and_after_their_paragraph() -> None:
    box = f"<w:txbxContent><w:p>{run('In a box.')}</w:p></w:txbxContent>"
    drawing = f"<w:r><mc:AlternateContent><mc:Choice><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>"
    drawing += f"<mc:Fallback><w:pict>{box}</w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    texts = [b.text for b in read(by_hand(f"<w:p>{run('Before.')}{drawing}</w:p><w:p>{run('After.')}</w:p>")).blocks]
    assert texts == ["Before.", "In a box.", "After."]


def test_a_table_of_contents_is_not_prose() -> None:
    gallery = '<w:docPartObj><w:docPartGallery w:val="Table of Contents"/></w:docPartObj>'
    contents = f"<w:sdt><w:sdtPr>{gallery}</w:sdtPr><w:sdtContent><w:p>{run('Care 3')}</w:p></w:sdtContent></w:sdt>"
    control = f"<w:sdt><w:sdtContent><w:p>{run('Kept.')}</w:p></w:sdtContent></w:sdt>"
    assert [b.text for b in read(by_hand(contents + control)).blocks] == ["Kept."]


def test_every_word_is_where_the_map_says() -> None:
    made = docx.Document()
    for text in ("A\u00a0b  c\td 🧠 e\u0301 co\u00adop", "— “x” 5\u2009mg"):
        part = made.add_paragraph()
        for index, piece in enumerate(re.split(r"(?<= )", text)):
            part.add_run(piece).bold = bool(index % 2)
    document = read(saved(made))
    assert [b.text for b in document.blocks] == ["A b c d 🧠 e\u0301 coop", "— “x” 5 mg"]
    for block in document.blocks:
        for found in re.finditer(r"\S+", block.text):
            start, end = block.map.to_source(*found.span())
            assert document.source[start:end].replace("\u00ad", "") == found[0]


PIECES = st.sampled_from(
    ["riluzole", " 50\u00a0mg", "  ", "\t", "🧠", "e\u0301", "co\u00adop", "—", " “x” ", "²", "日本", " "]
)
PROPERTIES = st.sampled_from(["", "<w:b/>", '<w:vertAlign w:val="superscript"/>', "<w:strike/>", "<w:vanish/>"])


@settings(max_examples=150, deadline=None)
@given(st.lists(st.lists(st.tuples(PIECES, PROPERTIES), max_size=8), min_size=1, max_size=4))
def test_any_runs_map_word_for_word(paragraphs: list[list[tuple[str, str]]]) -> None:
    body = "".join(
        f"<w:p>{''.join(run('gone' if 'strike' in how else text, how) for text, how in runs)}</w:p>"
        for runs in paragraphs
    )
    document = read(by_hand(body))
    assert document.source.count("\n") == len(paragraphs) - 1
    for block in document.blocks:
        for found in re.finditer(r"[^\s^]+", block.text):
            start, end = block.map.to_source(*found.span())
            raw = document.source[start:end].replace("\u00ad", "")
            assert raw == found[0] or raw.replace("²", "2") == found[0] or "gone" in raw


BOMB = by_hand("<w:p/>" + " " * 70_000_000)


@pytest.mark.parametrize(
    ("data", "cause"),
    [
        (b"hello", "is not a Word file"),
        (b"PK\x03\x04broken", "is broken: its zip archive cannot be read"),
        (by_hand("<w:p/>")[:200], "is broken: its zip archive cannot be read"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
        (b"\xd0\xcf\x11\xe0 other", "is an old Word file"),
        (by_hand("<w:p>"), "is broken: word/document.xml is not XML"),
        (BOMB, "unpacks to more than 60,000,000 bytes"),
    ],
    ids=["text", "zip", "cut", "password", "doc", "xml", "bomb"],
)
def test_what_cannot_be_read_says_why(data: bytes, cause: str) -> None:
    with pytest.raises(InputError) as caught:
        read(data)
    (fault,) = caught.value.faults
    assert str(fault).startswith("page.docx: ")
    assert cause in fault.what
    assert fault.mend


def test_a_zip_archive_of_something_else() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("content.xml", "<x/>")
    with pytest.raises(InputError, match="is a zip archive but not a Word file"):
        read(buffer.getvalue())


def test_entities_of_a_word_file_are_not_resolved() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        doctype = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
        body = f"<w:document {NAMESPACES}><w:body><w:p><w:r><w:t>a&e;b</w:t></w:r></w:p></w:body></w:document>"
        archive.writestr("word/document.xml", doctype + body)
    assert [b.text for b in read(buffer.getvalue()).blocks] == ["a"]
