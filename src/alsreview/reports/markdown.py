"""Markdown for a pull request's comment or a job's summary: the verdict, the counts, the worst first, kept short."""

from __future__ import annotations

from collections import Counter
from itertools import groupby

from alsreview.findings import Finding, RunResult
from alsreview.reports.fold import Entry, fold, worst_first
from alsreview.reports.outcome import closing_line, exit_code, impact_lines, plural, told
from alsreview.reports.safe import markdown as safe
from alsreview.reports.view import View

MARK = "<!-- alsreview -->"
"""Hidden first line by which a workflow finds the comment that it wrote before."""

MOST_ENTRIES = 25
MOST_DOCUMENTS = 15
MOST_IMPACT = 5
_SIGN = {"error": "🔴", "warning": "🟡", "note": "🔵"}
_VERDICT = {0: "✅ passed", 1: "❌ failed", 2: "⚠️ could not check everything"}


def render(result: RunResult, view: View) -> str:
    """At most about sixty lines, however many findings there are; what is left out is counted."""
    verdict = _VERDICT[exit_code(result, view.fail_on, view.required)]
    lines = [
        MARK,
        f"### alsreview: {verdict}",
        "",
        safe(closing_line(result, view.fail_on, view.required, view.left_out)),
        "",
    ]
    lines += _documents(result)
    lines += _entries(result)
    missed = [
        f"- **NOT CHECKED** {safe(f'{item.what}: {item.reason} ({item.fix})')}" for item in told(result.not_checked)
    ]
    lines += [*(f"- **not read** {safe(fault)}" for fault in result.faults[:MOST_ENTRIES]), *missed[:MOST_ENTRIES]]
    lines += [f"- impact of the pack: {safe(line)}" for line in impact_lines(result, MOST_IMPACT)]
    lines += ["", f"As of {result.as_of}. Full list: `alsreview check`; about one check: `alsreview explain ID`."]
    return "\n".join(lines) + "\n"


def _documents(result: RunResult) -> list[str]:
    counts: dict[str, Counter[str]] = {}
    for finding in result.findings:
        counts.setdefault(finding.path, Counter())[finding.severity] += 1
    if not counts:
        return []
    order = sorted(counts, key=lambda path: (-counts[path]["error"], -counts[path]["warning"], path))
    rows = [
        f"| {safe(path)} | {counts[path]['error']} | {counts[path]['warning']} | {counts[path]['note']} |"
        for path in order[:MOST_DOCUMENTS]
    ]
    more = [f"| and {plural(len(order) - MOST_DOCUMENTS, 'more document')} | | | |"] if len(order) > len(rows) else []
    return ["| document | errors | warnings | notes |", "|---|--:|--:|--:|", *rows, *more, ""]


def _entries(result: RunResult) -> list[str]:
    entries = [
        entry for _, group in groupby(result.findings, key=lambda item: item.path) for entry in fold(list(group))
    ]
    entries.sort(key=lambda entry: (worst_first(entry.first)[:2], entry.first.path, entry.first.start))
    lines = [_entry(entry) for entry in entries[:MOST_ENTRIES]]
    if len(entries) > MOST_ENTRIES:
        lines.append(f"- showing {MOST_ENTRIES} of {len(entries)}")
    return [*lines, ""] if lines else []


def _entry(entry: Entry) -> str:
    finding = entry.first
    place = f"{finding.path}:{finding.start.line}"
    times = f" ×{len(entry.others) + 1}" if entry.others else ""
    since = "".join(f" {safe(_since(finding, at))}" for at in range(min(2, len(finding.evidence))))
    do = f" *{safe(finding.remedy)}*" if finding.remedy.strip() else ""
    where = f"{_SIGN[finding.severity]} {safe(place)} **{safe(finding.check)}**{times}"
    return f"- {where}: “{safe(finding.text)}” {safe(finding.message)}{since}{do}"


def _since(finding: Finding, at: int) -> str:
    item = finding.evidence[at]
    return f"[{item.date or 'fact'}: {item.statement}, {item.source}]"
