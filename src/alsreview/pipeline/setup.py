"""What a run needs before the first document: packs, checks, claims; loaded once, shared by all workers."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from alsreview.checks.approvals.defaults import uncovered
from alsreview.checks.baseline import BASELINE_CHECKS
from alsreview.checks.definition import Definition
from alsreview.checks.loader import load_checks
from alsreview.claims.store import ClaimStore, ClaimTree
from alsreview.documents.collect import matching
from alsreview.documents.options import ReadOptions
from alsreview.errors import Fault, UsageError
from alsreview.findings import CATEGORIES, Finding, NotChecked
from alsreview.knowledge.kept import KeptYaml
from alsreview.knowledge.pack import load_knowledge
from alsreview.knowledge.packs import check_folders, packs_in_use
from alsreview.pipeline.baseline import Baseline, baseline_of
from alsreview.pipeline.judge import Judge
from alsreview.pipeline.request import CheckRequest
from alsreview.pipeline.signed import signed_state
from alsreview.pipeline.stages import Level, stage_levels


@dataclass(frozen=True, slots=True)
class Setup:
    """Everything that stays the same for every document of a run."""

    request: CheckRequest
    judge: Judge
    tree: ClaimTree | None
    """The claims, or None where none are kept."""
    options: ReadOptions
    kept_for: frozenset[str] = frozenset()
    """Names of the documents that claims are kept for: those of the configuration, and any with a claim file."""
    folders: tuple[Path, ...] = ()
    """Folders of the packs, a site's own last."""
    keep_pages: bool = False
    known: frozenset[str] = frozenset()
    """Every check id and category, also of those that this run does not ask for."""
    fixed: frozenset[str] = frozenset({"safety"})
    """Check ids and categories whose findings nobody may set aside."""
    levels: Mapping[str, Level] = field(default_factory=dict)
    """What the stage makes of a check or category."""
    baseline: Baseline | None = None
    faults: tuple[Fault, ...] = ()
    findings: tuple[Finding, ...] = ()
    not_checked: tuple[NotChecked, ...] = ()


def set_up(request: CheckRequest) -> Setup:
    """Loads packs, checks and claims. Raises InputError where a pack or a check file is broken.

    A broken claim file is a fault of its own: the documents are judged all the same, and the exit code is 2.
    """
    settings = request.configuration.settings
    root = request.configuration.root
    folders = check_folders(settings.packs, root)
    kept = None if request.gate else KeptYaml(folders)
    knowledge = load_knowledge(packs_in_use(settings.packs, root), settings.jurisdiction, kept)
    own_checks = load_checks(folders, facts=knowledge.ledger.facts, parsed=kept)
    if kept is not None:
        kept.save()
    # What facts alone can judge needs no check file; a pack's own check takes the built-in one's place.
    every = (*own_checks, *uncovered(own_checks), *BASELINE_CHECKS)
    _refuse_unknown(request, every)
    fixed = frozenset({"safety", *(check.id for check in every if check.always_counts or check.category == "safety")})
    known = frozenset({*CATEGORIES, *(check.id for check in every)})
    levels = stage_levels(request.stage, request.configuration, known, fixed)
    checks = [check for check in every if request.wants(check.id, check.category)]
    tree, faults = ClaimStore(root, settings.claims).read_what_can_be()
    claims = tree if tree.kept else None
    signed = signed_state(request, claims, checks) if claims is not None else None
    return Setup(
        request=request,
        judge=Judge(knowledge, checks, settings.claims, signed),
        tree=claims,
        options=ReadOptions.of(settings.reading),
        kept_for=_kept_for(claims, settings.documents, root),
        folders=tuple(folders),
        keep_pages=request.wants_category("grammar") or request.wants_category("spelling"),
        known=known,
        fixed=fixed,
        levels=levels,
        baseline=baseline_of(request),
        faults=tuple(faults),
        findings=signed.findings if signed is not None else (),
        not_checked=(*_not_kept(claims, checks), *(signed.not_checked if signed is not None else ())),
    )


def _kept_for(tree: ClaimTree | None, patterns: Sequence[str], root: Path) -> frozenset[str]:
    """A draft that lies outside the configured documents is judged by all else, and nobody misses its claims."""
    if tree is None:
        return frozenset()
    return frozenset(tree.files) | {name for _, name in matching(patterns, root)}


def _refuse_unknown(request: CheckRequest, checks: Sequence[Definition]) -> None:
    """A misspelt `--skip` would hide nothing and a misspelt `--only` everything, both in silence."""
    known = sorted({*CATEGORIES, *(check.id for check in checks)})
    for name in sorted(request.only | request.skip):
        if name.split(".")[0] not in known:
            near = difflib.get_close_matches(name, known, n=1)
            hint = f"did you mean {near[0]}?" if near else "`alsreview checks list` shows them all"
            raise UsageError(f"there is no check or category {name}; {hint}")


def _not_kept(tree: ClaimTree | None, checks: Sequence[Definition]) -> tuple[NotChecked, ...]:
    if tree is not None or not any(check.kind == "claims" for check in checks):
        return ()
    return (NotChecked("claims", "no claims are kept here", "`alsreview init` starts them"),)
