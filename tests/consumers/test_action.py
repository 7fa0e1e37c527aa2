"""The action and the workflow examples: linted as GitHub would read them, and the action's own steps run in a shell."""

from __future__ import annotations

import json
import os
import re
import stat
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from repository import ROOT

ACTION = ROOT / "action.yml"
WORKFLOWS = sorted((ROOT / "docs" / "workflows").glob("*.yml"))
BIN = Path(sys.executable).parent
ONLY = "Rilutek is the only FDA-approved drug for ALS.\n"


def test_the_schemas_of_github_accept_them() -> None:
    checker = [sys.executable, "-m", "check_jsonschema", "--builtin-schema"]
    subprocess.run([*checker, "vendor.github-actions", str(ACTION)], check=True, capture_output=True)
    assert len(WORKFLOWS) == 4
    subprocess.run([*checker, "vendor.github-workflows", *map(str, WORKFLOWS)], check=True, capture_output=True)


def test_zizmor_finds_nothing() -> None:
    done = subprocess.run(
        [str(BIN / "zizmor"), "--offline", "--no-config", str(ACTION), *map(str, WORKFLOWS)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", [ACTION, *WORKFLOWS], ids=lambda path: path.name)
def test_no_expression_reaches_a_shell_and_every_action_is_pinned(path: Path) -> None:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    jobs = [data["runs"]] if "runs" in data else list(data["jobs"].values())
    for step in (step for job in jobs for step in job["steps"]):
        assert "${{" not in step.get("run", "")
        assert "${{" not in step.get("with", {}).get("script", "")
        if "uses" in step:
            assert re.fullmatch(r"[\w.-]+/[\w.-]+@[0-9a-f]{40}", step["uses"]), step["uses"]
    if "on" in data or True in data:
        assert "pull_request_target" not in path.read_text(encoding="utf-8")


def test_the_description_fits_the_marketplace() -> None:
    assert len(yaml.safe_load(ACTION.read_text(encoding="utf-8"))["description"]) <= 125


class Runner:
    """Runs the action's check step as a runner does: its text by bash, the inputs through its `env`."""

    def __init__(self, folder: Path, site: Path) -> None:
        self.folder, self.site = folder, site
        self.steps = {
            step["name"]: step for step in yaml.safe_load(ACTION.read_text(encoding="utf-8"))["runs"]["steps"]
        }
        inputs = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["inputs"]
        self.defaults = {name: value["default"] for name, value in inputs.items()}
        tools = folder / "bin"
        tools.mkdir(parents=True)
        shim = tools / "alsreview"
        shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m alsreview "$@"\n', encoding="utf-8")
        shim.chmod(shim.stat().st_mode | stat.S_IXUSR)

    def run(self, name: str, **inputs: str) -> tuple[int, str, dict[str, str], str]:
        """(exit code, what was printed, outputs, job summary)."""
        values = self.defaults | {key.replace("_", "-"): value for key, value in inputs.items()}
        step = self.steps[name]

        def filled(text: str) -> str:
            text = text.replace("${{ github.action_path }}", str(ROOT))
            return re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: values[found[1]], text)

        output, summary = self.folder / "output", self.folder / "summary"
        output.write_text("", encoding="utf-8")
        summary.write_text("", encoding="utf-8")
        environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        environment |= {key: filled(value) for key, value in step["env"].items()}
        environment |= {
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}", "RUNNER_TEMP": str(self.folder / "temp"),
            "GITHUB_OUTPUT": str(output), "GITHUB_STEP_SUMMARY": str(summary),
        }  # fmt: skip
        (self.folder / "temp").mkdir(exist_ok=True)
        script = self.folder / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.site, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        told = dict(line.split("=", 1) for line in output.read_text(encoding="utf-8").splitlines())
        return done.returncode, done.stdout + done.stderr, told, summary.read_text(encoding="utf-8")


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def test_a_whole_pull_request(tmp_path: Path) -> None:
    upstream = tmp_path / "upstream"
    (upstream / "content").mkdir(parents=True)
    page = "# Medicines\n\nThe clinic has a garden.\n"
    (upstream / "content" / "old.md").write_text(ONLY, encoding="utf-8")
    (upstream / "content" / "page.md").write_text(page, encoding="utf-8")
    git(upstream, "init", "-q", "-b", "main")
    git(upstream, "add", "-A")
    git(upstream, "commit", "-q", "-m", "base")
    site = tmp_path / "site"
    git(tmp_path, "clone", "-q", str(upstream), str(site))
    git(site, "switch", "-q", "-c", "change")
    runner = Runner(tmp_path / "runner", site)
    gate = {"base": "origin/main", "skip": "grammar,spelling", "reports": "../reports"}

    # an outdated sentence comes in: red, and the old page's trouble is not this pull request's
    (site / "content" / "page.md").write_text(page + "\n" + ONLY, encoding="utf-8")
    git(site, "commit", "-q", "-a", "-m", "say more")
    code, said, outputs, summary = runner.run("Check", **gate)
    assert code == 1, said
    errors = [line for line in said.splitlines() if line.startswith("::error ")]
    assert any("file=content/page.md,line=5" in line and "sole-approved-treatment" in line for line in errors), said
    assert not any("old.md" in line for line in errors)
    assert (outputs["exit-code"], outputs["errors"]) == ("1", str(len(errors)))
    assert "❌ failed" in summary
    assert "sole-approved-treatment" in summary
    sarif = json.loads((tmp_path / "reports" / "alsreview.sarif").read_text(encoding="utf-8"))
    assert "sole-approved-treatment" in {item["ruleId"] for item in sarif["runs"][0]["results"]}

    # mended: green
    (site / "content" / "page.md").write_text(page + "\nAsk the team about a visit.\n", encoding="utf-8")
    git(site, "commit", "-q", "-a", "-m", "mend")
    code, said, outputs, summary = runner.run("Check", **gate)
    assert code == 0, said
    assert outputs["exit-code"] == "0"
    assert "✅ passed" in summary
    done = subprocess.run(["git", "status", "--porcelain"], cwd=site, capture_output=True, text=True, check=True)
    assert done.stdout == "", "the gate leaves nothing behind"


def test_inputs_are_words_and_never_commands(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "a b;$(touch pwned).md").write_text("The clinic has a garden.\n", encoding="utf-8")
    runner = Runner(tmp_path / "runner", site)
    code, said, outputs, _ = runner.run(
        "Check", paths="a b;$(touch pwned).md\n", skip="grammar,spelling", stage="draft", reports="$(touch pwned)"
    )
    assert code == 0, said
    assert outputs["reports"] == "$(touch pwned)"
    assert not (site / "pwned").exists()
    code, said, _, _ = runner.run("Check", paths="--help\n", skip="grammar,spelling")
    assert code == 2, "a path that looks like an option is a path"
    code, said, _, _ = runner.run("Check", fail_on="nothing")
    assert code == 2
    assert "nothing" in said


@pytest.mark.slow
@pytest.mark.xdist_group("hooks")
def test_the_install_step(tmp_path: Path) -> None:
    runner = Runner(tmp_path / "runner", tmp_path)
    code, said, _, _ = runner.run("Install alsreview", install="none")
    assert code == 0, said
    assert not (tmp_path / "runner" / "temp" / "alsreview").exists()
    code, said, _, _ = runner.run("Install alsreview")
    assert code == 0, said
    program = tmp_path / "runner" / "temp" / "alsreview" / "bin" / "alsreview"
    clean = {key: value for key, value in os.environ.items() if key != "PYTHONPATH"}
    done = subprocess.run([program, "--version"], capture_output=True, text=True, env=clean, check=True, cwd=tmp_path)
    assert done.stdout.startswith("alsreview")
