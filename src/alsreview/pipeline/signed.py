"""Sign-offs in a run: what the signatures prove, where the claims stand, and what is wrong with the session files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from alsreview.checks import review
from alsreview.checks.definition import Definition
from alsreview.checks.engine import Page
from alsreview.claims.standing import Standing, tree_standing
from alsreview.claims.store import ClaimTree
from alsreview.findings import Finding, NotChecked
from alsreview.pipeline.findings import from_file_hit
from alsreview.pipeline.request import CheckRequest
from alsreview.review.authors import Authors
from alsreview.review.trust import Trust, establish


@dataclass(frozen=True, slots=True)
class SignedState:
    """What the sign-offs of a run come to. `findings` are about session files, not about a page."""

    authors: Authors
    standing: Standing
    trust: Trust
    today: date
    """The day beyond which a sign-off lies in the future, for this standing."""
    findings: tuple[Finding, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()


def signed_state(request: CheckRequest, tree: ClaimTree, checks: Sequence[Definition]) -> SignedState | None:
    """None where no review check is asked for. Raises UsageError for a git base that is not known."""
    asked = [check for check in checks if isinstance(check, review.ReviewCheck)]
    if not asked:
        return None
    root, folder = request.configuration.root, request.configuration.settings.claims.strip("/")
    now = datetime.now(UTC)
    today = request.today or max(now.date(), request.as_of)
    trust = establish(root, folder, tree.reviews, request.base, now, believe_cache=not request.gate)
    standing = tree_standing(tree, today, trust.proofs, trust.policy, trust.reviewers)
    files = review.SessionFiles(folder, tree.reviews.sessions, trust.policy, today, trust.proofs, trust.changed)
    by_id = {check.id: check for check in asked}
    findings = tuple(from_file_hit(hit, by_id[hit.check]) for hit in review.run_files(asked, files))
    return SignedState(Authors(root, standing.reviewers), standing, trust, today, findings, trust.not_checked)


def standing_on(request: CheckRequest, tree: ClaimTree, signed: SignedState | None) -> Standing:
    """Where the claims stand on the as-of date of a request: a sign-off of a later day is none yet."""
    if signed is not None and signed.today == request.as_of:
        return signed.standing
    if signed is None:
        root, folder = request.configuration.root, request.configuration.settings.claims.strip("/")
        trust = establish(root, folder, tree.reviews, request.base, datetime.now(UTC))
    else:
        trust = signed.trust
    return tree_standing(tree, request.as_of, trust.proofs, trust.policy, trust.reviewers)


def with_authors(page: Page, signed: SignedState) -> tuple[Page, tuple[NotChecked, ...]]:
    """The page with the authors of the statements that somebody signed, and why they are not known."""
    claims = page.claims
    if claims is None:
        return page, ()
    wanted = [
        index
        for index, match in claims.matches.items()
        if (state := claims.states.get(match.claim.id)) is not None and state.in_force and not match.edited
    ]
    if not wanted:
        return page, ()
    authors, unknown = signed.authors.of(page.document, page.statements, wanted)
    return replace(page, authors=authors), unknown
