"""Statements without a trigger are not read deeply, however many there are."""

from __future__ import annotations

from datetime import date

from alsreview.checks.approvals import DEFAULTS
from alsreview.documents.read import read_text
from alsreview.knowledge.pack import load_knowledge
from alsreview.knowledge.packs import shipped_pack
from alsreview.knowledge.reading import read
from alsreview.pipeline.judge import Judge

PLAIN = "The river bends {number} times before it meets the sea near the old lighthouse."
TELLING = "Riluzole is the only drug approved for ALS in town {number}."


def _misses(pieces: list[str]) -> int:
    folder = shipped_pack("als")
    assert folder is not None
    judge = Judge(load_knowledge([folder]), DEFAULTS)
    text = "# ALS\n\n" + "\n\n".join(pieces) + "\n"
    before = read.cache_info().misses
    judge.judge(read_text(text, "page.md"), date(2026, 11, 22), None)
    return read.cache_info().misses - before


def test_plain_statements_are_not_read_and_telling_ones_are() -> None:
    plain = [PLAIN.format(number=number) for number in range(500)]
    telling = [TELLING.format(number=number) for number in range(7)]
    assert _misses(plain) == 0
    assert _misses([*plain, *telling]) == 7
