"""Sole, count and closed list: "the only drug", "two medicines", "the approved drugs are A and B"."""

from __future__ import annotations

from alsreview.checks.approvals import words
from alsreview.checks.approvals.assertion import Assertion
from alsreview.checks.approvals.phrase import Phrase
from alsreview.checks.approvals.scope import Scope
from alsreview.knowledge import english


def sole_or_count(scope: Scope, phrase: Phrase, start: int, end: int) -> Assertion | None:
    reading = scope.reading
    subjects = linked(scope, phrase)
    head = reading.words[phrase.head]
    exact_scope = bool(scope.own_indications) and phrase.only
    status = phrase.told or (phrase.disease_modifying and phrase.only) or (phrase.slows and phrase.only)
    if phrase.exists and phrase.only:
        status = True
    if not status and exact_scope and head not in english.WEAK_TREATMENTS and _for_disease(scope, phrase):
        status = not phrase.opinion and not reading.word_set & words.NARROWING
    if not status and head == "one" and _around_tells_approval(scope):
        status = True
    if not status or (head in english.WEAK_TREATMENTS and not phrase.told and not (phrase.exists and subjects)):
        return None
    if phrase.opinion and not phrase.told:
        return None
    number = phrase.number
    if phrase.only and number in (None, 1) and not phrase.plural and (phrase.first or not phrase.ordinal):
        if phrase.other:
            both = tuple(dict.fromkeys((*subjects, *scope.around_drugs)))
            return Assertion("closed-list", start, end, both) if len(both) > 1 else None
        if subjects:
            return Assertion("sole", start, end, subjects)
        return Assertion("count", start, end, (), 1)
    if number is None and phrase.only and phrase.definite and phrase.plural and not phrase.ordinal and subjects:
        return Assertion("closed-list" if len(subjects) > 1 else "sole", start, end, subjects)
    if number == 1 and not phrase.only and head not in ("one", "ones"):
        if phrase.definite and phrase.told and subjects:
            return Assertion("sole", start, end, subjects)
        if _counts_one(scope, phrase):
            return Assertion("sole" if subjects else "count", start, end, subjects, 1)
        return None
    if number is not None and number > 1 and not phrase.ordinal:
        return _count(scope, phrase, start, end, subjects, number)
    if number is None and not phrase.only and _closed_list(scope, phrase) and len(subjects) > 1:
        return Assertion("closed-list", start, end, subjects)
    return None


def _count(
    scope: Scope, phrase: Phrase, start: int, end: int, subjects: tuple[str, ...], number: int
) -> Assertion | None:
    if not phrase.only and scope.reading.has("neither of which", "none of which"):
        return None
    if not phrase.plural or (phrase.vague_number and not phrase.only and number != 2):
        return None
    if phrase.other:
        return Assertion("count", start, end, (), number + len(scope.own_drugs or scope.around_drugs[:1]))
    if "out of" in f" {' '.join(scope.reading.words[phrase.head :])} " and len(subjects) == number:
        return Assertion("closed-list", start, end, subjects, number)
    if not phrase.only and not phrase.definite and _told_of_them(scope, phrase, subjects, number):
        return None
    listed = subjects if len(subjects) == number and not phrase.bound else ()
    return Assertion("closed-list" if listed else "count", start, end, listed, number, phrase.bound)


def _told_of_them(scope: Scope, phrase: Phrase, subjects: tuple[str, ...], number: int) -> bool:
    """ "Two approved drugs, A and B, act on nerves": something is told of these two, and no number of all."""
    reading = scope.reading
    if phrase.start > 1 or len(subjects) != number or reading.word_at(phrase.last + 1) != ",":
        return False
    holds = english.BE_PRESENT | english.HAVE_PRESENT | {"exist", "hold", "carry"}
    if any(reading.words[verb.at] in holds for verb in reading.finite):
        return False
    after = [at for at in reading.of_kind("substance", "product") if at > phrase.last]
    return bool(after) and reading.word_at(after[-1] + 1) == ","


def _counts_one(scope: Scope, phrase: Phrase) -> bool:
    """ "Has cleared one medicine", "there is one approved drug": a count, unlike "one approved drug is riluzole"."""
    reading = scope.reading
    if phrase.bound or not phrase.told:
        return False
    if reading.number(phrase.start) == 1 and reading.word_at(phrase.head + 1) in ("has", "is"):
        return True
    return (
        phrase.exists
        or reading.word_at(phrase.start) in english.APPROVE_VERBS
        or (
            reading.word_at(phrase.start - 1) in ("is", "has", "have")
            and (
                reading.word_at(phrase.start - 2) in ("there", "we", "patients", "doctors", "clinicians")
                or (phrase.start > 1 and reading.units[phrase.start - 2].is_kind("indication"))
            )
        )
    )


def _for_disease(scope: Scope, phrase: Phrase) -> bool:
    units = scope.reading.units
    inside = any(unit.is_kind("indication") for unit in units[phrase.start : phrase.head])
    after = any(unit.is_kind("indication") for unit in units[phrase.head : phrase.head + 6])
    return inside or (
        after and any(unit.word in ("for", "against", "of") for unit in units[phrase.head : phrase.head + 3])
    )


def _around_tells_approval(scope: Scope) -> bool:
    around = scope.reading.around
    told = english.APPROVAL | english.AVAILABLE
    return any(word.strip(".,;()") in told for text in (around.context, around.before) for word in text.lower().split())


_BOTH = frozenset("these both they two".split())
_ASIDE = frozenset("as because since after although though while whereas until when if".split())


def linked(scope: Scope, phrase: Phrase) -> tuple[str, ...]:
    """The medicines that a phrase is about: those of the statement, or the one that "it" stands for."""
    reading = scope.reading
    mentions = []
    for index in reading.of_kind("substance", "product"):
        if index > phrase.last and _ASIDE.intersection(reading.words[phrase.last + 1 : index]):
            continue  # "the only one, as B was withdrawn"
        before = reading.words[max(0, index - 2) : index]
        if any(word in ("unlike", "like", "than", "versus", "until", "before", "after", "from") for word in before):
            continue
        mention = reading.units[index].mention
        if mention is not None:
            mentions.append(mention)
    if mentions:
        return scope.drugs_in(mentions)
    opening = reading.words[: phrase.start]
    points_back = any(word in ("it", "this", "which", "drug", "medicine", "treatment", "that") for word in opening[-6:])
    if (points_back or phrase.start <= 1) and len(scope.around_drugs) == 1:
        return scope.around_drugs
    if _BOTH.intersection(opening) and len(scope.around_drugs) == 2:
        return scope.around_drugs
    return ()


def _closed_list(scope: Scope, phrase: Phrase) -> bool:
    """ "The treatments sanctioned by the FDA are A, B and C": a definite plural, "are", and names, nothing open."""
    reading = scope.reading
    limited = reading.has("limited to", "restricted to", "confined to")
    definite = phrase.definite or limited
    if not (definite and phrase.plural and phrase.told and not phrase.new and not phrase.ordinal):
        return False
    rest = reading.words[phrase.head + 1 :]
    if reading.word_set & english.OPEN_LIST:
        return False
    names = [index for index in reading.of_kind("substance", "product") if index > phrase.head]
    if not names:
        return False
    before = reading.words[phrase.head + 1 : names[0]]
    return bool(rest) and bool(before) and (limited or before[-1] in ("are", ":", "namely"))
