"""Models as the plain data that is written: fields in their one order, unset ones left out where nobody needs them."""

from __future__ import annotations

from typing import Any

from alsreview.claims.model import Claim, ClaimSource, SourceRecord


def claim_data(claim: Claim) -> dict[str, Any]:
    """A claim's fields in the order of the file."""
    data: dict[str, Any] = {
        "id": claim.id,
        "statement": claim.statement,
        "context": claim.context,
        "section": claim.section,
        "kind": claim.kind,
    }
    if claim.reason is not None:
        data["reason"] = claim.reason
    data |= {
        "status": claim.status,
        "as_of": claim.as_of,
        "sources": [_cited(source) for source in claim.sources],
        "facts": list(claim.facts),
        "reviewer": None if claim.reviewer is None else list(claim.reviewer),
    }
    for key in ("superseded_by", "retired_on", "note"):
        if (value := getattr(claim, key)) is not None:
            data[key] = value
    return data


def source_data(record: SourceRecord) -> dict[str, Any]:
    """A source record's fields that are set, by their names in the file."""
    return record.model_dump(by_alias=True, exclude_defaults=True)


def _cited(source: ClaimSource) -> dict[str, Any]:
    return source.model_dump(exclude_defaults=True)
