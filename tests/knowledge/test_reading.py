from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alsreview.knowledge.lexicon import Lexicon, Term
from alsreview.knowledge.reading import Reading, Surroundings
from alsreview.knowledge.times import find_times

LEXICON = Lexicon(
    [
        Term("gout", "indication", "gout", exact=("GT",)),
        Term("pill-a", "substance", "colchicine", wrong=("colchisine",)),
        Term("brand-a", "product", "Colcrys", of=("pill-a",)),
        Term("brand-a-xr", "product", "Colcrys XR", of=("brand-a",)),
    ]
)


def reading(text: str, **around: str) -> Reading:
    return Reading(text, LEXICON, Surroundings(**around))


def at(read: Reading, word: str) -> int:
    return read.words.index(word)


def test_longest_match_wins_and_exact_forms_keep_their_case() -> None:
    read = reading("Colcrys XR helps GT, not gt; colchisine too.")
    assert [(mention.term.id, mention.wrong) for mention in read.mentions] == [
        ("brand-a-xr", False),
        ("gout", False),
        ("pill-a", True),
    ]


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("It is not the only drug.", "only", True),
        ("It is no longer the only drug.", "only", True),
        ("It isn't the only drug.", "only", True),
        ("It is far from the only drug.", "only", True),
        ("It is the only drug.", "only", False),
        ("It is not cheap, but it is the only drug.", "only", False),
        ("It is not only safe.", "safe", False),
    ],
)
def test_negation_and_its_scope(text: str, word: str, expected: bool) -> None:
    read = reading(text)
    assert read.negated(at(read, word)) is expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("It was the only drug until 2017.", "only", "past"),
        ("It remains the only drug.", "only", "present"),
        ("It will be on sale soon.", "sale", "future"),
        ("The only drug, and a modest one.", "only", "none"),
        ("It was tested early, but it is the only drug.", "only", "present"),
    ],
)
def test_tense_of_the_nearest_verb(text: str, word: str, expected: str) -> None:
    read = reading(text)
    assert read.tense(at(read, word)) == expected


def test_a_quoted_claim_called_false_is_denied() -> None:
    read = reading('"Colcrys is the only drug" is a widespread myth')
    assert read.quoted(at(read, "only"))
    assert read.denied(at(read, "only"))
    assert not reading('"Colcrys is the only drug," said a nurse.').denied(4)


def test_conditions_hedges_and_questions() -> None:
    read = reading("If it is approved, it may help.")
    assert read.conditional(at(read, "approved"))
    assert read.hedged(at(read, "help"))
    assert reading("Is it the only drug?").is_question
    assert reading("Did you know how many drugs there are?").is_question
    assert not reading("Did you know that it is the only drug?").is_question


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("on 5 May 2017", "2017-05-05", "2017-05-05"),
        ("on May 5, 2017", "2017-05-05", "2017-05-05"),
        ("in early 2011", "2011-01-01", "2011-04-30"),
        ("in the second quarter of 2024", "2024-04-01", "2024-06-30"),
        ("Q3 2025", "2025-07-01", "2025-09-30"),
        ("by August 2017", "2017-08-01", "2017-08-31"),
        ("in 1995", "1995-01-01", "1995-12-31"),
        ("on 11-16-2017 it", "2017-11-16", "2017-11-16"),
    ],
)
def test_dates_and_the_days_they_cover(text: str, first: str, last: str) -> None:
    (span,) = find_times(text)
    assert (span.first, span.last) == (date.fromisoformat(first), date.fromisoformat(last))


def test_lengths_of_time_and_relative_dates() -> None:
    assert find_times("in over 20 years")[0].days == 7300
    assert find_times("over the past year")[0].kind == "relative"
    assert find_times("this August")[0].kind == "yearless"
    assert find_times("a 5-pose screen of 2017.5 items, May be") == ()


def test_names_around_come_likeliest_first() -> None:
    read = Reading("It helps.", LEXICON, Surroundings("Colcrys is new.", "", "", ("colchicine", "gout")))
    assert [mention.term.id for mention in read.mentioned_around("substance", "product")] == ["brand-a", "pill-a"]


@given(st.text(max_size=300))
def test_units_are_the_text_in_order(text: str) -> None:
    read = Reading(text, LEXICON)
    last = 0
    for unit in read.units:
        assert last <= unit.start < unit.end <= len(text)
        assert len(unit.word) == unit.end - unit.start
        last = unit.end
    assert [left for left, _ in read.clauses][:1] in ([], [0])
    assert all(read.tense(index) for index in range(len(read.units)))
