"""What the engines of worded checks share: a check file's groups, states and exceptions, and finding them.

A state is a row of parts that must follow one another within a clause; a part is a group of words. So a check says
"thinking, stay, spared" and lists the words of each, and the engine finds every way to say it.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Annotated, Any, NamedTuple

from pydantic import BeforeValidator, Field

from alsreview.checks.definition import Definition, Many, Strict, Text
from alsreview.checks.english import DISEASE, DISEASE_WORDS, GROUPS
from alsreview.checks.inflect import UNCHANGING, forms
from alsreview.checks.wording import (
    LONGEST_REACH,
    REACH,
    Span,
    Token,
    Vocabulary,
    chains,
    clause_end,
    clause_start,
    tokens,
    words_of,
)
from alsreview.errors import Fault, InputError
from alsreview.knowledge.reading import MAX_READ


class State(Strict):
    """A row of parts, in this order, at most `reach` words apart and inside one clause.

    A part is the name of a group, or a list of phrases written out (`@name` in it stands for a group or for a
    term of the lexicon with all its narrower terms).
    """

    parts: Many[Text | Many[Text]]
    denied: bool = False
    """Whether the row must stand under a negation ("does not affect the mind")."""
    reach: int = Field(default=REACH, ge=0, le=LONGEST_REACH)
    unless: Many[Text] = ()
    """Phrases that let it pass, in the same clause."""
    needs: Many[Text] = ()
    """Phrases of which one must stand in the sentence, its heading or its context."""


def as_state(value: Any) -> Any:
    """A state given as a bare list is its parts."""
    return {"parts": value} if isinstance(value, list) else value


StateRow = Annotated[State, BeforeValidator(as_state)]


class Worded(Definition):
    """A check that finds what a text says by states."""

    words: dict[str, Many[Text]] = Field(default_factory=dict)
    states: Many[StateRow] = Field(min_length=1)
    unless: Many[Text] = ()
    """Phrases that let every state pass, in the same clause."""
    needs: Many[Text] = ()
    """Phrases of which one must stand in the sentence, its heading or its context."""

    def own_words(self) -> Iterator[str]:
        """The head word of each group that has others: one flag example must do with the others."""
        for phrases in self.words.values():
            if len(phrases) > 2:
                yield phrases[0].lstrip("=").lower()


class Match(NamedTuple):
    """A state that a statement holds; `chain` has one span of tokens for each part."""

    definition: Any
    state: Any
    text: str
    line: Sequence[Token]
    chain: tuple[Span, ...]
    found: Mapping[str, Sequence[Span]]
    """Where the groups stand that the checks which may fire name."""

    @property
    def start(self) -> int:
        """Offset of the first part in the statement's reader text."""
        return self.line[self.chain[0].first].start

    @property
    def end(self) -> int:
        """End of the last part, exclusive."""
        return self.line[self.chain[-1].last - 1].end


Compute = Callable[[str, Sequence[Token]], dict[str, list[Span]]]
VALUE = "value"
"""The part that stands for a number (quantities) or a date (past due); `value UNIT` once the unit is known."""


_NUMBER = re.compile(
    r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|half|third|quarter|fifth|tenth)"
    r"|(?:teen|ty|ties)\b",
    re.IGNORECASE,
)
"""What a number can be told by; most sentences have none."""


class _Row(NamedTuple):
    definition: Any
    state: State
    slots: tuple[str, ...]
    unless: tuple[str, ...]
    needs: tuple[str, ...]


class Finder:
    """All states of the checks of one kind, ready to be looked for. Built once for a pack."""

    def __init__(self, definitions: Sequence[Worded], knowledge: Any, compute: Compute | None = None) -> None:
        """`compute` gives the spans of parts that no list of words can hold, such as numbers, by their name.

        Raises InputError for a part that names no group.
        """
        self._knowledge = knowledge
        self._compute = compute
        self._groups: dict[str, tuple[str, ...]] = {}
        self._faults: list[Fault] = []
        self._rows = [row for definition in definitions for row in self._rows_of(definition)]
        if self._faults:
            raise InputError(self._faults)
        self._vocabulary = Vocabulary(self._groups)
        self._needed = [self._vocabulary.marks_of(set(row.slots)) for row in self._rows]
        self._names = [(*row.slots, *row.unless, *row.needs) for row in self._rows]
        self._values = [{slot for slot in row.slots if slot not in self._groups} for row in self._rows]
        self._has_value = [any(slot.startswith(VALUE) for slot in row.slots) for row in self._rows]
        self._alone: dict[str, list[int]] = {}
        self._together: dict[str, list[tuple[int, int]]] = {}
        self._all_met: list[int] = []
        for index, row in enumerate(self._rows):
            anchors = self._anchors(row)
            self._all_met.append((1 << len(anchors)) - 1)
            for number, words in enumerate(anchors):
                for literal in words:
                    if len(anchors) == 1:
                        self._alone.setdefault(literal, []).append(index)
                    else:
                        self._together.setdefault(literal, []).append((index, 1 << number))
        self.literals: frozenset[str] = frozenset((*self._alone, *self._together))
        """Words of which one stands in every text that any of the checks can flag."""

    def triggered(self, text: str, names: frozenset[str]) -> list[int]:
        """Indexes of the rows that a statement with these literals may hold: all its anchors met, and a number or date
        where it has a place for one."""
        met = self.literals & names
        if not met:
            return []
        found: set[int] = set()
        parts: dict[int, int] = {}
        for literal in met:
            found.update(self._alone.get(literal, ()))
            for row, mark in self._together.get(literal, ()):
                parts[row] = parts.get(row, 0) | mark
        found.update(row for row, marks in parts.items() if marks == self._all_met[row])
        rows = sorted(found)
        if any(self._has_value[row] for row in rows) and not _NUMBER.search(text):
            rows = [row for row in rows if not self._has_value[row]]
        return rows

    def matches(self, text: str, names: frozenset[str], around: Callable[[], str] = str) -> list[Match]:
        """Every state in a statement with these literals. `around` gives its context and headings, where `needs` may be
        met as well.

        Of a statement longer than any sentence (`reading.MAX_READ`) the beginning is read.
        """
        rows = self.triggered(text, names)
        if not rows:
            return []
        text = text[:MAX_READ]
        line = tokens(text)
        marks = self._vocabulary.marks(line)
        rows = [index for index in rows if self._needed[index] & marks == self._needed[index]]
        if not rows:
            return []
        computed: Mapping[str, list[Span]] = {}
        if self._compute is not None and any(self._has_value[index] for index in rows):
            computed = self._compute(text, line)
            rows = [index for index in rows if self._values[index] <= computed.keys()]
            if not rows:
                return []
        wanted = frozenset(name for index in rows for name in self._names[index])
        found = {**self._vocabulary.find_in(text, wanted), **computed}
        beside: Mapping[str, Sequence[Span]] | None = None
        out: list[Match] = []
        for index in rows:
            row = self._rows[index]
            if not all(name in found for name in row.slots):
                continue
            if row.needs and not any(name in found for name in row.needs):
                beside = self._vocabulary.find_in(around()) if beside is None else beside
                if not any(name in beside for name in row.needs):
                    continue
            ways = chains(line, [found[name] for name in row.slots], row.state.reach)
            excused = [span for name in row.unless for span in found.get(name, ())]
            out.extend(
                Match(row.definition, row.state, text, line, chain, found)
                for chain in ways
                if not (excused and _in_clause(line, chain, excused)) and not _of_another(text, line, chain)
            )
        return out

    def _rows_of(self, definition: Worded) -> Iterator[_Row]:
        for number, state in enumerate(definition.states):
            slots = tuple(self._slot(definition, part, f"{number}.{at}") for at, part in enumerate(state.parts))
            unless = self._list(definition, (*definition.unless, *state.unless), f"{number}.unless")
            needs = self._list(definition, state.needs or definition.needs, f"{number}.needs")
            yield _Row(definition, state, slots, unless, needs)

    def _slot(self, definition: Worded, part: str | tuple[str, ...], place: str) -> str:
        if isinstance(part, str):
            return self._named(definition, part)
        return self._enter(f"{definition.id}/{place}", definition, part)

    def _list(self, definition: Worded, phrases: tuple[str, ...], place: str) -> tuple[str, ...]:
        return (self._enter(f"{definition.id}/{place}", definition, phrases),) if phrases else ()

    def _enter(self, key: str, definition: Worded, phrases: Iterable[str]) -> str:
        out: list[str] = []
        for phrase in phrases:
            if phrase.startswith("@"):
                out.extend(self._groups[self._named(definition, phrase[1:])])
            else:
                out.append(phrase)
        self._groups[key] = tuple(dict.fromkeys(out))
        return key

    def _named(self, definition: Worded, name: str) -> str:
        """Enters a group by its name: of the check, of English, or a term of the lexicon; gives its key."""
        if name in definition.words:
            key = f"{definition.id}/{name}"
            if key not in self._groups:
                self._groups[key] = ()
                self._enter(key, definition, definition.words[name])
            return key
        if name == VALUE and self._compute is not None:
            return f"{VALUE} {getattr(definition, 'unit', '')}".rstrip()
        if name not in self._groups:
            self._groups[name] = phrases = self._shared(name)
            if not phrases:
                known = sorted({*definition.words, *GROUPS, DISEASE, *self._term_ids()})
                near = difflib.get_close_matches(name, known, n=1)
                mend = f"did you mean `{near[0]}`?" if near else "add it under `words`"
                self._faults.append(Fault(f"check {definition.id}", 0, 0, f"there is no group `{name}`", mend))
        return name

    def _term_ids(self) -> Iterable[str]:
        lexicon = getattr(self._knowledge, "lexicon", None)
        return () if lexicon is None else lexicon.terms

    def _shared(self, name: str) -> tuple[str, ...]:
        if name == DISEASE:
            return (*disease_names(self._knowledge), *DISEASE_WORDS)
        return GROUPS.get(name) or term_forms(self._knowledge, name)

    def _anchors(self, row: _Row) -> tuple[frozenset[str], ...]:
        """Sets of words of which each must be met before the row can stand: those of the parts with telling words,
        else of the one part with the most telling ones."""
        choices = [
            frozenset(form for phrase in self._groups[slot] for form in forms(_rarest(phrase)))
            for slot in dict.fromkeys(row.slots)
            if slot in self._groups
        ]
        telling = tuple(words for words in choices if _commonness(words) == 0)
        return telling or (min(choices, key=lambda words: (_commonness(words), len(words), sorted(words))),)


_DISEASE_NOUNS = frozenset("disease syndrome disorder illness condition".split())
_ORGANS = frozenset("heart liver kidney lung bowel gum eye thyroid skin blood bone joint gland vessel".split())


def _of_another(text: str, line: Sequence[Token], chain: tuple[Span, ...]) -> bool:
    """Whether a part is only the noun of another disease's name: "Pompe disease", "Crohn's disease", "heart disease".

    A name that the lexicon has is a part of its own, noun and all.
    """
    for span in chain:
        at = span.first
        if span.last - at != 1 or line[at].text not in _DISEASE_NOUNS or at == 0 or line[at].breaks.strip():
            continue
        before = line[at - 1]
        named = text[before.start].isupper() and (at > 1 and not line[at - 1].breaks.strip(" "))
        if named or before.text.endswith("'s") or before.text in _ORGANS:
            return True
    return False


def _in_clause(line: Sequence[Token], chain: tuple[Span, ...], spans: Iterable[Span]) -> bool:
    """Whether one of `spans` stands in the clause of a chain."""
    start, end = clause_start(line, chain[0].first), clause_end(line, chain[-1].last - 1)
    return any(start <= span.first < end for span in spans)


_EVERYDAY = frozenset(
    "be is are was were been have has had not no can may might could will would do does did get it they you we one "
    "all most some any only other more than with for from help use take make give treatment patient people person "
    "drug disease may the als mnd condition treatment therapy medicine cause years year cases case patients drugs "
    "treatments diseases peoples persons conditions illness illnesses disorder disorders diagnosis causes".split()
)


@lru_cache(maxsize=65_536)
def _common(word: str) -> int:
    """0 for a telling word, 1 for an everyday one, 2 for one that stands in every sentence."""
    if word.lstrip("=") in UNCHANGING or len(word) < 3:
        return 2
    return 1 if word.lstrip("=") in _EVERYDAY else 0


def _commonness(words: Iterable[str]) -> int:
    return max(map(_common, words), default=0)


@lru_cache(maxsize=65_536)
def _rarest(phrase: str) -> str:
    """The most telling word of a phrase, cut before an apostrophe, which texts write in two ways."""
    words = [word.partition("'")[0] if "'" in word[1:] else word for word in words_of(phrase)]
    return max(words, key=lambda word: (-_common(word), len(word), word))


def term_forms(knowledge: Any, term: str) -> tuple[str, ...]:
    """Every form of a lexicon term and of the terms within it; nothing for an unknown one."""
    lexicon = getattr(knowledge, "lexicon", None)
    if lexicon is None or term not in lexicon:
        return ()
    inside = [other for other in lexicon if lexicon.within(other.id, term)]
    return tuple(dict.fromkeys(form for other in inside for form in (*other.right_forms, *other.wrong)))


def disease_names(knowledge: Any) -> tuple[str, ...]:
    """Every form of the diseases that the packs are about."""
    lexicon = getattr(knowledge, "lexicon", None)
    if lexicon is None:
        return ()
    ids = dict.fromkeys(disease for pack in knowledge.packs for disease in pack.diseases)
    terms = [lexicon[id_] for id_ in ids if id_ in lexicon]
    return tuple(dict.fromkeys(form for term in terms for form in (*term.right_forms, *term.wrong)))
