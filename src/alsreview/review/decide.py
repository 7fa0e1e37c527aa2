"""Which decisions are possible on which claim, and why the others are not."""

from __future__ import annotations

from datetime import date

from alsreview.claims.reviewers import Reviewer
from alsreview.claims.sessions import NEEDS_REASON, Decision
from alsreview.review.desk import Placed

_NEEDS_SOURCE = frozenset(("fact", "recommendation"))


def refusal(
    placed: Placed,
    reviewer: Reviewer,
    decision: Decision,
    day: date,
    reason: str | None = None,
    resolves: str | None = None,
) -> str | None:
    """Why this person cannot decide this on this claim today, with what to do instead; None where they can."""
    claim, state = placed.claim, placed.state
    if not reviewer.active(day):
        return f"{reviewer.id} is not an active reviewer on {day}; see `active_from` and `active_to` in reviewers.yaml"
    if claim.gone:
        when = f" on {claim.retired_on}" if claim.retired_on else ""
        return f"it is {claim.status}{when}: the text is not to say it any more, so there is nothing to decide"
    if claim.kind == "exempt":
        return f"it needs no review ({claim.reason})"
    if placed.stale:
        return placed.stale
    if decision in NEEDS_REASON and not reason:
        return f"`{decision}` needs a reason, so that the author knows what to do: --comment"
    if decision != "confirm":
        return "--resolves goes with `confirm` only" if resolves else None
    if claim.status == "draft":
        return (
            "it is a draft, and its author may still change it; the author asks for review first: "
            f"`alsreview review assign {claim.id} {reviewer.id}`"
        )
    if claim.kind in _NEEDS_SOURCE and not claim.sources:
        return "it names no source, so there is nothing to hold it against; add one to the claim"
    if not reviewer.scope.holds(claim.kind, claim.section):
        return f"it is outside of what {reviewer.id} may sign ({claim.kind}, {claim.section or 'no section'})"
    others = [dispute for dispute in state.disputed_by if dispute.reviewer != reviewer.id]
    open_ids = [dispute.session.session for dispute in others]
    if resolves and resolves not in open_ids:
        return f"there is no open dispute {resolves} of somebody else; " + (
            f"open is {', '.join(open_ids)}" if open_ids else "nothing is in dispute"
        )
    if others and not resolves:
        told = "; ".join(f'{one.reviewer}: "{one.record.reason}"' for one in others)
        return f"it is disputed ({told}); to settle that write --resolves {open_ids[0]} and why: --comment"
    if resolves and not reason:
        return "settling a dispute needs a reason: --comment"
    return None


def assign_refusal(placed: Placed) -> str | None:
    """Why nobody can be asked to review a claim; None where they can."""
    claim = placed.claim
    if claim.gone:
        return f"it is {claim.status}; there is nothing to review"
    if claim.kind == "exempt":
        return f"it needs no review ({claim.reason})"
    if placed.stale:
        return placed.stale
    if claim.kind in _NEEDS_SOURCE and not claim.sources:
        return "it names no source; a reviewer needs one to hold it against"
    return None
