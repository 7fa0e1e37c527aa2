"""Citations that stand in the text: what a statement is sourced by before it has any claim.

The same page gives the same targets whether it is written with footnotes, with links or with a numbered list.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from operator import itemgetter
from urllib.parse import urlsplit

from alsreview.documents.model import Block, Document, Link
from alsreview.statements.identifiers import find_all, target_of_url
from alsreview.statements.model import Citation
from alsreview.statements.references import References

_RANGE = r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*"
_NUMBERED = re.compile(
    rf"\[(?P<square>{_RANGE})\]"
    rf"|(?<![\d\s])\^[\[(]?(?P<raised>{_RANGE})[\])]?(?![\w/])"
    rf"|(?P<sup>[¹²³⁰⁴-⁹]+(?:[⁻,][¹²³⁰⁴-⁹]+)*)"
    rf"|(?<=[^\W\d][.,;:!?])(?P<glued>{_RANGE})(?=\s|\Z)"
    rf"|(?<=\b(?:19|20)\d\d\.)(?P<glued3>{_RANGE})(?=\s|\Z)"
    rf"|(?<=[^\W\d][.!?][\"”’)])(?P<glued2>{_RANGE})(?=\s|\Z)"
    rf"|\((?P<round>{_RANGE})\)(?=[.,;]|\Z)"
)
_UNIT_BEFORE = re.compile(r"(?:\b|/)(?:[kcmdµu]?m|km|s|kg|10|in|ft)\Z")
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_AFTER_CITATION = re.compile(r"[\s.!?…\"'”’»)\]\^\[(,;–\d-]*\Z")
_WIDEST = 50
"""Most numbers that a range like [1-20] may mean; a wider one is no citation."""


class Citations:
    """The citations of a document, block by block."""

    __slots__ = ("_document", "_own_host", "_references")

    def __init__(self, document: Document) -> None:
        self._document = document
        self._own_host = _host_of(document)
        self._references = References(document, self._own_host)

    def is_entry(self, block: int) -> bool:
        """Whether a block is an entry of the reference list."""
        return block in self._references.entries

    def is_reference_footnote(self, block: int) -> bool:
        """Whether a block is the definition of a footnote that is a reference, not an explanation."""
        return block in self._references.reference_notes

    def of_block(self, number: int, spans: Sequence[tuple[int, int]]) -> list[tuple[Citation, ...]]:
        """The citations that stand in each sentence of a block, in order of place; entries of the list have none."""
        block = self._document.blocks[number]
        if not spans or not self._possible(block) or number in self._references.entries:
            return [()] * len(spans)
        placed = sorted(self._links(block) + self._identifiers(block) + list(self._numbered(block)))
        found: list[dict[str, Citation]] = [{} for _ in spans]
        for start, end, citation in placed:
            where = _sentence_at(spans, start, end)
            closing = where == len(spans) - 1 and _closes(block.text, end)
            found[where].setdefault(citation.target, citation._replace(closes_paragraph=closing))
        return [tuple(of_one.values()) for of_one in found]

    def _possible(self, block: Block) -> bool:
        text = block.text
        if block.links or "10." in text or "PM" in text or "NCT" in text or "://" in text:
            return True
        return bool(self._references.numbers)

    def _links(self, block: Block) -> list[tuple[int, int, Citation]]:
        return [
            (link.start, link.end, citation)
            for link in block.links
            if (citation := self._of_link(block, link)) is not None
        ]

    def _of_link(self, block: Block, link: Link) -> Citation | None:
        text = block.text[link.start : link.end]
        if link.kind == "footnote":
            note = self._references.notes.get(link.target)
            return Citation("footnote", note, text or link.target) if note else None
        target = target_of_url(link.target, self._own_host)
        return Citation("link", target, text or link.target) if target else None

    def _identifiers(self, block: Block) -> list[tuple[int, int, Citation]]:
        return [
            (found.start, found.end, Citation(found.kind, found.target, block.text[found.start : found.end]))
            for found in find_all(block.text, self._own_host)
        ]

    def _numbered(self, block: Block) -> Iterator[tuple[int, int, Citation]]:
        numbers = self._references.numbers
        if not numbers:
            return
        for match in _NUMBERED.finditer(block.text):
            group = match.lastgroup or ""
            if group == "raised" and _UNIT_BEFORE.search(block.text, max(0, match.start() - 6), match.start()):
                continue
            for number in _expand(match[group].translate(_RAISED)):
                if target := numbers.get(number):
                    yield match.start(), match.end(), Citation("reference", target, match[0])


def spread(citations: list[tuple[Citation, ...]], carries: bool) -> list[tuple[Citation, ...]]:
    """Gives a citation that closes the paragraph to each sentence of it that has none of its own.

    `carries`: the last sentence states something, so that its citation is a source; "For more, visit ..." is not.
    """
    closing = tuple(citation for citation in (citations[-1] if citations else ()) if citation.closes_paragraph)
    if not closing or not carries:
        return citations
    return [of_one or closing for of_one in citations]


def _closes(text: str, end: int) -> bool:
    """Whether nothing but stops, brackets and further marks follows until the end of the block."""
    return len(text) - end < 60 and bool(_AFTER_CITATION.match(text, end))


def _sentence_at(spans: Sequence[tuple[int, int]], start: int, end: int) -> int:
    """The sentence that a citation stands in; a mark without width belongs to the sentence before it."""
    after = bisect_right(spans, start if end > start else start - 1, key=itemgetter(0))
    return max(0, after - 1)


def _expand(text: str) -> list[int]:
    """ "1,3-5" -> [1, 3, 4, 5]"""
    numbers: list[int] = []
    for part in re.split(r"\s?[,;]\s?", text):
        first, _, last = re.sub(r"\s?[–-]\s?", "-", part).partition("-")
        if not first.isdigit() or (last and not last.isdigit()):
            continue
        if last and 0 <= int(last) - int(first) <= _WIDEST:
            numbers.extend(range(int(first), int(last) + 1))
        else:
            numbers.append(int(first))
    return numbers


def _host_of(document: Document) -> str | None:
    """The site's own host, where the page says its own address."""
    for name in ("canonical", "url", "site"):
        value = document.meta.get(name)
        if isinstance(value, str) and "://" in value:
            try:
                host = urlsplit(value).hostname or ""
            except ValueError:
                continue
            return host.removeprefix("www.") or None
    return None
