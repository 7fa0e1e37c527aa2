"""`alsreview statements`, run as a user runs it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

SRC = Path(__file__).resolve().parents[2] / "src"


def run(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(SRC), "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-c", "from alsreview.cli import main; main()", "statements", *arguments]
    return subprocess.run(command, cwd=folder, input=given, capture_output=True, env=environment, check=False)


def as_json(folder: Path, *arguments: str, given: bytes = b"", code: int = 0) -> dict[str, Any]:
    done = run(folder, *arguments, "--format", "json", given=given)
    assert done.returncode == code, done.stderr.decode()
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "b.md").write_text(
        "# Drug 😀\r\n\r\n*Riluzole* helps.\r\nIt is a pill.\r\n", encoding="utf-8", newline=""
    )
    (tmp_path / "a.txt").write_text("Riluzole slows ALS.\n", encoding="utf-8")
    return tmp_path


def test_the_json_is_as_documented(site: Path) -> None:
    found = as_json(site, "b.md")
    assert found["schema_version"] == 1
    assert found["not_read"] == []
    assert found["statements"][2] == {
        "path": "b.md",
        "start": {"line": 4, "column": 1},
        "end": {"line": 4, "column": 14},
        "text": "It is a pill.",
        "block": "paragraph",
        "headings": ["Drug 😀"],
        "context": "Riluzole helps.",
        "check_worthy": True,
        "reason": "states something that can be checked",
    }


def test_a_folder_is_read_in_order_and_in_any_folder_that_it_is_called_from(site: Path) -> None:
    assert [row["path"] for row in as_json(site, ".")["statements"]] == ["a.txt", "b.md", "b.md", "b.md"]
    (site / "sub").mkdir()
    assert as_json(site / "sub", "..")["statements"][0]["path"] == "../a.txt"
    (site / "alsreview.toml").write_text("", encoding="utf-8")
    assert as_json(site / "sub", "..")["statements"][0]["path"] == "a.txt"


def test_what_cannot_be_read_is_named_the_rest_is_listed_and_the_code_is_2(site: Path) -> None:
    (site / "bad.md").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00\xff")
    done = run(site, "bad.md", "gone.md", "b.md", "--format", "json")
    found = json.loads(done.stdout)
    assert done.returncode == 2
    assert [row["path"] for row in found["not_read"]] == ["bad.md", "gone.md"]
    assert all(row["reason"] for row in found["not_read"])
    assert len(found["statements"]) == 3
    errors = done.stderr.decode().splitlines()
    assert len(errors) == 2
    assert errors[0].startswith("bad.md: ")


def test_standard_input(site: Path) -> None:
    found = as_json(site, "-", "--stdin-filename", "docs/x.html", given=b"<p>ALS is fatal.</p>")
    assert [(row["path"], row["text"], row["start"]["column"]) for row in found["statements"]] == [
        ("docs/x.html", "ALS is fatal.", 4)
    ]
    assert as_json(site, "-", given=b"ALS **is** fatal.")["statements"][0]["text"] == "ALS is fatal."


def test_text_says_place_class_and_reason(site: Path) -> None:
    done = run(site, "b.md")
    lines = done.stdout.decode().splitlines()
    assert done.returncode == 0
    assert lines[0] == "b.md:1:3: - Drug 😀  [heading]"
    assert lines[1] == "b.md:3:2: + Riluzole helps."
    assert lines[-1] == "1 document, 3 statements, 2 check-worthy (+), 1 not (-)."


def test_wrong_usage_is_2_and_says_so(site: Path) -> None:
    done = run(site, "b.md", "--stdin-filename", "x.md")
    assert done.returncode == 2
    assert b"--stdin-filename" in done.stderr
    assert run(site).returncode == 2


def test_the_same_bytes_whatever_the_hash_seed(site: Path) -> None:
    found = set()
    for seed in ("0", "1", "2"):
        os.environ["PYTHONHASHSEED"] = seed
        try:
            found.add(run(site, ".", "--format", "json").stdout)
        finally:
            del os.environ["PYTHONHASHSEED"]
    assert len(found) == 1
