"""Dates of the calendar in a statement, as parts that a state may name."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from alsreview.checks.wording import Span, Token
from alsreview.knowledge.reading import MAX_READ
from alsreview.knowledge.times import find_times


class Period(NamedTuple):
    """A day, month, season or year in a text. `span` covers its tokens, `first` and `last` are its days."""

    span: Span
    first: date
    last: date


def periods(text: str, line: Sequence[Token]) -> list[Period]:
    """Every period of a statement that names its year, in order."""
    found: list[Period] = []
    starts = [token.start for token in line]
    for time in find_times(text[:MAX_READ]):
        if time.first is not None and time.last is not None:
            span = Span(bisect_left(starts, time.start), bisect_left(starts, time.end))
            if span.first < span.last:
                found.append(Period(span, time.first, time.last))
    return found


def date_spans(text: str, line: Sequence[Token]) -> dict[str, list[Span]]:
    """Spans of the periods of a statement under the part name `value`."""
    found = periods(text, line)
    return {"value": [period.span for period in found]} if found else {}
