"""Check-worthy or not: own cases, the development set, and what must hold of any text."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from alsreview.statements.worthy import classify

HERE = Path(__file__).resolve().parent
CASES = yaml.safe_load((HERE / "cases" / "worthy.yaml").read_text(encoding="utf-8"))
SHARED = Path(os.environ.get("ALSREVIEW_SHARED", HERE.parents[2] / "shared"))
DEV = SHARED / "eval" / "checkworthy-dev.yaml"


def rows() -> list[Any]:
    """Own cases as pytest parameters."""
    found = []
    for wanted in ("worthy", "not"):
        for case in CASES[wanted]:
            row = {"text": case} if isinstance(case, str) else case
            found.append(pytest.param(row, wanted == "worthy", id=row["text"][:60]))
    return found


@pytest.mark.parametrize(("row", "wanted"), rows())
def test_own_cases(row: dict[str, Any], wanted: bool) -> None:
    verdict = classify(row["text"], row.get("block", "paragraph"))
    assert verdict.check_worthy is wanted, verdict.reason
    assert verdict.reason == row.get("reason", verdict.reason)


@pytest.mark.skipif(not DEV.exists(), reason="the development set lies beside the checkout, and only for developers")
def test_development_set(capsys: pytest.CaptureFixture[str]) -> None:
    """Precision and recall at least 0.92, from each text alone; every miss is printed."""
    right = wrong = missed = 0
    for item in yaml.safe_load(DEV.read_text(encoding="utf-8"))["items"]:
        wanted = item["label"] == "check-worthy"
        verdict = classify(item["text"])
        right += verdict.check_worthy and wanted
        wrong += verdict.check_worthy and not wanted
        missed += wanted and not verdict.check_worthy
        if verdict.check_worthy != wanted:
            with capsys.disabled():
                print(f"\n{item['id']} {item['label']} ({item['type']}): {verdict.reason}: {item['text'][:90]}")
    assert right / (right + wrong) >= 0.92
    assert right / (right + missed) >= 0.92


@given(st.text(max_size=300), st.sampled_from(["paragraph", "heading", "table_cell", "list_item"]))
def test_any_text_gets_a_class_and_a_reason(text: str, block: str) -> None:
    verdict = classify(text, block)
    assert verdict.reason
    assert verdict == classify(text, block)


def test_an_entry_of_the_reference_list_is_not_check_worthy() -> None:
    verdict = classify("Riluzole slows the disease. J Example 1996;1:2.", "list_item", entry=True)
    assert verdict == (False, "entry of the reference list")
