"""Which words are words: general English in US and UK spelling, and medical English. Data in `data/words-*.txt`.

The lists are read as sorted bytes and searched by halving: a page asks for some hundred different words, which
costs less than making a set of 200,000.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import cache, lru_cache
from importlib.resources import files

_POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
_PARTS = re.compile(r"[-‐‑–/]")
_NUMBERED = re.compile(r"\d+(?:st|nd|rd|th|s)")
# fmt: off
_PREFIXES = (
    "anti", "auto", "bio", "cardio", "co", "counter", "cross", "electro", "hyper", "hypo", "immuno", "inter",
    "intra", "macro", "mega", "micro", "mid", "mini", "multi", "myo", "nano", "neuro", "non", "out", "over",
    "post", "pre", "pseudo", "psycho", "re", "semi", "sub", "super", "tele", "trans", "ultra", "un", "under",
)
# fmt: on
_SHORTEST_STEM = 5


def known_word(word: str, extra: Collection[str] = ()) -> bool:
    """Whether `word` is an English or medical word, whatever its case; a possessive and each part of a compound count.

    `extra` holds further words in lower case, such as the vocabulary of a pack. Tokens with digits are known only by
    `extra`, but for ordinals and decades ("2nd", "1990s").
    """
    return _known(word) or (bool(extra) and _known_with(word, extra))


def general_word(word: str) -> bool:
    """Whether `word`, in lower case, stands in the general list as it is (inflected forms are listed there)."""
    return _in(_list("general"), word)


def medical_word(word: str) -> bool:
    """Whether `word`, in lower case, stands in the medical list, or is an inflected form of a word there."""
    medical = _list("medical")
    return _in(medical, word) or any(_in(medical, stem) for stem in _stems(word))


@lru_cache(maxsize=100_000)
def _known(word: str) -> bool:
    plain = _plain(word)
    parts = _split(plain)
    return _simple(plain) or (len(parts) > 1 and all(_part(part) or _simple(part) for part in parts))


def _known_with(word: str, extra: Collection[str]) -> bool:
    plain = _plain(word)
    parts = _split(plain)
    return _extra(plain, extra) or (
        len(parts) > 1 and all(_part(part) or _simple(part) or _extra(part, extra) for part in parts)
    )


def _part(part: str) -> bool:
    """Whether this may be a part of a compound though it is no word: the 2 of "2-year", the pre of "pre-treatment"."""
    return part.isdigit() or part in _PREFIXES


def _extra(word: str, extra: Collection[str]) -> bool:
    return word in extra or any(stem in extra for stem in _stems(word))


def _simple(word: str) -> bool:
    if _NUMBERED.fullmatch(word) or general_word(word) or medical_word(word):
        return True
    if not word.isascii() and (bare := _without_accents(word)) != word and (general_word(bare) or medical_word(bare)):
        return True
    # Anything may follow "non" or "re"; the stem must be an everyday word, so that "antialkamine" stays unknown.
    return any(
        word.startswith(prefix) and len(word) - len(prefix) >= _SHORTEST_STEM and general_word(word[len(prefix) :])
        for prefix in _PREFIXES
    )


def _plain(word: str) -> str:
    return _POSSESSIVE.sub("", unicodedata.normalize("NFC", word).lower()).replace("’", "'")


def _split(word: str) -> list[str]:
    """Parts of a compound, or the word itself alone."""
    parts = [part for part in _PARTS.split(word) if part]
    return parts if len(parts) > 1 else [word]


def _without_accents(word: str) -> str:
    return "".join(char for char in unicodedata.normalize("NFD", word) if not unicodedata.combining(char))


def _stems(word: str) -> list[str]:
    """What `word` may be an inflected form of. Only for lists that hold no inflected forms."""
    stems = []
    if len(word) > 4:
        if word.endswith("ies"):
            stems.append(word[:-3] + "y")
        if word.endswith("s") and not word.endswith("ss"):
            stems.append(word[:-1])
            if word.endswith("es"):
                stems.append(word[:-2])
        for ending in ("ed", "ing"):
            if word.endswith(ending) and len(word) > len(ending) + 3:
                stems += [word[: -len(ending)], word[: -len(ending)] + "e"]
        if word.endswith("ly"):
            stems.append(word[:-2])
    return stems


@cache
def _list(name: str) -> bytes:
    return b"\n" + files("alsreview.knowledge").joinpath("data", f"words-{name}.txt").read_bytes()


def _in(sorted_lines: bytes, word: str) -> bool:
    """Whether `word` is a line of `sorted_lines`, which starts and ends with a line feed; by halving."""
    wanted = word.encode("utf-8", "surrogatepass")
    low, high = 0, len(sorted_lines) - 1
    while low < high:
        start = sorted_lines.rfind(b"\n", low, (low + high) // 2 + 1) + 1
        end = sorted_lines.find(b"\n", start)
        line = sorted_lines[start:end]
        if line == wanted:
            return True
        if line < wanted:
            low = end
        else:
            high = start - 1
    return False
