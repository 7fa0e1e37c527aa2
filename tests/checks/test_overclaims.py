"""A benefit claimed, and the ways to speak of it that claim nothing."""

from __future__ import annotations

import pytest
from worded_bench import check, flagged

CELLS = check(
    "overclaims",
    words={"cells": ["stem cell"], "helps": ["repair", "slow"], "what": ["nerve", "decline"]},
    states=[["cells", "helps", "what"]],
)


@pytest.mark.parametrize(
    "text", ["Stem cells repair nerves.", "Stem cells may repair the damaged nerves.", "Stem cells slow decline."]
)
def test_a_benefit_is_flagged_even_when_hedged(text: str) -> None:
    assert flagged(text, CELLS) == [text.rstrip(".")]


@pytest.mark.parametrize(
    "text",
    [
        "Stem cells do not repair nerves.",
        "Research explores whether stem cells repair nerves.",
        "In mice stem cells repaired nerves.",
        "Do stem cells repair nerves?",
        "Beware of those who say that stem cells repair nerves.",
        "In a trial of 40 people stem cells slowed decline by 3 percent compared with placebo.",
    ],
)
def test_denial_research_animals_warning_and_results_are_let_pass(text: str) -> None:
    assert flagged(text, CELLS) == []
