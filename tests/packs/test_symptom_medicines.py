"""A disease all of whose medicines treat a symptom: they count as its medicines, but none changes its course."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from alsreview.checks.approvals.defaults import uncovered
from alsreview.documents.read import read_text
from alsreview.knowledge.pack import load_knowledge
from alsreview.pipeline.judge import Judge

FILES = {
    "pack.yaml": """
{id: huntington, title: "Huntington's disease", diseases: [huntington], language: en, verified_to: {US: 2025-06-30}}
""",
    "lexicon/names.yaml": """
terms:
- {id: huntington, kind: indication, name: "Huntington's disease", forms: [Huntington disease], exact: [HD]}
- {id: chorea, kind: indication, name: "chorea of Huntington's disease", symptom_of: huntington, forms: [chorea]}
- {id: tetrabenazine, kind: substance, name: tetrabenazine}
- {id: deutetrabenazine, kind: substance, name: deutetrabenazine}
""",
    "facts/us.yaml": "\n".join(
        ["facts:"]
        + [
            f"- {{id: us-{drug}, event: approved, subject: {drug}, jurisdiction: US, indication: chorea, "
            f"authority: fda, statement: FDA approved {drug} for chorea., valid_from: {day}, confidence: verified, "
            f"source: {{publisher: US Food and Drug Administration, title: Drugs@FDA, identifier: {number}}}}}"
            for drug, day, number in (
                ("tetrabenazine", "2008-08-15", "NDA 021894"),
                ("deutetrabenazine", "2017-04-03", "NDA 208082"),
            )
        ]
    ),
}


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    folder = tmp_path_factory.mktemp("pack")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return Judge(load_knowledge([Path(folder)]), uncovered(()), "claims")


def found(judge: Judge, text: str) -> list[str]:
    result = judge.judge(read_text(f"{text}\n", "page.md"), date(2025, 7, 1), None)
    return [finding.check.removeprefix("default-") for finding in result.findings if finding.category == "outdated"]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("No medicine has been approved for Huntington's disease.", "none"),
        ("Only one drug is approved for Huntington's disease.", "count"),
        ("Tetrabenazine is the only drug approved for HD.", "sole"),
        ("Tetrabenazine is the newest drug approved for HD.", "newest"),
    ],
)
def test_they_count_as_medicines_for_the_disease(judge: Judge, text: str, says: str) -> None:
    assert says in found(judge, text)


@pytest.mark.parametrize(
    "text",
    [
        "There is no treatment that alters the course of Huntington's disease.",
        "No treatment can slow the progression of Huntington's disease.",
        "There are no disease-modifying therapies for Huntington's disease.",
        "Two drugs are approved for Huntington's disease.",
    ],
)
def test_none_of_them_changes_its_course(judge: Judge, text: str) -> None:
    assert found(judge, text) == []
