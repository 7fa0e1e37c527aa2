"""What an unknown word was meant to be: the nearest term of the lexicon, by the slips of hand, eye and scanner.

No list of known errors: a word that no dictionary and no lexicon knows is compared with the words of the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from alsreview.knowledge.lexicon import Lexicon, Term
from alsreview.knowledge.words import general_word, known_word

TOKEN = re.compile(r"[^\W_]+(?:['’‐‑–-][^\W_]+)*")
"""A word, its inner hyphens and apostrophes included."""

_HYPHENS = re.compile(r"['’‐‑–-]")
_PARTS = re.compile(r"[‐‑–-]")
_ALIKE = ("1lLiI", "0oO", "5sS", "8bB", "2zZ", "6gG", "bBpP", "mMnN", "uUvV", "dDtT", "cCkK", "gGqQ")
"""Characters taken for one another by the eye, a scanner or the ear."""
_PAIRS = frozenset(first + second for group in _ALIKE for first in group for second in group)
_SHORTEST_CODE = 4
_SHORTEST_WORD = 5
_LONG = 9
"""Letters from which a word may be two slips away."""
_LONGEST = 40
"""Letters of the longest word that is judged; what is longer is no word."""
_MOST_REMEMBERED = 200_000
_EVERYDAY = frozenset(
    {"able", "also", "been", "from", "have", "into", "more", "most", "only", "over", "some", "than", "that", "them"}
    | {"then", "they", "this", "very", "were", "when", "will", "with", "year", "your", "care", "case", "cases", "form"}
)
"""Words so common that they are never taken for a slip, though one letter makes another word of them."""
_SHORTEST_NAME = 6
"""Letters that the name of a place or organisation needs before a slip in it is told."""
_LONGEST_NAME = 9
"""Words of the longest name that is recognised by its other words."""
_NAMED = frozenset({"place", "organisation"})
"""Kinds whose names are like many surnames, so that only a lost or swapped letter counts as a slip."""


class Entry(NamedTuple):
    """A single word of a right form, as written there."""

    shown: str
    term: Term
    whole: bool
    """Whether the word is a right form by itself."""


class Meant(NamedTuple):
    """What a word was meant to be. `start` and `end` are token indexes where a whole phrase was recognised."""

    shown: str
    term: Term
    distance: int


class Vocabulary:
    """The single words and the phrases of a lexicon, ready for comparison. Verdicts on words are remembered."""

    def __init__(self, lexicon: Lexicon, known: Collection[str] = ()) -> None:
        self.known = {word.lower() for word in known}
        self._words: dict[str, Entry] = {}
        self._codes: dict[str, Entry] = {}
        self._phrases: dict[tuple[str, ...], dict[str, Entry]] = {}
        self._acronyms: dict[str, tuple[Term, tuple[str, ...]]] = {}
        for term in lexicon:
            acronyms = tuple(form for form in term.right_forms if is_code(form) and " " not in form)
            for form in term.right_forms:
                self._add(form, term)
                if acronyms and " " in form:
                    self._acronyms.setdefault(form.lower(), (term, acronyms))
        self.known.update(self._words, (code.lower() for code in self._codes))
        self._by_deletion = _deletions(self._words)
        self._long = _long_words(self._words)
        in_names = {word for slots in self._phrases.values() for word in slots if len(word) > _SHORTEST_CODE - 1}
        slips = {slip for word in in_names for slip in _slips(word) if len(slip) >= _SHORTEST_CODE}
        self.slips = frozenset(slips - in_names - _EVERYDAY)
        """Words that may be a slip in a name though a dictionary has them ("forced vial capacity")."""
        self._bare_codes = {code: _bare(code) for code in sorted(self._codes)}
        self._in_names = sorted(in_names)
        self._beside = frozenset(word for slots in self._phrases for word in slots if word)
        self._memory: dict[str, Meant | None] = {}
        self._suspects: dict[str, bool] = {}

    def _add(self, form: str, term: Term) -> None:
        tokens = TOKEN.findall(form)
        for at, token in enumerate(tokens):
            self.known.add(token.lower())
            if len(tokens) > 1:
                key = tuple("" if slot == at else other.lower() for slot, other in enumerate(tokens))
                self._phrases.setdefault(key, {}).setdefault(token.lower(), Entry(token, term, False))
            whole = len(tokens) == 1
            if is_code(token):
                if len(token) >= _SHORTEST_CODE:
                    self._codes.setdefault(token, Entry(token, term, whole))
            elif len(token) >= _SHORTEST_WORD:
                self._add_word(token, term, whole)

    def _add_word(self, token: str, term: Term, whole: bool) -> None:
        """A word of a longer name counts by itself only where it is special: "sclerosis", not "disease"."""
        low = token.lower()
        special = not general_word(low) and (token[0].islower() or term.kind in ("product", "substance"))
        if whole or special:
            old = self._words.get(low)
            if old is None or (whole and not old.whole):
                self._words[low] = Entry(token, term, whole)

    def is_known(self, word: str) -> bool:
        """Whether the dictionaries, the lexicon or the check file know a word, or each part of a compound."""
        low = word.lower()
        if low in self.known:
            return True
        if not is_code(word):
            return known_word(low, self.known)
        parts = _PARTS.split(word)
        return all(self._is_known_part(part) for part in parts) and not all(part.isdigit() for part in parts[1:] or "x")

    def _is_known_part(self, part: str) -> bool:
        """Short capitals are in every dictionary ("TD", "AL"), so only the lexicon vouches for those."""
        low = part.lower().removesuffix("'s").removesuffix("’s")
        if low in self.known or (part.endswith("s") and low[:-1] in self.known) or part.isdigit():
            return True
        return (len(part) >= _SHORTEST_CODE or not is_code(part)) and known_word(low)

    def suspect(self, word: str) -> bool:
        """Whether a word can be a slip at all, wherever it stands. Remembered, so that a common word costs nothing."""
        answer = self._suspects.get(word)
        if answer is None:
            if len(self._suspects) > _MOST_REMEMBERED:
                self._suspects.clear()
            answer = self._suspects[word] = self._is_suspect(word)
        return answer

    def _is_suspect(self, word: str) -> bool:
        low = word.lower()
        if word.isdigit() or len(word) > _LONGEST:
            return False
        if self.is_known(word):
            return low in self.slips
        if low in self.slips or self.meant(word, opens=True) is not None:
            return True
        return process.extractOne(low, self._in_names, scorer=OSA.distance, score_cutoff=2) is not None

    def meant(self, word: str, opens: bool) -> Meant | None:
        """The term that an unknown word was meant to be, or None. `opens`: it stands where any word has a capital."""
        remembered = self._memory.get(word, _NEVER)
        if remembered is _NEVER:
            if len(self._memory) > _MOST_REMEMBERED:
                self._memory.clear()
            remembered = self._memory[word] = self._nearest(word)
        if remembered is None or opens or not word[0].isupper() or is_code(word):
            return remembered
        # A capital inside a sentence makes it a name; only names of the lexicon are then likely.
        return remembered if remembered.shown[0].isupper() or (remembered.distance == 1 and len(word) > 7) else None

    def meant_in(self, words: Sequence[str], at: int) -> Meant | None:
        """The word that fits at `at` among its neighbours, where together they make a name of the lexicon.

        For a word that a dictionary has, only a lost or swapped letter counts, and the neighbours must say more.
        """
        given = words[at].lower()
        if not any(word.lower() in self._beside for word in (*words[max(0, at - 1) : at], *words[at + 1 : at + 2])):
            return None
        real = given in self.slips and self.is_known(words[at])
        best: Meant | None = None
        for start in range(max(0, at - _LONGEST_NAME + 1), at + 1):
            for end in range(max(at + 1, start + 2), min(len(words), start + _LONGEST_NAME) + 1):
                key = tuple("" if slot == at else words[slot].lower() for slot in range(start, end))
                for right, entry in self._phrases.get(key, {}).items():
                    distance = OSA.distance(given, right, score_cutoff=2)
                    if best is not None and distance >= best.distance:
                        continue
                    codes = is_code(words[at]) and is_code(entry.shown)
                    if _real_slip(given, right, key, codes) if real else distance <= (2 if len(right) >= 7 else 1):
                        best = Meant(entry.shown, entry.term, distance)
        return best

    def _nearest(self, word: str) -> Meant | None:
        return self._nearest_code(word) if is_code(word) else self._nearest_word(word)

    def _nearest_code(self, word: str) -> Meant | None:
        if len(word) < 3:
            return None
        near = process.extract(_bare(word), self._bare_codes, scorer=OSA.distance, score_cutoff=1, limit=None)
        entries = [self._codes[code] for _, _, code in near]
        found = [Meant(entry.shown, entry.term, 1) for entry in entries if code_slip(word, entry.shown, entry.whole)]
        return min(
            found,
            key=lambda meant: (("-" in meant.shown) != ("-" in word), abs(len(meant.shown) - len(word)), meant.shown),
            default=None,
        )

    def _nearest_word(self, word: str) -> Meant | None:
        low = word.lower()
        for ending in ("", "s", "'s", "’s"):
            stem = low.removesuffix(ending)
            if len(stem) >= _SHORTEST_CODE and (not ending or stem != low) and (found := self._near(stem)):
                shown = found.shown + low[len(stem) :]
                return found._replace(shown=shown[0].upper() + shown[1:] if word[0].isupper() else shown)
        return None

    def _near(self, low: str) -> Meant | None:
        candidates = {right for key in _deleted(low) for right in self._by_deletion.get(key, ())}
        ranked = [(OSA.distance(low, right, score_cutoff=1), -_likeness(low, right), right) for right in candidates]
        near = min((rank for rank in ranked if rank[0] <= 1), default=None)
        if near is None and len(low) >= _LONG - 1:
            far = ((OSA.distance(low, right, score_cutoff=2), 0, right) for right in self._long.get(low[0], ()))
            near = min((rank for rank in far if rank[0] <= 2), default=None)
            if near is not None and _a_slip_of_a_common_word(low):
                return None
        if near is None or near[0] == 0:
            return None
        entry = self._words[near[2]]
        named = entry.term.kind in _NAMED and entry.shown[0].isupper()
        short = len(near[2]) < _SHORTEST_NAME and entry.term.kind != "place"
        if named and (short or low not in _slips(near[2])):
            return None
        return Meant(entry.shown, entry.term, near[0])


_NEVER = Meant("", Term("", "term", ""), -1)


def _bare(code: str) -> str:
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
    word, code = _bare(word), _bare(code)
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


def _real_slip(given: str, right: str, key: Sequence[str], codes: bool) -> bool:
    """Whether a right word was written for another one, to judge by the rest of the name."""
    rest = [word for word in key if word]
    if sum(map(len, rest)) < 5 or right.removesuffix("s") == given or given not in _slips(right):
        return False
    return codes or len(rest) > 1 or len(rest[0]) >= 6 or not general_word(rest[0])


def _slips(word: str) -> set[str]:
    """The word with one letter lost or two neighbours swapped."""
    lost = {word[:at] + word[at + 1 :] for at in range(len(word))}
    swapped = {word[:at] + word[at + 1] + word[at] + word[at + 2 :] for at in range(len(word) - 1)}
    return (lost | swapped) - {word}


def _likeness(word: str, right: str) -> int:
    """How well a slip is explained: by a swap or a look-alike better than by an arbitrary letter."""
    if len(word) != len(right):
        return 1
    pairs = [one + two for one, two in zip(word, right, strict=True) if one != two]
    return 2 if len(pairs) == 2 or all(pair in _PAIRS for pair in pairs) else 0


def _deleted(word: str) -> Iterator[str]:
    """The word, and the word without each one of its letters."""
    yield word
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]


def _deletions(words: Collection[str]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for word in words:
        for key in dict.fromkeys(_deleted(word)):
            index.setdefault(key, []).append(word)
    return index


def _long_words(words: Collection[str]) -> dict[str, list[str]]:
    index: dict[str, list[str]] = {}
    for word in sorted(words):
        if len(word) >= _LONG:
            index.setdefault(word[0], []).append(word)
    return index


def _a_slip_of_a_common_word(word: str) -> bool:
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
