"""Safe replacements in a source: which findings may be applied without a person looking, and the text they give."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from typing import NamedTuple

from alsreview.documents.model import LineIndex
from alsreview.findings import Finding

_MARKUP = re.compile(r"[<>&*_`\[\]\\|\r\n]")


class Repair(NamedTuple):
    """A replacement. `start` and `end` are code points of the source, end exclusive."""

    start: int
    end: int
    text: str
    finding: Finding


def repairs(source: str, findings: Iterable[Finding], allowed: Collection[str]) -> list[Repair]:
    """What can be applied to a source, in order of place.

    A finding counts if its check or LanguageTool rule is allowed, it has exactly one replacement, its place holds the
    words that it flags with no markup among them, and no other finding that could be applied overlaps it.
    """
    lines = LineIndex(source)
    possible = []
    for finding in findings:
        rule = finding.check.partition(".")[2] or finding.check
        if not {finding.check, rule} & set(allowed) or len(finding.replacements) != 1:
            continue
        value = finding.replacements[0]
        start, end = lines.offset(finding.start), lines.offset(finding.end)
        plain = not _MARKUP.search(finding.text) and not _MARKUP.search(value)
        if plain and start < end and source[start:end] == finding.text != value:
            possible.append(Repair(start, end, value, finding))
    possible.sort(key=lambda repair: (repair.start, repair.end))
    return [
        repair
        for at, repair in enumerate(possible)
        if not any(
            other.start < repair.end and repair.start < other.end
            for other in (*possible[max(0, at - 5) : at], *possible[at + 1 : at + 6])
        )
    ]


def apply(source: str, chosen: Iterable[Repair]) -> str:
    """The source with replacements that do not overlap, sorted by place."""
    parts, at = [], 0
    for repair in chosen:
        parts += [source[at : repair.start], repair.text]
        at = repair.end
    return "".join([*parts, source[at:]])
