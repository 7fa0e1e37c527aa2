"""Kind `event-dates`: an event told with another date than the ledger has for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar, Literal

from alsreview.checks.definition import Text, built_once
from alsreview.checks.engine import Outcome, Page
from alsreview.checks.excuses import Excuse, excuses
from alsreview.checks.periods import Period, date_spans, periods
from alsreview.checks.states import Finder, Match, Worded
from alsreview.checks.worded import judge
from alsreview.knowledge.reading import Reading


class EventDate(Worded):
    """A check of kind `event-dates`. In `states` the part `value` is where the date stands."""

    placeholders: ClassVar[frozenset[str]] = frozenset({"date", "right"})

    kind: Literal["event-dates"]
    event: Text
    """Id of the ledger's fact whose first day is the right date."""


@built_once
def _finder(definitions: Sequence[EventDate], knowledge: Any) -> Finder:
    return Finder(definitions, knowledge, date_spans)


def literals(definitions: Sequence[EventDate], knowledge: Any) -> Iterable[str]:
    """What the scan over the page must find for these checks."""
    return _finder(definitions, knowledge).literals


def run(definitions: Sequence[EventDate], page: Page, knowledge: Any) -> Outcome:
    """Judges one page."""
    return judge(
        _finder(definitions, knowledge),
        page,
        knowledge,
        lambda match, reading: _let_pass(match, reading, knowledge),
        lambda match: _values(match, knowledge),
    )


def _let_pass(match: Match, reading: Reading, knowledge: Any) -> bool:
    days = _right(match, knowledge)
    told = _told(match)
    if days is None or told is None:
        return True
    if told.first <= days[1] and days[0] <= told.last:
        return True
    return bool(excuses(match, reading) & {Excuse.ASKED, Excuse.REJECTED})


def _told(match: Match) -> Period | None:
    spans = set(match.chain)
    return next((period for period in periods(match.text, match.line) if period.span in spans), None)


def _right(match: Match, knowledge: Any) -> tuple[date, date] | None:
    """First and last day that the event may have been on, as exactly as the ledger knows it."""
    fact = knowledge.ledger.facts.get(match.definition.event)
    if fact is None or fact.valid_from is None or fact.shaky:
        return None
    return fact.valid_from.earliest, fact.valid_from.latest


def _values(match: Match, knowledge: Any) -> dict[str, str]:
    told = _told(match)
    shown = match.line[told.span.first : told.span.last] if told else ()
    fact = knowledge.ledger.facts[match.definition.event]
    return {"date": " ".join(token.text.capitalize() for token in shown), "right": fact.valid_from.text}
