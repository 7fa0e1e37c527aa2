"""What one person decided in one sitting, as plain values: forty thousand of them have to be made in a moment."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, NamedTuple

from alsreview.claims.digest import digest_of
from alsreview.claims.model import Kind

Decision = Literal["confirm", "needs-change", "cannot-judge", "dispute"]
DECISIONS: tuple[Decision, ...] = ("confirm", "needs-change", "cannot-judge", "dispute")
NEEDS_REASON = frozenset(("needs-change", "cannot-judge", "dispute"))
SESSION_ID = re.compile(r"\d{8}T\d{6}Z-[a-z0-9-]+-[a-z2-7]{4}")


class SignedSource(NamedTuple):
    """A source as it stood when the claim was judged."""

    ref: str
    identifier: str | None = None
    locator: str | None = None
    quote: str | None = None


class Record(NamedTuple):
    """One decision on one claim, with the whole of what was judged, so that a later diff needs no history.

    The fields are those of the file, in its order.
    """

    claim: str
    document: str
    """Where the claim stood then; for people."""
    decision: Decision
    reason: str | None
    sources_opened: tuple[str, ...]
    """The sources that the reviewer says they opened."""
    resolves: str | None
    """Session of the dispute that this decision settles."""
    digest: str
    kind: Kind
    statement: str
    context: str | None
    sources: tuple[SignedSource, ...]

    def own_digest(self) -> str:
        """The digest of what the record says was judged; another one in `digest` shows that it was tampered with."""
        return digest_of(self.kind, self.statement, self.context, [source._asdict() for source in self.sources])


@dataclass(frozen=True, slots=True)
class Session:
    """One session file. `at` is the end of the session, in UTC, to the second (`2026-11-22T10:15:00Z`).

    Made by `sessions.parse` and `sessions.session_of`, which hold it to the form of the file.
    """

    session: str
    attested_by: str
    """Who decided."""
    recorded_by: str
    """Who put it on file; another person where a decision file or a word on the telephone was taken in."""
    at: str
    tool: str
    records: tuple[Record, ...]
    day: date = field(init=False, repr=False, compare=False)
    """The day of `at`, in UTC."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "day", date.fromisoformat(self.at[:10]))

    @property
    def proxied(self) -> bool:
        """True where someone else put it on file."""
        return self.recorded_by != self.attested_by
