"""Norm `n1`: what of a reader text counts when two wordings are held against each other.

Frozen: stored digests hang on it (golden vectors in `docs/formats.md`). It folds what typing and typography vary and
meaning does not: Unicode composition (NFC), curly quotes, dashes of any length and the minus sign, the ellipsis
character, runs of white space, and characters that have no width. Case, digits, signs and every word stay.
"""

from __future__ import annotations

import unicodedata

NORM = "n1"

_FOLD = {
    **dict.fromkeys(map(ord, "\u2018\u2019\u201a\u201b\u2032\u02bc"), "'"),
    **dict.fromkeys(map(ord, "\u201c\u201d\u201e\u201f\u2033\u00ab\u00bb"), '"'),
    **dict.fromkeys(map(ord, "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"), "-"),
    ord("\u2026"): "...",
    **dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"), ""),
}


def normal(text: str) -> str:
    """The text in norm `n1`; equal results mean that no meaning can differ."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).translate(_FOLD)
    return " ".join(text.split())


def normal_or_none(text: str | None) -> str | None:
    """As `normal`; a text that is empty or missing is None, so that `null` and `""` are one thing."""
    return (normal(text) or None) if text else None
