"""Sets findings aside as comments in the documents ask for, and says what is wrong with those comments."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from alsreview.checks.directives import DirectiveCheck, Flagged, Known, Trouble, settle
from alsreview.checks.engine import FileHit
from alsreview.findings import CATEGORIES, Finding, SetAside
from alsreview.pipeline.baseline import Entry
from alsreview.pipeline.findings import from_file_hit, number
from alsreview.pipeline.judge import PageResult
from alsreview.pipeline.setup import Setup


class Counted(NamedTuple):
    """The findings that count, in the order of reports, and those that do not."""

    findings: tuple[Finding, ...]
    set_aside: tuple[SetAside, ...]


def suppressed(setup: Setup, results: Sequence[PageResult], findings: Sequence[Finding], *, grammar: bool) -> Counted:
    """Applies the comments of every page to its findings; `grammar` says whether grammar could be judged at all."""
    pages = {result.path: result.directives for result in results if result.directives}
    if not pages:
        return Counted(tuple(findings), ())
    known = Known(setup.known, _fixed_on_pages(setup), _judged(setup, grammar=grammar))
    checks = _by_finds(setup)
    aside: list[SetAside] = []
    told: list[Finding] = []
    gone: set[int] = set()
    for path, directives in sorted(pages.items()):
        places = [at for at, finding in enumerate(findings) if finding.path == path]
        flagged = [Flagged(item.check, item.category, item.start, item.end) for item in (findings[at] for at in places)]
        of_page, troubles = settle(directives, flagged, known, setup.request.as_of)
        for index, directive in sorted(of_page.items()):
            gone.add(places[index])
            until = directive.until.isoformat() if directive.until else None
            aside.append(SetAside(findings[places[index]], "comment", directive.reason, until=until))
        told.extend(_finding(path, trouble, checks[trouble.finds]) for trouble in troubles if trouble.finds in checks)
    kept = [finding for at, finding in enumerate(findings) if at not in gone]
    return Counted(tuple(sorted([*kept, *number(told)], key=lambda item: item.sort_key)), tuple(aside))


def _fixed_on_pages(setup: Setup) -> frozenset[str]:
    """Check ids and categories that no comment may set aside: before publication, missing sign-offs are among them.

    A page must not be able to say of itself that it needs no review; the baseline, which names an owner, may.
    """
    if setup.request.stage != "publish":
        return setup.fixed
    review = {check.id for check in setup.judge.checks.values() if check.category == "review"}
    return setup.fixed | review | {"review"}


def _judged(setup: Setup, *, grammar: bool) -> frozenset[str]:
    """Names whose findings this run looked for, so that an unused comment can be told from one not tried.

    With `--only` or `--skip` a category may have been looked for in part, so then only checks count.
    """
    request = setup.request
    names: set[str] = set(setup.judge.checks)
    if not request.only and not request.skip:
        names |= set(CATEGORIES)
    return frozenset(names if grammar else names - {"grammar", "spelling"})


def _finding(path: str, trouble: Trouble, check: DirectiveCheck) -> Finding:
    directive = trouble.directive
    hit = FileHit(
        check.id, path, directive.start, directive.end, directive.text, directive.text, {"detail": trouble.detail}
    )
    return from_file_hit(hit, check)


def accepted(setup: Setup, counted: Counted, paths: Sequence[str], *, grammar: bool, unread: bool = False) -> Counted:
    """Takes what the baseline accepts out of the count, and says which of its entries are wrong or not needed.

    `paths` are the documents judged. An entry of another document is only called stale by a run over all of them,
    in which nothing was `unread`: then the document is gone.
    """
    baseline = setup.baseline
    if baseline is None:
        return counted
    as_of, judged = setup.request.as_of, _judged(setup, grammar=grammar)
    entries = {entry.fingerprint: entry for entry in baseline.entries if entry.in_force(as_of)}
    complete = _looked_everywhere(setup, unread)
    kept: list[Finding] = []
    aside: list[SetAside] = []
    for finding in counted.findings:
        entry = entries.get(finding.fingerprint)
        if entry is None or _fixed(finding, setup.fixed):
            kept.append(finding)
            continue
        until = entry.until.isoformat() if entry.until else None
        aside.append(SetAside(finding, "baseline", entry.reason, entry.owner, until))
    present = {item.fingerprint for item in (*counted.findings, *(item.finding for item in counted.set_aside))}
    told: list[Finding] = []
    for at, entry in enumerate(baseline.entries):
        looked_for = entry.check in judged and (complete or entry.path in paths)
        trouble = _entry_trouble(entry, present, setup, as_of, looked_for=looked_for)
        if trouble is not None and trouble[0] in (checks := _by_finds(setup)):
            start, end = baseline.place(at)
            told.append(
                from_file_hit(
                    FileHit(checks[trouble[0]].id, baseline.name, start, end, entry.fingerprint, entry.message,
                            {"detail": trouble[1]}),
                    checks[trouble[0]],
                )
            )  # fmt: skip
    findings = tuple(sorted([*kept, *number(told)], key=lambda item: item.sort_key))
    return Counted(findings, (*counted.set_aside, *aside))


def _looked_everywhere(setup: Setup, unread: bool) -> bool:
    """Whether the run judged every document of the configuration, and could read all it looked at."""
    return not (unread or setup.request.paths or setup.request.stdin is not None)


def _fixed(finding: Finding, fixed: frozenset[str]) -> bool:
    """Whether a finding always counts. Trouble with the settings themselves cannot be accepted either."""
    return finding.check in fixed or finding.category in fixed or finding.category == "config"


def _entry_trouble(
    entry: Entry, present: set[str], setup: Setup, as_of: date, *, looked_for: bool
) -> tuple[str, str] | None:
    if entry.check in setup.fixed:
        return "entry-not-allowed", entry.check
    if entry.fingerprint not in present:
        return ("entry-stale", f"{entry.check} in {entry.path}") if looked_for else None
    if not entry.in_force(as_of):
        return "entry-lapsed", str(entry.until)
    return None


def _by_finds(setup: Setup) -> dict[str, DirectiveCheck]:
    return {check.finds: check for check in setup.judge.checks.values() if isinstance(check, DirectiveCheck)}
