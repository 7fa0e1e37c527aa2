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


GUARD = """
import os, sys
log = os.open({log!r}, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
def look(event, given):
    if not os.path.basename((getattr(sys, "argv", None) or [""])[0]).startswith("alsreview"):
        return  # pre-commit's own Python
    if event in ("socket.connect", "socket.sendto", "socket.bind"):
        os.write(log, (event + " " + str(given[1][0] if isinstance(given[1], tuple) else given[1]) + "\\n").encode())
    elif event == "socket.getaddrinfo":
        os.write(log, (event + " " + str(given[0]) + "\\n").encode())
    elif event == "subprocess.Popen":
        os.write(log, ("run " + os.path.basename(os.fsdecode(given[0])) + "\\n").encode())
    elif event == "open" and isinstance(given[0], str):
        how = "write " if (given[2] or 0) & (os.O_WRONLY | os.O_RDWR) else "read "
        os.write(log, (how + os.path.abspath(given[0]) + "\\n").encode())
sys.addaudithook(look)
"""
LOOPBACK = ("127.0.0.1", "::1", "localhost")


def watched(site: Site, folder: Path) -> list[str]:
    """What the hook's own Python opens, writes and starts during a run over all files."""
    folder.mkdir()
    log = folder / "log"
    (folder / "sitecustomize.py").write_text(GUARD.format(log=str(log)), encoding="utf-8")
    site.environment["PYTHONPATH"] = str(folder)
    again = site.run(sys.executable, "-m", "pre_commit", "run", "--all-files")
    del site.environment["PYTHONPATH"]
    assert again.stdout.splitlines()[0].endswith("Passed")
    assert len(again.stdout.splitlines()) == 1, "a run that passes says nothing but that"
    assert again.stderr == ""
    return log.read_text(encoding="utf-8").splitlines()


def times(folder: Path) -> dict[str, tuple[int, int]]:
    """When each file and folder of the work tree was changed, and its size."""
    found = (path for path in folder.rglob("*") if ".git" not in path.relative_to(folder).parts)
    return {str(path): (path.stat().st_mtime_ns, path.stat().st_size) for path in found}


@pytest.mark.parametrize("hook", ["alsreview", "alsreview-prose"])
def test_a_run_without_a_change_is_silent_writes_nothing_and_reaches_for_nothing(
    tmp_path: Path, hooks: Path, home: Path, hook: str
) -> None:
    site = Site(tmp_path / "site", hooks, home, hook)
    site.write("a.md", "The clinic has a pond.\n")
    site.git("add", "-A")
    assert site.commit()[0]
    before = times(site.folder)
    said = watched(site, tmp_path / "guard")
    assert f"read {site.folder / 'content' / 'a.md'}" in said, "the guard must have been there"
    assert not [line for line in said if line.startswith("socket.") and not line.endswith(LOOPBACK)], said
    assert {line for line in said if line.startswith("run ")} <= {"run git"}, "no Java is started"
    assert not [line for line in said if line.startswith(f"write {site.folder}")]
    assert times(site.folder) == before
    assert site.git("status", "--porcelain").stdout == ""


def test_a_run_in_a_machine_without_any_network(tmp_path: Path, hooks: Path, home: Path) -> None:
    """As on pre-commit.ci, which forbids it: not even loopback is up."""
    alone = ["unshare", "--map-root-user", "--net"]
    if shutil.which("unshare") is None or subprocess.run([*alone, "true"], capture_output=True, check=False).returncode:
        pytest.skip("no network namespace can be made here; the test above watches the sockets")
    site = Site(tmp_path / "site", hooks, home, "alsreview")
    run = [*alone, sys.executable, "-m", "pre_commit", "run", "--all-files"]
    assert "Passed" in site.run(*run).stdout
    site.write("a.md", ONLY)
    site.git("add", "-A")
    done = site.run(*run, check=False)
    assert done.returncode == 1
    assert "sole-approved-treatment" in done.stdout


def test_a_commit_that_only_deletes_is_judged(tmp_path: Path, hooks: Path, home: Path) -> None:
    """pre-commit hands deleted files to nobody; the hook for whole sites looks at what is left."""
    site = Site(tmp_path / "site", hooks, home, "alsreview")
    claims = site.folder / "claims"
    (claims / "content").mkdir(parents=True)
    (claims / "sources.yaml").write_text("sources:\n- id: book\n  title: A book of gardens\n", encoding="utf-8")
    (claims / "content" / "b.md.yaml").write_text(
        f"document: content/b.md\nclaims:\n- id: c-aaaaaaaa\n  statement: {FINE.strip()}\n  context: null\n"
        "  section: ''\n  kind: fact\n  status: draft\n  sources: [{ref: book}]\n", encoding="utf-8",
    )  # fmt: skip
    site.git("add", "-A")
    passed, said = site.commit()
    assert passed, said
    site.git("rm", "-q", "claims/sources.yaml")
    passed, said = site.commit()
    assert not passed, said
    assert "unknown-source" in said


def test_part_of_a_file_is_staged(tmp_path: Path, hooks: Path, home: Path) -> None:
    """Two hunks of one file: only the one that is staged is judged, and the other is there again afterwards."""
    site = Site(tmp_path / "site", hooks, home, "alsreview-prose")
    lines = [FINE.replace("garden", f"garden {number}") + "\n" for number in range(12)]
    site.write("a.md", "".join(lines))
    site.git("add", "-A")
    assert site.commit()[0]
    bad_last, both = [*lines, ONLY], ["A first line.\n\n", *lines, ONLY]
    # staged: a good first line; not staged: the bad last one
    site.write("a.md", "".join(["A first line.\n\n", *lines]))
    site.git("add", "-A")
    site.write("a.md", "".join(both))
    passed, said = site.commit()
    assert passed, said
    assert (site.folder / "content" / "a.md").read_text(encoding="utf-8") == "".join(both)
    # staged: the bad last line; not staged: the good first line is taken out again
    site.git("add", "-A")
    site.write("a.md", "".join(bad_last))
    passed, said = site.commit()
    assert not passed, said
    assert (site.folder / "content" / "a.md").read_text(encoding="utf-8") == "".join(bad_last)


def test_try_repo(tmp_path: Path, hooks: Path, home: Path) -> None:
    """`try-repo` makes an environment of its own: once over what is staged, once over all files."""
    site = Site(tmp_path / "site", hooks, home, "alsreview")
    try_it = [sys.executable, "-m", "pre_commit", "try-repo", str(hooks)]
    site.write("naïve 中.md", ONLY)
    site.git("add", "-A")
    site.write("naïve 中.md", FINE)  # mended, not staged: the commit would still be wrong
    done = site.run(*try_it, "alsreview-prose", "--verbose", check=False)
    assert done.returncode == 1, done.stdout + done.stderr
    assert "sole-approved-treatment" in done.stdout
    assert "naïve 中.md:1:12" in done.stdout
    site.git("add", "-A")
    done = site.run(*try_it, "alsreview", "--verbose", "--all-files", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "passed: no error" in done.stdout


def test_the_manifest_is_valid_and_warns_nobody() -> None:
    manifest = load_manifest(str(ROOT / ".pre-commit-hooks.yaml"))
    assert {hook["id"] for hook in manifest} == {"alsreview", "alsreview-prose", "alsreview-full"}
    for hook in manifest:
        assert hook["language"] == "python"
        assert hook["minimum_pre_commit_version"] == "3.2.0"
        assert hook["entry"].startswith("alsreview check ")
        assert not {"commit", "push", "merge-commit"} & set(hook["stages"]), "old names warn every user"
