"""Makes and writes the status report: imported only when it does not lie there already."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import click

from alsreview.cli.outputs import write_whole
from alsreview.cli.report import FORMATS, Asked, Written
from alsreview.config import find
from alsreview.errors import Fault, InputError, UsageError
from alsreview.pipeline.request import CheckRequest
from alsreview.pipeline.status import status
from alsreview.pipeline.status_values import STATES, Status
from alsreview.reports.outcome import plural, told
from alsreview.reports.status import as_json, html, markdown, page, tables
from alsreview.reports.status.words import STATE_WORDS

MANIFEST = "status.json"
"""What tells a folder of ours from somebody's own; also the public JSON, for other programs."""

LANGUAGE = frozenset({"grammar", "spelling"})
EXIT_NOT_READ = 2
PASSING = ("grammar", "signatures", "self-review")
"""What was not checked for a reason that may be gone the next time, with the same input."""


def run(asked: Asked) -> Written:
    """Judges the documents and writes the report. Raises InputError where it cannot be written."""
    if asked.format == "html" and not asked.one_file:
        _refuse_foreign(asked.out)
    request = CheckRequest(
        configuration=find(Path.cwd()),
        paths=asked.paths,
        as_of=asked.as_of,
        skip=frozenset() if asked.grammar else LANGUAGE,
        jobs=asked.jobs,
    )
    found = status(request, _progress if sys.stderr.isatty() else None, asked.since)
    try:
        where, files = _write(found, asked)
    except OSError as error:
        what = f"the report cannot be written: {error.strerror or error}"
        raise InputError(Fault(str(asked.out), 0, 0, what, "name a place that you may write to")) from None
    faults = found.result.faults
    # Left out on request is no passing reason.
    missed = found.result.not_checked[0 if asked.grammar else len(LANGUAGE) :]
    lasting = not faults and not any(item.what.startswith(PASSING) for item in missed)
    lines = (*(f"not read  {fault}" for fault in faults), _closing(found, where))
    return Written(EXIT_NOT_READ if faults else 0, lines, tuple(files), lasting)


def _write(found: Status, asked: Asked) -> tuple[str, list[str]]:
    """Writes the report; says where it is, and which files it made. Raises OSError."""
    out = asked.out
    if asked.format == "html" and not asked.one_file:
        return _write_site(found, asked)
    if asked.format == "html":
        if len(found.documents) != 1:
            count = len(found.documents)
            raise UsageError(f"one html file holds one document, not {count}; name one document, or a folder")
        data = html.single(found).encode()
    elif asked.format == "xlsx":
        data = tables.render_xlsx(found)
    elif asked.format == "csv":
        data = tables.render_csv(found).encode()
    elif asked.format == "json":
        data = as_json.render(found).encode()
    else:
        data = markdown.render(found).encode()
    if str(out) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return "standard output", []
    suffixes = {format_: suffix for suffix, format_ in FORMATS.items() if suffix != ".htm"}
    target = out / f"status{suffixes[asked.format]}" if out.is_dir() else out
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, data)
    return str(target), [target.name]


def _write_site(found: Status, asked: Asked) -> tuple[str, list[str]]:
    """The folder. Pages of documents that are gone since the last time are removed, and nothing else is."""
    out = asked.out
    stale = set(_pages_of(out))
    (out / page.PAGES).mkdir(parents=True, exist_ok=True)
    names = []
    for name, text in _files(found, asked):
        names.append(name)
        (out / name).write_text(text, encoding="utf-8", newline="\n")
    for name in sorted(stale.difference(names)):
        (out / name).unlink(missing_ok=True)
    return str(out / html.INDEX), names


def _files(found: Status, asked: Asked) -> Iterator[tuple[str, str]]:
    yield MANIFEST, as_json.render(found)
    yield ".gitignore", "# Made by `alsreview report`; make it anew instead of keeping it.\n*\n"
    yield from html.site(found, asked.jobs)


def _pages_of(out: Path) -> list[str]:
    """The pages that the last report in this folder names, as long as they lie where pages lie."""
    try:
        data = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        pages = [str(document["page"]) for document in data["documents"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    folder = PurePosixPath(page.PAGES)
    return [page for page in pages if PurePosixPath(page).parent == folder]


def _refuse_foreign(out: Path) -> None:
    """Raises UsageError where a folder holds files that no report of ours put there."""
    if out.is_file():
        raise UsageError(f"{out} is a file; name a folder, or end the name in {', '.join(sorted(FORMATS))}")
    if out.is_dir() and any(out.iterdir()) and not (out / MANIFEST).is_file():
        raise UsageError(f"{out} holds other files; name an empty or a new folder")


def _closing(found: Status, where: str) -> str:
    counts = found.counts()
    said = ", ".join(f"{counts[state]} {STATE_WORDS[state].label.lower()}" for state in STATES if counts[state])
    missed = ", ".join(item.what for item in told(found.result.not_checked))
    tail = f" NOT CHECKED: {missed}." if missed else ""
    documents = plural(len(found.documents), "document")
    return f"{documents} as of {found.as_of}: {said or 'no statement'}.{tail} Written to {where}"


def _progress(done: int, total: int) -> None:
    if total > 20:
        click.echo(f"\rchecked {done} of {total} documents" + ("\n" if done == total else ""), err=True, nl=False)
