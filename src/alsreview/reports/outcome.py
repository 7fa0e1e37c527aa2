"""The last words of a run: what was checked, what was not, and why it passed or failed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from alsreview.findings import NotChecked, RunResult

_ASIDE = {"baseline": "in the baseline", "comment": "ignored by comments", "base": "in the base already"}

EXIT_CLEAN, EXIT_FINDINGS, EXIT_NOT_CHECKED = 0, 1, 2


def exit_code(result: RunResult, fail_on: str, required: frozenset[str] = frozenset()) -> int:
    """0 clean, 1 findings at or above `fail_on` (error, warning, note, never), 2 could not check; the higher wins.

    `required` names what must have been checked ("grammar").
    """
    if "spelling" in required:  # told under grammar where both are asked for: one LanguageTool answers for both
        required |= {"grammar"}
    if result.faults or any(item.what.split(":")[0].split(" ")[0] in required for item in result.not_checked):
        return EXIT_NOT_CHECKED
    return EXIT_FINDINGS if failing(result, fail_on) else EXIT_CLEAN


def failing(result: RunResult, fail_on: str) -> int:
    """How many findings are at or above the level that fails the run."""
    summary = result.summary
    levels = {"error": summary.errors, "warning": summary.warnings, "note": summary.notes}
    if fail_on == "never":
        return 0
    counted = ("error", "warning", "note")
    return sum(levels[level] for level in counted[: counted.index(fail_on) + 1])


def closing_line(result: RunResult, fail_on: str, required: frozenset[str] = frozenset(), left_out: str = "") -> str:
    """One line: counts, what was judged, what was left out or not checked, the verdict and its reason."""
    summary = result.summary
    parts = [
        f"{plural(len(result.documents), 'document')}, {plural(summary.statements, 'statement')},"
        f" {summary.check_worthy} check-worthy: {_judged(result)}"
    ]
    if result.set_aside:
        by: Counter[str] = Counter(item.by for item in result.set_aside)
        parts.append("Set aside: " + ", ".join(f"{by[kind]} {words}" for kind, words in _ASIDE.items() if by[kind]))
    if result.impact:
        parts.append(f"{plural(len(result.impact), 'finding')} by changes of the pack alone, which fail nothing")
    if left_out:
        parts.append(f"Left out: {left_out}")
    if result.not_checked:
        parts.append("NOT CHECKED: " + ", ".join(item.what for item in told(result.not_checked)))
    if result.faults:
        parts.append(f"{plural(len(result.faults), 'input')} could not be read")
    code = exit_code(result, fail_on, required)
    count = failing(result, fail_on)
    if code == EXIT_NOT_CHECKED:
        verdict = "FAILED: not everything could be checked"
    elif code == EXIT_FINDINGS:
        at = "" if fail_on == "error" else f" at or above {fail_on}"
        verdict = f"FAILED: {plural(count, 'error' if fail_on == 'error' else 'finding')}{at}"
    elif not result.documents:
        verdict = "nothing was checked"
    else:
        at = (
            "no error" if fail_on == "error" else f"nothing at or above {fail_on}" if fail_on != "never" else "asked to"
        )
        verdict = f"passed: {at}"
    return ". ".join(parts) + ". " + verdict + "."


def impact_lines(result: RunResult, most: int) -> list[str]:
    """What only a change of the pack causes in text that did not change, one line each, and how many more there are."""
    lines = [
        f"{item.path}:{item.start.line}:{item.start.column} {item.check} ({item.severity}): {item.message}"
        for item in result.impact[:most]
    ]
    return [*lines, *([f"and {len(result.impact) - most} more"] if len(result.impact) > most else [])]


def told(missed: Sequence[NotChecked]) -> list[NotChecked]:
    """What was not checked, for people: entries of one kind and remedy ("approvals US", "approvals EU") as one."""
    groups: dict[tuple[str, str], list[NotChecked]] = {}
    for item in missed:
        kind = item.what if ":" in item.what else item.what.partition(" ")[0]
        groups.setdefault((kind, item.fix), []).append(item)
    out = []
    for items in groups.values():
        kind = items[0].what.partition(" ")[0]
        if len(items) == 1:
            out.append(items[0])
            continue
        by_reason: dict[str, list[str]] = {}
        for item in items:
            by_reason.setdefault(item.reason, []).append(item.what.removeprefix(kind).strip())
        reasons = "; ".join(f"{', '.join(names)}: {reason}" for reason, names in by_reason.items())
        out.append(NotChecked(kind, reasons, items[0].fix))
    return out


def _judged(result: RunResult) -> str:
    judged = result.summary.judged.get("facts", 0)
    rest = max(0, result.summary.check_worthy - judged)
    return f"{judged} judged against dated facts, {rest} not"


def plural(count: int, word: str) -> str:
    """ "1 error", "2 errors"."""
    return f"{count} {word}" + ("" if count == 1 else "s")
