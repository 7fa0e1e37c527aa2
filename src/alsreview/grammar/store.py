"""Answers of LanguageTool, kept by everything that they depend on. What is damaged or missing is asked for again."""

from __future__ import annotations

import json
from collections.abc import Iterable

from alsreview import __version__, cache
from alsreview.grammar.client import RawMatch

_FORMAT = f"3 {__version__}"
"""Another version may cut or mask a text differently."""


def key(*parts: str) -> str:
    """Key of an answer: the text, the engine's identity, the parameters, the overlay's digest."""
    return cache.key_of(_FORMAT, *parts)


def read(kind: str, at: str) -> tuple[RawMatch, ...] | None:
    """The matches kept under a key, or None."""
    data = cache.read(kind, at)
    if data is None:
        return None
    try:
        return tuple(
            RawMatch(int(s), int(e), str(r), str(i), str(c), str(t), str(m), tuple(map(str, v)))
            for s, e, r, i, c, t, m, v in json.loads(data)
        )
    except (ValueError, TypeError):
        return None


def write(kind: str, at: str, matches: Iterable[RawMatch]) -> None:
    """Keeps the matches of a complete answer."""
    cache.write(kind, at, json.dumps([list(match) for match in matches], ensure_ascii=False).encode())
