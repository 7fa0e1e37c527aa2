"""What a statement asserts of a whole set of approved treatments."""

from __future__ import annotations

from dataclasses import dataclass

from alsreview.checks.approvals.definition import Asserts


@dataclass(frozen=True, slots=True)
class Assertion:
    """A set that a statement names: `subjects` where it names them, `number` where it counts."""

    asserts: Asserts
    start: int
    end: int
    subjects: tuple[str, ...] = ()
    number: int | None = None
    bound: str = ""
    indication: str | None = None
    modifies: bool = False
    """Whether only treatments that change the course of the disease are meant, not those of its symptoms."""
