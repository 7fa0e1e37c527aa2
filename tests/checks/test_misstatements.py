"""States of a belief, and what keeps them from being a claim of the page's own."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from worded_bench import check, flagged, knowledge, page

from alsreview.checks.registry import ENGINES
from alsreview.checks.states import Finder
from alsreview.errors import InputError

SPARED = check(
    "misstatements",
    words={"mind": ["mind", "memory"], "intact": ["sharp", "clear"], "harms": ["affect", "impair"]},
    states=[["mind", "stay", "intact"], {"parts": ["disease", "harms", "mind"], "denied": True}],
    unless=["some people"],
)


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("In ALS the mind stays sharp.", "mind stays sharp"),
        ("The memory usually remains clear.", "memory usually remains clear"),
        ("Motor neurone disease does not affect the mind.", "Motor neurone disease does not affect the mind"),
        ("No cure is known, and the mind stays sharp.", "mind stays sharp"),
        ("If you cannot walk, your mind stays sharp.", "mind stays sharp"),
        ("It is not only that the mind stays sharp.", "mind stays sharp"),
    ],
)
def test_a_belief_is_found_in_its_wordings(text: str, span: str) -> None:
    assert flagged(text, SPARED) == [span]


@pytest.mark.parametrize(
    "text",
    [
        "In ALS the mind does not always stay sharp.",
        "In some people the mind stays sharp.",
        "Does the mind stay sharp?",
        "It is a myth that the mind stays sharp.",
        "It was long thought that the mind stays sharp.",
        "The mind may stay sharp.",
        "ALS affects the mind.",
        "The mind tires. Sharp pain stays.",
        "Contrary to popular belief, the mind does not stay sharp.",
    ],
)
def test_it_is_let_pass_when_it_is_no_claim(text: str) -> None:
    assert flagged(text, SPARED) == []


def test_a_hedge_counts_only_where_the_check_lets_it() -> None:
    bold = check("misstatements", hedged="flag", words={"a": ["ALS"]}, states=[["a", ["cause by"], ["virus"]]])
    assert flagged("ALS may be caused by a virus.", bold) == ["ALS may be caused by a virus"]


def test_an_exception_holds_in_its_clause() -> None:
    assert flagged("The mind stays sharp, although some people are sad.", SPARED) == ["mind stays sharp"]


def test_an_exception_far_off_or_behind_a_but_is_none() -> None:
    assert flagged("The mind stays sharp but some people are sad.", SPARED) == ["mind stays sharp"]
    far = "The mind stays sharp as the weeks go by and the months go by and some people are sad."
    assert flagged(far, SPARED) == ["mind stays sharp"]
    assert flagged("The mind stays sharp in not all but some people.", SPARED) == []


def test_the_noun_of_another_disease_hides_no_disease_before_it() -> None:
    said = check("misstatements", words={"a": ["caused by plaques"]}, states=[["disease", "a"]])
    text = "ALS and Pick's disease are caused by plaques."
    assert flagged(text, said) == ["ALS and Pick's disease are caused by plaques"]
    assert flagged("Pick's disease is caused by plaques.", said) == []


def test_a_negation_in_a_contraction_counts() -> None:
    assert flagged("In ALS the mind doesn't stay sharp.", SPARED) == []
    assert flagged("ALS doesn't affect the mind.", SPARED) == ["ALS doesn't affect the mind"]


def test_a_need_may_be_met_by_the_heading() -> None:
    needy = check("misstatements", words={"a": ["slow"]}, states=[["a"]], needs=["stem cell"])
    assert flagged("## Stem cells\n\nThey slow it.", needy) == ["slow"]
    assert flagged("## Riluzole\n\nIt slows it.", needy) == []


def test_a_check_judges_no_page_from_before_its_time() -> None:
    dated = check("misstatements", since="2020-01-01", words={"a": ["slow"]}, states=[["a"]])
    assert flagged("It slows.", dated, dated.since) == ["slows"]
    from datetime import date

    assert flagged("It slows.", dated, date(2019, 12, 31)) == []


def test_a_group_that_nobody_knows_is_told_with_the_near_one() -> None:
    wrong = check("misstatements", words={"thinking": ["mind"]}, states=[["thinkin"]])
    with pytest.raises(InputError) as caught:
        Finder((wrong,), knowledge())  # type: ignore[arg-type]
    assert "did you mean `thinking`?" in str(caught.value)


def test_a_statement_without_its_anchors_is_not_read() -> None:
    judged = page("The mind is a fine thing. Walking helps. The mind stays sharp.", (SPARED,))
    outcome = ENGINES["misstatements"].run((SPARED,), judged, knowledge())
    assert outcome.judged == {2}


@settings(deadline=None, max_examples=60)
@given(st.lists(st.sampled_from(["mind", "stays", "sharp", "not", "and", ",", "ALS", "affects", "may", ";", "?"])))
def test_what_is_flagged_stands_in_the_text(words: list[str]) -> None:
    text = " ".join(words)
    assert all(span in text for span in flagged(text, SPARED))


def test_a_huge_statement_is_read_at_its_beginning_only() -> None:
    assert flagged("mind stays sharp " * 40_000, SPARED) == ["mind stays sharp"]


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("In Kennedy disease the mind stays sharp.", []),
        ("## Kennedy disease\n\nThe mind stays sharp.", []),
        ("## Kennedy disease\n\nUnlike there, in ALS the mind stays sharp.", ["mind stays sharp"]),
        ("In ALS and in Kennedy disease the mind stays sharp.", ["mind stays sharp"]),
        ("In bulbar-onset ALS the mind stays sharp.", ["mind stays sharp"]),
    ],
)
def test_what_is_said_of_another_disease_is_none_of_the_packs_business(text: str, spans: list[str]) -> None:
    assert flagged(text, SPARED) == spans
