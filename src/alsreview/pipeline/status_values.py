"""The status of a site as values: where each statement stands, and who has to act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from alsreview.claims.assignments import Assignment
from alsreview.claims.match import ClaimMatch, Orphan
from alsreview.claims.model import Claim, SourceRecord
from alsreview.claims.reviewers import Reviewer
from alsreview.claims.reviews import StoredSession
from alsreview.claims.standing import ClaimState
from alsreview.documents.model import Document
from alsreview.findings import Finding, RunResult
from alsreview.pipeline.past import Since
from alsreview.statements.model import Statement

State = Literal["outdated", "disputed", "unsourced", "unclaimed", "in-review", "overdue", "due", "verified"]
STATES: tuple[State, ...] = get_args(State)
"""Where a statement can stand, the most urgent first. Exactly one of them for each statement that is tracked."""

Mover = Literal["writer", "reviewer", "editor", "nobody"]
MOVERS: tuple[Mover, ...] = get_args(Mover)
"""Who has to act next."""


@dataclass(frozen=True, slots=True)
class StatementStatus:
    """One statement. `state` is None where it is neither check-worthy nor has a claim."""

    statement: Statement
    line: int
    """1-based line of the source file (paragraph, for Word files) where it starts."""
    state: State | None
    mover: Mover
    move: str
    """What the mover has to do, one sentence; empty where nobody has to."""
    match: ClaimMatch | None = None
    standing: ClaimState | None = None
    findings: tuple[Finding, ...] = ()
    asked: tuple[str, ...] = ()
    """Ids of the reviewers whom an editor asked to look at it."""


@dataclass(frozen=True, slots=True)
class DocumentStatus:
    """One document with all its statements, in order."""

    document: Document
    title: str
    statements: tuple[StatementStatus, ...]
    orphans: tuple[Orphan, ...] = ()
    """Claims whose statement is no longer in the text."""
    others: tuple[Finding, ...] = ()
    """Findings that belong to no statement, such as those on its claim file."""

    @property
    def path(self) -> str:
        """POSIX path, as findings name it."""
        return self.document.path

    @property
    def tracked(self) -> tuple[StatementStatus, ...]:
        """The statements that have a state."""
        return tuple(item for item in self.statements if item.state is not None)

    def counts(self) -> Counter[State]:
        """Statements by state."""
        return Counter(item.state for item in self.statements if item.state is not None)

    def moves(self) -> Counter[Mover]:
        """Tracked statements by who has to act; orphaned claims are the writer's."""
        found: Counter[Mover] = Counter(item.mover for item in self.tracked if item.mover != "nobody")
        if self.orphans:
            found["writer"] += len(self.orphans)
        return found

    def findings(self) -> tuple[Finding, ...]:
        """All findings of the document, those on statements first."""
        return (*(finding for item in self.statements for finding in item.findings), *self.others)

    def next_due(self) -> date | None:
        """The first day on which a review lapses, or lapsed, of the statements that are verified, due or overdue."""
        days = [
            item.standing.due
            for item in self.statements
            if item.state in ("verified", "due", "overdue") and item.standing and item.standing.due
        ]
        return min(days, default=None)


@dataclass(frozen=True, slots=True)
class Status:
    """The status of all documents of a run, and what was not checked (in `result`)."""

    as_of: date
    result: RunResult
    documents: tuple[DocumentStatus, ...]
    claims_kept: bool
    sources: Mapping[str, SourceRecord] = field(default_factory=dict)
    reviewers: Mapping[str, Reviewer] = field(default_factory=dict)
    sessions: tuple[StoredSession, ...] = ()
    assignments: tuple[Assignment, ...] = ()
    claims: tuple[tuple[str, Claim], ...] = ()
    """Every claim that is kept, with the path of its document."""
    claims_folder: str = "claims"
    """POSIX, below the configuration's folder."""
    since: Since | None = None
    """The day to compare with, where one was asked for."""
    elsewhere: tuple[Finding, ...] = ()
    """Findings on files that are no document of the run, such as `claims/sources.yaml`."""

    def counts(self) -> Counter[State]:
        """Statements by state, over all documents."""
        return sum((document.counts() for document in self.documents), Counter[State]())

    def moves(self) -> Counter[Mover]:
        """Statements by who has to act, over all documents."""
        return sum((document.moves() for document in self.documents), Counter[Mover]())

    def name(self, reviewer: str) -> str:
        """The name of a reviewer, or the id where nobody of that id is known."""
        known = self.reviewers.get(reviewer)
        return known.name if known else reviewer
