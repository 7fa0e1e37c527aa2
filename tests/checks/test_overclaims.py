"""A benefit claimed, and the ways to speak of it that claim nothing."""

from __future__ import annotations

import pytest
from worded_bench import check, flagged, knowledge, page

from alsreview.checks import overclaims

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


@pytest.mark.parametrize(
    "text",
    [
        "Stem cells failed to repair nerves.",
        "Stem cells are tested rather than used to slow decline.",
        "Some people believe that stem cells repair nerves.",
        "It was originally thought that stem cells repair nerves.",
        "2014 - Stem cells repair nerves",
        "In the talk “Stem cells repair nerves” she spoke of mice.",
        "See https://example.org/stem-cells-repair-nerves for more.",
    ],
)
def test_failure_belief_title_and_address_are_let_pass(text: str) -> None:
    assert flagged(text, CELLS) == []


ANY = check(
    "overclaims",
    id="any",
    general=True,
    words={"therapy": ["stem cell", "herb"], "helps": ["repair"]},
    states=[["therapy", "helps", ["nerve"]]],
)


def test_a_general_check_is_silent_where_a_particular_one_speaks() -> None:
    def by(text: str) -> list[str]:
        return [hit.check for hit in overclaims.run((ANY, CELLS), page(text, (ANY, CELLS)), knowledge()).hits]

    assert by("Stem cells repair nerves.") == ["c"]
    assert by("Herbs repair nerves.") == ["any"]


ORDER = check("overclaims", words={"mends": ["repair"]}, states=[{"parts": ["mends", ["nerve"]], "opens": True}])


def test_a_row_that_must_open_a_clause_is_found_only_there() -> None:
    assert flagged("- repairs nerves", ORDER) == ["repairs nerves"]
    assert flagged("With this belt, repair nerves.", ORDER) == ["repair nerves"]
    assert flagged("The enzymes of a cell repair nerves.", ORDER) == []
