"""Kind `prose`: faults in how sentences are built that need the page around them, found without Java.

LanguageTool's rules see one sentence and word patterns in it; these see where a clause ends, what stands before and
after a sentence, and whether it is prose at all. Linear in the text, no model, no download.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, ClassVar, Literal, NamedTuple

from alsreview.checks import prose_clauses as clauses
from alsreview.checks import prose_fragments as fragments
from alsreview.checks.definition import Definition
from alsreview.checks.engine import Hit, Outcome, Page
from alsreview.checks.prose_lists import odd_items
from alsreview.checks.prose_words import Word, is_known, words
from alsreview.statements.model import Statement

Fault = Literal["comma-splice", "fragment", "no-verb", "no-main-clause", "list-form"]

MAX_WORDS = 120
"""Longer statements are tables or lists that lost their structure; nothing is said about them."""

_AUXILIARIES = re.compile(
    r"\b(?:is|are|was|were|has|have|had|does|do|did|can|could|may|might|must|should|will|would)\b"
)
_RELATIVES = re.compile(r"\b(?:who|which|that)\b")
_OPENERS = re.compile(r"(?:Because|Although|Though|Whereas|Unless|When|If|While|Since|Which|Such|Like|Due)\b")


class Prose(Definition):
    """A check of kind `prose`. `detail` names the word that shows the fault (the second verb, the opening word)."""

    placeholders: ClassVar[frozenset[str]] = frozenset({"detail"})

    kind: Literal["prose"]
    fault: Fault
    """Which fault of sentence building it reports."""


class Found(NamedTuple):
    """A fault in one statement. `start` and `end` are offsets in its reader text."""

    fault: Fault
    start: int
    end: int
    detail: str


def literals(definitions: Sequence[Prose], knowledge: Any) -> Iterable[str]:
    """None: sentences are read whole."""
    return ()


def run(definitions: Sequence[Prose], page: Page, knowledge: Any) -> Outcome:
    """Faults of one page. Only English pages are read; headings, captions, cells and quotations are let pass."""
    checks = {definition.fault: definition.id for definition in definitions}
    if not checks or not _english(page):
        return Outcome()
    hits = []
    for index, found in faults(page):
        if found.fault in checks:
            values = {"detail": found.detail}
            hits.append(Hit(checks[found.fault], index, found.start, found.end, values))
    return Outcome(hits=tuple(hits))


def _english(page: Page) -> bool:
    """Whether the page is in English; where it is too short to say, whether most of its longer words are known."""
    if page.document.language != "unknown":
        return page.document.language == "en"
    longer = [word.low for text in page.statements for word in words(text.text) if len(word.low) > 3]
    return 2 * sum(map(is_known, longer)) >= len(longer)


def faults(page: Page) -> Iterator[tuple[int, Found]]:
    """Every fault of a page with the index of its statement, in document order."""
    statements = page.statements
    for at, statement in enumerate(statements):
        if statement.block not in ("paragraph", "list_item"):
            continue
        if not _worth_reading(statement.text):
            continue
        line = words(statement.text)
        if not line or len(line) > MAX_WORDS:
            continue
        before = _neighbour(statements, at, -1)
        after = _neighbour(statements, at, 1)
        if found := _judge(line, statement, before, after):
            yield statement.index, found
    yield from ((index, Found("list-form", start, end, word)) for index, start, end, word in odd_items(page))


def _worth_reading(text: str) -> bool:
    """Cheap sieve: a plain sentence with an auxiliary and neither comma nor relative clause has none of the faults."""
    if "," in text or _OPENERS.match(text) or _RELATIVES.search(text):
        return True
    return _AUXILIARIES.search(text) is None


def _neighbour(statements: Sequence[Statement], at: int, step: int) -> str | None:
    """Text of the statement before or after in the same block."""
    if not 0 <= at + step < len(statements):
        return None
    other = statements[at + step]
    return other.text if other.block_index == statements[at].block_index else None


def _judge(line: Sequence[Word], statement: Statement, before: str | None, after: str | None) -> Found | None:
    if splice := clauses.comma_splice(line):
        return Found("comma-splice", splice.start, splice.end, statement.text[splice.start : splice.end])
    if statement.block != "paragraph" or not line[0].text[0].isupper() or not fragments.plain_prose(line):
        return None
    whole = line[0].start, line[-1].end
    if before is not None and before.rstrip().endswith(("?", ":", "!")):
        return None
    if before is not None and fragments.opens_fragment(line):
        return Found("fragment", *whole, line[0].text)
    if fragments.only_relative_verbs(line):
        return Found("no-main-clause", *whole, line[0].text)
    if fragments.answers_or_notes(line) or not fragments.no_verb(line):
        return None
    if _in_prose(before) or _in_prose(after) or fragments.two_noun_phrases(line) or fragments.long_subject(line):
        return Found("no-verb", *whole, line[0].text)
    return None


def _in_prose(text: str | None) -> bool:
    """Whether a neighbour is a sentence, so that this one stands in running prose."""
    if text is None:
        return False
    line = words(text)
    return len(line) >= 4 and line[-1].low == "." and not fragments.no_verb(line)
