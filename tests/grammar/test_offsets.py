"""UTF-16 and masks: wherever a match is, its place in the reader text is exact."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alsreview.grammar.mask import Masked
from alsreview.grammar.utf16 import Utf16, sendable

words = st.sampled_from(
    ["riluzole", "slows", "the", "disease", "🧠", "𝛼-synuclein", "naïve", "e\u0301lan", "No.", "ALS"]
)
masked = st.sampled_from(
    [
        "https://als.example/a_b?c=d",
        "www.example.org",
        "doi:10.1000/x.y",
        "[12]",
        "[1, 3–5]",
        "(Ito et al., 2019)",
        "ab@c.org",
    ]
)


@given(st.text())
def test_utf16_units_come_back_as_code_points(text: str) -> None:
    units = Utf16(text)
    encoded = [len(text[:at].encode("utf-16-le", "surrogatepass")) // 2 for at in range(len(text) + 1)]
    assert [units.start(at) for at in encoded[:-1]] == list(range(len(text)))
    assert [units.end(at) for at in encoded] == list(range(len(text) + 1))


def test_half_a_pair_stands_for_its_character() -> None:
    units = Utf16("a🧠b")
    assert (units.start(2), units.end(2)) == (1, 2)


@given(st.text())
def test_what_is_sent_is_as_long_and_can_be_encoded(text: str) -> None:
    assert len(sendable(text)) == len(text)
    sendable(text).encode()


@given(st.lists(st.one_of(words, masked), min_size=1, max_size=12), st.data())
def test_words_around_masked_parts_keep_their_place(parts: list[str], data: st.DataObject) -> None:
    text = " ".join(parts)
    made = Masked(text)
    at = data.draw(st.integers(0, len(parts) - 1))
    word = parts[at]
    if Masked(word).text != word or Masked("x " + word).text != "x " + word:
        return
    for start in range(len(made.text) - len(word) + 1):
        if made.text[start : start + len(word)] == word:
            place = made.original(start, start + len(word))
            if place is not None:
                assert text[place[0] : place[1]].strip() == word


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("It is fatal.^1,2 Riluzole helps [3, 4].", "It is fatal. Riluzole helps."),
        ("See https://als.example/a_b.", "See Wikipedia."),
        ("It slows decline (Ito et al., 2019; Brown, 2020).", "It slows decline."),
        ("CO_2 rises.", "CO2 rises."),
        ("Patients and/or families ask.", "Patients and/or families ask."),
        ("About 1/3 of them (in 2019) died.", "About 1/3 of them (in 2019) died."),
        ("Sodium PB/TURSO was withdrawn.", "Sodium Wikipedia was withdrawn."),
        ("2 mg/kg twice a day", "2 mg/kg twice a day"),
    ],
)
def test_what_is_masked(text: str, sent: str) -> None:
    assert Masked(text).text == sent


def test_a_match_on_a_masked_part_alone_has_no_place() -> None:
    made = Masked("See www.example.org now")
    assert made.original(4, 13) is None
    assert made.original(0, 17) == (0, 23)
