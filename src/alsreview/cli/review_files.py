"""`alsreview review export` and `import`: the way of a reviewer who never opens a terminal."""

from __future__ import annotations

import importlib.util
from collections import defaultdict
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from alsreview.claims.sessions import session_of, session_path
from alsreview.cli.review_desk import desk_of, person_of, say_recorded, site
from alsreview.config import Configuration
from alsreview.documents.options import ReadOptions
from alsreview.documents.read import read_document
from alsreview.errors import Fault, InputError, UsageError
from alsreview.findings import Finding
from alsreview.pipeline.request import CheckRequest
from alsreview.pipeline.run import check
from alsreview.review.decisions import read_decisions, sift
from alsreview.review.desk import Placed
from alsreview.review.git import run_git
from alsreview.review.packet import Sheet, render_packet
from alsreview.review.queue import queue
from alsreview.review.record import put_on_file
from alsreview.review.table import read_table, write_table
from alsreview.statements.split import split

_SPREADSHEET = ".xlsx"
_EXIT_REFUSED = 1


@click.command("export")
@click.option("--to", "form", type=click.Choice(["html", "xlsx"]), default="html", show_default=True)
@click.option("--reviewer", required=True, metavar="ID", help="Whom it is for.")
@click.option("--output", "-o", type=click.Path(path_type=Path, dir_okay=False), help="Where to write it.")
@click.argument("paths", nargs=-1)
def export(form: str, reviewer: str, output: Path | None, paths: tuple[str, ...]) -> None:
    """One file for one reviewer: whole pages, each statement beside its source, with a place for the decision.

    With PATHS only those documents; else all in which something waits for the reviewer.
    """
    configuration, store = site()
    desk = desk_of(configuration, store)
    person = person_of(desk, reviewer)
    now = datetime.now(UTC)
    waiting = {item.claim for item in queue(desk, now.date(), reviewer)}
    wanted = {Path(path).absolute() for path in paths}
    asked = [
        placed
        for placed in desk.placed.values()
        if placed.claim.id in waiting and (not wanted or configuration.root / placed.document in wanted)
    ]
    if not asked:
        raise UsageError(f"nothing waits for {reviewer}" + (" in these documents" if paths else ""))
    target = output or Path(f"review-{reviewer}-{now.date()}.{form}")
    if form == "xlsx":
        _needs_openpyxl()
        write_table(target, desk, reviewer, asked)
    else:
        sheets = _sheets(configuration, asked)
        _write(target, render_packet(desk, person, sheets, now.date()))
    click.echo(f"{target}: {len(asked)} statements for {person.name}")


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--recorded-by", metavar="ID", help="Who takes it in; the e-mail that git knows unless given.")
@click.option("--dry-run", is_flag=True, help="Show what would be put on file, write nothing.")
def import_(file: Path, recorded_by: str | None, dry_run: bool) -> int:
    """Take in the decision FILE that a reviewer saved (.json) or filled in (.xlsx).

    Decisions on what was changed since are refused and listed (exit code 1); the others are put on file, attested by
    the reviewer and recorded by you.
    """
    configuration, store = site()
    desk = desk_of(configuration, store)
    now = datetime.now(UTC)
    if file.suffix == _SPREADSHEET:
        _needs_openpyxl()
    decisions = read_table(file, now) if file.suffix == _SPREADSHEET else read_decisions(file)
    records, refused = sift(desk, decisions, now)
    if records and not dry_run:
        recorder = recorded_by or (run_git(configuration.root, "config", "user.email") or "").strip() or "importer"
        session = session_of(decisions.reviewer, recorder, decisions.at, records)
        changed = put_on_file(store, session, now)
        click.echo(f"wrote {store.name_of(session_path(session))}")
        say_recorded(changed, records, desk)
    for row in refused:
        click.echo(f"REFUSED {row.claim}: {row.why}")
    word = "would be put" if dry_run else "put"
    click.echo(f"{len(records)} decisions of {decisions.reviewer} {word} on file, {len(refused)} refused")
    return _EXIT_REFUSED if refused else 0


def _sheets(configuration: Configuration, asked: Sequence[Placed]) -> list[Sheet]:
    by_document: dict[str, dict[int, Placed]] = defaultdict(dict)
    for placed in asked:
        if placed.statement is not None:
            by_document[placed.document][placed.statement.index] = placed
    options = ReadOptions.of(configuration.settings.reading)
    sheets = []
    root = configuration.root
    findings = _findings(configuration, [root / name for name in by_document])
    for name, placed_by_index in by_document.items():
        document = read_document(root / name, name, options, root)
        statements = split(document)
        by_text: dict[str, list[Finding]] = defaultdict(list)
        for finding in findings:
            if finding.path == name:
                by_text[finding.statement].append(finding)
        found = {index: by_text[statements[index].text] for index in placed_by_index}
        sheets.append(Sheet(document, statements, placed_by_index, found))
    return sheets


def _findings(configuration: Configuration, paths: list[Path]) -> list[Finding]:
    """What `check` says of the pages, but for language and for the reviewing itself."""
    skip = frozenset(("grammar", "spelling", "review"))
    day = datetime.now(UTC).date()
    return list(check(CheckRequest(configuration, tuple(paths), day, skip=skip)).findings)


def _write(path: Path, text: str) -> None:
    try:
        path.write_text(text, encoding="utf-8")
    except OSError as error:
        raise InputError(Fault(str(path), 0, 0, f"cannot be written: {error.strerror}", "name another place")) from None


def _needs_openpyxl() -> None:
    if importlib.util.find_spec("openpyxl") is None:
        raise UsageError("tables need openpyxl: pip install 'alsreview[xlsx]'")
