"""Numbers against sourced ranges: value, unit, population and base."""

from __future__ import annotations

import pytest
from worded_bench import check, flagged

from alsreview.checks.numbers import quantities
from alsreview.checks.quantities import QuantityCheck, within
from alsreview.checks.wording import tokens

SHARE = check(
    "quantities",
    words={"gene": ["C9orf72"], "all": ["of cases", "of all cases"]},
    states=[["gene", ["account for", "explain"], "value", "all"]],
    unless=["familial"],
    quantity="share of all cases",
    unit="percent",
    right={"single": [3, 12], "low": [2, 10], "high": [4, 14]},
    says="5 to 10 percent",
)


@pytest.mark.parametrize(
    "text",
    [
        "C9orf72 explains 40% of all cases.",
        "C9orf72 explains forty per cent of cases.",
        "C9orf72 accounts for a third of all cases.",
        "C9orf72 explains between 30 and 40 percent of cases.",
        "C9orf72 explains four in ten of all cases.",
    ],
)
def test_a_share_of_the_wrong_base_is_flagged(text: str) -> None:
    assert len(flagged(text, SHARE)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "C9orf72 explains 40% of familial cases.",
        "C9orf72 explains 8% of all cases.",
        "C9orf72 explains 5 to 10 percent of cases.",
        "C9orf72 does not explain 40% of all cases.",
        "Does C9orf72 explain 40% of all cases?",
        "C9orf72 explains it in 40 of all cases.",
    ],
)
def test_another_base_unit_or_a_right_figure_is_let_pass(text: str) -> None:
    assert flagged(text, SHARE) == []


@pytest.mark.parametrize(
    ("text", "agrees"), [("3%", True), ("12%", True), ("13%", False), ("5-9%", True), ("5-20%", False)]
)
def test_the_bounds_are_inclusive(text: str, agrees: bool) -> None:
    assert isinstance(SHARE, QuantityCheck)
    assert within(quantities(tokens(text))[0], SHARE.right) is agrees
