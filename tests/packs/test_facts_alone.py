"""Facts and a lexicon with no check file: what they flag and what they leave alone, sentence by sentence."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from alsreview.checks.approvals.defaults import uncovered
from alsreview.documents.read import read_text
from alsreview.knowledge.pack import load_knowledge
from alsreview.pipeline.judge import Judge
from packs.project import check

HERE = Path(__file__).parent
PACK = HERE / "myasthenia"
CASES: dict[str, list[dict[str, Any]]] = yaml.safe_load((HERE / "facts-alone.yaml").read_text("utf-8"))
AS_OF = date(2026, 1, 15)


def page(case: dict[str, Any]) -> str:
    """The text of a case as a page; its context is the sentence before it."""
    return f"{case.get('context', '')} {case['text']}\n".lstrip()


@pytest.fixture(scope="module")
def judge() -> Judge:
    return Judge(load_knowledge([PACK]), uncovered(()), "claims")


def found(judge: Judge, case: dict[str, Any]) -> list[str]:
    result = judge.judge(read_text(page(case), "page.md"), AS_OF, None)
    return [finding.check.removeprefix("default-") for finding in result.findings if finding.statement == case["text"]]


def _params(kind: str) -> list[Any]:
    return [pytest.param(case, id=case["text"][:60]) for case in CASES[kind]]


@pytest.mark.parametrize("case", _params("flag"))
def test_flagged_out_of_facts_alone(judge: Judge, case: dict[str, Any]) -> None:
    assert case["says"] in found(judge, case)


@pytest.mark.parametrize("case", _params("pass"))
def test_left_alone(judge: Judge, case: dict[str, Any]) -> None:
    assert found(judge, case) == []


def test_there_are_enough_of_each_and_of_every_sort() -> None:
    assert len(CASES["flag"]) >= 20
    assert len(CASES["pass"]) >= 20
    assert {"sole", "none", "count", "withdrawn", "pending", "route"} <= {case["says"] for case in CASES["flag"]}
    assert not list((PACK).rglob("checks")), "the pack must bring no check"


def test_the_command_says_the_same(tmp_path: Path) -> None:
    (tmp_path / "alsreview.toml").write_text(f"packs = [{json.dumps(PACK.as_posix())}]\n", encoding="utf-8")
    for at, case in enumerate((*CASES["flag"], *CASES["pass"])):
        (tmp_path / f"p{at:03}.md").write_text(page(case), encoding="utf-8")
    code, report = check(tmp_path, ".", "--as-of", AS_OF.isoformat(), "--only", "outdated")
    # No fact of this pack was looked up in its source, so that nothing is more than a note.
    assert code == 0
    assert {finding["severity"] for finding in report["findings"]} == {"note"}
    flagged = {finding["path"] for finding in report["findings"]}
    assert flagged == {f"p{at:03}.md" for at in range(len(CASES["flag"]))}


def test_before_the_first_fact_nothing_is_outdated(judge: Judge) -> None:
    for case in CASES["flag"]:
        result = judge.judge(read_text(page(case), "page.md"), date(1950, 1, 1), None)
        assert [finding.check for finding in result.findings if finding.category == "outdated"] == []
