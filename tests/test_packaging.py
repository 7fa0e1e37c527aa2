"""The wheel holds all that the tool needs: the pack, the word lists, the pinned jars' list."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from repository import ROOT


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built and unpacked apart from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check"]
    subprocess.run(
        [*pip, "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT)],
        check=True,
    )
    (wheel,) = folder.glob("alsreview-*.whl")
    target = folder / "site"
    subprocess.run([*pip, "install", "--quiet", "--no-deps", "--target", str(target), str(wheel)], check=True)
    return target


def test_the_installed_tool_judges_with_the_shipped_pack(installed: Path, tmp_path: Path) -> None:
    (tmp_path / "page.md").write_text("Rilutek is the only FDA-approved drug for ALS.\n", encoding="utf-8")
    script = "import alsreview, sys; print(alsreview.__file__, file=sys.stderr); from alsreview.cli import main; main()"
    done = subprocess.run(
        [sys.executable, "-c", script, "check", "page.md", "--format", "json", "--as-of", "2026-11-22",
         "--skip", "grammar,spelling"],
        cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(installed)}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert str(installed) in done.stderr
    assert done.returncode == 1, done.stderr
    assert "sole-approved-treatment" in {item["check"] for item in json.loads(done.stdout)["findings"]}


def test_every_file_of_the_pack_is_in_the_wheel(installed: Path) -> None:
    ours = {path.relative_to(ROOT / "checks") for path in (ROOT / "checks").rglob("*") if path.is_file()}
    theirs = {
        path.relative_to(installed / "alsreview" / "packs" / "als")
        for path in (installed / "alsreview" / "packs" / "als").rglob("*")
        if path.is_file()
    }
    assert ours == theirs
