from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from alsreview.errors import InputError
from alsreview.knowledge.pack import Knowledge, load_knowledge
from alsreview.knowledge.packs import shipped_pack


@pytest.fixture(scope="module")
def als() -> Knowledge:
    folder = shipped_pack("als")
    assert folder is not None
    return load_knowledge([folder])


@pytest.mark.parametrize(
    ("day", "us", "eu"),
    [
        ("1995-12-11", [], []),
        ("1995-12-12", ["riluzole"], []),
        ("1996-06-10", ["riluzole"], ["riluzole"]),
        ("2017-05-04", ["riluzole"], ["riluzole"]),
        ("2017-05-05", ["riluzole", "edaravone"], ["riluzole"]),
        ("2022-09-29", ["riluzole", "edaravone", "amx0035"], ["riluzole"]),
        ("2023-04-25", ["riluzole", "edaravone", "amx0035", "tofersen"], ["riluzole"]),
        ("2024-05-28", ["riluzole", "edaravone", "amx0035", "tofersen"], ["riluzole"]),
        ("2024-05-29", ["riluzole", "edaravone", "amx0035", "tofersen"], ["riluzole", "tofersen"]),
        ("2025-08-28", ["riluzole", "edaravone", "amx0035", "tofersen"], ["riluzole", "tofersen"]),
        ("2025-08-29", ["riluzole", "edaravone", "tofersen"], ["riluzole", "tofersen"]),
        ("2026-11-22", ["riluzole", "edaravone", "tofersen"], ["riluzole", "tofersen"]),
    ],
)
def test_approved_set_in_every_interval(als: Knowledge, day: str, us: list[str], eu: list[str]) -> None:
    as_of = date.fromisoformat(day)
    for code, expected in (("US", us), ("EU", eu)):
        assert list(als.ledger.substances(als.ledger.approved(as_of, code, "als"))) == expected


def test_counts_by_substance_brand_and_form(als: Knowledge) -> None:
    as_of = date(2026, 11, 22)
    count = als.ledger.count
    assert count(as_of, "US", "als") == 3
    assert count(as_of, "US", "als", by="product") == 5
    assert count(as_of, "US", "als", by="form") == 6
    assert count(as_of, "US", "als", by="product", symptoms=True) == 6


def test_first_newest_routes_withdrawn_pending(als: Knowledge) -> None:
    ledger, as_of = als.ledger, date(2026, 11, 22)
    first, newest = ledger.first("US", "als"), ledger.newest(as_of, "US", "als")
    assert first is not None
    assert first.fact.id == "us-rilutek"
    assert newest is not None
    assert newest.fact.id == "us-qalsody"
    routes = {approval.fact.route for approval in ledger.routes(as_of, "edaravone", "US", "als")}
    assert routes == {"intravenous", "oral"}
    assert {approval.substance for approval in ledger.withdrawn(as_of, "US", "als")} == {"amx0035"}
    assert ledger.withdrawn(date(2024, 4, 3), "US", "als") == ()
    assert "us-nurown-filing" in {fact.id for fact in ledger.pending(date(2023, 1, 1), "US")}
    assert "us-nurown-filing" not in {fact.id for fact in ledger.pending(as_of, "US")}


def test_every_research_fact_is_in_its_place(als: Knowledge) -> None:
    assert len(als.ledger.facts) >= 102
    for fact in als.ledger.facts.values():
        assert fact.source.publisher
        assert fact.statement


PACK = """id: one
title: One
diseases: gout
"""
LEXICON = """terms:
- {id: gout, kind: indication, name: gout}
- {id: colchicine, kind: substance, name: colchicine}
"""
FACT = """- id: {id}
  event: {event}
  subject: {subject}
  jurisdiction: US
  indication: gout
  statement: Something happened.
  valid_from: {day}
  source: {{publisher: FDA, title: t, identifier: NDA 1}}
  confidence: verified
"""


def _pack(folder: Path, *facts: str) -> Path:
    (folder / "facts").mkdir(parents=True)
    (folder / "lexicon").mkdir()
    (folder / "pack.yaml").write_text(PACK)
    (folder / "lexicon" / "l.yaml").write_text(LEXICON)
    (folder / "facts" / "f.yaml").write_text("facts:\n" + "".join(facts))
    return folder


def _faults(folder: Path) -> str:
    with pytest.raises(InputError) as caught:
        load_knowledge([folder])
    return str(caught.value)


def test_every_fault_of_every_file_at_once(tmp_path: Path) -> None:
    pack = _pack(
        tmp_path / "p",
        FACT.format(id="a", event="approved", subject="colchicin", day="2009-07-30"),
        FACT.format(id="a", event="aproved", subject="colchicine", day="2009-07-30"),
    )
    (pack / "facts" / "g.yaml").write_text(
        "facts:\n" + FACT.format(id="b", event="failed", subject="x", day="2001-02-31")
    )
    text = _faults(pack)
    assert "f.yaml:12:3: `facts.1.event` cannot be 'aproved'; did you mean `approved`?" in text
    assert "g.yaml" in text


def test_unknown_ids_get_a_did_you_mean(tmp_path: Path) -> None:
    pack = _pack(tmp_path / "p", FACT.format(id="a", event="approved", subject="colchicin", day="2009-07-30"))
    assert "f.yaml:4:3: `subject` names `colchicin`, and no lexicon has that id; did you mean `colchicine`?" in _faults(
        pack
    )


def test_a_day_that_does_not_exist_hides_no_other_fault_and_is_told_once(tmp_path: Path) -> None:
    pack = _pack(
        tmp_path / "p",
        FACT.format(id="a", event="failed", subject="colchicine", day="2001-02-31"),
        FACT.format(id="b", event="aproved", subject="colchicine", day="2009-07-30"),
    )
    text = _faults(pack)
    assert "f.yaml:8:15: not a readable value" in text
    assert "f.yaml:12:3: `facts.1.event` cannot be 'aproved'" in text
    assert len(text.splitlines()) == 2


def test_faults_of_the_pack_file_have_their_place(tmp_path: Path) -> None:
    pack = _pack(tmp_path / "p")
    other = _pack(tmp_path / "q")
    (pack / "pack.yaml").write_text("title: One\nid: one\ndiseases: [gout, goute]\n")
    assert "p/pack.yaml:3:18: `diseases` names `goute`, and no lexicon has that id; did you mean `gout`?" in _faults(
        pack
    )
    (pack / "pack.yaml").write_text(PACK)
    with pytest.raises(InputError, match=r"q/pack.yaml:1:1: the pack id `one` is taken by .*/p/pack.yaml"):
        load_knowledge([pack, other])


def test_a_route_is_one_of_the_words_that_the_engine_compares(tmp_path: Path) -> None:
    fact = FACT.format(id="a", event="approved", subject="colchicine", day="2009-07-30")
    pack = _pack(tmp_path / "p", fact.replace("  jurisdiction", "  route: intravenus\n  jurisdiction"))
    assert "f.yaml:5:3: `facts.0.route` cannot be 'intravenus'; did you mean `intravenous`?" in _faults(pack)


def test_approved_twice_and_withdrawn_before_approved_are_faults(tmp_path: Path) -> None:
    pack = _pack(
        tmp_path / "p",
        FACT.format(id="a", event="approved", subject="colchicine", day="2009-07-30"),
        FACT.format(id="b", event="approved", subject="colchicine", day="2010-07-30"),
        FACT.format(id="c", event="approval-withdrawn", subject="colchicine", day="2001-07-30"),
    )
    text = _faults(pack)
    assert "approves in US what `a` approved already" in text
    assert "ends an approval in US before it began" in text


def test_a_month_counts_from_its_last_day(tmp_path: Path) -> None:
    pack = _pack(tmp_path / "p", FACT.format(id="a", event="approved", subject="colchicine", day="'2009-07'"))
    ledger = load_knowledge([pack]).ledger
    assert ledger.approved(date(2009, 7, 30), "US", "gout") == ()
    assert len(ledger.approved(date(2009, 7, 31), "US", "gout")) == 1


def test_order_of_folders_does_not_matter(tmp_path: Path) -> None:
    one = _pack(tmp_path / "p", FACT.format(id="a", event="approved", subject="colchicine", day="2009-07-30"))
    als = shipped_pack("als")
    assert als is not None
    left, right = load_knowledge([one, als]), load_knowledge([als, one])
    assert list(left.ledger.facts) == list(right.ledger.facts)
    assert left.packs == right.packs
    assert list(left.lexicon.terms) == list(right.lexicon.terms)
