"""A dated, sourced fact as a plain value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from alsreview.findings import Evidence
from alsreview.knowledge.dates import PartialDate
from alsreview.knowledge.models import Event, FactConfidence


@dataclass(frozen=True, slots=True)
class FactSource:
    """Where a fact is from."""

    publisher: str
    title: str
    identifier: str
    url: str | None = None

    def __str__(self) -> str:
        named = self.identifier not in ("-", "derived") and "see linked" not in self.identifier
        return f"{self.publisher}, {self.identifier}" if named else f"{self.publisher}, {self.title}"


@dataclass(frozen=True, slots=True)
class Fact:
    """One entry of the ledger. Ids are lexicon ids; `jurisdictions` are codes ("US", "EU", "INT")."""

    id: str
    event: Event
    subjects: tuple[str, ...]
    product: str | None
    form: str | None
    route: str | None
    authority: str | None
    jurisdictions: tuple[str, ...]
    indications: tuple[str, ...]
    statement: str
    valid_from: PartialDate | None
    valid_to: PartialDate | None
    source: FactSource
    confidence: FactConfidence
    note: str | None
    triggers: tuple[str, ...]
    path: str
    """File it stands in, as faults name it."""
    line: int
    """1-based line of its entry."""

    @property
    def since(self) -> date:
        """The first day on which it is sure to hold (`date.min` for a fact that has no date)."""
        return self.valid_from.latest if self.valid_from else date.min

    @property
    def until(self) -> date:
        """The last day on which it is sure to hold (`date.max` while it still does)."""
        return self.valid_to.latest if self.valid_to else date.max

    def holds(self, as_of: date) -> bool:
        """Whether it is sure to hold on a day."""
        return self.since <= as_of <= self.until

    @property
    def shaky(self) -> bool:
        """Nobody has checked it yet, so that a finding which needs it can be a note at most."""
        return self.confidence == "from-knowledge-needs-checking"

    def evidence(self) -> Evidence:
        """The fact as a finding shows it, with its confidence where that is less than full."""
        marks = {"verified": "", "verified-partly": " (verified in part)"}
        return Evidence(
            fact=self.id,
            statement=self.statement,
            date=self.valid_from.text if self.valid_from else None,
            jurisdiction=", ".join(self.jurisdictions),
            source=f"{self.source}{marks.get(self.confidence, ' (from knowledge, needs checking)')}",
        )
