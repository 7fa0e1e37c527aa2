"""Spelling, apart from grammar: words against word lists, and LanguageTool asked once for each unknown one."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import DamerauLevenshtein

from alsreview.grammar.client import RawMatch
from alsreview.knowledge.words import known_word

_TOKEN = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*", re.UNICODE)
_JOINED = re.compile(r"[\w^_@#&/\\.+*=-]")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;][\"'”’)\]]*\s+|[\"“‘(\[•–—]\s*)$")
_SHORTEST = 4
_SHORTEST_NAME = 8


class Token(NamedTuple):
    """A word that no list has. `name` says that it looks like a name: a capital within a sentence, or all capitals."""

    start: int
    end: int
    word: str
    name: bool


def unknown(text: str, extra: Collection[str], endings: tuple[str, ...] = ()) -> Iterator[Token]:
    """The unknown words of a text, in order. Parts of identifiers, abbreviations and known endings are none."""
    for found in _TOKEN.finditer(text):
        word = found[0]
        if len(word) < _SHORTEST or known_word(word, extra):
            continue
        before, after = text[: found.start()][-1:], text[found.end() : found.end() + 1]
        if _in_identifier(text, found.start(), found.end(), before, after, extra):
            continue
        if word.isupper() or _plural_of_capitals(word):
            continue  # an abbreviation: whether it is explained is no question of spelling
        if endings and len(word) >= _SHORTEST_NAME and word.lower().removesuffix("s").endswith(endings):
            continue
        yield Token(found.start(), found.end(), word, _like_a_name(text, found.start(), word))


def _in_identifier(text: str, start: int, end: int, before: str, after: str, extra: Collection[str]) -> bool:
    """Glued to a digit or sign ("C9orf72", "a.b"), or a part of a hyphenated whole that is known."""
    if before == "-" or after == "-":
        left = text.rfind(" ", 0, start) + 1
        right = text.find(" ", end)
        whole = text[left : right if right >= 0 else len(text)].strip(".,;:!?()[]\"“”'’")
        return known_word(whole, extra) or any(char.isdigit() for char in whole)
    glued_after = bool(after) and bool(_JOINED.match(after)) and not (after == "." and _ends(text, end))
    return (bool(before) and bool(_JOINED.match(before))) or (glued_after and after not in "/")


def _ends(text: str, end: int) -> bool:
    following = text[end + 1 : end + 2]
    return not following or not following.isalnum()


def _plural_of_capitals(word: str) -> bool:
    return word[-1] == "s" and word[:-1].isupper()


def _like_a_name(text: str, start: int, word: str) -> bool:
    if any(char.isupper() for char in word[1:]):
        return True
    return word[0].isupper() and _SENTENCE_START.search(text[max(0, start - 12) : start]) is None


def question(words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """One text that asks LanguageTool's speller for some words, and the place of each in it."""
    places, at = [], 0
    for word in words:
        places.append((at, at + len(word)))
        at += len(word) + 2
    return "\n\n".join(words), places


def answers(words: Sequence[str], matches: Iterable[RawMatch]) -> dict[str, RawMatch | None]:
    """The speller's match for each word, or None where it knows the word. A part of a word flagged counts for it."""
    _, places = question(words)
    found: dict[str, RawMatch | None] = dict.fromkeys(words)
    for match in matches:
        for word, (start, end) in zip(words, places, strict=True):
            if start <= match.start < end and found[word] is None:
                found[word] = match if (match.start, match.end) == (start, end) else match._replace(replacements=())
    return found


def misspelt(token: Token, suggestions: Sequence[str], extra: Collection[str]) -> bool:
    """Whether an unknown word is taken for a misspelling.

    A name that no list has is most likely just that, a name: it counts only where it is one slip away from a word that
    is written with the same capitals.
    """
    if not token.name:
        return True
    word = token.word
    allowed = 1 if len(word) < 9 else 2
    for suggestion in suggestions[:2]:
        same_case = suggestion[:1].isupper() == word[:1].isupper() or suggestion.islower()
        close = DamerauLevenshtein.distance(word.lower(), suggestion.lower()) <= allowed
        if close and same_case and len(word) >= 6 and " " not in suggestion and known_word(suggestion, extra):
            return suggestion.lower() in extra or suggestion.islower()
    return False
