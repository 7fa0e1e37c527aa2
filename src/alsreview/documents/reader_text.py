"""Building the reader text of one block piece by piece, with its map back to the source.

What a reader sees: white space runs become one space (no-break spaces too), soft hyphens and other invisible
characters go, superscripts read `^5` and subscripts `_2`, whether they are markup (`<sup>`) or characters of
their own (`⁵`). Ordinal endings ("1<sup>st</sup>") and trade-mark signs are read without the sign, as people do.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from alsreview.documents.model import Link, Segment, TextMap

MASK = "\x1a"
"""Stands where something that is not prose was taken out, one for each code point; never in reader text."""

_INVISIBLE = "\x00-\x08\x0e-\x1b\x7f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ"
_SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕₖₗₘₙₒₚₛₜₓ"
_PLAIN = str.maketrans(_SUPERSCRIPTS + _SUBSCRIPTS, "0123456789+-=()ni0123456789+-=()aehklmnopstx")
_RAISED_OR_LOWERED = re.compile(f"[{_SUPERSCRIPTS}{_SUBSCRIPTS}]")
_IRREGULAR = re.compile(rf"(\s\s+|[^\S ])|([{_INVISIBLE}]+)|([{_SUPERSCRIPTS}]+)|[{_SUBSCRIPTS}]+")
_WORD = re.compile(r"[^\W\d_]{2,}")  # three words and more are small print
_READ_PLAIN = re.compile(r"(?:st|nd|rd|th|[®™©℠]|TM|SM)$")


class Mark(NamedTuple):
    """A point of a text under construction to which it can be cut back."""

    pieces: int
    length: int
    spaced: bool


class ReaderText:
    """The reader text of one block under construction. Offsets given are code points of the source."""

    __slots__ = ("_open_links", "_pieces", "_scripts", "_spaced", "length", "links")

    def __init__(self) -> None:
        self._pieces: list[tuple[str, int, int]] = []
        self._scripts: list[Mark] = []
        self._open_links: list[tuple[int, str]] = []
        self._spaced = True  # nothing yet, or a space last: a further space adds nothing
        self.length = 0
        self.links: list[Link] = []

    def add(self, text: str, start: int) -> None:
        """Adds a run of the source as it stands there, from offset `start`."""
        # Printable text has no tab, line end, no-break space or soft hyphen, and asking is one pass in C.
        if not text.isprintable() or "  " in text or not (text.isascii() or not _RAISED_OR_LOWERED.search(text)):
            self._add_irregular(text, start)
        else:
            self._add_regular(text, start)

    def atom(self, text: str, start: int, end: int) -> None:
        """Adds text that the source from `start` to `end` stands for as a whole, such as an entity."""
        if len(text) == end - start:  # a map of equal lengths is read as one to one, which serves here as well
            self.add(text, start)
            return
        text = _IRREGULAR.sub(_regular, text)
        if self._spaced:
            text = text.lstrip(" ")
        if text:
            self._append(text, start, end)

    def space(self, start: int, end: int) -> None:
        """Adds the one space that white space, a line end or a line break of the source gives."""
        if not self._spaced:
            self._append(" ", start, end)

    def open_script(self, sign: str, start: int, end: int) -> None:
        """A superscript (`^`) or subscript (`_`) begins; the source from `start` to `end` is its markup."""
        self._scripts.append(self.mark())
        self._append(sign, start, end)

    def close_script(self) -> None:
        """The innermost superscript or subscript ends."""
        if not self._scripts:
            return
        mark = self._scripts.pop()
        inside = self._pieces[mark.pieces + 1 :]
        text = "".join(piece[0] for piece in inside)
        before = self._pieces[mark.pieces - 1][0][-1:] if mark.pieces else ""
        if not text.strip() and mark.spaced:
            self.cut(mark)
        elif not text.strip() or len(_WORD.findall(text)) > 2 or _reads_plain(text, before):
            sign = self._pieces.pop(mark.pieces)
            self.length -= len(sign[0])
            self.links = [_moved(link, mark.length, -len(sign[0])) for link in self.links]
            if not inside:
                self._spaced = mark.spaced

    def open_link(self, target: str) -> None:
        """A link to `target` begins."""
        self._open_links.append((self.length, target))

    def close_link(self) -> None:
        """The innermost link ends; a link without text leaves nothing."""
        if self._open_links:
            start, target = self._open_links.pop()
            if self.length > start:
                self.links.append(Link(start, self.length, "link", target))

    def footnote(self, label: str) -> None:
        """The mark of a footnote stands here; it gives no text."""
        end = self.length - 1 if self.length and self._spaced and not self._scripts else self.length
        self.links.append(Link(end, end, "footnote", label))

    def mark(self) -> Mark:
        """The present point, for `since` and `cut`."""
        return Mark(len(self._pieces), self.length, self._spaced)

    def since(self, mark: Mark) -> str:
        """The text added since a mark."""
        return "".join(piece[0] for piece in self._pieces[mark.pieces :])

    def cut(self, mark: Mark) -> None:
        """Takes back all that was added since a mark."""
        del self._pieces[mark.pieces :]
        self.length, self._spaced = mark.length, mark.spaced
        at = mark.length
        self.links = [
            link if link.end <= at else Link(at, at, link.kind, link.target)
            for link in self.links
            if link.end <= at or link.start == link.end  # a footnote's mark has no text to lose
        ]
        self._scripts = [script for script in self._scripts if script.pieces < mark.pieces]

    def finish(self) -> tuple[str, TextMap, tuple[Link, ...]]:
        """The text, its map and its links. A text that is empty has a map without segments."""
        while self._open_links:
            self.close_link()
        while self._scripts:
            self.close_script()
        pieces = self._pieces
        if pieces and pieces[-1][0][-1] == " ":
            text, start, end = pieces.pop()
            self.length -= 1
            if len(text) > 1:
                pieces.append((text[:-1], start, end - 1 if end - start == len(text) else end))
        if len(pieces) == 1:
            text, start, end = pieces[0]
            return text, TextMap((Segment(0, len(text), start, end),)), self._finished_links()
        return "".join([piece[0] for piece in pieces]), TextMap(_merged(pieces)), self._finished_links()

    def _finished_links(self) -> tuple[Link, ...]:
        if not self.links:
            return ()
        length = self.length
        links = [Link(min(link.start, length), min(link.end, length), link.kind, link.target) for link in self.links]
        return tuple(sorted(links))

    def _append(self, text: str, start: int, end: int) -> None:
        self._pieces.append((text, start, end))
        self.length += len(text)
        self._spaced = text[-1] == " "

    def _add_regular(self, text: str, start: int) -> None:
        if self._spaced and text[:1] == " ":
            text = text[1:]
            start += 1
        if text:
            self._append(text, start, start + len(text))

    def _add_irregular(self, text: str, start: int) -> None:
        done = 0
        for found in _IRREGULAR.finditer(text):
            begin, end = found.span()
            self._add_regular(text[done:begin], start + done)
            done = end
            if found[1]:
                self.space(start + begin, start + end)
            elif not found[2]:
                sign = "^" if found[3] else "_"
                self._append(sign + found[0].translate(_PLAIN), start + begin, start + end)
        self._add_regular(text[done:], start + done)


def _reads_plain(text: str, before: str) -> bool:
    """Trade-mark signs, and ordinal endings after a digit."""
    return bool(_READ_PLAIN.match(text)) and (not text.islower() or before.isdigit())


def _regular(found: re.Match[str]) -> str:
    if found[1]:
        return " "
    if found[2]:
        return ""
    return ("^" if found[3] else "_") + found[0].translate(_PLAIN)


def _moved(link: Link, after: int, by: int) -> Link:
    start = link.start + by if link.start > after else link.start
    return Link(start, max(start, link.end + by if link.end > after else link.end), link.kind, link.target)


def _merged(pieces: list[tuple[str, int, int]]) -> tuple[Segment, ...]:
    """Segments of pieces; neighbours that are one to one and touch in the source become one."""
    segments: list[Segment] = []
    at = text_start = source_start = source_end = 0
    straight = False  # whether the segment under construction is one to one
    for text, start, end in pieces:
        length = len(text)
        if end - start == length:
            if not (straight and start == source_end):
                if straight:
                    segments.append(Segment(text_start, at, source_start, source_end))
                text_start, source_start, straight = at, start, True
            source_end = end
        else:
            if straight:
                segments.append(Segment(text_start, at, source_start, source_end))
                straight = False
            segments.append(Segment(at, at + length, start, end))
        at += length
    if straight:
        segments.append(Segment(text_start, at, source_start, source_end))
    return tuple(segments)
