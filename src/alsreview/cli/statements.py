"""`alsreview statements`: the statements of documents, each with its place, context and class. Reads, never judges."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from alsreview.config import find
from alsreview.documents.collect import collect
from alsreview.documents.model import Document
from alsreview.documents.read import ReadOptions, read_document, read_text
from alsreview.errors import Fault, InputError, UsageError
from alsreview.statements.model import Statement
from alsreview.statements.split import split

SCHEMA_VERSION = 1
_EXIT_NOT_READ = 2


@click.command(name="statements")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=str, allow_dash=True))
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="json is the stable form for other tools.",
)
@click.option("--stdin-filename", metavar="NAME", help="Name, and so the format, of the text on standard input (`-`).")
def command(paths: tuple[str, ...], form: str, stdin_filename: str | None) -> int:
    """List the statements of PATHS: files, folders, or `-` for standard input.

    A statement is one sentence, or a heading, list item or table cell. Each comes with its place in the source, the
    words around it that it cannot be understood without, whether it needs a claim and a source, and why.

    Exit code 2 where something could not be read; the rest is listed all the same.
    """
    if stdin_filename and "-" not in paths:
        raise UsageError("--stdin-filename names the text on standard input: give `-` as a path as well")
    documents, faults = _read(paths, stdin_filename)
    found = [(document, split(document)) for document in documents]
    click.echo(as_json(found, faults) if form == "json" else as_text(found))
    for fault in faults:
        click.echo(str(fault), err=True)
    return _EXIT_NOT_READ if faults else 0


def _read(paths: Sequence[str], stdin_filename: str | None) -> tuple[list[Document], list[Fault]]:
    configuration = find(Path.cwd())
    options = ReadOptions.of(configuration.settings.reading)
    files, faults = collect([path for path in paths if path != "-"], configuration.root)
    documents: list[Document] = []
    if "-" in paths:
        data = sys.stdin.buffer.read()
        try:
            documents.append(read_text(data, stdin_filename or "stdin.md", options))
        except InputError as error:
            faults.extend(error.faults)
    for path, name in files:
        try:
            documents.append(read_document(path, name, options))
        except InputError as error:
            faults.extend(error.faults)
    return documents, sorted(faults)


def as_json(found: Sequence[tuple[Document, Sequence[Statement]]], faults: Sequence[Fault]) -> str:
    """`{schema_version, statements: [...], not_read: [{path, reason}]}`; lines and columns 1-based in code points, ends
    exclusive; half a surrogate pair, which JSON in UTF-8 cannot hold, shows as U+FFFD."""
    rows = [_row(document, statement) for document, statements in found for statement in statements]
    not_read = [
        {"path": fault.path, "reason": fault.what + (f"; {fault.mend}" if fault.mend else "")} for fault in faults
    ]
    result = {"schema_version": SCHEMA_VERSION, "statements": rows, "not_read": not_read}
    text = json.dumps(result, ensure_ascii=False, indent=1)
    return text.encode("utf-8", "replace").decode("utf-8")


def _row(document: Document, statement: Statement) -> dict[str, Any]:
    start = document.lines.position(statement.start)
    end = document.lines.position(statement.end)
    return {
        "path": document.path,
        "start": {"line": start.line, "column": start.column},
        "end": {"line": end.line, "column": end.column},
        "text": statement.text,
        "block": statement.block,
        "headings": list(statement.headings),
        "context": statement.context,
        "check_worthy": statement.check_worthy,
        "reason": statement.reason,
    }


def as_text(found: Sequence[tuple[Document, Sequence[Statement]]]) -> str:
    """One statement a line: place, `+` where it is check-worthy, else `-`, the text, and the reason in brackets."""
    lines: list[str] = []
    total = worthy = 0
    for document, statements in found:
        for statement in statements:
            place = document.lines.position(statement.start)
            sign = "+" if statement.check_worthy else "-"
            why = "" if statement.check_worthy else f"  [{statement.reason}]"
            lines.append(f"{document.path}:{place.line}:{place.column}: {sign} {statement.text}{why}")
            if statement.context:
                lines.append("    after: " + statement.context.replace("\n", " / "))
        total += len(statements)
        worthy += sum(statement.check_worthy for statement in statements)
    documents = f"{len(found)} document{'' if len(found) == 1 else 's'}"
    lines.append(f"{documents}, {total} statements, {worthy} check-worthy (+), {total - worthy} not (-).")
    return "\n".join(lines).encode("utf-8", "replace").decode("utf-8")
