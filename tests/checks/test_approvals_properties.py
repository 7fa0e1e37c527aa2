"""What adding, removing or shuffling facts may change, and what must never change."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from alsreview.checks.approvals import DEFAULTS
from alsreview.checks.approvals.engine import verdicts
from alsreview.checks.approvals.scope import Scope
from alsreview.documents.read import read_text
from alsreview.knowledge.dates import PartialDate
from alsreview.knowledge.facts import Fact
from alsreview.knowledge.ledger import Ledger
from alsreview.knowledge.pack import Knowledge, load_knowledge
from alsreview.knowledge.packs import shipped_pack
from alsreview.knowledge.reading import MAX_READ, Reading, Surroundings, read
from alsreview.pipeline.impact import impact
from alsreview.pipeline.judge import Judge

CASES: dict[str, list[Any]] = yaml.safe_load(Path(__file__).with_name("approvals-cases.yaml").read_text("utf-8"))
TEXTS = [item if isinstance(item, dict) else {"text": item} for kind in ("flag", "pass") for item in CASES[kind]]
FIRST = date(1995, 12, 12)
DAYS = st.dates(date(1996, 1, 1), date(2027, 1, 1))
EXCLUSIVE = ("sole", "none", "closed-list", "count")


def _als() -> Knowledge:
    folder = shipped_pack("als")
    assert folder is not None
    return load_knowledge([folder])


ALS = _als()


def judged(knowledge: Knowledge, text: str, as_of: date, context: str = "") -> list[str]:
    reading = read(text, knowledge.lexicon, Surroundings(context=context))
    return [verdict.asserts for verdict in verdicts(Scope(reading, knowledge), as_of)]


def with_facts(*facts: Fact) -> Knowledge:
    return replace(ALS, ledger=Ledger([*ALS.ledger.facts.values(), *facts], ALS.lexicon))


def approval(day: date, **changes: Any) -> Fact:
    model = ALS.ledger.facts["us-radicava-iv"]
    made = {"id": "new", "subjects": ("pridopidine",), "product": None, "valid_from": PartialDate(day.isoformat())}
    return replace(model, **(made | changes))


SOLE_OR_NONE = [
    "Riluzole is the only drug approved for ALS in the US.",
    "No drug is approved for ALS in the United States.",
    "Nothing but riluzole is licensed for ALS.",
]


@settings(max_examples=60, deadline=None)
@given(day=DAYS, new=DAYS, text=st.sampled_from(SOLE_OR_NONE))
def test_another_approval_never_removes_a_sole_or_none_finding(day: date, new: date, text: str) -> None:
    before = judged(ALS, text, day)
    after = judged(with_facts(approval(new)), text, day)
    assert not before or after


@settings(max_examples=80, deadline=None)
@given(
    day=DAYS,
    new=DAYS,
    item=st.sampled_from([item for item in TEXTS if "Japan" not in str(item)]),
    scope=st.sampled_from([{"indications": ("huntington",)}, {"jurisdictions": ("CH",)}]),
)
def test_a_fact_of_another_disease_or_place_changes_nothing(
    day: date, new: date, item: dict[str, str], scope: dict[str, Any]
) -> None:
    context = item.get("context", "")
    extra = approval(new, subjects=("zilucoplan",), **scope)
    assert judged(with_facts(extra), item["text"], day, context) == judged(ALS, item["text"], day, context)


@settings(max_examples=10, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_the_order_of_facts_does_not_matter(seed: int) -> None:
    facts = list(ALS.ledger.facts.values())
    random.Random(seed).shuffle(facts)
    shuffled = replace(ALS, ledger=Ledger(facts, ALS.lexicon))
    for item in TEXTS[::12]:
        context = item.get("context", "")
        left = judged(shuffled, item["text"], date(2026, 11, 1), context)
        assert left == judged(ALS, item["text"], date(2026, 11, 1), context)


def test_before_every_fact_nothing_is_outdated() -> None:
    earliest = min(item.first for item in ALS.ledger.approvals)
    assert earliest == FIRST
    for item in TEXTS:
        found = judged(ALS, item["text"], date(1988, 1, 1), item.get("context", ""))
        assert set(found) <= {"too-early"}, item["text"]


def test_a_withdrawal_frees_a_sentence_and_impact_lists_it() -> None:
    text = "Three drugs are approved for ALS in the US, namely riluzole, edaravone and tofersen.\n"
    day = date(2024, 1, 15)
    assert "too-early" not in judged(ALS, text, day)
    assert judged(ALS, text, day)
    gone = replace(
        ALS.ledger.facts["us-relyvrio-withdrawn"], id="gone", valid_from=PartialDate("2024-01-10"), product=None
    )
    later = with_facts(gone)
    assert judged(later, text, day) == []
    document = read_text(text, "page.md")
    found = impact(gone, [document], later, DEFAULTS, day)
    assert [(item.effect, item.path, item.start.line) for item in found] == [("frees", "page.md", 1)]


def test_impact_lists_what_an_approval_breaks_and_what_it_makes_suspect() -> None:
    page = "Riluzole is the only approved drug for ALS.\n\nEdaravone was tested in Japan.\n\nALS is rare.\n"
    document = read_text(page, "page.md")
    found = impact(ALS.ledger.facts["us-radicava-iv"], [document], ALS, DEFAULTS, date(2018, 1, 1))
    assert [(item.effect, item.start.line) for item in found] == [("breaks", 1), ("suspect", 3)]


def test_an_unchecked_fact_caps_a_finding_only_where_it_falls_without_it() -> None:
    text = "Riluzole is the only approved drug for ALS."
    shaky = {"confidence": "from-knowledge-needs-checking"}
    edaravone = replace(ALS.ledger.facts["us-radicava-iv"], **shaky)  # type: ignore[arg-type]
    facts = [edaravone if fact.id == edaravone.id else fact for fact in ALS.ledger.facts.values()]
    knowledge = replace(ALS, ledger=Ledger(facts, ALS.lexicon))
    for day, expected in ((date(2018, 1, 1), True), (date(2026, 1, 1), False)):
        (verdict,) = verdicts(Scope(Reading(text, knowledge.lexicon), knowledge), day)
        assert verdict.shaky is expected


def test_statements_without_a_trigger_are_not_read_deeply() -> None:
    judge = Judge(ALS, DEFAULTS)
    plain = [f"The garden number {number} was green that morning." for number in range(400)]
    page = "\n\n".join([*plain, "Only one drug is approved for ALS, they told visitor 77."])
    before = read.cache_info().misses
    result = judge.judge(read_text(page, "page.md"), date(2026, 1, 1), None)
    assert [finding.check for finding in result.findings] == ["default-count"]
    assert read.cache_info().misses - before == 1


@pytest.mark.parametrize("nasty", ["only ", "drug ", "approved (", "no other ", "ALS, ", '"', "in 1995 ", "- ", "’s "])
def test_a_dump_of_text_is_cut_before_it_is_read(nasty: str) -> None:
    text = nasty * (1_000_000 // len(nasty))
    reading = Reading(text, ALS.lexicon)
    assert not reading.whole
    assert len(list(verdicts(Scope(reading, ALS), date(2026, 1, 1)))) <= 1
    assert len(reading.units) <= len(reading.text) == MAX_READ


def test_a_day_before_and_a_day_after_each_approval_differ() -> None:
    text = "No drug is approved for ALS in the United States."
    assert judged(ALS, text, FIRST - timedelta(days=1)) == []
    assert judged(ALS, text, FIRST) == ["none"]


def test_a_route_that_nobody_approved_is_no_crash() -> None:
    text = "Radicava, the brand of edaravone, is given to people with ALS as a nasal spray through the skin."
    for words in ("nasal spray", "patch", "skin patch", "inhaler", "spinal injection", "intrathecal infusion"):
        told = text.replace("nasal spray", words)
        for day in (date(2017, 6, 1), date(2023, 1, 1), date(2026, 11, 22)):
            list(verdicts(Scope(Reading(told, ALS.lexicon), ALS), day))
