"""Templates of the HTML report, and what each of them may use. All text is escaped, and no character repaints it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined, Template
from markupsafe import Markup, escape

from alsreview.findings import Finding
from alsreview.pipeline.status_values import Status
from alsreview.reports.outcome import told
from alsreview.reports.safe import visible
from alsreview.reports.status.panel import evidence_line, safe_url
from alsreview.reports.status.words import MOVER_WORDS, STATE_WORDS

_UNSAFE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def common(status: Status) -> dict[str, Any]:
    """What every page may name."""
    missed = told(status.result.not_checked)
    return {
        "as_of": status.as_of.isoformat(),
        "result": status.result,
        "told": missed,
        "missed": len(missed) + len(status.result.faults),
        "folder": status.claims_folder,
        "states": STATE_WORDS,
        "movers": MOVER_WORDS,
    }


def number(count: int) -> str:
    """ "30,000"."""
    return f"{count:,}"


def counted(count: int, word: str) -> str:
    """ "1 error", "30,000 errors"."""
    return f"{count:,} {word}" + ("" if count == 1 else "s")


def share(part: int, whole: int) -> str:
    """ "12 %"; 100 only where it is all of it, 0 only where it is none; empty where there is nothing to share."""
    if not whole:
        return ""
    rounded = round(100 * part / whole)
    return f"{min(rounded, 99) if part < whole else 100} %" if not part or rounded else "1 %"


def serious(findings: tuple[Finding, ...]) -> int:
    """How many findings are more than a note: what is counted beside the text."""
    return sum(finding.severity != "note" for finding in findings)


def apart(findings: Sequence[Finding]) -> tuple[list[Finding], list[Finding]]:
    """Errors and warnings, and notes: those come after sources and sign-offs, which matter more."""
    grave = [finding for finding in findings if finding.severity != "note"]
    return grave, [finding for finding in findings if finding.severity == "note"]


def coded(text: str) -> Markup:
    """Text with what stands between backticks as code: messages name commands and keys so."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return escape(_harmless(text))
    shown = (escape(_harmless(part)) for part in parts)
    return Markup("").join(Markup("<code>{}</code>").format(part) if at % 2 else part for at, part in enumerate(shown))


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
    environment.globals.update(
        apart=apart,
        coded=coded,
        evidence=evidence_line,
        number=number,
        plural=counted,
        safe_url=safe_url,
        serious=serious,
        share=share,
    )
    return environment


def _harmless(value: Any) -> Any:
    """Characters that would repaint or reorder the page, shown as what they are."""
    if type(value) is str and _UNSAFE.search(value):
        return visible(value)
    return value
