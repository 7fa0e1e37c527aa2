"""The claims of a site as a reviewer meets them: each with its place, its state and whether the text still says it."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from alsreview.claims.match import PageClaims, page_claims
from alsreview.claims.model import Claim
from alsreview.claims.paths import claim_path
from alsreview.claims.standing import ClaimState, Standing, tree_standing
from alsreview.claims.store import ClaimStore, ClaimTree
from alsreview.errors import UsageError
from alsreview.review.trust import Trust, establish
from alsreview.statements.model import Statement


@dataclass(frozen=True, slots=True)
class Placed:
    """One claim with its document. `stale`: why nobody can decide on it before `sync` ran, or ""."""

    claim: Claim
    document: str
    state: ClaimState
    statement: Statement | None = None
    stale: str = ""


@dataclass(frozen=True, slots=True)
class Desk:
    """All claims of a tree with where they stand. `placed` is by claim id, in order of documents, then of the file."""

    store: ClaimStore
    tree: ClaimTree
    standing: Standing
    trust: Trust
    placed: Mapping[str, Placed]

    def __getitem__(self, claim_id: str) -> Placed:
        """The claim. Raises UsageError with a did-you-mean."""
        if claim_id not in self.placed:
            near = difflib.get_close_matches(claim_id, list(self.placed), n=1)
            raise UsageError(f"there is no claim {claim_id}" + (f"; did you mean {near[0]}?" if near else ""))
        return self.placed[claim_id]


def open_desk(
    store: ClaimStore,
    tree: ClaimTree,
    pages: Mapping[str, Sequence[Statement]],
    now: datetime,
    base: str | None = None,
    believe_cache: bool = True,
) -> Desk:
    """The desk of a tree; `pages` holds the statements of the documents that could be read."""
    trust = establish(store.root, store.folder, tree.reviews, base, now, believe_cache)
    standing = tree_standing(tree, now.astimezone(UTC).date(), trust.proofs, trust.policy, trust.reviewers)
    placed: dict[str, Placed] = {}
    for document, file in tree.files.items():
        seen: PageClaims | None = None
        if document in pages:
            seen = page_claims(document, claim_path(document, store.folder), pages[document], tree)
        by_claim = {match.claim.id: (index, match) for index, match in seen.matches.items()} if seen else {}
        for claim in file.claims:
            statement, stale = None, f"{document} could not be read" if seen is None else ""
            if seen is not None and claim.id in by_claim:
                index, match = by_claim[claim.id]
                statement = pages[document][index]
                if match.edited:
                    stale = f'{document} says now "{statement.text}"; run `alsreview sync` first'
            elif seen is not None and not claim.gone:
                stale = f"{document} no longer says this; run `alsreview sync` first"
            placed[claim.id] = Placed(claim, document, standing.state(claim), statement, stale)
    return Desk(store, tree, standing, trust, placed)
