"""By which words it is told, before a statement is read, that a row of groups may stand in it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache

from alsreview.checks.inflect import UNCHANGING, forms
from alsreview.checks.wording import words_of


def anchors(groups: Iterable[Sequence[str]], everyday: Collection[str] = ()) -> tuple[frozenset[str], ...]:
    """Sets of words of which each must be met before a row of these groups of phrases can stand: those of the groups
    with telling words, else of the one group with the most telling ones.

    `everyday` are words that tell nothing on pages of this topic: the names of its disease.
    """
    choices = [frozenset(form for phrase in phrases for form in forms(_rarest(phrase, everyday))) for phrases in groups]
    telling = tuple(words for words in choices if _commonness(words, everyday) == 0)
    return telling or (min(choices, key=lambda words: (_commonness(words, everyday), len(words), sorted(words))),)


_EVERYDAY = frozenset(
    "be is are was were been have has had not no can may might could will would do does did get it they you we one "
    "all most some any only other more than with for from help use take make give treatment patient people person "
    "drug disease may the condition treatment therapy medicine cause years year cases case patients drugs "
    "treatments diseases peoples persons conditions illness illnesses disorder disorders diagnosis causes".split()
)


@lru_cache(maxsize=65_536)
def _common(word: str) -> int:
    """0 for a telling word, 1 for an everyday one, 2 for one that stands in every sentence."""
    if word.lstrip("=") in UNCHANGING or len(word) < 3:
        return 2
    return 1 if word.lstrip("=") in _EVERYDAY else 0


def _commonness(words: Iterable[str], everyday: Collection[str]) -> int:
    return max((_how_common(word, everyday) for word in words), default=0)


def _how_common(word: str, everyday: Collection[str]) -> int:
    return max(_common(word), 1 if word.lstrip("=") in everyday else 0)


def _rarest(phrase: str, everyday: Collection[str]) -> str:
    """The most telling word of a phrase, cut before an apostrophe, which texts write in two ways."""
    words = [word.partition("'")[0] if "'" in word[1:] else word for word in words_of(phrase)]
    return max(words, key=lambda word: (-_how_common(word, everyday), len(word), word))
