"""Whether one word is another with a slip of hand, eye or scanner: a letter lost, doubled, swapped or mistaken."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from alsreview.knowledge.words import general_word

_HYPHENS = re.compile(r"['’‐‑–-]")
_ALIKE = ("1lLiI", "0oO", "5sS", "8bB", "2zZ", "6gG", "bBpP", "mMnN", "uUvV", "dDtT", "cCkK", "gGqQ")
"""Characters taken for one another by the eye, a scanner or the ear."""
_PAIRS = frozenset(first + second for group in _ALIKE for first in group for second in group)
LONG = 9
"""Letters from which a word may be two slips away."""


def bare(code: str) -> str:
    """A name without its hyphens and apostrophes."""
    return _HYPHENS.sub("", code)


def is_code(word: str) -> bool:
    """Whether a word is an acronym or the name of a gene: two capitals at least, or letters with digits."""
    capitals = sum(char.isupper() for char in word)
    letters = sum(char.isalpha() for char in word)
    return letters > 0 and (capitals >= 2 or (letters < len(_HYPHENS.sub("", word)) and capitals > 0))


def code_slip(word: str, code: str, whole: bool = True) -> bool:
    """Whether `word` is `code` with one slip: two neighbours swapped, one letter lost, doubled or mistaken.

    Digits tell one gene from another (SOD1, SOD2), so a digit is never taken for another digit, nor lost or added;
    and neither is the letter at the end of a name with digits (CHMP2A, CHMP2B).
    """
    word, code = bare(word), bare(code)
    if word.lower() == code.lower() or abs(len(word) - len(code)) > 1:
        return False
    at = next(
        (at for at, (one, two) in enumerate(zip(word, code, strict=False)) if one != two), min(len(word), len(code))
    )
    if len(word) == len(code):
        if word[at + 2 :] == code[at + 2 :] and word[at : at + 2] == code[at : at + 2][::-1]:
            return len(code) >= 6 or not word[at : at + 2].isdigit()
        return word[at + 1 :] == code[at + 1 :] and _mistaken(word, code, at)
    longer, shorter = (word, code) if len(word) > len(code) else (code, word)
    if longer[at + 1 :] != shorter[at:] or longer[at].isdigit():
        return False
    return len(shorter) >= 4 or (len(shorter) == 3 and whole and any(char.isdigit() for char in shorter))


def _mistaken(word: str, code: str, at: int) -> bool:
    one, two = word[at], code[at]
    if one + two in _PAIRS:
        return not (one.isdigit() and two.isdigit())
    if one.isdigit() or two.isdigit() or len(code) < 6:
        return False
    return at < len(code) - 1 or not any(char.isdigit() for char in code)


def real_slip(given: str, right: str, key: Sequence[str], codes: bool) -> bool:
    """Whether a right word was written for another one, to judge by the rest of the name."""
    rest = [word for word in key if word]
    if sum(map(len, rest)) < 5 or right.removesuffix("s") == given or given not in slips_of(right):
        return False
    return codes or len(rest) > 1 or len(rest[0]) >= 6 or not general_word(rest[0])


def slips_of(word: str) -> set[str]:
    """The word with one letter lost or two neighbours swapped."""
    lost = {word[:at] + word[at + 1 :] for at in range(len(word))}
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    return (lost | swapped) - {word}


def likeness(word: str, right: str) -> int:
    """How well a slip is explained: by a swap or a look-alike better than by an arbitrary letter."""
    if len(word) != len(right):
        return 1
    pairs = [one + two for one, two in zip(word, right, strict=True) if one != two]
    return 2 if len(pairs) == 2 or all(pair in _PAIRS for pair in pairs) else 0


def deleted(word: str) -> Iterator[str]:
    """The word, and the word without each one of its letters."""
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def deletions(words: Collection[str]) -> dict[str, list[str]]:
    """The words by each form of them that has at most one letter less."""
    index: dict[str, list[str]] = {}
    for word in words:
        for key in dict.fromkeys(deleted(word)):
            index.setdefault(key, []).append(word)
    return index


def long_words(words: Collection[str]) -> dict[str, list[str]]:
    """The words of at least LONG letters by their first letter."""
    index: dict[str, list[str]] = {}
    for word in sorted(words):
        if len(word) >= LONG:
            index.setdefault(word[0], []).append(word)
    return index


def a_slip_of_a_common_word(word: str) -> bool:
    """Whether one slip leads to an everyday word; such a word is nearer than a term two slips away."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    for at in range(len(word) + 1):
        head, tail = word[:at], word[at:]
        if tail and general_word(head + tail[1:]):
            return True
        if len(tail) > 1 and general_word(head + tail[1] + tail[0] + tail[2:]):
            return True
        for letter in letters:
            if general_word(head + letter + tail) or (tail and general_word(head + letter + tail[1:])):
                return True
    return False
