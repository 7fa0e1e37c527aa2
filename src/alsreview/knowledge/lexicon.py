"""The names that a pack knows, and where they stand in a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from alsreview.knowledge.models import TermKind
from alsreview.knowledge.scan import LiteralHit, Scanner, lower_same_length


@dataclass(frozen=True, slots=True)
class Term:
    """A name with its other right forms, its known wrong ones, and what it belongs to.

    `of` holds ids: the substance of a product or trial, the wider indication of a narrower one, the substances of
    an organisation. `exact` forms are matched in their case only.
    """

    id: str
    kind: TermKind
    name: str
    forms: tuple[str, ...] = ()
    exact: tuple[str, ...] = ()
    wrong: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    symptom_of: str | None = None
    jurisdiction: str | None = None
    note: str | None = None
    pack: str = ""

    @property
    def right_forms(self) -> tuple[str, ...]:
        """Every right way to write it, the name first."""
        return tuple(dict.fromkeys((self.name, *self.forms, *self.exact)))


class Mention(NamedTuple):
    """A term in a text. `start` and `end` are offsets in that text; `wrong` says that a wrong form was written."""

    start: int
    end: int
    term: Term
    wrong: bool = False

    @property
    def kind(self) -> TermKind:
        """Kind of its term."""
        return self.term.kind


class Lexicon:
    """Terms by id, and the longest match of their forms in a text."""

    def __init__(self, terms: Iterable[Term], aliases: Mapping[str, str] | None = None) -> None:
        """`aliases`: ids under which another pack has a term, and the id that it has here."""
        ordered = sorted(terms, key=lambda term: term.id)
        self.terms: Mapping[str, Term] = {term.id: term for term in ordered}
        self._aliases = dict(aliases or {})
        self._ancestors: dict[str, tuple[str, ...]] = {}
        self._by_literal: dict[str, list[tuple[Term, str | None, bool]]] = {}
        for term in ordered:
            for form in (term.name, *term.forms):
                self._add(form, term, None, False)
            for form in term.exact:
                self._add(form, term, form, False)
            for form in term.wrong:
                self._add(form, term, None, True)
        for entries in self._by_literal.values():
            # A form that several terms have stands for the narrowest of them; a right form goes before a wrong one.
            entries.sort(key=lambda entry: (entry[2], -len(self.ancestors(entry[0].id)), entry[0].id))
        self.literals: frozenset[str] = frozenset(self._by_literal)
        """Every form, lower case, for the scan over a page."""
        self._scanner = Scanner(self.literals)

    def _add(self, form: str, term: Term, exact: str | None, wrong: bool) -> None:
        entries = self._by_literal.setdefault(lower_same_length(form), [])
        if not any(known is term and case == exact for known, case, _ in entries):
            entries.append((term, exact, wrong))

    def __contains__(self, term: object) -> bool:
        return term in self.terms or term in self._aliases

    def __getitem__(self, term: str) -> Term:
        return self.terms[self.id_of(term)]

    def id_of(self, term: str) -> str:
        """The id that a term has here: its own, or that of the same thing in another pack."""
        return self._aliases.get(term, term)

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms.values())

    def of_kind(self, *kinds: TermKind) -> tuple[Term, ...]:
        """The terms of some kinds, in order of id."""
        return tuple(term for term in self.terms.values() if term.kind in kinds)

    def mentions(self, text: str, hits: Sequence[LiteralHit] | None = None) -> tuple[Mention, ...]:
        """Terms in a text, the longest first at each place and none inside another, in order of place.

        `hits` are those of the page's scan, which may hold other literals as well; without them the text is
        scanned here.
        """
        if hits is None:
            hits = self._scanner.scan([text]).get(0, ())
        found: list[Mention] = []
        at = 0
        for hit in sorted(hits, key=lambda hit: (hit.start, -hit.end)):
            if hit.start < at:
                continue
            for term, exact, wrong in self._by_literal.get(hit.literal, ()):
                if exact is None or text[hit.start : hit.end] == exact:
                    found.append(Mention(hit.start, hit.end, term, wrong))
                    at = hit.end
                    break
        return tuple(found)

    def ancestors(self, term: str) -> tuple[str, ...]:
        """The ids that a term belongs to, itself first, wider and wider (`of`, followed up)."""
        known = self._ancestors.get(term)
        if known is not None:
            return known
        seen: dict[str, None] = {}
        queue = [term]
        while queue:
            at = self.id_of(queue.pop(0))
            if at in seen:
                continue
            seen[at] = None
            if at in self.terms:
                queue.extend(self.terms[at].of)
        # Only terms of the lexicon are remembered, so that it cannot grow without bound.
        found = tuple(seen)
        if term in self.terms:
            self._ancestors[term] = found
        return found

    def within(self, term: str, wider: str) -> bool:
        """Whether `term` is `wider` or a narrower thing of it."""
        return self.id_of(wider) in self.ancestors(term)
