"""What is no language is taken out of a text before it is judged, and places are mapped back afterwards.

Citations vanish, addresses become a proper noun, chemical subscripts lose their mark: what stays is a sentence of the
same grammar, so the rules neither misfire on the removed part nor fall silent around it.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import NamedTuple

NAME = "Wikipedia"
"""Stands for a web address, an identifier or a name that the tokeniser would tear apart: a singular proper noun."""

_NUMBERS = r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*"
_YEAR = r"(?:19|20)\d\d[a-z]?"
_PARTS = re.compile(
    "|".join(
        (
            r"(?P<name>(?:https?://|www\.)[^\s<>\"]*[^\s<>\".,;:!?)\]’'”]"
            r"|[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
            r"|\b(?:doi:\s?|DOI:\s?)?10\.\d{4,9}/[^\s<>\"]*[^\s<>\".,;:!?)\]’'”]"
            r"|\b[\w-]+(?:\.[\w-]+)*\.(?:org|com|gov|net|edu|int|co\.uk|org\.uk|ac\.uk|nhs\.uk|eu)(?:/[^\s<>\"]*[^\s<>\".,;:!?)\]’'”])?\b/?"
            r"|\b[A-Za-z0-9-]+(?:/[A-Za-z0-9-]*[A-Z0-9][A-Za-z0-9-]*)+\b)",
            # "[3]", "[3, 5–7]"; "(Miller et al., 2019; Ito 2020)"; "fatal.^1,2"
            rf"(?P<gone>\s?\[{_NUMBERS}\]"
            rf"|\s?\((?:see |cf\. |e\.g\., )?[A-Z][^()]{{0,80}}?,? {_YEAR}(?:; ?[A-Z][^()]{{0,80}}?,? {_YEAR})*\)"
            r"|(?<=[^\W\d]|[.,;:!?)”’\"'\]])\^\d{1,3}(?:[,–-]\d{1,3})*)",
            r"(?P<mark>(?<=\w)[_^](?=[\w+−-]))",
        )
    )
)
_AND_OR = re.compile(r"and/or|he/she|his/her|him/her|\d+/\d+", re.IGNORECASE)


class _Piece(NamedTuple):
    masked_start: int
    masked_end: int
    start: int
    end: int
    copied: bool


class Masked:
    """A text to send. `text` has the same length as the original where nothing was masked."""

    __slots__ = ("_pieces", "_starts", "text")

    def __init__(self, original: str) -> None:
        parts: list[str] = []
        pieces: list[_Piece] = []
        at = length = 0

        def add(text: str, start: int, end: int, copied: bool = True) -> None:
            nonlocal length
            pieces.append(_Piece(length, length + len(text), start, end, copied))
            parts.append(text)
            length += len(text)

        for found in _PARTS.finditer(original):
            if found["name"] and _AND_OR.fullmatch(found["name"]):
                continue
            if found.start() > at:
                add(original[at : found.start()], at, found.start())
            add(NAME if found["name"] else "", found.start(), found.end(), copied=False)
            at = found.end()
        if at < len(original) or not pieces:
            add(original[at:], at, len(original))
        self.text = "".join(parts)
        self._pieces = pieces
        self._starts = [piece.masked_start for piece in pieces]

    def original(self, start: int, end: int) -> tuple[int, int] | None:
        """Offsets in the original for a stretch of the masked text; None where it lies within a masked part alone."""
        first = self._piece(start)
        last = self._piece(max(start, end - 1))
        if first is last and not first.copied:
            return None
        left = first.start + (start - first.masked_start) if first.copied else first.start
        right = last.start + (end - last.masked_start) if last.copied else last.end
        return left, max(left, right)

    def _piece(self, offset: int) -> _Piece:
        at = bisect_right(self._starts, offset) - 1
        # Vanished pieces have no width and share their start with the next one, which bisect finds.
        return self._pieces[max(0, at)]
