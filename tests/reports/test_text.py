"""The report that people read."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alsreview.reports.outcome import exit_code
from alsreview.reports.text import render, window
from alsreview.reports.view import View
from reports.results import ALL, MANY, MISSED, NONE, ONE, WILD


def test_a_finding_says_what_why_since_when_by_which_source_and_what_to_do() -> None:
    lines = render(ONE, View()).splitlines()
    text = "\n".join(lines)
    assert "content/a.md:3:12" in text
    for word in ("what", "why", "since", "do"):
        assert any(line.strip().startswith(word) for line in lines), word
    assert "2017-05-05 (US): FDA approved intravenous edaravone" in text
    assert "NDA 209176" in text
    carets = next(index for index, line in enumerate(lines) if set(line.strip()) == {"^"})
    at = lines[carets].index("^")
    assert lines[carets - 1][at:].startswith("the only")
    assert lines[carets].count("^") == len("the only")


def test_repeats_fold_into_one_entry_that_lists_its_places() -> None:
    text = render(MANY, View(width=100))
    assert text.count("Rilutek is no longer the only one.") == 2  # once a document
    assert "×17" in text
    assert "4:12 “the only”" in text
    assert "and 4 more" in text
    assert len(text.splitlines()) < 60


def test_the_worst_comes_first_in_each_document() -> None:
    text = render(MANY, View())
    assert text.index("error  content/a.md") < text.index("warning  content/a.md")


def test_what_was_not_checked_stands_in_the_last_line() -> None:
    text = render(MISSED, View())
    assert "NOT CHECKED grammar: no Java was found" in text
    last = text.splitlines()[-1]
    assert "NOT CHECKED: grammar" in last
    assert "could not be read" in last
    assert exit_code(MISSED, "error") == 2


@pytest.mark.parametrize(
    ("name", "fail_on", "required", "code"),
    [
        ("none", "note", (), 0),
        ("one", "error", (), 1),
        ("one", "never", (), 0),
        ("many", "warning", (), 1),
        ("missed", "error", (), 2),
    ],
)
def test_exit_codes(name: str, fail_on: str, required: tuple[str, ...], code: int) -> None:
    assert exit_code(ALL[name], fail_on, frozenset(required)) == code


def test_what_is_required_must_have_been_checked() -> None:
    only_grammar_missing = MISSED.__class__(**{**{f: getattr(MISSED, f) for f in MISSED.__slots__}, "faults": ()})
    assert exit_code(only_grammar_missing, "error") == 0
    assert exit_code(only_grammar_missing, "error", frozenset({"grammar"})) == 2


def test_without_a_terminal_no_control_code_reaches_the_output() -> None:
    text = render(WILD, View())
    assert not any(ord(char) < 32 and char != "\n" for char in text)
    assert "\u202e" not in text
    assert "\x1b" in render(ONE, View(colour=True))


def test_nothing_found_still_says_what_was_judged() -> None:
    assert "7 check-worthy: 2 judged against dated facts, 5 not" in render(NONE, View())


@given(st.text(min_size=0, max_size=400), st.text(min_size=1, max_size=400), st.integers(40, 120))
def test_the_window_always_holds_the_flagged_words(before: str, flagged: str, width: int) -> None:
    statement = before + flagged
    line, start, end = window(statement, flagged, width)
    assert len(line) <= max(width, 2)
    if len(flagged) < width - 2:
        assert line[start:end] == flagged
