"""Numbers with their units, as texts write them."""

from __future__ import annotations

import pytest

from alsreview.checks.numbers import quantities
from alsreview.checks.periods import periods
from alsreview.checks.wording import tokens


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("About 90 to 95 percent of cases", [("90 to 95", "percent")]),
        ("5–10% of people", [("5 to 10", "percent")]),
        ("between 30 percent and 40 percent", [("30 to 40", "percent")]),
        ("one in ten people", [("10", "percent")]),
        ("9 out of 10 people", [("90", "percent")]),
        ("two thirds of families", [("66.6667", "percent")]),
        ("2 to 5 per 100,000 people", [("2 to 5", "per-100000")]),
        ("20 per million", [("2", "per-100000")]),
        ("two to five years", [("2 to 5", "years")]),
        ("between the ages of 40 and 70", [("40 to 70", "age")]),
        ("in their late fifties or early sixties", [("50 to 69", "age")]),
        ("in their 40s and 50s", [("40 to 59", "age")]),
        ("45 years old", [("45", "age")]),
        ("more than a dozen genes", [("12", "count")]),
        ("12,000 to 15,000 people", [("12,000 to 15,000", "count")]),
        ("twenty-five thousand people", [("25,000", "count")]),
        ("50 mg twice a day", [("50", "mg")]),
        ("In 2014, 15 patients", [("15", "count")]),
    ],
)
def test_a_quantity_is_read_with_its_unit(text: str, read: list[tuple[str, str]]) -> None:
    assert [(str(quantity), quantity.unit) for quantity in quantities(tokens(text))] == read


def test_a_bound_is_kept_apart_from_the_number() -> None:
    assert [quantity.bound for quantity in quantities(tokens("more than 40 genes, up to 50 cases, 12 trials"))] == [
        *("over", "under", ""),
    ]


@pytest.mark.parametrize(
    ("text", "last"),
    [
        ("by Spring 2023", "2023-06-30"),
        ("in Q3 2025", "2025-09-30"),
        ("in the second half of 2024", "2024-12-31"),
        ("on 5 May 2017", "2017-05-05"),
        ("on May 5, 2017", "2017-05-05"),
        ("in mid-2024", "2024-08-31"),
        ("during 2022", "2022-12-31"),
        ("in February 2024", "2024-02-29"),
    ],
)
def test_a_period_ends_on_its_last_day(text: str, last: str) -> None:
    assert [period.last.isoformat() for period in periods(text, tokens(text))] == [last]


def test_a_day_that_no_month_has_is_no_date() -> None:
    text = "on 31 February 2024"
    assert [period.last.isoformat() for period in periods(text, tokens(text))] in ([], ["2024-02-29"])
