"""Noun phrases for treatments in a reading: "the only FDA-approved ALS drug", "no other medicine", "two agents"."""

from __future__ import annotations

from functools import lru_cache

from alsreview.checks.approvals import words
from alsreview.checks.approvals.phrase import Phrase
from alsreview.checks.approvals.status import read_status
from alsreview.knowledge import english
from alsreview.knowledge.reading import Reading

_STOPS = frozenset('.;:!?()[]"“”')


LONGEST = 40
"""Units before a noun that may belong to its phrase; without a bound a dump of text would cost its square."""

_TREATING = frozenset("treating slowing treat slow".split())


@lru_cache(maxsize=64)
def find_phrases(reading: Reading) -> tuple[Phrase, ...]:
    """All treatment phrases of a statement, in order. Remembered, as several judges ask one after the other."""
    found: list[Phrase] = []
    units = reading.units
    skip = -1
    for index, unit in enumerate(units):
        if index <= skip or unit.mention is not None or not _is_noun(reading, index):
            continue
        head = index
        while head + 1 < len(units) and units[head + 1].mention is None and _is_noun(reading, head + 1):
            head += 1
        skip = head
        phrase = _phrase(reading, index, head)
        read_status(reading, phrase)
        found.append(phrase)
    return tuple(found)


def _is_noun(reading: Reading, index: int) -> bool:
    word = reading.words[index]
    if word in english.TREATMENTS:
        # "treatment of", "for the treatment of": the act, not a thing that is approved.
        act = (
            word == "treatment"
            and reading.word_at(index - 1) in ("for", "the", "in", "of")
            and (
                reading.word_at(index + 1) in ("of", "for") and reading.word_at(index - 2) in ("for", "in", "of", "to")
            )
        )
        filed = word == "drug" and reading.word_at(index + 1) in ("application", "applications")
        return not filed and not act and not (word == "treatment" and reading.word_at(index - 1) == "for")
    if word in ("way", "means"):
        return reading.word_at(index + 1) in ("of", "to") and reading.word_at(index + 2) in _TREATING
    if word == "others":
        return reading.word_at(index - 1) == "no"
    if word in ("one", "ones"):
        before = reading.word_at(index - 1)
        if before in english.APPROVAL | english.AVAILABLE and "only" in reading.words[max(0, index - 4) : index]:
            return True
        return before in ("only", "sole", "other") or (before == "first" and reading.word_at(index - 2) == "the")
    following = reading.word_at(index + 1)
    if word == "nothing" and (following in ("has", "is", "yet", "new") or following in english.APPROVAL):
        return True
    if word == "none" and following in english.APPROVAL:
        return True
    return word in ("nothing", "none") and reading.word_at(index + 1) in (*words.SOLE_EXCEPT, "other", "else")


def _phrase(reading: Reading, first: int, head: int) -> Phrase:
    phrase = Phrase(first, head, head)
    word = reading.words[head]
    phrase.plural = word.endswith("s") and word != "meds'"
    if word in ("nothing", "none"):
        phrase.none = True
        return phrase
    phrase.other = word == "others"
    for inner in range(first, head):
        _take_word(reading, phrase, inner)
    index = first - 1
    while index >= max(0, first - LONGEST) and _may_follow(reading, index) and _take(reading, phrase, index):
        phrase.start = index
        index -= 1
    if reading.word_at(phrase.start - 1) == "of" and reading.word_at(phrase.start - 2) == "none":
        phrase.none = phrase.none or not phrase.told
    if not phrase.told and reading.word_at(phrase.start - 1) == "of":
        _counted_of(reading, phrase)
    phrase.one_of = (
        phrase.number is None
        and reading.word_at(phrase.start - 1) == "of"
        and reading.word_at(phrase.start - 2) == "one"
    )
    return phrase


def _counted_of(reading: Reading, phrase: Phrase) -> None:
    """ "Only two of the many drugs tested": the number of those that the rest of the sentence tells of."""
    at = phrase.start - 2
    number = reading.number(at)
    if number is None or reading.word_at(at - 1) not in english.ONLY | english.JUST:
        return
    phrase.number, phrase.only, phrase.start = number, True, at - 1
    phrase.definite = phrase.ordinal = phrase.vague_number = phrase.any = False


_CLOSING = (english.DETERMINERS - {"all"}) | {"no"}


_BEFORE_DETERMINER = english.ONLY | english.JUST | {"not", "than", "least", "all", "both", "mere", "of", "most", "to"}


def _may_follow(reading: Reading, index: int) -> bool:
    """Whether a phrase goes on to the left of what was taken last: a determiner ends it, but for "only a"."""
    taken, word = reading.word_at(index + 1), reading.words[index]
    if word == "than":
        return False
    if reading.units[index].mention is None and word and word in "–—" and not _joins(reading, index):
        return False
    if taken in _CLOSING and reading.units[index + 1].mention is None:
        return word in _BEFORE_DETERMINER - {"of", "to", "than"}
    if reading.number(index + 1) is not None and taken != "one":
        return word in _BEFORE_DETERMINER | english.DETERMINERS | {"at", "first"} | english.APPROVE_VERBS
    return word not in english.NEGATIONS - {"not"} and word not in ("be", "been")


def _joins(reading: Reading, index: int) -> bool:
    """Whether a dash joins two words ("FDA–approved"), as a hyphen does."""
    units = reading.units
    return bool(index) and units[index - 1].end == units[index].start and units[index + 1].start == units[index].end


def _take(reading: Reading, phrase: Phrase, index: int) -> bool:
    """Takes the unit before the phrase into it; False where the phrase begins after it."""
    unit = reading.units[index]
    if unit.mention is not None:
        kind = unit.mention.term.kind
        if kind in ("substance", "product"):
            return _take_drug(reading, phrase, index)
        if kind in ("indication", "authority", "place", "organisation"):
            return True
        phrase.narrowed = phrase.narrowed or unit.word
        return kind not in ("trial",)
    word = unit.word
    if word == "'" and reading.word_at(index - 1) in _OWNERS:
        phrase.exists = True  # "patients' only option"
        return False
    if word in "-/–—'" or word == "s":
        return reading.units[index + 1].start == unit.end
    if word in ("and", "or", ",", "&"):
        return _joins_modifiers(reading, index)
    if word == "of":
        return reading.word_at(index - 1) in {"couple", "pair", "number", "handful", "total", *english.GROUPS}
    if word in _STOPS or word in english.PREPOSITIONS or word in english.PRONOUNS - english.DETERMINERS:
        return False
    if word in english.PRESENT_AUX | english.PAST_AUX | english.FUTURE | english.SUBORDINATORS | words.VERBS:
        return False
    if word in _CONTRACTED or word in ("how", "what"):
        return False
    if word in _OWNERS:
        phrase.exists = True
        return True
    return _take_word(reading, phrase, index)


_OWNERS = frozenset("patients patient's sufferers families doctors neurologists clinicians our their your".split())
_CONTRACTED = frozenset(
    "there's it's that's here's what's who's he's she's let's i've we've you've they've they're".split()
)


def _take_drug(reading: Reading, phrase: Phrase, index: int) -> bool:
    """ "Riluzole treatment" is narrower; "riluzole, drug" and "as riluzole the only drug" are not inside the phrase."""
    if index + 1 < phrase.start or reading.word_at(index + 1) in (",", "(", "-", "–", "—"):
        return False
    if phrase.start <= phrase.head and index == phrase.start - 1:
        phrase.drugs_inside.append(index)
        phrase.narrowed = phrase.narrowed or reading.words[index]
    return True


def _joins_modifiers(reading: Reading, index: int) -> bool:
    left, right = reading.word_at(index - 1), reading.word_at(index + 1)
    quantity = english.ONLY | {"first", "second", "one", "newest", "latest"}
    if left in quantity and right in quantity:
        return True
    return left in words.MODIFIERS and right in words.MODIFIERS and left not in english.TREATMENTS


def _take_word(reading: Reading, phrase: Phrase, index: int) -> bool:
    """Notes what a word before the noun says; False ends the phrase before it."""
    word = reading.words[index]
    number = reading.number(index)
    if word in (
        "only",
        "sole",
        "lone",
        "single",
        "solitary",
        "just",
        "merely",
        "solely",
        "mere",
        "exactly",
        "precisely",
    ):
        phrase.only = True
    elif word == "not":
        single = (phrase.only or phrase.number == 1) and reading.word_at(index + 1) in ("a", "one")
        phrase.none, phrase.only = single or phrase.none, phrase.only and not single
        phrase.number = None if single else phrase.number
        return single
    elif word == "but" and (phrase.number is not None or phrase.only):
        phrase.only = True
    elif word == "no":
        phrase.none = True
        return True
    elif number is not None:
        if number > 1900:
            return False
        phrase.number = number
        if reading.word_at(index - 1) in ("least", "than", "over", "most", "to"):
            phrase.bound = "most" if reading.word_at(index - 1) in ("most", "to") else "least"
            if reading.word_at(index - 2) in ("fewer", "less", "up"):
                phrase.bound = "most"
            if reading.word_at(index - 2) == "more" and reading.word_at(index - 3) in ("no", "not"):
                phrase.bound, phrase.only = "", True  # "no more than two"
    elif word in ("couple", "pair"):
        phrase.number, phrase.vague_number = 2, True
    elif word in ("total", "whole", "grand"):
        pass
    elif word == "today's":
        phrase.definite = True
    elif word == "both":
        phrase.number = 2
    elif word in (
        "handful",
        "few",
        "several",
        "many",
        "number",
        "limited",
        "some",
        "various",
        "numerous",
        "any",
        "every",
    ):
        phrase.vague_number = phrase.ordinal = True
        phrase.any = phrase.any or word == "any"
    elif word in ("first", "1st"):
        phrase.first = phrase.ordinal = True
    elif word in english.ORDINALS or word in ("last", "next", "another"):
        phrase.ordinal = True
    elif word == "other":
        phrase.other = True
    elif word in english.DETERMINERS:
        phrase.definite = phrase.definite or word in ("the", "its", "their", "these", "those", "this", "that")
        return word in ("the", "a", "an", "its", "these", "those", "this", "that", "our", "their", "all", "any", "each")
    elif word in words.MODIFIERS:
        _modifier(reading, phrase, word)
    elif word in english.ADVERBS or word.endswith("ly"):
        pass
    elif word in ("most", "best", "main", "mainstay", "more") or (word.endswith("ing") and word not in words.MODIFIERS):
        phrase.narrowed = phrase.narrowed or word
    else:
        phrase.narrowed = phrase.narrowed or word
    return True


def _modifier(reading: Reading, phrase: Phrase, word: str) -> None:
    if word in english.APPROVAL:
        if word in ("unapproved", "unlicensed"):
            phrase.narrowed = word
        phrase.approved = True
    elif word in english.AVAILABLE:
        phrase.available = True
    elif word in words.OPINION:
        phrase.opinion = True
    elif word in ("modifying", "altering", "slowing", "neuroprotective"):
        phrase.disease_modifying = True
    elif word in ("new", "newest", "latest"):
        phrase.new = True
