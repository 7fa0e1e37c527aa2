"""What the judges of time share: a verdict about one medicine, and the tense of a statement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from alsreview.checks.approvals.compare import common_values
from alsreview.checks.approvals.definition import Asserts, Verdict
from alsreview.checks.approvals.scope import Scope
from alsreview.knowledge.facts import Fact


def whole(scope: Scope) -> tuple[int, int]:
    return 0, len(scope.reading.text.rstrip())


def made(
    scope: Scope,
    asserts: Asserts,
    substance: str,
    code: str | None,
    as_of: date,
    proofs: Iterable[Fact],
    *,
    span: tuple[int, int] | None = None,
    sure: bool = True,
) -> Verdict:
    facts = tuple(dict.fromkeys(proofs))
    start, end = span or scope.span_of([substance]) or whole(scope)
    indication = scope.indication
    approved = scope.knowledge.ledger.approved(as_of, code, indication) if indication else ()
    values = {"subject": scope.name(substance), **common_values(scope, code, as_of, facts, approved)}
    return Verdict(asserts, start, end, facts, values, sure=sure)


def present_verb(scope: Scope) -> bool:
    """Whether it speaks of the present or future; "could" and the like do not, in a sentence told in the past."""
    tenses = [verb.tense for verb in scope.reading.finite]
    return "present" in tenses or "future" in tenses or ("modal" in tenses and "past" not in tenses)


def past_only(scope: Scope) -> bool:
    """Whether it is told in the past throughout, asides left out."""
    return any(verb.tense == "past" for verb in scope.reading.finite) and not present_verb(scope)


def place_of(scope: Scope, index: int) -> tuple[int, int]:
    unit = scope.reading.units[index]
    return unit.start, unit.end
