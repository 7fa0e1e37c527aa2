"""`checks list|test|new` and `explain`, as a curator runs them."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from alsreview.checks.registry import ENGINES
from alsreview.checks.starter import WITHOUT, kinds

SOURCE = Path(__file__).parents[2] / "src"


def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `alsreview ARGUMENTS` in a folder."""
    environment = {"PYTHONPATH": str(SOURCE), "PATH": "/usr/bin:/bin", "HOME": str(folder), "COLUMNS": "100"}
    done = subprocess.run(
        [sys.executable, "-m", "alsreview", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_every_kind_can_be_started_or_says_what_to_do_instead() -> None:
    assert {*kinds(), *WITHOUT} >= set(ENGINES)


def test_a_new_pack_and_a_new_check_of_each_kind_load_and_pass(tmp_path: Path) -> None:
    code, out, _ = run(tmp_path, "checks", "new", "--pack", "packs/sample")
    assert code == 0
    assert "packs/sample/pack.yaml written" in out
    for kind in kinds():
        assert run(tmp_path, "checks", "new", kind, "--pack", "packs/sample")[0] == 0
    code, out, err = run(tmp_path, "checks", "test", "--pack", "packs/sample")
    assert (code, err) == (0, "")
    assert out.splitlines()[-1] == f"{len(kinds()) + 1} checks, {5 * (len(kinds()) + 1)} examples, none failed"


def test_a_pack_of_its_own_judges_a_page_with_the_general_checks(tmp_path: Path) -> None:
    run(tmp_path, "checks", "new", "--pack", "sample")
    (tmp_path / "alsreview.toml").write_text('packs = ["sample"]\n', encoding="utf-8")
    (tmp_path / "page.md").write_text("Sample disease is contagious. Samplnol is currently sold.\n", encoding="utf-8")
    code, out, err = run(tmp_path, "check", "page.md", "--format", "json", "--skip", "grammar")
    assert (code, err) == (1, "")
    found = {(each["check"], each["text"]) for each in json.loads(out)["findings"]}
    assert {("sample-contagious", "Sample disease is contagious"), ("misspelt-term", "Samplnol")} <= found
    assert ("currently", "currently") in found


def test_a_check_of_ones_own_is_loaded_without_a_pack_file(tmp_path: Path) -> None:
    code, out, _ = run(tmp_path, "checks", "new", "terms", "house-words")
    assert code == 0
    assert "checks/terms/house-words.yaml written" in out
    assert run(tmp_path, "checks", "test", "house-words")[0] == 0
    (tmp_path / "page.md").write_text("Sampling disorder is rare.\n", encoding="utf-8")
    found = json.loads(run(tmp_path, "check", "page.md", "--format", "json", "--only", "house-words")[1])["findings"]
    assert [each["text"] for each in found] == ["Sampling disorder"]


def test_a_failing_example_fails_the_command(tmp_path: Path) -> None:
    run(tmp_path, "checks", "new", "terms", "house-words")
    path = tmp_path / "checks" / "terms" / "house-words.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("span: sampling syndrome", "span: syndrome"), encoding="utf-8")
    code, out, _ = run(tmp_path, "checks", "test", "house-words")
    assert code == 1
    assert "FAILED house-words-flag-1: flags “sampling syndrome” in" in out
    assert "not “syndrome”" in out


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    run(tmp_path, "checks", "new", "--pack", "sample")
    code, _, err = run(tmp_path, "checks", "new", "--pack", "sample")
    assert code == 2
    assert "sample is not empty" in err
    run(tmp_path, "checks", "new", "terms", "one")
    assert "is there already" in run(tmp_path, "checks", "new", "terms", "one")[2]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("checks", "new", "term"), "there is no kind term; did you mean terms?"),
        (("checks", "new", "claims"), "is not started from nothing"),
        (("checks", "new", "terms", "Bad Id"), "is no id"),
        (("checks", "new"), "name a kind ("),
        (("checks", "test", "misspelt-trem"), "did you mean misspelt-term?"),
        (("checks", "list", "--pack", "nowhere"), "nowhere: no such pack"),
        (("explain", "misspelt-trem"), "did you mean misspelt-term?"),
    ],
)
def test_wrong_usage_says_what_to_do(tmp_path: Path, arguments: tuple[str, ...], said: str) -> None:
    code, out, err = run(tmp_path, *arguments)
    assert code == 2
    assert said in err
    assert out == ""


def test_the_list_tells_every_check(tmp_path: Path) -> None:
    code, out, _ = run(tmp_path, "checks", "list", "--format", "json")
    rows = json.loads(out)
    assert code == 0
    assert {"id": "misspelt-term", "kind": "terms", "category": "wrong-term", "severity": "error"}.items() <= next(
        row for row in rows if row["id"] == "misspelt-term"
    ).items()
    lines = run(tmp_path, "checks", "list")[1].splitlines()
    assert lines[0].split() == ["id", "kind", "category", "severity", "title"]
    assert lines[-1] == f"{len(rows)} checks"


def test_explain_tells_checks_facts_terms_claims_and_sources(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("Riluzole is a tablet (doi:10.1056/NEJM199403033300901).\n", encoding="utf-8")
    (tmp_path / "alsreview.toml").write_text('documents = ["*.md"]\n', encoding="utf-8")
    assert run(tmp_path, "init")[0] == 0
    claims = next((tmp_path / "claims").rglob("page.md.yaml")).read_text(encoding="utf-8")
    claim = claims.split("id: ")[1].split()[0]
    source = claims.split("ref: ")[1].split()[0].strip(",}")
    code, out, err = run(tmp_path, "explain", "currently", "us-rilutek", "riluzole", claim, source)
    assert (code, err) == (0, "")
    out = " ".join(out.split())
    for part in ("check currently", "because the sentence says when", "fact us-rilutek", "NDA 020599"):
        assert part in out
    for part in ("term riluzole", f"claim {claim}", "page.md", f"source {source}", f"used by {claim}"):
        assert part in out
