"""What is sent to LanguageTool: the text of one block, masked. The same text anywhere else is the same unit.

A block is the unit of the cache, of a request and of an edit: a changed paragraph moves no other, and a paragraph that
stands on forty pages is sent once. Nothing that crosses paragraphs is lost but rules of style that are switched off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alsreview.documents.model import Block, Document
from alsreview.grammar.language import LanguagePolicy
from alsreview.grammar.mask import Masked
from alsreview.statements.model import Statement

MOST = 8_000
"""Characters of a unit; a longer block is cut between statements."""

FRAGMENTS = frozenset({"heading", "list_item", "table_cell", "caption"})
"""Kinds of blocks that need not be sentences."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of a block. `text` is what is sent; `start` its offset in the block's reader text."""

    block: int
    start: int
    masked: Masked

    @property
    def text(self) -> str:
        """The masked text."""
        return self.masked.text


def units(document: Document, statements: Sequence[Statement], policy: LanguagePolicy) -> list[Unit]:
    """The units of a document, in its order. Blocks without a word or a statement, and lists of references, give none.

    A footnote that is a reference has no statement: names and titles of others are not this page's language.
    """
    made = []
    stated = {statement.block_index for statement in statements}
    for index, block in enumerate(document.blocks):
        if index not in stated or any(heading.strip().lower() in policy.skip_headings for heading in block.headings):
            continue
        for start, end in _stretches(block.text, index, statements):
            masked = Masked(block.text[start:end])
            if any(char.isalpha() for char in masked.text):
                made.append(Unit(index, start, masked))
    return made


def is_fragment(block: Block) -> bool:
    """Whether a block need not be a sentence."""
    return block.kind in FRAGMENTS and not _is_sentence(block.text)


def _is_sentence(text: str) -> bool:
    """A list item that starts and ends as a sentence does is held to be one."""
    return text[:1].isupper() and text.rstrip("\"'”’)")[-1:] in {".", "!", "?"} and text.count(" ") >= 3


def _stretches(text: str, block: int, statements: Sequence[Statement]) -> Iterator[tuple[int, int]]:
    if len(text) <= MOST:
        yield 0, len(text)
        return
    start = 0
    for statement in (item for item in statements if item.block_index == block):
        if statement.text_end - start > MOST and statement.text_start > start:
            yield start, statement.text_start
            start = statement.text_start
    while len(text) - start > 4 * MOST:  # one endless sentence: cut anywhere
        yield start, start + MOST
        start += MOST
    yield start, len(text)
