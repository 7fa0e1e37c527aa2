"""Several reports at once, whole or not at all."""

from __future__ import annotations

import json
import os
from pathlib import Path

import openpyxl
import pytest

from alsreview.cli.check_options import FILE_FORMATS, outputs
from alsreview.cli.outputs import write_whole
from alsreview.errors import UsageError
from cli.test_check import AS_OF, ONLY, alsreview


def test_one_run_writes_every_format(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text(ONLY, encoding="utf-8")
    names = FILE_FORMATS
    asked = [part for name in names for part in ("--output", f"{name}=out.{name}")]
    done = alsreview(tmp_path, "check", "page.md", *asked, *AS_OF)
    assert done.returncode == 1, done.stderr
    assert "sole-approved-treatment" in done.stdout
    assert {path.name for path in tmp_path.iterdir()} == {"page.md", *(f"out.{name}" for name in names)}
    fingerprints = {item["fingerprint"] for item in json.loads((tmp_path / "out.json").read_bytes())["findings"]}
    assert {item["fingerprint"] for item in json.loads((tmp_path / "out.gitlab").read_bytes())} == fingerprints
    sheet = openpyxl.load_workbook(tmp_path / "out.xlsx").active
    assert sheet is not None
    assert sheet.max_row >= len(fingerprints) + 1
    assert oct((tmp_path / "out.csv").stat().st_mode & 0o777) == oct((tmp_path / "page.md").stat().st_mode & 0o777)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("sarif", "FORMAT=FILE"),
        ("sarif=", "FORMAT=FILE"),
        ("sarf=x", "did you mean sarif?"),
        ("yaml=x", "there is no format 'yaml'"),
    ],
)
def test_wrong_outputs_say_what_to_write(given: str, said: str) -> None:
    with pytest.raises(UsageError, match="--output") as raised:
        outputs([given])
    assert said in str(raised.value)


def test_two_reports_never_share_a_file() -> None:
    with pytest.raises(UsageError, match="each its own file"):
        outputs(["json=a", "csv=./a"])


def test_a_report_that_cannot_be_written_is_an_error(tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("Nothing.\n", encoding="utf-8")
    done = alsreview(tmp_path, "check", "page.md", "--output", "json=missing/out.json", *AS_OF)
    assert done.returncode == 2
    assert "missing/out.json: the json report cannot be written" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_half_written_file_is_never_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "report.txt"
    target.write_text("old", encoding="utf-8")

    def full(source: object, destination: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_whole(target, b"new")
    assert target.read_text(encoding="utf-8") == "old"
    assert [path.name for path in tmp_path.iterdir()] == ["report.txt"]


def test_xlsx_is_no_format_for_a_terminal(tmp_path: Path) -> None:
    assert alsreview(tmp_path, "check", "--format", "xlsx").returncode == 2
