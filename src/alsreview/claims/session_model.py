"""The form of a session file as strict models: what every file is held to, and what names every fault of one."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, StringConstraints, field_validator, model_validator

from alsreview.claims.decided import NEEDS_REASON, SESSION_ID, Decision, Record, Session, SignedSource
from alsreview.claims.digest import ALGORITHM
from alsreview.claims.model import ClaimId, Kind, SourceId, Text, _many, _Strict
from alsreview.claims.reviewers import ReviewerId

TIME = "%Y-%m-%dT%H:%M:%SZ"
DIGEST = rf"{ALGORITHM}:[0-9a-f]{{64}}"


def is_time(value: str) -> bool:
    """Whether a text is a time as session files hold it, digit for digit."""
    try:
        return datetime.strptime(value, TIME).strftime(TIME) == value
    except ValueError:
        return False


class SourceModel(_Strict):
    """See `decided.SignedSource`."""

    ref: SourceId
    identifier: str | None = None
    locator: str | None = None
    quote: str | None = None


class RecordModel(_Strict):
    """See `decided.Record`."""

    claim: ClaimId
    document: Text
    decision: Decision
    reason: Text | None = None
    sources_opened: Annotated[tuple[SourceId, ...], BeforeValidator(_many)] = ()
    resolves: Text | None = None
    digest: Annotated[str, StringConstraints(pattern=f"^{DIGEST}$")]
    kind: Kind
    statement: Text
    context: str | None = None
    sources: Annotated[tuple[SourceModel, ...], BeforeValidator(_many)] = ()

    @model_validator(mode="after")
    def _says_why(self) -> RecordModel:
        if self.decision in NEEDS_REASON and self.reason is None:
            raise ValueError(f"decision `{self.decision}` needs a `reason`")
        return self

    def value(self) -> Record:
        """The record as a plain value."""
        signed = tuple(SignedSource(one.ref, one.identifier, one.locator, one.quote) for one in self.sources)
        return Record(
            self.claim,
            self.document,
            self.decision,
            self.reason,
            self.sources_opened,
            self.resolves,
            self.digest,
            self.kind,
            self.statement,
            self.context,
            signed,
        )


class SessionModel(_Strict):
    """See `decided.Session`."""

    format: Literal[1]
    session: Annotated[str, StringConstraints(pattern=f"^{SESSION_ID.pattern}$")]
    attested_by: ReviewerId
    recorded_by: Text
    at: str
    tool: str
    records: Annotated[tuple[RecordModel, ...], BeforeValidator(_many)]

    @field_validator("at")
    @classmethod
    def _is_a_time(cls, value: str) -> str:
        if not is_time(value):
            raise ValueError(f"{value!r} is no time in UTC; write it as 2026-11-22T10:15:00Z")
        return value

    @model_validator(mode="after")
    def _is_whole(self) -> SessionModel:
        if not self.records:
            raise ValueError("a session without a record says nothing")
        seen = [record.claim for record in self.records]
        if twice := sorted({claim for claim in seen if seen.count(claim) > 1} if len(set(seen)) < len(seen) else ()):
            raise ValueError(f"decides twice on {', '.join(twice)}")
        return self

    def value(self) -> Session:
        """The session as a plain value."""
        records = tuple(record.value() for record in self.records)
        return Session(self.session, self.attested_by, self.recorded_by, self.at, self.tool, records)
