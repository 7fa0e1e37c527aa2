"""Sole, count, closed list and none: statements that name a whole set of approved treatments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from alsreview.checks.approvals import words
from alsreview.checks.approvals.constructions import constructions
from alsreview.checks.approvals.definition import Asserts
from alsreview.checks.approvals.phrases import Phrase, find_phrases
from alsreview.checks.approvals.scope import Scope, unknown_target
from alsreview.knowledge import english


@dataclass(frozen=True, slots=True)
class Assertion:
    """A set that a statement names: `subjects` where it names them, `number` where it counts."""

    asserts: Asserts
    start: int
    end: int
    subjects: tuple[str, ...] = ()
    number: int | None = None
    bound: str = ""
    indication: str | None = None
    modifies: bool = False
    """Whether only treatments that change the course of the disease are meant, not those of its symptoms."""


def assertions(scope: Scope) -> Iterator[Assertion]:
    """The sets that a statement names, as of the day of reading (a past one is none of them)."""
    reading = scope.reading
    if reading.is_question or scope.other_disease:
        return
    found = False
    for phrase in find_phrases(reading):
        made = _of_phrase(scope, phrase)
        if made is not None:
            found = True
            near = scope.indication_near(phrase.start, _reach(scope, phrase))
            yield replace(made, indication=near, modifies=phrase.slows or phrase.disease_modifying)
    if not found:
        turned = next(_without_noun(scope), None) or _turned(scope)
        if turned is not None:
            yield turned


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
    if phrase.narrowed or phrase.drugs_inside or reading.denied(phrase.head) or _past(scope, phrase):
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
        return _none_or_other(scope, phrase, start, end)
    if lacking(scope, phrase) or _said_not_to_exist(scope, phrase):
        return Assertion("none", start, end)
    if phrase.one_of and not phrase.number:
        return None
    negated = reading.negated(phrase.start, 4) or reading.negated(phrase.head, phrase.head - phrase.start + 3)
    if negated:
        return None
    return _sole_or_count(scope, phrase, start, end)


def _none_or_other(scope: Scope, phrase: Phrase, start: int, end: int) -> Assertion | None:
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
    | frozenset("there form forms world medicine doctors neurologists regulators fda country countries variant".split())
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


def _said_not_to_exist(scope: Scope, phrase: Phrase) -> bool:
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


def _sole_or_count(scope: Scope, phrase: Phrase, start: int, end: int) -> Assertion | None:
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
    if not status or (head in english.WEAK_TREATMENTS and not phrase.told):
        return None
    if phrase.opinion and not phrase.told:
        return None
    number = phrase.number
    if phrase.only and number in (None, 1) and not phrase.plural and (phrase.first or not phrase.ordinal):
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
    listed = subjects if len(subjects) == number and not phrase.bound else ()
    return Assertion("closed-list" if listed else "count", start, end, listed, number, phrase.bound)


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
            and reading.word_at(phrase.start - 2) in ("there", "als", "we", "patients", "doctors", "clinicians")
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


def linked(scope: Scope, phrase: Phrase) -> tuple[str, ...]:
    """The medicines that a phrase is about: those of the statement, or the one that "it" stands for."""
    reading = scope.reading
    mentions = []
    for index in reading.of_kind("substance", "product"):
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


_PAST_MARKS = (
    "until",
    "till",
    "used to",
    "at the time",
    "at that time",
    "back then",
    "in those days",
    "formerly",
    "previously",
    "once the only",
    "prior to",
    "for decades",
    "for many years",
    "before then",
    "historically",
)


_ENDED = frozenset("ended ends end ending broke broken breaks lost loses losing".split())
_STANDING = frozenset("reign monopoly status position run place years standing spell".split())


def _past(scope: Scope, phrase: Phrase) -> bool:
    """Whether the phrase speaks of the past, or of a date of its own."""
    reading = scope.reading
    middle = phrase.start if phrase.only or phrase.none else phrase.head
    tense = reading.tense(middle)
    if tense == "past" and not _perfect(scope, phrase):
        return True
    if tense == "future" or reading.conditional(phrase.head):
        return True
    if reading.has(*_PAST_MARKS) and not reading.has("until now", "up until now") and tense != "present":
        return True
    if reading.word_set & _ENDED and reading.word_set & _STANDING and phrase.only:
        return True  # "ended its reign as the only approved medicine"
    if reading.has("until", "till") and not reading.has("until now"):
        return True
    return bool(dated(scope)) and not phrase.definite


def _perfect(scope: Scope, phrase: Phrase) -> bool:
    """ "Has been approved" speaks of today, though "was approved" does not."""
    words_ = scope.reading.words[phrase.head : phrase.last + 1]
    return any(word in english.HAVE_PRESENT for word in words_)


def dated(scope: Scope) -> str:
    """The date as of which the statement itself says that it speaks ("As of June 2024, ..."), or ""."""
    reading = scope.reading
    for span in reading.times:
        at = reading.unit_at(span.start)
        if "which" in reading.words[max(0, at - 6) : at]:
            continue  # "riluzole, which was licensed in 1995, is the only one": told in passing
        before = reading.text[max(0, span.start - 14) : span.start].lower()
        if span.kind == "date" and any(word in before for word in ("as of", "in ", "by ", "at the end of", "before ")):
            return reading.text[span.start : span.end]
    return ""


_LINKS = frozenset(
    "a the an as drug treatment medicine u.s fda on marketing market full been ' s won gained received got given "
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
