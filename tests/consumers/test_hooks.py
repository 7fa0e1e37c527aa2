"""The hooks as a content repository uses them: pre-commit installs this repository, and real commits go through."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from pre_commit.clientlib import load_manifest

from repository import ROOT

ONLY = "Rilutek is the only FDA-approved drug for ALS.\n"
FINE = "The clinic has a garden.\n"
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("hooks")]


class Site:
    """A content repository with the hook installed."""

    def __init__(self, folder: Path, hooks: Path, home: Path, hook: str) -> None:
        self.folder = folder
        self.environment = {
            key: value for key, value in os.environ.items() if not key.startswith("GIT_") and key != "PYTHONPATH"
        } | {"PRE_COMMIT_HOME": str(home), "PRE_COMMIT_COLOR": "never", "ALSREVIEW_CACHE_DIR": str(home / "cache")}
        (folder / "content").mkdir(parents=True)
        rev = subprocess.check_output(["git", "rev-parse", "HEAD"], cwd=hooks, text=True).strip()
        repo = {"repo": str(hooks), "rev": rev, "hooks": [{"id": hook}]}
        (folder / ".pre-commit-config.yaml").write_text(yaml.safe_dump({"repos": [repo]}), encoding="utf-8")
        self.git("init", "-q", "-b", "main")
        self.write("b.md", FINE)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "start")
        self.run(sys.executable, "-m", "pre_commit", "install")

    def run(self, *command: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        done = subprocess.run(command, cwd=self.folder, capture_output=True, text=True, env=self.environment)
        assert not check or done.returncode == 0, done.stdout + done.stderr
        return done

    def git(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
        return self.run("git", *who, *arguments, check=check)

    def write(self, name: str, text: str) -> None:
        (self.folder / "content" / name).write_text(text, encoding="utf-8")

    def commit(self) -> tuple[bool, str]:
        """Whether the commit went through, and what was said."""
        done = self.git("commit", "-m", "a change", check=False)
        return done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def hooks(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This work tree, committed or not, as a repository of hooks."""
    folder = tmp_path_factory.mktemp("hooks") / "alsreview"
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=False,
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    for name in filter(None, listed.stdout.decode().split("\0")):
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    for arguments in (["init", "-q", "-b", "main"], ["add", "-A"], ["commit", "-q", "-m", "x", "--no-verify"]):
        who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *arguments], cwd=folder, check=True)
    return folder


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("pre-commit")


@pytest.mark.parametrize("hook", ["alsreview", "alsreview-prose"])
def test_commits(tmp_path: Path, hooks: Path, home: Path, hook: str) -> None:
    site = Site(tmp_path / "site", hooks, home, hook)

    site.write("a.md", ONLY)
    site.git("add", "-A")
    passed, said = site.commit()
    assert not passed, said
    assert "edaravone" in said.lower()
    assert "content/a.md:1:12" in said

    # staged good, bad words not staged: the commit is judged by what is staged
    site.write("a.md", FINE)
    site.git("add", "-A")
    site.write("a.md", ONLY)
    passed, said = site.commit()
    assert passed, said
    assert (site.folder / "content" / "a.md").read_text(encoding="utf-8") == ONLY

    # staged bad, mended but not staged
    site.git("add", "-A")
    site.write("a.md", FINE)
    passed, said = site.commit()
    assert not passed, said
    site.git("reset", "-q", "--hard")

    # a renamed page, with a name that is not ASCII and has blanks
    site.git("mv", "content/a.md", "content/naïve – 中 文.md")
    passed, said = site.commit()
    assert passed, said
    site.write("naïve – 中 文.md", ONLY)
    site.git("add", "-A")
    passed, said = site.commit()
    assert not passed, said
    assert "naïve – 中 文.md" in said
    site.git("reset", "-q", "--hard")

    site.git("rm", "-q", "content/naïve – 中 文.md")
    passed, said = site.commit()
    assert passed, said

    again = site.run(sys.executable, "-m", "pre_commit", "run", "--all-files")
    assert "Passed" in again.stdout
    assert len(again.stdout.splitlines()) == 1, "a run that passes says nothing but that"
    assert site.git("status", "--porcelain").stdout == ""


def test_try_repo(tmp_path: Path, hooks: Path, home: Path) -> None:
    site = Site(tmp_path / "site", hooks, home, "alsreview")
    site.write("a.md", ONLY)
    site.git("add", "-A")
    done = site.run(sys.executable, "-m", "pre_commit", "try-repo", str(hooks), "alsreview", "--all-files", check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "sole-approved-treatment" in done.stdout


def test_the_manifest_is_valid_and_warns_nobody() -> None:
    manifest = load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    assert {hook["id"] for hook in manifest} == {"alsreview", "alsreview-prose", "alsreview-full"}
    for hook in manifest:
        assert hook["language"] == "python"
        assert hook["minimum_pre_commit_version"] == "3.2.0"
        assert hook["entry"].startswith("alsreview check ")
        assert not {"commit", "push", "merge-commit"} & set(hook["stages"]), "old names warn every user"
