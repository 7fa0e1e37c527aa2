"""Folds repeats of one trouble into one entry that lists its places, for reports that people read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from alsreview.findings import CATEGORIES, SEVERITIES, Finding


@dataclass(frozen=True, slots=True)
class Entry:
    """One trouble with all its places in one document; `first` is shown in full."""

    first: Finding
    others: tuple[Finding, ...]


def fold(findings: Sequence[Finding]) -> list[Entry]:
    """Entries of one document, the worst first. Findings fold where check, reason, remedy and evidence are the same."""
    groups: dict[tuple[object, ...], list[Finding]] = {}
    for finding in findings:
        facts = tuple(item.fact for item in finding.evidence)
        key = (finding.check, finding.severity, finding.why, finding.remedy, facts)
        groups.setdefault(key, []).append(finding)
    entries = [Entry(group[0], tuple(group[1:])) for group in groups.values()]
    return sorted(entries, key=lambda entry: worst_first(entry.first))


def worst_first(finding: Finding) -> tuple[object, ...]:
    """Order of findings: severity, category, place, check."""
    category = CATEGORIES.index(finding.category) if finding.category in CATEGORIES else len(CATEGORIES)
    return (SEVERITIES.index(finding.severity), category, finding.start, finding.check)
