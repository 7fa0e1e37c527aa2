"""Kind `leftovers`: text that was never meant for the reader: notes to self, filler, file names, a page's buttons."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, Literal, NamedTuple

import re2
from pydantic import field_validator

from alsreview.checks.definition import Definition, Many, Text, built_once
from alsreview.checks.engine import Hit, Outcome, Page
from alsreview.statements.model import Statement

_SENTENCE_END = re.compile(r"[.!?:;…][\"'”’)\]]*$")
_EDGES = re.compile(r"^[\W_]+|[\W_]+$")


class Leftovers(Definition):
    """A check of kind `leftovers`: phrases (any case, whole words) and RE2 patterns (case as written).

    What the first group of a pattern catches is flagged, and all of it where there is no group.
    """

    placeholders: ClassVar[frozenset[str]] = frozenset()

    kind: Literal["leftovers"]
    phrases: Many[Text] = ()
    patterns: Many[Text] = ()
    where: Literal["anywhere", "fragment", "whole"] = "anywhere"
    """`fragment`: only in text that is no sentence and no heading, such as a caption; `whole`: only where nothing
    else stands in the statement."""

    @field_validator("patterns")
    @classmethod
    def _patterns_compile(cls, patterns: tuple[str, ...]) -> tuple[str, ...]:
        for pattern in patterns:
            problem = _problem(pattern)
            if problem:
                raise ValueError(f"{pattern!r} is no RE2 pattern: {problem}")
        return patterns

    def own_words(self) -> Iterator[str]:
        """The phrases that it looks for, unless patterns can fire without any."""
        return iter(self.phrases if self.patterns else ())


class _Patterns(NamedTuple):
    any: Any
    """All patterns as one, which says whether any occurs at all; None where there are none."""
    each: tuple[tuple[Leftovers, Any], ...]


class _Tables(NamedTuple):
    phrases: dict[str, list[Leftovers]]
    patterns: _Patterns


def _options() -> Any:
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 64 << 20
    return options


def _problem(pattern: str) -> str | None:
    try:
        compiled = re2.compile(pattern, options=_options())
    except re2.error as error:
        given = error.args[0] if error.args else b""
        return given.decode("utf-8", "replace") if isinstance(given, bytes) else str(given)
    return "it matches nothing at all, and so everywhere" if compiled.fullmatch("") else None


def literals(definitions: Sequence[Leftovers], knowledge: Any) -> Iterable[str]:
    """The phrases of all checks."""
    return (phrase for definition in definitions for phrase in definition.phrases)


@built_once
def _tables(definitions: Sequence[Leftovers], knowledge: Any) -> _Tables:
    phrases: dict[str, list[Leftovers]] = {}
    each: list[tuple[Leftovers, Any]] = []
    for check in definitions:
        for phrase in check.phrases:
            phrases.setdefault(phrase.lower(), []).append(check)
        each.extend((check, re2.compile(f"(?m:{pattern})", options=_options())) for pattern in check.patterns)
    # With (?m), so that ^ and $ mean a statement's ends in the joined text too.
    joined = "|".join(f"(?m:{pattern})" for check in definitions for pattern in check.patterns)
    return _Tables(phrases, _Patterns(re2.compile(joined, options=_options()) if joined else None, tuple(each)))


def run(definitions: Sequence[Leftovers], page: Page, knowledge: Any) -> Outcome:
    """Leftovers of one page; of overlapping ones of the same check the longest."""
    tables = _tables(definitions, knowledge)
    found: list[Hit] = []
    for index, hits in page.literals.items():
        for literal in hits:
            checks = tables.phrases.get(literal.literal, ())
            found.extend(Hit(check.id, index, literal.start, literal.end) for check in checks)
    found.extend(_pattern_hits(tables.patterns, page))
    where = {check.id: check.where for check in definitions}
    kept: list[Hit] = []
    end: dict[tuple[str, int], int] = {}
    for hit in sorted(found, key=lambda hit: (hit.statement, hit.start, -hit.end, hit.check)):
        key = (hit.check, hit.statement)
        if hit.start >= end.get(key, 0) and _allowed(where[hit.check], page.statements[hit.statement], hit):
            end[key] = hit.end
            kept.append(hit)
    return Outcome(hits=tuple(kept))


def _pattern_hits(patterns: _Patterns, page: Page) -> Iterator[Hit]:
    """One search over the whole page says whether any occurs; only then is each statement looked at."""
    if patterns.any is None:
        return
    texts = [statement.text.encode("utf-8", "replace").decode("utf-8") for statement in page.statements]
    joined = "\n".join(texts)
    if not patterns.any.search(joined):
        return
    for check, compiled in patterns.each:
        for index, text in enumerate(texts if compiled.search(joined) else ()):
            for match in compiled.finditer(text):
                start, end = match.span(1) if compiled.groups and match.start(1) >= 0 else match.span()
                if end > start:
                    yield Hit(check.id, index, start, end)


def _allowed(where: str, statement: Statement, hit: Hit) -> bool:
    if where == "fragment":
        return statement.block != "heading" and not _SENTENCE_END.search(statement.text)
    if where == "whole":
        return _EDGES.sub("", statement.text) == _EDGES.sub("", statement.text[hit.start : hit.end])
    return True
