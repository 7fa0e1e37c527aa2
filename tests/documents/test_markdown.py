"""The Markdown reader: what a reader sees, and where it stands."""

from __future__ import annotations

from alsreview.documents.model import Block, Document
from alsreview.documents.read import read_text


def read(text: str) -> Document:
    return read_text(text, "page.md")


def only(text: str) -> Block:
    (block,) = read(text).blocks
    return block


def source_of(document: Document, block: Block, words: str) -> str:
    start = block.text.index(words)
    begin, end = block.map.to_source(start, start + len(words))
    return document.source[begin:end]


def test_markup_is_removed_and_the_place_kept() -> None:
    document = read("# Care\n\nTake **one** [tablet](https://x.org/a) &amp; `rest`.\n")
    block = document.blocks[1]
    assert block.text == "Take one tablet & rest."
    assert source_of(document, block, "tablet") == "tablet"
    assert source_of(document, block, "&") == "&amp;"
    assert block.links[0].target == "https://x.org/a"
    assert block.text[block.links[0].start : block.links[0].end] == "tablet"
    assert block.headings == ("Care",)


def test_superscripts_and_subscripts_read_as_marks() -> None:
    assert only("10<sup>5</sup> and 10⁻¹² and CO<sub>2</sub> and H₂O").text == "10^5 and 10^-12 and CO_2 and H_2O"


def test_ordinals_and_trade_marks_read_without_the_mark() -> None:
    assert only("The 1<sup>st</sup> Rilutek<sup>®</sup> tablet").text == "The 1st Rilutek® tablet"


def test_struck_text_is_dropped() -> None:
    assert only("It is ~~not~~ safe and <del>never</del> good").text == "It is safe and good"


def test_nested_lists_chain_their_lead_ins() -> None:
    blocks = read("Avoid these:\n\n- food\n  1. thin drinks\n- smoke\n").blocks
    assert [(b.text, b.level, b.lead_in, b.label) for b in blocks[1:]] == [
        ("food", 1, "Avoid these:", None),
        ("thin drinks", 2, "Avoid these: food", "1"),
        ("smoke", 1, "Avoid these:", None),
    ]


def test_a_heading_parts_a_paragraph_from_a_list() -> None:
    assert read("Text.\n\n## Signs\n\n- cramps\n").blocks[2].lead_in is None


def test_cells_know_their_headers() -> None:
    blocks = read("| drug | dose |\n|---|---|\n| riluzole | 50 mg |\n").blocks
    assert [(b.text, b.row_header, b.column_header) for b in blocks] == [
        ("drug", None, None),
        ("dose", None, None),
        ("riluzole", None, "drug"),
        ("50 mg", "riluzole", "dose"),
    ]


def test_footnotes_and_their_marks() -> None:
    mark, note = read("It helps.[^a]\n\n[^a]: A trial.\n").blocks
    assert [(link.kind, link.target, link.start, link.end) for link in mark.links] == [("footnote", "a", 9, 9)]
    assert (note.kind, note.label, note.text) == ("footnote", "a", "A trial.")


def test_code_gives_no_block() -> None:
    assert [b.text for b in read("One.\n\n    indented\n\n```py\nfenced\n```\n\nTwo.\n").blocks] == ["One.", "Two."]


def test_front_matter_is_data_and_moves_no_line() -> None:
    document = read("---\ntitle: A\ndate: 2020-01-02\n---\nText.\n")
    assert document.meta["title"] == "A"
    assert document.lines.position(document.blocks[0].map.to_source(0, 5)[0]).line == 5


def test_comments_are_kept() -> None:
    (comment,) = read("Text <!-- alsreview: x --> more.\n").comments
    assert comment.text == " alsreview: x "


def test_an_alert_is_the_page_speaking_and_a_quote_is_not() -> None:
    blocks = read("> [!WARNING]\n> Oxygen alone can harm.\n\n> He said so.\n\n1. One\n\n   and more\n").blocks
    assert [(b.kind, b.text, b.lead_in, b.label) for b in blocks] == [
        ("paragraph", "Oxygen alone can harm.", None, None),
        ("quote", "He said so.", None, None),
        ("list_item", "One", None, "1"),
        ("list_item", "and more", None, None),
    ]


def test_small_print_is_no_subscript() -> None:
    assert only("<sub>Read the leaflet first.</sub>").text == "Read the leaflet first."


def test_a_picture_alone_is_a_caption_and_within_a_sentence_nothing() -> None:
    assert [(b.kind, b.text) for b in read("![A hand](a.png)\n\nSee ![it](b.png) here.\n").blocks] == [
        ("caption", "A hand"),
        ("paragraph", "See here."),
    ]
