"""Gathers the status of a site: one run of `check`, with each statement's claim and sign-offs laid beside it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from alsreview.claims.match import ClaimMatch
from alsreview.claims.paths import claim_path
from alsreview.claims.standing import ClaimState, Standing
from alsreview.claims.store import ClaimTree
from alsreview.documents.model import Document
from alsreview.findings import SEVERITIES, Finding, NotChecked
from alsreview.pipeline.judge import KeptPage
from alsreview.pipeline.past import since
from alsreview.pipeline.request import CheckRequest
from alsreview.pipeline.run import Progress, check_with, files_of
from alsreview.pipeline.setup import Setup, set_up
from alsreview.pipeline.signed import standing_on
from alsreview.pipeline.status_values import DocumentStatus, Mover, State, StatementStatus, Status
from alsreview.pipeline.workers import jobs_for
from alsreview.statements.model import Statement

WORTH_A_PROCESS = 200_000
"""Bytes of input for each worker process: fewer than for `check`, since a report keeps every page that was judged."""

WRONG = frozenset({"safety", "outdated", "misstatement", "overclaim", "quantity", "contradiction"})
"""Categories of findings that say that a statement does not hold; as notes they are only shown."""

NEEDS_NO_SOURCE = frozenset({"opinion", "exempt"})


@dataclass(frozen=True, slots=True)
class _Beside:
    """What is laid beside the pages: the claims, and where each stands."""

    tree: ClaimTree
    standing: Standing | None
    asked: Mapping[str, tuple[str, ...]]
    as_of: date
    soon: date
    """The day up to which a review that lapses is called due."""


def status(request: CheckRequest, progress: Progress | None = None, compare_with: date | None = None) -> Status:
    """Judges the documents of a request and says where each of their statements stands on its as-of date.

    With `compare_with` also what the site was at the end of that day, as far as it can be told.
    Raises InputError where the configuration or a pack is broken.
    """
    files, _ = files_of(request)
    request = replace(request, jobs=jobs_for(request.jobs, files, WORTH_A_PROCESS))
    setup = set_up(request)
    pages: list[KeptPage] = []
    result = check_with(setup, progress, pages.append)
    tree = setup.tree or ClaimTree()
    beside = _beside(setup, tree)
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for finding in result.findings:
        by_path[finding.path].append(finding)
    documents = []
    for page in sorted(pages, key=lambda page: page.document.path):
        path = page.document.path
        of_file = by_path.pop(claim_path(path, request.configuration.settings.claims), [])
        documents.append(_document(page, by_path.pop(path, []), of_file, beside))
    return Status(
        as_of=request.as_of,
        result=replace(result, not_checked=(*_not_asked(request), *result.not_checked)),
        documents=tuple(documents),
        claims_kept=tree.kept,
        sources=tree.sources,
        reviewers=tree.reviews.reviewers,
        sessions=tree.reviews.sessions,
        assignments=tree.reviews.assignments,
        claims=tuple((file.document, claim) for file, claim in tree.claims()),
        claims_folder=request.configuration.settings.claims.strip("/"),
        since=since(request, compare_with) if compare_with is not None else None,
        elsewhere=tuple(finding for path in sorted(by_path) for finding in by_path[path]),
    )


def _not_asked(request: CheckRequest) -> tuple[NotChecked, ...]:
    """Language checks that were left out: in a report that is kept, silence would be taken for good grammar."""
    missed = [what for what in ("grammar", "spelling") if not request.wants_category(what)]
    return tuple(NotChecked(what, "left out of this report", "run it with --grammar") for what in missed)


def _beside(setup: Setup, tree: ClaimTree) -> _Beside:
    request = setup.request
    standing = standing_on(request, tree, setup.judge.signed) if tree.kept else None
    asked: dict[str, list[str]] = defaultdict(list)
    for assignment in tree.reviews.assignments:
        asked[assignment.claim].append(assignment.reviewer)
    return _Beside(
        tree=tree,
        standing=standing,
        asked={claim: tuple(people) for claim, people in asked.items()},
        as_of=request.as_of,
        soon=request.as_of + timedelta(days=standing.policy.due_soon_days if standing else 0),
    )


def _document(
    page: KeptPage, findings: Sequence[Finding], of_file: Sequence[Finding], beside: _Beside
) -> DocumentStatus:
    document, statements = page.document, page.statements
    on, others = _placed(document, statements, findings)
    file = beside.tree.files.get(document.path)
    claims = {claim.id: claim for claim in file.claims} if file is not None else {}
    matches = {index: ClaimMatch(claims[id_], how, changes) for index, id_, how, changes in page.matches}
    by_id = {match.claim.id: index for index, match in matches.items()}
    for finding in of_file:
        index = by_id.get(finding.claim or "")
        (on[index] if index is not None else others).append(finding)
    found = []
    for statement in statements:
        match = matches.get(statement.index)
        state = beside.standing.state(match.claim) if beside.standing and match and not match.claim.gone else None
        found.append(_status(document, statement, match, state, tuple(on.get(statement.index, ())), beside))
    return DocumentStatus(document, _title(document), tuple(found), page.orphans, tuple(others))


def _placed(
    document: Document, statements: Sequence[Statement], findings: Iterable[Finding]
) -> tuple[defaultdict[int, list[Finding]], list[Finding]]:
    """Findings by the index of the statement they start in, and those that start in none."""
    starts = sorted((statement.start, statement.end, statement.index) for statement in statements)
    on: defaultdict[int, list[Finding]] = defaultdict(list)
    others: list[Finding] = []
    at = 0
    ordered = sorted(findings, key=lambda item: item.sort_key)
    for finding in ordered:
        offset = document.lines.offset(finding.start)
        while at < len(starts) and starts[at][1] <= offset:
            at += 1
        if at < len(starts) and starts[at][0] <= offset:
            on[starts[at][2]].append(finding)
        else:
            others.append(finding)
    return on, others


def _status(
    document: Document,
    statement: Statement,
    match: ClaimMatch | None,
    standing: ClaimState | None,
    findings: tuple[Finding, ...],
    beside: _Beside,
) -> StatementStatus:
    asked = beside.asked.get(match.claim.id, ()) if match else ()
    line = document.lines.position(statement.start).line
    state, mover, move = _where(statement, match, standing, findings, beside)
    worst_first = sorted(findings, key=lambda item: (SEVERITIES.index(item.severity), item.sort_key))
    return StatementStatus(statement, line, state, mover, move, match, standing, tuple(worst_first), asked)


Place = tuple[State | None, Mover, str]


def _where(
    statement: Statement,
    match: ClaimMatch | None,
    standing: ClaimState | None,
    findings: Sequence[Finding],
    beside: _Beside,
) -> Place:
    """The state of a statement, who has to act, and what they have to do. The first rule that fits decides."""
    wrong = next((item for item in findings if item.category in WRONG and item.severity != "note"), None)
    if match is None and not statement.check_worthy and wrong is None:
        return None, "nobody", ""
    if wrong is not None:
        return "outdated", "writer", wrong.remedy or wrong.message
    if match is None:
        if not statement.citations:
            return "unsourced", "writer", "Cite a source for it."
        how = "sync" if beside.tree.kept else "init"
        return "unclaimed", "writer", f"Run `alsreview {how}`, so that a claim is kept of it."
    if match.claim.gone:
        return "outdated", "writer", f"Its claim is {match.claim.status}: take the statement out or write it anew."
    return _claimed(statement, match, standing, beside)


def _claimed(statement: Statement, match: ClaimMatch, standing: ClaimState | None, beside: _Beside) -> Place:
    """Where a statement with a live claim stands, if nothing says that it is wrong."""
    claim = match.claim
    if standing is not None and standing.disputed_by:
        return "disputed", "editor", "Settle the dispute: change the wording, or have it confirmed against the source."
    if claim.kind == "exempt" and not match.edited:
        return None, "nobody", ""
    if claim.kind not in NEEDS_NO_SOURCE and not claim.sources and not statement.citations:
        return "unsourced", "writer", "Give its claim a source, or cite one in the text."
    if match.edited:
        return "in-review", "writer", "The text changed since its claim was written: run `alsreview sync`."
    if standing is not None and standing.changes_asked_by:
        return "in-review", "writer", "A reviewer asked for a change: reword it, then run `alsreview sync`."
    if claim.status == "draft":
        return "in-review", "writer", "It is a draft: when the wording is final, set its claim's status to in_review."
    if standing is None or not standing.verified:
        return "in-review", "reviewer", "Read it beside its sources and confirm it, or say what is wrong."
    if standing.due is not None and standing.due <= beside.as_of:
        return "overdue", "reviewer", "Its review has lapsed: read it again beside its sources."
    if standing.due is not None and standing.due <= beside.soon:
        return "due", "reviewer", "Its review lapses soon: read it again beside its sources."
    return "verified", "nobody", ""


def _title(document: Document) -> str:
    """The title of the front matter, else the first heading, else the path."""
    stated = document.meta.get("title")
    if isinstance(stated, str) and stated.strip():
        return " ".join(stated.split())
    heading = next((block.text for block in document.blocks if block.kind == "heading" and block.text.strip()), "")
    return heading or document.path
