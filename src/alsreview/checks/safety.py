"""Kind `safety`: advice that can harm, unless what makes it safe stands beside it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, ClassVar, Literal

from alsreview.checks.definition import Many, Text, built_once
from alsreview.checks.engine import Outcome, Page
from alsreview.checks.excuses import Excuse, excuses
from alsreview.checks.groups import disease_names
from alsreview.checks.states import Finder, Match, Worded
from alsreview.checks.worded import judge
from alsreview.knowledge.reading import MAX_READ, Reading


class Safety(Worded):
    """A check of kind `safety`."""

    excuse_reach: ClassVar[int] = MAX_READ
    """What makes advice safe may stand anywhere in its clause."""

    kind: Literal["safety"]
    companions: Many[Text] = ()
    """Phrases of which one makes the advice safe, in the same sentence (ventilation beside oxygen)."""
    about_disease: bool = False
    """Only on pages that name the pack's disease: the same advice is sound for other people."""


@built_once
def _finder(definitions: Sequence[Safety], knowledge: Any) -> Finder:
    safe = [
        definition.model_copy(update={"unless": (*definition.unless, *definition.companions)})
        for definition in definitions
    ]
    return Finder(safe, knowledge)


@built_once
def _diseases(definitions: Sequence[Safety], knowledge: Any) -> frozenset[str]:
    """Names of the packs' diseases, lower case."""
    return frozenset(name.lower() for name in disease_names(knowledge))


def literals(definitions: Sequence[Safety], knowledge: Any) -> Iterable[str]:
    """What the scan over the page must find for these checks."""
    return _finder(definitions, knowledge).literals | _diseases(definitions, knowledge)


def run(definitions: Sequence[Safety], page: Page, knowledge: Any) -> Outcome:
    """Judges one page."""
    diseases = _diseases(definitions, knowledge)
    named = any(hit.literal in diseases for hits in page.literals.values() for hit in hits)
    finder = _finder(definitions, knowledge)
    return judge(finder, page, knowledge, lambda match, reading: _let_pass(match, reading, named))


def _let_pass(match: Match, reading: Reading, named: bool) -> bool:
    if match.definition.about_disease and not named:
        return True
    return bool(excuses(match, reading) & {Excuse.ASKED, Excuse.REJECTED, Excuse.FORMER, Excuse.WARNED, Excuse.TITLE})
