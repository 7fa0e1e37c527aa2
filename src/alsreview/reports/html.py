"""One HTML file that needs nothing else: no script, no address, everything escaped by the template engine."""

from __future__ import annotations

from importlib.resources import files
from itertools import groupby

from jinja2 import Environment, StrictUndefined

from alsreview.findings import RunResult
from alsreview.reports.fold import fold
from alsreview.reports.outcome import closing_line, exit_code, told
from alsreview.reports.safe import one_line
from alsreview.reports.text import window
from alsreview.reports.view import View

_VERDICT = {0: "passed", 1: "failed", 2: "could not check everything"}
WIDTH = 400
"""Longest stretch of a statement that is shown, in characters."""


def render(result: RunResult, view: View) -> str:
    """The page. Nothing in it is taken from the network, so it may be sent by e-mail and opened anywhere."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    environment.filters["safe_line"] = one_line
    environment.filters["marked"] = _marked
    source = files("alsreview.reports").joinpath("page.html.j2").read_text(encoding="utf-8")
    documents = [(path, fold(list(group))) for path, group in groupby(result.findings, key=lambda item: item.path)]
    return environment.from_string(source).render(
        result=result,
        documents=documents,
        not_checked=told(result.not_checked),
        closing=closing_line(result, view.fail_on, view.required, view.left_out),
        verdict=_VERDICT[exit_code(result, view.fail_on, view.required)],
    )


def _marked(statement: str, flagged: str) -> tuple[str, str, str]:
    """The statement in three parts, the flagged words in the middle."""
    line, start, end = window(one_line(statement), one_line(flagged), WIDTH)
    return line[:start], line[start:end], line[end:]
