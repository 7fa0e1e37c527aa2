"""Reviewdog's diagnostic format: comments on a change, with suggestions, on hosts that have no format of their own."""

from __future__ import annotations

import json
from typing import Any

from alsreview.documents.model import LineIndex
from alsreview.findings import Finding, RunResult
from alsreview.reports.places import placed, unread
from alsreview.reports.safe import one_line
from alsreview.reports.view import View

_SEVERITY = {"error": "ERROR", "warning": "WARNING", "note": "INFO"}
_MARK = "\ufeff"


def render(result: RunResult, view: View) -> str:
    """Findings, and what could not be read. What was not checked has no place, so only the exit code tells it."""
    texts = _Texts(view)
    found = [_diagnostic(finding, view, texts) for finding in result.findings]
    found += [_fault(fault, view) for fault in result.faults]
    data = {"source": {"name": "alsreview"}, "diagnostics": found}
    return json.dumps(data, indent=1) + "\n"


class _Texts:
    """The documents of a report, each read once."""

    def __init__(self, view: View) -> None:
        self._source = view.source
        self._kept: dict[str, tuple[str, LineIndex, int] | None] = {}

    def columns(self, finding: Finding) -> tuple[int, int] | None:
        """Start and exclusive end in UTF-8 bytes of their lines, from 1; None where the file says something else."""
        if finding.path not in self._kept:
            text = self._source(finding.path) if self._source is not None else None
            mark = len(_MARK.encode()) if text is not None and text.startswith(_MARK) else 0
            text = text.removeprefix(_MARK) if text is not None else None
            self._kept[finding.path] = (text, LineIndex(text), mark) if text is not None else None
        kept = self._kept[finding.path]
        if kept is None:
            return None
        text, lines, mark = kept
        try:
            start, end = lines.offset(finding.start), lines.offset(finding.end)
        except IndexError:
            return None
        if not finding.text or text[start:end] != finding.text:
            return None
        first = text[start - finding.start.column + 1 : start]
        last = text[end - finding.end.column + 1 : end]
        return tuple(  # type: ignore[return-value]
            len(part.encode("utf-8", "replace")) + 1 + (mark if line == 1 else 0)
            for part, line in ((first, finding.start.line), (last, finding.end.line))
        )


def _diagnostic(finding: Finding, view: View, texts: _Texts) -> dict[str, Any]:
    columns = texts.columns(finding)
    start: dict[str, int] = {"line": finding.start.line}
    end: dict[str, int] = {"line": max(finding.start.line, finding.end.line)}
    if columns is not None:
        start["column"], end["column"] = columns
    place = {"start": start, "end": end}
    data: dict[str, Any] = {
        "message": _message(finding),
        "location": {"path": placed(finding.path, view.from_here), "range": place},
        "severity": _SEVERITY[finding.severity],
        "code": {"value": finding.check},
    }
    # Without columns a suggestion would take the place of whole lines, and through markup it would break it.
    if columns is not None and finding.replacements and finding.text in finding.statement:
        data["suggestions"] = [{"range": place, "text": text} for text in finding.replacements]
    return data


def _message(finding: Finding) -> str:
    since = [f"{item.date}: {item.statement} [{item.source}]" for item in finding.evidence if item.date]
    return one_line(" ".join(part for part in (finding.message, *since, finding.remedy) if part)) or finding.check


def _fault(fault: str, view: View) -> dict[str, Any]:
    place = unread(fault)
    return {
        "message": one_line(f"not read: {place.what}"),
        "location": {"path": placed(one_line(place.path), view.from_here), "range": {"start": {"line": place.line}}},
        "severity": "ERROR",
        "code": {"value": "not-read"},
    }
