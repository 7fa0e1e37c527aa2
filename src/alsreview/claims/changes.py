"""What changed between two wordings, word by word, and which of it may change the meaning.

Similarity cannot judge meaning ("the only drug", "not the only drug": 96 of 100), so a change that touches a number,
unit, comparison, negation, scope, date or name is called critical whatever the similarity.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import NamedTuple

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

MAX_WORDS = 2_000
"""Longer wordings are not compared word by word (the comparison is quadratic) but called changed as a whole."""

_WORD = re.compile(r"\d+(?:[.,:/]\d+)*|\w+(?:[-'.]\w+)*|[^\w\s]")
_SHAPE = re.compile(r"(?=(?:.*[A-Z]){2}|.*[A-Z].*\d|.*\d.*[A-Z]).{2,}")

_KINDS: dict[str, str] = {
    "negation": "no not never none neither nor nobody nothing nowhere without cannot can't don't doesn't didn't isn't "
    "aren't wasn't weren't won't hasn't haven't shouldn't mustn't couldn't wouldn't lack lacks fail fails failed "
    "unable avoid stop except unless",
    "number": "zero one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty sixty "
    "seventy eighty ninety hundred thousand million billion half third quarter double triple first second single pair "
    "dozen",
    "comparison": "more less fewer most least greater higher lower larger smaller longer shorter faster slower above "
    "below over under than before after until since up down increase increases increased decrease decreases decreased "
    "raise raises raised reduce reduces reduced improve improves improved worsen worsens worsened better worse early "
    "late < > = ± ≤ ≥ ~ +",
    "unit": "g kg mg µg μg mcg ng l ml dl mm cm m km nm mmol mol iu h hr hrs hour hours min minute minutes s sec day "
    "days week weeks month months year years daily weekly monthly yearly once twice thrice % percent per °c °f kcal "
    "bpm mmhg cmh2o",
    "date": "january february march april june july august september october november december jan feb mar apr jun jul "
    "aug sep sept oct nov dec today now currently recently",
    "scope": "only all every each any always some many few several mostly usually often rarely sometimes must should "
    "may might can could adults children",
}
"""Words of general English by the sort of meaning that they carry; a pack adds names, nothing else."""

_KIND_OF: dict[str, str] = {word: kind for kind, known in _KINDS.items() for word in known.split()}


class Change(NamedTuple):
    """One run of words replaced by another; either may be empty. `kinds` says what in it is critical."""

    old: str
    new: str
    kinds: tuple[str, ...]

    def __str__(self) -> str:
        """`"50 mg" -> "100 mg" (number)`."""
        said = f" ({', '.join(self.kinds)})" if self.kinds else ""
        if not self.old:
            return f'added "{self.new}"{said}'
        return (f'dropped "{self.old}"' if not self.new else f'"{self.old}" -> "{self.new}"') + said


def words(text: str) -> list[str]:
    """Words, numbers and single signs of a text, in order."""
    return _WORD.findall(text)


def changes(old: str, new: str, names: Collection[str] = frozenset()) -> tuple[Change, ...]:
    """The runs of words that differ, in order. `names` are names of drugs, genes and the like, in lower case."""
    first, second = words(old), words(new)
    if max(len(first), len(second)) > MAX_WORDS:
        return (Change("the whole text", "another text", ("number",)),) if first != second else ()
    found: list[Change] = []
    for code in Levenshtein.opcodes(first, second):
        if code.tag == "equal":
            continue
        i, j, k, m = code.src_start, code.src_end, code.dest_start, code.dest_end
        before, after = first[i:j], second[k:m]
        kinds = _kinds(before, names, opens=i == 0) | _kinds(after, names, opens=k == 0)
        found.append(Change(" ".join(before), " ".join(after), tuple(sorted(kinds))))
    return tuple(found)


def is_critical(found: Collection[Change]) -> bool:
    """True where any of the changes may change the meaning."""
    return any(change.kinds for change in found)


def another_subject(old: str, new: str, names: Collection[str] = frozenset()) -> bool:
    """True where the wordings are alike but speak of something else, so that one is no edit of the other.

    That is so where one name gave way to another, or where a long word and a number were both replaced. Acronyms are
    no names here: a page that turns "ALS" into "MND" still says the same things.
    """
    before, after = _names_in(old, names), _names_in(new, names)
    if before - after and after - before:
        return True
    replaced = [change for change in changes(old, new, names) if change.old and change.new]
    number = any(_has_digit(change.old) and _has_digit(change.new) for change in replaced)
    name = any("name" in change.kinds for change in replaced)
    return number and (name or any(_unlike(change) for change in replaced))


def _unlike(change: Change) -> bool:
    """A long word in place of a quite different long word: another drug, another country, another disease."""
    before = [word for word in words(change.old) if len(word) >= 6 and word.isalpha()]
    after = [word for word in words(change.new) if len(word) >= 6 and word.isalpha()]
    return bool(before and after) and all(fuzz.ratio(x.lower(), y.lower()) < 60 for x in before for y in after)


def _names_in(text: str, names: Collection[str]) -> frozenset[str]:
    if not names:
        return frozenset()
    return frozenset(low for word in words(text) if (low := word.lower()) in names and not _is_acronym(word))


def _is_acronym(word: str) -> bool:
    return word.isalpha() and word.isupper()


def _kinds(run: list[str], names: Collection[str], *, opens: bool) -> set[str]:
    kinds: set[str] = set()
    for index, word in enumerate(run):
        lowered = word.lower()
        if _has_digit(word):
            kinds.add("number")
        if word == "May":  # "may" is scope
            kinds.add("date")
        elif lowered in _KIND_OF:
            kinds.add(_KIND_OF[lowered])
        capital = word[0].isupper() and not (opens and index == 0)
        if lowered in names or capital or _SHAPE.fullmatch(word):
            kinds.add("name")
    return kinds


def _has_digit(text: str) -> bool:
    return any(char.isdigit() for char in text)
