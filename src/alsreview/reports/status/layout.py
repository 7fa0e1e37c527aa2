"""A document as a reader sees it: headings, paragraphs, lists, tables, with its statements as the pieces of text."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby, pairwise
from typing import Literal

from alsreview.documents.model import Block, Document, Link
from alsreview.pipeline.status_values import DocumentStatus, StatementStatus
from alsreview.reports.status.emphasis import spans

Style = tuple[int, int, str]
"""Start, end, and "strong", "em" or the address of a link."""

NodeKind = Literal["heading", "paragraph", "list", "table", "quote", "caption", "footnotes"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text. `mark` is the number of a footnote that is referred to; then `text` is empty."""

    text: str
    mark: int | None = None
    strong: bool = False
    em: bool = False
    link: str = ""
    """Where it leads, as the document has it: not yet known to be safe."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of a block: a statement, or what lies between two (`status` None)."""

    runs: tuple[Run, ...]
    status: StatementStatus | None = None


@dataclass(slots=True)
class Item:
    """One item of a list, with the lists inside it; a footnote has its number."""

    pieces: list[tuple[Piece, ...]]
    lists: list[Node] = field(default_factory=list)
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table."""

    pieces: tuple[Piece, ...]
    header: Literal["", "col", "row"] = ""


@dataclass(slots=True)
class Node:
    """One part of the page. What of it is filled depends on the kind."""

    kind: NodeKind
    level: int = 0
    """Of a heading, 1 to 6 as it stands in the source."""
    pieces: tuple[Piece, ...] = ()
    items: list[Item] = field(default_factory=list)
    ordered: bool = False
    rows: list[list[Cell]] = field(default_factory=list)


class Layout:
    """Lays one document out. Footnotes are numbered in the order in which the text refers to them."""

    def __init__(self, status: DocumentStatus) -> None:
        self._document: Document = status.document
        self._of_block: dict[int, list[StatementStatus]] = defaultdict(list)
        for item in status.statements:
            self._of_block[item.statement.block_index].append(item)
        self._numbers: dict[str, int] = {}
        for block in self._document.blocks:
            for link in block.links:
                if link.kind == "footnote":
                    self._numbers.setdefault(link.target, len(self._numbers) + 1)

    def nodes(self) -> list[Node]:
        """The parts of the page, in order; footnotes last."""
        found: list[Node] = []
        notes: list[int] = []
        for kind, group in groupby(range(len(self._document.blocks)), key=lambda index: self._block(index).kind):
            indexes = list(group)
            if kind == "footnote":
                notes += indexes
            elif kind == "list_item":
                found += self._lists(indexes)
            elif kind == "table_cell":
                found += self._tables(indexes)
            else:
                found += [Node(kind, self._block(index).level, self._pieces(index)) for index in indexes]
        if notes:
            found.append(self._footnotes(notes))
        return found

    def _block(self, index: int) -> Block:
        return self._document.blocks[index]

    def _pieces(self, index: int) -> tuple[Piece, ...]:
        block, at = self._block(index), 0
        found: list[Piece] = []
        marks = sorted(link for link in block.links if link.kind == "footnote")
        styles = self._styles(block)
        for status in self._of_block.get(index, ()):
            start, end = status.statement.text_start, status.statement.text_end
            # A mark behind the full stop still belongs to the sentence before it.
            while marks and marks[0].start < start:
                marks.pop(0)
            if start > at:
                found.append(Piece(tuple(_styled(block.text, at, start, styles))))
            own = [mark for mark in marks if mark.start <= end]
            marks = marks[len(own) :]
            found.append(Piece(tuple(self._runs(block.text, start, end, own, styles)), status))
            at = end
        rest = self._runs(block.text, at, len(block.text), marks, styles)
        return (*found, Piece(tuple(rest))) if block.text[at:] or marks else tuple(found)

    def _styles(self, block: Block) -> list[Style]:
        links = [(link.start, link.end, link.target) for link in block.links if link.kind == "link"]
        return [*spans(self._document, block), *(link for link in links if link[1] > link[0])]

    def _runs(self, text: str, start: int, end: int, marks: Sequence[Link], styles: Sequence[Style]) -> Iterator[Run]:
        at = start
        for mark in marks:
            yield from _styled(text, at, mark.start, styles)
            yield Run("", self._numbers[mark.target])
            at = max(at, min(mark.end, end))
        yield from _styled(text, at, end, styles)

    def _lists(self, indexes: Sequence[int]) -> list[Node]:
        """Nested lists from items with levels; a second paragraph of an item carries the item's own number."""
        top: list[Node] = []
        open_: list[tuple[int, Node]] = []
        for index in indexes:
            block = self._block(index)
            level, ordered = max(1, block.level), block.label is not None
            while open_ and open_[-1][0] > level:
                open_.pop()
            if open_ and open_[-1][0] == level and open_[-1][1].ordered != ordered:
                open_.pop()
            if not open_ or open_[-1][0] < level:
                node = Node("list", level, ordered=ordered)
                (open_[-1][1].items[-1].lists if open_ else top).append(node)
                open_.append((level, node))
            open_[-1][1].items.append(Item([self._pieces(index)]))
        return top

    def _tables(self, indexes: Sequence[int]) -> list[Node]:
        rows: list[list[int]] = []
        for index in indexes:
            if not rows or self._new_row(rows[-1][-1], index):
                rows.append([])
            rows[-1].append(index)
        tables: list[Node] = []
        for row in rows:
            heads = all(self._block(index).column_header is None for index in row)
            after_data = bool(tables) and bool(tables[-1].rows) and tables[-1].rows[-1][-1].header != "col"
            headed = bool(tables) and any(cell.header == "col" for cell in tables[-1].rows[0])
            if not tables or (heads and after_data and headed):
                tables.append(Node("table"))
            tables[-1].rows.append(self._row(row, heads))
        return tables

    def _row(self, row: Sequence[int], heads: bool) -> list[Cell]:
        # Without headers at all there is no telling a head from data, so nothing is called a header.
        named = heads and any(
            self._block(row[-1] + step).column_header for step in (1, 2) if self._cell(row[-1] + step)
        )
        cells = []
        for number, index in enumerate(row):
            own = self._block(index)
            follows = row[number + 1 :]
            heads_row = number == 0 and any(self._block(other).row_header == own.text for other in follows)
            cells.append(Cell(self._pieces(index), "col" if named else "row" if heads_row else ""))
        return cells

    def _cell(self, index: int) -> bool:
        return index < len(self._document.blocks) and self._block(index).kind == "table_cell"

    def _new_row(self, before: int, index: int) -> bool:
        """Whether a cell begins a row: by what stands between it and the one before, else by its headers."""
        old, new = self._block(before), self._block(index)
        between = self._document.source[_end(old) : _start(new)]
        if self._document.format == "html":
            return re.search(r"<tr[\s>]", between, re.IGNORECASE) is not None
        if self._document.format == "markdown":
            return "\n" in between or "\r" in between
        return new.row_header is None and (old.row_header is not None or old.column_header != new.column_header)

    def _footnotes(self, indexes: Sequence[int]) -> Node:
        items: dict[str, Item] = {}
        for index in indexes:
            label = self._block(index).label or ""
            item = items.setdefault(label, Item([], number=self._numbers.get(label)))
            item.pieces.append(self._pieces(index))
        ordered = sorted(items.values(), key=lambda item: (item.number is None, item.number or 0))
        return Node("footnotes", items=ordered)


def _styled(text: str, start: int, end: int, styles: Sequence[Style]) -> Iterator[Run]:
    """The text from start to end, cut where its look changes."""
    if end <= start:
        return
    over = [style for style in styles if style[0] < end and style[1] > start]
    if not over:
        yield Run(text[start:end])
        return
    cuts = sorted({start, end, *(at for style in over for at in style[:2] if start < at < end)})
    for one, other in pairwise(cuts):
        kinds = {style[2] for style in over if style[0] <= one and style[1] >= other}
        link = next((kind for kind in sorted(kinds) if kind not in ("strong", "em")), "")
        yield Run(text[one:other], None, "strong" in kinds, "em" in kinds, link)


def _start(block: Block) -> int:
    return block.map.segments[0].source_start if block.map.segments else 0


def _end(block: Block) -> int:
    return block.map.segments[-1].source_end if block.map.segments else 0
