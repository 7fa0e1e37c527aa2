"""What changed since a date, as far as the files themselves date it: sign-offs, wordings, lapses, newer facts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from alsreview.pipeline.status_values import DocumentStatus, StatementStatus, Status
from alsreview.reports.status.words import DECISION_WORDS

WRITTEN = "wording written"


class StatusChange(NamedTuple):
    """One thing that happened. `on` is an ISO date; `path` the document; `claim` its id, or empty."""

    on: str
    path: str
    what: str
    statement: str
    claim: str


def changes(status: Status, since: date) -> tuple[StatusChange, ...]:
    """All that happened after `since`, up to the as-of date; the newest first."""
    found = {change for document in status.documents for change in _of(status, document, since)}
    found.update(_sessions(status, since))
    # On one day a decision or a fact matters more to a reader than that a wording was written.
    ordered = sorted(found, key=lambda change: (change.what == WRITTEN, *change[1:]))
    return tuple(sorted(ordered, key=lambda change: change.on, reverse=True))


def _sessions(status: Status, since: date) -> Iterator[StatusChange]:
    paths = {document.path for document in status.documents}
    for stored in status.sessions:
        session = stored.session
        if since < session.day <= status.as_of:
            for record in session.records:
                if record.document in paths:
                    what = f"{status.name(session.attested_by)} {DECISION_WORDS[record.decision]}"
                    yield StatusChange(str(session.day), record.document, what, record.statement, record.claim)


def _of(status: Status, document: DocumentStatus, since: date) -> Iterator[StatusChange]:
    for item in document.statements:
        for on, what in _dated(item, status.as_of):
            if since.isoformat() < on <= status.as_of.isoformat():
                claim = item.match.claim.id if item.match else ""
                yield StatusChange(on, document.path, what, item.statement.text, claim)
    for orphan in document.orphans:
        if orphan.claim.as_of and since < orphan.claim.as_of <= status.as_of:
            yield StatusChange(
                str(orphan.claim.as_of), document.path, "gone from the text", orphan.claim.statement, orphan.claim.id
            )


def _dated(item: StatementStatus, as_of: date) -> Iterator[tuple[str, str]]:
    """Days of one statement with what happened on them."""
    if item.match is not None and item.match.claim.as_of is not None:
        yield str(item.match.claim.as_of), WRITTEN
    if item.state == "overdue" and item.standing is not None and item.standing.due is not None:
        yield str(item.standing.due), "review lapsed"
    for finding in item.findings:
        for evidence in finding.evidence:
            if evidence.date is not None and len(evidence.date) == len("2026-01-01"):
                yield evidence.date, f"{finding.check}: {evidence.statement}"
