"""The status as JSON, for other programs (schema_version 1, docs/formats.md)."""

from __future__ import annotations

import json
from typing import Any

from alsreview.pipeline.status_values import MOVERS, STATES, DocumentStatus, StatementStatus, Status
from alsreview.reports.status.changes import changes
from alsreview.reports.status.page import page_name
from alsreview.reports.status.panel import tier
from alsreview.reports.status.people import people

SCHEMA_VERSION = 1


_one_line = json.JSONEncoder(ensure_ascii=False).encode
"""Without indents: those are written by Python's own slow encoder, a tenth of a large report's time."""


def render(status: Status) -> str:
    """One JSON object, keys in a fixed order, a line for each entry of a list and for each statement."""
    return f"{{\n{_members(as_data(status), '')}\n}}\n"


def _members(data: dict[str, Any], indent: str) -> str:
    return ",\n".join(f"{indent} {_one_line(key)}: {_value(value, indent)}" for key, value in data.items())


def _value(value: Any, indent: str) -> str:
    if not isinstance(value, list) or not value:
        return _one_line(value)
    inner = indent + "  "
    if isinstance(value[0], dict) and "statements" in value[0]:
        rows = (f"{inner}{{\n{_members(entry, inner)}\n{inner}}}" for entry in value)
    else:
        rows = (inner + _one_line(entry) for entry in value)
    return "[\n" + ",\n".join(rows) + f"\n{indent} ]"


def as_data(status: Status) -> dict[str, Any]:
    """The plain data behind the JSON. Every state and mover is there, also where its count is 0."""
    data: dict[str, Any] = {
        "schema_version": SCHEMA_VERSION,
        "as_of": status.as_of.isoformat(),
        "claims_kept": status.claims_kept,
        "states": {state: status.counts()[state] for state in STATES},
        "moves": {mover: status.moves()[mover] for mover in MOVERS if mover != "nobody"},
        "documents": [_document(document) for document in status.documents],
        "reviewers": [
            {
                "id": person.id, "name": person.name, "role": person.role, "active": person.active,
                "in_force": person.in_force, "signed": person.signed, "due": person.due, "overdue": person.overdue,
                "asked": person.asked, "disputes": person.disputes, "last_session": person.last or None,
            }
            for person in people(status)
        ],
        "not_checked": [
            {"what": item.what, "reason": item.reason, "fix": item.fix} for item in status.result.not_checked
        ],
        "not_read": list(status.result.faults),
    }  # fmt: skip
    if status.since is not None:
        data["since"] = status.since.day.isoformat()
        data["since_basis"] = status.since.basis
        data["since_commit"] = status.since.past.commit if status.since.past else None
        data["changes"] = [change._asdict() for change in changes(status)]
    return data


def _document(document: DocumentStatus) -> dict[str, Any]:
    counts, due = document.counts(), document.next_due()
    return {
        "path": document.path,
        "title": document.title,
        "page": page_name(document.path),
        "states": {state: counts[state] for state in STATES},
        "moves": {mover: document.moves()[mover] for mover in MOVERS if mover != "nobody"},
        "next_due": due.isoformat() if due else None,
        "statements": [_statement(item) for item in document.tracked],
        "orphans": [orphan.claim.id for orphan in document.orphans],
    }


def _statement(item: StatementStatus) -> dict[str, Any]:
    state = item.standing
    return {
        "line": item.line,
        "text": item.statement.text,
        "state": item.state,
        "mover": item.mover,
        "move": item.move,
        "claim": item.match.claim.id if item.match else None,
        "sources": [cited.ref for cited in item.match.claim.sources] if item.match else [],
        "reviewers": list(state.reviewers) if state else [],
        "sign_offs": [
            {
                "reviewer": one.reviewer, "on": one.session.day.isoformat(), "decision": one.record.decision,
                "tier": tier(one), "counts": one.void is None,
            }
            for one in (state.sign_offs if state else ())
        ],
        "reviewed_on": state.reviewed_on.isoformat() if state and state.reviewed_on else None,
        "due": state.due.isoformat() if state and state.due else None,
        "findings": [{"check": finding.check, "fingerprint": finding.fingerprint} for finding in item.findings],
    }  # fmt: skip
