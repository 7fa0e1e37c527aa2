"""Which words are known: both spellings, inflected forms, compounds; and which made-up ones are not."""

from __future__ import annotations

from importlib.resources import files

import pytest

from alsreview.knowledge.words import general_word, known_word, medical_word


@pytest.mark.parametrize(
    "word",
    [
        *["color", "colour", "analyze", "analyse", "ageing", "aging", "hemoglobin", "haemoglobin", "neurone"],
        *["Tracheotomies", "RILUZOLE", "patient's", "patients’", "doesn't", "naïve", "café", "2nd", "1990s"],
        *[
            "non-invasive",
            "noninvasive",
            "follow-up",
            "long-term",
            "pre-treatment",
            "2-year",
            "neuroprotective",
            "tracheostomies",
            "a",
            "I",
        ],
        *["aardvark", "zygotes"],
    ],
)
def test_words_are_known(word: str) -> None:
    assert known_word(word)


@pytest.mark.parametrize(
    "word",
    ["antialkamine", "SODL", "teh", "recieve", "", "zzzq", "-", "riluzzole", "informations", "non-xyzzed", "SOD1"],
)
def test_others_are_not(word: str) -> None:
    assert not known_word(word)


def test_a_pack_brings_its_own_words() -> None:
    assert not known_word("tofersen")
    assert known_word("Tofersen", {"tofersen"})
    assert known_word("tofersen-treated", {"tofersen"})
    assert not known_word("tofersin", {"tofersen"})


@pytest.mark.parametrize(("name", "ask"), [("general", general_word), ("medical", medical_word)])
def test_every_word_of_a_list_is_found_in_it(name: str, ask: object) -> None:
    text = files("alsreview.knowledge").joinpath("data", f"words-{name}.txt").read_text(encoding="utf-8")
    words = text.split("\n")[:-1]
    assert words == sorted(set(words))
    assert callable(ask)
    assert all(ask(word) for word in (*words[:50], *words[::97], *words[-50:]))
