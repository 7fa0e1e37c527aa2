"""`alsreview fix`: apply the replacements that are right whenever they are proposed."""

from __future__ import annotations

import difflib
import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import click

from alsreview.config import find
from alsreview.documents.collect import collect, matching
from alsreview.documents.files import decode
from alsreview.errors import Fault, InputError
from alsreview.findings import RunResult
from alsreview.grammar.language import load
from alsreview.grammar.repair import apply, repairs
from alsreview.knowledge.packs import pack_folders
from alsreview.pipeline.request import CheckRequest
from alsreview.pipeline.run import check

FIXABLE = frozenset({".md", ".markdown", ".mdx", ".txt", ".text", ".html", ".htm", ".xhtml"})


@click.command("fix")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Print the changes as a diff and write nothing.")
def command(paths: tuple[Path, ...], dry_run: bool) -> int:
    """Apply safe replacements to Markdown, text and HTML; without PATHS to the documents of the configuration.

    Safe is what the pack's `checks/language/` lists under `fix`, with one replacement and no other on the same words.
    """
    configuration = find(Path.cwd())
    settings, root = configuration.settings, configuration.root
    files, faults = collect(paths, root) if paths else (matching(settings.documents, root), [])
    allowed = load(pack_folders(settings.packs, root)).fix
    chosen = [(path, name) for path, name in files if path.suffix.lower() in FIXABLE]
    request = CheckRequest(configuration, tuple(path for path, _ in chosen), datetime.now(UTC).date())
    result = check(request) if chosen else None
    changed = done = 0
    for path, name in chosen:
        assert result is not None
        try:
            count = _fix(path, name, result, allowed, dry_run=dry_run)
        except InputError as error:
            faults = [*faults, *error.faults]
            continue
        changed, done = changed + (count > 0), done + count
    return _close(result, faults, changed, done, dry_run=dry_run)


def _fix(path: Path, name: str, result: RunResult, allowed: frozenset[str], *, dry_run: bool) -> int:
    """Number of replacements in one file."""
    data = path.read_bytes()
    source = decode(data, name)
    found = repairs(source, [item for item in result.findings if item.path == name], allowed)
    if not found:
        return 0
    fixed = apply(source, found)
    if dry_run:
        _show(name, source, fixed)
        return len(found)
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"
    mark = b"\xef\xbb\xbf" if data.startswith(b"\xef\xbb\xbf") else b""
    _write(path, mark + fixed.encode(encoding))
    for repair in found:
        place = repair.finding.start
        click.echo(
            f"{name}:{place.line}:{place.column}: “{repair.finding.text}” -> “{repair.text}” ({repair.finding.check})"
        )
    return len(found)


def _show(name: str, before: str, after: str) -> None:
    old, new = before.splitlines(keepends=True), after.splitlines(keepends=True)
    for line in difflib.unified_diff(old, new, f"a/{name}", f"b/{name}", n=1):
        click.echo(line if line.endswith("\n") else line + "\n\\ No newline at end of file\n", nl=False)


def _write(path: Path, data: bytes) -> None:
    """The whole new file or the whole old one, with its permissions; a symbolic link keeps pointing to it."""
    target = path.resolve()
    try:
        handle, part = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            os.chmod(part, target.stat().st_mode & 0o7777)
            os.replace(part, target)
        except BaseException:
            Path(part).unlink(missing_ok=True)
            raise
    except OSError as error:
        raise InputError(
            Fault(str(path), 0, 0, f"cannot be written: {error.strerror}", "check its permissions")
        ) from None


def _close(result: RunResult | None, faults: list[Fault], changed: int, done: int, *, dry_run: bool) -> int:
    """The last line and the exit code: 2 where a file could not be read or grammar not be checked."""
    for fault in faults:
        click.echo(str(fault), err=True)
    missed = [item for item in (result.not_checked if result else ()) if item.what.startswith("grammar")]
    for item in missed:
        click.echo(f"NOT CHECKED {item.what} ({item.reason}; {item.fix})", err=True)
    left = len(result.findings) - done if result else 0
    verb = "would be made" if dry_run else "made"
    what = f"{_count(done, 'replacement')} {verb} in {_count(changed, 'file')}"
    click.echo(f"{what}; {_count(left, 'finding')} left for a person")
    return 2 if faults or missed or (result is not None and result.faults) else 0


def _count(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'}"
