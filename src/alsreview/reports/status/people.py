"""What each reviewer has signed, and what waits for them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from alsreview.pipeline.status_values import Status
from alsreview.reports.status.panel import tier


@dataclass(frozen=True, slots=True)
class Person:
    """One reviewer. Counts are of statements of the documents of the run; `last` is an ISO date, or empty."""

    id: str
    name: str
    role: str
    active: bool
    in_force: int
    signed: int
    """Of those in force, how many a signature proves; the others are asserted."""
    due: int
    overdue: int
    asked: int
    disputes: int
    last: str


def people(status: Status) -> tuple[Person, ...]:
    """The listed reviewers, and whoever else signed anything, in order of their names."""
    counts: dict[str, Counter[str]] = {}

    def count(person: str, what: str) -> None:
        counts.setdefault(person, Counter())[what] += 1

    for document in status.documents:
        for item in document.statements:
            for person in item.asked if item.mover == "reviewer" else ():
                count(person, "asked")
            if item.standing is None:
                continue
            for sign_off in item.standing.disputed_by:
                count(sign_off.reviewer, "disputes")
            if item.match is not None and not item.match.edited:
                tiers = {sign_off.reviewer: tier(sign_off) for sign_off in item.standing.in_force}
                for person, proof in tiers.items():
                    count(person, "in_force")
                    if proof == "signed":
                        count(person, "signed")
                    if item.state in ("due", "overdue"):
                        count(person, item.state)
    last: dict[str, str] = {}
    for stored in status.sessions:
        if stored.session.day <= status.as_of:
            last[stored.session.attested_by] = max(last.get(stored.session.attested_by, ""), str(stored.session.day))
    ids = sorted({*status.reviewers, *counts, *last}, key=lambda person: (status.name(person).lower(), person))
    return tuple(_person(status, one, counts.get(one, Counter()), last.get(one, "")) for one in ids)


def _person(status: Status, person: str, found: Counter[str], last: str) -> Person:
    known = status.reviewers.get(person)
    return Person(
        id=person,
        name=status.name(person),
        role=known.role if known else "not listed in reviewers.yaml",
        active=known is not None and known.active(status.as_of),
        in_force=found["in_force"],
        signed=found["signed"],
        due=found["due"],
        overdue=found["overdue"],
        asked=found["asked"],
        disputes=found["disputes"],
        last=last,
    )
