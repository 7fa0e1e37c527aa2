"""What the engines of worded checks share: a check file's groups, states and exceptions, and finding them.

A state is a row of parts that must follow one another within a clause; a part is a group of words. So a check says
"thinking, stay, spared" and lists the words of each, and the engine finds every way to say it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar, NamedTuple

from pydantic import BeforeValidator, Field

from alsreview.checks.clauses import clause_end, clause_start
from alsreview.checks.definition import Definition, Many, Strict, Text
from alsreview.checks.groups import VALUE, Groups
from alsreview.checks.sieve import Sieve
from alsreview.checks.wording import LONGEST_REACH, REACH, Span, Token, Vocabulary, chains, hard_break, tokens
from alsreview.errors import InputError
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
    opens: bool = False
    """Whether the row must open the statement or a clause, as an order or a bare item of a list does."""
    unless: Many[Text] = ()
    """Phrases that let it pass, close by in the same clause."""
    needs: Many[Text] = ()
    """Phrases of which one must stand in the sentence, its heading or its context."""


def as_state(value: Any) -> Any:
    """A state given as a bare list is its parts."""
    return {"parts": value} if isinstance(value, list) else value


StateRow = Annotated[State, BeforeValidator(as_state)]


class Worded(Definition):
    """A check that finds what a text says by states."""

    excuse_reach: ClassVar[int] = 10
    """Words on either side of a state within which an `unless` counts."""

    words: dict[str, Many[Text]] = Field(default_factory=dict)
    states: Many[StateRow] = Field(min_length=1)
    unless: Many[Text] = ()
    """Phrases that let every state pass, close by in the same clause."""
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

    @property
    def start(self) -> int:
        """Offset of the first part in the statement's reader text."""
        return self.line[self.chain[0].first].start

    @property
    def end(self) -> int:
        """End of the last part, exclusive."""
        return self.line[self.chain[-1].last - 1].end


Compute = Callable[[str, Sequence[Token]], dict[str, list[Span]]]

MOST_REMEMBERED = 1024
"""Statements whose matches are remembered: the same sentence often stands on many pages."""


class _Row(NamedTuple):
    definition: Any
    state: State
    slots: tuple[str, ...]
    unless: tuple[str, ...]
    needs: tuple[str, ...]


class Finder:
    """All states of the checks of one kind, ready to be looked for. Built once for a pack."""

    literals: frozenset[str] = frozenset()
    """Nothing that the scan over the page must find: the sieve looks at every word of a statement."""

    def __init__(self, definitions: Sequence[Worded], knowledge: Any, compute: Compute | None = None) -> None:
        """`compute` gives the spans of parts that no list of words can hold, such as numbers, by their name.

        Raises InputError for a part that names no group.
        """
        self._compute = compute
        groups = Groups(knowledge, compute is not None)
        self._rows = [row for definition in definitions for row in _rows(definition, groups)]
        if groups.faults:
            raise InputError(groups.faults)
        self._vocabulary = Vocabulary(groups.all)
        self._sieve = Sieve(self._vocabulary, [row.slots for row in self._rows])
        self._values = [{slot for slot in row.slots if slot not in groups.all} for row in self._rows]
        self._has_value = [any(slot.startswith(VALUE) for slot in row.slots) for row in self._rows]
        self._remembered: dict[str, list[Match]] = {}

    def matches(self, text: str, words: Sequence[str], around: Callable[[], str] = str) -> Sequence[Match]:
        """Every state in a statement with these words (`wording.token_words`). `around` gives its context and headings,
        where `needs` may be met as well.

        Of a statement longer than any sentence (`reading.MAX_READ`) the beginning is read.
        """
        rows = self._sieve.rows(words)
        if not rows:
            return ()
        known = self._remembered.get(text)
        if known is not None:
            return known
        found, alone = self._search(text, rows, around)
        if alone:
            if len(self._remembered) >= MOST_REMEMBERED:
                self._remembered.clear()
            self._remembered[text] = found
        return found

    def _search(self, text: str, rows: list[int], around: Callable[[], str]) -> tuple[list[Match], bool]:
        """The matches of some rows, and whether they hang on the text alone."""
        text = text[:MAX_READ]
        line = tokens(text)
        computed: Mapping[str, list[Span]] = {}
        if self._compute is not None and any(self._has_value[row] for row in rows):
            computed = self._compute(text, line)
            rows = [row for row in rows if self._values[row] <= computed.keys()]
        found = {**self._vocabulary.find(line, (name for row in rows for name in self._rows[row].slots)), **computed}
        foreign = _of_others(text, line)
        out: list[Match] = []
        alone = True
        for row in (self._rows[index] for index in rows):
            if not all(name in found for name in row.slots):
                continue
            ways = chains(line, [_own(found[name], foreign) for name in row.slots], row.state.reach)
            if row.state.opens:
                ways = [chain for chain in ways if _opens(line, chain[0].first)]
            if not ways:
                continue
            beside = self._vocabulary.find(line, (*row.unless, *row.needs)) if row.unless or row.needs else {}
            if row.needs and not any(name in beside for name in row.needs):
                alone = False
                further = self._vocabulary.find_in(around())
                if not any(name in further for name in row.needs):
                    continue
            excused = [span for name in row.unless for span in beside.get(name, ())]
            out.extend(
                Match(row.definition, row.state, text, line, chain)
                for chain in ways
                if not (excused and _excused(line, chain, excused, row.definition.excuse_reach))
            )
        return out, alone


def _rows(definition: Worded, groups: Groups) -> Iterator[_Row]:
    for number, state in enumerate(definition.states):
        slots = tuple(groups.part(definition, part, f"{number}.{at}") for at, part in enumerate(state.parts))
        unless = groups.phrases(definition, (*definition.unless, *state.unless), f"{number}.unless")
        needs = groups.phrases(definition, state.needs or definition.needs, f"{number}.needs")
        yield _Row(definition, state, slots, unless, needs)


_DISEASE_NOUNS = frozenset("disease syndrome disorder illness condition".split())
_ORGANS = frozenset("heart liver kidney lung bowel gum eye thyroid skin blood bone joint gland vessel".split())


def _of_others(text: str, line: Sequence[Token]) -> frozenset[int]:
    """Places of nouns that are only part of another disease's name: "Pompe disease", "Crohn's disease"."""
    found: set[int] = set()
    for at in range(1, len(line)):
        if line[at].text not in _DISEASE_NOUNS or line[at].breaks.strip():
            continue
        before = line[at - 1]
        named = text[before.start].isupper() and (at > 1 and not line[at - 1].breaks.strip(" "))
        if named or before.text.endswith("'s") or before.text in _ORGANS:
            found.add(at)
    return frozenset(found)


def _own(spans: Sequence[Span], foreign: frozenset[int]) -> Sequence[Span]:
    """The spans that are more than the noun of another disease. A name that the lexicon has is a span of its own, noun
    and all."""
    if not foreign:
        return spans
    return [span for span in spans if span.last - span.first > 1 or span.first not in foreign]


_LEADS = frozenset("please just simply always instead".split())
"""Words that may stand before an order."""


def _opens(line: Sequence[Token], at: int) -> bool:
    """Whether a statement, or a clause after a comma, colon or dash, opens with the token `at`."""
    while at > 0 and line[at - 1].text in _LEADS and not line[at].breaks.strip():
        at -= 1
    return at == 0 or "," in line[at].breaks or hard_break(line[at])


def _excused(line: Sequence[Token], chain: tuple[Span, ...], spans: Iterable[Span], reach: int) -> bool:
    """Whether one of `spans` stands in the clause of a chain, at most `reach` words away."""
    start = max(clause_start(line, chain[0].first), chain[0].first - reach)
    end = min(clause_end(line, chain[-1].last - 1), chain[-1].last + reach)
    return any(start <= span.first < end for span in spans)
