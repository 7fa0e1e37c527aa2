"""Statements that cannot both hold, inside a page and between pages; and pairs that can."""

from __future__ import annotations

import pickle
from functools import cache

import pytest
from worded_bench import PACK, knowledge, page

from alsreview.checks.contradictions import Contradiction, combine, run, summarise
from alsreview.checks.loader import by_kind, load_checks


@cache
def checks() -> tuple[Contradiction, ...]:
    """Those of the ALS pack."""
    return by_kind(load_checks([PACK]))["contradictions"]  # type: ignore[return-value]


def found(text: str) -> list[str]:
    return [hit.check for hit in run(checks(), page(text, checks()), knowledge()).hits]


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("There is no effective treatment.\n\nIt improves survival.", "treatment-none-and-some"),
        ("Riluzole is the only approved drug.\n\nThe only approved drug is edaravone.", "two-sole-drugs"),
        ("Two drugs are approved.\n\nThere are four approved drugs.", "approved-drug-count"),
        ("Most people die within 2 to 5 years.\n\nMean survival is ten years.", "survival-figures-differ"),
        ("Stem cells slow progression.\n\nStem cells do not slow progression.", "therapy-helps-and-does-not"),
    ],
)
def test_two_statements_that_cannot_both_hold(text: str, check: str) -> None:
    assert check in found(text)


@pytest.mark.parametrize(
    "text",
    [
        "There is no cure.\n\nRiluzole improves survival.",
        "There was no effective treatment until 1995.\n\nRiluzole improves survival.",
        "There is no effective treatment for cramps.\n\nRiluzole improves survival.",
        "In mice there is no effective treatment.\n\nRiluzole improves survival.",
        "Is there no effective treatment?\n\nRiluzole improves survival.",
        "In 2016 one drug was approved.\n\nToday three drugs are approved.",
        "Two drugs are approved in Canada.\n\nFour drugs are approved in Japan.",
        "Two drugs are approved.\n\nFour drugs are in trials.",
        "In SOD1-ALS tofersen is the only approved drug.\n\nRiluzole is the only approved drug in New Zealand.",
        "Mean survival of men is three years.\n\nMean survival of women is five years.",
        "Mean survival is three years.\n\nMean survival after diagnosis is one year.",
        "Riluzole slows progression.\n\nRiluzole does not restore strength.",
        "Exercise may slow progression.\n\nExercise does not slow progression.",
        "Familial ALS usually begins at age 45.\n\nSporadic ALS usually begins at age 65.",
    ],
)
def test_pairs_of_different_scope_can_both_hold(text: str) -> None:
    assert found(text) == []


def test_the_later_statement_is_told_with_the_place_of_the_earlier() -> None:
    judged = page("Two drugs are approved.\n\nThere are four approved drugs.", checks())
    (hit,) = run(checks(), judged, knowledge()).hits
    assert hit.statement == 1
    assert hit.values == {"first": "Two drugs are approved", "place": "line 1"}


def test_pages_are_compared_by_what_was_kept_of_them() -> None:
    texts = {"b.md": "There are four approved drugs.", "a.md": "Two drugs are approved.", "c.md": "Walking helps."}
    kept = {path: summarise(checks(), page(text, checks(), path=path), knowledge()) for path, text in texts.items()}
    hits = combine(checks(), pickle.loads(pickle.dumps(kept)), knowledge())
    assert [(hit.path, hit.values["place"]) for hit in hits] == [("b.md", "a.md, line 1")]
    assert combine(checks(), dict(reversed(kept.items())), knowledge()) == hits


def test_a_contradiction_inside_a_page_is_not_told_between_pages() -> None:
    kept = {
        "a.md": summarise(checks(), page("Two drugs are approved.\n\nFour drugs are approved.", checks()), knowledge())
    }
    assert combine(checks(), kept, knowledge()) == []
