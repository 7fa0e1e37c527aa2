"""Turns what engines found into findings: exact places, filled messages, fingerprints, one order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import lru_cache

from alsreview.checks.definition import Definition, fill
from alsreview.checks.engine import FileHit, Hit, Outcome, Page
from alsreview.documents.model import Document
from alsreview.findings import Finding, Severity, fingerprint
from alsreview.statements.model import Statement


def from_outcomes(page: Page, outcomes: Iterable[Outcome], checks: Mapping[str, Definition]) -> list[Finding]:
    """The findings of one page, without fingerprints' occurrence numbers (`number` sets them)."""
    found: list[Finding] = []
    for outcome in outcomes:
        found.extend(from_hit(page, hit, checks[hit.check]) for hit in outcome.hits)
        found.extend(from_file_hit(hit, checks[hit.check]) for hit in outcome.file_hits)
    return found


def place(document: Document, statement: Statement, start: int, end: int) -> tuple[int, int]:
    """Source offsets (0-based code points, end exclusive) of a stretch of a statement's reader text."""
    block = document.blocks[statement.block_index]
    return block.map.to_source(statement.text_start + start, statement.text_start + end)


def from_hit(page: Page, hit: Hit, check: Definition) -> Finding:
    """One finding from one hit on a statement."""
    statement = page.statements[hit.statement]
    start, end = place(page.document, statement, hit.start, hit.end)
    lines = page.document.lines
    flagged = statement.text[hit.start : hit.end]
    values = {"as_of": page.as_of.isoformat(), **hit.values}
    return Finding(
        check=check.id,
        category=check.category,
        severity=capped(check.severity, hit.severity),
        confidence=hit.confidence or check.confidence,
        path=page.document.path,
        start=lines.position(start),
        end=lines.position(end),
        text=page.document.source[start:end],
        statement=statement.text,
        message=_filled(check.message, values, flagged),
        why=_filled(check.why, values, flagged),
        remedy=_filled(check.remedy, values, flagged),
        replacements=hit.replacements,
        claim=hit.claim,
        evidence=hit.evidence,
        fingerprint=flagged,
    )


def from_file_hit(hit: FileHit, check: Definition) -> Finding:
    """One finding from a hit on something outside the page, such as a record of a claim file."""
    return Finding(
        check=check.id,
        category=check.category,
        severity=check.severity,
        confidence=check.confidence,
        path=hit.path,
        start=hit.start,
        end=hit.end,
        text=hit.text,
        statement=hit.statement,
        message=tidy(fill(check.message, hit.values, hit.text)),
        why=tidy(fill(check.why, hit.values, hit.text)),
        remedy=tidy(fill(check.remedy, hit.values, hit.text)),
        claim=hit.claim,
        evidence=hit.evidence,
        fingerprint=hit.text,
    )


def number(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sorts findings and replaces the flagged words that `fingerprint` holds so far by the real fingerprint.

    Equal findings of one document are counted in order of place, so each gets its own.
    """
    seen: Counter[tuple[str, str, str, str]] = Counter()
    numbered = []
    for finding in sorted(findings, key=lambda item: item.sort_key):
        key = (finding.check, finding.path, finding.statement, finding.fingerprint)
        numbered.append(replace(finding, fingerprint=fingerprint(*key, occurrence=seen[key])))
        seen[key] += 1
    return tuple(numbered)


def capped(severity: Severity, cap: Severity | None) -> Severity:
    """The milder of the two severities: an engine may lower what the check file says, never raise it."""
    order: dict[str, int] = {"error": 0, "warning": 1, "note": 2}
    if cap is None or order[severity] >= order[cap]:
        return severity
    return cap


def _filled(template: str, values: Mapping[str, str], flagged: str) -> str:
    return tidy(fill(template, values, flagged)) if "{" in template else _plain(template)


@lru_cache(maxsize=1024)
def _plain(template: str) -> str:
    """A template without placeholders is the same text for every finding, kept in memory once."""
    return tidy(template)


def tidy(text: str) -> str:
    """A message as a sentence: white space folded, no blanks before stops (an unfilled placeholder leaves them), and
    a capital first where a name filled in begins it."""
    line = " ".join(text.split()).replace(" .", ".").replace(" ,", ",")
    return line[:1].upper() + line[1:] if line[:2].islower() else line
