"""The cheap look before the search for rows of phrases: it may let too much through, never too little."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from alsreview.checks.numbers import quantities
from alsreview.checks.sieve import Sieve
from alsreview.checks.wording import Vocabulary, chains, token_words, tokens

WORDS = ("treat", "no", "cure", "the", "doctor's", "say", "=is", "percent", "lung")
GROUPS = st.dictionaries(
    st.sampled_from("abcd"),
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join), max_size=4),
)
ROWS = st.lists(st.lists(st.sampled_from(["a", "b", "c", "d", "value"]), min_size=1, max_size=4), max_size=5)
TEXTS = st.lists(
    st.sampled_from(
        (
            "treats",
            "treated",
            "no",
            "cures",
            "the",
            "doctor’s",
            "doctors",
            "said",
            "is",
            "%",
            "lungs",
            ";",
            "12",
            "five",
        )
    )
).map(" ".join)


@given(GROUPS, ROWS, TEXTS)
def test_a_row_that_stands_in_a_text_is_let_through(
    groups: dict[str, list[str]], rows: list[list[str]], text: str
) -> None:
    vocabulary = Vocabulary(groups)
    rows = [[name for name in row if name in groups or name == "value"] for row in rows]
    rows = [row for row in rows if row]
    line = tokens(text)
    found = {**vocabulary.find(line), "value": [quantity.span for quantity in quantities(line)]}
    passed = Sieve(vocabulary, rows).rows(token_words(text))
    for number, row in enumerate(rows):
        if chains(line, [found.get(name, []) for name in row], reach=15):
            assert number in passed


def test_words_in_another_order_or_a_part_of_a_phrase_or_no_number_are_kept_back() -> None:
    vocabulary = Vocabulary({"cure": ["no cure"], "lung": ["lung"]})
    sieve = Sieve(vocabulary, [["lung", "cure"], ["lung"], ["value", "lung"]])
    assert sieve.rows(token_words("No cure is known for lungs.")) == [1]
    assert sieve.rows(token_words("Lungs have no cure.")) == [0, 1]
    assert sieve.rows(token_words("A cure for 20 lungs.")) == [1, 2]
    assert sieve.rows(token_words("Twenty pages on hearts.")) == []


@given(st.text())
def test_the_words_are_those_of_the_tokens(text: str) -> None:
    assert token_words(text) == [token.text for token in tokens(text)]
