"""What can be wrong with entries of a baseline: checks that are built in, because no page can show them."""

from __future__ import annotations

from alsreview.checks.definition import Examples
from alsreview.checks.directives import DirectiveCheck, Finds
from alsreview.findings import Severity

_NO_EXAMPLES = Examples.model_construct(flag=(), pass_=())


def _check(
    id_: str, finds: Finds, severity: Severity, title: str, message: str, why: str, remedy: str
) -> DirectiveCheck:
    return DirectiveCheck.model_construct(
        id=id_, kind="directives", finds=finds, category="config", severity=severity, confidence="high", title=title,
        message=message, why=why, remedy=remedy, sources=(), facts=(), since=None, replaces=None, always_counts=False,
        examples=_NO_EXAMPLES,
    )  # fmt: skip


BASELINE_CHECKS = (
    _check(
        "baseline-stale", "entry-stale", "note", "An entry of the baseline that is no longer needed",
        "The finding of this entry is gone: {detail}.",
        "An entry that stays would hide the finding if it came back.",
        "Run `alsreview baseline prune`.",
    ),
    _check(
        "baseline-lapsed", "entry-lapsed", "note", "An entry of the baseline whose last day has passed",
        "This entry has no effect any more: it held until {detail}.",
        "It was accepted for a while, and the while is over.",
        "Mend the text, or give the entry a new day with a reason.",
    ),
    _check(
        "baseline-not-allowed", "entry-not-allowed", "error", "What no baseline may hold",
        "This entry has no effect: {detail} always counts.",
        "A wrong statement here can hurt a reader, however long it has stood there.",
        "Mend the text, then run `alsreview baseline prune`.",
    ),
)  # fmt: skip
