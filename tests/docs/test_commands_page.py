"""The page of commands is what the program says."""

from __future__ import annotations

import subprocess
import sys

from alsreview.cli import COMMANDS
from docs.pages import ROOT


def test_commands_page_is_as_the_program_is_and_every_command_teaches_by_example() -> None:
    done = subprocess.run(
        [sys.executable, "tools/commands_page.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    text = (ROOT / "docs/commands.md").read_text(encoding="utf-8")
    for name in COMMANDS:
        own = text.split(f"\n## `alsreview {name}`\n")[1].split("\n## ")[0].split("\n### ")[0]
        assert "Examples:" in own, name
        assert f"alsreview {name}" in own.split("Examples:")[1], name
