"""Completion as a shell asks for it: the scripts that the docs name, and a real bash that loads one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from alsreview.cli import COMMANDS
from alsreview.cli.check_options import FORMATS, STAGES
from repository import ROOT


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """One in which `alsreview` is a command, as after an installation."""
    shim = tmp_path / "bin" / "alsreview"
    shim.parent.mkdir()
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m alsreview "$@"\n', encoding="utf-8")
    shim.chmod(0o755)
    return os.environ | {"PATH": f"{shim.parent}{os.pathsep}{os.environ['PATH']}"}


def told(environment: dict[str, str], shell: str, *words: str) -> str:
    """What the program answers a shell for the words typed so far, the last of them not yet finished."""
    asked = {
        "_ALSREVIEW_COMPLETE": f"{shell}_complete",
        "COMP_WORDS": " ".join(words),
        "COMP_CWORD": str(len(words) - 1),
    }
    if shell == "fish":
        asked["COMP_CWORD"] = words[-1]
    done = subprocess.run(["alsreview"], env=environment | asked, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_every_shell_gets_its_script_and_an_answer(environment: dict[str, str], shell: str) -> None:
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    assert f"_ALSREVIEW_COMPLETE={shell}_source alsreview" in page
    asked = environment | {"_ALSREVIEW_COMPLETE": f"{shell}_source"}
    script = subprocess.run(["alsreview"], env=asked, capture_output=True, text=True, check=True).stdout
    assert f"_ALSREVIEW_COMPLETE={shell}_complete" in script
    assert "checks" in told(environment, shell, "alsreview", "check")


def test_a_real_bash_completes_commands_options_and_values(environment: dict[str, str]) -> None:
    if shutil.which("bash") is None:
        pytest.skip("there is no bash")
    page = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    line = re.search(r"`(eval .*bash_source alsreview.*?)`", page)
    assert line is not None, "the page of commands says what to put into ~/.bashrc"

    def completed(*words: str) -> list[str]:
        typed = " ".join(f"'{word}'" for word in words)
        script = (
            f"{line[1]}\nCOMP_WORDS=({typed}); COMP_CWORD={len(words) - 1}\n"  # type: ignore[index]
            '_alsreview_completion alsreview; printf "%s\\n" "${COMPREPLY[@]}"'
        )
        done = subprocess.run(["bash", "-c", script], env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        return done.stdout.split()

    assert completed("alsreview", "") == list(COMMANDS)
    assert completed("alsreview", "ba") == ["baseline"]
    assert completed("alsreview", "baseline", "p") == ["prune"]
    assert completed("alsreview", "check", "--st") == ["--stage", "--stdin-filename"]
    assert completed("alsreview", "check", "--stage", "") == list(STAGES)
    assert completed("alsreview", "check", "--format", "") == list(FORMATS)
