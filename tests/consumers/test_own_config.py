"""This repository's own hooks, run by pre-commit over all its files, in a copy."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from consumers.test_hooks import hooks  # noqa: F401  (the copy)


@pytest.mark.slow
@pytest.mark.xdist_group("hooks")
def test_pre_commit_run_all_files(hooks: Path, tmp_path: Path) -> None:  # noqa: F811
    """mypy and the checks' examples are gates of their own and take minutes; all other hooks run."""
    (hooks / ".venv").symlink_to(sys.prefix, target_is_directory=True)
    environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | {
        "PRE_COMMIT_HOME": str(tmp_path), "SKIP": "mypy,checks-test", "PYTHONPATH": str(hooks / "src"),
    }  # fmt: skip
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", "run", "--all-files", "--color", "never"],
        cwd=hooks, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.count("Passed") >= 4
    left = subprocess.run(["git", "status", "--porcelain"], cwd=hooks, capture_output=True, text=True, check=True)
    assert left.stdout.strip() in ("", "?? .venv"), "the hooks change no file"
