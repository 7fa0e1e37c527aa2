"""What narrows a statement: place, form of the disease, group of people, time. Two statements with different scope
cannot contradict each other."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from alsreview.checks.groups import disease_names
from alsreview.checks.periods import periods
from alsreview.checks.wording import Vocabulary, tokens, words_of

_ENGLISH: dict[str, tuple[str, ...]] = {
    "men": ("men", "=man", "males"),
    "women": ("women", "females", "woman"),
    "children": ("children", "child", "young people", "juvenile", "teenagers", "childhood", "infant", "baby"),
    "old": ("elderly", "older people", "over 65", "over 70", "older adults"),
    "familial": ("familial", "inherited", "hereditary", "family history", "genetic form"),
    "sporadic": ("sporadic", "no family history"),
    "animals": ("mouse", "mice", "rat", "rodent", "animal", "dog", "in vitro", "laboratory model"),
    "early": ("early", "early stage", "at first", "in the beginning", "mild", "first stage"),
    "late": ("late", "late stage", "advanced", "end stage", "final", "later stages"),
    "some": ("some", "certain", "several", "half", "one in", "a minority", "percent", "subset", "subgroup"),
    "form": ("rare form", "one form", "slow form", "fast form"),
    "world": ("worldwide", "globally", "in the world", "globe"),
    "ventilated": ("ventilator", "ventilation"),
    "by mouth": ("by mouth", "oral", "tablet", "pill"),
    "infusion": ("infusion", "intravenous", "injection", "injected"),
    "trial": ("in the trial", "in a trial", "in one trial", "in this study", "in one study", "in a study", "placebo"),
    "untreated": ("without treatment", "untreated", "if left untreated"),
    "treated": ("with treatment", "treated with"),
    "diagnosis": ("of diagnosis", "after diagnosis", "from diagnosis", "at diagnosis"),
    "symptom": ("pain", "fatigue", "depression"),
    "veterans": ("veteran", "soldier", "military", "athlete"),
}
_PROPER = re.compile(r"\b(?:[Ii]n|of|from|among|across|on)\s+(?:the\s+)?([A-Z]\w+)")
"""A proper name after a preposition, as a rule a place that the lexicon does not know."""
_NARROWING_KINDS = ("indication", "place", "gene", "authority")


class Scopes:
    """Reads the scope of statements. Built once for a pack."""

    def __init__(self, knowledge: Any) -> None:
        lexicon = getattr(knowledge, "lexicon", None)
        groups: dict[str, Iterable[str]] = dict(_ENGLISH)
        for name, phrases in getattr(knowledge, "scopes", {}).items():
            groups[name] = (*groups.get(name, ()), *phrases)
        if lexicon is not None:
            own = set(knowledge.diseases)
            for term in lexicon.of_kind(*_NARROWING_KINDS):
                if term.id not in own:
                    groups.setdefault(term.id, term.right_forms)
        self._vocabulary = Vocabulary(groups)
        self._diseases = {word for name in disease_names(knowledge) for word in words_of(name)}

    def of(self, text: str) -> tuple[str, ...]:
        """The names of what narrows a text, sorted; years are narrowing too."""
        line = tokens(text)
        years = {str(period.first.year) for period in periods(text, line)}
        names = {found[1].lower() for found in _PROPER.finditer(text)} - self._diseases
        return tuple(sorted({*self._vocabulary.find(line), *years, *names}))
