"""Kind `undated`: words such as "currently" or "recently" that no date in the text pins down.

A page is read for years; "currently" then means nothing unless the sentence says when.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, ClassVar, Literal, NamedTuple

from alsreview.checks.definition import Definition, Many, Text, built_once
from alsreview.checks.engine import Hit, Outcome, Page
from alsreview.statements.model import Statement

_YEAR = re.compile(r"(?<![\w.,$€£/-])(?:19|20)\d\d(?![\w%]|[.,]\d)|\b(?:19|20)\d\d-\d\d(?:-\d\d)?\b")
_EVENT = re.compile(r"\w+ed (?:back )?(?:in|on|since|by)(?: \w+)?(?: \d\d?,?)? $", re.IGNORECASE)
"""A year that belongs to something that was done then ("discovered in 1993") and does not date the sentence."""
_OPENING = re.compile(r"(?:as of|as at|in|by|until|at the end of|since)\b[^,;:.]{0,25}$", re.IGNORECASE)
_AS_OF = re.compile(r"\b(?:as of|as at|to)\b[^,;.]{0,25}$", re.IGNORECASE)
_WORD = re.compile(r"[\w'’-]+")
_NEAR = 40
"""Characters on each side of the word in which a year counts as its date."""
_MONTHS = "January February March April May June July August September October November December"


class Undated(Definition):
    """A check of kind `undated`. `month` is the month and year of the as-of date ("November 2026")."""

    placeholders: ClassVar[frozenset[str]] = frozenset({"month"})

    kind: Literal["undated"]
    words: Many[Text]
    """Words and phrases that speak of a time without naming it."""
    dated_by: Literal["near", "any"] = "near"
    """Which year in the sentence gives the date: one close by or opening the sentence, or any."""
    not_after: Many[Text] = ()
    """Words straight before that make it harmless ("you currently take", "up to date")."""
    not_before: Many[Text] = ()
    """Words straight after that make it harmless ("newly diagnosed")."""
    unless: Many[Text] = ()
    """Phrases that make the words harmless anywhere in the statement: what holds for long ("there is no cure")."""
    only_before: Many[Text] = ()
    """If given, one of these must be among the two words after ("ongoing trial", not "ongoing care")."""


class _Dates(NamedTuple):
    """Years in a statement: whether there is any, whether one dates all of it, and where those stand that may."""

    some: bool
    whole: bool
    near: list[int]


class _Rule(NamedTuple):
    check: Undated
    not_after: tuple[str, ...]
    not_before: tuple[str, ...]
    only_before: frozenset[str]
    unless: tuple[str, ...]


def literals(definitions: Sequence[Undated], knowledge: Any) -> Iterable[str]:
    """The words of all checks."""
    return (word for definition in definitions for word in definition.words)


@built_once
def _rules(definitions: Sequence[Undated], knowledge: Any) -> dict[str, list[_Rule]]:
    """Rules by the lower-case literal that wakes them."""
    rules: dict[str, list[_Rule]] = {}
    for check in definitions:
        after = tuple(f" {word.lower()}" for word in check.not_after)
        before = tuple(word.lower() for word in check.not_before)
        only = frozenset(word.lower() for word in check.only_before)
        rule = _Rule(check, after, before, only, tuple(phrase.lower() for phrase in check.unless))
        for word in check.words:
            rules.setdefault(word.lower(), []).append(rule)
    return rules


def run(definitions: Sequence[Undated], page: Page, knowledge: Any) -> Outcome:
    """Undated words of one page. A page kept as an archive has its date and is passed over."""
    if page.document.meta.get("archived") is True:
        return Outcome()
    rules = _rules(definitions, knowledge)
    values = {"month": _month(page.as_of)}
    hits: list[Hit] = []
    for index, found in page.literals.items():
        statement = page.statements[index]
        if statement.block == "heading" or statement.text.endswith("?") or _dated_heading(statement):
            continue
        dates = None
        spared: frozenset[str] | None = None
        at = 0
        for literal in sorted(found, key=lambda hit: (hit.start, -hit.end)):
            if literal.start < at:
                continue
            for rule in rules.get(literal.literal, ()):
                if dates is None or spared is None:  # once a statement, however many words it has
                    dates, spared = _dates(statement.text), _spared(rules, found, statement.text)
                if rule.check.id not in spared and _undated(rule, statement.text, literal.start, literal.end, dates):
                    hits.append(Hit(rule.check.id, index, literal.start, literal.end, values))
                    at = literal.end
                    break
    return Outcome(hits=tuple(hits))


def _dated_heading(statement: Statement) -> bool:
    return any(_YEAR.search(heading) for heading in statement.headings[-1:])


def _spared(rules: dict[str, list[_Rule]], found: Iterable[Any], text: str) -> frozenset[str]:
    """Ids of the checks that a phrase of the statement keeps silent."""
    lowered = text.lower()
    woken = {rule.check.id: rule for literal in {hit.literal for hit in found} for rule in rules.get(literal, ())}
    return frozenset(id_ for id_, rule in woken.items() if any(phrase in lowered for phrase in rule.unless))


def _undated(rule: _Rule, text: str, start: int, end: int, dates: _Dates) -> bool:
    before = " " + " ".join(_WORD.findall(text[max(0, start - 60) : start])).lower()
    after = " ".join(_WORD.findall(text[end : end + 60])).lower()
    if before.endswith(rule.not_after) if rule.not_after else False:
        return False
    if any(after == word or after.startswith(word + " ") for word in rule.not_before):
        return False
    if rule.only_before and not rule.only_before.intersection(after.split(" ")[:2]):
        return False
    return not _dated(dates, start, end, rule.check.dated_by)


def _dates(text: str) -> _Dates:
    """The years of a statement, read once however many words it has."""
    near: list[int] = []
    some = whole = False
    for year in _YEAR.finditer(text):
        some = True
        lead = text[max(0, year.start() - 40) : year.start()]
        if _EVENT.search(lead):
            continue
        near.append(year.start())
        opens = year.start() < _NEAR and _OPENING.match(text[: year.start()])
        whole = whole or bool(opens or _AS_OF.search(lead))
    return _Dates(some, whole, near)


def _dated(dates: _Dates, start: int, end: int, by: str) -> bool:
    """Whether a year says when the words from `start` to `end` were true."""
    if by == "any":
        return dates.some
    first = bisect_left(dates.near, start - _NEAR)
    return dates.whole or (first < len(dates.near) and dates.near[first] <= end + _NEAR)


def _month(day: date) -> str:
    return f"{_MONTHS.split()[day.month - 1]} {day.year}"
