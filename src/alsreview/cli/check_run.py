"""Runs `alsreview check` for real: imported only when the answer is not already known."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import NamedTuple

import click

from alsreview.cli.check_options import Options
from alsreview.cli.outputs import seen_from, source_of, top_of, write_outputs
from alsreview.config import find
from alsreview.findings import RunResult
from alsreview.pipeline.diff import check_against_base
from alsreview.pipeline.request import CheckRequest
from alsreview.pipeline.run import check
from alsreview.reports import pieces_of
from alsreview.reports.outcome import exit_code
from alsreview.reports.view import View


class Fresh(NamedTuple):
    """What a run came to: its exit code, the report in pieces, and whether it would come again (a missing LanguageTool
    may be there next time)."""

    code: int
    pieces: Iterable[str]
    lasting: bool


def run(options: Options) -> Fresh:
    """One run, its reports to files written."""
    from_stdin = Path("-") in options.paths
    request = CheckRequest(
        configuration=find(Path.cwd()),
        paths=() if from_stdin else options.paths,
        as_of=options.as_of,
        only=options.only,
        skip=options.skip,
        required=options.required,
        jobs=options.jobs,
        stage=options.stage,
        baseline=options.baseline,
        base=options.diff,
        stdin=sys.stdin.buffer.read() if from_stdin else None,
        stdin_name=options.stdin_name or "stdin.md",
    )
    result = _with_progress(request)
    root = request.configuration.root
    view = View(
        fail_on=options.fail_on, required=options.required, width=options.width, colour=options.colour,
        left_out=options.left_out(),
        from_top=seen_from(top_of(root), root), from_here=seen_from(Path.cwd(), root),
        source=None if from_stdin else partial(source_of, root),
    )  # fmt: skip
    write_outputs(options.outputs, result, view)
    code = exit_code(result, options.fail_on, options.required)
    lasting = not result.faults and not any(item.what.startswith(_passing(options)) for item in result.not_checked)
    return Fresh(code, pieces_of(options.format, result, view), lasting)


def _passing(options: Options) -> tuple[str, ...]:
    """What may be checked next time though nothing changed. A draft never starts LanguageTool, and what it takes
    from a running one or the cache is part of what its answer is kept under."""
    always = ("signatures", "self-review")
    return always if options.stage == "draft" else ("grammar", "spelling", *always)


def _with_progress(request: CheckRequest) -> RunResult:
    """The run, with a line of progress on a terminal's standard error for long ones."""
    judge = check_against_base if request.base is not None else check
    if not sys.stderr.isatty():
        return judge(request)

    def show(done: int, total: int) -> None:
        if total > 20:
            click.echo(f"\rchecked {done} of {total} documents" + ("\n" if done == total else ""), err=True, nl=False)

    return judge(request, show)
