"""SARIF 2.1.0 as GitHub code scanning reads it: only the fields it lists, none of those it would misread."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any
from urllib.parse import quote

from alsreview import __version__
from alsreview.findings import Evidence, Finding, RunResult, SetAside
from alsreview.reports.places import placed
from alsreview.reports.safe import markdown, one_line
from alsreview.reports.view import View

SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
LONGEST_DESCRIPTION = 1024
"""GitHub refuses a longer `fullDescription`."""

MOST_RESULTS = 25_000
"""GitHub refuses a file with more; the worst are kept and a notification says how many are left out."""

_PRECISION = {"high": "very-high", "medium": "high", "low": "medium"}
_PROBLEM = {"error": "error", "warning": "warning", "note": "recommendation"}
_LEVELS = {"error": 0, "warning": 1, "note": 2}


def render(result: RunResult, view: View) -> str:
    """One run. Set-aside findings are marked as suppressed, never dropped: a dropped alert would open again."""
    everything = [*((item, None) for item in result.findings), *((item.finding, item) for item in result.set_aside)]
    kept = sorted(everything, key=lambda pair: _LEVELS[pair[0].severity])[:MOST_RESULTS]
    ids = sorted({finding.check for finding, _ in kept})
    place = {id_: index for index, id_ in enumerate(ids)}
    kept.sort(key=lambda pair: pair[0].sort_key)
    rules = [_rule(id_, [finding for finding, _ in kept if finding.check == id_]) for id_ in ids]
    run = {
        "tool": {"driver": {"name": "alsreview", "semanticVersion": __version__, "rules": rules}},
        "columnKind": "unicodeCodePoints",
        "originalUriBaseIds": {
            "%SRCROOT%": {
                "description": {"text": "The top of the repository; without one, the folder of the configuration."}
            }
        },
        "invocations": [_invocation(result, len(everything) - len(kept))],
        "results": [_result(finding, aside, place[finding.check], view) for finding, aside in kept],
        "properties": {"as_of": result.as_of},
    }
    data = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def _rule(id_: str, findings: Sequence[Finding]) -> dict[str, Any]:
    first = findings[0]
    title = one_line(id_.replace("-", " ").replace("_", " ")).capitalize()
    evidence = list(dict.fromkeys(item for finding in findings for item in finding.evidence))
    return {
        "id": id_,
        "name": id_,
        "shortDescription": {"text": title},
        "fullDescription": {"text": _some(first.why, first.message, title)[:LONGEST_DESCRIPTION]},
        "help": {"text": _help(first, evidence), "markdown": _help_markdown(first, evidence)},
        "defaultConfiguration": {"level": first.severity},
        "properties": {
            "tags": ["health-content", first.category],
            "precision": _PRECISION[first.confidence],
            "problem.severity": _PROBLEM[first.severity],
        },
    }


def _help(finding: Finding, evidence: Sequence[Evidence]) -> str:
    facts = [f"{item.date or 'fact'}: {one_line(item.statement)} [{one_line(item.source)}]" for item in evidence]
    lines = [one_line(finding.why), one_line(finding.remedy), *facts, f"alsreview explain {finding.check}"]
    return "\n".join(line for line in lines if line)


def _help_markdown(finding: Finding, evidence: Sequence[Evidence]) -> str:
    parts = [f"**Why.** {markdown(finding.why)}" if finding.why else ""]
    parts.append(f"**What to do.** {markdown(finding.remedy)}" if finding.remedy else "")
    facts = [f"- {item.date or 'fact'}: {markdown(item.statement)} — {markdown(item.source)}" for item in evidence]
    parts.append("**By which source.**\n\n" + "\n".join(facts) if facts else "")
    parts.append(f"More: `alsreview explain {finding.check}`")
    return "\n\n".join(part for part in parts if part)


def _result(finding: Finding, aside: SetAside | None, rule: int, view: View) -> dict[str, Any]:
    artifact = _artifact(placed(finding.path, view.from_top))
    data: dict[str, Any] = {
        "ruleId": finding.check,
        "ruleIndex": rule,
        "level": finding.severity,
        "message": {"text": _message(finding)},
        "locations": [{"physicalLocation": {"artifactLocation": artifact, "region": _region(finding)}}],
        "partialFingerprints": {"primaryLocationLineHash": finding.fingerprint},
    }
    if aside is not None:
        kind = "inSource" if aside.by == "comment" else "external"
        data["suppressions"] = [{"kind": kind, "status": "accepted", "justification": one_line(aside.reason)}]
    return data


def _message(finding: Finding) -> str:
    since = [f"{item.date}: {item.statement} [{item.source}]" for item in finding.evidence if item.date]
    return one_line(" ".join([_some(finding.message, finding.check), *since, finding.remedy]))


def _artifact(path: str) -> dict[str, str]:
    if path.startswith(("/", "../")):
        return {"uri": quote(path, safe="/", errors="replace")}
    return {"uri": quote(path, safe="/", errors="replace"), "uriBaseId": "%SRCROOT%"}


def _region(finding: Finding) -> dict[str, int]:
    return {
        "startLine": finding.start.line,
        "startColumn": finding.start.column,
        "endLine": finding.end.line,
        "endColumn": finding.end.column,
    }


def _invocation(result: RunResult, left_out: int) -> dict[str, Any]:
    told = [("error", fault) for fault in result.faults]
    told += [("warning", f"NOT CHECKED {item.what}: {item.reason} ({item.fix})") for item in result.not_checked]
    told += [("note", notice) for notice in result.notices]
    if left_out:
        told.append(("warning", f"{left_out} further findings are left out: GitHub reads no more than {MOST_RESULTS}"))
    notes = [{"level": level, "message": {"text": one_line(text)}} for level, text in told]
    return {"executionSuccessful": not result.faults, "toolExecutionNotifications": notes}


def _some(*texts: str) -> str:
    """The first text that is not empty: GitHub refuses empty ones."""
    return next((one_line(text) for text in texts if text.strip()), "alsreview")
