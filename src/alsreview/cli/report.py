"""`alsreview report`: where each statement stands, whose move it is, and what was not checked."""

from __future__ import annotations

import importlib
import json
import subprocess
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

import click

from alsreview import cache
from alsreview.cli.check import IsoDate
from alsreview.errors import UsageError
from alsreview.pipeline import remember

FORMATS = {".html": "html", ".htm": "html", ".md": "markdown", ".csv": "csv", ".xlsx": "xlsx", ".json": "json"}
"""The format that the end of a file's name stands for."""

KIND = "reports"
"""Where the cache keeps what a report wrote."""


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
@click.option("--since", type=IsoDate(), help="Also list what changed after this date, by git where it can.")
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
    asked = Asked(out, paths, _format(out, format_), as_of or datetime.now(UTC).date(), since, grammar, jobs)
    if since is not None and since >= asked.as_of:
        raise UsageError(f"--since {since} does not lie before the as-of date {asked.as_of}")
    key = _key(asked)
    said = _unchanged(key, asked.out) if key is not None else None
    if said is not None:
        click.echo(said, err=True)
        return 0
    # The pipeline is only imported when there is work for it, as the command itself is when it is called.
    written = importlib.import_module("alsreview.cli.report_run").run(asked)
    for line in written.lines:
        click.echo(line, err=True)
    if key is not None and written.lasting:
        _keep(key, asked.out, written)
    return int(written.code)


@dataclass(frozen=True, slots=True)
class Asked:
    """One call of the command, with the format settled."""

    out: Path
    paths: tuple[Path, ...]
    format: str
    as_of: date
    since: date | None
    grammar: bool
    jobs: int

    @property
    def one_file(self) -> bool:
        """Whether the report goes into one file, or to standard output."""
        return str(self.out) == "-" or (self.out.suffix.lower() in FORMATS and not self.out.is_dir())


@dataclass(frozen=True, slots=True)
class Written:
    """What a run came to. `lines` go to standard error, the closing one last; `files` are POSIX, below OUT's folder."""

    code: int
    lines: tuple[str, ...]
    files: tuple[str, ...]
    lasting: bool
    """Whether the same input would give the same again."""


def _key(asked: Asked) -> str | None:
    """What a report that is kept in files depends on; None where there are no files, or LanguageTool has a say."""
    if str(asked.out) == "-" or asked.grammar:
        return None
    options = {"report": asked.format, "as_of": str(asked.as_of), "since": str(asked.since)}
    history = _head() if asked.since is not None else ""
    key = remember.key(Path.cwd(), asked.paths, {**options, "history": history})
    return cache.key_of(key, str(asked.out.resolve())) if key is not None else None


def _head() -> str:
    try:
        done = subprocess.run(["git", "rev-parse", "HEAD"], capture_output=True, text=True, check=False)
    except OSError:
        return ""
    return done.stdout


def _unchanged(key: str, out: Path) -> str | None:
    """The closing line of the run that wrote what lies there, where its input and every file are still the same."""
    data = cache.read(KIND, key)
    if data is None:
        return None
    try:
        kept = json.loads(data)
        folder = out if out.is_dir() else out.parent
        if all(sha256((folder / name).read_bytes()).hexdigest() == digest for name, digest in kept["files"].items()):
            return str(kept["said"])
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None
    return None


def _keep(key: str, out: Path, written: Written) -> None:
    folder = out if out.is_dir() else out.parent
    digests = {name: sha256((folder / name).read_bytes()).hexdigest() for name in written.files}
    cache.write(KIND, key, json.dumps({"said": written.lines[-1], "files": digests}).encode())


def _format(out: Path, given: str | None) -> str:
    told = FORMATS.get(out.suffix.lower()) if not out.is_dir() else None
    if str(out) == "-" and given is None:
        return "markdown"
    if str(out) == "-" and given == "xlsx":
        raise UsageError("xlsx goes into a file: alsreview report status.xlsx")
    if given and told and told != given:
        raise UsageError(f"{out} looks like {told}, but --format is {given}; name the file to fit")
    return given or told or "html"
