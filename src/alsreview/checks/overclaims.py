"""Kind `overclaims`: a benefit claimed for a therapy or product that has not been shown to have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Any, Literal

from alsreview.checks.definition import built_once
from alsreview.checks.engine import Hit, Outcome, Page
from alsreview.checks.excuses import Excuse, excuses
from alsreview.checks.states import Finder, Match, Worded
from alsreview.checks.worded import judge
from alsreview.knowledge.reading import Reading

_EXCUSED = frozenset(
    {
        Excuse.ASKED,
        Excuse.REJECTED,
        Excuse.EXPLORED,
        Excuse.ANIMALS,
        Excuse.WARNED,
        Excuse.RESULT,
        Excuse.FORMER,
        Excuse.TITLE,
    }
)
"""A hedge is no excuse: "may help protect" on a sales page sells as well as "protects"."""


class Overclaim(Worded):
    """A check of kind `overclaims`."""

    kind: Literal["overclaims"]
    general: bool = False
    """A rule for any therapy, which is silent where another check of the kind says the same more closely."""


@built_once
def _finder(definitions: Sequence[Overclaim], knowledge: Any) -> Finder:
    return Finder(definitions, knowledge)


def literals(definitions: Sequence[Overclaim], knowledge: Any) -> Iterable[str]:
    """What the scan over the page must find for these checks."""
    return _finder(definitions, knowledge).literals


def run(definitions: Sequence[Overclaim], page: Page, knowledge: Any) -> Outcome:
    """Judges one page."""
    outcome = judge(_finder(definitions, knowledge), page, knowledge, _let_pass)
    general = {definition.id for definition in definitions if definition.general}
    return replace(outcome, hits=tuple(_closest(outcome.hits, general)))


def _closest(hits: Sequence[Hit], general: set[str]) -> Iterator[Hit]:
    """The hits without those of general checks that overlap with another: a particular one, or a longer general one."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.check in general, hit.start - hit.end)):
        told = any(other.statement == hit.statement and _overlap(other, hit) for other in kept)
        if not (told and hit.check in general):
            kept.append(hit)
    order = {id(hit): place for place, hit in enumerate(hits)}
    return iter(sorted(kept, key=lambda hit: order[id(hit)]))


def _overlap(one: Hit, other: Hit) -> bool:
    return one.start < other.end and other.start < one.end


def _let_pass(match: Match, reading: Reading) -> bool:
    return bool(excuses(match, reading) & _EXCUSED)
