"""Tokens, word forms, groups and chains: the ground that the worded checks stand on."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alsreview.checks.inflect import forms
from alsreview.checks.wording import Span, Vocabulary, chains, tokens, words_of


@pytest.mark.parametrize(
    ("word", "form"),
    [("waste", "wasting"), ("stop", "stopped"), ("carry", "carries"), ("be", "were"), ("strike", "struck")],
)
def test_a_word_listed_once_is_found_in_its_other_forms(word: str, form: str) -> None:
    assert form in forms(word)


def test_an_equals_sign_holds_a_word_to_one_form() -> None:
    assert forms("=lead") == {"lead"}
    assert "leading" in forms("lead")


@given(st.text())
def test_tokens_stand_where_they_say(text: str) -> None:
    at = 0
    for token in tokens(text):
        assert at <= token.start < token.end <= len(text)
        assert text[at : token.start].lower() == token.breaks or "’" in text
        at = token.end


def test_percent_is_one_word_however_it_is_written() -> None:
    assert [token.text for token in tokens("10%, 10 percent or 10 per cent")] == [
        *("10", "percent", "10", "percent", "or", "10", "percent"),
    ]
    assert words_of("per cent") == ("percent",)


def test_a_contraction_is_two_words() -> None:
    said = [token.text for token in tokens("It isn’t known, can't be and cannot be; they won't, this does.")]
    assert said == "it is not known can not be and can not be they will not this does".split()
    assert words_of("can't be") == ("can", "not", "be")
    assert Vocabulary({"g": ["can be stopped"]}).find(tokens("It cannot be stopped.")) == {}


def test_fillers_may_stand_inside_a_phrase() -> None:
    found = Vocabulary({"g": ["restore strength"]}).find(tokens("It restores the muscle; it restores their strength."))
    assert found == {"g": [Span(5, 8)]}


def _chain(text: str, *groups: str, reach: int = 5) -> list[tuple[str, str]]:
    line = tokens(text)
    found = Vocabulary({group: group.split("|") for group in groups}).find(line)
    ways = chains(line, [found.get(group, []) for group in groups], reach)
    return [(line[way[0].first].text, line[way[-1].last - 1].text) for way in ways]


def test_a_chain_keeps_order_reach_and_clause() -> None:
    assert _chain("The mind usually stays sharp", "mind", "stay", "sharp") == [("mind", "sharp")]
    assert _chain("Sharp stays the mind", "mind", "stay", "sharp") == []
    assert _chain("The mind fades; the wit stays sharp", "mind", "stay", "sharp") == []
    assert _chain("The mind of a man who has had ALS for a year stays sharp", "mind", "stay", reach=4) == []


def test_a_range_with_a_dash_is_one_clause_and_a_spaced_dash_parts_two() -> None:
    assert _chain("within 3–5 years", "within", "year") == [("within", "years")]
    assert _chain("within reach – years", "within", "year") == []


def test_one_chain_for_each_place_of_the_last_part() -> None:
    text = "ALS " * 300 + "is bad"
    assert _chain(text, "als", "bad") == [("als", "bad")]
