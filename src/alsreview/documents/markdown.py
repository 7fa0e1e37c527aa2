"""Markdown to blocks, by the events of `pyromark` (pulldown-cmark), which carry their place in the source."""

from __future__ import annotations

import re
from typing import Any

import pyromark
from pyromark import Options

from alsreview.documents.front_matter import take_off
from alsreview.documents.html_walker import HtmlWalker
from alsreview.documents.language import language_of
from alsreview.documents.model import Comment, Document, LineIndex
from alsreview.documents.offsets import code_points
from alsreview.documents.options import ReadOptions
from alsreview.documents.outline import Outline
from alsreview.documents.reader_text import ReaderText
from alsreview.documents.template import mask

_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_HEADING_ATTRIBUTES
    | Options.ENABLE_GFM
    | Options.ENABLE_DEFINITION_LIST
)
_TAG = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9-]*)")
_SCRIPTS = {"sup": "^", "sub": "_"}
_STRUCK = frozenset({"del", "s", "strike"})


def read_markdown(source: str, name: str, options: ReadOptions, suffix: str) -> Document:
    """Reads Markdown (`.mdx` with its JSX). Raises InputError for broken front matter."""
    meta, body = take_off(source, name)
    prose, comments = mask(source, body, options.ignore, markdown=True, mdx=suffix == ".mdx")
    reader = _Reader(source, prose)
    reader.read()
    return Document(
        path=name,
        format="markdown",
        source=source,
        blocks=tuple(reader.outline.blocks),
        meta=meta,
        language=language_of(meta, reader.outline.blocks),
        comments=tuple(sorted([*comments, *reader.comments])),
        lines=LineIndex(source),
    )


class _Reader:
    """Drives an outline with the parser's events. `prose` is the source with what is not prose masked."""

    def __init__(self, source: str, prose: str) -> None:
        self.source = source
        self.prose = prose
        self.outline = Outline()
        self.comments: list[Comment] = []
        self._convert = code_points(prose)
        self._text = ReaderText()
        self._pictures: list[ReaderText] = []  # texts set aside while a picture's description is read
        self._descriptions: list[ReaderText] = []
        self._struck = 0
        self._quotes: list[bool] = []  # whether each open block quote is one in the source
        self._numbers: list[int | None] = []
        self._silent = False  # within an element such as `<nav>` that an HTML block opened and a later one ends
        self._html: list[tuple[int, int]] = []
        self._walker = HtmlWalker(self.outline, self.comments)

    def read(self) -> None:
        """Reads all of it."""
        on_start, on_end, on_leaf, on_run = self._start, self._end, self._leaf, self._run
        convert = self._convert
        event: Any
        for event, span in pyromark.events_with_range(self.prose, options=_OPTIONS):
            start, end = span["start"], span["end"]
            kind: str
            value: Any
            kind, value = (event, None) if event.__class__ is str else next(iter(event.items()))
            if kind == "Text":
                on_run(value, start, end)
                continue
            if kind == "End":  # its place is that of its start
                on_end(value)
                continue
            if convert:
                start, end = convert(start), convert(end)
            if kind == "Start":
                on_start(value, start, end)
            else:
                on_leaf(kind, value, start, end)
        self._flush()

    def _run(self, value: str, start: int, end: int) -> None:
        """A run of text; `start` and `end` are bytes."""
        if self._struck:
            return
        width = end - start
        if self._convert:
            start = self._convert(start)
        if width == len(value) and value.isascii() and self.prose.startswith(value, start):
            self._text.add(value, start)
            return
        end = self._convert(end) if self._convert else end
        if end - start == len(value) and self.prose[start:end] == value:
            self._text.add(value, start)
        else:
            self._text.atom(value, start, end)

    def _leaf(self, kind: str, value: Any, start: int, end: int) -> None:
        if kind in ("SoftBreak", "HardBreak"):
            if not self._struck:
                self._text.space(start, end)
        elif kind == "Code":
            self._code(value, start, end)
        elif kind == "InlineHtml":
            self._inline_html(self.prose[start:end], start, end)
        elif kind == "FootnoteReference":
            if not self._struck:
                self._text.footnote(value)
        elif kind == "Html":
            self._html.append((start, end))
        elif kind == "Rule":
            self._flush()
            self.outline.apart()

    def _code(self, value: str, start: int, end: int) -> None:
        """A code span within a sentence stays, as its text."""
        if self._struck:
            return
        raw = self.prose[start:end]
        fence = len(raw) - len(raw.lstrip("`"))
        inner = raw[fence : len(raw) - fence]
        if inner.split() == value.split():
            stripped = inner.lstrip() if value[:1] != " " else inner
            self._text.add(
                stripped.rstrip() if value[-1:] != " " else stripped, start + fence + len(inner) - len(stripped)
            )
        else:
            self._text.atom(value, start, end)

    def _inline_html(self, raw: str, start: int, end: int) -> None:
        if raw.startswith("<!--"):
            self.comments.append(Comment(start, end, self.source[start + 4 : end - 3]))
            return
        found = _TAG.match(raw)
        if not found:
            return
        closing, tag = bool(found[1]), found[2].lower()
        if tag in _STRUCK:
            self._struck = max(0, self._struck + (-1 if closing else 1))
        elif tag == "br":
            self._text.space(start, end)
        elif tag in _SCRIPTS and not self._struck:
            if closing:
                self._text.close_script()
            else:
                self._text.open_script(_SCRIPTS[tag], start, end)

    def _start(self, value: Any, start: int, end: int) -> None:
        if value.__class__ is str:
            if value == "Strikethrough":
                self._struck += 1
            elif value not in ("Emphasis", "Strong"):
                self._start_plain_block(value, start)
            return
        ((kind, detail),) = value.items()
        if kind == "Link":
            target = detail["dest_url"]
            self._text.open_link(f"mailto:{target}" if detail["link_type"] == "Email" else target)
        elif kind == "Image":
            self._pictures.append(self._text)
            self._text = ReaderText()
        else:
            self._flush()
            if kind == "List":
                self._numbers.append(detail)
                self.outline.open_list()
            elif kind == "BlockQuote":
                self._open_quote(start, alert=detail is not None)
            elif kind == "FootnoteDefinition":
                self.outline.open_footnote(detail)
            elif kind == "Table":
                self.outline.open_table()
            elif kind == "CodeBlock":
                self._struck += 1

    def _start_plain_block(self, kind: str, start: int) -> None:
        self._flush()
        if kind == "Item":
            number = self._numbers[-1] if self._numbers else None
            self.outline.open_item(None if number is None else self._number(start, number))
        elif kind == "TableHead":
            self.outline.open_row(head=True)
        elif kind == "TableRow":
            self.outline.open_row()
        elif kind == "TableCell":
            self.outline.open_cell()
        elif kind == "DefinitionList":
            self.outline.open_list()
        elif kind == "DefinitionListTitle":
            self.outline.open_item()
        elif kind == "DefinitionListDefinition":
            self.outline.open_definition()
        elif kind == "HtmlBlock":
            self._html.clear()

    def _open_quote(self, start: int, alert: bool) -> None:
        """A quotation begins, unless it is an alert (`> [!NOTE]`) or a note's indentation (see `admonitions`)."""
        mark = re.compile(r"[ \t]*>").match(self.prose, start)
        written = not alert and (mark is None or self.source.startswith(">", mark.end() - 1))
        self._quotes.append(written)
        if written:
            self.outline.open_quote()

    def _number(self, start: int, number: int) -> str:
        """The number of an ordered item as it is written, which need not count up."""
        found = re.compile(r"\s*(\d{1,9})").match(self.prose, start)
        return found[1] if found else str(number)

    def _end(self, value: Any) -> None:
        kind = value if value.__class__ is str else next(iter(value))
        if kind == "Paragraph":
            self._flush()
        elif kind in ("Emphasis", "Strong"):
            return
        elif kind == "Strikethrough":
            self._struck = max(0, self._struck - 1)
        elif kind == "Link":
            self._text.close_link()
        elif kind == "Image":
            self._descriptions.append(self._text)
            self._text = self._pictures.pop()
        elif kind == "Heading":
            text = self._take()
            if not self._silent:
                self.outline.heading(int(value["Heading"][1]), text)
        else:
            self._end_block(kind)

    def _end_block(self, kind: str) -> None:
        if kind == "CodeBlock":
            self._struck = 0
            self._text = ReaderText()
            self.outline.apart()
            return
        self._flush()
        if kind == "HtmlBlock":
            self._read_html()
        elif kind in ("List", "DefinitionList"):
            if kind == "List":
                self._numbers.pop()
            self.outline.close_list()
        elif kind == "TableCell":
            self.outline.close_cell()
        elif kind == "Table":
            self.outline.close_table()
        elif kind == "DefinitionListTitle":
            self.outline.close_term()
        elif kind == "BlockQuote":
            if self._quotes.pop():
                self.outline.close_place()
        elif kind in ("Item", "FootnoteDefinition", "DefinitionListDefinition"):
            self.outline.close_place()

    def _read_html(self) -> None:
        """Reads a block of HTML; what Markdown puts before its lines (`> `, indentation) is no part of it."""
        if not self._html:
            return
        first, last = self._html[0][0], self._html[-1][1]
        parts = [self.prose[:0]]
        at = first
        for start, end in self._html:
            parts += (" " * (start - at), self.prose[start:end])
            at = end
        self._walker.walk("".join(parts), first, self.source[first:last])
        silent = self._walker.silent
        self._silent = bool(silent) and self.prose.find(f"</{silent}", last) >= 0
        self._html.clear()

    def _take(self) -> ReaderText:
        text, self._text = self._text, ReaderText()
        self._struck = 0
        self._descriptions.clear()
        return text

    def _flush(self) -> None:
        """Ends the run of prose under way. A picture that stands alone is shown with its description."""
        if self._silent:
            self._take()
        elif self._text.length:
            self._struck = 0
            self.outline.prose(self._text)
            self._text = ReaderText()
        elif self._descriptions:
            for description in self._descriptions:
                self.outline.prose(description, "caption")
        if self._descriptions:
            self._descriptions.clear()
