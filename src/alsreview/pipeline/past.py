"""What a site held and what was found in it on an earlier day, by its git history: read, never touched."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from alsreview.claims.model import Claim
from alsreview.claims.store import ClaimStore
from alsreview.errors import AlsReviewError
from alsreview.findings import Finding
from alsreview.pipeline.diff import Changes, changes_since, in_base, tree_of
from alsreview.pipeline.request import CheckRequest
from alsreview.pipeline.run import check
from alsreview.review import git


@dataclass(frozen=True, slots=True)
class Past:
    """The last commit of a day, judged by the pack of today and as of that day."""

    commit: str
    findings: tuple[Finding, ...]
    documents: frozenset[str]
    """Paths of the documents that could be read then."""
    removed: frozenset[str]
    """Those of them that are no longer there, where all documents were asked for."""
    claims: Mapping[str, tuple[str, Claim]]
    """Document and claim as they stood, by the id of the claim."""
    sessions: frozenset[str]
    """Paths of the sign-off files, below the claims folder."""
    renamed: Mapping[str, str]
    """Path then -> path now."""
    last: Mapping[str, date]
    """When a file was last committed since, by its path; one that is changed and not yet committed is not there."""


@dataclass(frozen=True, slots=True)
class Since:
    """The day that a report compares itself with. Without `past` only dates that stand in the files are known."""

    day: date
    basis: str
    """What the comparison rests on, or why git could not be asked: a sentence."""
    past: Past | None = None


def since(request: CheckRequest, day: date) -> Since:
    """What the site was at the end of a day (UTC), as far as it can be told."""
    root = request.configuration.root
    commit, reason = _commit_of(request, day)
    if commit is None:
        return Since(day, f"Known by the dates in the files alone ({reason}): what was removed, or went, is not told.")
    try:
        changes = changes_since(request, commit)
        past, faults = _past(request, day, commit, changes)
    except AlsReviewError as error:
        return Since(day, f"Known by the dates in the files alone: commit {commit[:12]} cannot be read ({error}).")
    on = git.run_git(root, "show", "-s", "--format=%ct", commit) or "0"
    basis = f"Compared with commit {commit[:12]} of {_day(on)}, judged as of {day} by the facts and checks of today."
    return Since(day, f"{basis} {faults} of its files could not be read." if faults else basis, past)


def _commit_of(request: CheckRequest, day: date) -> tuple[str | None, str]:
    """The last commit on or before a day on the line of the one that is checked out; else why there is none."""
    root = request.configuration.root
    if not git.is_work_tree(root):
        return None, "there is no git history"
    last = f"{day.isoformat()} 23:59:59 +0000"
    found = (git.run_git(root, "rev-list", "-1", "--first-parent", f"--before={last}", "HEAD") or "").strip()
    if found:
        return found, ""
    if git.is_shallow(root):
        return None, f"the clone is shallow and holds nothing of {day}; fetch the whole history"
    return None, f"git holds no commit of {day} or before"


def _past(request: CheckRequest, day: date, commit: str, changes: Changes) -> tuple[Past, int]:
    root, folder = request.configuration.root, request.configuration.settings.claims
    with tree_of(root, commit) as base_root:
        then = in_base(request, base_root, changes, own_pack=False)
        result = check(replace(then, as_of=day))
        tree, _ = ClaimStore(base_root, folder).read_what_can_be()
    documents = frozenset(document.path for document in result.documents)
    now = {path for path in documents if (root / changes.renamed.get(path, path)).exists()}
    return Past(
        commit=commit,
        findings=result.findings,
        documents=documents,
        removed=documents - now if not request.paths else frozenset(),
        claims={claim.id: (file.document, claim) for file, claim in tree.claims()},
        sessions=frozenset(stored.path for stored in tree.reviews.sessions),
        renamed=changes.renamed,
        last=_last(request, commit),
    ), len(result.faults)


def _last(request: CheckRequest, commit: str) -> dict[str, date]:
    root = request.configuration.root
    said = git.run_git(
        root, "log", "--first-parent", "-m", "--no-renames", "--relative", "--name-only", "--format=%x00%ct",
        f"{commit}..HEAD", "--", ".",
    )  # fmt: skip
    last: dict[str, date] = {}
    for entry in (said or "").split("\0")[1:]:
        at, *paths = entry.split("\n")
        for path in filter(None, paths):
            last.setdefault(path, _day(at))  # the newest comes first
    for path in (git.run_git(root, "diff", "--name-only", "--relative", "-z", "HEAD", "--", ".") or "").split("\0"):
        last.pop(path, None)
    return last


def _day(seconds: str) -> date:
    return datetime.fromtimestamp(int(seconds.strip() or 0), UTC).date()
