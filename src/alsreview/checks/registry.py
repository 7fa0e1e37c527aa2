"""Every engine by its kind. Registration is this dict literal and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from alsreview.checks import (
    approvals,
    claims,
    contradictions,
    directives,
    duplicates,
    event_dates,
    leftovers,
    misstatements,
    overclaims,
    past_due,
    prose,
    quantities,
    review,
    safety,
    terms,
    undated,
)
from alsreview.checks.definition import Definition, Example
from alsreview.checks.engine import FileHit, Outcome, Page

D = TypeVar("D", bound=Definition)
Knowledge = Any


@dataclass(frozen=True, slots=True)
class Engine(Generic[D]):
    """How one kind of check works. All three functions are pure: no disk, clock, network or terminal."""

    definition: type[D]
    literals: Callable[[Sequence[D], Knowledge], Iterable[str]]
    """Words and phrases that must go into the page scan for these checks (lower or any case)."""
    run: Callable[[Sequence[D], Page, Knowledge], Outcome]
    """Judges one page with all checks of the kind at once."""
    try_example: Callable[[D, Example, Knowledge], Sequence[str]] | None = None
    """For kinds that a page alone cannot make fire (claims, sources): the spans flagged on an example.
    None: the example's text is read as a page and run."""
    summarise: Callable[[Sequence[D], Page, Knowledge], Any] | None = None
    """For engines that compare documents: what they keep of one page. It must pickle; pages may run in parallel."""
    combine: Callable[[Sequence[D], Mapping[str, Any], Knowledge], Sequence[FileHit]] | None = None
    """For engines that compare documents: hits from the summaries of all pages, by document path."""


ENGINES: dict[str, Engine[Any]] = {
    "approvals": Engine(approvals.Approvals, approvals.literals, approvals.run),
    "contradictions": Engine(
        contradictions.Contradiction,
        contradictions.literals,
        contradictions.run,
        summarise=contradictions.summarise,
        combine=contradictions.combine,
    ),
    "claims": Engine(claims.ClaimCheck, claims.literals, claims.run, claims.try_example),
    "directives": Engine(directives.DirectiveCheck, directives.literals, directives.run, directives.try_example),
    "duplicates": Engine(duplicates.Duplicates, duplicates.literals, duplicates.run),
    "event-dates": Engine(event_dates.EventDate, event_dates.literals, event_dates.run),
    "leftovers": Engine(leftovers.Leftovers, leftovers.literals, leftovers.run),
    "misstatements": Engine(misstatements.Misstatement, misstatements.literals, misstatements.run),
    "overclaims": Engine(overclaims.Overclaim, overclaims.literals, overclaims.run),
    "past-due": Engine(past_due.PastDue, past_due.literals, past_due.run),
    "prose": Engine(prose.Prose, prose.literals, prose.run),
    "quantities": Engine(quantities.QuantityCheck, quantities.literals, quantities.run),
    "review": Engine(review.ReviewCheck, review.literals, review.run, review.try_example),
    "safety": Engine(safety.Safety, safety.literals, safety.run),
    "terms": Engine(terms.Terms, terms.literals, terms.run),
    "undated": Engine(undated.Undated, undated.literals, undated.run),
}
