"""Sentence building: what the light engine finds, what it must let pass, and that it never moves an offset."""

from __future__ import annotations

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from alsreview.checks import prose
from alsreview.checks.engine import Page
from alsreview.checks.prose_words import can_be_finite, imperative, words
from alsreview.documents.read import read_text
from alsreview.statements.split import split

DATA = Path(__file__).parents[1] / "grammar" / "data"
CLEAN = [text for group in yaml.safe_load((DATA / "clean.yaml").read_text(encoding="utf-8")).values() for text in group]


def page(text: str) -> Page:
    document = read_text(text, "page.md")
    return Page(document, list(split(document)), {}, date(2026, 1, 1))


def found(text: str) -> list[tuple[str, str]]:
    made = page(text)
    return [(fault.fault, made.statements[index].text[fault.start : fault.end]) for index, fault in prose.faults(made)]


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("The tremor stopped, he could write again.", "stopped, he could"),
        ("The clinic is far away, patients need a car.", "away, patients need"),
        ("The voice was weak, therefore she used a tablet.", "weak, therefore she used"),
        ("There is no cure, the drugs only slow it.", None),
        ("Fever is common, when the lungs are infected, it can last for days.", "common, when the lungs"),
    ],
)
def test_a_comma_splice(text: str, span: str | None) -> None:
    if span is None:
        assert all(fault == "comma-splice" for fault, _ in found(text))
        return
    assert [(fault, flagged.startswith(span)) for fault, flagged in found(text)] == [("comma-splice", True)]


@pytest.mark.parametrize(
    "text",
    [
        "Warm baths, gentle massage.",
        "Early diagnosis, correct treatment, regular visits.",
        "The grip is weak. Slow loss of muscle in the hand, later in the arm.",
    ],
)
def test_a_sentence_without_a_verb(text: str) -> None:
    assert [fault for fault, _ in found(text)] == ["no-verb"]


@pytest.mark.parametrize(
    "text",
    [
        "# Warm baths, gentle massage.",
        "- Warm baths, gentle massage.",
        "Warm baths, gentle massage",
        "What helps? Warm baths, gentle massage.",
        "Dose: one tablet, warm water.",
        "Massage the hand, rest often.",
    ],
)
def test_headings_items_labels_answers_and_orders_need_no_verb(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("text", CLEAN)
def test_correct_prose_is_let_pass(text: str) -> None:
    assert found(text) == []


def test_a_page_in_another_language_is_not_judged() -> None:
    german = "Warme Bäder, sanfte Massage. Regelmäßige Bewegung, gesunde Ernährung."
    checks = [prose.Prose.model_construct(id="x", fault="no-verb")]
    assert prose.run(checks, page(german), None).hits == ()


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("The tests in the clinic", "tests", False),
        ("Exercise and rest help.", "help", True),
        ("a dry mouth", "mouth", False),
        ("The nurse has lost the key", "lost", False),
        ("They take vitamins", "take", True),
    ],
)
def test_which_words_can_be_finite_verbs(text: str, word: str, expected: bool) -> None:
    line = words(text)
    at = next(index for index, item in enumerate(line) if item.low == word)
    assert can_be_finite(line, at) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Eat little and often.", True), ("Do not chew.", True), ("Muscle wasting", False), ("Massage, baths.", False)],
)
def test_orders(text: str, expected: bool) -> None:
    assert imperative(words(text)) is expected


@given(st.text(alphabet=st.sampled_from(list("The drug is good, he can walk.\n-#*é🧠' ")), max_size=200))
def test_spans_lie_inside_their_statement_and_nothing_raises(text: str) -> None:
    made = page(text)
    for index, fault in prose.faults(made):
        assert 0 <= fault.start < fault.end <= len(made.statements[index].text)


@given(st.text(max_size=300))
def test_words_stand_where_they_say(text: str) -> None:
    for word in words(text):
        assert text[word.start : word.end] == word.text


def test_a_page_off_the_topic_of_every_pack_is_still_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "page.txt").write_text("The rash was itchy, he could not sleep at all.\n", encoding="utf-8")
    monkeypatch.setenv("ALSREVIEW_CACHE_DIR", str(tmp_path / "cache"))
    command = [sys.executable, "-m", "alsreview", "check", "page.txt", "--only", "comma-splice", "--format", "json"]
    answer = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    checks = [entry["check"] for entry in json.loads(answer.stdout)["findings"]]
    assert "comma-splice" in checks
