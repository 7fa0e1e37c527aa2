"""Which parts of a block a reader sees in bold or italics, read off the markup that stands between its runs of text.

Blocks hold reader text alone. Word files keep nothing between their runs, so there no emphasis is shown.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from alsreview.documents.model import Block, Document

_STARS = re.compile(r"(?<!\\)(\*+|_+)")
_BEFORE = re.compile(r"(?<!\\)([*_]+)$")
_TAGS = re.compile(r"<(/?)(strong|b|em|i)(?=[\s>])[^>]*>", re.IGNORECASE)
_ELEMENTS = re.compile(r"(?:<[^<>]*>\s*)+$")


class Span(NamedTuple):
    """A stretch of a block's reader text. `kind` is "strong" or "em"."""

    start: int
    end: int
    kind: str


def spans(document: Document, block: Block) -> list[Span]:
    """The stretches of a block that are set off, in order of their ends."""
    if document.format not in ("markdown", "html") or not block.map.segments:
        return []
    open_: dict[str, int] = {}
    found: list[Span] = []
    for at, kinds in _toggles(document, block):
        for kind, opens in kinds:
            if kind in open_ and opens is not True:
                start = open_.pop(kind)
                if at > start:
                    found.append(Span(start, at, kind))
            elif kind not in open_ and opens is not False:
                open_[kind] = at
    return found


def _toggles(document: Document, block: Block) -> list[tuple[int, list[tuple[str, bool | None]]]]:
    """Offsets of the reader text where emphasis begins or ends; None: whichever is due there."""
    read = _of_html if document.format == "html" else _of_markdown
    source, segments = document.source, block.map.segments
    first = segments[0]
    before = source[max(0, first.source_start - 200) : first.source_start]
    lead = (_ELEMENTS if document.format == "html" else _BEFORE).search(before)
    found = [(first.text_start, read(lead.group()))] if lead else []
    for one, other in pairwise(segments):
        if other.source_start > one.source_end:
            found.append((one.text_end, read(source[one.source_end : other.source_start])))
    # What is still open at the end of a block ends there.
    found.append((segments[-1].text_end, [("strong", False), ("em", False)]))
    return found


def _of_markdown(gap: str) -> list[tuple[str, bool | None]]:
    kinds: list[tuple[str, bool | None]] = []
    for marks in _STARS.findall(gap):
        if len(marks) >= 2:
            kinds.append(("strong", None))
        if len(marks) % 2:
            kinds.append(("em", None))
    return kinds


def _of_html(gap: str) -> list[tuple[str, bool | None]]:
    names = {"b": "strong", "i": "em"}
    return [(names.get(tag.lower(), tag.lower()), not slash) for slash, tag in _TAGS.findall(gap)]
