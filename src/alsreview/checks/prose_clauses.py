"""Clauses joined by a comma alone, found in one statement.

The finder takes the words of one sentence and answers with a span of code-point offsets, or None. It is written to
stay silent in doubt: series of clauses, reporting verbs, inversions and correlatives are let pass.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from alsreview.checks.prose_words import (
    ARTICLE,
    AUXILIARY,
    COORDINATOR,
    DETERMINER,
    LINKS,
    MODAL,
    PREPOSITION,
    PRONOUN,
    QUESTION,
    RELATIVE,
    SUBORDINATOR,
    Word,
    imperative,
    must_be_finite,
)

_REPORTING = frozenset(
    "say says said think thinks thought believe believes believed hope hopes hoped know knows knew feel feels felt "
    "explain explains explained add adds added ask asks asked note notes noted suppose argue argues".split()
)
_OPENERS = frozenset(
    "not had were should be regardless whatever whoever however whichever either neither only the-more".split()
)
_TIMES = frozenset("day time moment year week night morning minute instant month first last next".split())
_SPLICE_SUBJECTS = PRONOUN | {"this", "there", "these", "nobody", "everyone", "everybody", "nothing", "everything"}


class Span(NamedTuple):
    """Code-point offsets in the statement, end exclusive."""

    start: int
    end: int


def comma_splice(line: Sequence[Word]) -> Span | None:
    """Two sentences with only a comma between them; the span runs from the word before it to the second verb."""
    if not line or line[-1].low == "?" or any(word.text in {'"', "“", "”", "«", "»", ";"} for word in line):
        return None
    begin = max((index + 1 for index in range(len(line)) if _breaks(line, index)), default=0)
    commas = [index for index in range(begin, len(line)) if line[index].low == ","]
    for number, comma in enumerate(commas):
        last = commas[number + 1] if number + 1 < len(commas) else None
        if _series(line, commas, number) and not _denies(line, begin, comma):
            continue
        verb = _clause_after(line, comma + 1)
        if verb is None and last is not None and line[comma + 1].low in {"when", "if", "because", "although"}:
            verb = _clause_after(line, last + 1)
            if verb is not None and not _subject_follows(line, comma + 2, last):
                verb = None
        elif verb is None:
            verb = _order_after(line, begin, comma + 1)
        if verb is None or not _stands_alone(line, begin, comma):
            continue
        if line[verb - 1].low not in PRONOUN and line[comma + 1].low not in PRONOUN and _goes_on(line, verb):
            continue
        if _describes(line, comma, verb):
            continue
        if line[verb].low in _REPORTING or (verb + 1 < len(line) and line[verb + 1].low == ","):
            continue
        return Span(line[comma - 1].start, line[verb].end)
    return None


def _breaks(line: Sequence[Word], at: int) -> bool:
    """A colon or a dash after which a new part begins; the dash of a range ("8–12 hours") is none."""
    if line[at].low == ":":
        return True
    return line[at].low in {"–", "—"} and (at == 0 or line[at].start != line[at - 1].end)


def _series(line: Sequence[Word], commas: Sequence[int], number: int) -> bool:
    """Whether clauses form a series: "A is done, B is done(,) and C is done", "I came, I saw, I won"."""
    if any(index + 1 < len(line) and line[index + 1].low in COORDINATOR for index in commas[number + 1 :]):
        return True
    subjects = {line[index + 1].low for index in commas if index + 1 < len(line)}
    return len(commas) > 1 and len(subjects) == 1 and subjects <= PRONOUN


def _describes(line: Sequence[Word], comma: int, verb: int) -> bool:
    """Whether what follows the comma describes a noun: "a drug used to ...", "meaning it is ...", "that is, it ..."."""
    if line[comma + 1].low == "meaning" or (line[comma - 1].low == "is" and line[comma - 2].low == "that"):
        return True
    participle = {"d", "p"} <= set(line[verb].readings)
    after = line[verb + 1].low if verb + 1 < len(line) else ""
    return participle and (line[verb].low in {"called", "named", "termed"} or after == "to")


def _denies(line: Sequence[Word], begin: int, comma: int) -> bool:
    """Whether the clause after the comma takes the noun before it up and denies ("X is a tonic, it does not cure")."""
    if comma + 3 >= len(line) or line[comma + 1].low not in {"it", "they", "he", "she"} or line[begin].low in PRONOUN:
        return False
    return line[comma + 2].low in AUXILIARY | MODAL and (
        line[comma + 3].low == "not" or line[comma + 2].low == "cannot"
    )


def _goes_on(line: Sequence[Word], verb: int) -> bool:
    """Whether "and" with a new subject follows, as in "A is a film, B is a syrup and C a tablet"."""
    for index in range(verb + 1, len(line) - 1):
        if line[index].low in COORDINATOR and "j" not in line[index - 1].readings:
            return not any(letter in line[index + 1].readings for letter in "vzd")
    return False


def _subject_follows(line: Sequence[Word], at: int, stop: int) -> bool:
    return at < stop and (line[at].low in PRONOUN | {"there"} or line[at].low in ARTICLE or bool(line[at].readings))


def _clause_after(line: Sequence[Word], at: int) -> int | None:
    """Index of the finite verb of a main clause that begins at `at`, with its subject, or None."""
    while at < len(line) and (line[at].low in LINKS or (line[at].low == "," and line[at - 1].low in LINKS)):
        at += 1
    if at >= len(line):
        return None
    here = _subject_and_verb(line, at)
    if here is not None or line[at].low not in {"after", "in", "by", "at", "on", "from", "during", "for"}:
        return here
    if at + 1 < len(line) and line[at + 1].low in RELATIVE:
        return None
    # An adverbial before the subject: "in autumn she could not", "after half a year the weakness reached".
    for subject in range(at + 2, min(at + 6, len(line))):
        word = line[subject]
        if word.low in RELATIVE | SUBORDINATOR | COORDINATOR or not word.is_word:
            return None
        if must_be_finite(line, subject):
            return None
        own = word.low in _SPLICE_SUBJECTS - {"this", "these"} or (word.low in ARTICLE and line[subject - 1].readings)
        if own and line[subject - 1].low not in PREPOSITION:
            verb = _subject_and_verb(line, subject)
            if verb is not None:
                return verb
    return None


def _subject_and_verb(line: Sequence[Word], at: int) -> int | None:
    if at >= len(line):
        return None
    first = line[at]
    if first.low in _SPLICE_SUBJECTS:
        verb = _skip_adverbs(line, at + 1)
        if verb is not None and (must_be_finite(line, verb) or _after_pronoun(line, at, verb)):
            return verb
        if first.low in PRONOUN | {"there"}:
            return None
    if not (
        first.low in ARTICLE or first.readings[:1] in {"N", "n"} or first.low in {"each", "every", "one", "people"}
    ):
        return None
    start = at + 1 if first.low in DETERMINER else at
    return _after_noun_phrase(line, start)


def _after_pronoun(line: Sequence[Word], subject: int, verb: int) -> bool:
    if verb == subject + 1 or not line[verb].readings:
        word = line[verb]
        if line[subject].low in {"this", "these"}:
            after = line[verb + 1].low if verb + 1 < len(line) else ""
            return any(letter in word.readings for letter in "dz") and after in ARTICLE
        return any(letter in word.readings for letter in "vzd")
    return any(letter in line[verb].readings for letter in "vzd") and "n" not in line[verb].readings


def _after_noun_phrase(line: Sequence[Word], at: int) -> int | None:
    """The verb after a noun phrase of at most four words and one phrase with a preposition."""
    start, phrases, seen = at, 0, 0
    while at < len(line):
        word = line[at]
        if not word.is_word or word.low in RELATIVE | SUBORDINATOR - {"as"} | COORDINATOR:
            return None
        if seen and must_be_finite(line, at):
            return at
        if word.readings == "r" and seen:
            verb = _skip_adverbs(line, at)
            return verb if verb is not None and must_be_finite(line, verb) else None
        if word.low in {"of", "in", "around", "for", "with", "on", "to"} and seen and not phrases:
            phrases, seen = 1, 0
        elif word.readings or word.text.isdigit() or word.low in {"it", "them", "one"} or word.low in DETERMINER:
            if word.low in DETERMINER and seen:
                return None
            seen += 1
        else:
            return None
        if at - start > 9 or seen > 4:
            return None
        at += 1
    return None


def _skip_adverbs(line: Sequence[Word], at: int) -> int | None:
    steps = 0
    while at < len(line) and line[at].readings in {"r", "jr", "rj"} and steps < 3:
        at, steps = at + 1, steps + 1
    return at if at < len(line) and line[at].is_word else None


def _order_after(line: Sequence[Word], begin: int, at: int) -> int | None:
    """An order after an order or a statement: "Take it with water, do not chew it"."""
    if at + 2 < len(line) and line[at].low in {"do", "don't", "never"}:
        if line[at].low == "do" and line[at + 1].low != "not":
            return None
        verb = at + 2 if line[at].low == "do" else at + 1
        return verb if "v" in line[verb].readings else None
    return None


def _stands_alone(line: Sequence[Word], begin: int, comma: int) -> bool:
    """Whether the words before the comma make a sentence of their own, with no subordinate clause that goes on."""
    part = line[begin:comma]
    while part and (part[0].low in LINKS | {"and", "but", "so", ","} or not part[0].is_word):
        part = part[1:]
    if len(part) < 3 or _opens_otherwise(part):
        return False
    last_comma = max((index for index, word in enumerate(part) if word.low == ","), default=-1)
    tail = part[last_comma + 1 :]
    if _introduces(part) or any(a.low == "not" and b.low == "only" for a, b in pairwise(part)):
        return False
    if tail and tail[0].low in SUBORDINATOR | RELATIVE | {"like", "unlike", "that", "even", "especially"}:
        return False
    part = _without_last_subordinate(part)
    if any(word.low in SUBORDINATOR - {"as", "after", "before", "since", "even"} for word in part):
        return False
    for index, word in enumerate(part):
        if word.low in {"as", "after", "before", "since"} and _subject_and_verb(part, index + 1) is not None:
            return False
    if part[0].low in PREPOSITION and any(word.low in RELATIVE | QUESTION for word in part):
        return False
    if imperative(part):
        return True
    if len(part) < 5 and part[0].low in ARTICLE and {"d", "p"} <= set(part[-1].readings):
        return True
    if part[0].low in ARTICLE and any(_past_with_complement(part, index) for index in range(2, min(5, len(part)))):
        return True
    return any(
        must_be_finite(part, index) and index and part[index - 1].low not in RELATIVE | QUESTION
        for index in range(1, len(part))
    )


def _introduces(part: Sequence[Word]) -> bool:
    """Whether the last words belong to what follows: "..., and in adults", "..., or blood sugar"."""
    for index in range(len(part) - 1, 0, -1):
        if part[index].low not in COORDINATOR | {",", "that", "than"}:
            continue
        tail = part[index + 1 :]
        opens = bool(tail) and (
            tail[0].low in PREPOSITION - {"like"} | COORDINATOR or tail[0].low in {"compared", "rarely", "no"}
        )
        return opens and not any(must_be_finite(tail, at) for at in range(1, len(tail)))
    return False


def _without_last_subordinate(part: Sequence[Word]) -> Sequence[Word]:
    """The main clause alone where "when ..." or "because ..." ends it: "He was ten when it began".

    After "that", "know" and the like the subordinate clause may belong to what follows, so nothing is cut there.
    """
    for index in range(3, len(part)):
        if part[index].low not in {"when", "because", "while", "until", "although"}:
            continue
        before = part[index - 1]
        if not before.is_word or before.low in COORDINATOR | {"that", "even"}:
            return part
        if _subject_and_verb(part, index + 1) is None and "d" not in part[-1].readings:
            return part
        if any(word.low in _REPORTING | RELATIVE | SUBORDINATOR for word in part[:index]):
            return part
        return part[:index]
    return part


def _past_with_complement(part: Sequence[Word], at: int) -> bool:
    """A past form after a noun that an adjective or adverb completes: "the skin turned yellow"."""
    if not {"d", "p"} <= set(part[at].readings) or part[at - 1].readings[:1] not in {"n", "N"} or at + 1 >= len(part):
        return False
    return any(letter in part[at + 1].readings for letter in "jr")


def _opens_otherwise(part: Sequence[Word]) -> bool:
    """Openings after which a comma and a clause are right: inversions, correlatives, "the day he fell"."""
    first, second = part[0].low, part[1].low
    if first in SUBORDINATOR - {"as"} or first in _OPENERS or first in {"as", "to", "no", "every", "each", "such"}:
        return first not in {"each", "every"} or second in _TIMES
    if first == "by":
        return part[0 if len(part) < 3 else 2].low in {"by", "time", "moment"} or "g" in part[1].readings
    if first == "the" and (second in _TIMES or second.endswith("er") or second in {"more", "less"}):
        return True
    if first in QUESTION | {"given", "provided", "considering", "assuming", "now", "knowing", "that", "it's", "those"}:
        return first != "that" or len(part) < 4
    return part[0].readings.startswith("g") and any(word.low in RELATIVE | QUESTION for word in part)
