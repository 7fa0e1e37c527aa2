"""What the review room asks git, read-only: merge base, changed records, first appearance of a file, authors."""

from __future__ import annotations

import os
import subprocess
from datetime import UTC, datetime
from pathlib import Path

_SECONDS = 60
_NOBODY = "not.committed.yet"


def run_git(root: Path, *arguments: str) -> str | None:
    """Standard output of git in `root`, or None where git is missing, slow or says no."""
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", "-c", "core.quotePath=false", *arguments],
            cwd=root,
            capture_output=True,
            timeout=_SECONDS,
            env=environment,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout.decode("utf-8", "replace") if done.returncode == 0 else None


def is_work_tree(root: Path) -> bool:
    """Whether `root` lies in a git work tree."""
    return (run_git(root, "rev-parse", "--is-inside-work-tree") or "").strip() == "true"


def is_shallow(root: Path) -> bool:
    """Whether history was cut off, as CI checkouts are by default."""
    return (run_git(root, "rev-parse", "--is-shallow-repository") or "").strip() == "true"


def merge_base(root: Path, base: str) -> str | None:
    """The commit where this branch left `base`, or None where there is none."""
    return (run_git(root, "merge-base", "--end-of-options", base, "HEAD") or "").strip() or None


def head(root: Path) -> str | None:
    """The commit checked out."""
    return (run_git(root, "rev-parse", "--verify", "--quiet", "HEAD") or "").strip() or None


def show(root: Path, commit: str, path: str) -> str | None:
    """Text of a file (POSIX, below `root`) in a commit, or None where it is not there."""
    return run_git(root, "show", f"{commit}:./{path}")


def changed_files(root: Path, commit: str, folder: str) -> dict[str, str]:
    """Files below `folder` that a commit has and the work tree has no more or has differently: path -> `D` or `M`."""
    said = run_git(root, "diff", "--name-status", "--no-renames", "--relative", "-z", commit, "--", f"./{folder}")
    fields = (said or "").split("\0")
    return {path: state for state, path in zip(fields[::2], fields[1::2], strict=False) if state in ("D", "M", "T")}


def first_seen(root: Path, commit: str, folder: str) -> dict[str, datetime]:
    """When each file below `folder` first stood on the line of `commit` (first parents): the commit's own time."""
    said = run_git(
        root, "log", "--first-parent", "-m", "--diff-filter=A", "--no-renames", "--relative", "--name-only",
        "--format=%x00%ct", commit, "--", f"./{folder}",
    )  # fmt: skip
    seen: dict[str, datetime] = {}
    for entry in (said or "").split("\0")[1:]:
        when, *paths = entry.split("\n")
        at = datetime.fromtimestamp(int(when), UTC)
        for path in paths:
            if path:  # newest first, so the earliest stays
                seen[path] = at
    return seen


def all_authors(root: Path) -> frozenset[str] | None:
    """The e-mails, in lower case, of everybody who wrote a commit that led to the one checked out; None: unknown."""
    said = run_git(root, "log", "--format=%aE", "HEAD")
    return None if said is None else frozenset(line.strip().lower() for line in said.splitlines())


def committed_files(root: Path) -> frozenset[str]:
    """The files below `root` that the commit checked out holds, POSIX, relative to it."""
    return frozenset((run_git(root, "ls-tree", "-r", "-z", "--name-only", "HEAD") or "").split("\0")) - {""}


def line_authors(root: Path, path: str) -> list[str] | None:
    """The e-mail of who last wrote each line of a file as it stands, "" where it is not committed; None: unknown."""
    said = run_git(root, "blame", "--line-porcelain", "-w", "--", path)
    if said is None:
        return None
    mails = [line[13:-1].lower() for line in said.splitlines() if line.startswith("author-mail <")]
    return ["" if mail == _NOBODY else mail for mail in mails]
