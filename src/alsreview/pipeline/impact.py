"""What one fact does to documents: the statements that it breaks, those that it frees, those that it makes suspect."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from alsreview.checks.definition import Definition
from alsreview.documents.model import Document
from alsreview.findings import Finding, Position
from alsreview.knowledge.facts import Fact
from alsreview.knowledge.pack import Knowledge
from alsreview.pipeline.judge import Judge
from alsreview.statements.split import split

Effect = Literal["breaks", "frees", "suspect"]


@dataclass(frozen=True, slots=True, order=True)
class Impact:
    """A statement that a fact touches. `check` is the check that fires, or no longer fires; "" for a suspect one."""

    path: str
    start: Position
    effect: Effect
    statement: str
    check: str = ""


def impact(
    fact: Fact, documents: Iterable[Document], knowledge: Knowledge, checks: Sequence[Definition], as_of: date
) -> tuple[Impact, ...]:
    """Judges each document with the fact and without it, on a day, and says what differs, in order of place.

    Statements that name its medicine or gene and are judged alike both ways are suspect: a person must look.
    """
    dated = [check for check in checks if check.kind == "approvals"]
    earlier = replace(knowledge, ledger=knowledge.ledger.without(fact.id))
    with_fact, without = Judge(knowledge, dated), Judge(earlier, dated)
    found: list[Impact] = []
    for document in documents:
        now = {_key(item): item for item in with_fact.judge(document, as_of, None).findings}
        then = {_key(item): item for item in without.judge(document, as_of, None).findings}
        changed = [_impact(item, "breaks") for key, item in now.items() if key not in then]
        changed += [_impact(item, "frees") for key, item in then.items() if key not in now]
        found.extend(changed)
        found.extend(_suspects(fact, document, knowledge, {item.statement for item in changed}))
    return tuple(sorted(found))


def _key(finding: Finding) -> tuple[Position, str]:
    return finding.start, finding.statement


def _impact(finding: Finding, effect: Effect) -> Impact:
    return Impact(finding.path, finding.start, effect, finding.statement, finding.check)


def _suspects(fact: Fact, document: Document, knowledge: Knowledge, told: set[str]) -> list[Impact]:
    lexicon = knowledge.lexicon
    about = {*fact.subjects, *((fact.product,) if fact.product else ())}
    suspects = []
    for statement in split(document):
        if statement.text in told or statement.block == "heading":
            continue
        named = {item for mention in lexicon.mentions(statement.text) for item in lexicon.ancestors(mention.term.id)}
        if about & named:
            start = document.lines.position(statement.start)
            suspects.append(Impact(document.path, start, "suspect", statement.text))
    return suspects
