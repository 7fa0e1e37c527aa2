"""Kind `past-due`: a promise whose day has gone by, and a status ("recruiting", "awaiting review") without its date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar, Literal

from alsreview.checks.definition import built_once
from alsreview.checks.engine import Outcome, Page
from alsreview.checks.excuses import Excuse, excuses
from alsreview.checks.periods import Period, date_spans, periods
from alsreview.checks.states import Finder, Match, Worded
from alsreview.checks.worded import judge
from alsreview.knowledge.reading import Reading

_DATED_BY = frozenset("as at checked updated accessed reviewed status to until on".split())
"""Words before a date that make it the date of the status."""
_MONTH = 31
"""Days of grace after the last day of a period before it is called past."""


class PastDue(Worded):
    """A check of kind `past-due`. In `states` the part `value` is where the date stands."""

    placeholders: ClassVar[frozenset[str]] = frozenset({"date", "as_of"})

    kind: Literal["past-due"]
    asserts: Literal["awaited", "status"]
    """`awaited`: flagged once the date has gone by. `status`: flagged while no date says when it was so."""


@built_once
def _finder(definitions: Sequence[PastDue], knowledge: Any) -> Finder:
    return Finder(definitions, knowledge, date_spans)


def literals(definitions: Sequence[PastDue], knowledge: Any) -> Iterable[str]:
    """What the scan over the page must find for these checks."""
    return _finder(definitions, knowledge).literals


def run(definitions: Sequence[PastDue], page: Page, knowledge: Any) -> Outcome:
    """Judges one page. A page kept as an archive has its date and is passed over."""
    if page.document.meta.get("archived") is True:
        return Outcome()
    return judge(
        _finder(definitions, knowledge),
        page,
        knowledge,
        lambda match, reading: _let_pass(match, reading, page.as_of),
        lambda match: _values(match, page.as_of),
        any_topic=True,
    )


def _let_pass(match: Match, reading: Reading, as_of: date) -> bool:
    if excuses(match, reading) & {Excuse.ASKED, Excuse.REJECTED}:
        return True
    if match.definition.asserts == "awaited":
        period = _awaited(match)
        return period is None or (as_of - period.last).days < _MONTH
    return _past(match) or _dated(match, as_of)


def _past(match: Match) -> bool:
    first, last = match.chain[0].first, match.chain[-1].last
    return any(token.text in ("was", "were", "had") for token in match.line[first:last])


def _awaited(match: Match) -> Period | None:
    spans = set(match.chain)
    return next((period for period in periods(match.text, match.line) if period.span in spans), None)


def _dated(match: Match, as_of: date) -> bool:
    """Whether a date in the sentence says when the status held ("as of March 2026", "in 2012 ... was"), or by when,
    lying ahead, it ends ("a decision is due by June 2027")."""
    for period in periods(match.text, match.line):
        before = [token.text for token in match.line[max(0, period.span.first - 3) : period.span.first]]
        opens = period.span.first <= 2 and before[-1:] == ["in"]
        ahead = before[-1:] == ["by"] and period.last >= as_of
        if opens or ahead or ("of" in before[-2:] and "as" in before) or (before[-1:] and before[-1] in _DATED_BY):
            return True
    return False


def _values(match: Match, as_of: date) -> dict[str, str]:
    period = _awaited(match)
    shown = match.line[period.span.first : period.span.last] if period else ()
    return {"date": " ".join(token.text.capitalize() for token in shown), "as_of": as_of.isoformat()}
