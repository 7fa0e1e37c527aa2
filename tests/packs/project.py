"""Runs the program in a folder, as a user does."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]


def run(folder: Path, *arguments: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of `alsreview ARGUMENTS` in a folder."""
    environment = {
        "PYTHONPATH": str(ROOT / "src"),
        "PATH": "/usr/bin:/bin",
        "HOME": str(folder.parent),
        "ALSREVIEW_CACHE_DIR": str(folder.parent / "cache"),
        "COLUMNS": "120",
    }
    done = subprocess.run(
        [sys.executable, "-m", "alsreview", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def check(folder: Path, *arguments: str) -> tuple[int, dict[str, Any]]:
    """Exit code and report of `alsreview check ARGUMENTS`, without grammar."""
    code, out, err = run(folder, "check", *arguments, "--format", "json", "--skip", "grammar")
    assert not err, err
    return code, json.loads(out)
