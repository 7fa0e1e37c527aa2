"""Kind `contradictions`: two statements, of one document or of two, that cannot both hold."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Annotated, Any, ClassVar, Literal, NamedTuple

from pydantic import BeforeValidator, Field

from alsreview.checks.assertions import Assertion, assertions
from alsreview.checks.definition import Many, Text, built_once
from alsreview.checks.engine import FileHit, Hit, Outcome, Page
from alsreview.checks.numbers import Unit
from alsreview.checks.quantities import spans_by_unit
from alsreview.checks.scope import Scopes
from alsreview.checks.states import Finder, State, Worded, as_state
from alsreview.checks.wording import words_of


class Sided(State):
    """A state of one of two sides, or one that stands for a number."""

    side: Literal["one", "other", ""] = ""
    counts_as: float | None = None
    """The number that the state says without giving it: "the only drug" counts as 1, "no drug" as 0."""


class Contradiction(Worded):
    """A check of kind `contradictions`. `first` is what stands earlier and `place` its line, or file and line."""

    placeholders: ClassVar[frozenset[str]] = frozenset({"first", "place"})

    kind: Literal["contradictions"]
    compares: Literal["sides", "quantity", "subject"]
    """`sides`: a statement of side one against one of the other. `quantity`: numbers that do not overlap.
    `subject`: two different things in the part `same`."""
    unit: Unit | Literal[""] = ""
    same: Many[Text] = ()
    """Parts that must hold the same things in both ("slows" and "does not slow" said of one drug); with
    `compares: subject` the part in which different things contradict."""
    things: Mapping[str, Many[Text]] = Field(default_factory=dict)
    """Names of one thing each that the part `same` may hold; a word outside of them stands for itself."""
    states: Many[Annotated[Sided, BeforeValidator(as_state)]] = Field(min_length=1)

    def name_of(self, phrase: str) -> str:
        """The thing that a phrase names."""
        words = words_of(phrase)
        for name, phrases in self.things.items():
            if any(set(words_of(known)) & set(words) for known in phrases):
                return name
        return " ".join(words)


class _Built(NamedTuple):
    finder: Finder
    scopes: Scopes


@built_once
def _built(definitions: Sequence[Contradiction], knowledge: Any) -> _Built:
    return _Built(Finder(definitions, knowledge, spans_by_unit), Scopes(knowledge))


_last: list[tuple[_Built, Page, tuple[list[Assertion], frozenset[int]]]] = []


def _assertions(built: _Built, page: Page, knowledge: Any) -> tuple[list[Assertion], frozenset[int]]:
    """The assertions of a page, read once for `run` and `summarise`, which come one after the other."""
    if not _last or _last[0][0] is not built or _last[0][1] is not page:
        _last[:] = [(built, page, assertions(built.finder, page, built.scopes, knowledge))]
    return _last[0][2]


def literals(definitions: Sequence[Contradiction], knowledge: Any) -> Iterable[str]:
    """What the scan over the page must find for these checks."""
    return _built(definitions, knowledge).finder.literals


def run(definitions: Sequence[Contradiction], page: Page, knowledge: Any) -> Outcome:
    """Contradictions inside one page, each told at the later statement."""
    built = _built(definitions, knowledge)
    found, read = _assertions(built, page, knowledge)
    hits = [
        Hit(
            check=later.check,
            statement=later.statement,
            start=later.start,
            end=later.end,
            values={"first": earlier.shown, "place": f"line {earlier.first.line}"},
        )
        for earlier, later in _conflicts(definitions, found, lambda one, two: one.statement != two.statement)
    ]
    return Outcome(tuple(hits), judged=read)


def summarise(definitions: Sequence[Contradiction], page: Page, knowledge: Any) -> tuple[Assertion, ...]:
    """What one page asserts; plain values, so that pages may be read in parallel."""
    built = _built(definitions, knowledge)
    return tuple(_assertions(built, page, knowledge)[0])


def combine(
    definitions: Sequence[Contradiction], summaries: Mapping[str, tuple[Assertion, ...]], knowledge: Any
) -> Sequence[FileHit]:
    """Contradictions between pages, each told once, in the page whose path comes later."""
    paths = {id(item): path for path in sorted(summaries) for item in summaries[path]}
    found = [item for path in sorted(summaries) for item in summaries[path]]
    hits: dict[tuple[str, str, str], FileHit] = {}
    for earlier, later in _conflicts(definitions, found, lambda one, two: paths[id(one)] != paths[id(two)]):
        there, here = paths[id(earlier)], paths[id(later)]
        hits.setdefault(
            (later.check, there, here),
            FileHit(
                check=later.check,
                path=here,
                start=later.first,
                end=later.last,
                text=later.source,
                statement=later.text,
                values={"first": earlier.shown, "place": f"{there}, line {earlier.first.line}"},
            ),
        )
    return [hits[key] for key in sorted(hits)]


Apart = Callable[[Assertion, Assertion], bool]


def _conflicts(
    definitions: Sequence[Contradiction], found: Sequence[Assertion], apart: Apart
) -> Iterator[tuple[Assertion, Assertion]]:
    """Pairs (earlier, later) that cannot both hold, at most one for each later assertion. Linear in `found`."""
    kinds = {definition.id: definition.compares for definition in definitions}
    for group in _grouped(found, kinds):
        compares = kinds[group[0].check]
        if compares == "sides":
            yield from _sides(group, apart)
        elif compares == "quantity":
            yield from _disjoint(group, apart)
        else:
            yield from _subjects(group, apart)


def _grouped(found: Sequence[Assertion], kinds: Mapping[str, str]) -> list[list[Assertion]]:
    groups: dict[tuple[str, str, tuple[str, ...]], list[Assertion]] = {}
    for item in found:
        key = "" if kinds[item.check] == "subject" else item.key
        groups.setdefault((item.check, key, item.scope), []).append(item)
    return list(groups.values())


def _sides(group: Sequence[Assertion], apart: Apart) -> Iterator[tuple[Assertion, Assertion]]:
    first: dict[str, Assertion] = {}
    for item in group:
        earlier = first.get("other" if item.side == "one" else "one")
        if earlier is not None and apart(earlier, item):
            yield earlier, item
        first.setdefault(item.side, item)


def _disjoint(group: Sequence[Assertion], apart: Apart) -> Iterator[tuple[Assertion, Assertion]]:
    lowest = highest = None
    for item in group:
        if lowest is not None and item.low > lowest.high and apart(lowest, item):
            yield lowest, item
        elif highest is not None and item.high < highest.low and apart(highest, item):
            yield highest, item
        lowest = item if lowest is None or item.high < lowest.high else lowest
        highest = item if highest is None or item.low > highest.low else highest


def _subjects(group: Sequence[Assertion], apart: Apart) -> Iterator[tuple[Assertion, Assertion]]:
    first: Assertion | None = None
    for item in group:
        if first is not None and item.key != first.key and apart(first, item):
            yield first, item
        first = item if first is None else first
