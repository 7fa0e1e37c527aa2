"""What counts how at each stage of a page's way to its readers (the table of docs/ci.md)."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from typing import Literal

from alsreview.config import Configuration
from alsreview.errors import Fault, InputError
from alsreview.findings import Finding

Level = Literal["error", "warning", "note", "off"]
STAGES = ("draft", "review", "publish")

RECORDS = ("unsourced", "unclaimed", "orphaned-claim", "edited-since-review")
"""What the writer of a change can mend: claims that are not kept up to date."""

SIGN_OFFS = ("unreviewed", "quorum-missing", "tier-too-low")
"""What only a reviewer can mend."""

CALENDAR = ("review-overdue", "ignore-lapsed", "baseline-lapsed")
"""What only the passing of time causes."""

REMINDERS = ("review-due-soon",)
"""What the passing of time will cause: nothing is wrong yet, so it never stops anything."""

NEEDED = {"publish": frozenset({"grammar", "signatures"})}
"""What must have been checked at a stage, where there is any of it: a run that could not exits 2."""

_LEVELS: tuple[tuple[tuple[str, ...], dict[str, Level]], ...] = (
    (RECORDS, {"draft": "note", "review": "error", "publish": "error"}),
    (SIGN_OFFS, {"draft": "off", "review": "note", "publish": "error"}),
    (CALENDAR, {"draft": "off", "review": "note", "publish": "error"}),
    (REMINDERS, {"draft": "off", "review": "note", "publish": "warning"}),
)


def built_in(stage: str) -> dict[str, Level]:
    """Severity by check id, as the tool has it; every other check keeps its own."""
    return {name: by_stage[stage] for names, by_stage in _LEVELS for name in names}


def stage_levels(stage: str | None, configuration: Configuration, known: Set[str], fixed: Set[str]) -> dict[str, Level]:
    """Severity by check id or category at a stage; none for a bare check.

    Raises InputError for a name that no check has, and where something that always counts would count less.
    """
    faults = []
    for of_stage, levels in sorted(configuration.settings.stages.items()):
        for name, level in sorted(levels.items()):
            where = (str(configuration.source), *_place(configuration, of_stage, name))
            if name.split(".")[0] not in known:
                near = difflib.get_close_matches(name, sorted(known), n=1)
                mend = f"did you mean `{near[0]}`?" if near else "`alsreview checks list` shows them all"
                faults.append(Fault(*where, f"stages.{of_stage}: there is no check or category `{name}`", mend))
            elif name in fixed and level != "error":
                what = f"stages.{of_stage}: `{name}` always counts as an error"
                faults.append(Fault(*where, what, "take the line out"))
    if faults:
        raise InputError(sorted(faults))
    if stage is None:
        return {}
    return {**built_in(stage), **configuration.settings.stages.get(stage, {})}  # type: ignore[call-overload]


def staged(findings: Iterable[Finding], levels: Mapping[str, Level]) -> tuple[Finding, ...]:
    """The findings with the severities of the stage; what is off at it is left out."""
    if not levels:
        return tuple(findings)
    out = []
    for finding in findings:
        level = _level(finding, levels)
        if level is None:
            out.append(finding)
        elif level != "off":
            out.append(replace(finding, severity=level))
    return tuple(out)


def _level(finding: Finding, levels: Mapping[str, Level]) -> Level | None:
    """The most particular word on a finding: its check, the family of its check (grammar.RULE), its category."""
    for name in (finding.check, finding.check.split(".")[0], finding.category):
        if name in levels:
            return levels[name]
    return None


def _place(configuration: Configuration, stage: str, name: str) -> tuple[int, int]:
    """Line and column of a key of a stage in the configuration file; 0, 0 where it is laid out in another way."""
    if configuration.source is None:
        return 0, 0
    key = re.compile(rf"""\s*["']?{re.escape(name)}["']?\s*=""")
    table = ""
    for number, line in enumerate(configuration.source.read_text(encoding="utf-8-sig").splitlines(), 1):
        if head := re.match(r"\s*\[([^\]]+)\]", line):
            table = re.sub(r"""[\s"']""", "", head[1])
        elif table.endswith(f"stages.{stage}") and key.match(line):
            return number, line.index(name) + 1
    return 0, 0
