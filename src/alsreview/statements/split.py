"""A document becomes statements: sentences with place, context, citations and check-worthiness."""

from __future__ import annotations

from alsreview.documents.model import Block, Document
from alsreview.statements.boundaries import sentences
from alsreview.statements.citations import Citations, spread
from alsreview.statements.context import MAX_BEFORE, context_of
from alsreview.statements.model import Statement
from alsreview.statements.worthy import SOURCE_LINE, classify

_RUNNING = ("paragraph", "quote")


def split(document: Document) -> tuple[Statement, ...]:
    """Every statement of a document, in order: sentences of paragraphs, list items, cells, quotes, captions, headings.

    A statement's text has no blanks around it and equals `block.text[text_start:text_end]`; `start` and `end` come
    from the block's own map. A footnote's definition that is a reference (it holds a link or an identifier, or reads
    like a bibliographic entry) is no statement but the target of citations; one that explains something in sentences
    is split like any paragraph, so that nothing a reader sees goes unread.
    """
    cited = Citations(document)
    found: list[Statement] = []
    before: list[str] = []
    headings: tuple[str, ...] | None = None
    for number, block in enumerate(document.blocks):
        if cited.is_reference_footnote(number):
            continue
        if block.kind == "heading" or block.headings != headings or block.kind not in _RUNNING:
            before = []
        headings = block.headings
        made = _of_block(number, block, before, cited, len(found))
        found.extend(made)
        if block.kind in _RUNNING:
            before = [*before, *(statement.text for statement in made)][-MAX_BEFORE:]
    return tuple(found)


def _of_block(number: int, block: Block, before: list[str], cited: Citations, index: int) -> list[Statement]:
    text = block.text
    spans = sentences(text)
    entry = cited.is_entry(number)
    verdicts = [classify(text[start:end], block.kind, entry=entry) for start, end in spans]
    citations = cited.of_block(number, spans)
    if citations and citations[-1] and len(spans) > 1:
        citations = spread(citations, verdicts[-1].check_worthy or verdicts[-1].reason == SOURCE_LINE)
    so_far = list(before)
    lead_in: str | None = None
    made: list[Statement] = []
    for place, (start, end) in enumerate(spans):
        sentence = text[start:end]
        if place and _bulleted(text, spans[place - 1][1], start):
            lead_in = lead_in or (so_far[-1] if so_far and so_far[-1].endswith(":") else None)
        else:
            lead_in = None
        first, last = block.map.to_source(start, end)
        made.append(
            Statement(
                index=index + place,
                text=sentence,
                start=first,
                end=last,
                block=block.kind,
                block_index=number,
                text_start=start,
                text_end=end,
                headings=block.headings,
                context=context_of(sentence, block, so_far, lead_in),
                check_worthy=verdicts[place].check_worthy,
                reason=verdicts[place].reason,
                citations=citations[place],
            )
        )
        so_far.append(sentence)
    return made


def _bulleted(text: str, end: int, start: int) -> bool:
    """Whether a bullet stands between two sentences of one block: a list run into one line."""
    return bool(text[end:start].strip())
