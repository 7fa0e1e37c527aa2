"""How the engine understood one sentence, for people: names, signals, assertion, facts, verdict."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from alsreview.checks.approvals.assertion import Assertion
from alsreview.checks.approvals.engine import verdicts
from alsreview.checks.approvals.exclusive import assertions
from alsreview.checks.approvals.phrase import Phrase
from alsreview.checks.approvals.phrases import find_phrases
from alsreview.checks.approvals.scope import Scope
from alsreview.knowledge.reading import Reading

_MARKS = ("only", "none", "other", "first", "approved", "available", "exists", "slows", "one_of", "disease_modifying")


def trace(scope: Scope, as_of: date) -> Iterator[tuple[str, str]]:
    """(label, text) lines, in the order in which the engine works. Nothing is left out that decided the verdict."""
    reading = scope.reading
    for mention in reading.mentions:
        wrong = " (a wrong form)" if mention.wrong else ""
        yield "name", f"“{reading.text[mention.start : mention.end]}”: {mention.term.id}, {mention.kind}{wrong}"
    yield "disease", scope.indication or "none told, and none around it"
    yield "medicine", ", ".join(scope.topic) or "none"
    told = ", ".join(scope.told_jurisdictions) or f"{scope.knowledge.jurisdiction} (none told, so the default)"
    yield "where", told
    for span in reading.times:
        yield (
            "time",
            f"“{reading.text[span.start : span.end]}”: {span.kind}"
            + (f" {span.first} to {span.last}" if span.first else f" of {span.days} days" if span.days else ""),
        )
    yield from _context(reading)
    for phrase in find_phrases(reading):
        yield "phrase", _phrase(reading, phrase)
    found = list(assertions(scope))
    for assertion in found:
        yield "asserts", _assertion(assertion)
    any_verdict = False
    for verdict in verdicts(scope, as_of):
        any_verdict = True
        yield "verdict", f"does not hold on {as_of}: {verdict.asserts}, “{reading.text[verdict.start : verdict.end]}”"
        for fact in verdict.proofs:
            yield "fact", f"{fact.id}: {scope.told_fact(fact)} [{fact.confidence}]"
        if rewrite := verdict.values.get("rewrite"):
            yield "write", rewrite
    if not any_verdict:
        yield "verdict", f"holds on {as_of}" if found else "asserts nothing that the ledger could judge"


def _context(reading: Reading) -> Iterator[tuple[str, str]]:
    if reading.is_question:
        yield "reading", "a question"
    for start, end in reading.quotations:
        yield "reading", f"a quotation: “{reading.text[start:end]}”"
    if reading.units and reading.denied(0):
        yield "reading", "called false"
    for left, right in reading.clauses:
        words = " ".join(reading.words[left:right])
        marks = [f"tense {reading.tense((left + right) // 2)}"]
        if any(reading.negated(index) for index in range(left, right)):
            marks.append("negated")
        if reading.hedged(left):
            marks.append("hedged")
        if reading.conditional(left):
            marks.append("a condition")
        yield "clause", f"“{words}”: {', '.join(marks)}"


def _phrase(reading: Reading, phrase: Phrase) -> str:
    told = [mark.replace("_", " ") for mark in _MARKS if getattr(phrase, mark)]
    if phrase.number is not None:
        told.append(f"number {phrase.number}")
    if phrase.narrowed:
        told.append(f"narrowed by “{phrase.narrowed}”")
    words = " ".join(reading.words[phrase.start : phrase.head + 1])
    return f"“{words}”: {', '.join(told) or 'no quantity and no approval'}"


def _assertion(assertion: Assertion) -> str:
    what: list[str] = [assertion.asserts]
    if assertion.subjects:
        what.append(", ".join(assertion.subjects))
    if assertion.number is not None:
        what.append(f"number {assertion.number}" + (f" (at {assertion.bound})" if assertion.bound else ""))
    return ": ".join(what[:2]) + ("; " + what[2] if len(what) > 2 else "") + f", for {assertion.indication}"
