"""`alsreview report`: where each statement stands, whose move it is, and what was not checked."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path, PurePosixPath

import click

from alsreview.cli.check import IsoDate
from alsreview.cli.outputs import write_whole
from alsreview.config import find
from alsreview.errors import Fault, InputError, UsageError
from alsreview.pipeline.request import CheckRequest
from alsreview.pipeline.status import status
from alsreview.pipeline.status_values import STATES, Status
from alsreview.reports.outcome import plural, told
from alsreview.reports.status import as_json, html, markdown, tables
from alsreview.reports.status.words import STATE_WORDS

FORMATS = {".html": "html", ".htm": "html", ".md": "markdown", ".csv": "csv", ".xlsx": "xlsx", ".json": "json"}
"""The format that the end of a file's name stands for."""

MANIFEST = "status.json"
"""What tells a folder of ours from somebody's own; also the public JSON, for other programs."""

LANGUAGE = frozenset({"grammar", "spelling"})
EXIT_NOT_READ = 2


@click.command(
    epilog="Examples:\n\n"
    "  alsreview report status                  open status/index.html\n\n"
    "  alsreview report als.html content/als.md one page in one file, to send by e-mail\n\n"
    "  alsreview report - --format markdown     the summary for a pull request\n\n"
    "  alsreview report status.xlsx --since 2026-01-01\n\n"
    "  alsreview report status --as-of 2027-01-01   what will be due by then?"
)
@click.argument("out", type=click.Path(path_type=Path, allow_dash=True))
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "format_", type=click.Choice(sorted(set(FORMATS.values()))),
              help="What to write; the end of the name OUT tells it too, a folder is html.")  # fmt: skip
@click.option("--as-of", type=IsoDate(), help="The date for which the status is asked; today unless given.")
@click.option("--since", type=IsoDate(), help="Also list what changed after this date.")
@click.option("--grammar", is_flag=True, help="Run LanguageTool too; without it grammar is NOT CHECKED.")
@click.option("--jobs", "-j", type=click.IntRange(min=0), default=0, help="Worker processes; 0 chooses by size.")
def command(
    out: Path,
    paths: tuple[Path, ...],
    format_: str | None,
    as_of: date | None,
    since: date | None,
    grammar: bool,
    jobs: int,
) -> int:
    """Write the status report of documents (without PATHS those of the configuration) to OUT.

    OUT is a folder (index.html, a page for each document), a file, or - for standard output. The report is made for
    one date and holds no other: equal input gives equal bytes.

    \b
    Exit codes: 0 written, 2 written but something could not be read, or not written. It judges nobody: `check` fails.
    """
    format_ = _format(out, format_)
    as_of = as_of or datetime.now(UTC).date()
    if since is not None and since >= as_of:
        raise UsageError(f"--since {since} does not lie before the as-of date {as_of}")
    if format_ == "html" and not _is_file(out):
        _refuse_foreign(out)
    request = CheckRequest(
        configuration=find(Path.cwd()), paths=paths, as_of=as_of, skip=frozenset() if grammar else LANGUAGE, jobs=jobs
    )
    found = status(request, _progress if sys.stderr.isatty() else None)
    try:
        where = _write(found, out, format_, since)
    except OSError as error:
        what = f"the report cannot be written: {error.strerror or error}"
        raise InputError(Fault(str(out), 0, 0, what, "name a place that you may write to")) from None
    for fault in found.result.faults:
        click.echo(f"not read  {fault}", err=True)
    click.echo(_closing(found, where), err=True)
    return EXIT_NOT_READ if found.result.faults else 0


def _format(out: Path, given: str | None) -> str:
    told = FORMATS.get(out.suffix.lower()) if not out.is_dir() else None
    if str(out) == "-" and given is None:
        return "markdown"
    if str(out) == "-" and given == "xlsx":
        raise UsageError("xlsx goes into a file: alsreview report status.xlsx")
    if given and told and told != given:
        raise UsageError(f"{out} looks like {told}, but --format is {given}; name the file to fit")
    return given or told or "html"


def _is_file(out: Path) -> bool:
    """Whether the report goes into one file."""
    return str(out) == "-" or (out.suffix.lower() in FORMATS and not out.is_dir())


def _write(found: Status, out: Path, format_: str, since: date | None) -> str:
    """Writes the report and says where it is. Raises OSError."""
    if format_ == "html":
        if not _is_file(out):
            return _write_site(found, out, since)
        if len(found.documents) != 1:
            count = len(found.documents)
            raise UsageError(f"one html file holds one document, not {count}; name one document, or a folder")
        data = html.single(found).encode()
    elif format_ == "xlsx":
        data = tables.render_xlsx(found, since)
    elif format_ == "csv":
        data = tables.render_csv(found).encode()
    elif format_ == "json":
        data = as_json.render(found, since).encode()
    else:
        data = markdown.render(found, since).encode()
    if str(out) == "-":
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
        return "standard output"
    target = out / f"status{ {v: k for k, v in FORMATS.items() if k != '.htm'}[format_] }" if out.is_dir() else out
    target.parent.mkdir(parents=True, exist_ok=True)
    write_whole(target, data)
    return str(target)


def _write_site(found: Status, out: Path, since: date | None) -> str:
    """The folder. Pages of documents that are gone since the last time are removed, and nothing else is."""
    stale = set(_pages_of(out))
    (out / html.PAGES).mkdir(parents=True, exist_ok=True)
    for name, text in _files(found, since):
        stale.discard(name)
        (out / name).write_text(text, encoding="utf-8", newline="\n")
    for name in sorted(stale):
        (out / name).unlink(missing_ok=True)
    return str(out / html.INDEX)


def _files(found: Status, since: date | None) -> Iterator[tuple[str, str]]:
    yield MANIFEST, as_json.render(found, since)
    yield ".gitignore", "# Made by `alsreview report`; make it anew instead of keeping it.\n*\n"
    yield from html.site(found, since)


def _pages_of(out: Path) -> list[str]:
    """The pages that the last report in this folder names, as long as they lie where pages lie."""
    try:
        data = json.loads((out / MANIFEST).read_text(encoding="utf-8"))
        pages = [str(document["page"]) for document in data["documents"]]
    except (OSError, ValueError, KeyError, TypeError):
        return []
    folder = PurePosixPath(html.PAGES)
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
