"""Reads the one form in which the tool writes session files: a fifth of the time that JSON and its models take.

Whatever else stands in a file, be it valid, gives None, and the file is read by `session_model`, which also names its
faults. A property test holds both readings together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import get_args

from alsreview.claims.decided import DECISIONS, NEEDS_REASON, SESSION_ID, Record, Session, SignedSource
from alsreview.claims.model import CLAIM_ID, SOURCE_ID, Kind
from alsreview.claims.reviewers import REVIEWER_ID
from alsreview.claims.session_model import DIGEST, is_time

_ANY = r'[^"\\\x00-\x1f]*+(?:\\["\\/bfnrt][^"\\\x00-\x1f]*+)*+'
_SOME = rf'(?!"){_ANY}'
_MAYBE = rf'(?:null|"({_ANY})")'
_MAYBE_SOME = rf'(?:null|"({_SOME})")'
_ONE_OPENED = rf'    "{SOURCE_ID.pattern}"'
_OPENED = rf"(\[\]|\[\n(?:{_ONE_OPENED},\n)*{_ONE_OPENED}\n   \])"
_ONE_SOURCE = (
    rf'    \{{\n     "ref": "({SOURCE_ID.pattern})",\n     "identifier": {_MAYBE},\n     "locator": {_MAYBE},\n'
    rf'     "quote": {_MAYBE}\n    \}}'
)
_UNGROUPED = re.sub(r"\((?!\?)", "(?:", _ONE_SOURCE)
_SOURCES = rf"(\[\]|\[\n(?:{_UNGROUPED},\n)*{_UNGROUPED}\n   \])"

_HEAD = re.compile(
    rf'\{{\n "format": 1,\n "session": "({SESSION_ID.pattern})",\n "attested_by": "({REVIEWER_ID.pattern})",\n'
    rf' "recorded_by": "({_SOME})",\n "at": "({_ANY})",\n "tool": "({_ANY})",\n "records": \[\n'
)
_RECORD = re.compile(
    rf'  \{{\n   "claim": "({CLAIM_ID.pattern})",\n   "document": "({_SOME})",\n'
    rf'   "decision": "({"|".join(DECISIONS)})",\n   "reason": {_MAYBE_SOME},\n'
    rf'   "sources_opened": {_OPENED},\n   "resolves": {_MAYBE_SOME},\n'
    rf'   "digest": "({DIGEST})",\n   "kind": "({"|".join(get_args(Kind))})",\n   "statement": "({_SOME})",\n'
    rf'   "context": {_MAYBE},\n   "sources": {_SOURCES}\n  \}}(,?)\n'
)
_SOURCE = re.compile(_ONE_SOURCE)
_ESCAPE = re.compile(r"\\(.)")
_ESCAPED = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}
_TAIL = " ]\n}\n"


def read(text: str) -> Session | None:
    """The session of a file's text, or None where it is not in the tool's own form from end to end."""
    head = _HEAD.match(text)
    if head is None:
        return None
    records = _records(text, head.end())
    name, attested_by, recorded_by, at, tool = map(_plain, head.groups())
    if not records or len({record.claim for record in records}) < len(records) or not is_time(at):
        return None
    return Session(name, attested_by, recorded_by, at, tool, tuple(records))


def _records(text: str, at: int) -> list[Record]:
    """All of them, or none where anything else stands there."""
    escaped = "\\" in text
    signed: dict[str, tuple[SignedSource, ...]] = {"[]": ()}  # many claims rest on the same passage
    found: list[Record] = []
    match = _RECORD.match
    while hit := match(text, at):
        at = hit.end()
        claim, document, decision, reason, opened, resolves, digest, kind, statement, context, cited, more = (
            hit.groups()
        )
        if escaped:
            document, statement = _plain(document), _plain(statement)
            reason, resolves, context = _plain_or_none(reason), _plain_or_none(resolves), _plain_or_none(context)
        if reason is None and decision in NEEDS_REASON:
            return []
        if cited not in signed:
            signed[cited] = tuple(_source(one.groups()) for one in _SOURCE.finditer(cited))
        ids = () if opened == "[]" else tuple(opened.split('"')[1::2])
        fields = (claim, document, decision, reason, ids, resolves, digest, kind, statement, context, signed[cited])
        found.append(Record._make(fields))
        if not more:
            return found if text[at:] == _TAIL else []
    return []


def _source(groups: Sequence[str | None]) -> SignedSource:
    ref, identifier, locator, quote = groups
    return SignedSource(ref or "", _plain_or_none(identifier), _plain_or_none(locator), _plain_or_none(quote))


def _plain(text: str) -> str:
    return _ESCAPE.sub(lambda found: _ESCAPED[found[1]], text) if "\\" in text else text


def _plain_or_none(text: str | None) -> str | None:
    return None if text is None else _plain(text)
