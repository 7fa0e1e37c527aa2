"""Facts and a lexicon with no check file flag what they can: a made-up disease with made-up medicines."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from alsreview.checks.approvals.defaults import uncovered
from alsreview.checks.loader import load_checks
from alsreview.documents.read import read_text
from alsreview.knowledge.pack import load_knowledge
from alsreview.pipeline.judge import Judge

LEXICON = """terms:
- {id: moss-fever, kind: indication, name: moss fever, exact: [MF]}
- {id: alzorin, kind: substance, name: alzorin}
- {id: alzor, kind: product, name: Alzor, of: alzorin}
- {id: bemiride, kind: substance, name: bemiride}
- {id: bemex, kind: product, name: Bemex, of: bemiride}
- {id: cortunab, kind: substance, name: cortunab}
- {id: dalimast, kind: substance, name: dalimast}
"""
FACTS = """facts:
- {id: alzor-us, event: approved, subject: alzorin, product: alzor, route: intravenous, authority: fda,
   jurisdiction: US, indication: moss-fever, statement: FDA approved Alzor.,
   valid_from: 2001-03-01, confidence: verified,
   source: {publisher: FDA, title: Alzor, identifier: NDA 1}}
- {id: alzor-oral-us, event: approved, subject: alzorin, product: alzor, form: tablet, route: oral, authority: fda,
   jurisdiction: US, indication: moss-fever, statement: FDA approved Alzor tablets., valid_from: 2010-03-01,
   confidence: verified, source: {publisher: FDA, title: Alzor tablets, identifier: NDA 2}}
- {id: bemex-us, event: approved, subject: bemiride, product: bemex, route: oral, authority: fda, jurisdiction: US,
   indication: moss-fever, statement: FDA approved Bemex., valid_from: 2012-06-01, valid_to: 2019-12-31,
   confidence: verified, source: {publisher: FDA, title: Bemex, identifier: NDA 3}}
- {id: bemex-gone, event: approval-withdrawn, subject: bemiride, product: bemex, authority: fda, jurisdiction: US,
   indication: moss-fever, statement: FDA withdrew Bemex., valid_from: 2020-01-01, confidence: verified,
   source: {publisher: FDA, title: Bemex withdrawn, identifier: FR 1}}
- {id: cortunab-us, event: approved, subject: cortunab, route: subcutaneous, authority: fda, jurisdiction: US,
   indication: moss-fever, statement: FDA approved cortunab., valid_from: 2021-02-02, confidence: verified,
   source: {publisher: FDA, title: Cortunab, identifier: BLA 4}}
- {id: dalimast-refused, event: refused, subject: dalimast, authority: fda, jurisdiction: US, indication: moss-fever,
   statement: FDA refused dalimast., valid_from: 2022-05-05, confidence: verified,
   source: {publisher: FDA, title: Dalimast, identifier: NDA 5}}
"""
FLAG = [
    ("Alzor is the only FDA-approved drug for moss fever.", "default-sole"),
    ("No medicine other than alzorin is licensed for moss fever.", "default-sole"),
    ("Cortunab remains the sole approved therapy for moss fever.", "default-sole"),
    ("Just one treatment is approved for moss fever.", "default-count"),
    ("Three drugs are approved for moss fever.", "default-count"),
    ("The FDA has cleared four medicines for moss fever.", "default-count"),
    ("Alzorin and bemiride are the only approved drugs for moss fever.", "default-closed-list"),
    ("Two drugs (alzorin and bemiride) are approved for moss fever.", "default-closed-list"),
    ("There is no approved treatment for moss fever.", "default-none"),
    ("No drug has been approved for MF.", "default-none"),
    ("Patients with moss fever lack a licensed therapy.", "default-none"),
    ("Bemex is available for moss fever.", "default-withdrawn"),
    ("Bemiride slows moss fever and is taken once a day.", "default-withdrawn"),
    ("Ask your doctor whether Bemex is right for you.", "default-withdrawn"),
    ("The FDA is reviewing cortunab and will decide soon.", "default-pending"),
    ("Cortunab is not yet approved for moss fever.", "default-pending"),
    ("Dalimast is under review by the FDA.", "default-pending"),
    ("The newest drug approved for moss fever is alzorin.", "default-newest"),
    ("Alzorin is given only as an infusion into a vein.", "default-route"),
    ("Alzor must be infused intravenously every week.", "default-route"),
]
PASS = [
    "Alzor was the only FDA-approved drug for moss fever until 2012.",
    "Alzor is not the only approved drug for moss fever.",
    "Alzor is one of the approved drugs for moss fever.",
    "Alzor is the only approved tablet for moss fever.",
    "Is Alzor the only approved drug for moss fever?",
    "Alzor is the only approved drug for river blindness.",
    "Two drugs are approved for moss fever.",
    "Two drugs (alzorin and cortunab) are approved for moss fever.",
    "In 2015 two drugs were approved for moss fever.",
    "Approved drugs for moss fever include alzorin.",
    "There is no cure for moss fever.",
    "There was no approved treatment for moss fever before 2001.",
    "No vaccine is approved for moss fever.",
    "Bemex was withdrawn in 2020.",
    "Bemex is no longer available.",
    "Bemiride was studied in 90 people.",
    "Cortunab was under review by the FDA in 2020.",
    "The newest drug approved for moss fever is cortunab.",
    "Alzorin is given as an infusion or as a tablet.",
    "Alzorin was first given as an infusion.",
]


@pytest.fixture(scope="module")
def judge(tmp_path_factory: pytest.TempPathFactory) -> Judge:
    pack = tmp_path_factory.mktemp("moss")
    (pack / "facts").mkdir()
    (pack / "lexicon").mkdir()
    (pack / "pack.yaml").write_text("id: moss\ntitle: Moss fever\ndiseases: moss-fever\n", "utf-8")
    (pack / "facts" / "f.yaml").write_text(FACTS, "utf-8")
    (pack / "lexicon" / "l.yaml").write_text(LEXICON, "utf-8")
    checks = load_checks([Path(pack)])
    assert checks == ()
    return Judge(load_knowledge([pack]), uncovered(checks))


@pytest.mark.parametrize(("text", "check"), FLAG)
def test_flags_without_a_check_file(judge: Judge, text: str, check: str) -> None:
    found = judge.judge(read_text(f"# Moss fever\n\n{text}\n", "page.md"), date(2026, 1, 1), None).findings
    assert [finding.check for finding in found] == [check]
    assert found[0].evidence


@pytest.mark.parametrize("text", PASS)
def test_stays_silent_without_a_check_file(judge: Judge, text: str) -> None:
    found = judge.judge(read_text(f"# Moss fever\n\n{text}\n", "page.md"), date(2026, 1, 1), None).findings
    assert [finding.check for finding in found] == []
