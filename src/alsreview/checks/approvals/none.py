"""None and no other: "no approved drug", "nothing but riluzole", "without a licensed therapy"."""

from __future__ import annotations

from alsreview.checks.approvals import words
from alsreview.checks.approvals.assertion import Assertion
from alsreview.checks.approvals.phrase import Phrase
from alsreview.checks.approvals.scope import Scope
from alsreview.knowledge import english


def none_or_other(scope: Scope, phrase: Phrase, start: int, end: int) -> Assertion | None:
    reading = scope.reading
    if reading.has("than") and not reading.has("other than") and not phrase.told:
        return None
    since_date = reading.has("since") and any(span.kind == "date" for span in reading.times)
    if (
        since_date
        or any(span.kind == "span" for span in reading.times)
        or (reading.has("until", "till", "since") and phrase.new)
    ):
        return None  # "no new drug in 20 years" is about a stretch of time
    if reading.word_at(phrase.head) in ("none", "nothing") and not phrase.told:
        return None
    if _told_of_each(scope, phrase) or _of_a_symptom(scope, phrase):
        return None
    bare = reading.words[max(0, phrase.start - 3) : phrase.start]
    if not reading.finite and bare in ((*bare[:-3], "no", "cure", ","), (*bare[:-3], "no", "cure", "and")):
        return Assertion("none", start, end)  # "No cure, no treatment, ..."
    excepted = exceptions(scope, phrase)
    status = phrase.told or phrase.slows
    if excepted and (status or phrase.exists or phrase.disease_modifying):
        return Assertion("sole", start, end, excepted)
    if excepted:
        return None
    if phrase.other:
        subjects = scope.own_drugs or scope.around_drugs
        return Assertion("sole", start, end, subjects) if phrase.told and subjects else None
    if phrase.opinion and not (phrase.approved or phrase.disease_modifying):
        return None
    if phrase.new or phrase.first:
        return None
    if phrase.told or phrase.slows or phrase.disease_modifying:
        return Assertion("none", start, end)
    if (
        phrase.exists
        and not phrase.opinion
        and not phrase.only
        and not scope.own_drugs
        and _bare(reading.words, phrase)
    ):
        return Assertion("none", start, end)
    return None


_WHO_HAS_NONE = (
    english.PRONOUNS
    | english.PEOPLE_WORDS
    | english.DISEASE_WORDS
    | frozenset("there form forms world medicine doctors neurologists regulators country countries variant".split())
)


def _of_a_symptom(scope: Scope, phrase: Phrase) -> bool:
    """ "Fatigue has no approved treatment in ALS": the disease is only where it is lacking."""
    reading = scope.reading
    if reading.word_at(phrase.start - 1) not in ("has", "have", "lacks", "lack") or phrase.start < 2:
        return False
    owner = reading.units[phrase.start - 2]
    if owner.mention is not None or owner.word in _WHO_HAS_NONE or not owner.word.isalpha():
        return False
    later = reading.of_kind("indication")
    return bool(later) and later[0] > phrase.head and reading.word_at(later[0] - 1) == "in"


_SAYS_NONE = words.SLOWING | {"exists", "exist", "yet", "besides", "less", "as", "this", "others", "others'"}


def _told_of_each(scope: Scope, phrase: Phrase) -> bool:
    """ "No approved drug comes without risks": something is told of the approved ones, of which there are some."""
    reading = scope.reading
    if not any(word in english.APPROVAL for word in reading.words[phrase.start : phrase.head]):
        return False
    for at in range(phrase.head + 1, min(len(reading.units), phrase.head + 6)):
        word = reading.words[at]
        if reading.units[at].mention is not None or word in english.ADVERBS or word in ("for", "in", "against", "the"):
            continue
        return len(word) > 3 and word.endswith("s") and not word.endswith("ss") and word not in _SAYS_NONE
    return False


def _bare(words_: tuple[str, ...], phrase: Phrase) -> bool:
    """ "There is no treatment for it": nothing follows that restricts it."""
    return not any(word in words.RESTRICTING for word in words_[phrase.head :])


def lacking(scope: Scope, phrase: Phrase) -> bool:
    """ "Without an approved drug", "lacks a licensed therapy", "still waiting for its first approved medicine"."""
    reading = scope.reading
    if phrase.only or not (phrase.approved or phrase.disease_modifying or phrase.slows):
        return False
    before = reading.words[max(0, phrase.start - 4) : phrase.start]
    if any(word in ("without", "lacks", "lack", "lacking", "nor") for word in before):
        return True
    if _pair(before, "yet", "to") or (before[-1:] == ("never",)):
        return not phrase.definite
    waits = any(word in ("waiting", "wait", "awaiting", "await", "awaits", "waits") for word in before)
    return waits and phrase.first


_NOT_THERE = (
    "does not exist",
    "do not exist",
    "does not yet exist",
    "do not yet exist",
    "doesn't exist",
    "don't exist",
    "nonexistent",
    "non - existent",
)


def said_not_to_exist(scope: Scope, phrase: Phrase) -> bool:
    """ "An approved drug does not exist", "cannot be treated with any approved drug"."""
    if phrase.only or not phrase.approved:
        return False
    reading = scope.reading
    return reading.has(*_NOT_THERE) or (phrase.any and reading.negated(phrase.start, 8))


def exceptions(scope: Scope, phrase: Phrase) -> tuple[str, ...]:
    """Medicines taken out of a "no": "except riluzole", "other than X", "apart from X, no drug"."""
    reading = scope.reading
    for index in reading.of_kind("substance", "product"):
        before = reading.words[max(0, index - 4) : index]
        if any(word in words.SOLE_EXCEPT for word in before) or _pair(before, "other", "than"):
            return scope.own_drugs
        if _pair(before, "apart", "from") or _pair(before, "aside", "from") or _pair(before, "exception", "of"):
            return scope.own_drugs
    return ()


def _pair(before: tuple[str, ...], left: str, right: str) -> bool:
    return any(before[at : at + 2] == (left, right) for at in range(len(before)))
