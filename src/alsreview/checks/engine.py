"""What an engine is given and what it gives back. Engines touch no disk, clock, network or terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from alsreview.checks.wording import token_words
from alsreview.claims.match import PageClaims
from alsreview.documents.model import Document
from alsreview.findings import Confidence, Evidence, Position, Severity
from alsreview.knowledge.reading import MAX_READ
from alsreview.knowledge.scan import LiteralHit
from alsreview.statements.model import Statement


@dataclass(frozen=True, slots=True)
class Hit:
    """A check fired. `start` and `end` are offsets in the reader text of the statement, end exclusive.

    `values` fill the placeholders of the check's message, why and remedy. `severity` and `confidence` are given only
    where the engine caps what the check file says (a fact that nobody verified yet caps a finding at note).
    """

    check: str
    statement: int
    """Index of the statement in the page."""
    start: int
    end: int
    values: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    replacements: tuple[str, ...] = ()
    severity: Severity | None = None
    confidence: Confidence | None = None
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One document, ready to be judged. `literals` holds the scan's hits by statement index."""

    document: Document
    statements: Sequence[Statement]
    literals: Mapping[int, Sequence[LiteralHit]]
    as_of: date
    claims: PageClaims | None = None
    """The claims held against the page, or None where none are kept."""
    authors: Mapping[int, frozenset[str]] = field(default_factory=dict)
    """Ids of the reviewers who wrote a statement as it stands, by its index; nothing where nobody knows."""


@dataclass(frozen=True, slots=True)
class FileHit:
    """A check fired on something that stands outside the page, such as a record of a claim file."""

    check: str
    path: str
    """POSIX path of the file, as `Document.path`."""
    start: Position
    end: Position
    text: str
    """The source from start to end."""
    statement: str
    """The text that the fingerprint hangs on: the claim's statement, or the record's id."""
    values: Mapping[str, str] = field(default_factory=dict)
    evidence: tuple[Evidence, ...] = ()
    claim: str | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an engine found on one page. `judged` holds the indexes of the statements that it could judge."""

    hits: tuple[Hit, ...] = ()
    file_hits: tuple[FileHit, ...] = ()
    judged: frozenset[int] = frozenset()


_last: list[tuple[Page, tuple[Sequence[str], ...]]] = []


def words_of_statements(page: Page) -> tuple[Sequence[str], ...]:
    """The words of each statement (`wording.token_words`; of a dump of text those of its beginning).

    Made once for a page, as several kinds of checks ask for them one after the other.
    """
    if not _last or _last[0][0] is not page:
        words = (token_words(statement.text[:MAX_READ]) for statement in page.statements)
        _last[:] = [(page, tuple(words))]
    return _last[0][1]
