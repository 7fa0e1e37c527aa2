"""What an unknown word was meant to be: the nearest term of the lexicon, by the slips of hand, eye and scanner.

No list of known errors: a word that no dictionary and no lexicon knows is compared with the words of the lexicon.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import NamedTuple

from rapidfuzz import process
from rapidfuzz.distance import OSA

from alsreview.checks.slips import (
    LONG,
    a_slip_of_a_common_word,
    bare,
    code_slip,
    deleted,
    deletions,
    is_code,
    likeness,
    long_words,
    real_slip,
    slips_of,
)
from alsreview.knowledge.lexicon import Lexicon, Term
from alsreview.knowledge.words import general_word, known_word

TOKEN = re.compile(r"[^\W_]+(?:['’‐‑–-][^\W_]+)*")
"""A word, its inner hyphens and apostrophes included."""

_PARTS = re.compile(r"[‐‑–-]")
_SHORTEST_CODE = 4
_SHORTEST_WORD = 5
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
        self._by_deletion = deletions(self._words)
        self._long = long_words(self._words)
        in_names = {word for slots in self._phrases.values() for word in slots if len(word) > _SHORTEST_CODE - 1}
        slips = {slip for word in in_names for slip in slips_of(word) if len(slip) >= _SHORTEST_CODE}
        self.slips = frozenset(slips - in_names - _EVERYDAY)
        """Words that may be a slip in a name though a dictionary has them ("forced vial capacity")."""
        self._bare_codes = {code: bare(code) for code in sorted(self._codes)}
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
                    if real_slip(given, right, key, codes) if real else distance <= (2 if len(right) >= 7 else 1):
                        best = Meant(entry.shown, entry.term, distance)
        return best

    def _nearest(self, word: str) -> Meant | None:
        return self._nearest_code(word) if is_code(word) else self._nearest_word(word)

    def _nearest_code(self, word: str) -> Meant | None:
        if len(word) < 3:
            return None
        near = process.extract(bare(word), self._bare_codes, scorer=OSA.distance, score_cutoff=1, limit=None)
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
        candidates = {right for key in deleted(low) for right in self._by_deletion.get(key, ())}
        ranked = [(OSA.distance(low, right, score_cutoff=1), -likeness(low, right), right) for right in candidates]
        near = min((rank for rank in ranked if rank[0] <= 1), default=None)
        if near is None and len(low) >= LONG - 1:
            far = ((OSA.distance(low, right, score_cutoff=2), 0, right) for right in self._long.get(low[0], ()))
            near = min((rank for rank in far if rank[0] <= 2), default=None)
            if near is not None and a_slip_of_a_common_word(low):
                return None
        if near is None or near[0] == 0:
            return None
        entry = self._words[near[2]]
        named = entry.term.kind in _NAMED and entry.shown[0].isupper()
        short = len(near[2]) < _SHORTEST_NAME and entry.term.kind != "place"
        if named and (short or low not in slips_of(near[2])):
            return None
        return Meant(entry.shown, entry.term, near[0])


_NEVER = Meant("", Term("", "term", ""), -1)
