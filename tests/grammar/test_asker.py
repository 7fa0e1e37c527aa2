"""Sentences as the unit of a question: cut safely, joined, and the answers shared out again."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alsreview.grammar.asker import balanced, pieces, shared_out
from alsreview.grammar.client import RawMatch


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in pieces(text)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("It is so. They are. Why? Yes!", ["It is so.", "They are.", "Why?", "Yes!"]),
        ("It (so they say. Or not.) is. Then more.", ["It (so they say. Or not.) is.", "Then more."]),
        ("He said “No. Never.” Then he left.", ["He said “No. Never.”", "Then he left."]),
        ("About 5 mg. daily is enough", ["About 5 mg. daily is enough"]),
        ("a fragment without an end", ["a fragment without an end"]),
        ("An open ( bracket. It stays whole.", ["An open ( bracket. It stays whole."]),
        ("", []),
    ],
)
def test_where_a_text_is_cut(text: str, parts: list[str]) -> None:
    assert cut(text) == parts


@given(st.text(alphabet=st.sampled_from("aB .!?()\"“”[]'\n5"), max_size=80))
def test_pieces_are_in_order_and_lose_nothing_but_blanks(text: str) -> None:
    at = 0
    for start, end in pieces(text):
        assert at <= start < end
        assert text[at:start].strip() == "" or text[at:start].strip() in "•-*"
        at = end
    assert text[at:].strip() == ""


@given(st.lists(st.text(min_size=1, max_size=10), min_size=1, max_size=6), st.data())
def test_a_match_comes_back_to_its_text(texts: list[str], data: st.DataObject) -> None:
    which = data.draw(st.integers(0, len(texts) - 1))
    start = data.draw(st.integers(0, len(texts[which]) - 1))
    offset = sum(len(text) + 2 for text in texts[:which])
    match = RawMatch(offset + start, offset + len(texts[which]), "R", "", "C", "", "", ())
    expected = [()] * len(texts)
    expected[which] = (match._replace(start=start, end=len(texts[which])),)
    assert shared_out(texts, [match]) == expected


def test_balance() -> None:
    assert balanced('It (is) "so" [1].')
    assert not balanced('It is "so.')
