"""Advice that can harm, what makes it safe, and pages it does not concern."""

from __future__ import annotations

from worded_bench import check, flagged

OXYGEN = check(
    "safety",
    category="safety",
    words={"use": ["use", "get"], "oxygen": ["oxygen"]},
    states=[["use", "oxygen"]],
    companions=["ventilation"],
    about_disease=True,
)


def test_advice_is_flagged_on_a_page_on_the_disease() -> None:
    assert flagged("# ALS\n\nUse oxygen at night.", OXYGEN) == ["Use oxygen"]


def test_its_companion_makes_it_safe() -> None:
    assert flagged("# ALS\n\nUse oxygen together with ventilation.", OXYGEN) == []


def test_a_denial_is_let_pass() -> None:
    assert flagged("# ALS\n\nDo not use oxygen at night.", OXYGEN) == []


def test_a_page_on_another_illness_is_none_of_its_business() -> None:
    assert flagged("# Pneumonia\n\nUse oxygen at night.", OXYGEN) == []
