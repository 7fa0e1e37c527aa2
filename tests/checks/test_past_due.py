"""Promises whose day has gone by, and states of things without a date."""

from __future__ import annotations

from datetime import date

import pytest
from worded_bench import check, flagged

PROMISE = check(
    "past-due", category="undated", asserts="awaited", words={"due": ["expect", "plan"]}, states=[["due", "value"]]
)
STATUS = check("past-due", category="undated", asserts="status", words={"s": ["recruiting"]}, states=[["s"]])


@pytest.mark.parametrize(
    ("when", "last"),
    [("Q3 2025", date(2025, 9, 30)), ("Spring 2023", date(2023, 6, 30)), ("2024", date(2024, 12, 31))],
)
def test_a_promise_is_past_a_month_after_its_period(when: str, last: date) -> None:
    text = f"Results are expected in {when}."
    assert flagged(text, PROMISE, last) == []
    assert flagged(text, PROMISE, date(last.year + 1, 3, 1))


def test_a_state_needs_its_date() -> None:
    assert flagged("The trial is recruiting.", STATUS) == ["recruiting"]
    assert flagged("As of March 2026 the trial is recruiting.", STATUS) == []
    assert flagged("Is the trial recruiting?", STATUS) == []
