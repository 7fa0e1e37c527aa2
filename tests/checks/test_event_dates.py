"""Events told with another date than the ledger's."""

from __future__ import annotations

import pytest
from worded_bench import check, flagged

APPROVED = check(
    "event-dates",
    category="quantity",
    event="us-radicava-iv",
    words={"drug": ["@edaravone"], "approved": ["approve"]},
    states=[["approved", "drug", "value"]],
)


@pytest.mark.parametrize("when", ["2015", "June 2017", "6 May 2017"])
def test_another_date_is_flagged(when: str) -> None:
    assert len(flagged(f"The FDA approved Radicava in {when}.", APPROVED)) == 1


@pytest.mark.parametrize("when", ["2017", "May 2017", "5 May 2017", "a hurry"])
def test_a_date_that_agrees_as_far_as_it_goes_is_let_pass(when: str) -> None:
    assert flagged(f"The FDA approved Radicava in {when}.", APPROVED) == []
