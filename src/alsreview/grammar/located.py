"""Matches at their places in the blocks of a page, and the findings that a policy makes of them."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from alsreview.documents.model import Document
from alsreview.findings import Confidence, Finding, Severity
from alsreview.grammar.language import LanguagePolicy
from alsreview.grammar.units import is_fragment
from alsreview.statements.model import Statement

SPELLING = "spelling"
"""Check id and category of a misspelt word."""

GRAMMAR = "grammar"
"""Category of all else; the check id is this, a full stop, and LanguageTool's rule id."""

_WHY: Mapping[str, str] = {
    GRAMMAR: "Readers who stumble over the language doubt the facts in it as well.",
    SPELLING: "A misspelt word is not found by search, and in a medical text it can name another thing.",
}
_CONFIDENCE: Mapping[Severity, Confidence] = {"error": "high", "warning": "high", "note": "medium"}


class Located(NamedTuple):
    """A match. `start` and `end` are offsets in the reader text of the block; `category` is LanguageTool's."""

    block: int
    start: int
    end: int
    rule: str
    category: str
    message: str
    replacements: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PageAnswer:
    """Everything that LanguageTool and the word lists say of a page, before any policy."""

    grammar: tuple[Located, ...] = ()
    spelling: tuple[Located, ...] = ()

    def dump(self) -> bytes:
        """As it is kept in the cache."""
        return json.dumps([self.grammar, self.spelling], ensure_ascii=False).encode()

    @classmethod
    def load(cls, data: bytes) -> PageAnswer | None:
        """The reverse of `dump`; None for what is none."""
        try:
            grammar, spelling = json.loads(data)
            return cls(tuple(map(_located, grammar)), tuple(map(_located, spelling)))
        except (ValueError, TypeError):
            return None


def _located(row: Sequence[object]) -> Located:
    block, start, end, rule, category, message, replacements = row
    if not (isinstance(block, int) and isinstance(start, int) and isinstance(end, int)):
        raise TypeError("not a place")
    if not isinstance(replacements, list):
        raise TypeError("not a list")
    return Located(block, start, end, str(rule), str(category), str(message), tuple(map(str, replacements)))


def findings(
    document: Document, statements: Sequence[Statement], answer: PageAnswer, policy: LanguagePolicy
) -> tuple[Finding, ...]:
    """What is reported of an answer, in order of place. `fingerprint` holds the flagged words, to be numbered later."""
    if not answer.grammar and not answer.spelling:
        return ()
    by_block: dict[int, list[Statement]] = defaultdict(list)
    for statement in statements:
        by_block[statement.block_index].append(statement)
    made = []
    for item in answer.grammar:
        block = document.blocks[item.block]
        severity = policy.severity(item.rule, item.category, fragment=is_fragment(block))
        flagged = block.text[item.start : item.end]
        if severity is not None and not policy.accepts(item.rule, flagged):
            made.append(_finding(document, by_block, item, severity, f"{GRAMMAR}.{item.rule}", GRAMMAR))
    for item in answer.spelling:
        severity = policy.severity(item.rule, "TYPOS") or "note"
        if not policy.accepts(item.rule, document.blocks[item.block].text[item.start : item.end]):
            made.append(_finding(document, by_block, item, severity, SPELLING, SPELLING))
    return tuple(sorted(_once(made), key=lambda finding: finding.sort_key))


def _once(found: Iterable[Finding]) -> list[Finding]:
    """LanguageTool has variants of a rule that flag the same words with the same advice."""
    kept: dict[object, Finding] = {}
    for finding in found:
        kept.setdefault((finding.start, finding.end, finding.check), finding)
    return list(kept.values())


def _finding(
    document: Document,
    by_block: Mapping[int, Sequence[Statement]],
    item: Located,
    severity: Severity,
    check: str,
    category: str,
) -> Finding:
    block = document.blocks[item.block]
    start, end = block.map.to_source(item.start, item.end)
    flagged = block.text[item.start : item.end]
    return Finding(
        check=check,
        category=category,
        severity=severity,
        confidence=_CONFIDENCE[severity],
        path=document.path,
        start=document.lines.position(start),
        end=document.lines.position(end),
        text=document.source[start:end],
        statement=_statement_text(by_block.get(item.block, ()), item, block.text),
        message=item.message,
        why=_WHY[category],
        remedy=_remedy(item),
        replacements=item.replacements,
        fingerprint=flagged,
    )


def _statement_text(statements: Sequence[Statement], item: Located, text: str) -> str:
    """The statement in which the match starts, else the last one before it (a match on the gap between two)."""
    before = [statement for statement in statements if statement.text_start <= item.start]
    return before[-1].text if before else (statements[0].text if statements else text)


def _remedy(item: Located) -> str:
    choices = [f"“{value}”" if value else "nothing" for value in item.replacements[:3]]
    if not choices:
        return (
            "Reword it." if item.category != "TYPOS" else "Correct it, or add the word to the vocabulary of the pack."
        )
    return "Write " + " or ".join(filter(None, [", ".join(choices[:-1]), choices[-1]])) + "."
