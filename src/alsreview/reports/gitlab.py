"""GitLab's Code Quality report: a JSON array of issues, each with a fingerprint of its own."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from alsreview.findings import Finding, RunResult
from alsreview.reports.places import placed, unread
from alsreview.reports.safe import one_line
from alsreview.reports.view import View

_SEVERITY = {"error": "major", "warning": "minor", "note": "info"}


def render(result: RunResult, view: View) -> str:
    """Findings, and what could not be read as blockers: GitLab has no other place for it, and clean it is not."""
    issues = [_issue(finding, view) for finding in result.findings] + [_fault(fault, view) for fault in result.faults]
    return json.dumps(issues, indent=1) + "\n"


def _issue(finding: Finding, view: View) -> dict[str, Any]:
    severe = finding.category == "safety" and finding.severity == "error"
    return {
        "description": one_line(" ".join(part for part in (finding.message, finding.remedy) if part)),
        "check_name": finding.check,
        "fingerprint": finding.fingerprint,
        "severity": "critical" if severe else _SEVERITY[finding.severity],
        "location": {
            "path": placed(finding.path, view.from_top),
            "lines": {"begin": finding.start.line, "end": max(finding.start.line, finding.end.line)},
        },
    }


def _fault(fault: str, view: View) -> dict[str, Any]:
    place = unread(fault)
    return {
        "description": one_line(f"not read: {fault}"),
        "check_name": "not-read",
        "fingerprint": hashlib.sha256(fault.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        "severity": "blocker",
        "location": {"path": placed(one_line(place.path), view.from_top), "lines": {"begin": place.line}},
    }
