"""Sentences that are none: without a verb, cut off from the one before, or with verbs in relative clauses only."""

from __future__ import annotations

from collections.abc import Sequence

from alsreview.checks.prose_words import (
    LINKS,
    MODAL,
    PREPOSITION,
    QUESTION,
    RELATIVE,
    SUBORDINATOR,
    Word,
    can_be_finite,
    imperative,
)

_FRAGMENT_OPENERS = frozenset({"such", "including", "especially", "particularly", "like", "due", "namely", "except"})
_CLAUSE_OPENERS = frozenset({"because", "although", "though", "whereas", "unless", "when", "if", "while", "since"})
_ANSWERS = frozenset(
    "yes no not none never only one two three thanks thank maybe perhaps once twice for what why how good more less "
    "nothing everyone nobody see note sorry hello dear copyright".split()
)


def no_verb(line: Sequence[Word]) -> bool:
    """Whether no word of the sentence can be a finite verb and it gives no order."""
    if imperative(line, doubtful=True):
        return False
    return not any(can_be_finite(line, index) for index in range(len(line)))


def only_relative_verbs(line: Sequence[Word]) -> bool:
    """Whether every finite verb belongs to a who / which / that clause, so that the subject has none of its own."""
    if not line or line[0].low in QUESTION | RELATIVE | SUBORDINATOR | PREPOSITION | {
        "there",
        "here",
        "it",
        "not",
        "so",
    }:
        return False
    if imperative(line, doubtful=True) or line[0].low in _ANSWERS:
        return False
    if not any(word.low in {"who", "which", "that"} for word in line):
        return False
    found = False
    for index in range(len(line)):
        if can_be_finite(line, index):
            if not _follows_relative(line, index):
                return False
            found = True
    return found


def _follows_relative(line: Sequence[Word], at: int) -> bool:
    at -= 1
    while at > 0 and line[at].readings == "r":
        at -= 1
    return at > 0 and line[at].low in {"who", "which", "that"} and (line[at - 1].is_word or line[at - 1].low == ",")


def plain_prose(line: Sequence[Word]) -> bool:
    """Whether the words can be meant as a sentence: a full stop at the end, no figures, colon or brackets."""
    if len(line) < 4 or line[-1].low != ".":
        return False
    return not any(word.low in {":", ";", "/", "=", "%", "…", "[", "]"} or word.text[0].isdigit() for word in line)


def opens_fragment(line: Sequence[Word]) -> bool:
    """A part of the sentence before that was cut off: "Such as ...", "Because ...", "Which ..."."""
    first = line[0].low
    second = line[1].low if len(line) > 1 else ""
    if first == "such":
        return second == "as" and no_verb(line)
    if first in _FRAGMENT_OPENERS:
        return (first != "due" or second == "to") and no_verb(line) and not imperative(line)
    if first == "which":
        return line[-1].low == "." and can_be_finite(line, 1) and not any(word.low == "?" for word in line)
    if (
        first in _CLAUSE_OPENERS
        and not any(word.low == "," for word in line)
        and second not in {"of", "in", "so", "not"}
    ):
        finite = [index for index in range(1, len(line)) if can_be_finite(line, index)]
        inverted = any(line[index].low in MODAL and line[index - 1].low in LINKS for index in finite)
        orders = any(
            imperative(line, index) and line[index - 1].readings and not line[index].readings.startswith("n")
            for index in range(3, len(line))
            if "v" in line[index].readings and index not in finite
        )
        return len(finite) == 1 and not inverted and not orders
    return False


def answers_or_notes(line: Sequence[Word]) -> bool:
    """Openings of notes, labels and answers, which need no verb: "No known cure.", "For external use only."."""
    first, second = line[0], line[1]
    if first.low == "for" and second.low in {"example", "instance"}:
        return False
    comparative = second.low.endswith("er") and "j" in second.readings
    if first.low == "the" and (second.low in {"more", "less"} or comparative):
        return True
    return first.low in _ANSWERS or first.low in PREPOSITION or "p" in first.readings


def two_noun_phrases(line: Sequence[Word]) -> bool:
    """At least two phrases of two or more words with a comma or "and" between: an inventory set as a sentence."""
    parts: list[int] = [0]
    for word in line[:-1]:
        if word.low in {",", "and", "or"}:
            parts.append(0)
        else:
            parts[-1] += 1
    return any(word.low == "," for word in line) and len(parts) >= 2 and min(parts) >= 2


def long_subject(line: Sequence[Word]) -> bool:
    """A sentence that opens with the subject of a statement ("The main symptom of the disease ...") and has no verb."""
    return len(line) > 6 and line[0].low in {"the", "this", "these", "those", "my", "our", "his", "her", "their"}
