"""`--diff BASE` in the repositories that people have: real git, every state of a work tree, and nothing written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest

from alsreview.config import find
from alsreview.errors import UsageError
from alsreview.findings import RunResult
from alsreview.pipeline.diff import changes_since, check_against_base
from alsreview.pipeline.request import CheckRequest
from repository import ROOT

ONLY = "Rilutek is the only FDA-approved drug for ALS.\n"
ALSO = "Riluzole remains the only approved treatment for ALS.\n"
FINE = "The clinic has a garden.\n"
DAY = date(2026, 11, 22)


@pytest.fixture(autouse=True)
def nothing_of_the_machine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No setting of the user, and no variable of a hook that runs the tests."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "gitconfig"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def git(folder: Path, *arguments: str) -> str:
    who = ["-c", "user.name=T", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *who, *arguments], cwd=folder, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def write(folder: Path, **files: str) -> None:
    (folder / "content").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (folder / "content" / f"{name}.md").write_text(text, encoding="utf-8")


def commit(folder: Path, message: str, **files: str) -> str:
    write(folder, **files)
    git(folder, "add", "-A")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD")


def start(folder: Path, **files: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    git(folder, "init", "-q", "-b", "main")
    commit(folder, "base", **files)
    return folder


def request(folder: Path, base: str, *paths: Path, only: str = "outdated") -> CheckRequest:
    return CheckRequest(find(folder), paths, DAY, only=frozenset(only.split(",")), base=base, jobs=1)


def new(folder: Path, base: str = "main", *paths: Path, only: str = "outdated") -> list[tuple[str, int]]:
    """Path and line of what counts."""
    result = check_against_base(request(folder, base, *paths, only=only))
    return [(item.path, item.start.line) for item in result.findings]


def test_the_head_of_a_pull_request_is_a_detached_merge_commit(tmp_path: Path) -> None:
    """As `actions/checkout` leaves it: main goes on, and HEAD is a merge of both that no branch names."""
    repo = start(tmp_path / "repo", old=ONLY, page=FINE)
    git(repo, "switch", "-q", "-c", "change")
    commit(repo, "new sentence", page=FINE + "\n" + ONLY)
    git(repo, "switch", "-q", "main")
    commit(repo, "main goes on", other=ONLY)
    git(repo, "switch", "-q", "--detach", "main")
    git(repo, "merge", "-q", "--no-ff", "-m", "pull request", "change")
    assert new(repo, "main") == [("content/page.md", 3)]
    # without the merge: what main has got since is not the branch's, neither as new nor as gone
    git(repo, "switch", "-q", "change")
    assert new(repo, "main") == [("content/page.md", 3)]
    # main merged into the branch: its page comes along and is still not the branch's
    git(repo, "merge", "-q", "-m", "catch up", "main")
    assert (repo / "content/other.md").exists()
    assert new(repo, "main") == [("content/page.md", 3)]


def test_a_linked_worktree_and_a_commit_as_base(tmp_path: Path) -> None:
    repo = start(tmp_path / "repo", old=ONLY)
    base = git(repo, "rev-parse", "HEAD")
    linked = tmp_path / "linked"
    git(repo, "worktree", "add", "-q", "-b", "change", str(linked))
    commit(linked, "new", page=ONLY)
    for name in ("main", base, base[:10], "HEAD~1", "change^"):
        assert new(linked, name) == [("content/page.md", 1)], name
    assert git(repo, "status", "--porcelain") == ""


def test_a_shallow_clone(tmp_path: Path) -> None:
    repo = start(tmp_path / "repo", old=ONLY, page=FINE)
    for number in range(3):
        commit(repo, f"main {number}", page=FINE * (number + 2))
    git(repo, "switch", "-q", "-c", "change")
    commit(repo, "new", page=FINE + "\n" + ONLY)
    git(repo, "switch", "-q", "main")
    where = f"file://{repo}"
    deep, flat = tmp_path / "deep", tmp_path / "flat"
    git(tmp_path, "clone", "-q", "--depth", "3", "--no-single-branch", "-b", "change", where, str(deep))
    assert git(deep, "rev-parse", "--is-shallow-repository") == "true"
    assert new(deep, "origin/main") == [("content/page.md", 3)]
    git(tmp_path, "clone", "-q", "--depth", "1", "--no-single-branch", "-b", "change", where, str(flat))
    with pytest.raises(UsageError, match=r"no common history.*fetch-depth: 0"):
        new(flat, "origin/main")


def test_a_site_in_a_subfolder(tmp_path: Path) -> None:
    repo = start(tmp_path / "repo")
    site = repo / "docs" / "site"
    write(site, old=ONLY, page=FINE)
    write(repo, elsewhere=ONLY)
    (site / "alsreview.toml").write_text('documents = ["content/**"]\n', encoding="utf-8")
    base = commit(repo, "a site")
    write(site, page=FINE + "\n" + ONLY)
    write(repo, elsewhere=FINE)
    assert new(site, base) == [("content/page.md", 3)]
    assert new(site / "content", base) == [("content/page.md", 3)]
    assert changes_since(request(site, base), base).touched == {"content/page.md"}


def test_a_renamed_page_with_a_new_sentence(tmp_path: Path) -> None:
    text = "".join(f"## Part {number}\n\n{FINE}\n" for number in range(8))
    repo = start(tmp_path / "repo", **{"a": text + ONLY, "ä – 中 b": text.replace("Part", "Chapter") + ONLY})
    (repo / "content" / "moved").mkdir()
    git(repo, "mv", "content/a.md", "content/moved/neu ü.md")
    git(repo, "mv", "content/ä – 中 b.md", "content/c.md")
    assert new(repo) == []
    moved = repo / "content" / "moved" / "neu ü.md"
    moved.write_text(moved.read_text(encoding="utf-8") + "\n" + ALSO, encoding="utf-8")
    found = new(repo)
    assert found == [("content/moved/neu ü.md", text.count("\n") + 3)]
    assert new(repo, "main", moved) == found, "asked for by its new name alone"


@pytest.mark.parametrize("state", ["committed", "staged", "unstaged", "untracked"])
def test_every_state_of_a_new_sentence_counts(tmp_path: Path, state: str) -> None:
    repo = start(tmp_path / "repo", old=ONLY, page=FINE)
    name = "fresh" if state == "untracked" else "page"
    write(repo, **{name: ONLY})
    if state in ("committed", "staged"):
        git(repo, "add", "-A")
    if state == "committed":
        git(repo, "commit", "-q", "-m", "new")
        assert new(repo, "main~1") == [("content/page.md", 1)]
    else:
        assert new(repo) == [(f"content/{name}.md", 1)]


def test_a_sentence_said_twice_where_it_stood_once(tmp_path: Path) -> None:
    repo = start(tmp_path / "repo", page=ONLY)
    write(repo, page=FINE + "\n" + ONLY + "\n" + ONLY)
    assert len(new(repo)) == 1


def test_what_was_taken_out_in_another_file_counts(tmp_path: Path) -> None:
    """The page did not change: its source went. And a comment that went lets the finding under it count."""
    repo = start(tmp_path / "repo")
    ignored = "<!-- alsreview: ignore sole-approved-treatment because a leaflet of 1996 is quoted -->\n"
    write(repo, old=ignored + ONLY, page="ALS weakens muscles.\n")
    claims = repo / "claims" / "content"
    claims.mkdir(parents=True)
    sources = repo / "claims" / "sources.yaml"
    sources.write_text("sources:\n- id: book\n  title: A book of nerves\n  ISBN: 978-3-16-148410-0\n", encoding="utf-8")
    (claims / "page.md.yaml").write_text(
        "document: content/page.md\nclaims:\n- id: c-aaaaaaaa\n  statement: ALS weakens muscles.\n  context: null\n"
        "  section: ''\n  kind: fact\n  status: draft\n  sources: [{ref: book}]\n", encoding="utf-8",
    )  # fmt: skip
    base = commit(repo, "claims")
    assert new(repo, base, only="outdated,unknown-source") == []
    sources.write_text("sources: []\n", encoding="utf-8")
    assert [path for path, _ in new(repo, base, only="outdated,unknown-source")] == ["claims/content/page.md.yaml"]
    write(repo, old=ONLY)
    assert ("content/old.md", 1) in new(repo, base)


def snapshot(folder: Path) -> dict[str, object]:
    """Every file with its bytes, every folder with its times: a lock that came and went moves those of its folder."""
    return {
        str(path.relative_to(folder)): (path.lstat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in (folder, *sorted(folder.rglob("*")))
    }


def test_nothing_is_written_and_no_lock_is_waited_for(tmp_path: Path) -> None:
    repo = start(tmp_path / "repo", old=ONLY, page=FINE)
    write(repo, page=FINE + "\n" + ONLY)
    os.utime(repo / "content" / "old.md")  # a stale index is what makes git want to write one
    (repo / ".git" / "index.lock").write_bytes(b"")
    before = snapshot(repo)
    assert new(repo) == [("content/page.md", 3)]
    assert snapshot(repo) == before
    assert not list(tmp_path.glob("alsreview-base-*"))


def test_the_environment_of_a_hook_leads_nowhere_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    repo, other = start(tmp_path / "repo", old=ONLY), start(tmp_path / "other")
    write(repo, page=ONLY)
    monkeypatch.setenv("GIT_DIR", str(other / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other))
    monkeypatch.setenv("GIT_INDEX_FILE", str(other / ".git" / "index"))
    assert new(repo) == [("content/page.md", 1)]


def test_a_filter_or_hook_of_the_repository_is_not_run(tmp_path: Path) -> None:
    repo = start(tmp_path / "repo", old=ONLY)
    ran = tmp_path / "ran"
    hook = repo / ".git" / "hooks" / "post-checkout"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(f"#!/bin/sh\ntouch '{ran}'\n", encoding="utf-8")
    hook.chmod(0o755)
    git(repo, "config", "filter.evil.smudge", f"touch '{ran}'; cat")
    (repo / ".gitattributes").write_text("*.md filter=evil\n", encoding="utf-8")
    commit(repo, "attributes")
    write(repo, page=ONLY)
    assert new(repo) == [("content/page.md", 1)]
    assert not ran.exists()


def test_no_git_and_not_mine_say_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "plain", page=FINE)
    with pytest.raises(UsageError, match=r"no git work tree.*not a git repository"):
        new(tmp_path / "plain")
    repo = start(tmp_path / "repo", page=FINE)
    with monkeypatch.context() as there:
        there.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
        with pytest.raises(UsageError, match=r"dubious ownership.*safe.directory"):
            new(repo)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UsageError, match="needs git"):
        new(repo)


CHECK = """id: green-leaflet
kind: leftovers
category: leftover
severity: error
confidence: high
title: The green leaflet
message: It is out of print.
why: Nobody has it.
remedy: Name another.
phrases: [green leaflet]
patterns: ['(?i)leaflet of green']
examples:
  flag:
  - {text: Take the green leaflet., span: green leaflet}
  - {text: The leaflet of green paper., span: leaflet of green}
  pass:
  - {text: Take the blue leaflet., because: it is blue}
  - {text: Take the leaflet., because: it has no colour}
  - {text: The leaf is green., because: it is a leaf}
"""
JUDGE = """
import sys
from datetime import date
from pathlib import Path
from alsreview.config import find
from alsreview.pipeline.diff import check_against_base
from alsreview.pipeline.request import CheckRequest
only = frozenset({"outdated", "leftover"})
asked = CheckRequest(find(Path.cwd()), (), date(2026, 11, 22), only=only, base=sys.argv[1])
result = check_against_base(asked)
print([(item.check, item.path) for item in result.findings])
print([(item.check, item.path) for item in result.impact])
print([notice for notice in result.notices if "pack of the base" in notice])
"""


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """The program's own repository, with pages of a site in it: the pack that ships is the one under change."""
    repo = tmp_path / "own"
    for name in ("src", "checks"):
        shutil.copytree(ROOT / name, repo / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", repo)
    start(repo, old="Ask for the green leaflet.\n\n" + ONLY, page=FINE)
    return repo


def by_itself(repo: Path, base: str = "main") -> list[str]:
    environment = os.environ | {"PYTHONPATH": str(repo / "src")}
    done = subprocess.run(
        [sys.executable, "-c", JUDGE, base], cwd=repo, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


def test_impact_is_told_apart_where_the_shipped_pack_itself_changes(own: Path) -> None:
    (own / "checks" / "text" / "green-leaflet.yaml").write_text(CHECK, encoding="utf-8")
    write(own, page=FINE + "\nTake a green leaflet.\n")
    new_ones, impact, notices = by_itself(own)
    assert new_ones == "[('green-leaflet', 'content/page.md')]"
    assert impact == "[('green-leaflet', 'content/old.md')]"
    assert notices == "[]"


def test_a_pack_of_the_base_that_cannot_be_read_any_more_is_told(own: Path) -> None:
    pack = own / "checks" / "text" / "stock-caption.yaml"
    right = pack.read_text(encoding="utf-8")
    pack.write_text(right + "a_key_of_long_ago: 1\n", encoding="utf-8")
    commit(own, "a pack of long ago")
    pack.write_text(right, encoding="utf-8")
    write(own, page=ONLY)
    new_ones, impact, notices = by_itself(own)
    assert (new_ones, impact) == ("[('sole-approved-treatment', 'content/page.md')]", "[]")
    assert "not told apart" in notices


def test_the_result_says_what_it_was_held_against(tmp_path: Path) -> None:
    repo = start(tmp_path / "repo", old=ONLY)
    result: RunResult = check_against_base(request(repo, "main"))
    assert f"compared with {git(repo, 'rev-parse', 'main')[:12]}" in result.notices
    assert [item.by for item in result.set_aside] == ["base"]
    assert result.summary.errors == 0
