"""How a report is to be shown: everything that is not part of the result itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class View:
    """`width` in terminal cells; `required` names what must have been checked."""

    fail_on: str = "error"
    required: frozenset[str] = frozenset()
    width: int = 100
    colour: bool = False
