"""Claims of other git states: what "take either side" of a merge conflict dropped, so that sync can bring it back.

Only reads objects (`git cat-file`); no hook, no work tree, no network. Without git there is nothing to find.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Collection, Iterator
from pathlib import Path

from alsreview.claims import quick
from alsreview.claims.model import Claim, ClaimFile, SourceFile, SourceRecord
from alsreview.claims.paths import SOURCES, claim_path
from alsreview.errors import InputError

_IN_PROGRESS = ("MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD", "REBASE_HEAD")
_SECONDS = 60


def claims_of_git(root: Path, folder: str, documents: Collection[str]) -> list[Claim]:
    """Claims of `documents` as the sides of a merge have them: one that is under way, else that of the last commit.

    The side that was merged in comes first, then the last commit and its parents. A file that no longer parses there
    is passed over.
    """
    revisions = _revisions(root)
    names = [f"{revision}:./{claim_path(document, folder)}" for revision in revisions for document in documents]
    found: list[Claim] = []
    for text in _objects(root, names):
        try:
            found += quick.load(text, ClaimFile, "git").claims
        except InputError:
            continue
    return found


def sources_of_git(root: Path, folder: str) -> list[SourceRecord]:
    """Source records as the sides of a merge have them, in the same order as `claims_of_git`."""
    found: list[SourceRecord] = []
    for text in _objects(root, [f"{revision}:./{folder}/{SOURCES}" for revision in _revisions(root)]):
        try:
            found += quick.load(text, SourceFile, "git").sources
        except InputError:
            continue
    return found


def _revisions(root: Path) -> list[str]:
    known = [name for name in _IN_PROGRESS if _git(root, "rev-parse", "--verify", "--quiet", name) is not None]
    parents = _git(root, "rev-list", "--parents", "--max-count=1", "HEAD")
    if parents is None:
        return known
    commit, *before = parents.decode("ascii", "replace").split()
    return [*known, *(before[::-1] if len(before) > 1 else []), commit]


def _objects(root: Path, names: list[str]) -> Iterator[str]:
    """Contents of the objects that exist, in order."""
    if not names:
        return
    raw = _git(root, "cat-file", "--batch", given="\n".join(names) + "\n") or b""
    at = 0
    while at < len(raw):
        end = raw.find(b"\n", at)
        head = raw[at:end].split(b" ")
        at = end + 1
        if len(head) == 3 and head[1] == b"blob" and head[2].isdigit():
            size = int(head[2])
            yield raw[at : at + size].decode("utf-8-sig", "replace")
            at += size + 1


def _git(root: Path, *arguments: str, given: str = "") -> bytes | None:
    environment = {**os.environ, "GIT_OPTIONAL_LOCKS": "0", "LC_ALL": "C"}
    try:
        done = subprocess.run(
            ["git", *arguments],
            cwd=root,
            input=given.encode("utf-8", "surrogateescape"),
            capture_output=True,
            timeout=_SECONDS,
            env=environment,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    return done.stdout if done.returncode == 0 else None
