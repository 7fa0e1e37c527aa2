"""A document as values: source text, blocks of reader text, and the map between the two.

All offsets are 0-based code points into `Document.source`, ends exclusive, unless a name says otherwise.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from alsreview.findings import Position

_LINE_END = re.compile(r"\r\n|\r|\n")

BlockKind = Literal["heading", "paragraph", "list_item", "table_cell", "caption", "quote", "footnote"]


class Segment(NamedTuple):
    """A run of reader text and the run of source it was made from.

    Where both have the same length the map is one to one; otherwise (an entity, a run of white space folded to
    one space) the run is one atom: every character of it maps to the whole source run.
    """

    text_start: int
    text_end: int
    source_start: int
    source_end: int


class TextMap:
    """Maps offsets of a block's reader text to offsets of the source. Segments are sorted and do not overlap."""

    __slots__ = ("_starts", "segments")

    def __init__(self, segments: tuple[Segment, ...]) -> None:
        self.segments = segments
        self._starts = [segment.text_start for segment in segments]

    def to_source(self, start: int, end: int) -> tuple[int, int]:
        """Source offsets (start, end) of the reader text from `start` to `end`; the block must cover both."""
        first = self.segments[max(0, bisect_right(self._starts, start) - 1)]
        last = self.segments[max(0, bisect_right(self._starts, max(start, end - 1)) - 1)]
        source_start = first.source_start
        if first.text_end - first.text_start == first.source_end - first.source_start:
            source_start += start - first.text_start
        if end <= start:
            return source_start, source_start
        source_end = last.source_end
        if last.text_end - last.text_start == last.source_end - last.source_start:
            source_end = last.source_start + (end - last.text_start)
        return source_start, source_end


class Link(NamedTuple):
    """Something a block points to. `start` and `end` are offsets in the block's reader text (equal for a bare mark).

    `kind`: "link" (target is the URL), "footnote" (target is the footnote's label).
    """

    start: int
    end: int
    kind: str
    target: str


@dataclass(frozen=True, slots=True)
class Block:
    """One block of prose. `text` is reader text: markup removed, entities decoded, white space folded, `^` and `_`
    before superscripts and subscripts, struck-out text and soft hyphens dropped; case, digits and signs kept."""

    kind: BlockKind
    text: str
    map: TextMap
    headings: tuple[str, ...] = ()
    """Reader text of the headings above, outermost first; for a heading, those above itself."""
    level: int = 0
    """Heading level 1-6, or nesting depth of a list item (1 = outermost); else 0."""
    lead_in: str | None = None
    """For a list item: the paragraph that introduces the list (with those of the outer lists before it)."""
    row_header: str | None = None
    column_header: str | None = None
    links: tuple[Link, ...] = ()
    label: str | None = None
    """Label of a footnote's definition, or the number of an ordered list's item as written ("3")."""


class Comment(NamedTuple):
    """A comment of the source (`<!-- ... -->`), where inline directives stand. `text` is its inside."""

    start: int
    end: int
    text: str


class LineIndex:
    """Turns code-point offsets into 1-based lines and columns. A line ends with LF, CRLF or CR."""

    __slots__ = ("_starts",)

    def __init__(self, source: str) -> None:
        # str.splitlines also breaks at form feeds and U+2028, which editors do not count as lines.
        starts = [0]
        starts.extend(match.end() for match in _LINE_END.finditer(source))
        self._starts = starts

    def position(self, offset: int) -> Position:
        """The line and column of a 0-based code-point offset."""
        line = bisect_right(self._starts, offset)
        return Position(line, offset - self._starts[line - 1] + 1)

    def offset(self, position: Position) -> int:
        """The offset of a line and column; the reverse of `position`."""
        return self._starts[position.line - 1] + position.column - 1


@dataclass(frozen=True, slots=True)
class Document:
    """A file of prose, read. For DOCX `source` has one line a paragraph, so a line number is a paragraph number."""

    path: str
    """POSIX, relative to the configuration's folder (else the working directory)."""
    format: Literal["markdown", "text", "html", "docx"]
    source: str
    """The decoded file, line ends as they are, without a byte-order mark."""
    blocks: tuple[Block, ...]
    meta: Mapping[str, object] = field(default_factory=dict)
    """Front matter, or the metadata of an HTML page or Word file (title, author, date, archived, lang)."""
    language: str = "en"
    """Primary subtag of the document's language, as declared or detected."""
    comments: tuple[Comment, ...] = ()
    lines: LineIndex = field(default_factory=lambda: LineIndex(""))
