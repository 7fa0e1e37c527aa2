"""How a statement hangs on what stands before it: what it points back to, and an end that it tells of."""

from __future__ import annotations

from collections.abc import Sequence

from alsreview.knowledge import english
from alsreview.knowledge.reading import Reading

_AFTER_EMPTY_IT = frozenset("is was seems appears must should takes remains".split())
_OF_A_THING = frozenset("expected due set likely scheduled meant used thought believed able going about".split())
"""Words of "it is expected to", in which "it" stands for a thing."""
_AWAITED_NOUNS = frozenset("decision verdict ruling".split())
_STANDS_FOR_IT = english.TREATMENTS | frozenset(
    "dose dosage powder packet sachet approval pill infusion version application launch drugmaker firm company "
    "maker developer".split()
)
"""Nouns that stand for a medicine named before, or for its maker: "the powder", "the company"."""
_POINTING = frozenset("the this that these its new".split())
_FIELD_OPENINGS = frozenset(
    "first approved phase licensed indicated 1st only given taken administered available recently newly not".split()
)
"""Words with which a field of a record begins ("First approved in 2022", "Phase 3 ongoing")."""


def points_back(reading: Reading, names_drug: bool) -> bool:
    """Whether it points back: "it", "this drug", "the treatment", "a new treatment", or it has no subject."""
    words = reading.words
    for index, word in enumerate(words):
        if word.partition("'")[0] in ("it", "its", "they", "them") and not _empty_it(reading, index):
            return True
        if word in _STANDS_FOR_IT:
            near = words[max(0, index - 4) : index]
            if _POINTING.intersection(near) and "no" not in near:
                return True
    if names_drug:
        return False
    return reading.word_at(0) in _FIELD_OPENINGS or bool(reading.word_set & _AWAITED_NOUNS)


def _empty_it(reading: Reading, index: int) -> bool:
    """ "It is estimated that", "it must be stressed": an "it" that stands for nothing."""
    words = reading.words
    if words[index] != "it" or reading.word_at(index + 1) not in _AFTER_EMPTY_IT:
        return False
    ahead = words[index + 1 : index + 6]
    return "that" in ahead or ("to" in ahead[:3] and not _OF_A_THING.intersection(ahead[:3]))


_ORGANS = frozenset("heart respiratory liver kidney renal hepatic ventilatory cardiac lung breathing organ".split())


_END_WORDS = english.WITHDRAWAL | {"longer", "off", "out"}


def tells_end(words_: Sequence[str]) -> bool:
    """Whether words tell of a withdrawal or failure; "heart failure" is none."""
    if _END_WORDS.isdisjoint(words_):
        return False
    for index, word in enumerate(words_):
        if word in english.WITHDRAWAL and not (index and words_[index - 1] in _ORGANS):
            return True
        if index and (words_[index - 1], word) in (
            ("no", "longer"),
            ("taken", "off"),
            ("off", "the"),
            ("phased", "out"),
        ):
            return True
    return False
