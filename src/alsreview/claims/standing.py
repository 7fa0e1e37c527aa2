"""Where each claim stands: which sign-offs are in force, whether they are enough, how long they hold. Pure.

Nothing of this is stored. `status` and `reviewer` in the claim files are a projection of it that the tool writes.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

from alsreview.claims.digest import Digests
from alsreview.claims.model import Claim, SourceRecord, Status
from alsreview.claims.policy import Policy, Requirement, Requirements, Tier
from alsreview.claims.reviewers import Reviewer
from alsreview.claims.reviews import Reviews, StoredSession
from alsreview.claims.sessions import Record, Session
from alsreview.claims.store import ClaimTree

Reason = Literal["unknown-reviewer", "inactive", "out-of-scope", "tier", "signature", "altered", "future"]
"""Why a sign-off does not count."""


@dataclass(frozen=True, slots=True)
class Proof:
    """What the signature of a session proves. `tier` None: the signature is wrong, and nothing of it counts.

    `unknown`: it could not be checked here. `trouble` says what is wrong, in words.
    """

    tier: Tier | None
    trouble: str = ""
    unknown: bool = False


ASSERTED = Proof("asserted")

Said = tuple[str, str, str | None, tuple[tuple[str, str | None, str | None, str | None], ...]]
"""Kind, statement, context and cited sources, letter for letter."""


class SignOff(NamedTuple):
    """One person's latest decision on the current wording of a claim. `void` says why it does not count, or None."""

    session: Session
    path: str
    """POSIX below the claims folder."""
    record: Record
    proof: Proof
    void: Reason | None = None

    @property
    def reviewer(self) -> str:
        """Id of the person who decided."""
        return self.session.attested_by


@dataclass(frozen=True, slots=True)
class ClaimState:
    """All that the records say of one claim as it now stands."""

    claim: Claim
    digest: str
    requirement: Requirement
    sign_offs: tuple[SignOff, ...] = ()
    """The latest decision of each person on these very words, oldest first; void ones too."""
    ever: bool = False
    """Anybody ever signed anything about it."""
    disputed_by: tuple[SignOff, ...] = ()
    """Disputes that nobody has settled."""
    changes_asked_by: tuple[SignOff, ...] = ()
    in_force: tuple[SignOff, ...] = ()
    """Confirmations that count."""
    quorum: bool = False
    """Those are enough."""
    reviewed_on: date | None = None
    """The day on which they were enough."""
    due: date | None = None
    """The day from which they have lapsed."""
    places: int = 1
    """Claims that say the same in the same context from the same sources."""
    missing_roles: tuple[str, ...] = ()
    due_soon_days: int = 30
    """How many days before `due` it is called due soon."""

    @property
    def verified(self) -> bool:
        """Enough people confirmed exactly this, and nobody objects."""
        return self.quorum and not self.disputed_by and not self.changes_asked_by

    @property
    def reviewers(self) -> tuple[str, ...]:
        """Ids of those whose confirmations count, in order."""
        return tuple(sorted({sign_off.reviewer for sign_off in self.in_force}))

    @property
    def undecidable(self) -> bool:
        """True where a signature that could not be checked here would make a difference."""
        return any(sign_off.proof.unknown for sign_off in self.sign_offs)


class Standing:
    """The states of all claims. Built once a run; `today` is the day beyond which a sign-off lies in the future."""

    def __init__(
        self,
        claims: Iterable[Claim],
        sources: Mapping[str, SourceRecord],
        reviews: Reviews,
        today: date,
        proofs: Mapping[str, Proof] | None = None,
        policy: Policy | None = None,
        reviewers: Mapping[str, Reviewer] | None = None,
    ) -> None:
        """`proofs` by path of the session file; without an entry a session is no more than asserted.

        `policy` and `reviewers` are those to judge by where they are not those of `reviews` (the merge base's).
        """
        self._written = Digests(sources)
        self.policy = policy or reviews.policy
        self.reviewers = reviews.reviewers if reviewers is None else reviewers
        self.today = today
        self._proofs = proofs or {}
        self._by_digest: dict[str, list[tuple[StoredSession, Record]]] = defaultdict(list)
        self._by_claim: dict[str, list[tuple[StoredSession, Record]]] = defaultdict(list)
        for stored in reviews.sessions:
            for record in stored.session.records:
                self._by_digest[record.digest].append((stored, record))
                self._by_claim[record.claim].append((stored, record))
        self._asked = Requirements(self.policy)
        self._digests = {claim.id: (claim, self._written.of(claim)) for claim in claims if not claim.gone}
        self._places = Counter(own for _, own in self._digests.values())

    def history(self, claim_id: str) -> tuple[tuple[StoredSession, Record], ...]:
        """Every record that names a claim, oldest first."""
        return tuple(self._by_claim.get(claim_id, ()))

    def digest(self, claim: Claim) -> str:
        """The digest of a claim as it is given, which may not be as the file has it."""
        known = self._digests.get(claim.id)
        return known[1] if known and known[0] is claim else self._written.of(claim)

    def state(self, claim: Claim) -> ClaimState:
        """Where one claim stands."""
        own = self.digest(claim)
        asked = self._asked.of(claim)
        ever = claim.id in self._by_claim
        latest: dict[str, SignOff] = {}
        resolved: set[str] = set()
        said = self._says(claim)
        for stored, record in self._by_digest.get(own, ()):
            session, proof = stored.session, self._proofs.get(stored.path, ASSERTED)
            void = self._void(claim, session, record, proof, asked, said)
            person = session.attested_by
            if void not in (None, "tier", "out-of-scope") and person in latest:
                # Whoever forges an objection or a confirmation in another's name must not push aside the real one.
                continue
            latest.pop(person, None)
            latest[person] = SignOff(session, stored.path, record, proof, void)
            if void is None and record.decision == "confirm" and record.resolves:
                resolved.add(record.resolves)
        if not latest:
            return ClaimState(claim, own, asked, ever=ever, places=self._places[own] or 1, missing_roles=asked.roles)
        return self._joined(claim, own, asked, tuple(latest.values()), resolved)

    def _void(
        self, claim: Claim, session: Session, record: Record, proof: Proof, asked: Requirement, said: Said
    ) -> Reason | None:
        # A record that holds letter for letter what the claim says has its digest: that was worked out above.
        if said != (record.kind, record.statement, record.context, record.sources) and (
            record.own_digest() != record.digest
        ):
            return "altered"
        if proof.tier is None:
            return "signature"
        if session.day > self.today:
            return "future"
        reviewer = self.reviewers.get(session.attested_by)
        if reviewer is None:
            return "unknown-reviewer"
        if not reviewer.active(session.day):
            return "inactive"
        if record.decision != "confirm":
            return None  # an objection needs no scope and no key
        if not reviewer.scope.holds(claim.kind, claim.section):
            return "out-of-scope"
        tier: Tier = "asserted" if session.proxied else proof.tier
        if asked.tier == "signed" and tier != "signed":
            return "tier"
        return None

    def _says(self, claim: Claim) -> Said:
        """What a record of a claim as it stands holds."""
        identifier = self._written.identifier
        cited = tuple((one.ref, identifier(one.ref), one.locator, one.quote) for one in claim.sources)
        return claim.kind, claim.statement, claim.context, cited

    def _joined(
        self, claim: Claim, own: str, asked: Requirement, latest: tuple[SignOff, ...], resolved: set[str]
    ) -> ClaimState:
        live = [sign_off for sign_off in latest if sign_off.void is None]
        confirmed = tuple(sign_off for sign_off in live if sign_off.record.decision == "confirm")
        disputes: tuple[SignOff, ...] = ()
        changes: tuple[SignOff, ...] = ()
        if len(confirmed) < len(live):
            changes = tuple(sign_off for sign_off in live if sign_off.record.decision == "needs-change")
            disputes = tuple(
                sign_off
                for sign_off in live
                if sign_off.record.decision == "dispute"
                and not (sign_off.session.session in resolved and self._settled(sign_off, confirmed))
            )
        missing: tuple[str, ...] = ()
        if asked.roles:
            roles = {self.reviewers[sign_off.reviewer].role for sign_off in confirmed}
            missing = tuple(role for role in asked.roles if role not in roles)
        enough = len(confirmed) >= asked.quorum and not missing
        # The newest `quorum` of them carry it, so the oldest of these says when it was last enough.
        reviewed_on = confirmed[-asked.quorum].session.day if enough else None
        return ClaimState(
            claim=claim,
            digest=own,
            requirement=asked,
            sign_offs=latest,
            ever=True,
            disputed_by=disputes,
            changes_asked_by=changes,
            in_force=confirmed,
            quorum=enough,
            reviewed_on=reviewed_on,
            due=asked.due(claim.id, reviewed_on) if reviewed_on else None,
            places=self._places[own] or 1,
            missing_roles=missing,
            due_soon_days=self.policy.due_soon_days,
        )

    @staticmethod
    def _settled(dispute: SignOff, confirmed: tuple[SignOff, ...]) -> bool:
        return any(
            sign_off.record.resolves == dispute.session.session and sign_off.session.at >= dispute.session.at
            for sign_off in confirmed
        )


def projected(state: ClaimState) -> tuple[Status, tuple[str, ...] | None]:
    """What `status` and `reviewer` of a claim have to be. draft, superseded and retired are set by people and stay."""
    claim = state.claim
    if claim.gone or claim.status == "draft":
        return claim.status, None
    if state.undecidable and claim.status in ("verified", "disputed"):
        return claim.status, claim.reviewer  # what cannot be checked here is not taken back here
    if state.disputed_by:
        return "disputed", state.reviewers or None
    if state.changes_asked_by:
        return "draft", None
    return ("verified" if state.verified else "in_review"), state.reviewers or None


def with_projection(state: ClaimState) -> Claim:
    """The claim with the status and reviewers that the records give it."""
    status, reviewers = projected(state)
    claim = state.claim
    if (claim.status, claim.reviewer) == (status, reviewers):
        return claim
    return claim.model_copy(update={"status": status, "reviewer": reviewers})


def tree_standing(
    tree: ClaimTree,
    today: date,
    proofs: Mapping[str, Proof] | None = None,
    policy: Policy | None = None,
    reviewers: Mapping[str, Reviewer] | None = None,
) -> Standing:
    """The standing of all claims of a tree; see `Standing`."""
    claims = (claim for _, claim in tree.claims())
    return Standing(claims, tree.sources, tree.reviews, today, proofs, policy, reviewers)
