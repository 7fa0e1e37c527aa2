"""Templates of the HTML report, and what each of them may use. All text is escaped, and no character repaints it."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template

from alsreview.findings import Finding
from alsreview.pipeline.status_values import Status
from alsreview.reports.outcome import plural, told
from alsreview.reports.safe import visible
from alsreview.reports.status.panel import evidence_line
from alsreview.reports.status.words import MOVER_WORDS, STATE_WORDS

_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def common(status: Status) -> dict[str, Any]:
    """What every page may name."""
    return {
        "as_of": status.as_of.isoformat(),
        "result": status.result,
        "told": told(status.result.not_checked),
        "states": STATE_WORDS,
        "movers": MOVER_WORDS,
    }


def share(part: int, whole: int) -> str:
    """ "12 %"; 100 only where it is all of it, 0 only where it is none; empty where there is nothing to share."""
    if not whole:
        return ""
    rounded = round(100 * part / whole)
    return f"{min(rounded, 99) if part < whole else 100} %" if not part or rounded else "1 %"


def serious(findings: tuple[Finding, ...]) -> int:
    """How many findings are more than a note: what is counted beside the text."""
    return sum(finding.severity != "note" for finding in findings)


def asset(name: str) -> str:
    """The text of a file beside the templates."""
    return files("alsreview.reports.status").joinpath("templates", name).read_text(encoding="utf-8")


def template(name: str) -> Template:
    """The template of a file of the report: "index.html", "page.html"."""
    return _environment().get_template(f"{name.removesuffix('.j2')}.j2")


@lru_cache(maxsize=1)
def _environment() -> Environment:
    environment = Environment(
        loader=FunctionLoader(asset),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_harmless,
    )
    environment.globals.update(evidence=evidence_line, share=share, serious=serious, plural=plural)
    return environment


def _harmless(value: Any) -> Any:
    """Characters that would repaint or reorder the page, shown as what they are."""
    if type(value) is str and _UNSAFE.search(value):
        return visible(value)
    return value
