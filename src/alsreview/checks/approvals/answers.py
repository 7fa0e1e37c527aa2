"""A question that the sentence after it answers: "How many drugs are approved? Two.", "Is there one? No."."""

from __future__ import annotations

from alsreview.checks.approvals.assertion import Assertion
from alsreview.checks.approvals.definition import Asserts
from alsreview.checks.approvals.phrase import Phrase
from alsreview.checks.approvals.phrases import find_phrases
from alsreview.checks.approvals.scope import Scope
from alsreview.knowledge import english
from alsreview.knowledge.reading import Reading, read

_SHORT = 14
"""Units of the longest sentence that is taken for a bare answer."""
_OPENING = frozenset("a answer : . - – only just currently at present there are is , exactly so far about".split())
_OPEN = english.OPEN_LIST | {"among", "several", "many", "some", "was", "were", "until", "no", "not"}


def answered(scope: Scope) -> Assertion | None:
    """What a question and the short answer after it assert together, or None."""
    reading = scope.reading
    if not reading.is_question or not reading.around.after or scope.indication is None:
        return None
    asked = next((phrase for phrase in find_phrases(reading) if phrase.told and not phrase.narrowed), None)
    if asked is None or reading.tense(asked.head) == "past":
        return None
    answer = read(reading.around.after, scope.knowledge.lexicon)
    if len(answer.units) > _SHORT or any(verb.tense in ("past", "modal") for verb in answer.finite):
        return None
    return _of_answer(scope, asked, answer)


def _of_answer(scope: Scope, asked: Phrase, answer: Reading) -> Assertion | None:
    reading = scope.reading
    end = len(reading.text.rstrip())
    told = [word for word in answer.words if word not in _OPENING]
    if reading.has("how many"):
        numbers = [number for at in range(min(6, len(answer.units))) if (number := answer.number(at)) is not None]
        if "none" in told[:1]:
            return Assertion("none", 0, end, indication=scope.indication)
        return Assertion("count", 0, end, (), numbers[0], indication=scope.indication) if numbers else None
    if reading.word_at(0) in ("is", "are", "does", "do", "has", "have", "q") and "no" in answer.words[:3]:
        plain = len(told) <= 1 or told[1] in (".", ",")
        return Assertion("none", 0, end, indication=scope.indication) if plain and not asked.only else None
    if reading.word_set & {"which", "what"} and not answer.word_set & _OPEN and not answer.finite:
        subjects = scope.drugs_in(answer.mentions)
        if subjects and asked.plural:
            kind: Asserts = "sole" if len(subjects) == 1 else "closed-list"
            return Assertion(kind, 0, end, subjects, indication=scope.indication)
    return None
