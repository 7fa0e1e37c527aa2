"""From hits to findings: places in the source, filled messages, fingerprints, one order."""

from __future__ import annotations

from dataclasses import replace

from alsreview.findings import fingerprint
from alsreview.pipeline.dedupe import deduplicated
from alsreview.pipeline.findings import capped, number, tidy
from reports.results import finding


def test_equal_findings_are_told_apart_by_their_occurrence_not_their_line() -> None:
    first, second = number([finding(9, fingerprint="the only"), finding(3, fingerprint="the only")])
    assert (first.start.line, second.start.line) == (3, 9)
    assert first.fingerprint == fingerprint(first.check, first.path, first.statement, "the only", 0)
    assert second.fingerprint == fingerprint(first.check, first.path, first.statement, "the only", 1)
    moved = number([finding(90, fingerprint="the only"), finding(30, fingerprint="the only")])
    assert [item.fingerprint for item in moved] == [first.fingerprint, second.fingerprint]


def test_an_engine_may_lower_a_severity_and_never_raise_it() -> None:
    assert capped("error", "note") == "note"
    assert capped("note", "error") == "note"
    assert capped("warning", None) == "warning"


def test_a_message_is_a_sentence_whatever_filled_it() -> None:
    assert tidy("riluzole  was approved by the FDA , since .") == "Riluzole was approved by the FDA, since."
    assert tidy("mRNA is none") == "mRNA is none"


def test_a_spelling_slip_in_a_name_is_told_once() -> None:
    term = finding(3, check="slipped-name", category="wrong-term", text="SODL")
    word = replace(term, check="spelling", category="spelling")
    sentence = replace(term, check="grammar.RUN_ON", category="grammar", text="x" * 80)
    elsewhere = replace(word, start=replace(word.start, line=8), end=replace(word.end, line=8))
    assert deduplicated([term, word, sentence, elsewhere]) == [term, sentence, elsewhere]


def test_the_same_finding_twice_is_one() -> None:
    assert deduplicated([finding(3), finding(3)]) == [finding(3)]
