"""Runs the states of a kind over a page: triggers, matches, exceptions, and one hit a check and place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from alsreview.checks.engine import Hit, Outcome, Page, words_of_statements
from alsreview.checks.groups import VALUE
from alsreview.checks.polarity import negated
from alsreview.checks.states import Finder, Match
from alsreview.findings import Evidence
from alsreview.knowledge.reading import Reading, Surroundings
from alsreview.knowledge.scan import LiteralHit
from alsreview.statements.model import Statement


def judge(
    finder: Finder,
    page: Page,
    knowledge: Any,
    lets_pass: Callable[[Match, Reading], bool],
    values: Callable[[Match], dict[str, str]] = lambda match: {},
    any_topic: bool = False,
) -> Outcome:
    """Hits of one page; with `any_topic` also what is said of other diseases than the packs'.

    A statement is judged when it says what a check speaks of, rightly or wrongly.
    """
    hits: list[Hit] = []
    judged: set[int] = set()
    for index, words in enumerate(words_of_statements(page)):
        statement = page.statements[index]
        matches = finder.matches(statement.text, words, partial(around, statement))
        if not matches:
            continue
        judged.add(index)
        kept = [match for match in matches if _says(match, page)]
        if kept:
            reading = reading_of(statement, page.literals.get(index, ()), knowledge)
            kept = [match for match in kept if not lets_pass(match, reading)]
            if not any_topic:
                kept = [match for match in kept if not elsewhere(match, reading, knowledge)]
        for match in _widest(kept):
            definition = match.definition
            hits.append(
                Hit(
                    check=definition.id,
                    statement=index,
                    start=match.start,
                    end=match.end,
                    values=values(match),
                    evidence=tuple(evidence_of(definition.facts, knowledge)),
                )
            )
    return Outcome(tuple(hits), judged=frozenset(judged))


def _says(match: Match, page: Page) -> bool:
    since = match.definition.since
    return bool((since is None or since <= page.as_of) and negated(match) == match.state.denied)


def elsewhere(match: Match, reading: Reading, knowledge: Any) -> bool:
    """Whether the statement speaks of another disease: it names one and none of the packs' own, or names none and
    stands under a heading or in a context that does. What the check itself looks for does not count."""
    lexicon, own = knowledge.lexicon, knowledge.diseases
    named = [mention for mention in reading.mentioned("indication") if not mention.term.symptom_of]
    if any(match.start <= mention.start < match.end and mention.term.id not in own for mention in named):
        return False
    if not named:
        named = [mention for mention in reading.mentioned_around("indication") if not mention.term.symptom_of]
    return bool(named) and not any(lexicon.within(mention.term.id, disease) for mention in named for disease in own)


def reading_of(statement: Statement, hits: Sequence[LiteralHit], knowledge: Any) -> Reading:
    """The reading of a statement under its headings, from the page's own scan."""
    surroundings = Surroundings(context=statement.context or "", headings=statement.headings)
    return Reading(statement.text, knowledge.lexicon, surroundings, hits)


def around(statement: Statement) -> str:
    """The context of a statement and its headings, as one text."""
    return ". ".join((*statement.headings, statement.context or ""))


def _widest(matches: list[Match]) -> list[Match]:
    """One match a check and statement, the one that says most; but each number and date by itself."""
    out: list[Match] = []
    for match in sorted(matches, key=lambda match: (match.definition.id, match.start - match.end, match.start)):
        same = [kept for kept in out if kept.definition.id == match.definition.id]
        apart = VALUE in match.state.parts
        if not any(not apart or (kept.start < match.end and match.start < kept.end) for kept in same):
            out.append(match)
    return sorted(out, key=lambda match: (match.start, match.end, match.definition.id))


def evidence_of(facts: tuple[str, ...], knowledge: Any) -> Iterator[Evidence]:
    """The ledger's facts that a check names, as evidence; a name that the ledger does not hold gives none."""
    ledger = getattr(knowledge, "ledger", None)
    for id_ in facts:
        fact = ledger.facts.get(id_) if ledger is not None else None
        if fact is not None:
            yield fact.evidence()
