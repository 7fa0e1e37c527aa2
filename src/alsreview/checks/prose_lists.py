"""Lists whose items begin alike but for one: "Checking ...", "Cleaning ...", "Record ..."."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from alsreview.checks.engine import Page
from alsreview.checks.prose_words import Word, imperative, words
from alsreview.statements.model import Statement

_LEAST = 3
"""Items of one form that are needed before the odd one is told."""


def odd_items(page: Page) -> Iterator[tuple[int, int, int, str]]:
    """(statement index, start, end, word) of the first word of an item whose form differs from all the others."""
    for items in _lists(page):
        forms = [(statement, line, _form(line)) for statement in items if (line := words(statement.text))]
        counted = Counter(form for _, _, form in forms)
        if len(forms) <= _LEAST or len(counted) != 2 or None in counted:
            continue
        (_, most), (odd, once) = counted.most_common()
        if most < _LEAST or once != 1:
            continue
        statement, line, _ = next(entry for entry in forms if entry[2] == odd)
        yield statement.index, line[0].start, line[0].end, line[0].text


def _lists(page: Page) -> Iterator[list[Statement]]:
    """First statements of the items of each list: blocks that follow each other at the same depth."""
    items: list[Statement] = []
    last = -2
    for statement in page.statements:
        block = page.document.blocks[statement.block_index]
        if statement.block == "list_item" and statement.block_index == last:
            continue
        follows = statement.block_index == last + 1 and statement.block == "list_item"
        same = bool(items) and page.document.blocks[items[-1].block_index].level == block.level
        if items and not (follows and same):
            yield items
            items = []
        if statement.block == "list_item":
            items.append(statement)
        last = statement.block_index
    if items:
        yield items


def _form(line: list[Word]) -> str | None:
    """How an item begins: "ing" form, "to" with a verb, or an order; None for anything else."""
    first = line[0]
    if first.low == "to" and len(line) > 1 and "v" in line[1].readings:
        return "to"
    if first.readings in {"g", "gn", "ng", "ngj", "gj"} and first.low.endswith("ing") and len(line) > 1:
        return "ing" if line[1].low in {"the", "a", "an", "your", "his", "her", "their", "with", "for", "at"} else None
    if imperative(line):
        return "order"
    return None
