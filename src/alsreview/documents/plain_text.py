"""Plain text to blocks, by rules that a writer can foresee.

Empty lines part paragraphs; a hard-wrapped paragraph is joined again; `#` lines at the very top are comments.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from alsreview.documents.language import language_of
from alsreview.documents.model import Comment, Document, LineIndex
from alsreview.documents.options import ReadOptions
from alsreview.documents.outline import Outline
from alsreview.documents.plain_lines import (
    Marker,
    cells,
    ends_sentence,
    is_caption,
    is_heading,
    is_lower_phrase,
    is_rule,
    marker,
)
from alsreview.documents.reader_text import ReaderText
from alsreview.documents.template import mask

_LINE = re.compile(r"([^\r\n]*)(?:\r\n|\r|\n|\Z)")
_WIDEST_WRAP = 130
"""Code points above which a line is a paragraph by itself: nobody wraps lines that late."""
_NEVER_FULL = 1_000_000_000
_WIDE = 40
_INLINE_LIST = re.compile(r"(?<=:) - (?=\S)")
_INLINE_ITEM = re.compile(r" - (?=[A-Z0-9])")


class _Line(NamedTuple):
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def read_plain_text(source: str, name: str, options: ReadOptions, suffix: str) -> Document:
    """Reads plain text. `suffix` does not matter."""
    prose, _ = mask(source, 0, options.ignore)
    lines = [_Line(found.start(), found[1]) for found in _LINE.finditer(prose)]
    comments, first = _comments(lines)
    reader = _Reader(prose)
    groups = _groups(lines[first:])
    for index, group in enumerate(groups):
        reader.group(group, groups[index + 1] if index + 1 < len(groups) else [])
    reader.end_lists()
    blocks = tuple(reader.outline.blocks)
    return Document(
        path=name,
        format="text",
        source=source,
        blocks=blocks,
        language=language_of({}, blocks),
        comments=tuple(comments),
        lines=LineIndex(source),
    )


def _comments(lines: list[_Line]) -> tuple[list[Comment], int]:
    """Lines that begin with `#` before the first prose, and the index of the line after them."""
    comments: list[Comment] = []
    for index, line in enumerate(lines):
        if line.text.startswith("#"):
            comments.append(Comment(line.start, line.end, line.text.lstrip("#")))
        elif line.text.strip():
            return comments, index
    return comments, len(lines)


def _groups(lines: list[_Line]) -> list[list[_Line]]:
    groups: list[list[_Line]] = [[]]
    for line in lines:
        if not line.text.strip() or is_rule(line.text):
            if groups[-1]:
                groups.append([])
        else:
            groups[-1].append(line)
    return groups if groups[-1] else groups[:-1]


class _Reader:
    """Drives an outline with groups of lines."""

    def __init__(self, source: str) -> None:
        self.source = source
        self.outline = Outline()
        self._levels: list[tuple[int, str]] = []  # indentation and sort of each open list

    def group(self, lines: list[_Line], following: list[_Line]) -> None:
        """One run of lines without an empty line, and the run after it."""
        if self._numbered_heading(lines, following) or self._table(lines):
            return
        index = 0
        widest = max(len(line.text) for line in lines)
        if all(ends_sentence(line.text) for line in lines):
            widest = _NEVER_FULL  # a paragraph a line
        while index < len(lines):
            if mark := _item_mark(lines, index, bool(self._levels)):
                end = _item_end(lines, index + 1)
                self._item(lines[index], lines[end - 1].end, mark)
                index = end
                continue
            self.end_lists()
            end = _paragraph_end(lines, index, widest)
            self._paragraph(lines, index, end)
            index = end

    def _numbered_heading(self, lines: list[_Line], following: list[_Line]) -> bool:
        """A lone "1. Title" above prose is a heading and no list of one."""
        mark = marker(lines[0].text)
        if len(lines) > 1 or self._levels or not mark or mark.sort != "1" or not following or marker(following[0].text):
            return False
        title = lines[0].text[mark.width :]
        if not is_heading(title):
            return False
        reader = ReaderText()
        reader.add(title, lines[0].start + mark.width)
        self.outline.heading(2 if self.outline.blocks else 1, reader)
        return True

    def _table(self, lines: list[_Line]) -> bool:
        """Columns set apart by tabs or spaces; the first row names them."""
        rows = None if marker(lines[0].text) else cells([line.text for line in lines])
        if rows is None:
            return False
        self.end_lists()
        self.outline.open_table()
        for index, (line, row) in enumerate(zip(lines, rows, strict=True)):
            self.outline.open_row(head=index == 0)
            for start, end in row:
                self.outline.open_cell()
                self._emit(line.start + start, line.start + end)
                self.outline.close_cell()
        self.outline.close_table()
        return True

    def end_lists(self) -> None:
        """Closes every open list."""
        for _ in self._levels:
            self.outline.close_list()
        self._levels.clear()

    def _item(self, line: _Line, end: int, mark: Marker) -> None:
        here = (mark.indent, mark.sort)
        if here in self._levels:
            while self._levels[-1] != here:
                self._levels.pop()
                self.outline.close_list()
        else:
            while self._levels and self._levels[-1][0] > mark.indent:
                self._levels.pop()
                self.outline.close_list()
            self._levels.append(here)
            self.outline.open_list()
        self.outline.open_item(mark.label)
        self._emit(line.start + mark.width, end)
        self.outline.close_place()

    def _paragraph(self, lines: list[_Line], first: int, end: int) -> None:
        text = self.source[lines[first].start : lines[end - 1].end]
        alone = first == 0 and end == len(lines)
        followed = end < len(lines)
        if end == first + 1 and (alone or followed or first == 0) and is_heading(text):
            level = 2 if self.outline.blocks else 1
            reader = ReaderText()
            reader.add(text, lines[first].start)
            self.outline.heading(level, reader)
        elif is_caption(text) and (end == first + 1):
            self._emit(lines[first].start, lines[end - 1].end, caption=True)
        else:
            self._prose(text, lines[first].start)

    def _prose(self, text: str, start: int) -> None:
        """A paragraph; ": - one - two" inside it is a list that lost its line ends."""
        lead = _INLINE_LIST.search(text)
        if not lead or not _INLINE_ITEM.search(text, lead.end()):
            self._emit(start, start + len(text))
            return
        self._emit(start, start + lead.start())
        self.outline.open_list()
        at = lead.end()
        for end in [*(found.span() for found in _INLINE_ITEM.finditer(text, at)), (len(text), len(text))]:
            self.outline.open_item()
            self._emit(start + at, start + end[0])
            self.outline.close_place()
            at = end[1]
        self.outline.close_list()

    def _emit(self, start: int, end: int, caption: bool = False) -> None:
        reader = ReaderText()
        reader.add(self.source[start:end], start)
        self.outline.prose(reader, "caption" if caption else None)


def _item_mark(lines: list[_Line], index: int, in_list: bool) -> Marker | None:
    """The list mark of a line. Within wrapped prose ("... in\n5. May", "..., but\n– as") a mark is none."""
    mark = marker(lines[index].text)
    if not mark or in_list or not index:
        return mark
    before = lines[index - 1].text.rstrip()
    if before.endswith(":"):
        return mark
    if mark.label:
        return mark if mark.label in ("1", "a", "A") else None
    goes_on = mark.sort in "–—+" and len(before) >= _WIDE and not ends_sentence(before)
    return None if goes_on or before.endswith(",") else mark


def _item_end(lines: list[_Line], index: int) -> int:
    """Index after the lines that go on with a list item: indented ones, or wrapped ones in lower case."""
    while index < len(lines):
        text = lines[index].text
        if marker(text) or not (text[0] in " \t" or (text[0].islower() and not ends_sentence(lines[index - 1].text))):
            break
        index += 1
    return index


def _paragraph_end(lines: list[_Line], first: int, widest: int) -> int:
    """Index after the lines that make one paragraph with the first."""
    index = first + 1
    while index < len(lines) and not _item_mark(lines, index, False) and _wraps(lines[index - 1], lines[index], widest):
        index += 1
    return index


def _wraps(line: _Line, following: _Line, widest: int) -> bool:
    """Whether a line end is only a wrap: a wrapped line had no room for the next word.

    A line with room to spare that ends its sentence, or could be a heading, stands by itself.
    """
    text = line.text.strip()
    if text == following.text.strip():
        return False
    if len(text) > _WIDEST_WRAP:
        return not ends_sentence(text) and (text[-1] == "," or following.text.strip()[0].islower())
    if is_lower_phrase(text) and is_lower_phrase(following.text.strip()) and widest > _WIDEST_WRAP:
        return False
    room = widest - len(line.text) - 1
    needs = len(following.text.split(None, 1)[0])
    if room < needs:
        return True
    return not (ends_sentence(text) or (is_heading(text) and not following.text.strip()[0].islower()))
