"""What an example of a check of kind `review` keeps beside its text: people, claims and what was decided when."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime

from pydantic import Field

from alsreview.checks.definition import AsOf, Examples, FlagExample, Many, PassExample, Strict, Text
from alsreview.claims.digest import digest
from alsreview.claims.model import Claim, SourceRecord
from alsreview.claims.policy import PolicyFile, joined
from alsreview.claims.records import claim_data
from alsreview.claims.render import render_record
from alsreview.claims.reviewers import Reviewer
from alsreview.claims.reviews import Reviews, StoredSession
from alsreview.claims.sessions import Decision, Record, Session, record_of, session_path, stamp
from alsreview.claims.standing import Proof
from alsreview.claims.store import ClaimTree, LoadedFile

EXAMPLE = "example.md"


class ExampleSession(Strict):
    """One session; its id is `YYYYMMDDT120000Z-BY-aaaa`."""

    by: Text
    at: AsOf
    decides: dict[str, Decision]
    """By claim id."""
    recorded_by: str | None = None
    wording: dict[str, str] = Field(default_factory=dict)
    """By claim id: the wording that was judged, where it is another one."""
    digest_of: dict[str, str] = Field(default_factory=dict)
    """By claim id: the wording that the digest was made from, where somebody tampered with it."""
    resolves: str | None = None
    signature: Text | None = None
    """`good`, or what is wrong with it; none: unsigned."""


class Kept(Strict):
    """People, claims and sessions of an example."""

    claims: Many[Claim] = ()
    sources: Many[SourceRecord] = ()
    reviewers: Many[Reviewer] = ()
    policy: PolicyFile | None = None
    sessions: Many[ExampleSession] = ()
    changed: dict[str, str] = Field(default_factory=dict)
    """Session file -> how it differs from the git base."""
    today: AsOf | None = None
    authors: Many[Text] = ()
    """Ids of the people who wrote the text."""


class ReviewFlagExample(FlagExample, Kept):
    """`span` is the statement, the line of the front matter, or the id of a session."""


class ReviewPassExample(PassExample, Kept):
    """As other pass examples, with people, claims and sessions."""


class ReviewExamples(Examples):
    """As the examples of other kinds, with people, claims and sessions."""

    flag: Many[ReviewFlagExample]
    pass_: Many[ReviewPassExample] = Field(alias="pass")


def tree_of(kept: Kept) -> tuple[ClaimTree, Mapping[str, Proof]]:
    """The claims and sessions of an example as they would be read, and what the signatures prove."""
    sources = {record.id: record for record in kept.sources}
    text = f"document: {EXAMPLE}\nclaims:\n" + "".join(render_record(claim_data(claim)) for claim in kept.claims)
    file = LoadedFile(f"claims/{EXAMPLE}.yaml", EXAMPLE, tuple(kept.claims), text)
    stored, proofs = [], {}
    for told in kept.sessions:
        session = _session(told, {claim.id: claim for claim in kept.claims}, sources)
        stored.append(StoredSession(session, session_path(session), told.signature is not None))
        if told.signature is not None:
            good = told.signature == "good"
            proofs[session_path(session)] = Proof("signed") if good else Proof(None, told.signature)
    reviews = Reviews(
        reviewers={reviewer.id: reviewer for reviewer in kept.reviewers},
        policy=joined(kept.policy or PolicyFile()),
        sessions=tuple(sorted(stored, key=lambda one: one.session.at)),
    )
    return ClaimTree({EXAMPLE: file}, sources, "", reviews=reviews), proofs


def _session(told: ExampleSession, claims: Mapping[str, Claim], sources: Mapping[str, SourceRecord]) -> Session:
    at = datetime(told.at.year, told.at.month, told.at.day, 12, tzinfo=UTC)
    return Session(
        session=f"{at:%Y%m%dT%H%M%SZ}-{told.by}-aaaa",
        attested_by=told.by,
        recorded_by=told.recorded_by or told.by,
        at=stamp(at),
        tool="example",
        records=tuple(_records(told, claims, sources)),
    )


def _records(
    told: ExampleSession, claims: Mapping[str, Claim], sources: Mapping[str, SourceRecord]
) -> Iterator[Record]:
    for claim_id, decision in told.decides.items():
        claim = claims[claim_id]
        judged = claim.model_copy(update={"statement": told.wording.get(claim_id, claim.statement)})
        reason = None if decision == "confirm" and not told.resolves else "said so"
        record = record_of(judged, sources, EXAMPLE, decision, reason, resolves=told.resolves)
        if claim_id in told.digest_of:
            other = digest(claim.model_copy(update={"statement": told.digest_of[claim_id]}), sources)
            record = record._replace(digest=other)
        yield record
