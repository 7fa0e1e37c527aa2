"""What an approval is "for", where a text says so: a disease of the packs, something else, or nothing of the kind."""

from __future__ import annotations

from alsreview.checks.approvals import words
from alsreview.checks.approvals.scope import Scope
from alsreview.knowledge import english


def unknown_target(scope: Scope, head: int) -> bool:
    """Whether "for ..." or "of ..." after a noun names no disease of the packs and no generic word."""
    units = scope.reading.units
    index = head + 1
    while index < min(len(units), head + 22):
        word = units[index].word
        if word in ".;!?" and units[index].mention is None:
            return False
        if word in ("for", "against", "treating", "treat") or (word == "in" and units[index - 1].word != "available"):
            verdict = _target(scope, index + 1)
            if verdict is not None:
                return verdict
        index += 1
    return False


def _target(scope: Scope, first: int) -> bool | None:
    """False: a disease of the packs; True: something else; None: no disease at all ("for years", "in the US")."""
    units = scope.reading.units
    for index in range(first, min(len(units), first + 8)):
        unit = units[index]
        if unit.is_kind("indication"):
            term = unit.mention.term.id if unit.mention else ""
            return not scope.in_topic(term)
        if unit.mention is not None:
            if unit.is_kind("authority", "place", "substance", "product"):
                return None
            continue
        if unit.word in words.GENERIC_AFTER_FOR or unit.word in english.TREATMENTS or unit.word.isdigit():
            # "for patients with gout" still names its disease further on
            for later in range(index + 1, min(len(units), index + 8)):
                if units[later].word in ("with", "who", "of", "having", "from"):
                    return _target(scope, later + 1) if later + 1 < len(units) else None
                if units[later].word in ",.;:":
                    break
                if units[later].is_kind("indication"):
                    return _target(scope, later)
            return None
        if unit.word in ",.;:)":
            return True if index > first else None
        if unit.word in english.MONTHS or unit.word in english.NUMBERS:
            return None
        following = units[index + 1].word if index + 1 < len(units) else ""
        if following in ("in", "of", "due", "from", "after", "during") and unit.word not in english.DETERMINERS:
            return True  # "for fatigue in X" is about fatigue
    return True
