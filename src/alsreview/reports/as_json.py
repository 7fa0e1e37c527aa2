"""JSON, the format that all others are measured by (schema_version 1, docs/formats.md). Never folded."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from alsreview.findings import Finding, RunResult
from alsreview.reports.view import View

SCHEMA_VERSION = 1
BATCH = 500
"""Findings in a piece."""


def render(result: RunResult, view: View) -> str:
    """The whole result, whatever the view, as one JSON object: keys in a fixed order, a line end at the end."""
    return "".join(pieces(result))


def pieces(result: RunResult) -> Iterator[str]:
    """The text of `render` in pieces: the findings of a large site would fill memory as dictionaries or as one text."""
    opening = "{\n"
    for key, value in as_data(replace(result, findings=())).items():
        yield f"{opening}{_compact(key)}: "
        opening = ",\n"
        if key == "findings" and result.findings:
            for at in range(0, len(result.findings), BATCH):
                items = [_compact(_finding(finding)) for finding in result.findings[at : at + BATCH]]
                yield (",\n" if at else "[\n") + ",\n".join(items)
            yield "\n]"
        else:
            yield _value(value)
    yield "\n}\n"


def _value(value: Any) -> str:
    """A list has one item a line: `diff` and `grep` work on it, and no pure-Python encoder is needed."""
    return _lines([_compact(item) for item in value]) if isinstance(value, list) else _compact(value)


def _lines(items: list[str]) -> str:
    return "[\n" + ",\n".join(items) + "\n]" if items else "[]"


_compact = json.JSONEncoder(ensure_ascii=False).encode


def as_data(result: RunResult) -> dict[str, Any]:
    """The plain data behind the JSON. Lines and columns are 1-based, in code points; ends exclusive."""
    summary = result.summary
    return {
        "schema_version": SCHEMA_VERSION,
        "as_of": result.as_of,
        "documents": [
            {"path": item.path, "statements": item.statements, "findings": item.findings} for item in result.documents
        ],
        "findings": [_finding(finding) for finding in result.findings],
        "not_checked": [{"what": item.what, "reason": item.reason, "fix": item.fix} for item in result.not_checked],
        "summary": {
            "statements": summary.statements,
            "check_worthy": summary.check_worthy,
            "judged": dict(sorted(summary.judged.items())),
            "sourced": summary.sourced,
            "claimed": summary.claimed,
            "signed": summary.signed,
            "errors": summary.errors,
            "warnings": summary.warnings,
            "notes": summary.notes,
        },
        "not_read": list(result.faults),
        "notices": list(result.notices),
        "set_aside": [
            {
                "by": item.by,
                "reason": item.reason,
                "owner": item.owner,
                "until": item.until,
                "finding": _finding(item.finding),
            }
            for item in result.set_aside
        ],
        "impact": [_finding(finding) for finding in result.impact],
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "check": finding.check,
        "category": finding.category,
        "severity": finding.severity,
        "confidence": finding.confidence,
        "path": finding.path,
        "start": {"line": finding.start.line, "column": finding.start.column},
        "end": {"line": finding.end.line, "column": finding.end.column},
        "text": finding.text,
        "statement": finding.statement,
        "message": finding.message,
        "why": finding.why,
        "remedy": finding.remedy,
        "replacements": list(finding.replacements),
        "claim": finding.claim,
        "evidence": [
            {
                "fact": item.fact,
                "statement": item.statement,
                "date": item.date,
                "jurisdiction": item.jurisdiction,
                "source": item.source,
            }
            for item in finding.evidence
        ],
        "fingerprint": finding.fingerprint,
    }
