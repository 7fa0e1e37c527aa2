"""Never the same trouble twice: where two checks flag the same words, the more telling one stays."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from alsreview.findings import Finding

YIELDS_TO: dict[str, frozenset[str]] = {
    "spelling": frozenset({"wrong-term", "leftover", "duplicate"}),
    "grammar": frozenset({"wrong-term", "spelling", "duplicate", "leftover"}),
    "undated": frozenset({"outdated"}),
    "overclaim": frozenset({"safety"}),
}
"""A category -> those whose finding on overlapping words makes it superfluous."""


def deduplicated(findings: Iterable[Finding]) -> list[Finding]:
    """The findings without those that another one already tells, and without exact repeats. Order is kept."""
    items = list(dict.fromkeys(findings))
    # Findings on the same words are on the same statement; by page alone a long one would cost its square.
    rivals: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    stronger = frozenset().union(*YIELDS_TO.values())
    for item in items:
        if item.category in stronger:
            rivals[item.path, item.statement].append(item)
    return [item for item in items if not _superfluous(item, rivals.get((item.path, item.statement), ()))]


def _superfluous(item: Finding, others: Sequence[Finding]) -> bool:
    winners = YIELDS_TO.get(item.category)
    if winners is None:
        return False
    return any(
        other.category in winners and other.start < item.end and item.start < other.end and _same_words(item, other)
        for other in others
    )


def _same_words(item: Finding, other: Finding) -> bool:
    """Overlap alone is not enough: a finding about a whole sentence says other things than one about a word of it."""
    if item.category == "undated":
        return True
    short, long_ = sorted((len(item.text), len(other.text)))
    return short * 4 >= long_
