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

_TOKEN = re.compile(r"\d+(?:[.,]\d+)*|%|per\s?cent\b|[^\W_]+(?:['’][^\W_]+)*")
_SAME = {"%": "percent", "per cent": "percent"}

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
    lowered = lower_same_length(text).replace("’", "'")
    found: list[Token] = []
    at = 0
    for match in _TOKEN.finditer(lowered):
        word = match[0]
        found.append(Token(match.start(), match.end(), _SAME.get(word, word), lowered[at : match.start()]))
        at = match.end()
    return tuple(found)


@lru_cache(maxsize=65_536)
def words_of(phrase: str) -> tuple[str, ...]:
    """The words of a phrase in a check file, cut exactly as a text is; a leading `=` (this form only) is kept."""
    out: list[str] = []
    for part in phrase.lower().replace("’", "'").replace("per cent", "percent").split():
        exact = "=" if part.startswith("=") else ""
        out.extend(exact + _SAME.get(match[0], match[0]) for match in _TOKEN.finditer(part))
    return tuple(out)


class _Node:
    __slots__ = ("groups", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.groups: frozenset[str] = frozenset()


class Vocabulary:
    """Groups of phrases, found all at once. Built once for a pack, used for every statement that triggers."""

    def __init__(self, groups: Mapping[str, Iterable[str]]) -> None:
        """`groups`: name -> phrases."""
        self._root = _Node()
        self._bases: dict[str, tuple[str, ...]] = {}
        bases: dict[str, set[str]] = {}
        for name, phrases in groups.items():
            for phrase in phrases:
                node = self._root
                for word in words_of(phrase):
                    for form in forms(word):
                        bases.setdefault(form, set()).add(word)
                    node = node.next.setdefault(word, _Node())
                node.groups |= {name}
        self._bases = {form: tuple(sorted(words)) for form, words in bases.items()}
        self._starts = frozenset(self._root.next)
        self._known: dict[str, tuple[tuple[str, ...], bool, int]] = {}
        self._marks_by_group = {name: 0b111 << 3 * number for number, name in enumerate(groups)}
        self._marks_by_base = self._telling(groups)
        self._every = frozenset(groups)
        self.find_in = lru_cache(maxsize=1024)(self._find_in)
        """`find` over a text, remembered: the context of a statement is the statement before it."""

    def _find_in(self, text: str, wanted: frozenset[str] | None = None) -> dict[str, list[Span]]:
        return self.find(tokens(text), wanted)

    def _telling(self, groups: Mapping[str, Iterable[str]]) -> dict[str, int]:
        """The marks that each word gives: the longest word of a phrase the first mark of its group, the second and
        third longest the others (a short phrase gives all three). All three are met wherever a phrase stands."""
        marks: dict[str, int] = {}
        for name, phrases in groups.items():
            first = self._marks_by_group[name] // 0b111
            for words in map(words_of, phrases):
                longest = sorted(words, key=len, reverse=True)[:3]
                for place in range(3 if longest else 0):
                    word = longest[min(place, len(longest) - 1)]
                    marks[word] = marks.get(word, 0) | first << place
        return marks

    def marks_of(self, names: Iterable[str]) -> int:
        """The marks that stand for these groups; names that are no group of this vocabulary have none."""
        marks = 0
        for name in names:
            marks |= self._marks_by_group.get(name, 0)
        return marks

    def marks(self, line: Sequence[Token]) -> int:
        """The marks that a line has. A group of which one is missing is certainly not found by `find`.

        Far cheaper than `find`: one look-up a token.
        """
        known = self._known
        marks = 0
        for token in line:
            marks |= (known.get(token.text) or self._know(token.text))[2]
        return marks

    def find(self, line: Sequence[Token], wanted: frozenset[str] | None = None) -> dict[str, list[Span]]:
        """Where each group stands (of those `wanted`), spans in order of place; shorter phrases inside longer ones
        are found too."""
        wanted = self._every if wanted is None else wanted
        found: dict[str, set[Span]] = {}
        known = self._known
        words = [known.get(token.text) or self._know(token.text) for token in line]
        bases = [word[0] for word in words]
        for first, word in enumerate(words):
            if word[1]:
                self._walk(line, bases, first, found, wanted)
        return {name: sorted(spans) if len(spans) > 1 else list(spans) for name, spans in found.items()}

    def _know(self, text: str) -> tuple[tuple[str, ...], bool, int]:
        """What is known of a token: the words that it is a form of, whether one starts a phrase, and its marks."""
        bases = self._of(text)
        marks = 0
        for base in bases:
            marks |= self._marks_by_base.get(base, 0)
        if len(self._known) >= _MOST_KNOWN:
            self._known.clear()
        self._known[text] = known = (bases, not self._starts.isdisjoint(bases), marks)
        return known

    def _of(self, text: str) -> tuple[str, ...]:
        known = self._bases.get(text, ())
        if "'" in text and not known:
            head, _, tail = text.partition("'")
            known = self._bases.get(head, ()) if tail in ("s", "re", "ve", "ll", "") else ()
        return known

    def _walk(
        self,
        line: Sequence[Token],
        bases: list[tuple[str, ...]],
        first: int,
        found: dict[str, set[Span]],
        wanted: frozenset[str],
    ) -> None:
        """Follows every phrase that starts at `first`; fillers may be skipped, sentence breaks may not."""
        open_: list[tuple[int, _Node, int]] = []
        for word in bases[first]:
            following = self._root.next.get(word)
            if following is not None:
                for name in following.groups & wanted:
                    found.setdefault(name, set()).add(Span(first, first + 1))
                if following.next:
                    open_.append((first + 1, following, 0))
        while open_:
            at, node, skipped = open_.pop()
            if at >= len(line):
                continue
            breaks = line[at].breaks
            if breaks != " " and hard_break(line[at]):
                continue
            for word in bases[at]:
                following = node.next.get(word)
                if following is not None:
                    for name in following.groups & wanted:
                        found.setdefault(name, set()).add(Span(first, at + 1))
                    if following.next:
                        open_.append((at + 1, following, 0))
            if skipped < 2 and line[at].text in FILLERS:
                open_.append((at + 1, node, skipped + 1))


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


_TURNS = frozenset("but although though whereas while because since however yet".split())


def _turns(token: Token) -> bool:
    """Whether a clause begins at a token."""
    return hard_break(token) or (token.text in _TURNS and "," in token.breaks)


def clause_start(line: Sequence[Token], at: int) -> int:
    """Index of the first token of the clause in which token `at` stands."""
    while at > 0 and not _turns(line[at]):
        at -= 1
    return at


def clause_end(line: Sequence[Token], at: int) -> int:
    """Index one past the last token of the clause in which token `at` stands."""
    at += 1
    while at < len(line) and not _turns(line[at]):
        at += 1
    return at
