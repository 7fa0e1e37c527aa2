"""A plan of `sync` in words: one paragraph a document, the changes of meaning first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from alsreview.claims.changes import Change
from alsreview.claims.plan import Plan, Step, What

MAX_SHOWN = 12
"""New and dropped claims shown of one document; a first run has hundreds."""

_WORDS: dict[What, str] = {
    "new": "new",
    "restored": "restored from git",
    "moved": "moved",
    "context": "other context",
    "reworded": "reworded",
    "split": "split",
    "merged": "merged",
    "demoted": "approval withdrawn",
    "projected": "status from its sign-offs",
    "retired": "retired",
    "dropped": "dropped",
    "gone-in-text": "still in the text",
}


def describe(plan: Plan) -> Iterator[str]:
    """Lines for people, without colour."""
    by_document: dict[str, list[Step]] = {}
    for step in plan.steps:
        by_document.setdefault(step.document, []).append(step)
    for document, steps in sorted(by_document.items()):
        yield document
        shown: Counter[What] = Counter()
        for step in sorted(steps, key=lambda step: not step.critical):
            shown[step.what] += 1
            if step.what not in ("new", "dropped", "moved") or shown[step.what] <= MAX_SHOWN:
                yield from _step(step)
        for what in ("new", "dropped", "moved"):
            if shown[what] > MAX_SHOWN:
                yield f"  ... and {shown[what] - MAX_SHOWN} more {_WORDS[what]}"
    for record in plan.sources:
        origin = "restored from git" if record.id in plan.restored_sources else "harvested from the text"
        yield f"source {record.id}: {record.identifier or record.title or record.note or ''} ({origin})"


def summary(plan: Plan, *, dry: bool) -> str:
    """The last line: what was done, or would be, in counts."""
    counts = Counter(step.what for step in plan.steps)
    parts = [f"{counts[what]} {words}" for what, words in _WORDS.items() if counts[what]]
    if critical := sum(step.critical for step in plan.steps):
        parts.append(f"{critical} of the changes may change the meaning")
    if plan.refreshed:
        parts.append(f"{plan.refreshed} with section or typography brought up to date")
    if plan.sources:
        parts.append(f"{len(plan.sources)} new sources")
    parts.append(f"{plan.kept} kept as they are")
    told = ", ".join(parts)
    if not plan.claims and not plan.sources:
        return f"nothing to do: {told}"
    return f"would be written (--dry-run): {told}" if dry else f"written: {told}"


def _step(step: Step) -> Iterator[str]:
    name = step.claim or "all claims"
    kinds = sorted({kind for change in step.changes for kind in change.kinds})
    head = f"  {_WORDS[step.what]:<12} {name}" + (f" CRITICAL: {', '.join(kinds)}" if kinds else "")
    tail = f" ({step.note})" if step.note else ""
    if step.what == "moved":
        yield f"{head} from {step.old}{tail}"
    elif step.what == "context":
        yield head
        yield f"    context was: {step.old or 'none'}"
        yield f"    context now: {step.new or 'none'}"
    elif step.what == "gone-in-text":
        yield f'{head}: "{step.new}" is retired or superseded; take it out of the text, or give the claim a live status'
    elif step.what in ("reworded", "split", "merged"):
        yield head + tail
        yield f"    was: {step.old}"
        yield f"    now: {step.new}"
        yield f"    {'; '.join(map(str, _worst_first(step.changes)))}"
    else:
        yield f"{head}: {step.new or step.old}{tail}"


def _worst_first(found: tuple[Change, ...]) -> list[Change]:
    return sorted(found, key=lambda change: not change.kinds)
