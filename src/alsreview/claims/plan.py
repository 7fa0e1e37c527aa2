"""What a `sync` would do, as values: decided here, shown and written elsewhere."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from alsreview.claims.changes import Change, is_critical
from alsreview.claims.model import Claim, SourceRecord

What = Literal[
    "new",
    "restored",
    "moved",
    "context",
    "reworded",
    "split",
    "merged",
    "demoted",
    "projected",
    "retired",
    "dropped",
    "gone-in-text",
]
"""`restored`: found again in git after a merge; `demoted`: a `verified` that no sign-off backs; `projected`: another
status brought to what the sign-offs say; `gone-in-text`: a
retired or superseded claim whose statement stands in the text (nothing is written, `check` calls it an error)."""


class Step(NamedTuple):
    """One thing that sync does to one claim. `old` and `new` are wordings (contexts for `context`)."""

    what: What
    document: str
    claim: str
    old: str = ""
    new: str = ""
    changes: tuple[Change, ...] = ()
    note: str = ""

    @property
    def critical(self) -> bool:
        """True where what changed may change the meaning."""
        return is_critical(self.changes)


@dataclass(slots=True)
class Plan:
    """Everything that sync would do. `claims` holds the wanted claims of each document, None where its file goes."""

    steps: list[Step] = field(default_factory=list)
    claims: dict[str, tuple[Claim, ...] | None] = field(default_factory=dict)
    sources: list[SourceRecord] = field(default_factory=list)
    """Records to add: harvested from the text, or found again in git after a merge."""
    restored_sources: list[str] = field(default_factory=list)
    """Ids of those found again in git."""
    kept: int = 0
    """Claims that stay exactly as they are."""
    refreshed: int = 0
    """Claims whose section or typography was brought up to date; no sign-off is touched."""
