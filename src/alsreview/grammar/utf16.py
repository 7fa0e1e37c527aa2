"""LanguageTool counts UTF-16 code units, as Java does; everything else here counts code points."""

from __future__ import annotations

from bisect import bisect_left, bisect_right

_ASTRAL = 0x10000


class Utf16:
    """Turns UTF-16 offsets of a text into offsets of code points."""

    __slots__ = ("_starts", "length")

    def __init__(self, text: str) -> None:
        # Only texts with characters beyond the basic plane need a table.
        self._starts: list[int] | None = None
        if text and ord(max(text)) >= _ASTRAL:
            starts, at = [], 0
            for char in text:
                starts.append(at)
                at += 2 if ord(char) >= _ASTRAL else 1
            starts.append(at)
            self._starts = starts
        self.length = len(text) if self._starts is None else self._starts[-1]
        """Of the text, in units."""

    def start(self, offset: int) -> int:
        """The code point that a unit belongs to; the second half of a pair belongs to its character."""
        if self._starts is None:
            return offset
        return max(0, bisect_right(self._starts, offset) - 1)

    def end(self, offset: int) -> int:
        """The exclusive end for an exclusive end in units; a half pair is taken in whole."""
        if self._starts is None:
            return offset
        return min(bisect_left(self._starts, offset), len(self._starts) - 1)


def sendable(text: str) -> str:
    """The text with lone surrogates, which no UTF-8 can hold, replaced one for one."""
    if text.isascii() or not any("\ud800" <= char <= "\udfff" for char in text):
        return text
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
