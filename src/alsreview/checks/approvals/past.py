"""Whether a set is told of the past, or of a date of its own."""

from __future__ import annotations

from alsreview.checks.approvals.phrase import Phrase
from alsreview.checks.approvals.scope import Scope
from alsreview.knowledge import english

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


def of_the_past(scope: Scope, phrase: Phrase) -> bool:
    """Whether the phrase speaks of the past, or of a date of its own."""
    reading = scope.reading
    middle = phrase.start if phrase.only or phrase.none else phrase.head
    tense = reading.tense(middle)
    if tense == "past" and not _perfect(scope, phrase) and not _only_dated(scope, phrase):
        return True
    if tense == "future" or (reading.conditional(phrase.head) and not _main_clause(scope, phrase)):
        return True
    if reading.has(*_PAST_MARKS) and not reading.has("until now", "up until now") and tense != "present":
        return True
    if reading.word_set & _ENDED and reading.word_set & _STANDING and phrase.only:
        return True  # "ended its reign as the only approved medicine"
    if reading.has("until", "till") and not reading.has("until now"):
        return True
    return bool(dated(scope)) and not phrase.definite


def _main_clause(scope: Scope, phrase: Phrase) -> bool:
    """ "If you have it, riluzole is the only drug": the condition ends at the comma, and what follows is told as so."""
    left, _ = scope.reading.clause(phrase.head)
    if not {"if", "unless"}.intersection(scope.reading.words[left : left + 3]):
        return False
    return "," in scope.reading.words[left : phrase.start] and scope.reading.tense(phrase.head) == "present"


def _only_dated(scope: Scope, phrase: Phrase) -> bool:
    """ "The only approved drug, riluzole, was licensed in 1995": the past dates the medicine, not the set."""
    if not (phrase.only and phrase.told and phrase.definite):
        return False
    past = [verb.at for verb in scope.reading.finite if verb.tense == "past"]
    if len(past) != 1 or past[0] < phrase.last:
        return False
    return (
        scope.reading.words[past[0]] in english.BE_PAST and scope.reading.word_at(past[0] + 1) in english.APPROVE_VERBS
    )


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
