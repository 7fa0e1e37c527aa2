"""`alsreview baseline`: accept what is found today, so that the gate holds for all that comes after."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import click

from alsreview.cli.check import IsoDate, names
from alsreview.cli.outputs import write_whole
from alsreview.config import Configuration, find
from alsreview.errors import Fault, InputError, UsageError
from alsreview.findings import Finding, RunResult
from alsreview.pipeline.baseline import FILE, Entry, baseline_path, entry_of, read_baseline, render
from alsreview.pipeline.request import CheckRequest
from alsreview.pipeline.run import check_with
from alsreview.pipeline.setup import set_up

_FILE = click.option(
    "--file", "file", type=click.Path(path_type=Path), help=f"The baseline; that of the configuration, else {FILE}."
)
_AS_OF = click.option("--as-of", type=IsoDate(), help="The date to judge for; today unless given.")
_SKIP = click.option("--skip", multiple=True, metavar="ID", help="Not these checks or categories.")


@click.group(name="baseline")
def command() -> None:
    """Keep the findings that are accepted for now in a file; `check` counts all others.

    Entries go by fingerprint, so they survive edits elsewhere in the page. What can hurt a reader is never accepted.
    """


@command.command("create")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--owner", required=True, help="Who sees to it that these findings are mended.")
@click.option("--reason", required=True, help="Why they are accepted for now.")
@click.option("--until", type=IsoDate(), help="Their last day.")
@click.option("--accept-new", is_flag=True, help="Add what is new (or has lapsed) to a baseline that exists.")
@_FILE
@_AS_OF
@_SKIP
def create(
    paths: tuple[Path, ...],
    owner: str,
    reason: str,
    until: date | None,
    accept_new: bool,
    file: Path | None,
    as_of: date | None,
    skip: tuple[str, ...],
) -> int:
    """Accept every finding of PATHS (else of the configured documents) but notes and what always counts."""
    configuration = find(Path.cwd())
    target = _target(configuration, file)
    old: tuple[Entry, ...] = ()
    if target.exists():
        if not accept_new:
            raise UsageError(f"{target} exists; --accept-new adds to it, `alsreview baseline prune` takes away from it")
        old = read_baseline(target, configuration.root).entries
    if not reason.strip() or not owner.strip():
        raise UsageError("an owner and a reason are needed, in words")
    day = as_of or datetime.now(UTC).date()
    if until is not None and until < day:
        raise UsageError(f"--until {until} has passed on {day}: nothing would be accepted")
    result, fixed = _run(configuration, paths, day, skip)
    _refuse_unread(result)
    known = {entry.fingerprint for entry in old if entry.in_force(day)}
    raised = _raised(configuration)
    may = [item for item in result.findings if item.severity != "note" or _names(item) & raised]
    may = [item for item in may if item.category != "config"]
    new = [item for item in may if item.fingerprint not in known and not _always(item, fixed)]
    again = {item.fingerprint for item in new}
    old = tuple(entry for entry in old if entry.fingerprint not in again)
    _write(target, [*old, *(entry_of(item, owner.strip(), reason.strip(), until) for item in new)])
    never = [item for item in may if _always(item, fixed)]
    click.echo(f"{target}: {len(new)} accepted, {len(old) + len(new)} in all")
    if never:
        click.echo(
            f"{len(never)} not accepted, because they always count: {', '.join(sorted({i.check for i in never}))}"
        )
    for item in result.not_checked:
        click.echo(f"NOT CHECKED {item.what}: {item.reason}", err=True)
    if configuration.settings.baseline is None:
        click.echo(f'`baseline = "{target.name}"` in alsreview.toml puts it in force')
    return 0


@command.command("prune")
@_FILE
@_AS_OF
@_SKIP
def prune(file: Path | None, as_of: date | None, skip: tuple[str, ...]) -> int:
    """Take out the entries whose findings are gone. Nothing is ever added."""
    configuration = find(Path.cwd())
    target = _target(configuration, file)
    old = read_baseline(target, configuration.root).entries
    result, fixed = _run(configuration, (), as_of or datetime.now(UTC).date(), skip)
    _refuse_unread(result)
    present = {item.fingerprint for item in (*result.findings, *(aside.finding for aside in result.set_aside))}
    unjudged = set(names(skip))
    if any(item.what.startswith(("grammar", "spelling")) for item in result.not_checked):
        unjudged |= {"grammar", "spelling"}
    # Two branches may both have accepted the same finding: the entry that holds longest is enough.
    longest = {entry.fingerprint: entry for entry in sorted(old, key=lambda entry: entry.until or date.max)}
    kept = [
        entry
        for entry in longest.values()
        if entry.check not in fixed and (entry.fingerprint in present or entry.check.split(".")[0] in unjudged)
    ]
    if len(kept) != len(old):
        _write(target, kept)
    click.echo(f"{target}: {len(old) - len(kept)} taken out, {len(kept)} left")
    return 0


@command.command("show")
@_FILE
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
def show(file: Path | None, form: str) -> int:
    """List what is accepted, by whom, why and until when."""
    configuration = find(Path.cwd())
    entries = read_baseline(_target(configuration, file), configuration.root).entries
    if form == "json":
        click.echo(json.dumps([entry.model_dump(mode="json") for entry in entries], ensure_ascii=False, indent=1))
        return 0
    for entry in entries:
        until = f", until {entry.until}" if entry.until else ""
        click.echo(f"{entry.path}  {entry.check}  {entry.message}\n    {entry.owner}: {entry.reason}{until}")
    counts = Counter(entry.check for entry in entries)
    click.echo(f"{len(entries)} accepted" + "".join(f", {count} {id_}" for id_, count in sorted(counts.items())))
    return 0


def _run(
    configuration: Configuration, paths: Sequence[Path], day: date, skip: Sequence[str]
) -> tuple[RunResult, frozenset[str]]:
    """The findings without any baseline, and what always counts."""
    setup = set_up(CheckRequest(configuration, tuple(paths), day, skip=names(tuple(skip)), ignore_baseline=True))
    return check_with(setup), setup.fixed


def _raised(configuration: Configuration) -> set[str]:
    """Checks and categories that the site itself lets stop a stage, though they are notes to begin with."""
    stages = configuration.settings.stages.values()
    return {name for levels in stages for name, level in levels.items() if level in ("error", "warning")}


def _names(finding: Finding) -> set[str]:
    return {finding.check, finding.check.split(".")[0], finding.category}


def _always(finding: Finding, fixed: frozenset[str]) -> bool:
    return finding.check in fixed or finding.category in fixed


def _refuse_unread(result: RunResult) -> None:
    """A baseline made from half of the documents would be wrong about the other half."""
    if result.faults:
        raise InputError(
            [Fault("baseline", 0, 0, fault, "mend it first; nothing was written") for fault in result.faults]
        )


def _target(configuration: Configuration, file: Path | None) -> Path:
    request = CheckRequest(configuration, (), date.min, baseline=file)
    return baseline_path(request) or configuration.root / FILE


def _write(target: Path, entries: Sequence[Entry]) -> None:
    try:
        write_whole(target, render(entries).encode("utf-8", "replace"))
    except OSError as error:
        what = f"cannot be written: {error.strerror or error}"
        raise InputError(Fault(target.as_posix(), 0, 0, what, "check the folder")) from None
