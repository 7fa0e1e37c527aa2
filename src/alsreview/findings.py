"""Findings and what surrounds them: plain frozen values that carry ids and places, never the objects behind them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

Severity = Literal["error", "warning", "note"]
Confidence = Literal["high", "medium", "low"]

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "note")
"""Worst first."""

Category = Literal[
    "safety",
    "outdated",
    "misstatement",
    "overclaim",
    "wrong-term",
    "quantity",
    "contradiction",
    "unsourced",
    "undated",
    "claim",
    "review",
    "source",
    "config",
    "duplicate",
    "leftover",
    "grammar",
    "spelling",
    "readability",
]
"""What sort of trouble a finding is, in the order in which reports show them."""

CATEGORIES: tuple[str, ...] = get_args(Category)
"""Every category a finding may have, in the order in which reports show them."""


@dataclass(frozen=True, slots=True, order=True)
class Position:
    """A place in a source file: line and column, both 1-based, columns in code points (a tab is one)."""

    line: int
    column: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A dated fact that a finding rests on.

    `date` is ISO 8601 with the precision that is known ("2017-05-05", "2017-05", "2017"), or None;
    `source` is a readable citation with its identifier ("US Food and Drug Administration, NDA 209176").
    """

    fact: str
    statement: str
    date: str | None
    jurisdiction: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One trouble at one place, ready for any report. `end` is exclusive; `text` is the source from start to end."""

    check: str
    category: str
    severity: Severity
    confidence: Confidence
    path: str
    start: Position
    end: Position
    text: str
    statement: str
    message: str
    why: str
    remedy: str
    replacements: tuple[str, ...] = ()
    claim: str | None = None
    evidence: tuple[Evidence, ...] = ()
    fingerprint: str = ""

    @property
    def sort_key(self) -> tuple[object, ...]:
        """Total order of a report: path, place, then check, so that output never depends on job count or hash seed."""
        return (self.path, self.start, self.end, self.check, self.message, self.fingerprint)


@dataclass(frozen=True, slots=True)
class NotChecked:
    """Something that was not judged, why, and what would make it judged. Never counted as clean."""

    what: str
    reason: str
    fix: str


@dataclass(frozen=True, slots=True)
class SetAside:
    """A finding that somebody took out of the count, with a reason: shown and counted apart, never dropped."""

    finding: Finding
    by: Literal["comment", "baseline", "base"]
    """A comment in the document, the baseline file, or the base of `--diff`, which has it already."""
    reason: str
    owner: str = ""
    until: str | None = None
    """ISO date of its last day, where it has one."""


@dataclass(frozen=True, slots=True)
class DocumentSummary:
    """Counts of one document."""

    path: str
    statements: int
    findings: int


@dataclass(frozen=True, slots=True)
class Summary:
    """What was judged and what was not. `judged` counts check-worthy statements by the engine that could judge them."""

    statements: int = 0
    check_worthy: int = 0
    judged: Mapping[str, int] = field(default_factory=dict)
    sourced: int = 0
    claimed: int = 0
    signed: int = 0
    errors: int = 0
    warnings: int = 0
    notes: int = 0


@dataclass(frozen=True, slots=True)
class RunResult:
    """The frozen outcome of one run, from which every report is made. `as_of` is an ISO date."""

    as_of: str
    documents: tuple[DocumentSummary, ...]
    findings: tuple[Finding, ...]
    not_checked: tuple[NotChecked, ...]
    summary: Summary
    faults: tuple[str, ...] = ()
    """Input that could not be used at all, one line each; makes the exit code 2."""
    notices: tuple[str, ...] = ()
    """What a reader must know of the knowledge used, such as its verified-to dates."""
    set_aside: tuple[SetAside, ...] = ()
    """Findings that do not count; none of them is in `findings`."""
    impact: tuple[Finding, ...] = ()
    """With `--diff`: what only a change of the pack causes in text that did not change. Fails nothing."""


def fingerprint(check: str, path: str, statement: str, flagged: str, occurrence: int) -> str:
    """16 hex digits that identify a finding through edits elsewhere (frozen format, docs/formats.md).

    `statement` is reader text; `flagged` the flagged words of it; `occurrence` counts equal findings in the
    document from 0. No line number and no claim id goes in, so moving a paragraph keeps the fingerprint.
    """
    payload = json.dumps([check, path, statement, flagged, occurrence], ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(payload.encode("utf-8", "surrogatepass")).hexdigest()[:16]
