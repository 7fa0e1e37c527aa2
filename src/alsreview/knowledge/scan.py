"""One multi-pattern scan over a whole document: which literals of the pack occur in which statement.

This is what keeps the cost of a run nearly flat as packs grow: only statements with a hit are read deeply.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

_SAME = str.maketrans({"‐": "-", "‑": "-", "’": "'", "ʼ": "'"})


class LiteralHit(NamedTuple):
    """An occurrence of a literal, whole words only. `start` and `end` are offsets in the statement's reader text."""

    start: int
    end: int
    literal: str
    """As given to the scanner, as `lower_same_length` writes it."""


class Scanner:
    """Finds literals regardless of case, at word boundaries, overlapping ones included."""

    def __init__(self, literals: Iterable[str]) -> None:
        """`literals` are words or phrases; their case does not count and empty ones are refused (ValueError)."""
        self.literals: tuple[str, ...] = tuple(sorted({lower_same_length(literal) for literal in literals}))
        if "" in self.literals:
            raise ValueError("a literal cannot be empty")
        self._automaton = AhoCorasick(list(self.literals)) if self.literals else None

    def __reduce__(self) -> tuple[type[Scanner], tuple[tuple[str, ...]]]:
        # Where worker processes are not forks the automaton is built again: it cannot be pickled.
        return Scanner, (self.literals,)

    def scan(self, texts: Sequence[str]) -> dict[int, list[LiteralHit]]:
        """Hits by index of the text (only texts that have any), each list in order of place, then length."""
        if self._automaton is None or not texts:
            return {}
        lowered = [lower_same_length(text) for text in texts]
        starts, at = [], 0
        for text in lowered:
            starts.append(at)
            at += len(text) + 1
        haystack = "\n".join(lowered)
        found: dict[int, list[LiteralHit]] = {}
        literals = self.literals
        which, offset, following = 0, 0, 0
        hits: list[LiteralHit] = []
        # Written out, for this loop turns once for every literal on the page; its matches come in order of their ends.
        for index, start, end in self._automaton.find_matches_as_indexes(haystack, overlapping=True):
            if start and haystack[start - 1].isalnum() and haystack[start].isalnum():
                continue
            if haystack[end : end + 1].isalnum() and haystack[end - 1].isalnum():
                continue
            if not offset <= start < following:
                which = bisect_right(starts, start) - 1
                offset = starts[which]
                following = starts[which + 1] if which + 1 < len(starts) else len(haystack) + 1
                hits = found.setdefault(which, [])
            hits.append(LiteralHit(start - offset, end - offset, literals[index]))
        for hits in found.values():
            hits.sort()
        return found


def lower_same_length(text: str) -> str:
    """Lower case without moving an offset: a character whose lower case is longer ("İ") stays as it is.

    Typographic hyphens and apostrophes become plain ones: writers and word processors mix them at will.
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := char.lower()) == 1 else char for char in text)
    return lowered if lowered.isascii() else lowered.translate(_SAME)
