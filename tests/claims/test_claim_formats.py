"""The frozen formats, by the golden vectors of `docs/formats.md`."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from alsreview.claims.digest import digest, digest_input
from alsreview.claims.model import Claim, SourceRecord
from alsreview.claims.paths import claim_path, document_of, is_stray
from alsreview.documents.read import read_text
from alsreview.findings import fingerprint
from alsreview.statements.split import split

PAGE = (Path(__file__).parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")


def vectors(name: str) -> list[dict[str, Any]]:
    found = re.search(rf"<!-- vectors: {name} -->\n```yaml\n(.*?)```", PAGE, re.DOTALL)
    assert found, f"docs/formats.md has no vectors for {name}"
    cases: list[dict[str, Any]] = yaml.safe_load(found[1])
    assert len(cases) >= 3
    return cases


def named(case: dict[str, Any]) -> str:
    return str(case.get("name") or case.get("document") or case.get("fingerprint"))


@pytest.mark.parametrize("case", vectors("reader-text"), ids=named)
def test_reader_text(case: dict[str, Any]) -> None:
    document = read_text(case["source"], f"page{case['suffix']}")
    assert [statement.text for statement in split(document)] == case["statements"]


@pytest.mark.parametrize("case", vectors("context"), ids=named)
def test_context(case: dict[str, Any]) -> None:
    statements = {s.text: s.context for s in split(read_text(case["source"], f"page{case['suffix']}"))}
    assert statements[case["statement"]] == case["context"]


@pytest.mark.parametrize("case", vectors("digest"), ids=named)
def test_digest(case: dict[str, Any]) -> None:
    claim = Claim.model_validate({"id": "c-aaaaaaaa", "status": "draft", **case["claim"]})
    sources = {record["id"]: SourceRecord.model_validate(record) for record in case.get("sources", ())}
    assert digest_input(claim, sources) == case["json"]
    assert digest(claim, sources) == case["digest"]


@pytest.mark.parametrize("case", vectors("claim-path"), ids=named)
def test_claim_path(case: dict[str, Any]) -> None:
    if case["path"] is None:
        with pytest.raises(ValueError, match="outside"):
            claim_path(case["document"], case["folder"])
        return
    assert claim_path(case["document"], case["folder"]) == case["path"]
    assert document_of(case["path"].removeprefix(case["folder"] + "/")) == case["document"]


@pytest.mark.parametrize("case", vectors("fingerprint"), ids=named)
def test_fingerprint(case: dict[str, Any]) -> None:
    given = (case["check"], case["path"], case["statement"], case["flagged"], case["occurrence"])
    assert fingerprint(*given) == case["fingerprint"]


@pytest.mark.parametrize(
    ("relative", "stray"),
    [
        ("sources.yaml", False),
        ("reviewers.yaml", False),
        ("reviews/2026-11-22-anna.yaml", False),
        ("content/als.md.yaml", False),
        ("als.yaml", True),
        ("content/als.yaml", True),
        ("content/als.md.yml", True),
        ("content/notes.txt", False),
    ],
)
def test_files_that_are_read_as_nothing(relative: str, stray: bool) -> None:
    assert is_stray(relative) is stray
