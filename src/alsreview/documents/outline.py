"""Putting blocks in their place: headings above, lists and what introduces them, tables, quotes, footnotes.

Every reader drives one `Outline` with what it meets, in document order, and gets the blocks in the end.
"""

from __future__ import annotations

from typing import NamedTuple

from alsreview.documents.model import Block, BlockKind
from alsreview.documents.reader_text import ReaderText

_LONGEST_LEAD_IN = 2_000
"""Code points above which the lead-ins of outer lists are left off: nesting must not multiply text."""


class _Place(NamedTuple):
    """What surrounds a block: the innermost list item, quote, footnote or table cell."""

    kind: BlockKind
    level: int = 0
    lead_in: str | None = None
    label: str | None = None
    row_header: str | None = None
    column_header: str | None = None


class _List(NamedTuple):
    lead_in: str | None
    level: int


class _Table:
    """Headers of one table while it is read."""

    __slots__ = ("carried", "column", "columns", "first_block", "in_head", "row", "row_header", "spans", "unsure")

    def __init__(self) -> None:
        self.columns: dict[int, str] = {}
        self.spans: dict[int, int] = {}  # column -> rows that a cell above still covers
        self.carried: dict[int, str] = {}  # column -> row header of such a cell
        self.unsure: list[int] = []  # columns named by header cells of a row that may yet prove to have data
        self.row = -1
        self.column = 0
        self.row_header: str | None = None
        self.in_head = False
        self.first_block = 0


class Outline:
    """Collects the blocks of one document."""

    __slots__ = ("_headings", "_intro", "_lists", "_path", "_places", "_tables", "_term", "blocks")

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self._headings: list[tuple[int, str]] = []
        self._path: tuple[str, ...] = ()
        self._places: list[_Place] = []
        self._lists: list[_List] = []
        self._tables: list[_Table] = []
        self._term: str | None = None
        self._intro: str | None = None  # the paragraph just before, if nothing stands between

    def heading(self, level: int, reader: ReaderText) -> None:
        """A heading of level 1-6 ends."""
        text, text_map, links = reader.finish()
        if not text:
            return
        while self._headings and self._headings[-1][0] >= level:
            self._headings.pop()
        above = tuple(heading[1] for heading in self._headings)
        self._headings.append((level, text))
        self._path = (*above, text)
        self._intro = None
        self.blocks.append(Block("heading", text, text_map, above, level, links=links))

    def prose(self, reader: ReaderText, kind: BlockKind | None = None) -> None:
        """A run of prose ends; its kind follows from where it stands unless given. Empty text gives no block."""
        if not reader.length:
            return
        text, text_map, links = reader.finish()
        if not text:
            return
        place = self._places[-1] if self._places else None
        if place is None:
            self.blocks.append(Block(kind or "paragraph", text, text_map, self._path, 0, links=links))
        else:
            self.blocks.append(
                Block(
                    kind or place.kind,
                    text,
                    text_map,
                    self._path,
                    place.level,
                    place.lead_in,
                    place.row_header,
                    place.column_header,
                    links,
                    place.label,
                )
            )
            if place.label and place.kind == "list_item":  # the number stands before the item's first block only
                self._places[-1] = place._replace(label=None)
        self._intro = None if self.blocks[-1].kind == "caption" else text

    def apart(self) -> None:
        """Something stands here (a rule, code, a picture) that parts a paragraph from a list below it."""
        self._intro = None

    def open_list(self) -> None:
        """A list begins; the paragraph just before it introduces its items."""
        outer = self._lists[-1] if self._lists else None
        lead_in = self._intro
        if outer and outer.lead_in:
            chained = f"{outer.lead_in} {lead_in}" if lead_in else outer.lead_in
            lead_in = chained if len(chained) <= _LONGEST_LEAD_IN else lead_in
        self._lists.append(_List(lead_in, outer.level + 1 if outer else 1))
        self._intro = None

    def close_list(self) -> None:
        """The innermost list ends."""
        if self._lists:
            self._lists.pop()
        self._intro = None

    def open_item(self, label: str | None = None) -> None:
        """An item of the innermost list begins; `label` is its number as written."""
        if not self._lists:
            self.open_list()
        around = self._places[-1] if self._places else _Place("list_item")
        lead_in, level = self._lists[-1]
        self._places.append(_Place("list_item", level, lead_in, label, around.row_header, around.column_header))
        self._intro = None

    def open_definition(self) -> None:
        """The definition of the term before it begins; the term is its lead-in."""
        self.open_item()
        if self._term:
            place = self._places[-1]
            lead_in = f"{place.lead_in} {self._term}" if place.lead_in else self._term
            self._places[-1] = place._replace(lead_in=lead_in)

    def close_term(self) -> None:
        """A term of a definition list, opened as an item, ends."""
        place = self._places[-1] if self._places else None
        self.close_place()
        last = self.blocks[-1] if self.blocks else None
        self._term = last.text if place and last and last.kind == "list_item" else None

    def open_quote(self) -> None:
        """A quotation begins."""
        self._places.append(_Place("quote"))
        self._intro = None

    def open_caption(self) -> None:
        """A caption begins."""
        self._places.append(_Place("caption"))

    def open_footnote(self, label: str) -> None:
        """The definition of a footnote begins."""
        self._places.append(_Place("footnote", label=label))
        self._intro = None

    def close_place(self) -> None:
        """The innermost item, quote, caption, footnote ends."""
        if self._places and self._places.pop().kind in ("quote", "footnote"):
            self._intro = None

    def open_table(self) -> None:
        """A table begins."""
        self._tables.append(_Table())
        self._intro = None

    def close_table(self) -> None:
        """The innermost table ends."""
        if self._tables:
            self._tables.pop()
        self._intro = None

    def open_row(self, head: bool = False) -> None:
        """A row begins; `head` where the source says that it names the columns."""
        if not self._tables:
            self.open_table()
        table = self._tables[-1]
        table.row += 1
        table.column = 0
        table.row_header = None
        table.in_head = head
        table.unsure = []

    def open_cell(self, header: bool = False, scope: str = "", columns: int = 1, rows: int = 1) -> None:
        """A cell begins, `columns` wide and `rows` high; `scope` ("row" or "col") says what a header cell names."""
        if not self._tables or self._tables[-1].row < 0:
            self.open_row()
        table = self._tables[-1]
        while table.spans.get(table.column):
            table.spans[table.column] -= 1
            table.row_header = table.carried.get(table.column, table.row_header)
            table.column += 1
        if not header and table.unsure:  # header cell and data in the first row: the header names the row
            for column in table.unsure:
                table.columns.pop(column, None)
            table.unsure = []
        names_column = table.in_head or (header and (scope == "col" or (table.row == 0 and scope != "row")))
        column_header = None if names_column else table.columns.get(table.column)
        row_header = None if names_column else table.row_header
        self._places.append(_Place("table_cell", row_header=row_header, column_header=column_header))
        table.first_block = len(self.blocks)
        self._intro = None
        for column in range(table.column, table.column + min(columns, 1000)):
            if rows > 1:
                table.spans[column] = rows - 1
                table.carried.pop(column, None)

    def close_cell(self, header: bool = False, scope: str = "", columns: int = 1) -> None:
        """The cell ends; called with what `open_cell` was given."""
        self.close_place()
        if not self._tables:
            return
        table = self._tables[-1]
        text = " ".join(block.text for block in self.blocks[table.first_block :])
        explicit = table.in_head or scope == "col"
        if explicit or (header and table.row == 0 and scope != "row"):
            for column in range(table.column, table.column + min(columns, 1000)):
                above = table.columns.get(column)
                if text:
                    table.columns[column] = f"{above} {text}" if above and above != text else text
                if not explicit:
                    table.unsure.append(column)
        if not table.in_head and (header or (table.column == 0 and table.columns)) and text:
            table.row_header = text
            if table.spans.get(table.column):
                table.carried[table.column] = text
        table.column += min(columns, 1000)
        self._intro = None
