"""`--diff BASE`: the findings of the work tree held against those of the merge base, judged by the same pack and date.

The base is checked out into a temporary clone that borrows the repository's objects, so the work tree, the index and
the repository itself are only read.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from alsreview.documents.collect import name_of
from alsreview.errors import InputError, UsageError
from alsreview.findings import Finding, RunResult, SetAside
from alsreview.knowledge.packs import shipped_pack
from alsreview.pipeline.request import CheckRequest
from alsreview.pipeline.run import check, check_with
from alsreview.pipeline.setup import set_up

_KEPT = ".alsreview-checks-of-the-base"

Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Changes:
    """What differs between the merge base and the work tree. Paths are POSIX, relative to the configuration."""

    commit: str
    touched: frozenset[str]
    renamed: dict[str, str]
    """Path in the base -> path now."""
    pack: bool
    """Whether a check, fact or term differs."""


def check_against_base(request: CheckRequest, progress: Progress | None = None) -> RunResult:
    """The findings that the base does not have; what always counts, in every touched document; the rest set aside.

    Raises UsageError where BASE names no commit, or none that this branch comes from.
    """
    assert request.base is not None
    root = request.configuration.root
    changes = changes_since(request, request.base)
    setup = set_up(request)
    head = check_with(setup, progress)
    with tree_of(root, changes.commit) as base_root:
        then = check(in_base(request, base_root, changes, own_pack=False))
        before = _by_its_own_pack(request, base_root, changes) if changes.pack else then
    compared = _compared(head, then, before or then, changes, setup.fixed)
    if before is None:
        notice = "this program cannot read the pack of the base: what only the pack's change causes is not told apart"
        compared = replace(compared, notices=(*compared.notices, notice))
    return compared


def _by_its_own_pack(request: CheckRequest, base_root: Path, changes: Changes) -> RunResult | None:
    """The base judged by what it knew itself; None where this program cannot load that any more."""
    try:
        return check(in_base(request, base_root, changes, own_pack=True))
    except InputError:
        return None


def changes_since(request: CheckRequest, base: str) -> Changes:
    """What changed since the merge base with a branch or commit. Raises UsageError."""
    root = request.configuration.root
    commit = _merge_base(root, base)
    fields = _git(root, "diff", "--name-status", "-z", "-M", "--relative", commit, "--", ".").split("\0")
    touched: set[str] = set()
    renamed: dict[str, str] = {}
    at = 0
    while at + 1 < len(fields):
        if fields[at].startswith(("R", "C")):
            if fields[at].startswith("R"):
                renamed[fields[at + 1]] = fields[at + 2]
            touched.add(fields[at + 2])
            at += 3
        else:
            touched.add(fields[at + 1])
            at += 2
    touched |= set(_git(root, "ls-files", "-z", "--others", "--exclude-standard", "--", ".").split("\0")) - {""}
    packs = [name for name in _own_packs(request) if any(path.startswith(f"{name}/") for path in touched)]
    return Changes(commit, frozenset(touched), renamed, bool(packs))


def _compared(
    head: RunResult, then: RunResult, before: RunResult, changes: Changes, fixed: frozenset[str]
) -> RunResult:
    known = Counter(_key(item, changes) for item in then.findings)
    known_before = Counter(_key(item, changes) for item in before.findings)
    kept: list[Finding] = []
    aside: list[SetAside] = []
    impact: list[Finding] = []
    for finding in head.findings:
        key = _key(finding)
        was_there = known[key] > 0
        known[key] -= was_there
        always = finding.check in fixed or finding.category in fixed
        if not was_there or (always and finding.path in changes.touched):
            kept.append(finding)
        elif known_before[key] > 0:
            known_before[key] -= 1
            aside.append(SetAside(finding, "base", f"it stands in the base as well ({changes.commit[:12]})"))
        else:
            impact.append(finding)
    levels = Counter(finding.severity for finding in kept)
    counts = Counter(finding.path for finding in kept)
    return replace(
        head,
        findings=tuple(kept),
        documents=tuple(replace(item, findings=counts[item.path]) for item in head.documents),
        summary=replace(head.summary, errors=levels["error"], warnings=levels["warning"], notes=levels["note"]),
        set_aside=(*head.set_aside, *aside),
        impact=tuple(impact),
        notices=(*head.notices, f"compared with {changes.commit[:12]}", *(f"in the base: {f}" for f in then.faults)),
    )


def _key(finding: Finding, changes: Changes | None = None) -> tuple[str, str, str, str]:
    """What makes two findings of two trees the same; like the fingerprint, but it follows a renamed document."""
    path = changes.renamed.get(finding.path, finding.path) if changes is not None else finding.path
    return finding.check, path, finding.statement, finding.text


def in_base(request: CheckRequest, base_root: Path, changes: Changes, *, own_pack: bool) -> CheckRequest:
    """The same request for the base's tree, with the work tree's pack or with the base's own."""
    configuration = request.configuration
    root, settings = configuration.root, configuration.settings
    if not own_pack:
        # What lies beside the configuration is named by its full path, so that the clone uses it as it is now.
        beside = {name for name in settings.packs if (root / name / "pack.yaml").is_file()}
        packs = [str((root / name).resolve()) if name in beside else name for name in settings.packs]
        settings = settings.model_copy(update={"packs": packs})
    elif (shipped := _shipped_below(root)) is not None:
        # The pack that ships lies in this very repository: the base has its own version of it.
        packs = [str(base_root / shipped) if name == "als" else name for name in settings.packs]
        settings = settings.model_copy(update={"packs": packs})
    _place_checks(base_root, root, own_pack=own_pack)
    now_to_then = {new: old for old, new in changes.renamed.items()}
    paths = [_moved(path, root, base_root, now_to_then) for path in request.paths]
    return replace(
        request,
        configuration=configuration.model_copy(update={"root": base_root, "settings": settings}),
        paths=tuple(path for path in paths if path.exists()) if request.paths else (),
        base=None,
        ignore_baseline=True,
        jobs=request.jobs,
    )


def _place_checks(base_root: Path, root: Path, *, own_pack: bool) -> None:
    """`checks/` of the clone: a link to the work tree's, or the base's own again."""
    place, now = base_root / "checks", root / "checks"
    if place.is_symlink():
        place.unlink()
        if (kept := base_root / _KEPT).is_dir():
            kept.rename(place)
    if own_pack:
        return
    if place.is_dir():
        place.rename(base_root / _KEPT)
    if now.is_dir():
        place.symlink_to(now.resolve(), target_is_directory=True)


def _moved(path: Path, root: Path, base_root: Path, now_to_then: dict[str, str]) -> Path:
    name = name_of(path, root)
    return base_root / now_to_then.get(name, name)


def _own_packs(request: CheckRequest) -> Iterator[str]:
    """Folders below the configuration that knowledge is loaded from, as POSIX paths."""
    root = request.configuration.root
    for name in ("checks", *request.configuration.settings.packs):
        if name == "als" and (shipped := shipped_pack(name)) is not None:
            name = name_of(shipped, root)
        yield name.strip("/")


def _shipped_below(root: Path) -> Path | None:
    """Where the pack that ships with the program lies below a folder, as in the program's own repository."""
    home = shipped_pack("als")
    if home is None or not home.resolve().is_relative_to(root.resolve()):
        return None
    return home.resolve().relative_to(root.resolve())


@contextmanager
def tree_of(root: Path, commit: str) -> Iterator[Path]:
    """The configuration's folder as a commit has it."""
    top = Path(_git(root, "rev-parse", "--show-toplevel").strip())
    inner = os.path.relpath(root.resolve(), top.resolve())
    with tempfile.TemporaryDirectory(prefix="alsreview-base-") as folder:
        clone = Path(folder, "tree").resolve()
        safe = ["-c", "core.hooksPath=/dev/null", "-c", "advice.detachedHead=false"]
        _git(top, *safe, "clone", "-q", "--shared", "--no-checkout", "--no-tags", str(top), str(clone))
        _git(clone, *safe, "checkout", "-q", "--detach", commit)
        base_root = clone / inner
        base_root.mkdir(parents=True, exist_ok=True)
        yield base_root


def _merge_base(root: Path, base: str) -> str:
    if base.startswith("-"):
        raise UsageError(f"--diff {base}: name a branch or commit")
    inside = _asked(root, "rev-parse", "--is-inside-work-tree")
    if inside.stdout.strip() != b"true":
        raise UsageError(f"--diff {base}: this is no git work tree that can be read here ({_said(inside)})")
    found = _asked(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{base}^{{commit}}")
    if found.returncode:
        raise UsageError(
            f"--diff {base}: no such branch or commit; in CI fetch the history (fetch-depth: 0) and name origin/main"
        )
    done = _asked(root, "merge-base", found.stdout.decode().strip(), "HEAD")
    if done.returncode:
        raise UsageError(f"--diff {base}: no common history with HEAD; in a shallow clone fetch more (fetch-depth: 0)")
    return done.stdout.decode().strip()


def _asked(folder: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """What git answers, whatever that is. Raises UsageError where there is no git."""
    try:
        return subprocess.run(["git", *arguments], cwd=folder, capture_output=True, env=_environment(), check=False)
    except OSError:
        raise UsageError("--diff needs git, and there is none here") from None


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    return " ".join(done.stderr.decode("utf-8", "replace").split()) or "no reason given"


def _git(folder: Path, *arguments: str) -> str:
    done = _asked(folder, *arguments)
    if done.returncode:
        raise UsageError(f"--diff: git {_verb(arguments)} failed: {_said(done)}")
    return done.stdout.decode("utf-8", "surrogateescape")


def _verb(arguments: Sequence[str]) -> str:
    return next((word for word in arguments if not word.startswith("-") and "=" not in word), "")


def _environment() -> dict[str, str]:
    """Without what git sets for its hooks: there GIT_DIR and GIT_INDEX_FILE name the repository of the commit."""
    kept = {key: value for key, value in os.environ.items() if key not in _OF_HOOKS}
    # Prose does not lie in large-file storage, and fetching what does would need the network.
    return kept | {"GIT_OPTIONAL_LOCKS": "0", "GIT_LFS_SKIP_SMUDGE": "1", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}


_OF_HOOKS: frozenset[str] = frozenset(
    ("GIT_DIR", "GIT_INDEX_FILE", "GIT_WORK_TREE", "GIT_PREFIX", "GIT_OBJECT_DIRECTORY", "GIT_COMMON_DIR")
)
