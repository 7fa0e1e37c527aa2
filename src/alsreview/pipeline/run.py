"""One run of `check`, from paths to the frozen result."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from alsreview.documents.collect import collect, matching, name_of
from alsreview.errors import Fault
from alsreview.findings import DocumentSummary, Finding, NotChecked, RunResult, Summary
from alsreview.pipeline.coverage import grouped, ledger_limits
from alsreview.pipeline.dedupe import deduplicated
from alsreview.pipeline.findings import number
from alsreview.pipeline.judge import KeptPage, PageResult
from alsreview.pipeline.kept_pages import kept_pages
from alsreview.pipeline.language import Heard, Language
from alsreview.pipeline.request import CheckRequest
from alsreview.pipeline.setup import Setup, set_up
from alsreview.pipeline.stages import staged
from alsreview.pipeline.suppress import accepted, suppressed
from alsreview.pipeline.workers import Each, judge_all

Progress = Callable[[int, int], None]
"""Called with (documents done, documents in all)."""


def check(request: CheckRequest, progress: Progress | None = None, each: Each | None = None) -> RunResult:
    """Judges every document asked for and joins what came of it; `each` is given every page that could be read.

    Raises InputError where the configuration, a pack or a claim file is broken: then nothing was checked.
    """
    return check_with(set_up(request), progress, each)


def check_with(setup: Setup, progress: Progress | None = None, each: Each | None = None) -> RunResult:
    """As `check`, with what is loaded already."""
    request = setup.request
    files, faults = files_of(request)
    if each is not None:
        setup = replace(setup, keep_pages=True)
    with Language(request, setup.folders, setup.judge.knowledge) as language:
        language.begin(files, request.stdin)

        def read(page: KeptPage) -> None:
            language.add(page.document, page.statements)
            if each is not None:
                each(page)

        # Who asks for pages asks for their claims as well, and those are not kept.
        kept = kept_pages(setup, files) if each is None else None
        results, unread = judge_all(setup, files, progress, read, kept.known if kept is not None else {})
        if kept is not None:
            kept.save(results)
        heard = language.hear()
    faults = sorted([*faults, *unread, *setup.faults])
    return _result(request, setup, results, faults, heard)


def files_of(request: CheckRequest) -> tuple[list[tuple[Path, str]], list[Fault]]:
    """The documents of a run: the paths given, else those that the configuration names."""
    configuration = request.configuration
    if request.stdin is not None:
        return [], []
    if request.paths:
        return collect(request.paths, configuration.root)
    files = matching(configuration.settings.documents, configuration.root)
    if not files:
        what = f"no document matches {', '.join(configuration.settings.documents)}"
        where = str(configuration.source or name_of(configuration.root, Path.cwd()))
        return [], [Fault(where, 0, 0, what, "name files or folders, or set `documents` in alsreview.toml")]
    return files, []


def _result(
    request: CheckRequest, setup: Setup, results: Sequence[PageResult], faults: Sequence[Fault], heard: Heard
) -> RunResult:
    joined = setup.judge.joined({result.path: result.summaries for result in results})
    found = [finding for result in results for finding in result.findings]
    wanted = [
        item for item in (*found, *joined, *heard.findings, *setup.findings) if request.wants(item.check, item.category)
    ]
    grammar = not heard.not_checked
    counted = suppressed(setup, results, number(deduplicated(wanted)), grammar=grammar)
    counted = accepted(setup, counted, [result.path for result in results], grammar=grammar, unread=bool(faults))
    findings = staged(counted.findings, setup.levels)
    set_aside = tuple(item for item in counted.set_aside if staged([item.finding], setup.levels))
    missed, notices = ledger_limits(setup.judge.knowledge, request.as_of)
    missed.extend((*setup.not_checked, *heard.not_checked))
    missed.extend(item for result in results for item in result.not_checked)
    return RunResult(
        as_of=request.as_of.isoformat(),
        documents=_documents(results, findings),
        findings=findings,
        not_checked=grouped(_asked_for(missed, request)),
        summary=_summary(results, findings),
        faults=tuple(str(fault) for fault in faults),
        set_aside=set_aside,
        notices=(*notices, *heard.notices, *sorted(notice for result in results for notice in result.notices)),
    )


def _asked_for(missed: Iterable[NotChecked], request: CheckRequest) -> Iterator[NotChecked]:
    """What was not checked, but for what nobody asked for (`--skip grammar`)."""
    for item in missed:
        kind = item.what.partition(":")[0].partition(" ")[0]
        if kind == "grammar" and not request.wants_category("grammar") and request.wants_category("spelling"):
            # One LanguageTool answers for both; without it spelling is not checked either.
            yield replace(item, what="spelling" + item.what.removeprefix("grammar"))
        elif kind not in request.skip:
            yield item


def _documents(results: Sequence[PageResult], findings: Sequence[Finding]) -> tuple[DocumentSummary, ...]:
    counts = Counter(finding.path for finding in findings)
    return tuple(
        DocumentSummary(result.path, result.statements, counts[result.path])
        for result in sorted(results, key=lambda item: item.path)
    )


def _summary(results: Sequence[PageResult], findings: Sequence[Finding]) -> Summary:
    judged: Counter[str] = Counter()
    for result in results:
        judged.update(result.judged)
    levels = Counter(finding.severity for finding in findings)
    return Summary(
        statements=sum(result.statements for result in results),
        check_worthy=sum(result.check_worthy for result in results),
        judged=dict(sorted(judged.items())),
        sourced=sum(result.sourced for result in results),
        claimed=sum(result.claimed for result in results),
        signed=sum(result.signed for result in results),
        errors=levels["error"],
        warnings=levels["warning"],
        notes=levels["note"],
    )
