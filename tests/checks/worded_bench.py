"""Judging a text with checks made on the spot, for the tests of the worded engines."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from alsreview.checks.definition import Definition
from alsreview.checks.engine import Page
from alsreview.checks.registry import ENGINES
from alsreview.documents.read import read_text
from alsreview.knowledge.pack import Knowledge, load_knowledge
from alsreview.knowledge.scan import Scanner
from alsreview.statements.split import split

PACK = Path(__file__).parents[2] / "checks"
TODAY = date(2026, 5, 1)

_BASE: dict[str, Any] = {
    "category": "misstatement",
    "severity": "error",
    "confidence": "high",
    "title": "t",
    "message": "m",
    "why": "w",
    "remedy": "r",
    "examples": {"flag": [], "pass": []},
}


@cache
def knowledge() -> Knowledge:
    """The ALS pack."""
    return load_knowledge([PACK])


def check(kind: str, **keys: Any) -> Definition:
    """A check of a kind, its common keys filled in."""
    return ENGINES[kind].definition.model_validate({**_BASE, "id": "c", "kind": kind, **keys})


def page(text: str, checks: tuple[Definition, ...], as_of: date = TODAY, path: str = "page.md") -> Page:
    """A Markdown page with the scan that the checks need."""
    engine = ENGINES[checks[0].kind]
    document = read_text(text, path)
    statements = list(split(document))
    scanner = Scanner({*knowledge().lexicon.literals, *engine.literals(checks, knowledge())})
    return Page(document, statements, scanner.scan([statement.text for statement in statements]), as_of)


def flagged(text: str, one: Definition, as_of: date = TODAY) -> list[str]:
    """The words that a check flags in a text."""
    judged = page(text, (one,), as_of)
    outcome = ENGINES[one.kind].run((one,), judged, knowledge())
    return [judged.statements[hit.statement].text[hit.start : hit.end] for hit in outcome.hits]
