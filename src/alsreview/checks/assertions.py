"""What a document asserts on the matters that the contradiction checks compare. Plain values that pickle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from typing import Any, NamedTuple

from alsreview.checks.engine import Page, words_of_statements
from alsreview.checks.excuses import Excuse, excuses
from alsreview.checks.polarity import negated
from alsreview.checks.quantities import quantity_of
from alsreview.checks.scope import Scopes
from alsreview.checks.states import Finder, Match
from alsreview.checks.worded import around, reading_of
from alsreview.findings import Position
from alsreview.knowledge.reading import Reading
from alsreview.knowledge.scan import lower_same_length
from alsreview.statements.model import Statement

_SLACK = 0.1
"""How far apart, as a share, two single numbers may be that texts round differently."""
_NO_ASSERTION = frozenset(
    {Excuse.ASKED, Excuse.REJECTED, Excuse.FORMER, Excuse.EXPLORED, Excuse.HEDGED, Excuse.ANIMALS}
)


class Assertion(NamedTuple):
    """One thing that one statement asserts.

    `side` and `key` are compared by the check; `low` and `high` are a quantity's ends. `scope` must be equal for two
    assertions to bear on each other. `start` and `end` are offsets in the reader text of the statement.
    """

    check: str
    side: str
    key: str
    low: float
    high: float
    scope: tuple[str, ...]
    statement: int
    start: int
    end: int
    text: str
    shown: str
    first: Position
    last: Position
    source: str


def assertions(finder: Finder, page: Page, scopes: Scopes, knowledge: Any) -> tuple[list[Assertion], frozenset[int]]:
    """The assertions of a page in order of place, and the statements that were read for them."""
    out: list[Assertion] = []
    read: set[int] = set()
    for index, words in enumerate(words_of_statements(page)):
        statement = page.statements[index]
        matches = finder.matches(statement.text, words, partial(around, statement))
        if matches:
            read.add(index)
            reading = reading_of(statement, page.literals.get(index, ()), knowledge)
            out.extend(_of_statement(matches, statement, page, scopes, reading))
    return out, frozenset(read)


def _of_statement(
    matches: Iterable[Match], statement: Statement, page: Page, scopes: Scopes, reading: Reading
) -> Iterator[Assertion]:
    seen: set[tuple[str, str, str]] = set()
    for match in matches:
        if negated(match) != match.state.denied or _unsaid(match, reading):
            continue
        low, high = _ends(match)
        for key in _keys(match):
            mark = (match.definition.id, match.state.side, f"{key} {low} {high}")
            if mark not in seen:
                seen.add(mark)
                scope = _scope(match, statement, scopes)
                yield _assertion(match, statement, page, (key, low, high), scope)


def _assertion(
    match: Match, statement: Statement, page: Page, what: tuple[str, float, float], scope: tuple[str, ...]
) -> Assertion:
    position = page.document.lines.position
    return Assertion(
        check=match.definition.id,
        side=match.state.side,
        key=what[0],
        low=what[1],
        high=what[2],
        scope=scope,
        statement=statement.index,
        start=match.start,
        end=match.end,
        text=statement.text,
        shown=statement.text[match.start : match.end],
        first=position(statement.start),
        last=position(statement.end),
        source=page.document.source[statement.start : statement.end],
    )


def _unsaid(match: Match, reading: Reading) -> bool:
    return bool(excuses(match, reading) & _NO_ASSERTION)


def _scope(match: Match, statement: Statement, scopes: Scopes) -> tuple[str, ...]:
    """What narrows a statement, outside the words that are compared, and the heading nearest to it."""
    inside = [(match.line[span.first].start, match.line[span.last - 1].end) for span in match.chain]
    rest, at = [], 0
    for start, end in sorted(inside):
        rest.append(statement.text[at:start])
        at = max(at, end)
    rest.append(statement.text[at:])
    return scopes.of(". ".join((*statement.headings[-1:], *rest)))


ANY = "*"
"""Stands for whatever a part may hold: "no benefit" denies every one."""


def _keys(match: Match) -> tuple[str, ...]:
    """What the parts named by `same` hold: two statements bear on each other if it is equal.

    A state without one of the parts speaks of all that it may hold; side one is entered under that key as well.
    """
    same = match.definition.same
    held = [_held(match, part) for part in same]
    keys = ["|".join(held)]
    if len(same) > 1 and match.state.side == "one" and ANY not in held:
        keys.append("|".join((held[0], *(ANY for _ in held[1:]))))
    return tuple(keys)


def _held(match: Match, part: str) -> str:
    for named, span in zip(match.state.parts, match.chain, strict=True):
        if named == part:
            text = " ".join(token.text for token in match.line[span.first : span.last])
            name: str = match.definition.name_of(lower_same_length(text))
            return name
    return ANY


def _ends(match: Match) -> tuple[float, float]:
    implied: float | None = match.state.counts_as
    if implied is not None:
        return implied, implied
    quantity = quantity_of(match)
    if quantity is None:
        return 0.0, 0.0
    if not quantity.single or quantity.unit == "count":
        low, high = quantity.low, quantity.high
    else:
        low, high = quantity.low * (1 - _SLACK), quantity.high * (1 + _SLACK)
    if quantity.bound == "over":
        high = float("inf")
    return (0.0 if quantity.bound == "under" else low), high
