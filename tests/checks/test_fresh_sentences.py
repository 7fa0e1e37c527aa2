"""Sentences that were written before the checks were looked at: each flagged, or let pass, as a page on ALS.

Kept as a net under the wording of the accuracy engines; what was missed on first sight and mended since is in it.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest
import yaml

from alsreview.checks.approvals.defaults import uncovered
from alsreview.checks.loader import load_checks
from alsreview.documents.read import read_text
from alsreview.knowledge.pack import load_knowledge
from alsreview.knowledge.packs import pack_folders
from alsreview.pipeline.judge import Judge

CASES = yaml.safe_load((Path(__file__).parent / "fresh-sentences.yaml").read_text(encoding="utf-8"))
AS_OF = date(2026, 11, 22)
ACCURACY = {"outdated", "misstatement", "overclaim", "wrong-term", "safety", "quantity", "undated", "contradiction"}


@cache
def judge() -> Judge:
    folders = pack_folders(["als"], Path.cwd())
    checks = load_checks(folders)
    return Judge(load_knowledge(folders), [*checks, *uncovered(checks)])


def flags(text: str) -> list[str]:
    """Checks of the accuracy categories that flag a sentence under the heading ALS."""
    result = judge().judge(read_text(f"# ALS\n\n{text}\n", "page.md"), AS_OF, None)
    return [f"{finding.check}: {finding.text}" for finding in result.findings if finding.category in ACCURACY]


@pytest.mark.parametrize("text", [text for texts in CASES["flag"].values() for text in texts])
def test_flagged(text: str) -> None:
    assert flags(text)


@pytest.mark.parametrize("text", CASES["pass"])
def test_let_pass(text: str) -> None:
    assert flags(text) == []
