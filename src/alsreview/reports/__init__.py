"""Renders the frozen result: one pure function a format, `render(result, view) -> str` (bytes for a binary one)."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Iterator
from functools import partial

from alsreview.findings import RunResult
from alsreview.reports import as_json, text
from alsreview.reports.view import View


def _later(module: str, name: str, result: RunResult, view: View) -> str:
    """Calls a format's function; most runs use one format, and some formats bring a template engine with them."""
    made: str = getattr(importlib.import_module(f"alsreview.reports.{module}"), name)(result, view)
    return made


def _xlsx(result: RunResult, view: View) -> bytes:
    made: bytes = importlib.import_module("alsreview.reports.table").render_xlsx(result, view)
    return made


REPORTS: dict[str, Callable[[RunResult, View], str]] = {
    "text": text.render,
    "json": as_json.render,
    "sarif": partial(_later, "sarif", "render"),
    "github": partial(_later, "github", "render"),
    "gitlab": partial(_later, "gitlab", "render"),
    "checkstyle": partial(_later, "checkstyle", "render"),
    "rdjson": partial(_later, "rdjson", "render"),
    "junit": partial(_later, "junit", "render"),
    "markdown": partial(_later, "markdown", "render"),
    "html": partial(_later, "html", "render"),
    "csv": partial(_later, "table", "render_csv"),
}
"""Every format of text by its name."""


def pieces_of(format_: str, result: RunResult, view: View) -> Iterator[str]:
    """A report of text piece by piece: that of a large site need not stand in memory as a whole."""
    if format_ == "json":
        yield from as_json.pieces(result)
    else:
        yield REPORTS[format_](result, view)


BINARY: dict[str, Callable[[RunResult, View], bytes]] = {"xlsx": _xlsx}
"""Formats that only go into a file."""
