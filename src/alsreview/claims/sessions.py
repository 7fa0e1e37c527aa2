"""Session files under `claims/reviews/`: what one person decided in one sitting. Written once, never changed.

JSON, because a signature is over the bytes and because forty thousand records must be read in a second.
"""

from __future__ import annotations

import json
import re
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, StringConstraints, ValidationError, field_validator, model_validator

from alsreview import __version__, strict_yaml
from alsreview.claims.digest import ALGORITHM, digest, digest_of
from alsreview.claims.model import Claim, ClaimId, Kind, SourceId, SourceRecord, Text, _many, _Strict
from alsreview.claims.paths import REVIEWS
from alsreview.claims.reviewers import ReviewerId
from alsreview.errors import Fault, InputError

Decision = Literal["confirm", "needs-change", "cannot-judge", "dispute"]
DECISIONS: tuple[Decision, ...] = ("confirm", "needs-change", "cannot-judge", "dispute")
NEEDS_REASON = frozenset(("needs-change", "cannot-judge", "dispute"))
SESSION_ID = re.compile(r"\d{8}T\d{6}Z-[a-z0-9-]+-[a-z2-7]{4}")
SUFFIX = ".json"
SIGNATURE = ".sig"
"""Behind the whole name of the session file."""

_DIGEST = rf"^{ALGORITHM}:[0-9a-f]{{64}}$"
_AT = "%Y-%m-%dT%H:%M:%SZ"
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


class SignedSource(_Strict):
    """A source as it stood when the claim was judged."""

    ref: SourceId
    identifier: str | None = None
    locator: str | None = None
    quote: str | None = None


class Record(_Strict):
    """One decision on one claim, with the whole of what was judged, so that a later diff needs no history."""

    claim: ClaimId
    document: Text
    """Where the claim stood then; for people."""
    decision: Decision
    reason: Text | None = None
    sources_opened: Annotated[tuple[SourceId, ...], BeforeValidator(_many)] = ()
    """The sources that the reviewer says they opened."""
    resolves: Text | None = None
    """Session of the dispute that this decision settles."""
    digest: Annotated[str, StringConstraints(pattern=_DIGEST)]
    kind: Kind
    statement: Text
    context: str | None = None
    sources: Annotated[tuple[SignedSource, ...], BeforeValidator(_many)] = ()

    @model_validator(mode="after")
    def _says_why(self) -> Record:
        if self.decision in NEEDS_REASON and self.reason is None:
            raise ValueError(f"decision `{self.decision}` needs a `reason`")
        return self

    def own_digest(self) -> str:
        """The digest of what the record says was judged; another one in `digest` shows that it was tampered with."""
        return digest_of(self.kind, self.statement, self.context, [source.model_dump() for source in self.sources])


class Session(_Strict):
    """One session file. `at` is the end of the session, in UTC, to the second."""

    format: Literal[1]
    session: Annotated[str, StringConstraints(pattern=f"^{SESSION_ID.pattern}$")]
    attested_by: ReviewerId
    """Who decided."""
    recorded_by: Text
    """Who put it on file; another person where a decision file or a word on the telephone was taken in."""
    at: str
    tool: str
    records: Annotated[tuple[Record, ...], BeforeValidator(_many)]

    @field_validator("at")
    @classmethod
    def _is_a_time(cls, value: str) -> str:
        try:
            datetime.strptime(value, _AT)
        except ValueError:
            raise ValueError(f"{value!r} is no time in UTC; write it as 2026-11-22T10:15:00Z") from None
        return value

    @model_validator(mode="after")
    def _is_whole(self) -> Session:
        if not self.records:
            raise ValueError("a session without a record says nothing")
        seen = [record.claim for record in self.records]
        if twice := sorted({claim for claim in seen if seen.count(claim) > 1} if len(set(seen)) < len(seen) else ()):
            raise ValueError(f"decides twice on {', '.join(twice)}")
        return self

    @property
    def day(self) -> date:
        """The day of `at`, in UTC."""
        return date.fromisoformat(self.at[:10])

    @property
    def proxied(self) -> bool:
        """True where someone else put it on file."""
        return self.recorded_by != self.attested_by


def new_session_id(reviewer: str, at: datetime) -> str:
    """A name that sorts by time and that two people never share."""
    tail = "".join(secrets.choice(_ALPHABET) for _ in range(4))
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{reviewer}-{tail}"


def stamp(at: datetime) -> str:
    """A time as session files hold it."""
    return at.astimezone(UTC).strftime(_AT)


def render(session: Session) -> str:
    """The bytes that are stored and signed: one field a line, in one order, LF."""
    return json.dumps(session.model_dump(), ensure_ascii=False, indent=1) + "\n"


def parse(text: str, name: str, expected: str | None = None) -> Session:
    """A session from its file's text; `expected` is the id that its name stands for. Raises InputError, all faults."""
    try:
        session = Session.model_validate(json.loads(text, object_pairs_hook=_unique))
    except (ValueError, ValidationError, RecursionError):
        session = _strictly(text, name)
    if expected is not None and session.session != expected:
        what = f"holds session {session.session} under the name of another"
        raise InputError(Fault(name, 0, 0, what, "session files are not copied or renamed; restore it from git"))
    return session


def _unique(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _strictly(text: str, name: str) -> Session:
    """Every fault with its place: JSON is YAML as well."""
    data, marks = strict_yaml.parse(text, name)
    strict_yaml.validate(data, marks, Session, name)
    raise InputError(Fault(name, 0, 0, "is not JSON", "session files are written by the tool; restore it from git"))


def record_of(
    claim: Claim,
    sources: Mapping[str, SourceRecord],
    document: str,
    decision: Decision,
    reason: str | None = None,
    sources_opened: Sequence[str] = (),
    resolves: str | None = None,
) -> Record:
    """A decision on a claim as it now stands. Raises ValueError where the decision needs a reason and has none."""
    cited = []
    for source in claim.sources:
        known = sources.get(source.ref)
        identifier = known.identifier if known else None
        cited.append(SignedSource(ref=source.ref, identifier=identifier, locator=source.locator, quote=source.quote))
    return Record(
        claim=claim.id,
        document=document,
        decision=decision,
        reason=reason,
        sources_opened=tuple(sources_opened),
        resolves=resolves,
        digest=digest(claim, sources),
        kind=claim.kind,
        statement=claim.statement,
        context=claim.context,
        sources=tuple(cited),
    )


def session_of(reviewer: str, recorded_by: str, at: datetime, records: Sequence[Record]) -> Session:
    """A new session. `at` has a time zone."""
    return Session(
        format=1,
        session=new_session_id(reviewer, at),
        attested_by=reviewer,
        recorded_by=recorded_by,
        at=stamp(at),
        tool=f"alsreview {__version__}",
        records=tuple(records),
    )


def session_path(session: Session) -> str:
    """Where a session lies, POSIX below the claims folder."""
    return f"{REVIEWS}/{session.session}{SUFFIX}"
