"""A document becomes statements: places, footnotes, context."""

from __future__ import annotations

from alsreview.documents.read import read_text
from alsreview.statements.split import split


def test_each_sentence_is_a_statement_at_its_place() -> None:
    source = "# Care\n\nRiluzole **slows** ALS. It is a pill.\n\n- Rest\n"
    document = read_text(source, "a.md")
    found = split(document)
    assert [(one.block, one.text) for one in found] == [
        ("heading", "Care"),
        ("paragraph", "Riluzole slows ALS."),
        ("paragraph", "It is a pill."),
        ("list_item", "Rest"),
    ]
    assert [one.index for one in found] == [0, 1, 2, 3]
    assert source[found[1].start : found[1].end] == "Riluzole **slows** ALS."
    assert source[found[2].start : found[2].end] == "It is a pill."


def test_the_text_is_the_slice_of_its_block() -> None:
    document = read_text("A &amp; B   help.  \nThey do so *well*. **Yes.**\n", "a.md")
    for one in split(document):
        block = document.blocks[one.block_index]
        assert one.text == block.text[one.text_start : one.text_end] == one.text.strip()
