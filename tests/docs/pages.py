"""Reads the commands of a docs page and types them as a reader would."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
_BLOCK = re.compile(r"^```console\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def commands(page: str) -> list[str]:
    """Every command line of a page of docs/, in order."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return [line[2:] for block in _BLOCK.findall(text) for line in block.splitlines() if line.startswith("$ ")]


def typed(line: str, folder: Path) -> tuple[int, str]:
    """Exit code and all that a command line printed, in a folder; `alsreview` is the program of this checkout."""
    shim = folder.parent / "bin"
    shim.mkdir(exist_ok=True)
    program = shim / "alsreview"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m alsreview "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    name = {"NAME": "A Writer", "EMAIL": "writer@example.org"}
    environment = {
        "PATH": f"{shim}:{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT / "src"),
        "HOME": str(folder.parent),
        "ALSREVIEW_CACHE_DIR": str(folder.parent / "cache"),
        **{f"GIT_{who}_{key}": value for who in ("AUTHOR", "COMMITTER") for key, value in name.items()},
    }
    done = subprocess.run(
        ["sh", "-c", line], cwd=folder, env=environment, capture_output=True, encoding="utf-8", check=False
    )
    return done.returncode, done.stdout + done.stderr
