"""What changed since a date: by git where there is a history, else as far as the files themselves date it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby
from typing import NamedTuple

from alsreview.claims.model import Claim
from alsreview.claims.normal import normal, normal_or_none
from alsreview.claims.paths import claim_path
from alsreview.findings import Finding
from alsreview.pipeline.past import Past, Since
from alsreview.pipeline.status_values import DocumentStatus, StatementStatus, Status
from alsreview.reports.status.words import DECISION_WORDS

WRITTEN = "wording written"
QUIET = frozenset({WRITTEN, "claim added", "status", "sources changed"})
"""What matters less to a reader than a decision, a fact or a finding of the same day."""


class StatusChange(NamedTuple):
    """One thing that happened. `on` is an ISO date; `path` the document; `claim` its id, or empty."""

    on: str
    path: str
    what: str
    statement: str
    claim: str


def changes(status: Status) -> tuple[StatusChange, ...]:
    """All that happened after the day that was asked for, up to the as-of date; the newest first."""
    asked = status.since
    if asked is None:
        return ()
    found = set(_sessions(status, asked))
    for document in status.documents:
        found.update(_dated(document, asked))
    if asked.past is not None:
        found.update(_claims(status, asked.past))
        found.update(_findings(status, asked.past))
        found.update(_documents(status, asked.past))
    day, last = asked.day.isoformat(), status.as_of.isoformat()
    ordered = sorted(found, key=lambda change: (change.what.split(":")[0] in QUIET, *change[1:]))
    in_time = (change for change in ordered if day < change.on <= last)
    return tuple(sorted(in_time, key=lambda change: change.on, reverse=True))


class Group(NamedTuple):
    """Changes of one day, document and sort; `statements` are the first of `size`."""

    on: str
    path: str
    what: str
    size: int
    statements: tuple[str, ...]


class Folded(NamedTuple):
    """What a page has room for; `more` changes are left out, and the JSON has them all."""

    groups: tuple[Group, ...]
    more: int


def folded(found: Sequence[StatusChange], most: int = 200, of_each: int = 20) -> Folded:
    """The first `most` groups, with `of_each` statements of each."""
    groups = []
    for (on, path, what), members in groupby(found, key=lambda change: change[:3]):
        statements = [change.statement for change in members]
        groups.append(Group(on, path, what, len(statements), tuple(statements[:of_each])))
    return Folded(tuple(groups[:most]), sum(group.size for group in groups[most:]))


def _sessions(status: Status, asked: Since) -> Iterator[StatusChange]:
    """Decisions dated after the day, and those that carry an older date but were not on file then."""
    paths = {document.path for document in status.documents}
    for stored in status.sessions:
        session, on, late = stored.session, stored.session.day, ""
        if on <= asked.day:
            if asked.past is None or stored.path in asked.past.sessions:
                continue
            on, late = _touched(status, asked.past, f"{status.claims_folder}/{stored.path}"), f", dated {on}"
        for record in session.records:
            if record.document in paths:
                what = f"{status.name(session.attested_by)} {DECISION_WORDS[record.decision]}{late}"
                yield StatusChange(str(on), record.document, what, record.statement, record.claim)


def _dated(document: DocumentStatus, asked: Since) -> Iterator[StatusChange]:
    """What the files date themselves. Where git is asked, it tells wordings and findings better."""
    for item in document.statements:
        claim = item.match.claim if item.match else None
        for on, what in _days(item, by_files=asked.past is None):
            yield StatusChange(on, document.path, what, item.statement.text, claim.id if claim else "")
    for orphan in document.orphans if asked.past is None else ():
        if orphan.claim.as_of:
            on, claim = str(orphan.claim.as_of), orphan.claim
            yield StatusChange(on, document.path, "gone from the text", claim.statement, claim.id)


def _days(item: StatementStatus, *, by_files: bool) -> Iterator[tuple[str, str]]:
    """Days of one statement with what happened on them."""
    if item.state == "overdue" and item.standing is not None and item.standing.due is not None:
        yield str(item.standing.due), "review lapsed"
    if not by_files:
        return
    if item.match is not None and item.match.claim.as_of is not None:
        yield str(item.match.claim.as_of), WRITTEN
    for finding in item.findings:
        for evidence in finding.evidence:
            if evidence.date is not None and len(evidence.date) == len("2026-01-01"):
                yield evidence.date, f"{finding.check}: {evidence.statement}"


def _claims(status: Status, past: Past) -> Iterator[StatusChange]:
    now = {claim.id: (document, claim) for document, claim in status.claims}
    shown = {document.path for document in status.documents}
    for id_, (document, claim) in now.items():
        if document not in shown:
            continue
        on = str(_touched(status, past, claim_path(document, status.claims_folder)))
        before = past.claims.get(id_)
        told = _differences(before[1], claim) if before else ["claim added"]
        if before and past.renamed.get(before[0], before[0]) != document:
            told.append(f"moved from {before[0]}")
        for what in told:
            yield StatusChange(on, document, what, claim.statement, id_)
    for id_, (document, claim) in past.claims.items():
        here = past.renamed.get(document, document)
        if id_ not in now and (here in shown or here in past.removed):
            on = str(_touched(status, past, claim_path(here, status.claims_folder)))
            yield StatusChange(on, here, "claim removed", claim.statement, id_)


def _differences(before: Claim, now: Claim) -> list[str]:
    """How a claim differs, in words; whatever a sign-off binds to is told."""
    told = []
    if normal(before.statement) != normal(now.statement):
        told.append(f"reworded, was: {before.statement}")
    elif normal_or_none(before.context) != normal_or_none(now.context):
        told.append("stands in another context")
    if before.sources != now.sources:
        told.append("sources changed")
    if before.kind != now.kind:
        told.append(f"kind: {before.kind} to {now.kind}")
    if before.status != now.status:
        told.append(f"status: {before.status} to {now.status}")
    return told


def _findings(status: Status, past: Past) -> Iterator[StatusChange]:
    """Errors and warnings that are new, and those that are gone; notes come and go with every review."""
    shown = {document.path for document in status.documents}
    of_claim_file = {claim_path(path, status.claims_folder): path for path in shown | past.removed}

    def place(finding: Finding, renamed: bool) -> str:
        path = past.renamed.get(finding.path, finding.path) if renamed else finding.path
        return of_claim_file.get(path, path)

    now = [item for item in status.result.findings if item.severity != "note"]
    then = [item for item in past.findings if item.severity != "note"]
    known = Counter((item.check, place(item, True), item.statement, item.text) for item in then)
    by_claim: Counter[tuple[str, str | None]] = Counter((item.check, item.claim) for item in then if item.claim)
    for item in now:
        key = (item.check, place(item, False), item.statement, item.text)
        if known[key] or (item.claim and by_claim[item.check, item.claim]):
            known[key] -= known[key] > 0
            by_claim[item.check, item.claim] -= 1
        elif key[1] in shown:
            on = _since_when(status, past, item)
            yield StatusChange(
                on, key[1], f"new finding, {item.check}: {item.message}", item.statement, item.claim or ""
            )
    still = {(item.check, item.claim) for item in now if item.claim}
    for item in then:
        key = (item.check, place(item, True), item.statement, item.text)
        if known[key] > 0 and (item.check, item.claim) not in still:
            known[key] -= 1
            if key[1] in shown or key[1] in past.removed:
                on = str(_touched(status, past, item.path))
                what = f"finding gone, {item.check}: {item.message}"
                yield StatusChange(on, key[1], what, item.statement, item.claim or "")


def _since_when(status: Status, past: Past, finding: Finding) -> str:
    """The day from which a fact proves a finding, where that lies in the time asked for; else that of the edit."""
    assert status.since is not None
    day, last = status.since.day.isoformat(), status.as_of.isoformat()
    dates = [item.date for item in finding.evidence if item.date and len(item.date) == len("2026-01-01")]
    in_time = [on for on in dates if day < on <= last]
    return max(in_time, default=str(_touched(status, past, finding.path)))


def _documents(status: Status, past: Past) -> Iterator[StatusChange]:
    before = {past.renamed.get(path, path) for path in past.documents}
    old_name = {new: old for old, new in past.renamed.items()}
    for document in status.documents:
        on = str(_touched(status, past, document.path))
        if document.path not in before:
            yield StatusChange(on, document.path, "document added", document.title, "")
        elif document.path in old_name:
            yield StatusChange(on, document.path, "document renamed", f"was {old_name[document.path]}", "")
    for path in sorted(past.removed):
        yield StatusChange(str(_touched(status, past, path)), path, "document removed", path, "")


def _touched(status: Status, past: Past, path: str) -> date:
    """The day of the last commit that touched a file; the as-of date where it is changed and not yet committed."""
    return past.last.get(path, status.as_of)
