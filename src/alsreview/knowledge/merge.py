"""Terms of several packs, made one where they name the same thing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from alsreview.knowledge.lexicon import Term


def same_things(terms: Sequence[Term]) -> tuple[list[Term], dict[str, str]]:
    """Terms of different packs that name one thing under two ids, made one; and the ids that went.

    They are of one kind, and the name of one is a name or form of the other. The id that stays is that of the words
    every topic needs, else the first in the alphabet.
    """
    kept: dict[str, Term] = {}
    gone: dict[str, str] = {}
    by_name: dict[tuple[str, str], str] = {}
    for term in sorted(terms, key=lambda term: (term.pack != "", term.id)):
        names = [(term.kind, _plain(form)) for form in (term.name, *term.forms)]
        target = next(
            (
                by_name[name]
                for name in names
                if name in by_name
                and kept[by_name[name]].pack != term.pack
                and name[1] in (_plain(term.name), _plain(kept[by_name[name]].name))
            ),
            None,
        )
        if target is None:
            kept[term.id] = term
        else:
            gone[term.id] = target
            kept[target] = joined(kept[target], term)
        for name in names:
            by_name.setdefault(name, target or term.id)
    return [
        replace(
            term,
            of=tuple(dict.fromkeys(gone.get(item, item) for item in term.of)),
            symptom_of=gone.get(term.symptom_of, term.symptom_of) if term.symptom_of else None,
        )
        for term in kept.values()
    ], gone


def _plain(name: str) -> str:
    return name.lower().replace("’", "'")


def joined(old: Term, new: Term) -> Term:
    """One term with everything that two say of it; what only one can be comes from `old`."""

    def both(left: Sequence[str], right: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys((*left, *right)))

    return Term(
        id=old.id,
        kind=old.kind,
        name=old.name,
        forms=both(old.forms, (*(() if new.name == old.name else (new.name,)), *new.forms)),
        exact=both(old.exact, new.exact),
        wrong=both(old.wrong, new.wrong),
        of=both(old.of, new.of),
        symptom_of=old.symptom_of or new.symptom_of,
        jurisdiction=old.jurisdiction or new.jurisdiction,
        note=old.note or new.note,
        pack=old.pack or new.pack,
    )
