"""GitHub's workflow commands: annotations, the worst first and no more than it shows, then the whole report as text."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import replace

from alsreview.findings import CATEGORIES, Finding, RunResult
from alsreview.reports import text
from alsreview.reports.outcome import told
from alsreview.reports.places import placed
from alsreview.reports.safe import one_line, visible
from alsreview.reports.view import View

MOST = 10
"""Annotations of one level that GitHub shows for a step; further ones vanish without a word."""

_COMMAND = {"error": "error", "warning": "warning", "note": "notice"}


def render(result: RunResult, view: View) -> str:
    """Annotations, how many of how many they are, and the full report, in which no workflow command is obeyed."""
    unread = [f"::error title=alsreview could not read::{_data(fault)}" for fault in result.faults]
    missed = [
        f"::warning title=alsreview%3A NOT CHECKED::{_data(f'{item.what}: {item.reason} ({item.fix})')}"
        for item in told(result.not_checked)
    ]
    lines = []
    # What was not judged goes first: behind ten findings nobody would hear of it.
    for level, first in (("error", unread), ("warning", missed), ("note", [])):
        found = sorted((item for item in result.findings if item.severity == level), key=_worst_first)
        room = max(0, MOST - len(first))
        lines += [*first[:MOST], *(_annotation(finding, view) for finding in found[:room])]
        if len(found) > room:
            lines.append(f"showing {room} of {len(found)} {level}s as annotations; all of them are in the list below")
    full = text.render(result, replace(view, colour=False))
    # A page may hold lines like `::add-mask::`. The token is a digest of what it guards, so no page can know it.
    token = hashlib.sha256(full.encode("utf-8", "surrogatepass")).hexdigest()
    return "\n".join([*lines, f"::stop-commands::{token}", full.rstrip("\n"), f"::{token}::"]) + "\n"


def _annotation(finding: Finding, view: View) -> str:
    path = placed(finding.path, view.from_top)
    values = {"file": path, "line": finding.start.line, "endLine": finding.end.line}
    if finding.start.line == finding.end.line:  # GitHub ignores the columns of several lines
        values |= {"col": finding.start.column, "endColumn": max(finding.start.column, finding.end.column - 1)}
    values["title"] = f"{finding.category}: {finding.check}"
    properties = ",".join(f"{key}={_property(str(value))}" for key, value in values.items())
    return f"::{_COMMAND[finding.severity]} {properties}::{_data(chr(10).join(_told(finding)))}"


def _told(finding: Finding) -> Iterator[str]:
    yield one_line(finding.message)
    for item in finding.evidence:
        yield one_line(f"{'since ' + item.date if item.date else 'fact'}: {item.statement} [{item.source}]")
    if finding.why:
        yield one_line(f"Why: {finding.why}")
    if finding.remedy:
        yield one_line(f"Do: {finding.remedy}")


def _worst_first(finding: Finding) -> tuple[object, ...]:
    category = CATEGORIES.index(finding.category) if finding.category in CATEGORIES else len(CATEGORIES)
    return (category, finding.sort_key)


def _data(value: str) -> str:
    shown = "\n".join(visible(line) for line in value.split("\n"))
    return shown.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(value: str) -> str:
    return _data(value).replace(":", "%3A").replace(",", "%2C")
