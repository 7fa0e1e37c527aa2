"""Small helpers that the tests of claims share: pages, claims, signed trees."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from alsreview.claims.model import Claim, SourceRecord
from alsreview.claims.plan import Plan
from alsreview.claims.records import claim_data
from alsreview.claims.render import render_record
from alsreview.claims.reviewers import Reviewer
from alsreview.claims.reviews import Reviews, StoredSession
from alsreview.claims.sessions import Session, record_of, session_of, session_path
from alsreview.claims.store import ClaimTree, LoadedFile
from alsreview.claims.sync import Sync, plan_sync
from alsreview.documents.read import read_text
from alsreview.statements.model import Statement
from alsreview.statements.split import split

TODAY = date(2026, 11, 22)
NAMES = frozenset(("riluzole", "edaravone", "tofersen", "sod1"))
_ALPHABET = "abcdefghijklmnopqrstuvwxyz234567"


def claim_id(number: int) -> str:
    """The same id for the same number, whatever the platform."""
    digits = []
    for _ in range(8):
        number, rest = divmod(number, 32)
        digits.append(_ALPHABET[rest])
    return "c-" + "".join(reversed(digits))


def counted_ids(taken: Collection[str]) -> str:
    """Ids in order, so that two runs of one plan can be compared."""
    number = len(taken)
    while claim_id(number) in taken:
        number += 1
    return claim_id(number)


def page(source: str, name: str = "content/a.md") -> tuple[Statement, ...]:
    """The statements of a document."""
    return split(read_text(source, name))


def loaded(name: str, claims: tuple[Claim, ...]) -> LoadedFile:
    """A claim file as the tool writes it."""
    text = f"document: {name}\nclaims:\n" + "".join(render_record(claim_data(claim)) for claim in claims)
    return LoadedFile(f"claims/{name}.yaml", name, claims, text)


def tree_of(
    claims: Mapping[str, Iterable[Claim]],
    signed: Iterable[str] = (),
    sources: Iterable[SourceRecord] = (),
    wording: Mapping[str, str] | None = None,
) -> ClaimTree:
    """A tree of claims by document; those named in `signed` have a sign-off for what they say (or for `wording`)."""
    sources_by_id = {record.id: record for record in sources}
    files = {name: loaded(name, tuple(kept)) for name, kept in sorted(claims.items())}
    every = [claim for file in files.values() for claim in file.claims]
    signed_ids = frozenset(signed)
    records = [
        record_of(
            claim.model_copy(update={"statement": (wording or {}).get(claim.id, claim.statement)}),
            sources_by_id,
            "content/a.md",
            "confirm",
        )
        for claim in every
        if claim.id in signed_ids
    ]
    reviews = Reviews()
    if records:
        reviews = reviews_of([session_of("anna", "anna", datetime(2026, 11, 1, tzinfo=UTC), records)])
    digests = frozenset(record.digest for record in records)
    return ClaimTree(files, sources_by_id, "", signed_ids, digests, reviews)


ANNA = Reviewer(id="anna", name="Anna Berg", role="neurologist", emails=("anna@example.org",))
BEN = Reviewer(id="ben", name="Ben Cole", role="nurse", emails=("ben@example.org",))


def reviews_of(sessions: Iterable[Session], reviewers: Iterable[Reviewer] = (ANNA, BEN), **told: Any) -> Reviews:
    """Reviews as they are read from files."""
    stored = sorted(
        (StoredSession(session, session_path(session)) for session in sessions),
        key=lambda stored: (stored.session.at, stored.session.session),
    )
    return Reviews(reviewers={person.id: person for person in reviewers}, sessions=tuple(stored), **told)


def claims_for(statements: Iterable[Statement], document: str = "content/a.md") -> tuple[Claim, ...]:
    """The claims that a first sync gives to statements."""
    plan = sync(ClaimTree(), {document: tuple(statements)})
    return plan.claims.get(document) or ()


def sync(tree: ClaimTree, pages: Mapping[str, Iterable[Statement]], **told: object) -> Plan:
    """A plan with ids in order."""
    given = {name: tuple(statements) for name, statements in pages.items()}
    return plan_sync(Sync(tree=tree, pages=given, today=TODAY, names=NAMES, new_id=counted_ids, **told))  # type: ignore[arg-type]


def steps(plan: Plan) -> list[tuple[str, str]]:
    """What a plan does to which claim."""
    return [(step.what, step.claim) for step in plan.steps]
