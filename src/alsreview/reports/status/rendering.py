"""Pages of the HTML report, one after another or in worker processes. They come in the same order, the same bytes."""

from __future__ import annotations

import multiprocessing
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor

from alsreview.pipeline.status_values import Status
from alsreview.pipeline.workers import cores
from alsreview.reports.status import page
from alsreview.reports.status.markup import common

WORTH_A_PROCESS = 2_000
"""Statements for each worker process: below that, starting it takes longer than the work."""

CHUNK = 8
"""Documents handed to a worker at a time."""

_status: Status | None = None


def pages(status: Status, jobs: int = 0) -> Iterator[str]:
    """The page of each document, in order; `jobs` processes make them, 0 chooses by the number of statements."""
    count = len(status.documents)
    worth = sum(len(one.statements) for one in status.documents) // WORTH_A_PROCESS
    jobs = min(jobs or min(cores(), worth), count)
    if jobs < 2:
        shared = common(status)
        yield from (page.render(status, document, shared) for document in status.documents)
        return
    # fork hands the status to the workers as it is; elsewhere it is pickled to each once.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(status,)) as pool:
        for texts in pool.map(_chunk, range(0, count, CHUNK)):
            yield from texts


def _start(status: Status) -> None:
    global _status
    _status = status


def _chunk(first: int) -> list[str]:
    assert _status is not None
    shared = common(_status)
    return [page.render(_status, document, shared) for document in _status.documents[first : first + CHUNK]]
