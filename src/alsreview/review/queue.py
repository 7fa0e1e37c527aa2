"""Whose move it is: what waits for which reviewer, the riskiest and oldest first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from alsreview.claims.reviewers import Reviewer
from alsreview.review.desk import Desk, Placed


@dataclass(frozen=True, slots=True, order=True)
class Waiting:
    """One claim that waits. Sorts by urgency, then by how long it waits, then by place."""

    urgency: int
    """0 disputed, 1 overdue, 2 advice, 3 signed but not by enough, 4 never signed, 5 due soon."""
    since: date
    document: str
    claim: str
    statement: str
    why: str
    whose: tuple[str, ...]
    """Ids of the reviewers who could move it; empty: nobody can."""


def queue(
    desk: Desk, as_of: date, reviewer: str | None = None, disputed: bool = False, due_soon: bool = True
) -> tuple[Waiting, ...]:
    """What waits, for everyone or for one reviewer, on a day."""
    asked: dict[str, list[str]] = {}
    for assignment in desk.tree.reviews.assignments:
        asked.setdefault(assignment.claim, []).append(assignment.reviewer)
    found = [
        waiting
        for placed in desk.placed.values()
        for waiting in _of(desk, placed, as_of, asked.get(placed.claim.id, []))
        if (reviewer is None or reviewer in waiting.whose)
        and (not disputed or waiting.urgency == 0)
        and (due_soon or waiting.urgency < 5)
    ]
    return tuple(sorted(found))


def _of(desk: Desk, placed: Placed, as_of: date, asked: list[str]) -> Iterator[Waiting]:
    claim, state = placed.claim, placed.state
    if claim.gone or claim.kind == "exempt" or claim.status == "draft" or placed.stale:
        return
    done = {sign_off.reviewer for sign_off in state.in_force}
    since = claim.as_of or date.min
    urgency, why = 4, "nobody has signed it"
    if state.disputed_by:
        first = state.disputed_by[0]
        done = {dispute.reviewer for dispute in state.disputed_by}
        urgency, since, why = 0, first.session.day, f'disputed by {first.reviewer}: "{first.record.reason}"'
    elif state.due and state.due <= as_of:
        done = set()
        urgency, since, why = 1, state.due, f"its review lapsed on {state.due}"
    elif state.verified:
        if not state.due or state.due > as_of + timedelta(days=state.due_soon_days):
            return
        done = set()
        urgency, since, why = 5, state.due, f"its review lapses on {state.due}"
    elif state.in_force:
        roles = f", by a {' and a '.join(state.missing_roles)}" if state.missing_roles else ""
        urgency, since = 3, state.in_force[0].session.day
        why = f"{len(state.in_force)} of {state.requirement.quorum} sign-offs{roles}"
    elif claim.kind == "recommendation":
        urgency, why = 2, "advice that nobody has signed"
    people = desk.trust.reviewers.values()
    could = [person for person in people if person.id not in done and _may(person, placed, as_of)]
    whose = tuple(person.id for person in could if person.id in asked) or tuple(person.id for person in could)
    yield Waiting(urgency, since, placed.document, claim.id, claim.statement, why, whose)


def _may(person: Reviewer, placed: Placed, day: date) -> bool:
    return person.active(day) and person.scope.holds(placed.claim.kind, placed.claim.section)
