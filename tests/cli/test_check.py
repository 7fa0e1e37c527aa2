"""The real command in a temporary project: exit codes, standard output and error apart, JSON in its final form."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

ONLY = "Rilutek is the only FDA-approved drug for ALS.\n"
AS_OF = ["--as-of", "2026-11-22", "--skip", "grammar,spelling"]


def alsreview(folder: Path, *arguments: str, stdin: bytes | None = None) -> subprocess.CompletedProcess[str]:
    """Runs the command as a user does."""
    done = subprocess.run(
        [sys.executable, "-m", "alsreview", *arguments],
        cwd=folder,
        input=stdin,
        capture_output=True,
        timeout=120,
        check=False,
    )
    return subprocess.CompletedProcess(
        done.args, done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8")
    )


def findings(done: subprocess.CompletedProcess[str], check: str | None = None) -> list[dict[str, object]]:
    return [item for item in json.loads(done.stdout)["findings"] if check in (None, item["check"])]


def test_the_example_that_must_always_work(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(ONLY, encoding="utf-8")
    done = alsreview(tmp_path, "check", "page.md", "--format", "json", *AS_OF)
    assert done.returncode == 1, done.stderr
    (found,) = findings(done, "sole-approved-treatment")
    assert (found["severity"], found["category"], found["start"]) == ("error", "outdated", {"line": 1, "column": 12})
    evidence = {item["date"]: item["source"] for item in found["evidence"]}  # type: ignore[attr-defined]
    assert "209176" in evidence["2017-05-05"]
    assert "215887" in evidence["2023-04-25"]


def test_it_was_true_the_day_before(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(ONLY, encoding="utf-8")
    done = alsreview(tmp_path, "check", "page.md", "--format", "json", "--as-of", "2017-05-04", "--skip", "grammar")
    assert findings(done, "sole-approved-treatment") == []
    done = alsreview(tmp_path, "check", "page.md", "--format", "json", "--as-of", "2017-05-05", "--skip", "grammar")
    assert len(findings(done, "sole-approved-treatment")) == 1


def test_history_is_never_flagged(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("Riluzole was the only approved drug until 2017.\n", encoding="utf-8")
    done = alsreview(tmp_path, "check", "page.md", "--format", "json", *AS_OF)
    assert [item for item in findings(done) if item["category"] in ("outdated", "misstatement")] == []


def test_the_json_has_exactly_the_keys_that_are_promised(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(ONLY, encoding="utf-8")
    data = json.loads(alsreview(tmp_path, "check", "page.md", "--format", "json", *AS_OF).stdout)
    assert {"schema_version", "as_of", "documents", "findings", "not_checked", "summary"} <= set(data)
    assert set(data["summary"]) == {
        "statements", "check_worthy", "judged", "sourced", "claimed", "signed", "errors", "warnings", "notes",
    }  # fmt: skip
    assert set(data["findings"][0]) == {
        "check", "category", "severity", "confidence", "path", "start", "end", "text", "statement", "message", "why",
        "remedy", "replacements", "claim", "evidence", "fingerprint",
    }  # fmt: skip
    assert data["documents"] == [{"path": "page.md", "statements": 1, "findings": len(data["findings"])}]


def test_a_clean_page_passes_and_says_what_was_judged(tmp_path: Path) -> None:
    text = (
        "The FDA approved riluzole for ALS in 1995.[^1]\n\n[^1]: Rilutek, NDA 020599. <https://www.fda.gov/rilutek>\n"
    )
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    done = alsreview(tmp_path, "check", "page.md", *AS_OF)
    assert done.returncode == 0, done.stdout
    last = done.stdout.splitlines()[-1]
    assert "1 document" in last
    assert "passed" in last
    assert "claims" in last.partition("NOT CHECKED: ")[2]


def test_standard_input(tmp_path: Path) -> None:
    done = alsreview(
        tmp_path, "check", "-", "--stdin-filename", "draft.md", "--format", "json", *AS_OF, stdin=ONLY.encode()
    )
    assert done.returncode == 1
    assert {item["path"] for item in findings(done)} == {"draft.md"}


def test_unreadable_input_is_named_and_the_others_are_checked(tmp_path: Path) -> None:
    (tmp_path / "good.md").write_text(ONLY, encoding="utf-8")
    (tmp_path / "binary.md").write_bytes(b"\x00\x01\x02\xff" * 50)
    done = alsreview(tmp_path, "check", "good.md", "binary.md", "missing.md", *AS_OF)
    assert done.returncode == 2
    assert "sole-approved-treatment" in done.stdout
    named = [line for line in done.stdout.splitlines() if line.startswith("not read")]
    assert len(named) == 2
    assert any("binary.md" in line for line in named)
    assert any("missing.md" in line for line in named)
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (["--fail-on", "error"], 1),
        (["--fail-on", "never"], 0),
        (["--skip", "outdated,unsourced"], 0),
        (["--only", "undated"], 0),
        (["--only", "sole-approved-treatment"], 1),
        (["--only", "no-such-check"], 2),
        (["--as-of", "yesterday"], 2),
    ],
)
def test_exit_codes(tmp_path: Path, options: list[str], code: int) -> None:
    (tmp_path / "page.md").write_text(ONLY, encoding="utf-8")
    assert alsreview(tmp_path, "check", "page.md", *AS_OF, *options).returncode == code


@pytest.mark.parametrize(
    ("text", "as_of", "what"),
    [
        ("El riluzol es un medicamento que se usa para tratar la enfermedad de las neuronas motoras en los adultos y "
         "que no cura la enfermedad, pero que puede alargar la vida de los pacientes.\n", "2026-11-22", "knowledge"),
        ("Riluzole is used in ALS.\n", "2030-01-01", "approvals US"),
        ("The garden needs water in summer, and roses grow well beside the old wall.\n", "2026-11-22", "knowledge"),
    ],
    ids=["another language", "a date beyond the ledger", "another topic"],
)  # fmt: skip
def test_what_cannot_be_judged_never_looks_clean(tmp_path: Path, text: str, as_of: str, what: str) -> None:
    (tmp_path / "page.md").write_text(text, encoding="utf-8")
    done = alsreview(tmp_path, "check", "page.md", "--format", "json", "--as-of", as_of, "--skip", "grammar")
    assert any(item["what"].startswith(what) for item in json.loads(done.stdout)["not_checked"]), done.stdout
    done = alsreview(tmp_path, "check", "page.md", "--as-of", as_of, "--skip", "grammar")
    missed = done.stdout.splitlines()[-1].partition("NOT CHECKED: ")[2]
    assert what.split()[0] in missed


def test_check_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(ONLY, encoding="utf-8")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    tmp_path.chmod(0o555)
    try:
        alsreview(tmp_path, "check", "page.md", *AS_OF)
    finally:
        tmp_path.chmod(0o755)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_output_does_not_depend_on_jobs_or_hash_seed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for index in range(6):
        (tmp_path / f"p{index}.md").write_text(ONLY * (index + 1), encoding="utf-8")
    seen = set()
    for seed, jobs in (("0", "1"), ("1", "3"), ("77", "2")):
        monkeypatch.setenv("PYTHONHASHSEED", seed)
        seen.add(alsreview(tmp_path, "check", ".", "--format", "json", "--jobs", jobs, *AS_OF).stdout)
    assert len(seen) == 1
