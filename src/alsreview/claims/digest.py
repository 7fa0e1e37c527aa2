"""Digest `d1`: what a sign-off binds to. Frozen; golden vectors in `docs/formats.md`.

The sha256 of the canonical JSON of `{norm, kind, statement, context, sources: [{ref, identifier, locator, quote}]}`,
all texts in norm `n1`. Not in it: id, section, status, reviewer, facts, as_of, note, and what else a source's record
says, its title above all.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from json.encoder import encode_basestring as _quoted
from typing import Any

from alsreview.claims.model import Claim, SourceRecord
from alsreview.claims.normal import NORM, normal, normal_or_none

ALGORITHM = "d1"


class Digests:
    """Digests of the claims of one state of the sources; each source and passage is put in canonical form once."""

    def __init__(self, sources: Mapping[str, SourceRecord]) -> None:
        """`sources` are the records by id; a record that is missing or has no identifier gives `null`."""
        self._sources = sources
        self._identifiers: dict[str, str | None] = {}
        self._cited: dict[tuple[str, str | None, str | None], str] = {}

    def identifier(self, ref: str) -> str | None:
        """The identifier that sign-offs bind to, of the source with this id."""
        if ref not in self._identifiers:
            record = self._sources.get(ref)
            self._identifiers[ref] = record.identifier if record else None
        return self._identifiers[ref]

    def input(self, claim: Claim) -> str:
        """The canonical JSON that is hashed: keys sorted, no spaces, no escapes beyond JSON's own, sources sorted."""
        cited: list[str] = []
        for source in claim.sources:
            key = (source.ref, source.locator, source.quote)
            if key not in self._cited:
                self._cited[key] = _source(source.ref, self.identifier(source.ref), source.locator, source.quote)
            cited.append(self._cited[key])
        return _input(claim.kind, claim.statement, claim.context, cited)

    def of(self, claim: Claim) -> str:
        """`d1:` and 64 hex digits."""
        return _hashed(self.input(claim))


def digest_input(claim: Claim, sources: Mapping[str, SourceRecord]) -> str:
    """The canonical JSON of one claim; see `Digests`."""
    return Digests(sources).input(claim)


def digest(claim: Claim, sources: Mapping[str, SourceRecord]) -> str:
    """The digest of one claim; see `Digests`."""
    return Digests(sources).of(claim)


def digest_of(kind: str, statement: str, context: str | None, sources: Iterable[Mapping[str, Any]]) -> str:
    """The digest of what a sign-off record says was judged; `sources` have ref, identifier, locator and quote."""
    cited = [_source(one["ref"], one["identifier"], one["locator"], one["quote"]) for one in sources]
    return _hashed(_input(kind, statement, context, cited))


def _source(ref: str, identifier: str | None, locator: str | None, quote: str | None) -> str:
    return (
        f'{{"identifier":{_text(identifier)},"locator":{_text(normal_or_none(locator))},'
        f'"quote":{_text(normal_or_none(quote))},"ref":{_quoted(ref)}}}'
    )


def _input(kind: str, statement: str, context: str | None, cited: list[str]) -> str:
    # The order in which sources are listed says nothing, and a merge may change it: they are sorted.
    return (
        f'{{"context":{_text(normal_or_none(context))},"kind":{_quoted(kind)},"norm":"{NORM}",'
        f'"sources":[{",".join(sorted(cited))}],"statement":{_quoted(normal(statement))}}}'
    )


def _text(value: str | None) -> str:
    return "null" if value is None else _quoted(value)


def _hashed(text: str) -> str:
    return f"{ALGORITHM}:{hashlib.sha256(text.encode('utf-8', 'surrogatepass')).hexdigest()}"
