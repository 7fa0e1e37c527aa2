"""The file in which a reviewer's decisions come back, from the page or the table, and what of it can be put on file."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BeforeValidator, ValidationError, field_validator

from alsreview import strict_yaml
from alsreview.claims.model import ClaimId, SourceId, Text, _many, _Strict
from alsreview.claims.reviewers import ReviewerId
from alsreview.claims.sessions import Decision, Record, record_of
from alsreview.errors import Fault, InputError
from alsreview.review.decide import refusal
from alsreview.review.desk import Desk

_AT = "%Y-%m-%dT%H:%M:%SZ"


class Row(_Strict):
    """One decision as the reviewer made it. `digest` is that of the claim as the reviewer saw it."""

    claim: ClaimId
    digest: Text
    decision: Decision
    reason: Text | None = None
    sources_opened: Annotated[tuple[SourceId, ...], BeforeValidator(_many)] = ()
    resolves: Text | None = None


class DecisionFile(_Strict):
    """What the reviewer saved. `saved_at` is in UTC, to the second."""

    format: Literal[1]
    what: Literal["alsreview decisions"]
    reviewer: ReviewerId
    saved_at: str
    decisions: Annotated[tuple[Row, ...], BeforeValidator(_many)]

    @field_validator("saved_at")
    @classmethod
    def _is_a_time(cls, value: str) -> str:
        try:
            datetime.strptime(value, _AT)
        except ValueError:
            raise ValueError(f"{value!r} is no time in UTC; write it as 2026-11-22T10:15:00Z") from None
        return value

    @property
    def at(self) -> datetime:
        """When it was saved."""
        return datetime.strptime(self.saved_at, _AT).replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Refused:
    """A row that is not put on file, and why."""

    claim: str
    why: str


def read_decisions(path: Path) -> DecisionFile:
    """The decision file at `path`, JSON. Raises InputError with every fault."""
    text = strict_yaml.read_text(path, str(path))
    try:
        return DecisionFile.model_validate(json.loads(text))
    except (ValueError, ValidationError, RecursionError):
        data, marks = strict_yaml.parse(text, str(path))
        strict_yaml.validate(data, marks, DecisionFile, str(path))
        fault = Fault(str(path), 0, 0, "is not JSON", "send the file as it was saved")
        raise InputError(fault) from None


def sift(desk: Desk, file: DecisionFile, now: datetime) -> tuple[list[Record], list[Refused]]:
    """The records that can be put on file, and the rows that cannot: stale, impossible, or on file already."""
    if file.at > now:
        raise InputError(Fault("decision file", 0, 0, f"was saved at {file.saved_at}, which is yet to come",
                               "correct the clock of the machine where it was saved"))  # fmt: skip
    person = desk.tree.reviews.reviewers.get(file.reviewer)
    if person is None:
        raise InputError(Fault("decision file", 0, 0, f"is by {file.reviewer}, who is no reviewer",
                               "enter the person in reviewers.yaml first"))  # fmt: skip
    records: list[Record] = []
    refused: list[Refused] = []
    seen: set[str] = set()
    for row in file.decisions:
        if row.claim in seen:
            refused.append(Refused(row.claim, "is decided twice in the file"))
            continue
        seen.add(row.claim)
        if row.claim not in desk.placed:
            refused.append(Refused(row.claim, "is gone: no claim of that id is kept any more"))
            continue
        placed = desk[row.claim]
        why = _stale(desk, row) or _known(desk, file, row)
        why = why or refusal(placed, person, row.decision, file.at.date(), row.reason, row.resolves)
        if why:
            refused.append(Refused(row.claim, why))
            continue
        opened = _cited(row.sources_opened, [source.ref for source in placed.claim.sources])
        sources = desk.tree.sources
        records.append(
            record_of(placed.claim, sources, placed.document, row.decision, row.reason, opened, row.resolves)
        )
    return records, refused


def _stale(desk: Desk, row: Row) -> str | None:
    placed = desk[row.claim]
    if placed.state.digest == row.digest:
        return placed.stale or None
    return (
        f'is stale: since it was sent out it was changed to "{placed.claim.statement}", or its context or sources were'
    )


def _known(desk: Desk, file: DecisionFile, row: Row) -> str | None:
    for sign_off in desk[row.claim].state.sign_offs:
        same = (sign_off.record.decision, sign_off.record.reason) == (row.decision, row.reason)
        if sign_off.reviewer == file.reviewer and same and sign_off.session.at >= file.saved_at:
            return f"is on file already ({sign_off.session.session})"
    return None


def _cited(opened: Sequence[str], cited: Sequence[str]) -> tuple[str, ...]:
    return tuple(ref for ref in dict.fromkeys(opened) if ref in cited)
