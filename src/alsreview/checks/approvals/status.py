"""Whether an approval, or that patients can have it, is told of a treatment phrase: after it, before it, around it."""

from __future__ import annotations

from alsreview.checks.approvals import words
from alsreview.checks.approvals.phrase import Phrase
from alsreview.knowledge import english
from alsreview.knowledge.reading import Reading

_STOPS = frozenset('.;:!?()[]"“”')


_OF_A_DOCTOR = frozenset(
    "doctor doctor's doctors pharmacist pharmacist's physician physician's neurologist medical your".split()
)
_EFFECT = frozenset("survival life prolong prolongs extend extends lengthen lengthens lifespan".split())


_GETTING = frozenset("get obtain access receive take prescribe offer buy dispense use give".split())


_ABLE = frozenset("can may could".split())


_FAINT = frozenset("passed accepted recognized recognised nod".split())


_POSTMOD = 16
"""Units after a noun in which its approval may still be told."""


def read_status(reading: Reading, phrase: Phrase) -> None:
    """Whether an approval or availability is told: after the noun, by a verb before it, or as "there is"."""
    _status_after(reading, phrase)
    if not phrase.told:
        _status_before(reading, phrase)


def _status_after(reading: Reading, phrase: Phrase) -> None:
    index, steps = phrase.head + 1, 0
    depth = 0
    while index < len(reading.units) and steps < _POSTMOD:
        unit = reading.units[index]
        word = unit.word
        if word in ("(", "["):
            depth += 1
        elif word in (")", "]"):
            depth -= 1
            if depth < 0:
                return
        elif depth and phrase.plural and not word.startswith("approv"):
            pass  # names in brackets after the noun
        elif word in ".;!?:" and unit.mention is None:
            if word == ":" or phrase.told:
                return
            return
        elif unit.mention is not None:
            labelled = reading.word_at(index + 1) == "label"
            if unit.is_kind("authority") and (labelled or _past_regulators(reading, index)):
                phrase.approved, phrase.last = True, max(phrase.last, index)
            if unit.mention.term.symptom_of:
                phrase.narrowed = phrase.narrowed or word
            if unit.is_kind("indication") and "," not in reading.words[phrase.head : index]:
                phrase.last = max(phrase.last, index) if phrase.told else phrase.last
        elif not _step_after(reading, phrase, index):
            return
        index += 1
        steps += 0 if depth else 1


def _restricted_by(reading: Reading, phrase: Phrase, index: int) -> bool:
    """ "Approved drugs that remove plaques": a clause after an approval told, which tells neither that nor a use."""
    for word in reading.words[index + 1 : index + 10]:
        if word in _STOPS or word in (",", "–", "—"):
            break
        if word in words.ANY_TREATMENT or (phrase.plural and word in _EFFECT):
            return False
    return True


def _step_after(reading: Reading, phrase: Phrase, index: int) -> bool:
    """Reads one word after the noun; False where what follows is about something else."""
    word = reading.words[index]
    if word == "approval" and _OF_A_DOCTOR.intersection(reading.words[max(0, index - 4) : index]):
        return False  # "any medicine without your doctor's approval"
    if word == "that" and phrase.told and phrase.only and _restricted_by(reading, phrase, index):
        phrase.narrowed = phrase.narrowed or word
    if word == "since" and reading.word_at(index - 1) in english.HAVE_PRESENT:
        return True
    if word in ("but", "while", "whereas", "although", "though", "because", "since", "despite"):
        return phrase.none and word == "but"
    if (
        word in english.TREATMENTS
        and index > phrase.head + 1
        and reading.word_at(index - 1) not in ("for", "the", "of")
    ):
        return False
    if word in words.RESTRICTING and (phrase.none or not phrase.told):
        phrase.narrowed = phrase.narrowed or word
    aged = word in ("over", "under", "above", "below") and reading.number(index + 1) is not None
    aged = aged and reading.word_at(index - 1) not in ("in", "for")
    if reading.units[index - 1].is_kind("indication") and word in ("mutation", "mutations", "gene", "variants"):
        return True  # "caused by SOD1 mutations" is the name of a disease
    if word in _EFFECT and phrase.plural and phrase.told and not phrase.none:
        return True  # "two approved drugs that extend survival": the effect tells what they do, not which
    if (word in words.NARROWING or (aged and phrase.none)) and not _after_break(reading, phrase, index):
        phrase.narrowed = phrase.narrowed or word
    if word in english.APPROVAL and (
        word not in _FAINT or reading.word_at(index - 1) in english.HAVE_PRESENT | {"been"}
    ):
        phrase.approved = True
        phrase.negated_status = phrase.negated_status or reading.negated(index, 3)
        phrase.last = max(phrase.last, index)
    elif (reading.word_at(index - 1), word) in words.GO_AHEAD or _past_regulators(reading, index):
        phrase.approved = True
        phrase.last = max(phrase.last, index)
    elif (
        word in english.AVAILABLE
        or (word in ("market", "offer", "sale") and reading.word_at(index - 1) in ("the", "on", "to", "for"))
        or (word in words.PLACES_OF_SALE and words.COMING.intersection(reading.words[max(0, index - 2) : index]))
        or (word in _GETTING and reading.word_at(index - 1) in _ABLE)
    ):
        if word in ("offered", "supplied", "existing") or (
            word == "offer" and reading.word_at(index - 1) not in _ABLE | {"on"}
        ):
            return True
        phrase.available = True
        phrase.last = max(phrase.last, index)
    elif word in words.SLOWING:
        phrase.slows = True
        phrase.last = max(phrase.last, index)
    elif word in english.BE_PAST | {"had"} and not phrase.told and reading.word_at(index + 1) not in ("not",):
        phrase.last = max(phrase.last, index)
    return True


_GETS_PAST = frozenset("past through over convinced satisfied persuaded convince satisfy persuade allowed".split())


_REGULATORS = frozenset("regulator regulators authority authorities agency agencies watchdog watchdogs".split())


def _past_regulators(reading: Reading, index: int) -> bool:
    """ "Made it past the regulators", "won over the FDA", "regulators have allowed"."""
    word, before = reading.words[index], reading.words[max(0, index - 3) : index]
    if word == "allowed":
        return bool(_REGULATORS.intersection(before))
    named = word in _REGULATORS or reading.units[index].is_kind("authority")
    return named and bool(_GETS_PAST.intersection(before))


def _after_break(reading: Reading, phrase: Phrase, index: int) -> bool:
    """Whether a comma, dash or main verb stands between the noun and a unit, so that it no longer narrows the noun."""
    for between in range(phrase.head + 1, index):
        word = reading.words[between]
        if word in (",", "–", "—", ")", ";", ":") or (word in ("which", "with") and phrase.told):
            return True
        if word in english.BE_PRESENT and reading.word_at(between - 1) not in ("that", "which", "who"):
            # "No drug is approved for children": the verb tells for whom there is none.
            return not (phrase.none and reading.words[index] in words.GROUPS_OF_PEOPLE)
        if word in ("and", "improving", "extending", "helps") and phrase.told:
            return True
    return False


def _status_before(reading: Reading, phrase: Phrase) -> None:
    start = phrase.start
    for index in range(start - 1, max(-1, start - 6), -1):
        unit = reading.units[index]
        word = unit.word
        if unit.mention is not None:
            if unit.is_kind("indication") and reading.word_at(index + 1) in ("has", "have"):
                phrase.exists = True
            continue
        if word in english.APPROVE_VERBS:
            # "the FDA has approved four drugs", not "riluzole is approved; two drugs"
            passive = reading.word_at(index - 1) in english.BE_PRESENT | english.BE_PAST | {"been"}
            phrase.approved = phrase.approved or not passive
            phrase.negated_status = reading.negated(index, 3)
            if phrase.approved:
                phrase.start = index
            return
        if word in _GETTING and any(reading.word_at(index - step) in ("can", "may", "could") for step in (1, 2, 3)):
            phrase.available = True
            return
        if word == "there" or word in ("there's", "exist", "exists"):
            phrase.exists = True
            return
        if word in ("has", "have", "with", "without", "lack", "lacks") and index == start - 1:
            phrase.exists = True
        if word in _STOPS:
            return
