"""Sole, count, closed list and none: statements that name a whole set of approved treatments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from alsreview.checks.approvals import words
from alsreview.checks.approvals.answers import answered
from alsreview.checks.approvals.assertion import Assertion
from alsreview.checks.approvals.constructions import constructions
from alsreview.checks.approvals.counted import sole_or_count
from alsreview.checks.approvals.definition import Asserts
from alsreview.checks.approvals.none import lacking, none_or_other, said_not_to_exist
from alsreview.checks.approvals.past import dated, of_the_past
from alsreview.checks.approvals.phrase import Phrase
from alsreview.checks.approvals.phrases import find_phrases
from alsreview.checks.approvals.scope import Scope
from alsreview.checks.approvals.target import unknown_target
from alsreview.knowledge import english
from alsreview.knowledge.reading import read


def assertions(scope: Scope) -> Iterator[Assertion]:
    """The sets that a statement names, as of the day of reading (a past one is none of them)."""
    reading = scope.reading
    if scope.other_disease:
        return
    if reading.is_question:
        if said := answered(scope):
            yield said
        return
    found = False
    for phrase in find_phrases(reading):
        made = _of_phrase(scope, phrase)
        if made is not None:
            found = True
            near = scope.indication_near(phrase.start, _reach(scope, phrase))
            yield replace(made, indication=near, modifies=phrase.slows or phrase.disease_modifying)
    if not found:
        turned = next(_without_noun(scope), None) or _turned(scope) or _named_after(scope)
        if turned is not None:
            yield turned


_THESE = frozenset("these they those both".split())


def _named_after(scope: Scope) -> Assertion | None:
    """ "Two drugs are approved. These are A and B.": the names of a set that the sentence before counts."""
    reading, before = scope.reading, scope.reading.around.before
    opening = reading.words[1:5]
    if not before or reading.word_at(0) not in _THESE or not english.BE_PRESENT.intersection(opening):
        return None
    if scope.indication is None or len(scope.own_drugs) < 2 or reading.word_set & english.OPEN_LIST:
        return None
    counted = read(before, scope.knowledge.lexicon)
    if not any(phrase.number and phrase.told and not phrase.narrowed for phrase in find_phrases(counted)):
        return None
    end = reading.units[reading.of_kind("substance", "product")[-1]].end
    return Assertion("closed-list", 0, end, scope.own_drugs, indication=scope.indication)


def _turned(scope: Scope) -> Assertion | None:
    """What a turn of phrase names: "save for A the shelf is bare", "approved drugs number two"."""
    reading = scope.reading
    for name, frame in constructions(scope):
        start, end = reading.units[frame.start].start, reading.units[frame.end - 1].end
        if name == "none":
            return Assertion("none", start, end, indication=scope.indication)
        if name == "count":
            numbers = [number for at in range(frame.start, frame.end) if (number := reading.number(at)) is not None]
            return Assertion("count", start, end, (), numbers[-1], indication=scope.indication) if numbers else None
        subjects = scope.uncontrasted or scope.around_drugs
        if subjects:
            kind: Asserts = "sole" if len(subjects) == 1 else "closed-list"
            return Assertion(kind, start, end, subjects, indication=scope.indication)
    return None


def _reach(scope: Scope, phrase: Phrase) -> int:
    """End of what belongs to a phrase: up to the next sign of its sentence."""
    units = scope.reading.units
    for index in range(max(phrase.last, phrase.head) + 1, len(units)):
        if units[index].mention is None and units[index].word in ".;:!?,–—":
            return index
    return len(units)


def _of_phrase(scope: Scope, phrase: Phrase) -> Assertion | None:
    reading = scope.reading
    if phrase.narrowed or phrase.drugs_inside or reading.denied(phrase.head) or of_the_past(scope, phrase):
        return None
    if unknown_target(scope, phrase.head) or scope.indication is None:
        return None
    if phrase.negated_status and not phrase.none:
        if not (phrase.any and phrase.approved and not phrase.new and not phrase.other):
            return None
        phrase = replace(phrase, none=True)  # "has not approved any drug"
    start = reading.units[phrase.start].start
    end = reading.units[max(phrase.last, phrase.head)].end
    if phrase.none:
        return none_or_other(scope, phrase, start, end)
    if lacking(scope, phrase) or said_not_to_exist(scope, phrase):
        return Assertion("none", start, end)
    if phrase.one_of and not phrase.number:
        return None
    negated = reading.negated(phrase.start, 4) or reading.negated(phrase.head, phrase.head - phrase.start + 3)
    if negated:
        return None
    return sole_or_count(scope, phrase, start, end)


_LINKS = frozenset(
    "a the an as drug treatment medicine on marketing market full been ' s won gained received got given "
    "granted obtained hold holds carry carries".split()
)
"""Words between a name and its approval: "riluzole has won FDA approval"."""


def _without_noun(scope: Scope) -> Iterator[Assertion]:
    """ "Only riluzole is approved", "riluzole alone has been licensed"."""
    reading = scope.reading
    if scope.indication is None:
        return
    drugs = reading.of_kind("substance", "product")
    if not drugs:
        return
    first, last = drugs[0], drugs[-1]
    before, after = reading.word_at(first - 1), reading.word_at(last + 1)
    stands = after in ("stands", "is", "remains") and reading.word_at(last + 2) == "alone"
    if not (before in ("only", "just", "solely") or after == "alone" or stands):
        return
    at = last + 1 + (after == "alone") + 2 * stands
    told = None
    for index in range(at, min(len(reading.units), at + 8)):
        word = reading.words[index]
        if word in ".;:,!?" or (
            word not in english.ADVERBS | english.PRESENT_AUX | english.APPROVAL | english.AVAILABLE
            and word not in _LINKS
            and reading.units[index].mention is None
        ):
            break
        if word in english.APPROVAL or word in english.AVAILABLE or word == "market":
            told = index
            break
    if told is None or reading.negated(told, 3) or unknown_target(scope, told):
        return
    if reading.tense(told) in ("past", "future") or reading.has("until") or reading.denied(told) or dated(scope):
        return
    if _narrowed_after(scope, told):
        return
    start = reading.units[first - 1 if before in ("only", "just", "solely") else first].start
    yield Assertion("sole", start, reading.units[told].end, scope.own_drugs, None, "", scope.indication)


def _narrowed_after(scope: Scope, told: int) -> bool:
    for word in scope.reading.words[told + 1 : told + 12]:
        if word in ",.;:":
            return False
        if word in words.NARROWING:
            return True
    return False
