"""Driving an outline with the tokens of HTML: a whole page, or a block of HTML inside Markdown."""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from alsreview.documents import html_elements as elements
from alsreview.documents.html_blocks import BlockElements, Element
from alsreview.documents.html_tokens import Token, attributes_of, pieces, tokens
from alsreview.documents.model import Comment
from alsreview.documents.outline import Outline
from alsreview.documents.reader_text import Mark, ReaderText

_DEEPEST = 512
"""Elements nested deeper are not told apart, as in browsers."""
_SCRIPTS = {"sup": "^", "sub": "_"}
_STRUCK = frozenset({"del", "s", "strike"})
_NOTE_MARK = re.compile(r"\s*[\[(]?(?:\d{1,3}|[a-z]|[*†‡§¶]{1,3}|note \d+|[ivx]{1,5})[\])]?\s*", re.IGNORECASE)
_BACK_MARK = re.compile(r"[\s↩↑⤴^⏎↵←\ufe0e\ufe0f]*")
_ALT = re.compile(r"(?:^|\s)alt\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)


class _Anchor(NamedTuple):
    """An open link within the page."""

    target: str
    mark: Mark


class HtmlWalker:
    """Turns tokens into blocks. Elements may stay open from one `walk` to the next."""

    def __init__(
        self, outline: Outline, comments: list[Comment], ids: Collection[str] = (), is_content: bool = True
    ) -> None:
        self.outline = outline
        self.comments = comments
        self._ids = ids
        self._is_content = is_content  # else a whole body, whose header and pictures belong to the site
        self._notes: set[str] = set()  # ids that marks in the text point to
        self._open: list[Element] = []
        self._counts: dict[str, int] = {}
        self._silent = 0
        self._struck = 0
        self._blocks = BlockElements(outline)
        self._heading = False
        self._at = 0
        self._anchors: list[_Anchor | None] = []
        self._text = ReaderText()
        self._alternatives: list[tuple[int, str]] = []
        self._after_break = False

    @property
    def silent(self) -> str | None:
        """Name of the outermost open element that gives no prose, if one is open."""
        return next((element.name for element in self._open if element.silent), None) if self._silent else None

    def walk(self, source: str, base: int = 0, original: str | None = None) -> None:
        """Reads HTML that stands at offset `base` of the document. `original` is what comments are taken from."""
        for token in tokens(source):
            self.token(source, token, base, original or source)
        self.flush()

    def token(self, source: str, token: Token, base: int, original: str) -> None:
        """Takes one token."""
        kind = token.kind
        self._at = base + token.start
        if kind == "text":
            if not self._silent and not self._struck:
                self._add(source, token, base)
        elif kind == "open":
            self._start(token, base)
        elif kind == "close":
            self._end(token, base)
        elif kind == "comment":
            inside = original[token.start : token.end].removeprefix("<!--").removesuffix("-->")
            self.comments.append(Comment(base + token.start, base + token.end, inside))

    def _add(self, source: str, token: Token, base: int) -> None:
        for text, start, end in pieces(source, token.start, token.end):
            if end - start == len(text):
                self._text.add(text, base + start)
            else:
                self._text.atom(text, base + start, base + end)
        if self._after_break and not source[token.start : token.end].isspace():
            self._after_break = False

    def _start(self, token: Token, base: int) -> None:
        name = token.name
        if name in elements.CLOSED_BY:
            self._close_implied(*elements.CLOSED_BY[name])
        if name in elements.BLOCK:
            if self._counts.get("p") and name not in ("html", "head", "body"):
                self._close_implied(frozenset({"p"}), frozenset({"table", "td", "th", "button", "object"}))
            if self._heading and name in elements.ENDS_HEADING:
                self._close_implied(frozenset(elements.HEADINGS), frozenset())
            self.flush()
        attributes = attributes_of(token.attributes)
        if name in elements.VOID:
            if "hidden" not in attributes:
                self._void(name, token, base)
            return
        if len(self._open) >= _DEEPEST:
            return
        silent = elements.is_silent(name, attributes, in_content=self._is_content or self._counts.get("article", 0) > 0)
        undo = "" if silent or self._silent else self._opened(name, attributes, token, base)
        self._heading = self._heading or undo == "heading"
        self._open.append(Element(name, silent, undo, attributes))
        self._counts[name] = self._counts.get(name, 0) + 1
        self._silent += silent

    def _void(self, name: str, token: Token, base: int) -> None:
        if self._silent:
            return
        if name == "br":
            if self._after_break:
                self.flush()
            self._text.space(base + token.start, base + token.end)
            self._after_break = True
        elif name == "hr":
            self.outline.apart()
        elif name == "img" and (self._is_content or self._counts.get("figure")):
            self._picture(token, base)

    def _picture(self, token: Token, base: int) -> None:
        """Remembers a picture's description, with its place within the tag."""
        found = _ALT.search(token.attributes)
        if found and not self._text.length:
            group = 1 if found[1] is not None else 2
            start = token.end - 1 - len(token.attributes) + found.start(group)
            self._alternatives.append((base + start, found[group]))

    def _opened(self, name: str, attributes: dict[str, str], token: Token, base: int) -> str:
        """Tells the outline, or the text under way, what begins; returns what its end has to end."""
        start, end = base + token.start, base + token.end
        if name in elements.BLOCK:
            return self._blocks.open(name, attributes, self._open, self._notes)
        if name in _SCRIPTS and not self._struck:
            self._text.open_script(_SCRIPTS[name], start, end)
            return "script"
        if name in _STRUCK:
            self._struck += 1
            return "struck"
        if name == "a" and not self._struck:
            return self._opened_link(attributes)
        if name == "q" and not self._struck:
            self._text.atom("“", start, end)
            return "q"
        return ""

    def _opened_link(self, attributes: dict[str, str]) -> str:
        target = attributes.get("href", "").strip()
        if not target:
            return ""
        if target.startswith("#"):
            self._anchors.append(_Anchor(target[1:], self._text.mark()))
            return "anchor"
        self._text.open_link(target)
        return "link"

    def _end(self, token: Token, base: int) -> None:
        name = token.name
        if name == "br":
            self._void("br", token, base)
            return
        if not self._counts.get(name):
            if name == "p":
                self.flush()
            return
        barrier = _barrier(name)
        for index in range(len(self._open) - 1, -1, -1):
            open_name = self._open[index].name
            if open_name == name:
                while len(self._open) > index:
                    self._pop(base + token.start, base + token.end)
                return
            if open_name in barrier:
                return

    def _close_implied(self, names: frozenset[str], barrier: frozenset[str]) -> None:
        """Closes the outermost of `names` that is open within the nearest `barrier`."""
        lowest = -1
        if not any(self._counts.get(name) for name in names):
            return
        for index in range(len(self._open) - 1, -1, -1):
            name = self._open[index].name
            if name in barrier:
                break
            if name in names:
                lowest = index
        while 0 <= lowest < len(self._open):
            self._pop(0, 0)

    def _pop(self, start: int, end: int) -> None:
        element = self._open.pop()
        self._counts[element.name] -= 1
        self._silent -= element.silent
        if element.undo == "heading":
            self._heading = False
            self.outline.heading(elements.HEADINGS[element.name], self._take())
            return
        if element.name in elements.BLOCK and not self._silent:
            self.flush()
        if element.undo and not self._blocks.close(element):
            self._pop_inline(element.undo, start, end)

    def _pop_inline(self, undo: str, start: int, end: int) -> None:
        if undo == "script":
            self._text.close_script()
        elif undo == "struck":
            self._struck = max(0, self._struck - 1)
        elif undo == "link":
            self._text.close_link()
        elif undo == "anchor" and (anchor := self._anchors.pop()):
            self._close_anchor(anchor)
        elif undo == "q" and end:
            self._text.atom("”", start, end)

    def _close_anchor(self, anchor: _Anchor) -> None:
        """A link within the page: a footnote's mark gives no text, nor does the way back from the note."""
        said = self._text.since(anchor.mark)
        if _BACK_MARK.fullmatch(said):
            self._text.cut(anchor.mark)
        elif anchor.target in self._ids and _NOTE_MARK.fullmatch(said):
            self._notes.add(anchor.target)
            self._text.cut(anchor.mark)
            self._text.footnote(anchor.target)

    def _take(self) -> ReaderText:
        text, self._text = self._text, ReaderText()
        self._alternatives.clear()
        self._anchors = [None] * len(self._anchors)
        self._after_break = False
        return text

    def flush(self) -> None:
        """Ends the run of prose under way; a picture without text beside it gives its description as a caption."""
        if self._heading:
            self._text.space(self._at, self._at)
        elif self._text.length:
            self.outline.prose(self._take())
        elif self._alternatives:
            for start, raw in self._alternatives:
                description = ReaderText()
                for text, at, end in pieces(raw, 0, len(raw)):
                    if end - at == len(text):
                        description.add(text, start + at)
                    else:
                        description.atom(text, start + at, start + end)
                self.outline.prose(description, "caption")
            self._alternatives.clear()
        self._after_break = False


def _barrier(name: str) -> Collection[str]:
    """Elements beyond which an end tag does not look for its start."""
    if name not in elements.BLOCK:
        return elements.BLOCK
    if name in elements.CLOSED_BY:
        return elements.CLOSED_BY[name][1]
    return () if name in ("table", "body", "html") else ("table", "td", "th")
