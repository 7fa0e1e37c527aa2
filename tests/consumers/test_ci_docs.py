"""docs/ci.md: every command on it is run, in its order; its table is that of the program."""

from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import tomllib
from pathlib import Path

import yaml

from alsreview.pipeline.stages import STAGES, built_in
from alsreview.reports import BINARY, REPORTS
from consumers.test_action import ONLY, git
from repository import ROOT

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")


def commands() -> list[str]:
    """The lines after `$` in the console blocks, in order."""
    blocks = re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    return [line.removeprefix("$ ") for block in blocks for line in block.splitlines() if line.startswith("$ ")]


def test_every_command_runs(tmp_path: Path) -> None:
    site, tools = tmp_path / "site", tmp_path / "bin"
    (site / "content").mkdir(parents=True)
    tools.mkdir()
    shim = tools / "alsreview"
    shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m alsreview "$@"\n', encoding="utf-8")
    shim.chmod(shim.stat().st_mode | stat.S_IXUSR)
    (site / "content" / "old.md").write_text(ONLY, encoding="utf-8")
    git(site, "init", "-q", "-b", "main")
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", "base")
    environment = os.environ | {"PATH": f"{tools}{os.pathsep}{os.environ['PATH']}"}
    assert len(commands()) >= 12
    for line in commands():
        done = subprocess.run(
            ["sh", "-c", line], cwd=site, env=environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
    assert {"report.html", "alsreview.sarif", "report.xlsx"} <= {path.name for path in site.iterdir()}


def test_its_table_is_that_of_the_program() -> None:
    told: dict[str, list[str]] = {}
    for row in re.findall(r"^\| `.*\|$", PAGE, re.MULTILINE):
        cells = [cell.strip() for cell in row.strip("|").split("|")]
        for name in re.findall(r"`([\w-]+)`", cells[0]):
            told[name] = cells[2:]
    for at, stage in enumerate(STAGES):
        assert {name: told[name][at] for name in built_in(stage)} == built_in(stage)


def test_its_examples_can_be_read_and_every_format_is_told() -> None:
    for kind, read in (("toml", tomllib.loads), ("yaml", yaml.safe_load)):
        for block in re.findall(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL):
            read(block)
    for name in (*REPORTS, *BINARY):
        assert f"`{name}`" in PAGE
    for target in re.findall(r"\]\(([^)#]+)\)", PAGE):
        assert (ROOT / "docs" / target).exists(), target
