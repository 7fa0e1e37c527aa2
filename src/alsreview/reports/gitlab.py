"""GitLab's Code Quality report: a JSON array of issues, each with a fingerprint of its own."""

from __future__ import annotations

import hashlib
import json
import re
from typing import Any

from alsreview.findings import Finding, RunResult
from alsreview.reports.safe import one_line
from alsreview.reports.view import View

_SEVERITY = {"error": "major", "warning": "minor", "note": "info"}


def render(result: RunResult, view: View) -> str:
    """Findings, and what could not be read as blockers: GitLab has no other place for it, and clean it is not."""
    issues = [_issue(finding) for finding in result.findings] + [_fault(fault) for fault in result.faults]
    return json.dumps(issues, ensure_ascii=False, indent=1) + "\n"


def _issue(finding: Finding) -> dict[str, Any]:
    severe = finding.category == "safety" and finding.severity == "error"
    return {
        "description": one_line(" ".join(part for part in (finding.message, finding.remedy) if part)),
        "check_name": finding.check,
        "fingerprint": finding.fingerprint,
        "severity": "critical" if severe else _SEVERITY[finding.severity],
        "location": {
            "path": finding.path,
            "lines": {"begin": finding.start.line, "end": max(finding.start.line, finding.end.line)},
        },
    }


def _fault(fault: str) -> dict[str, Any]:
    place = re.match(r"(?P<path>.+?)(?::(?P<line>\d+):\d+)?: ", fault, re.DOTALL)
    line = int(place["line"]) if place and place["line"] else 1
    return {
        "description": one_line(f"not read: {fault}"),
        "check_name": "not-read",
        "fingerprint": hashlib.sha256(fault.encode("utf-8", "surrogatepass")).hexdigest()[:16],
        "severity": "blocker",
        "location": {"path": one_line(place["path"]) if place else "alsreview.toml", "lines": {"begin": line}},
    }
