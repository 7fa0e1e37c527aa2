"""The cheap look before the search for phrases: it may let too much through, never too little."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from alsreview.checks.wording import Vocabulary, tokens

WORDS = ("treat", "no", "cure", "the", "doctor's", "say", "=is", "percent", "lung")
GROUPS = st.dictionaries(
    st.sampled_from("abcd"),
    st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(" ".join), max_size=4),
)
TEXTS = st.lists(
    st.sampled_from(("treats", "treated", "no", "cures", "the", "doctor’s", "doctors", "said", "is", "%", "lungs", ";"))
).map(" ".join)


@given(GROUPS, TEXTS)
def test_a_group_that_is_found_has_its_mark(groups: dict[str, list[str]], text: str) -> None:
    vocabulary = Vocabulary(groups)
    line = tokens(text)
    marks = vocabulary.marks(line)
    for name in vocabulary.find(line):
        mark = vocabulary.marks_of([name])
        assert mark
        assert marks & mark == mark


def test_a_line_without_the_words_of_a_group_has_no_mark() -> None:
    vocabulary = Vocabulary({"cure": ["no cure"], "lung": ["lung"]})
    marks = vocabulary.marks(tokens("No lungs are seen."))
    assert marks & vocabulary.marks_of(["lung"]) == vocabulary.marks_of(["lung"])
    assert marks & vocabulary.marks_of(["cure"]) != vocabulary.marks_of(["cure"])
