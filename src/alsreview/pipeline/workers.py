"""Judges documents one after another, or in worker processes where that is worth it. The output is the same."""

from __future__ import annotations

import contextlib
import gc
import multiprocessing
import os
import sys
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from alsreview.documents.model import Document
from alsreview.documents.read import read_document, read_text
from alsreview.errors import Fault, InputError
from alsreview.pipeline.judge import KeptPage, PageResult
from alsreview.pipeline.setup import Setup
from alsreview.statements.split import split

WORTH_A_PROCESS = 400_000 if sys.platform == "linux" else 1_500_000
"""Bytes of input for each worker process: below that, starting it takes longer than the work. A fork is soon made."""

CHUNK = 16
"""Documents handed to a worker at a time."""

File = tuple[Path, str]
Progress = Callable[[int, int], None] | None
Each = Callable[[KeptPage], None]
"""Called with every page that was read, in order, where pages are kept."""

_setup: Setup | None = None


def judge_all(
    setup: Setup,
    files: Sequence[File],
    progress: Progress,
    each: Each,
    known: Mapping[str, PageResult] = MappingProxyType({}),
) -> tuple[list[PageResult], list[Fault]]:
    """Results in the order of `files`, and a fault for each that could not be read; `each` is given every page.

    `known` are results by the name of the document that need no judging, without their claims (`KeptPage.matches`).
    """
    request = setup.request
    if request.stdin is not None:
        return _stdin(setup, request.stdin, each)
    unknown = [file for file in files if file[1] not in known]
    jobs = jobs_for(request.jobs, unknown)
    judged: list[PageResult | Fault] = []
    with contextlib.closing(_in_processes(setup, unknown, jobs) if jobs > 1 else _here(setup, unknown)) as fresh:
        for file in files:
            item = _again(setup, file, known[file[1]]) if file[1] in known else next(fresh)
            judged.append(_shown(item, each))
            if progress is not None:
                progress(len(judged), len(files))
    return _apart(judged)


def _here(setup: Setup, files: Sequence[File]) -> Generator[PageResult | Fault, None, None]:
    with _calm():
        for file in files:
            yield judge_file(setup, file)


def _again(setup: Setup, file: File, known: PageResult) -> PageResult | Fault:
    """A result that is known, with its page where that is needed."""
    if not setup.keep_pages:
        return known
    try:
        document = read_document(*file, setup.options)
    except InputError as error:
        return error.faults[0]
    return replace(known, page=KeptPage(document, split(document)))


@contextlib.contextmanager
def _calm() -> Iterator[None]:
    """Keeps the collector of cycles from going through pack and results again and again: judging makes few cycles."""
    before = gc.get_threshold()
    _calm_down()
    try:
        yield
    finally:
        gc.set_threshold(*before)
        gc.unfreeze()


def _calm_down() -> None:
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def judge_file(setup: Setup, file: File) -> PageResult | Fault:
    """One file, read and judged; what cannot be read is a fault, and the others are still checked."""
    path, name = file
    try:
        return _judge(setup, read_document(path, name, setup.options))
    except InputError as error:
        return error.faults[0]


def _stdin(setup: Setup, data: str | bytes, each: Each) -> tuple[list[PageResult], list[Fault]]:
    try:
        return _apart([_shown(_judge(setup, read_text(data, setup.request.stdin_name, setup.options)), each)])
    except InputError as error:
        return [], list(error.faults)


def _judge(setup: Setup, document: Document) -> PageResult:
    tree = setup.tree if document.path in setup.kept_for else None
    return setup.judge.judge(document, setup.request.as_of, tree, setup.keep_pages)


def jobs_for(asked: int, files: Sequence[File], worth: int = WORTH_A_PROCESS) -> int:
    """How many processes to use where `asked` were asked for; 0 chooses, one for each `worth` bytes of input."""
    if asked:
        return min(asked, max(1, len(files)))
    size = 0
    for path, _ in files:
        try:
            size += path.stat().st_size
        except OSError:
            continue
    return max(1, min(cores(), size // worth))


def cores() -> int:
    """Processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _in_processes(setup: Setup, files: Sequence[File], jobs: int) -> Generator[PageResult | Fault, None, None]:
    # fork hands the loaded knowledge to the workers as it is; elsewhere it is pickled to each once.
    context = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
    chunks = [files[at : at + CHUNK] for at in range(0, len(files), CHUNK)]
    with ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(setup,)) as pool:
        for chunk in pool.map(_chunk, chunks):
            yield from chunk


def _shown(item: PageResult | Fault, each: Each) -> PageResult | Fault:
    """Gives the page away where it was kept, and lets go of it."""
    if isinstance(item, PageResult) and item.page is not None:
        each(item.page)
        return replace(item, page=None)
    return item


def _apart(judged: Sequence[PageResult | Fault]) -> tuple[list[PageResult], list[Fault]]:
    return (
        [item for item in judged if isinstance(item, PageResult)],
        [item for item in judged if isinstance(item, Fault)],
    )


def _start(setup: Setup) -> None:
    global _setup
    _setup = setup
    _calm_down()


def _chunk(files: Sequence[File]) -> list[PageResult | Fault]:
    assert _setup is not None
    return [judge_file(_setup, file) for file in files]
