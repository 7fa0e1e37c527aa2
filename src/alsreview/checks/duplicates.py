"""Kind `duplicates`: a sentence, paragraph or caption that stands twice, and a phrase doubled inside a sentence."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Any, ClassVar, Literal, NamedTuple

from pydantic import Field

from alsreview.checks.definition import Definition
from alsreview.checks.engine import Hit, Outcome, Page
from alsreview.knowledge.scan import lower_same_length
from alsreview.statements.model import Statement

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
_BETWEEN = re.compile(r"[\s,;()\[\]–—-]*(?:(?:and|or)\s+)?")
"""What may stand between the two copies of a doubled phrase; a colon parts a label from its link."""

MAX_PHRASE = 40
"""Words of the longest doubled phrase looked for; keeps the search linear."""
MAX_EARLIER = 6
"""How many earlier places of a word are tried as the start of the first copy; keeps the search linear."""
_SMALL = frozenset(
    {
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "is",
        "it",
        "of",
        "on",
        "or",
        "that",
        "the",
        "then",
        "this",
        "to",
        "was",
        "were",
        "with",
    }
)


class Duplicates(Definition):
    """A check of kind `duplicates`. `line` is where the first copy stands."""

    placeholders: ClassVar[frozenset[str]] = frozenset({"line", "first"})

    kind: Literal["duplicates"]
    repeats: Literal["sentence", "paragraph", "caption", "phrase"]
    min_words: int = Field(default=5, ge=1, le=50)
    """Shorter repeats are let pass."""


class _Word(NamedTuple):
    text: str
    start: int
    end: int


def literals(definitions: Sequence[Duplicates], knowledge: Any) -> Iterable[str]:
    """None: a repeat is found by comparison, not by words."""
    return ()


def run(definitions: Sequence[Duplicates], page: Page, knowledge: Any) -> Outcome:
    """Repeats of one page. A repeated paragraph is told once and not again for each of its sentences."""
    hits: list[Hit] = []
    told: set[int] = set()
    for kind in ("paragraph", "caption", "sentence"):
        before = frozenset(told)
        for check in definitions:
            if check.repeats == kind:
                hits.extend(_repeats(check, page, before, told))
    for check in definitions:
        if check.repeats == "phrase":
            for statement in page.statements:
                hits.extend(_doubled(check, statement))
    return Outcome(hits=tuple(hits))


def _repeats(check: Duplicates, page: Page, before: frozenset[int], told: set[int]) -> Iterator[Hit]:
    """Hits for every later copy. `before` holds statements told of by wider checks; `told` gathers those told of."""
    first: dict[tuple[object, ...], Statement] = {}
    for group in _groups(check, page):
        words = [word for statement in group for word in _plain_words(statement.text)]
        if len(words) < check.min_words or any(statement.index in before for statement in group):
            continue
        key = (*_place(group[0], page), *words)
        earlier = first.setdefault(key, group[0])
        if earlier is group[0]:
            continue
        told.update(statement.index for statement in group)
        line = page.document.lines.position(earlier.start).line
        values = {"line": str(line), "first": earlier.text}
        yield Hit(check.id, group[0].index, 0, len(group[0].text), values)


def _groups(check: Duplicates, page: Page) -> Iterator[tuple[Statement, ...]]:
    """What is compared as one: a paragraph of several sentences, a caption, or a single statement."""
    if check.repeats != "paragraph":
        for statement in page.statements:
            caption = statement.block == "caption"
            if statement.block not in ("heading", "table_cell") and caption == (check.repeats == "caption"):
                yield (statement,)
        return
    blocks: dict[int, list[Statement]] = {}
    for statement in page.statements:
        if statement.block not in ("heading", "table_cell", "caption"):
            blocks.setdefault(statement.block_index, []).append(statement)
    for group in blocks.values():
        if len(group) > 1:
            yield tuple(group)


def _place(statement: Statement, page: Page) -> tuple[object, ...]:
    """Items of different lists may say the same; everything else is compared over the whole page."""
    if statement.block != "list_item":
        return ()
    block = page.document.blocks[statement.block_index]
    return (block.lead_in, *block.headings)


def _words(text: str) -> list[_Word]:
    lowered = lower_same_length(text)
    return [_Word(found[0], found.start(), found.end()) for found in _WORD.finditer(lowered)]


@lru_cache(maxsize=2048)
def _plain_words(text: str) -> tuple[str, ...]:
    """The words of a statement in lower case, cut once for all checks."""
    return tuple(_WORD.findall(text.lower()))


def _doubled(check: Duplicates, statement: Statement) -> Iterator[Hit]:
    """Two copies of a phrase side by side, with at most a comma or an "and" between them."""
    plain = _plain_words(statement.text)
    if len(plain) == len(set(plain)) or (check.min_words > 1 and len(set(pairwise(plain))) == len(plain) - 1):
        return  # no two words stand side by side twice, so nothing is doubled
    if not any(count > 1 and len(word) > 2 and word not in _SMALL for word, count in Counter(plain).items()):
        return
    words = _words(statement.text)
    places: dict[str, list[int]] = {}
    done = 0
    for index, word in enumerate(words):
        earlier = places.setdefault(word.text, [])
        for begin in reversed(earlier[-MAX_EARLIER:]):
            if begin < done or index - begin > MAX_PHRASE + 1:
                break
            if length := _copy_length(words, begin, index, statement.text, check.min_words):
                last = words[index + length - 1]
                phrase = statement.text[words[begin].start : words[begin + length - 1].end]
                values = {"line": "", "first": phrase}
                yield Hit(check.id, statement.index, words[begin].start, last.end, values, replacements=(phrase,))
                done = index + length
                break
        earlier.append(index)


def _copy_length(words: Sequence[_Word], begin: int, index: int, text: str, least: int) -> int:
    """Words of the phrase that starts at `begin` and again at `index`, or 0 where that is no doubled phrase."""
    length = index - begin
    if length > 1 and words[index - 1].text in ("and", "or"):
        length -= 1
    if length < least or length > MAX_PHRASE or index + length > len(words):
        return 0
    if any(words[begin + step].text != words[index + step].text for step in range(length)):
        return 0
    if not _BETWEEN.fullmatch(text, words[begin + length - 1].end, words[index].start):
        return 0
    content = [word for word in words[begin : begin + length] if word.text not in _SMALL and len(word.text) > 2]
    return length if len(content) >= min(2, least) else 0
