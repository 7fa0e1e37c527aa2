"""Groups of words by name: those of a check, of its pack, of English, and the terms of the lexicon."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from alsreview.checks.english import DISEASE, DISEASE_WORDS, GROUPS
from alsreview.checks.wording import words_of
from alsreview.errors import Fault

VALUE = "value"
"""The part that stands for a number (quantities) or a date (past due); `value UNIT` once the unit is known."""


class Named(Protocol):
    """A check that brings groups of its own."""

    @property
    def id(self) -> str:
        """Id of the check."""

    @property
    def words(self) -> Mapping[str, tuple[str, ...]]:
        """Phrases by the name of their group."""


class Groups:
    """The groups that the checks of one kind name, gathered one by one."""

    def __init__(self, knowledge: Any, computed: bool) -> None:
        """`computed`: whether the part `value` is there, which no list of words can hold."""
        self._knowledge = knowledge
        self._own: Mapping[str, tuple[str, ...]] = getattr(knowledge, "words", {})
        self._computed = computed
        self.all: dict[str, tuple[str, ...]] = {}
        """Phrases of each group that was asked for."""
        self.faults: list[Fault] = []

    def part(self, definition: Named, part: str | tuple[str, ...], place: str) -> str:
        """The name under which a part of a state stands in `all`; `place` tells apart parts that are written out."""
        if isinstance(part, str):
            return self._named(definition, part)
        return self._enter(f"{definition.id}/{place}", definition, part)

    def phrases(self, definition: Named, phrases: tuple[str, ...], place: str) -> tuple[str, ...]:
        """The name of a list of phrases, as the only item, or nothing where there are none."""
        return (self._enter(f"{definition.id}/{place}", definition, phrases),) if phrases else ()

    def _enter(self, key: str, definition: Named, phrases: Iterable[str]) -> str:
        out: list[str] = []
        for phrase in phrases:
            if phrase.startswith("@"):
                out.extend(self.all[self._named(definition, phrase[1:])])
            elif words_of(phrase):
                out.append(phrase)
            else:
                what = f"the phrase {phrase!r} holds no word"
                self.faults.append(Fault(f"check {definition.id}", 0, 0, what, "write the words of a text"))
        self.all[key] = tuple(dict.fromkeys(out))
        return key

    def _named(self, definition: Named, name: str) -> str:
        """Enters a group by its name: of the check, of English, or a term of the lexicon; gives its key."""
        if name in definition.words:
            key = f"{definition.id}/{name}"
            if key not in self.all:
                self.all[key] = ()
                self._enter(key, definition, definition.words[name])
            return key
        if name == VALUE and self._computed:
            return f"{VALUE} {getattr(definition, 'unit', '')}".rstrip()
        if name not in self.all:
            self.all[name] = phrases = self._shared(name)
            if any(phrase.startswith("@") for phrase in phrases):
                self._enter(name, definition, phrases)
            if not phrases:
                known = sorted({*definition.words, *self._own, *GROUPS, DISEASE, *self._term_ids()})
                near = difflib.get_close_matches(name, known, n=1)
                mend = f"did you mean `{near[0]}`?" if near else "add it under `words`"
                self.faults.append(Fault(f"check {definition.id}", 0, 0, f"there is no group `{name}`", mend))
        return name

    def _term_ids(self) -> Iterable[str]:
        lexicon = getattr(self._knowledge, "lexicon", None)
        return () if lexicon is None else lexicon.terms

    def _shared(self, name: str) -> tuple[str, ...]:
        if name == DISEASE:
            return (*disease_names(self._knowledge), *DISEASE_WORDS)
        phrases = (*GROUPS.get(name, ()), *self._own.get(name, ()))
        return phrases or term_forms(self._knowledge, name)


def term_forms(knowledge: Any, term: str) -> tuple[str, ...]:
    """Every form of a lexicon term and of the terms within it; nothing for an unknown one."""
    lexicon = getattr(knowledge, "lexicon", None)
    if lexicon is None or term not in lexicon:
        return ()
    inside = [other for other in lexicon if lexicon.within(other.id, term)]
    return tuple(dict.fromkeys(form for other in inside for form in (*other.right_forms, *other.wrong)))


def disease_names(knowledge: Any) -> tuple[str, ...]:
    """Every form of the diseases that the packs are about."""
    lexicon = getattr(knowledge, "lexicon", None)
    if lexicon is None:
        return ()
    ids = dict.fromkeys(disease for pack in knowledge.packs for disease in pack.diseases)
    terms = [lexicon[id_] for id_ in ids if id_ in lexicon]
    return tuple(dict.fromkeys(form for term in terms for form in (*term.right_forms, *term.wrong)))
