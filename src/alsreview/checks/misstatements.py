"""Kind `misstatements`: a known wrong belief, found by what is said of what, unless denied, hedged or reported."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Literal

from alsreview.checks.definition import built_once
from alsreview.checks.engine import Outcome, Page
from alsreview.checks.excuses import Excuse, excuses
from alsreview.checks.states import Finder, Match, Worded
from alsreview.checks.worded import judge
from alsreview.knowledge.reading import Reading


class Misstatement(Worded):
    """A check of kind `misstatements`."""

    kind: Literal["misstatements"]
    hedged: Literal["pass", "flag"] = "pass"
    """What to do with "may", "might", "could" before the state."""


@built_once
def _finder(definitions: Sequence[Misstatement], knowledge: Any) -> Finder:
    return Finder(definitions, knowledge)


def literals(definitions: Sequence[Misstatement], knowledge: Any) -> Iterable[str]:
    """What the scan over the page must find for these checks."""
    return _finder(definitions, knowledge).literals


def run(definitions: Sequence[Misstatement], page: Page, knowledge: Any) -> Outcome:
    """Judges one page."""
    return judge(_finder(definitions, knowledge), page, knowledge, _let_pass)


def _let_pass(match: Match, reading: Reading) -> bool:
    found = excuses(match, reading)
    if found & {Excuse.ASKED, Excuse.REJECTED, Excuse.FORMER}:
        return True
    return Excuse.HEDGED in found and match.definition.hedged == "pass"
