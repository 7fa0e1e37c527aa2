"""Masking what is not prose, code point for code point, so that no position moves."""

from __future__ import annotations

import re
from collections.abc import Iterable

from alsreview.documents.reader_text import MASK

_NOT_LINE_END = re.compile(r"[^\r\n]")


def masked(text: str, pattern: re.Pattern[str]) -> str:
    """The text with all matches of a pattern masked; line ends stay."""
    return masked_spans(text, (found.span() for found in pattern.finditer(text)))


def masked_spans(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """The text with these spans, which are in order and apart, masked; line ends stay."""
    parts: list[str] = []
    done = 0
    for start, end in spans:
        if end > start:
            parts += (text[done:start], _NOT_LINE_END.sub(MASK, text[start:end]))
            done = end
    parts.append(text[done:])
    return "".join(parts)
