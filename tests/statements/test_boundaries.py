"""Where sentences end: own cases, nasty input, and what must hold of any text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from sentencex import get_sentence_boundaries

from alsreview.statements import boundaries
from alsreview.statements.boundaries import sentences

CASES: dict[str, list[str]] = yaml.safe_load(
    (Path(__file__).resolve().parent / "cases" / "boundaries.yaml").read_text(encoding="utf-8")
)


def parts(text: str) -> list[str]:
    return [text[start:end] for start, end in sentences(text)]


def test_at_most_two_in_a_hundred_cases_are_wrong() -> None:
    cases = [case for group in CASES.values() for case in group]
    wrong = []
    for case in cases:
        wanted = re.split(r" ?\|\| ?", case)
        found = parts(case.replace(" || ", " ").replace("||", ""))
        if found != wanted:
            wrong.append((wanted, found))
    assert len(cases) >= 150
    assert len(wrong) <= 0.02 * len(cases), wrong


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("These are: - Drug A - Drug B - Rest", ["These are:", "Drug A", "Drug B", "Rest"]),
        ("Signs are known. - Weak grip - Cramps", ["Signs are known.", "Weak grip", "Cramps"]),
        ("• Weak grip • Cramps", ["Weak grip", "Cramps"]),
        (
            "One drug - Rilutek - and another - Radicava - exist.",
            ["One drug - Rilutek - and another - Radicava - exist."],
        ),
        ("It is known as “limb onset” - Most have it.", ["It is known as “limb onset” - Most have it."]),
    ],
)
def test_lists_run_into_a_line(text: str, wanted: list[str]) -> None:
    assert parts(text) == wanted


def test_a_bracket_that_nobody_closed_does_not_swallow_the_page() -> None:
    text = "It began (in 1993. " + "It slows the disease. " * 60
    assert len(parts(text)) > 25


@given(st.text(alphabet=st.sampled_from("aB1 .!?…\"'“”()[],;:-–•^¹é😀\u0301"), max_size=200))
def test_sentences_cover_every_letter_once_and_in_order(text: str) -> None:
    spans = sentences(text)
    assert all(text[start:end].strip() == text[start:end] != "" for start, end in spans)
    assert all(spans[i][1] <= spans[i + 1][0] for i in range(len(spans) - 1))
    covered = "".join(text[start:end] for start, end in spans)
    assert [char for char in covered if char.isalnum()] == [char for char in text if char.isalnum()]


@pytest.mark.parametrize("unit", ["`", ".", "a", '"', "(", "(a. ", "? ", "1. ", ": - A ", "a. [1] [1] ", "word "])
def test_sentencex_sees_each_character_once_and_never_a_long_text(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[int] = []

    def watched(language: str, text: str) -> list[dict[str, int]]:
        given.append(len(text))
        return list(get_sentence_boundaries(language, text))

    monkeypatch.setattr(boundaries, "get_sentence_boundaries", watched)
    text = (unit * (1 << 20))[: 1 << 20]
    sentences(text)
    assert sum(given) in (0, len(text))
    assert max(given, default=0) <= boundaries.PIECE
