"""Checks that hold for every topic, used where a pack brings facts and no check of its own for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from alsreview.checks.approvals.definition import Approvals, Asserts
from alsreview.checks.definition import Definition, Examples
from alsreview.findings import Category, Severity


class _Text(NamedTuple):
    id: str
    asserts: Asserts
    category: Category
    severity: Severity
    title: str
    message: str
    why: str
    remedy: str


_TEXTS = (
    _Text(
        "default-sole",
        "sole",
        "outdated",
        "error",
        "No longer the only approved treatment",
        "Not the only one approved for {indication} in the {jurisdiction} since {since}: {changed}.",
        "Readers who believe it will not ask for the other treatments.",
        "{rewrite}",
    ),
    _Text(
        "default-closed-list",
        "closed-list",
        "outdated",
        "error",
        "The list of approved treatments is out of date",
        "Not the whole list for {indication} in the {jurisdiction} since {since}: {changed}.",
        "Readers take a closed list for complete.",
        "{rewrite}",
    ),
    _Text(
        "default-count",
        "count",
        "outdated",
        "error",
        "The number of approved treatments is out of date",
        "Not the number approved for {indication} in the {jurisdiction} on {as_of}: {changed}.",
        "Readers take the number for today's.",
        "{rewrite}",
    ),
    _Text(
        "default-none",
        "none",
        "outdated",
        "error",
        "There is an approved treatment",
        "Treatments are approved for {indication} in the {jurisdiction} since {since}: {changed}.",
        "Readers may not ask for a treatment that exists.",
        "{rewrite}",
    ),
    _Text(
        "default-withdrawn",
        "withdrawn",
        "outdated",
        "error",
        "Offered, though withdrawn",
        "{subject} is no longer to be had in the {jurisdiction}: {changed}.",
        "Readers would ask for a medicine that they cannot get.",
        "Say that it was withdrawn, and when.",
    ),
    _Text(
        "default-pending",
        "pending",
        "outdated",
        "warning",
        "Awaited, though decided",
        "What is said to be ahead has happened: {changed}.",
        "Readers would wait for what has come.",
        "Write what was decided, and when.",
    ),
    _Text(
        "default-awaited",
        "awaited",
        "outdated",
        "warning",
        "The awaited day has gone by",
        "“{text}” lies before {as_of}. {changed}",
        "Readers would wait for what has come, or never will.",
        "Write what happened.",
    ),
    _Text(
        "default-newest",
        "newest",
        "outdated",
        "warning",
        "Not the newest any more",
        "A newer one was approved for {indication} in the {jurisdiction}: {changed}.",
        "Readers take it for the latest.",
        "{rewrite}",
    ),
    _Text(
        "default-recent",
        "recent",
        "outdated",
        "warning",
        "Not new any more",
        "{subject} is called new, or the time told does not fit {as_of}: {changed}.",
        "Readers take it for the latest.",
        "Write the year instead of “new” or “recently”.",
    ),
    _Text(
        "default-route",
        "route",
        "outdated",
        "warning",
        "Another route has been approved",
        "{subject} can be given by another route in the {jurisdiction} since {since}: {changed}.",
        "Readers may turn down a medicine for a route that they need not take.",
        "Name every approved route.",
    ),
    _Text(
        "default-too-early",
        "too-early",
        "misstatement",
        "error",
        "Not approved yet on that day",
        "{subject} was not approved in the {jurisdiction} on {as_of}: {changed}.",
        "It was never true on that day.",
        "Leave it out, or give the date of approval.",
    ),
)

_NO_EXAMPLES = Examples.model_construct(flag=(), pass_=())

DEFAULTS: tuple[Approvals, ...] = tuple(
    Approvals.model_construct(
        kind="approvals",
        confidence="high",
        sources=(),
        facts=(),
        since=None,
        replaces=None,
        always_counts=text.asserts == "withdrawn",
        examples=_NO_EXAMPLES,
        **text._asdict(),
    )
    for text in _TEXTS
)
"""One for each thing that a statement may assert."""


def uncovered(definitions: Sequence[Definition]) -> tuple[Approvals, ...]:
    """The built-in checks for the assertions that no check of the packs covers; without facts they never fire."""
    covered = {definition.asserts for definition in definitions if isinstance(definition, Approvals)}
    return tuple(check for check in DEFAULTS if check.asserts not in covered)
