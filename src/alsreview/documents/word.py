"""Word files (DOCX) to blocks. `Document.source` has one line a paragraph, as Word counts paragraphs.

Read with `lxml` and not through `python-docx`, whose paragraphs leave out tracked insertions, text boxes and notes.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from typing import Any

from alsreview.documents.language import language_of
from alsreview.documents.model import Document, LineIndex
from alsreview.documents.options import ReadOptions
from alsreview.documents.outline import Outline
from alsreview.documents.reader_text import ReaderText
from alsreview.documents.word_inline import Inline
from alsreview.documents.word_package import Package, Style, W, number, value

_DC = "{http://purl.org/dc/elements/1.1/}"
_TERMS = "{http://purl.org/dc/terms/}"
_PLAIN = Style("", 0, None, 0)
_WRAPPERS = frozenset({f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}ins", f"{W}moveTo", f"{W}smartTag"})
_DEEPEST = 50


def read_word(data: bytes, name: str, options: ReadOptions) -> Document:
    """Reads a Word file. Raises InputError with one line that says what is wrong with it."""
    package = Package(data, name)
    reader = _Reader(package)
    reader.read()
    source = "\n".join(reader.lines)
    blocks = tuple(reader.outline.blocks)
    meta = _meta(package)
    return Document(
        path=name,
        format="docx",
        source=source,
        blocks=blocks,
        meta=meta,
        language=language_of(meta, blocks),
        lines=LineIndex(source),
    )


class _Reader:
    """Drives an outline with the paragraphs and tables of a Word file."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self.outline = Outline()
        self.lines: list[str] = []
        self._start = 0  # offset of the next line
        self._relations: Mapping[str, str] = {}
        self._lists: list[str] = []  # list id at each open level
        self._counts: dict[tuple[str, int], int] = {}

    def read(self) -> None:
        """Reads the body, then footnotes and endnotes."""
        root = self.package.part(self.package.main)
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise self.package.fault("is broken: it has no body", "save it again as .docx")
        self._relations = self.package.relations(self.package.main)
        self._container(body)
        for file, tag, prefix in (("footnotes.xml", "footnote", ""), ("endnotes.xml", "endnote", "endnote-")):
            self._notes(self.package.beside(file), tag, prefix)

    def _notes(self, path: str, tag: str, prefix: str) -> None:
        root = self.package.part(path)
        if root is None:
            return
        self._relations = self.package.relations(path)
        for note in root.iterchildren(f"{W}{tag}"):
            if note.get(f"{W}type") in (None, "normal"):
                self.outline.open_footnote(prefix + note.get(f"{W}id", ""))
                self._container(note)
                self.outline.close_place()

    def _container(self, element: Any, depth: int = 0) -> None:
        for child in _children(element):
            if child.tag == f"{W}p":
                self._paragraph(child, depth)
            elif child.tag == f"{W}tbl" and depth < _DEEPEST:
                self._close_lists()
                self._table(child, depth + 1)
        self._close_lists()

    def _paragraph(self, paragraph: Any, depth: int) -> None:
        inline = Inline(self._start, self._relations)
        inline.read(paragraph)
        line = "".join(inline.line)
        self.lines.append(line)
        self._start += len(line) + 1
        properties = paragraph.find(f"{W}pPr")
        style = self.package.styles.get(value(properties, "pStyle") or "", _PLAIN)
        if inline.reader.length and not style.name.startswith("toc "):
            self._emit(inline.reader, properties, style)
        for box in inline.boxes if depth < _DEEPEST else ():
            self._container(box, depth + 1)

    def _emit(self, text: ReaderText, properties: Any, style: Style) -> None:
        outline = value(properties, "outlineLvl")
        level = number(outline) + 1 if outline and number(outline, 9) < 6 else style.level
        list_id, list_level = self._list_of(properties, style)
        if level:
            self._close_lists()
            self.outline.heading(level, text)
        elif list_id:
            self._item(text, list_id, list_level)
        else:
            self._close_lists()
            if "quote" in style.name:
                self.outline.prose(text, "quote")
            elif style.name == "caption":
                self.outline.prose(text, "caption")
            else:
                self.outline.prose(text)

    def _list_of(self, properties: Any, style: Style) -> tuple[str | None, int]:
        numbers = properties.find(f"{W}numPr") if properties is not None else None
        if numbers is None:
            return (None if style.number == "0" else style.number), style.list_level
        list_id = value(numbers, "numId") or style.number
        return (None if list_id == "0" else list_id), number(value(numbers, "ilvl"), style.list_level)

    def _item(self, text: ReaderText, list_id: str, level: int) -> None:
        level = min(level, 8)
        while len(self._lists) > level + 1 or (len(self._lists) == level + 1 and self._lists[-1] != list_id):
            self._lists.pop()
            self.outline.close_list()
        while len(self._lists) <= level:
            self._lists.append(list_id)
            self.outline.open_list()
        self.outline.open_item(self._label(list_id, level))
        self.outline.prose(text)
        self.outline.close_place()

    def _label(self, list_id: str, level: int) -> str | None:
        form, first = self.package.numbering.get((list_id, level), ("bullet", 1))
        if form in ("bullet", "none"):
            return None
        count = self._counts.get((list_id, level), first - 1) + 1
        self._counts[list_id, level] = count
        for deeper in range(level + 1, 9):
            self._counts.pop((list_id, deeper), None)
        if form in ("lowerLetter", "upperLetter") and count <= 26:
            letter = chr(ord("a") + count - 1)
            return letter if form == "lowerLetter" else letter.upper()
        return str(count)

    def _close_lists(self) -> None:
        while self._lists:
            self._lists.pop()
            self.outline.close_list()

    def _table(self, table: Any, depth: int) -> None:
        rows = [row for row in _children(table) if row.tag == f"{W}tr"]
        heights = _heights(rows)
        self.outline.open_table()
        for index, row in enumerate(rows):
            self.outline.open_row(head=_names_columns(table, row, index, len(rows)))
            for cell, column, width in _cells(row):
                if (height := heights.get((index, column), 1)) == 0:  # goes on from the cell above
                    self._skip(cell)
                    continue
                self.outline.open_cell(columns=width, rows=height)
                self._container(cell, depth)
                self.outline.close_cell(columns=width)
        self.outline.close_table()

    def _skip(self, cell: Any) -> None:
        """Paragraphs of a merged cell show nothing but count."""
        for _ in cell.iter(f"{W}p"):
            self.lines.append("")
            self._start += 1


def _children(element: Any) -> Iterator[Any]:
    """Block-level children, those of content controls and tracked insertions included; no table of contents."""
    for child in element:
        if child.tag in _WRAPPERS:
            gallery = child.find(f"{W}sdtPr/{W}docPartObj/{W}docPartGallery")
            if gallery is None or gallery.get(f"{W}val") != "Table of Contents":
                yield from _children(child)
        else:
            yield child


def _cells(row: Any) -> Iterator[tuple[Any, int, int]]:
    """Cells of a row with their column and width in columns."""
    column = number(value(row.find(f"{W}trPr"), "gridBefore"))
    for cell in _children(row):
        if cell.tag == f"{W}tc":
            width = max(1, number(value(cell.find(f"{W}tcPr"), "gridSpan"), 1))
            yield cell, column, width
            column += width


def _heights(rows: list[Any]) -> dict[tuple[int, int], int]:
    """Rows that a merged cell covers, by row and column; 0 for the cells that it covers."""
    heights: dict[tuple[int, int], int] = {}
    above: dict[int, int] = {}  # column -> row in which its merged cell begins
    for index, row in enumerate(rows):
        for cell, column, _ in _cells(row):
            properties = cell.find(f"{W}tcPr")
            merge = properties.find(f"{W}vMerge") if properties is not None else None
            if merge is None:
                above.pop(column, None)
            elif merge.get(f"{W}val") == "restart" or column not in above:
                above[column] = index
                heights[index, column] = 1
            else:
                heights[above[column], column] += 1
                heights[index, column] = 0
    return heights


def _names_columns(table: Any, row: Any, index: int, rows: int) -> bool:
    properties = row.find(f"{W}trPr")
    if properties is not None and properties.find(f"{W}tblHeader") is not None:
        return True
    look = table.find(f"{W}tblPr/{W}tblLook")
    if index or rows < 2 or look is None:
        return False
    first_row = look.get(f"{W}firstRow")
    if first_row is not None:
        return first_row in ("1", "true", "on")
    try:
        return bool(int(look.get(f"{W}val", "0"), 16) & 0x0020)
    except ValueError:
        return False


def _meta(package: Package) -> dict[str, object]:
    """Title, author and dates of the file's own properties, under front matter's keys."""
    root = package.part("docProps/core.xml")
    found: dict[str, object] = {}
    if root is None:
        return found
    for key, tag in (("title", f"{_DC}title"), ("author", f"{_DC}creator"), ("lang", f"{_DC}language")):
        if text := (root.findtext(tag) or "").strip():
            found[key] = text
    for key, tag in (("date", f"{_TERMS}created"), ("modified", f"{_TERMS}modified")):
        try:
            found[key] = datetime.date.fromisoformat((root.findtext(tag) or "").strip()[:10])
        except ValueError:
            continue
    return found
