"""Kind `quantities`: a number outside the range that its source gives, for that very unit, population and base."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Literal

from pydantic import Field

from alsreview.checks.definition import Many, Strict, Text, built_once
from alsreview.checks.engine import Outcome, Page
from alsreview.checks.excuses import Excuse, excuses
from alsreview.checks.groups import VALUE
from alsreview.checks.numbers import Quantity, Unit, quantities
from alsreview.checks.states import Finder, Match, Worded
from alsreview.checks.worded import judge
from alsreview.checks.wording import Span, Token, tokens
from alsreview.knowledge.reading import Reading

_BESIDE = 8
"""Words on each side of a number that its reading may hang on."""

Bounds = Annotated[Many[float], Field(min_length=2, max_length=2)]


class Right(Strict):
    """What the sources allow, each as [least, most]. A number that stands alone is held against `single`; the ends
    of a range against `low` and `high`. An end that is not given is free."""

    single: Bounds | None = None
    low: Bounds | None = None
    high: Bounds | None = None


class QuantityCheck(Worded):
    """A check of kind `quantities`. In `states` the part `value` is where the number stands."""

    placeholders: ClassVar[frozenset[str]] = frozenset({"value", "right"})

    kind: Literal["quantities"]
    quantity: Text
    """What is counted or measured, of whom, in plain words."""
    unit: Unit
    right: Right
    says: Text
    """The right figure as a text would write it."""


@built_once
def _finder(definitions: Sequence[QuantityCheck], knowledge: Any) -> Finder:
    return Finder(definitions, knowledge, spans_by_unit)


def spans_by_unit(text: str, line: Sequence[Token]) -> dict[str, list[Span]]:
    """Spans of the quantities of a statement under the part names of their units. `line` are the tokens of `text`."""
    return _spans_by_unit(text)


@lru_cache(maxsize=512)
def _spans_by_unit(text: str) -> dict[str, list[Span]]:
    """Remembered, as two kinds of checks ask for them; nobody changes what is given."""
    found: dict[str, list[Span]] = {}
    for quantity in quantities(tokens(text)):
        found.setdefault(f"value {quantity.unit}", []).append(quantity.span)
    return found


def quantity_of(match: Match) -> Quantity | None:
    """The quantity that a match holds."""
    for named, span in zip(match.state.parts, match.chain, strict=True):
        if named == VALUE:
            # The words around it are enough, and reading them alone keeps a statement of many numbers linear.
            start = max(0, span.first - _BESIDE)
            near = quantities(match.line[start : span.last + _BESIDE])
            here = Span(span.first - start, span.last - start)
            found = next((quantity for quantity in near if quantity.span == here), None)
            return found or next((quantity for quantity in quantities(match.line) if quantity.span == span), None)
    return None


def literals(definitions: Sequence[QuantityCheck], knowledge: Any) -> Iterable[str]:
    """What the scan over the page must find for these checks."""
    return _finder(definitions, knowledge).literals


def run(definitions: Sequence[QuantityCheck], page: Page, knowledge: Any) -> Outcome:
    """Judges one page."""
    return judge(_finder(definitions, knowledge), page, knowledge, _let_pass, _values)


def _let_pass(match: Match, reading: Reading) -> bool:
    quantity = quantity_of(match)
    if quantity is None or within(quantity, match.definition.right):
        return True
    return bool(excuses(match, reading) & {Excuse.ASKED, Excuse.REJECTED, Excuse.FORMER})


def within(quantity: Quantity, right: Right) -> bool:
    """Whether a quantity agrees with the range of its source."""
    if quantity.single:
        if quantity.bound == "under" and right.single and quantity.high <= right.single[0]:
            return False
        return _inside(quantity.low, right.single)
    return _inside(quantity.low, right.low) and _inside(quantity.high, right.high)


def _inside(value: float, bounds: tuple[float, ...] | None) -> bool:
    return bounds is None or bounds[0] <= value <= bounds[1]


def _values(match: Match) -> dict[str, str]:
    quantity = quantity_of(match)
    return {"value": str(quantity) if quantity else "", "right": match.definition.says}
