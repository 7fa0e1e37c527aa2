"""What a check file of kind `approvals` says, and what the engine hands back for it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Literal

from alsreview.checks.definition import Definition
from alsreview.knowledge.facts import Fact

Asserts = Literal[
    "sole",
    "count",
    "closed-list",
    "none",
    "withdrawn",
    "pending",
    "awaited",
    "newest",
    "recent",
    "route",
    "too-early",
]
"""What a statement asserts, and so which check it falls to. `too-early` was never true on the day."""

PLACEHOLDERS = frozenset(
    {"subject", "changed", "since", "jurisdiction", "authority", "indication", "now", "as_of", "rewrite", "known_to"}
)


class Approvals(Definition):
    """A check of kind `approvals`.

    Placeholders: `{subject}` what the statement names; `{changed}` what superseded it, each with date, authority and
    number; `{since}` the day since when; `{jurisdiction}` and `{indication}` it was judged in; `{now}` what is true
    on the as-of date `{as_of}`; `{rewrite}` a sentence to write instead; `{known_to}` how far the ledger was verified.
    """

    placeholders: ClassVar[frozenset[str]] = PLACEHOLDERS

    kind: Literal["approvals"]
    asserts: Asserts


@dataclass(frozen=True, slots=True)
class Verdict:
    """A statement that does not hold. `start` and `end` are offsets in its text, end exclusive.

    `proofs` are facts of which any one suffices, unless `all_needed`; that decides whether an unchecked fact caps it.
    """

    asserts: Asserts
    start: int
    end: int
    proofs: tuple[Fact, ...]
    values: Mapping[str, str]
    replacements: tuple[str, ...] = ()
    all_needed: bool = False
    sure: bool = True
    """False where the reading itself is a guess (the subject comes from the sentence before)."""
    notes: tuple[str, ...] = field(default=())
    """What was recognised, for `explain --sentence`."""

    @property
    def shaky(self) -> bool:
        """Whether it falls without facts that nobody has checked."""
        if not self.proofs:
            return False
        unchecked = [fact.shaky for fact in self.proofs]
        return any(unchecked) if self.all_needed else all(unchecked)
