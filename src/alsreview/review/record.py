"""Puts a session on file: the record, its signature and the claims' projection in one atomic write."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime

from alsreview.claims.assignments import Assignment
from alsreview.claims.paths import ASSIGNMENTS
from alsreview.claims.render import render_record
from alsreview.claims.reviews import StoredSession
from alsreview.claims.sessions import SIGNATURE, Session, render, session_path
from alsreview.claims.standing import Proof, tree_standing, with_projection
from alsreview.claims.store import ClaimStore, ClaimTree
from alsreview.claims.writer import Writer, writing
from alsreview.errors import Fault, InputError
from alsreview.review.trust import establish


def put_on_file(store: ClaimStore, session: Session, now: datetime, sealed: bytes | None = None) -> tuple[str, ...]:
    """Writes a session and the new status of the claims that it touches; returns the ids of those that changed.

    Raises InputError where the claims changed since they were decided on, or the disk refuses; nothing is written then.
    """
    path = session_path(session)
    with writing(store) as writer:
        _refuse_stale(store, writer.tree, session)
        writer.put_file(path, None, render(session))
        if sealed is not None:
            writer.put_file(path + SIGNATURE, None, sealed.decode("ascii"))
        trust = establish(store.root, store.folder, writer.tree.reviews, None, now)
        proofs = dict(trust.proofs)
        if sealed is not None:
            proofs[path] = Proof("signed")
        return _project(writer, session, now, proofs)


def _refuse_stale(store: ClaimStore, tree: ClaimTree, session: Session) -> None:
    standing = tree_standing(tree, session.day)
    claims = {claim.id: (file, claim) for file, claim in tree.claims()}
    faults = []
    for record in session.records:
        if record.claim not in claims:
            faults.append(Fault(store.name_of("reviews"), 0, 0, f"claim {record.claim} is gone", "look again"))
        elif standing.digest(claims[record.claim][1]) != record.digest:
            file = claims[record.claim][0].path
            faults.append(Fault(file, 0, 0, f"claim {record.claim} changed while it was decided on", "look again"))
    if faults:
        raise InputError(faults)


def _project(writer: Writer, session: Session, now: datetime, proofs: Mapping[str, Proof]) -> tuple[str, ...]:
    """Status and reviewers of every claim that says what the session decided on, in whichever document."""
    tree = writer.tree
    stored = StoredSession(session, session_path(session), session_path(session) in proofs)
    sessions = sorted((*tree.reviews.sessions, stored), key=lambda one: (one.session.at, one.session.session))
    after = replace(tree, reviews=replace(tree.reviews, sessions=tuple(sessions)))
    standing = tree_standing(after, max(session.day, now.date()), proofs)
    decided = {record.digest for record in session.records}
    changed: list[str] = []
    for document, file in tree.files.items():
        touched = any(not claim.gone and standing.digest(claim) in decided for claim in file.claims)
        if not touched:
            continue
        claims = []
        for claim in file.claims:
            new = claim
            if not claim.gone and standing.digest(claim) in decided:
                new = with_projection(standing.state(claim))
            claims.append(new)
            if new != claim:
                changed.append(claim.id)
        writer.put(document, claims)
    return tuple(changed)


def assign(store: ClaimStore, added: Assignment, document: str) -> None:
    """Writes an assignment; a draft is thereby handed over and goes into review. Raises InputError."""
    with writing(store) as writer:
        reviews = writer.tree.reviews
        kept = [one for one in reviews.assignments if (one.claim, one.reviewer) != (added.claim, added.reviewer)]
        every = sorted((*kept, added), key=lambda one: (one.claim, one.reviewer))
        text = "assignments:\n" + "".join(render_record(one.model_dump(exclude_none=True)) for one in every)
        writer.put_file(ASSIGNMENTS, reviews.assignment_text or None, text)
        claims = [
            claim.model_copy(update={"status": "in_review"})
            if claim.id == added.claim and claim.status == "draft"
            else claim
            for claim in writer.tree.files[document].claims
        ]
        writer.put(document, claims)
