"""The example site on multiple sclerosis, end to end, alone and beside the ALS pack."""

from __future__ import annotations

import json
import shutil
from datetime import date
from pathlib import Path

import pytest

from alsreview.checks.approvals.defaults import uncovered
from alsreview.checks.examples import Bench, Case, cases, echoes
from alsreview.checks.loader import load_checks
from alsreview.documents.read import read_text
from alsreview.findings import Finding
from alsreview.knowledge.pack import load_knowledge
from alsreview.knowledge.packs import check_folders
from alsreview.pipeline.judge import Judge
from packs.project import ROOT, check, run

SITE = ROOT / "examples" / "multiple-sclerosis"
PACK = SITE / "pack"
ALS = ROOT / "checks"
AS_OF = date(2025, 9, 1)
CHECKS = load_checks([PACK])
CASES = cases(CHECKS)
BENCH = Bench(CHECKS, load_knowledge([PACK]))

WRONG_ON_PURPOSE = {
    ("us-people-with-ms", "400,000 people live with MS in the United States"),
    ("ms-inherited", "Multiple sclerosis is a genetic disorder"),
    ("attack-words", "MS sufferers"),
    ("always-wheelchair", "everyone with MS will end up in a wheelchair"),
    ("approved-count", "Three medicines are approved for multiple sclerosis"),
    ("sole-approved-treatment", "the only FDA-approved drug for MS"),
    ("no-approved-treatment", "no\napproved treatment for primary progressive MS"),
    ("ocrelizumab-approval-date", "FDA approved ocrelizumab in March 2015"),
    ("route-superseded", "intravenous"),
    ("pending-though-decided", "Ublituximab"),
    ("newest-approval", "newest"),
    ("withdrawn-still-offered", "Zinbryta"),
    ("stopping-ms-medicine", "You can stop taking fingolimod"),
    ("vein-widening-benefit", "Liberation therapy relieves the fatigue of MS"),
    ("one-cause-and-none", "causes of MS are unknown"),
    ("brand-without-generic", "Betaseron"),
    ("brand-without-generic", "Zinbryta"),
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return Path(shutil.copytree(SITE, tmp_path / "site"))


def test_the_leaflet_is_flagged_and_the_other_page_is_not(site: Path) -> None:
    code, report = check(site, "--as-of", AS_OF.isoformat())
    assert code == 1
    found = [item for item in report["findings"] if item["category"] != "unsourced"]
    assert {item["path"] for item in report["findings"]} == {"content/old-leaflet.md"}
    assert {(item["check"], item["text"]) for item in found} == WRONG_ON_PURPOSE
    unproven = {item["check"] for item in found if item["severity"] == "note"}
    # Nobody looked up the approval of ublituximab, so what rests on it alone is a note.
    assert {"pending-though-decided", "newest-approval"} <= unproven


def test_before_1993_betaseron_was_not_approved(site: Path) -> None:
    (site / "page.md").write_text("Betaseron is the only FDA-approved drug for MS.\n", encoding="utf-8")
    for day, wanted in (("1993-07-22", "misstatement"), ("1993-07-23", None), ("1996-05-17", "outdated")):
        _, report = check(site, "page.md", "--as-of", day, "--only", "outdated,misstatement")
        assert [item["category"] for item in report["findings"]] == ([wanted] if wanted else []), day


def test_the_pack_needs_no_python_and_is_as_large_as_it_says() -> None:
    assert {path.suffix for path in PACK.rglob("*") if path.is_file()} == {".yaml"}
    assert len(load_knowledge([PACK]).ledger.facts) == 40
    assert len({item.kind for item in CHECKS}) == 7


@pytest.mark.parametrize("case", CASES, ids=[case.id for case in CASES])
def test_the_example_does_what_it_is_there_for(case: Case) -> None:
    assert BENCH.judge(case).trouble == ""


def test_no_check_only_echoes_its_words() -> None:
    assert [trouble for item in CHECKS if (trouble := echoes(item))] == []


def test_checks_test_runs_them_for_a_curator(site: Path) -> None:
    code, out, err = run(site, "checks", "test")
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == f"{len(CHECKS)} checks, {len(CASES)} examples, none failed"


def _judge(*packs: Path) -> Judge:
    names = [pack.as_posix() for pack in packs]
    checks = load_checks(check_folders(names, SITE / "content"))
    return Judge(load_knowledge(packs), (*checks, *uncovered(checks)), "claims")


def _findings(judge: Judge, path: Path) -> list[tuple[str, int, int, str, str]]:
    page = judge.judge(read_text(path.read_text(encoding="utf-8"), path.name), AS_OF, None)
    return sorted(_told(item) for item in page.findings)


def _told(item: Finding) -> tuple[str, int, int, str, str]:
    return item.check, item.start.line, item.start.column, item.severity, item.message


def test_each_pack_says_the_same_beside_the_other() -> None:
    both, turned = _judge(ALS, PACK), _judge(PACK, ALS)
    for alone, page in (
        (_judge(PACK), SITE / "content" / "old-leaflet.md"),
        (_judge(PACK), SITE / "content" / "treatment.md"),
        (_judge(ALS), ROOT / "content" / "als.md"),
        (_judge(ALS), ROOT / "examples" / "first-draft" / "als.txt"),
    ):
        wanted = _findings(alone, page)
        assert _findings(both, page) == wanted
        assert _findings(turned, page) == wanted


def test_a_page_on_both_diseases_is_judged_by_both(tmp_path: Path) -> None:
    names = json.dumps([ALS.as_posix(), PACK.as_posix()])
    (tmp_path / "alsreview.toml").write_text(f"packs = {names}\n", encoding="utf-8")
    (tmp_path / "page.md").write_text(
        "Rilutek is the only FDA-approved drug for ALS.\n\nBetaseron is the only FDA-approved drug for MS.\n\n"
        "Ocrelizumab is the only FDA-approved medicine for PPMS.\n",
        encoding="utf-8",
    )
    code, report = check(tmp_path, "page.md", "--as-of", AS_OF.isoformat(), "--only", "outdated")
    assert code == 1
    assert [(item["check"], item["start"]["line"]) for item in report["findings"]] == [
        ("sole-approved-treatment", 1),
        ("sole-approved-treatment", 3),
    ]
    als, multiple = ({each["fact"] for each in item["evidence"]} for item in report["findings"])
    assert "us-qalsody" in als
    assert "us-avonex" in multiple
    assert not als & multiple
