"""Kind `overclaims`: a benefit claimed for a therapy or product that has not been shown to have it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from alsreview.checks.definition import built_once
from alsreview.checks.engine import Outcome, Page
from alsreview.checks.excuses import Excuse, excuses
from alsreview.checks.states import Finder, Match, Worded
from alsreview.checks.worded import judge
from alsreview.knowledge.reading import Reading

_EXCUSED = frozenset(
    {Excuse.ASKED, Excuse.REJECTED, Excuse.EXPLORED, Excuse.ANIMALS, Excuse.WARNED, Excuse.RESULT, Excuse.FORMER}
)
"""A hedge is no excuse: "may help protect" on a sales page sells as well as "protects"."""


class Overclaim(Worded):
    """A check of kind `overclaims`."""

    kind: Literal["overclaims"]


@built_once
def _finder(definitions: Sequence[Overclaim], knowledge: Any) -> Finder:
    return Finder(definitions, knowledge)


def literals(definitions: Sequence[Overclaim], knowledge: Any) -> Iterable[str]:
    """What the scan over the page must find for these checks."""
    return _finder(definitions, knowledge).literals


def run(definitions: Sequence[Overclaim], page: Page, knowledge: Any) -> Outcome:
    """Judges one page."""
    return judge(_finder(definitions, knowledge), page, knowledge, _let_pass)


def _let_pass(match: Match, reading: Reading) -> bool:
    return bool(excuses(match, reading) & _EXCUSED)
