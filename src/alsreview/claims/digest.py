"""Digest `d1`: what a sign-off binds to. Frozen; golden vectors in `docs/formats.md`.

The sha256 of the canonical JSON of `{norm, kind, statement, context, sources: [{ref, identifier, locator, quote}]}`,
all texts in norm `n1`. Not in it: id, section, status, reviewer, facts, as_of, note, and what else a source's record
says, its title above all.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from typing import Any

from alsreview.claims.model import Claim, SourceRecord
from alsreview.claims.normal import NORM, normal, normal_or_none

ALGORITHM = "d1"


def digest_input(claim: Claim, sources: Mapping[str, SourceRecord]) -> str:
    """The canonical JSON that is hashed: keys sorted, no spaces, no escapes beyond JSON's own, sources sorted.

    `sources` are the records by id; a record that is missing or has no identifier gives `null`.
    """
    cited: list[dict[str, Any]] = []
    for source in claim.sources:
        record = sources.get(source.ref)
        cited.append(
            {
                "ref": source.ref,
                "identifier": record.identifier if record else None,
                "locator": normal_or_none(source.locator),
                "quote": normal_or_none(source.quote),
            }
        )
    return _input(claim.kind, claim.statement, claim.context, cited)


def digest(claim: Claim, sources: Mapping[str, SourceRecord]) -> str:
    """`d1:` and 64 hex digits."""
    return _hashed(digest_input(claim, sources))


def digest_of(kind: str, statement: str, context: str | None, sources: Iterable[Mapping[str, Any]]) -> str:
    """The digest of what a sign-off record says was judged; `sources` have ref, identifier, locator and quote."""
    cited = [
        {**source, "locator": normal_or_none(source["locator"]), "quote": normal_or_none(source["quote"])}
        for source in sources
    ]
    return _hashed(_input(kind, statement, context, cited))


def _input(kind: str, statement: str, context: str | None, cited: list[dict[str, Any]]) -> str:
    data = {
        "norm": NORM,
        "kind": kind,
        "statement": normal(statement),
        "context": normal_or_none(context),
        # The order in which sources are listed says nothing, and a merge may change it.
        "sources": sorted(cited, key=_canonical),
    }
    return _canonical(data)


def _hashed(text: str) -> str:
    return f"{ALGORITHM}:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"


def _canonical(data: Any) -> str:
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
