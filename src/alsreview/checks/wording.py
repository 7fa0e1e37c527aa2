"""Finding worded parts in a statement: tokens, groups of phrases, and sequences of groups.

A check file lists words in their plain form; any inflected form of them counts. Cost is linear in the statement.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from alsreview.checks.inflect import forms
from alsreview.knowledge.scan import lower_same_length

_TOKEN = re.compile(
    r"\d+(?:[.,]\d+)*|%|per\s?cent\b"
    r"|can(?=(?:not|'t)\b)|(?<=can)'t\b"
    r"|(?:is|are|was|were|do|does|did|has|have|had|could|would|should|might|must|need|wo|ai)(?=n't\b)|n't\b"
    r"|[^\W_]+(?:'[^\W_]+)*"
)
"""A word; "isn't", "can't" and "cannot" are two, so that a check lists "not" once and meets every form of it."""
_SAME = {"%": "percent", "per cent": "percent", "n't": "not", "'t": "not", "wo": "will"}

FILLERS = frozenset(
    "the a an its their his her your our this these those such any also still currently presently now today really "
    "actually simply just even ever very truly indeed yet own further so ultimately essentially "
    "basically completely fully totally entirely".split()
)
"""Words that may stand inside a phrase without changing what it says."""

_HARD_BREAK = re.compile(r"[;:!?—]|--|\s[–-]\s")
"""A statement is one sentence, so a full stop inside it belongs to an abbreviation and parts nothing."""
_MOST_KNOWN = 50_000
"""Different words that a vocabulary remembers."""
MARKS = 3
"""Marks of a group of phrases: words of which one each stands wherever one of its phrases does."""
REACH = 5
LONGEST_REACH = 15


class Token(NamedTuple):
    """A word or number of a statement; `text` is lower case with straight apostrophes, offsets are code points."""

    start: int
    end: int
    text: str
    breaks: str
    """What stands between the token before and this one, white space included."""


class Span(NamedTuple):
    """A run of tokens: `first` is the index of the first, `last` one past the last."""

    first: int
    last: int


@lru_cache(maxsize=512)
def tokens(text: str) -> tuple[Token, ...]:
    """The words and numbers of reader text, in order. Remembered: every kind of check reads the same statements."""
    lowered = _plain(text)
    found: list[Token] = []
    at = 0
    for match in _TOKEN.finditer(lowered):
        start, end = match.span()
        word = lowered[start:end]
        found.append(Token(start, end, _SAME.get(word, word), lowered[at:start]))
        at = end
    return tuple(found)


def token_words(text: str) -> list[str]:
    """The `text` of each of the tokens of reader text: what the cheap look at a statement needs of it."""
    lowered = _plain(text)
    found: list[str] = _TOKEN.findall(lowered)
    if "%" in lowered or "cent" in lowered or "'t" in lowered:
        found = [_SAME.get(word, word) for word in found]
    return found


def _plain(text: str) -> str:
    return lower_same_length(text).replace("’", "'")


@lru_cache(maxsize=65_536)
def words_of(phrase: str) -> tuple[str, ...]:
    """The words of a phrase in a check file, cut exactly as a text is; a leading `=` (this form only) is kept."""
    out: list[str] = []
    for part in phrase.lower().replace("’", "'").replace("per cent", "percent").split():
        exact = "=" if part.startswith("=") else ""
        out.extend(exact + _SAME.get(match[0], match[0]) for match in _TOKEN.finditer(part))
    return tuple(out)


class _Node:
    """A place in the phrases. `groups` are those of which a phrase ends here, `reach` those of which one ends here or
    later: masks with a bit for each group."""

    __slots__ = ("groups", "next", "reach")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.groups = 0
        self.reach = 0


class _Known(NamedTuple):
    """What is known of a token: the words of the phrases that it is a form of; the groups that hold it as a phrase of
    its own, and those with a longer phrase that it starts (masks)."""

    bases: tuple[str, ...]
    whole: int
    starts: int


class Vocabulary:
    """Groups of phrases, found all at once. Built once for a pack, used for every statement that triggers."""

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        """`groups`: name -> phrases."""
        self.names = tuple(groups)
        self._bits = {name: 1 << number for number, name in enumerate(self.names)}
        self._every = (1 << len(self.names)) - 1
        self._root = _Node()
        self.telling: dict[str, list[int]] = {}
        """The marks that each word gives, a mask of groups each (bits in the order of `names`): the longest word of a
        phrase gives the first mark of its groups, the second and third longest the others (a short phrase gives all
        three)."""
        masks: dict[str, int] = {}
        for number, phrases in enumerate(groups.values()):
            for phrase in phrases:
                masks[phrase] = masks.get(phrase, 0) | 1 << number
        every: set[str] = set()
        for phrase, mask in masks.items():
            words = words_of(phrase)
            every.update(words)
            self._enter(words, mask)
            longest = sorted(words, key=len, reverse=True) if len(words) > 1 else words
            for place in range(MARKS if words else 0):
                marks = self.telling.setdefault(longest[min(place, len(longest) - 1)], [0] * MARKS)
                marks[place] |= mask
        bases: dict[str, list[str]] = {}
        for word in sorted(every):
            for form in forms(word):
                bases.setdefault(form, []).append(word)
        self._bases = {form: tuple(words) for form, words in bases.items()}
        self._known: dict[str, _Known] = {}
        self.find_in = lru_cache(maxsize=1024)(self._find_in)
        """`find` over a text, remembered: the context of a statement is the statement before it."""

    def _enter(self, words: Sequence[str], groups: int) -> None:
        node = self._root
        for word in words:
            following = node.next.get(word)
            if following is None:
                following = node.next[word] = _Node()
            node = following
            node.reach |= groups
        node.groups |= groups

    def _find_in(self, text: str) -> dict[str, list[Span]]:
        return self.find(tokens(text))

    def find(self, line: Sequence[Token], wanted: Iterable[str] | None = None) -> dict[str, list[Span]]:
        """Where each group stands (of those `wanted`), spans in order of place; shorter phrases inside longer ones
        are found too."""
        mask = self._every if wanted is None else sum({self._bits.get(name, 0) for name in wanted})
        found: dict[int, set[Span]] = {}
        known = self._known
        words = [known.get(token.text) or self._know(token.text) for token in line]
        for first, (_, whole, starts) in enumerate(words):
            if whole & mask:
                _note(found, whole & mask, Span(first, first + 1))
            if starts & mask:
                self._walk(line, words, first, found, mask)
        names = self.names
        return {
            names[bit.bit_length() - 1]: sorted(spans) if len(spans) > 1 else list(spans)
            for bit, spans in found.items()
        }

    def _know(self, text: str) -> _Known:
        bases = self.bases(text)
        whole = starts = 0
        for base in bases:
            if (node := self._root.next.get(base)) is not None:
                whole |= node.groups
                for following in node.next.values():
                    starts |= following.reach
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[text] = known = _Known(bases, whole, starts)
        return known

    def bases(self, text: str) -> tuple[str, ...]:
        """The words of the phrases that a token is a form of."""
        known = self._bases.get(text, ())
        if "'" in text and not known:
            head, _, tail = text.partition("'")
            known = self._bases.get(head, ()) if tail in ("s", "re", "ve", "ll", "") else ()
        return known

    def _walk(
        self, line: Sequence[Token], words: Sequence[_Known], first: int, found: dict[int, set[Span]], wanted: int
    ) -> None:
        """Follows every longer phrase that starts at `first`; fillers may be skipped, sentence breaks may not."""
        begun = (self._root.next.get(base) for base in words[first].bases)
        open_ = [(first + 1, node, 0) for node in begun if node is not None and node.next]
        while open_:
            at, node, skipped = open_.pop()
            if at >= len(line):
                continue
            if line[at].breaks != " " and hard_break(line[at]):
                continue
            for base in words[at].bases:
                following = node.next.get(base)
                if following is None or not following.reach & wanted:
                    continue
                if following.groups & wanted:
                    _note(found, following.groups & wanted, Span(first, at + 1))
                if following.next:
                    open_.append((at + 1, following, 0))
            if skipped < 2 and line[at].text in FILLERS:
                open_.append((at + 1, node, skipped + 1))


def _note(found: dict[int, set[Span]], groups: int, span: Span) -> None:
    while groups:
        bit = groups & -groups
        found.setdefault(bit, set()).add(span)
        groups ^= bit


def chains(line: Sequence[Token], slots: Sequence[Sequence[Span]], reach: int = REACH) -> list[tuple[Span, ...]]:
    """Every way to pass through `slots` in order, one for each place of the last slot: the tightest.

    Between two slots stand at most `reach` tokens and no hard break (`; : ! ?` or a dash that parts clauses).
    """
    if not slots or not all(slots):
        return []
    barrier = _barriers(line)
    best: list[tuple[Span, ...]] = [(span,) for span in slots[0]]
    for spans in slots[1:]:
        step: list[tuple[Span, ...]] = []
        ended = sorted(best, key=lambda chain: (chain[-1].last, -chain[-1].first, chain[0].first))
        at = 0
        latest: tuple[Span, ...] | None = None
        for span in spans:
            while at < len(ended) and ended[at][-1].last <= span.first:
                latest = ended[at]
                at += 1
            if latest is None or _distance(line, latest[-1].last, span.first) > reach:
                continue
            if barrier[span.first] == barrier[latest[-1].last - 1]:
                step.append((*latest, span))
        best = step
        if not best:
            return []
    return best


def _distance(line: Sequence[Token], start: int, end: int) -> int:
    """Words between two parts; a comma counts for two more."""
    if end - start > LONGEST_REACH:
        return end - start
    return end - start + 2 * sum("," in token.breaks for token in line[start : end + 1])


def _barriers(line: Sequence[Token]) -> list[int]:
    """For each token the number of hard breaks before it: equal numbers, same clause."""
    out: list[int] = []
    count = 0
    for token in line:
        if hard_break(token):
            count += 1
        out.append(count)
    return out


def hard_break(token: Token) -> bool:
    """Whether `; : ! ?` or a dash that parts clauses stands before a token."""
    return len(token.breaks) > 0 and token.breaks != " " and _HARD_BREAK.search(token.breaks) is not None
