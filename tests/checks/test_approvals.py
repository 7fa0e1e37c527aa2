"""The approvals engine on sentences of our own, and on what adding facts may and may not change."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from alsreview.checks.approvals.engine import verdicts
from alsreview.checks.approvals.scope import Scope
from alsreview.knowledge.pack import Knowledge, load_knowledge
from alsreview.knowledge.packs import shipped_pack
from alsreview.knowledge.reading import Surroundings, read

CASES: dict[str, list[Any]] = yaml.safe_load(Path(__file__).with_name("approvals-cases.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def als() -> Knowledge:
    folder = shipped_pack("als")
    assert folder is not None
    return load_knowledge([folder])


def asserted(knowledge: Knowledge, text: str, as_of: str, context: str = "") -> list[str]:
    scope = Scope(read(text, knowledge.lexicon, Surroundings(context=context)), knowledge)
    return [verdict.asserts for verdict in verdicts(scope, date.fromisoformat(as_of))]


def _cases(kind: str) -> list[Any]:
    items = [item if isinstance(item, dict) else {"text": item} for item in CASES[kind]]
    return [pytest.param(item["text"], item.get("context", ""), id=item["text"][:60]) for item in items]


@pytest.mark.parametrize(("text", "context"), _cases("flag"))
def test_outdated_sentences_are_flagged(als: Knowledge, text: str, context: str) -> None:
    assert asserted(als, text, "2026-11-01", context)


@pytest.mark.parametrize(("text", "context"), _cases("pass"))
def test_right_sentences_are_not(als: Knowledge, text: str, context: str) -> None:
    assert asserted(als, text, "2026-11-01", context) == []


ONLY = "Rilutek is the only FDA-approved drug for ALS."
ONLY_EU = "Rilutek is the only drug for ALS that is authorised in the European Union."


@pytest.mark.parametrize(
    ("text", "as_of", "asserts", "changed_by"),
    [
        (ONLY, "1995-12-11", "too-early", ["us-rilutek"]),
        (ONLY, "1995-12-12", None, []),
        (ONLY, "2017-05-04", None, []),
        (ONLY, "2017-05-05", "sole", ["us-radicava-iv"]),
        (ONLY, "2022-09-28", "sole", ["us-radicava-iv"]),
        (ONLY, "2022-09-29", "sole", ["us-radicava-iv", "us-relyvrio-approval"]),
        (ONLY, "2023-04-24", "sole", ["us-radicava-iv", "us-relyvrio-approval"]),
        (ONLY, "2023-04-25", "sole", ["us-radicava-iv", "us-relyvrio-approval", "us-qalsody"]),
        (ONLY, "2025-08-28", "sole", ["us-radicava-iv", "us-relyvrio-approval", "us-qalsody"]),
        (ONLY, "2025-08-29", "sole", ["us-radicava-iv", "us-qalsody"]),
        (ONLY, "2026-11-22", "sole", ["us-radicava-iv", "us-qalsody"]),
        (ONLY_EU, "1996-06-09", "too-early", ["eu-rilutek"]),
        (ONLY_EU, "1996-06-10", None, []),
        (ONLY_EU, "2024-05-28", None, []),
        (ONLY_EU, "2024-05-29", "sole", ["eu-tofersen"]),
        (ONLY_EU, "2026-11-22", "sole", ["eu-tofersen"]),
        ("Riluzole was the only approved drug for ALS until 2017.", "2026-11-22", None, []),
        ("Riluzole was the only approved drug for ALS until 2017.", "2018-01-01", None, []),
    ],
)
def test_the_only_drug_sentence_in_every_interval(
    als: Knowledge, text: str, as_of: str, asserts: str | None, changed_by: list[str]
) -> None:
    scope = Scope(read(text, als.lexicon), als)
    found = list(verdicts(scope, date.fromisoformat(as_of)))
    assert [verdict.asserts for verdict in found] == ([asserts] if asserts else [])
    if found:
        assert [fact.id for fact in found[0].proofs] == changed_by


def test_the_finding_names_dates_authorities_and_numbers(als: Knowledge) -> None:
    (verdict,) = verdicts(Scope(read(ONLY, als.lexicon), als), date(2026, 11, 22))
    changed = verdict.values["changed"]
    for told in ("edaravone", "2017-05-05", "NDA 209176", "tofersen", "2023-04-25", "NDA 215887"):
        assert told in changed
    assert "US Food and Drug Administration" in changed
    assert verdict.values["rewrite"].startswith("As of May 2026, riluzole (1995), edaravone (2017) and tofersen")


@pytest.mark.parametrize(
    ("text", "replacements"),
    [
        ("Only two drugs are approved for ALS in the US.", ("Only three drugs are approved for ALS",)),
        ("The FDA has approved 2 medicines for ALS.", ("approved 3 medicines for ALS",)),
        ("Two drugs are approved for ALS, and neither is a cure.", ()),
        ("Only two drugs, riluzole and edaravone, are approved for ALS.", ()),
        ("Only one drug is approved for ALS.", ()),
        (ONLY, ()),
    ],
)
def test_a_number_is_corrected_where_nothing_hangs_on_it(als: Knowledge, text: str, replacements: tuple[str]) -> None:
    (verdict,) = verdicts(Scope(read(text, als.lexicon), als), date(2026, 11, 22))
    assert verdict.replacements == replacements


@pytest.mark.parametrize(
    ("question", "answer", "asserts"),
    [
        ("How many drugs are approved for ALS?", "Two.", ["count"]),
        ("How many drugs are approved for ALS?", "Three.", []),
        ("What drugs are approved for ALS?", "Riluzole and edaravone.", ["closed-list"]),
        ("What drugs are approved for ALS?", "Riluzole, edaravone and tofersen.", []),
        ("What drugs are approved for ALS?", "Riluzole, for example.", []),
        ("Is there an approved drug for ALS?", "No.", ["none"]),
        ("Is there an approved drug for ALS?", "No, there are three.", []),
        ("How many drugs were approved for ALS in 2000?", "One.", []),
    ],
)
def test_a_question_and_its_answer_are_read_together(
    als: Knowledge, question: str, answer: str, asserts: list[str]
) -> None:
    scope = Scope(read(question, als.lexicon, Surroundings(after=answer)), als)
    assert [verdict.asserts for verdict in verdicts(scope, date(2026, 11, 22))] == asserts
