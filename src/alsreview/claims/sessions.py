"""Session files under `claims/reviews/`: what one person decided in one sitting. Written once, never changed.

JSON, because a signature is over the bytes and because forty thousand records must be read in a second.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pydantic import ValidationError

from alsreview import __version__, strict_yaml
from alsreview.claims import session_form
from alsreview.claims.decided import DECISIONS, NEEDS_REASON, SESSION_ID, Decision, Record, Session, SignedSource
from alsreview.claims.digest import digest
from alsreview.claims.model import Claim, SourceRecord
from alsreview.claims.paths import REVIEWS
from alsreview.claims.session_model import TIME, RecordModel, SessionModel
from alsreview.errors import Fault, InputError

__all__ = [
    "DECISIONS",
    "NEEDS_REASON",
    "SESSION_ID",
    "SIGNATURE",
    "SUFFIX",
    "Decision",
    "Record",
    "Session",
    "SignedSource",
    "new_session_id",
    "parse",
    "record_of",
    "render",
    "session_of",
    "session_path",
    "stamp",
]

SUFFIX = ".json"
SIGNATURE = ".sig"
"""Behind the whole name of the session file."""

_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


def new_session_id(reviewer: str, at: datetime) -> str:
    """A name that sorts by time and that two people never share."""
    tail = "".join(secrets.choice(_ALPHABET) for _ in range(4))
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}-{reviewer}-{tail}"


def stamp(at: datetime) -> str:
    """A time as session files hold it."""
    return at.astimezone(UTC).strftime(TIME)


def render(session: Session) -> str:
    """The bytes that are stored and signed: one field a line, in one order, LF."""
    return json.dumps(_data(session), ensure_ascii=False, indent=1) + "\n"


def _data(session: Session) -> dict[str, Any]:
    return {
        "format": 1,
        "session": session.session,
        "attested_by": session.attested_by,
        "recorded_by": session.recorded_by,
        "at": session.at,
        "tool": session.tool,
        "records": [
            {**record._asdict(), "sources": [source._asdict() for source in record.sources]}
            for record in session.records
        ],
    }


def parse(text: str, name: str, expected: str | None = None) -> Session:
    """A session from its file's text; `expected` is the id that its name stands for. Raises InputError, all faults."""
    session = session_form.read(text) or _by_model(text, name)
    if expected is not None and session.session != expected:
        what = f"holds session {session.session} under the name of another"
        raise InputError(Fault(name, 0, 0, what, "session files are not copied or renamed; restore it from git"))
    return session


def _by_model(text: str, name: str) -> Session:
    try:
        return SessionModel.model_validate(json.loads(text, object_pairs_hook=_unique)).value()
    except (ValueError, ValidationError, RecursionError):
        return _strictly(text, name)


def _unique(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands twice")
    return found


def _strictly(text: str, name: str) -> Session:
    """Every fault with its place: JSON is YAML as well."""
    data, marks = strict_yaml.parse(text, name)
    strict_yaml.validate(data, marks, SessionModel, name)
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
        cited.append(SignedSource(source.ref, identifier, source.locator, source.quote))
    record = Record(
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
    RecordModel.model_validate({**record._asdict(), "sources": [source._asdict() for source in cited]})
    return record


def session_of(reviewer: str, recorded_by: str, at: datetime, records: Sequence[Record]) -> Session:
    """A new session. `at` has a time zone. Raises ValueError where no such session could be read again."""
    name, tool = new_session_id(reviewer, at), f"alsreview {__version__}"
    session = Session(name, reviewer, recorded_by, stamp(at), tool, tuple(records))
    SessionModel.model_validate(_data(session))
    return session


def session_path(session: Session) -> str:
    """Where a session lies, POSIX below the claims folder."""
    return f"{REVIEWS}/{session.session}{SUFFIX}"
