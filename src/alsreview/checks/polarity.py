"""Whether a negation that stands beside a state governs it."""

from __future__ import annotations

from collections.abc import Sequence

from alsreview.checks.clauses import clause_start
from alsreview.checks.states import Match
from alsreview.checks.wording import Token
from alsreview.knowledge import english

NEGATIONS = english.NEGATIONS | frozenset(
    "no none nothing nobody rarely scarcely seldom unlikely instead false incorrect untrue wrong denies deny ain't "
    "cant dont doesnt isnt wont unproven".split()
)
"""Those of the reading layer, and what denies as a word of its own."""
_PAIRS = {"fail": "to", "fails": "to", "failed": "to", "failing": "to", "rather": "than", "unable": "to", "far": "from"}
"""Words that deny what follows if the other one comes next: "failed to improve", "rather than push on"."""
_OF_A_NOUN = frozenset({"no", "without", "neither", "none", "rather", "far"})
"""Negations that reach no further than the next "and" or comma."""
_OPENERS = frozenset("if when while although though because since as unless until after before whereas despite".split())
REACH = 7
"""Words before a state within which a negation counts for it."""


def negated(match: Match) -> bool:
    """Whether a negation that is no part of the state governs it: before it in its clause, or inside a gap."""
    line = match.line
    inside = {at for span in match.chain for at in range(span.first, span.last)}
    first, last = match.chain[0].first, match.chain[-1].last
    for at in range(max(clause_start(line, first), first - REACH), last):
        if at in inside or not _denies(line, at) or _harmless(line, at):
            continue
        if (line[at].text in _OF_A_NOUN and _parted(line, at, first)) or _in_condition(line, at, first):
            continue
        return True
    return False


def _denies(line: Sequence[Token], at: int) -> bool:
    word = line[at].text
    return word in NEGATIONS or (word in _PAIRS and at + 1 < len(line) and line[at + 1].text == _PAIRS[word])


def _harmless(line: Sequence[Token], at: int) -> bool:
    """ "not only", "no doubt", "not just": no negation of what follows."""
    following = line[at + 1].text if at + 1 < len(line) else ""
    return line[at].text in ("not", "no") and following in ("only", "just", "doubt", "merely", "matter", "simply")


def _in_condition(line: Sequence[Token], at: int, first: int) -> bool:
    """ "If you cannot sleep, take ...": the negation belongs to the condition and ends with its comma."""
    if not any("," in token.breaks for token in line[at + 1 : first + 1]):
        return False
    back = at
    while back > 0 and line[back].text not in _OPENERS:
        if "," in line[back].breaks:
            return False
        back -= 1
    return line[back].text in _OPENERS


def _parted(line: Sequence[Token], at: int, first: int) -> bool:
    between = line[at + 1 : first + 1]
    return any(token.text in ("and", "but") or "," in token.breaks for token in between)
