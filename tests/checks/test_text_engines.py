"""Repeats, leftovers and undated words on whole pages: what is told, what is let pass, and that it stays linear."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alsreview.checks.definition import FlagExample
from alsreview.checks.engine import Hit
from alsreview.checks.examples import Bench
from alsreview.checks.loader import load_checks
from alsreview.knowledge.pack import load_knowledge

PACK = Path(__file__).parents[2] / "checks"


@cache
def bench() -> Bench:
    return Bench(load_checks([PACK / "text", PACK / "undated"]), load_knowledge([PACK]))


def spans(text: str) -> dict[str, list[str]]:
    return bench().spans(FlagExample(text=text, span=text))


def hits(text: str, kind: str) -> tuple[Hit, ...]:
    return bench().run(kind, bench().page(FlagExample(text=text, span=text))).hits


def test_a_repeated_paragraph_is_told_once_and_not_sentence_by_sentence() -> None:
    paragraph = "Ask for help early in the day. Nobody has to eat alone at night."
    assert spans(f"{paragraph}\n\nRest.\n\n{paragraph}\n") == {"repeated-paragraph": ["Ask for help early in the day."]}


def test_a_repeat_names_the_line_of_the_first() -> None:
    text = "Rest.\n\nAsk for help early in the day.\n\nRest.\n\nAsk for help early in the day.\n"
    assert [hit.values["line"] for hit in hits(text, "duplicates")] == ["3"]


@pytest.mark.parametrize(
    ("text", "doubled"),
    [
        ("It is known as muscle wasting, muscle wasting.", ["muscle wasting, muscle wasting"]),
        ("Lung function tests lung function tests are done.", ["Lung function tests lung function tests"]),
        ("The nerve cells (nerve cells) die.", ["nerve cells (nerve cells"]),
        ("Nerve: cells, nerve: fibres.", []),
        ("Overview: Overview of care.", []),
        ("Gene list: Gene list of the clinic.", []),
        ("Again and again and again he fell.", []),
        ("It was very, very cold.", []),
        ("5 mg, 5 mg and 10 mg", []),
        ("from bed to chair and from chair to bed", []),
    ],
)
def test_doubled_phrases(text: str, doubled: list[str]) -> None:
    assert spans(text).get("doubled-phrase", []) == doubled


@pytest.mark.parametrize(
    "text",
    [
        "## Symptoms\n\nCramps come first.\n\n## Symptoms\n\nWeakness follows later.",
        "| Drug | Taken |\n|---|---|\n| One | twice a day with some water |\n| Two | twice a day with some water |",
    ],
)
def test_headings_and_cells_may_repeat(text: str) -> None:
    assert spans(text) == {}


@pytest.mark.parametrize(
    ("text", "check", "span"),
    [
        ("Currently three centres offer it.", "currently", "Currently"),
        ("Three centres offer it right now.", "currently", "right now"),
        ("Riluzole, discovered in 1954, is currently a tablet.", "currently", "currently"),
        ("The vote was lost last year.", "recently", "last year"),
        ("A cure is on the horizon.", "soon", "on the horizon"),
        ("Work on a vaccine is ongoing.", "ongoing", "is ongoing"),
    ],
)
def test_undated_words_are_found(text: str, check: str, span: str) -> None:
    assert spans(text).get(check) == [span]


@pytest.mark.parametrize(
    "text",
    [
        "As of May 2026 three centres currently offer it.",
        "In 2024, three centres currently offered it.",
        "Three centres currently (2026) offer it.",
        "Currently, as at 1 May 2026, three centres offer it.",
        "Which centres currently offer it?",
        "If you are currently pregnant, tell the team.",
        "The current guideline names three centres.",
        "People with ongoing pain need support.",
        "Keep the list up to date.",
        "Sit down as soon as you feel faint.",
        "## Currently\n\nThree centres offer it.",
    ],
)
def test_dated_and_harmless_words_are_let_pass(text: str) -> None:
    assert spans(text) == {}


def test_an_archived_page_has_its_date() -> None:
    page = "---\narchived: true\ndate: 2019-04-01\n---\n\nCurrently three centres offer it.\n"
    assert spans(page) == {}
    assert spans(page.replace("archived: true\n", "")) != {}


def test_each_undated_word_of_a_page_is_told() -> None:
    assert spans("Currently A.\n\nIt is B, and currently C. At present D.")["currently"] == [
        "Currently",
        "currently",
        "At present",
    ]


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("Rest helps. [insert figure 3 here]", "editing-note"),
        ("The dose is ??? mg.", "editing-note"),
        ("DSC_0042.JPG", "image-file"),
        ("Elderly woman in bed, isolated on white", "stock-caption"),
        ("Share this article", "page-furniture"),
        ("Click here for the table.", "web-residue"),
        ("Dose &nbsp; 5 mg", None),
        ("It&amp;rsquo;s late.", "broken-encoding"),
        ("Hello {{ patient.name }}, rest.", None),
        ("As an AI language model, I cannot examine you.", "machine-text"),
    ],
)
def test_leftovers(text: str, check: str | None) -> None:
    assert set(spans(text)) == ({check} if check else set())


@given(st.text(st.sampled_from("ab c,.XTODO[]{}<>&;-\n"), max_size=300))
def test_hits_lie_inside_their_statement(text: str) -> None:
    page = bench().page(FlagExample(text=text or "a", span="a"))
    for kind in ("duplicates", "leftovers", "undated"):
        for hit in bench().run(kind, page).hits:
            assert 0 <= hit.start < hit.end <= len(page.statements[hit.statement].text)


@given(st.lists(st.sampled_from(["alpha", "beta", "gamma", "delta", "and"]), max_size=40))
def test_a_doubled_phrase_is_two_equal_halves(words: list[str]) -> None:
    text = " ".join(words) or "alpha"
    for hit in hits(text, "duplicates"):
        halves = text[hit.start : hit.end].split()
        first = hit.values["first"].split()
        assert halves[: len(first)] == first == halves[-len(first) :]


def test_a_statement_of_ten_thousand_undated_words_is_read_once() -> None:
    """Each word asked the whole statement for its years once; 100 kB then took a minute and a half."""
    assert len(spans("currently and " * 10_000)["currently"]) == 10_000
